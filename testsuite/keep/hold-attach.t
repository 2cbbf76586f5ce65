# hold-attach: clients of a job: keys, sizes, several of them, stopped ones, those on no terminal
# shellcheck disable=SC1003,SC2016,SC2154,SC2238,SC2317
. "${0%/*}/../lib.sh"
. "${0%/*}/hold.sh"
. "${0%/*}/terminal.sh"
needs HOLD FEATURE_HOLD_LOG
give_up_after 500

attached() {
	[ "$(json clients "$1")" = "$2" ]
}

# attaches NAME OPTION...: in a new terminal of tmux
attaches() {
	job=$1
	shift
	terminal "hold attach $* $job; echo \"status \$?\"; exec cat"
}

# The first part of a key whose end is late is passed on, and may stand before the words.
detaches() {
	appears "\\[detached from $job\\]\$"
	appears '^status 0$'
	is "$job" running || wrong "the job does not run"
	close_terminal
}

cd "$scratch" || exit
start_job keys -- sh -c 'stty raw -echo; exec cat -v'
for key in 'C-\' '-l [92;5u' '-l [92;69u' '-l [92;133u' '-l [27;5;92~'; do
	it "is detached by its key: $key"
	attaches keys
	wait_for attached keys 1
	types before
	appears before
	case $key in
	-l*) types -l "$(printf '\033')${key#-l }" ;;
	*) types "$key" ;;
	esac
	detaches
	wait_for attached keys 0
done

it "is detached by other keys if set: one or two of -e, or those of HOLD_DETACH"
attaches keys -e "'^A d'"
wait_for attached keys 1
types C-a C-a
appears '\^A'
types 'C-\' C-a x
appears '\^A.*\^\\^Ax'
types C-a d
detaches
HOLD_DETACH='^B' terminal "HOLD_DETACH='^B' hold attach keys; echo \"status \$?\"; exec cat"
wait_for attached keys 1
types C-a C-b
detaches

it "is detached by no key with -e none"
attaches keys -e none
wait_for attached keys 1
types one 'C-\' two
appears 'one^\\two'
close_terminal
wait_for attached keys 0

it "rejects invalid detach keys"
run hold attach -e abc keys
exits 125
grep -q "abc" err || wrong "$(cat err)"

it "passes on, after a moment, a key that begins a longer one"
attaches keys
wait_for attached keys 1
types Escape
appears '\^\[$'
types 'C-\'
detaches

it "beeps and can be detached, at once, if the job reads nothing"
start_job deaf -- sh -c 'stty raw -echo; exec sleep 1000'
mkfifo typed
onpty -i typed -o shown 012 hold attach deaf &
client=$!
wait_for attached deaf 1
head -c 1000000 /dev/zero | tr '\0' x >many
timeout 20 cat many >typed || wrong "keys were not taken"
wait_for grep -q "$(printf '\a')" shown
before=$(date +%s%N)
printf '\034' >typed
wait $client || wrong "status $?"
time=$((($(date +%s%N) - before) / 1000000))
[ $time -lt 1000 ] || wrong "it took $time ms"
hold stop -t 0 deaf

it "types nothing with -r, leaves the size alone, and says how to leave"
start_job alone -- sh -c 'stty -echo; stty size; trap "stty size" WINCH; while :; do read -r line && echo "$line"; done'
attaches alone -r -e "'^A d'"
appears "^hold: 'alone' is shown read-only; '\^A d' detaches\$"
appears '^24 80$'
types typed Enter C-a d
detaches
attaches alone -r -e none
appears "^hold: 'alone' is shown read-only\$"
close_terminal
terminal -s 100x30 "hold attach -r alone; exec cat"
appears '^24 80$'
types typed Enter 'C-\'
appears 'detached'
same "24 80" "$(hold log alone)" output
hold stop -t 0 alone

it "detaches the others with -d"
attaches keys
first=$terminal
wait_for attached keys 1
attaches keys -d
second=$terminal
wait_for attached keys 1
terminal=$first
detaches
terminal=$second
types still
appears still
close_terminal

# Prints its size at first and at each change, and lines.
cat >"$scratch/sized" <<'EOF'
stty -echo
trap 'stty size' WINCH
stty size
while :; do
	read -r line && echo "$line"
done
EOF

sizes() {
	[ "$(hold log "$job" | grep -v x | tr '\n' ' ')" = "$1" ]
}

it "gives the job the size of the client that was used last, then that of the next"
start_job sized -- sh "$scratch/sized"
wait_for eval '[ -n "$(hold log sized)" ]'
job=sized
wait_for sizes '24 80 '
terminal -s 100x30 'hold attach sized'
first=$terminal
wait_for sizes '24 80 30 100 '
terminal -s 90x20 'hold attach sized'
second=$terminal
wait_for sizes '24 80 30 100 20 90 '
terminal -s 95x25 'hold attach -r sized'
wait_for attached sized 3
terminal=$first
types x Enter
wait_for sizes '24 80 30 100 20 90 30 100 '
tmux resize-window -t "$second" -x 91 -y 21
wait_for sizes '24 80 30 100 20 90 30 100 21 91 '
terminal=$second
close_terminal
wait_for sizes '24 80 30 100 20 90 30 100 21 91 30 100 '
terminal=$first
close_terminal
wait_for attached sized 1
sizes '24 80 30 100 20 90 30 100 21 91 30 100 ' || wrong "sizes: $(hold log sized)"
hold stop -t 0 sized

it "gives the job the size that was asked for whenever no client has another one"
start_job given --size=70x20 -- sh "$scratch/sized"
wait_for eval '[ -n "$(hold log given)" ]'
job=given
wait_for sizes '20 70 '
terminal -s 100x30 'hold attach given'
wait_for sizes '20 70 30 100 '
types 'C-\'
wait_for sizes '20 70 30 100 20 70 '
hold stop -t 0 given

# Asks the terminal where its cursor is, and writes what it answers.
cat >"$scratch/asks" <<'EOF'
stty raw -echo min 0 time 30
while read -r line <go; do
	printf '\033[5;7H\033[6n'
	dd bs=64 count=1 2>/dev/null | cat -v >>answers
	# another one, if there is any
	stty min 0 time 5
	dd bs=64 count=1 2>/dev/null | cat -v >>answers
	stty min 0 time 30
	echo >>answers
done
EOF

it "answers queries of a job in place of a terminal, until one is attached: then only that does"
has FEATURE_HOLD_REPLAY || skip "FEATURE_HOLD_REPLAY is not configured"
mkfifo go
start_job asks -- sh "$scratch/asks"
echo one >go
wait_for grep -q . answers
terminal 'hold attach asks'
wait_for attached asks 1
terminal 'hold attach asks'
wait_for attached asks 2
echo two >go
wait_for eval '[ "$(wc -l <answers)" = 2 ]'
file answers '^[[1;1R
^[[5;7R'
hold stop -t 0 asks

# whether an attaching client has been stopped
# shellcheck disable=SC2317 # wait_for calls it
is_stopped_client() {
	for process in /proc/[0-9]*; do
		[ "$(tr '\0' ' ' <"$process/cmdline" 2>/dev/null)" = "hold attach keys " ] &&
			grep -q '^State:.T' "$process/status" && return
	done
	return 1
}

it "is attached in the foreground only"
terminal "bash --norc -i"
types 'hold attach keys &' Enter
appears '\[1\]'
wait_for is_stopped_client
types jobs Enter
appears 'Stopped.*hold attach keys'
attached keys 0 || wrong "it is attached"
types fg Enter
wait_for attached keys 1
types in-front
appears in-front
types 'C-\'
appears '^\[detached from keys\]$'
close_terminal

it "works on a terminal that does not control it"
terminal 'setsid -w hold attach keys; echo "status $?"; exec cat'
job=keys
wait_for attached keys 1
types elsewhere
appears elsewhere
types 'C-\'
detaches

it "shows a job without a terminal, and says that it takes no input, and how to leave"
start_job silent -T -- sh -c 'seq 10; exec sleep 1000'
attaches silent
appears "^hold: 'silent' takes no input; '\^\\\\' detaches\$"
appears '^10$'
types typed 'C-\'
detaches

it "survives the kill of a client, and of its terminal"
attaches keys
wait_for attached keys 1
kill -KILL "$(tmux display-message -p -t "$terminal" '#{pane_pid}')"
close_terminal
wait_for attached keys 0
terminal 'hold attach keys'
wait_for attached keys 1
close_terminal
wait_for attached keys 0
is keys running || wrong "the job does not run"

it "passes on every byte to a reader that is not a terminal, and reports the end elsewhere"
head -c 500000 "$HOLDBOX" >data
run hold run -T -- sh -c 'cat data; exit 3'
exits 3
cmp data out || wrong "other bytes"
complains '[sh ended: exit 3]'

it "is detached by INT and TERM if it has no terminal, or when its reader is gone"
for signal in INT TERM; do
	# in the background a shell has INT ignored
	"$system_env" --default-signal=INT hold attach keys >shown 2>told &
	client=$!
	wait_for attached keys 1
	kill -$signal $client
	wait $client
	status=$?
	case $signal in
	INT) same 130 $status "status" ;;
	TERM) same 143 $status "status" ;;
	esac
	file told '[detached from keys]'
	wait_for attached keys 0
done
run timeout 20 sh -c 'hold attach keys | exec true'
exits 0
wait_for attached keys 0

it "reports that it cannot write"
run timeout 20 sh -c 'hold attach keys >/dev/full'
exits 125; complains "[detached from keys]
hold: write error: No space left on device"
wait_for attached keys 0
for closed in '>&-' '<&- >&-'; do
	run timeout 20 sh -c "hold attach keys $closed"
	exits 125; complains "[detached from keys]
hold: write error: Bad file descriptor"
	wait_for attached keys 0
done

it "shows as much of the history as -n allows"
start_job history -- sh -c 'seq 1000; exec cat'
wait_for eval '[ "$(hold log -n 1 history)" = 1000 ]'
attaches history -n 0
wait_for attached history 1
types 'C-\'
appears '^\[detached'
! screen | grep -q 1000 || wrong "all is shown"
close_terminal
attaches history -n 100
appears '^1000$'
! screen | grep -q '^980$' || wrong "more is shown"
types 'C-\'
detaches
attaches history
appears '^1000$'
appears '^980$'
types 'C-\'
detaches

it "loses no byte when it is stopped and continued 1 000 times"
mkfifo go
start_job cycles --ring=16M -T -- sh -c 'read -r line <go; i=0; while [ ! -e stop ]; do seq $i $((i + 999))
	i=$((i + 1000)); /bin/sleep 0.002; done; echo end'
hold attach cycles >shown 2>told &
client=$!
wait_for attached cycles 1
echo >go
is_stopped() {
	read -r _ _ state _ </proc/$client/stat
	[ "$state" = T ]
}
times=0
while [ $times -lt 1000 ]; do
	kill -TSTP $client
	patience=20000
	until is_stopped || [ $patience = 0 ]; do
		patience=$((patience - 1))
	done
	kill -CONT $client
	times=$((times + 1))
done
wait_for attached cycles 1 # what comes at the end while it is not, only hold log has
touch stop
wait $client || wrong "status $?: $(cat told)"
file told '[cycles ended: exit 0]'
count=$(($(wc -l <shown) - 1))
{ seq 0 $((count - 1)); echo end; } | cmp - shown || wrong "lines are missing"
[ $count -gt 10000 ] || wrong "there were only $count lines"

finish
