# hold-terminal: modes of a real terminal, replayed from what the ring has lost, and set back
# shellcheck disable=SC1003,SC2016,SC2317
. "${0%/*}/../lib.sh"
. "${0%/*}/hold.sh"
. "${0%/*}/terminal.sh"
needs HOLD FEATURE_HOLD_REPLAY FEATURE_HOLD_LOG

# What a program that leaves the terminal so does afterwards: more output than the ring holds.
cat >"$scratch/job" <<'EOF'
printf "$1"
i=100
while [ $i -lt 220 ]; do
	printf 'line %s, and so on, until all of the beginning is gone.\r\n' $i
	i=$((i + 1))
done
printf 'qqqX'
exec cat
EOF

# The state of a terminal that nothing has been done to.
prepare() {
	terminal "exec cat"
	wait_for is_fresh
	modes >"$scratch/fresh"
	close_terminal
}
is_fresh() {
	[ -n "$(modes)" ]
}
prepare

is_set_as() {
	[ "$(modes)" = "$(cat "$1")" ]
}

# restores TITLE SEQUENCE: a terminal of hold is set as one that the program has written to, and is
# set back when hold leaves it. Margins keep lines from being scrolled away: these are not compared
restores() {
	it "restores $1"
	terminal "stty -echo -opost; sh $scratch/job '$2'"
	appears qX$
	looks >wanted
	modes >wanted.modes
	close_terminal
	run hold run -d -n job --ring=4096 -- sh -c "stty -echo -opost; exec sh $scratch/job '$2'"
	exits 0
	wait_for written
	terminal 'hold attach job; echo "status $?"; exec cat'
	appears qX$
	case $1 in
	*margins) wait_for is_set_as wanted.modes || wrong "got: $(modes)" ;;
	*) looks_like wanted ;;
	esac
	types 'C-\'
	appears 'status 0'
	wait_for is_set_as "$scratch/fresh" || wrong "left: $(modes)"
	close_terminal
	run hold stop -t 0 job
	exits 0
}
written() {
	hold log -n 1 job | grep -q X
}

while IFS='	' read -r what sequence; do
	restores "$what" "$sequence"
done <<'EOF'
nothing	\r
cursor keys	\033[?1h
a keypad	\033=
a hidden cursor	\033[?25l
no wrapping	\033[?7l
insert mode	\033[4h
clicks of a mouse	\033[?1000h
buttons of a mouse, in another coding	\033[?1002;1006h
any motion of a mouse	\033[?1003h\033[?1005h
margins	\033[5;20r
an origin within margins	\033[5;20r\033[?6h
a character set	\033(0
another character set, shifted to	\033)0\016
the alternate screen	\033[?1049h
the alternate screen of old	\033[?47h
bold and a colour	\033[1;31;44m
the other attributes	\033[2;3;4;5;7;9m
one of 256 colours	\033[38;5;200;48;5;17m
a colour of any value	\033[38;2;10;20;30;48;2;200;100;50m
a bright colour, and a curly underline	\033[94m\033[4:3m
what is left after a reset	\033[?1h\033[1m\033[4h\033[?1000h\033c
EOF

it "sets a terminal back if the job ends, and says how it ended"
terminal "hold run -n job sh -c 'printf \"\\033[?1049h\\033[?1000h\\033[?1h\"; read -r line; exit 3'
	$tells_status"
wait_for grep -q . "$HOLD_DIR/job/state"
types x Enter
appears '^\[job ended: exit 3\]$'
appears '^status 3$'
wait_for is_set_as "$scratch/fresh" || wrong "left: $(modes)"

for signal in KILL TERM; do
	it "sets a terminal back if SIG$signal ends the monitor"
	rm -f "$scratch/before"
	terminal "stty -a >before; hold run -n job$signal sh -c 'printf \"\\033[?1049h\\033[?1002h\"; exec cat'
		$tells_status"
	wait_for eval 'modes | grep -q alternate_on=1'
	kill -$signal "$(state job$signal monitor)"
	if [ $signal = KILL ]; then
		appears "^\\[lost job$signal: its monitor is gone\\]\$"
		appears '^status 125$'
	else
		appears "^\\[job$signal ended: signal TERM\\]\$"
		appears '^status 143$'
	fi
	wait_for is_set_as "$scratch/fresh" || wrong "left: $(modes)"
	same "$(cat before)" "$(cat after)" "settings"
done

for signal in HUP TERM INT QUIT; do
	it "sets a terminal back if SIG$signal ends the client, and leaves the job alone"
	run hold run -d -n job$signal sh -c 'printf "\033[?1049h\033[?1002h\033[?25l"; exec cat'
	exits 0
	terminal "stty -a >before; sh -c 'echo \$\$ >client; exec hold attach job$signal'
		$tells_status"
	wait_for eval 'modes | grep -q alternate_on=1'
	kill -$signal "$(cat client)"
	appears "^\\[detached from job$signal\\]\$"
	case $signal in
	HUP) appears '^status 129$' ;;
	INT) appears '^status 130$' ;;
	QUIT) appears '^status 131$' ;;
	TERM) appears '^status 143$' ;;
	esac
	wait_for is_set_as "$scratch/fresh" || wrong "left: $(modes)"
	same "$(cat before)" "$(cat after)" "settings"
	is job$signal running || wrong "the job does not run"
done

it "sets a terminal back while the client is stopped, and up again afterwards"
run hold run -d -n stopped sh -c 'printf "\033[?1002h\033[1mbold"; exec cat'
exits 0
terminal "stty -a >before; bash --norc -ic 'sh -c \"echo \\\$\\\$ >client; exec hold attach stopped\"
	stty -a >after; echo is stopped; read -r line; fg; echo \"status \$?\"; exec cat'"
appears bold
is_clicked() {
	modes | grep -q mouse_any_flag=1
}
wait_for is_clicked
kill -TSTP "$(cat client)"
appears '^is stopped'
wait_for is_set_as "$scratch/fresh" || wrong "left: $(modes)"
types Enter
wait_for is_clicked
same "$(cat before)" "$(cat after)" "settings"
types more Enter
appears more
types 'C-\'
appears '^status 0$'
wait_for is_set_as "$scratch/fresh" || wrong "left: $(modes)"

it "shows the screen that a program has come back to, and nothing of the one that it has left"
cat >left <<'EOF'
echo before
if command -v vim >/dev/null; then
	vim -u NONE -c 'call setline(1, ["hidden", "hidden", "hidden"])' -c redraw -c q!
else
	printf '\033[?1049h\033[2J\033[3;3Hhidden\033[?1049l'
fi
echo after
exec cat
EOF
start_job left -- env TERM=xterm sh left
wait_for eval '[ "$(hold log left | tail -n 1)" = after ]'
hold attach left >raw 2>/dev/null &
client=$!
wait_for grep -q hidden raw || wrong "it was not there"
kill $client
terminal 'hold attach left'
appears '^after$'
appears '^before$'
! screen -S - | grep -q hidden || wrong "$(screen -S -)"
modes | grep -q alternate_on=0 || wrong "it is on the other screen"

it "passes a paste on in brackets, if the job has asked for these"
run hold run -d -n paste sh -c 'printf "\033[?2004h"; exec cat -v'
exits 0
terminal 'hold attach paste'
tmux set-buffer "two words"
wait_for eval '[ "$(hold ls paste | awk "NR == 2 { print \$6 }")" = 1 ]'
tmux paste-buffer -p -t "$terminal"
types Enter
appears '^^\[\[200~two words^\[\[201~$'

finish
