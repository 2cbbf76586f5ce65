# hold-programs: the screens of real programs, left and entered again
# shellcheck disable=SC1003,SC2016,SC2034,SC2046,SC2317
. "${0%/*}/../lib.sh"
. "${0%/*}/hold.sh"
. "${0%/*}/terminal.sh"
needs HOLD FEATURE_HOLD_REPLAY FEATURE_HOLD_LOG
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"
give_up_after 600

i=0
while [ $i -lt 300 ]; do
	i=$((i + 1))
	echo "This is line $i of a text that programs show."
done >"$scratch/text"
mkdir "$scratch/folder"
(cd "$scratch/folder" && touch one two $(seq 30))
terminal "exec cat"
wait_for eval '[ -n "$(modes)" ]'
modes | sed 's/lower=[0-9]*//' >"$scratch/fresh"
close_terminal

# What differs from one look to the next: the clock, the load, and numbers that go with these.
calm() {
	case $1 in
	top | htop) sed 's/\x1b\[[0-9;]*m//g; s/, */,/g; s/[0-9.]*[0-9][0-9.]*/0/g; s/[|#*: ]\{1,\}/ /g; s/ 0[KMGT]\?/ 0/g;
		s/\(0 \)\{2,\}/0 /g; s/ [RSD] / S /g; s/up .*/up/; s/cursor at.*//' ;;
	nano) sed 's/\x1b\[[0-9;]*m//g; /Read 300/s/.*//' ;; # it does not show that again
	# that mode is switched whenever it draws; how full the disk is, others change
	mc) sed 's/ keypad_flag=.//; s,\(─\)* [0-9.]*[KMGT]* / [0-9.]*[KMGT]* ([0-9]*%) \(─\)*,,g' ;;
	*) cat ;;
	esac
}

shows_it_again() {
	looks | calm "$1" >again
	cmp -s wanted again
}

is_quiet() {
	looks | calm "$1" >wanted
	/bin/sleep 0.2
	looks | calm "$1" >wanted.2
	cmp -s wanted wanted.2
}

is_set_back() {
	[ "$(modes | sed 's/lower=[0-9]*//')" = "$(cat "$scratch/fresh")" ]
}

# enters OPTION...: attaches to the job in a new terminal
enters() {
	terminal "$@" "stty -a >before; hold attach $job; $tells_status"
}

# leaves: detaches, whereupon the terminal is as before
leaves() {
	types 'C-\'
	appears "^\\[detached from $job\\]\$"
	appears '^status 0$'
	wait_for is_set_back || wrong "$1 left: $(modes)"
	same "$(cat before)" "$(cat after)" "settings of the terminal"
	close_terminal
}

# same_screen NAME WHAT: it shows what is wanted
same_screen() {
	wait_for shows_it_again "$1" || wrong "$1 on $2: $(diff wanted again)"
}

# What each program is started as, what it shows when it is ready, and keys that are typed at it.
program() {
	case $1 in
	bash) command="env PS1='\$ ' bash --norc -i" ready='^\$' keys='seq Space 300 Enter' ;;
	fish) command="env fish -N -i" ready='[>#]' keys='seq Space 300 Enter' ;;
	vim) command="vim -u NONE -N -c 'set mouse=a' $scratch/text" ready='line 1 ' keys='50G C-l' ;;
	less) command="less $scratch/text" ready='line 1 ' keys='Space Space' ;;
	top) command="top -d 1000 -p $$" ready='COMMAND' keys='' ;;
	htop) command="htop -d 100 -p $$" ready='Quit' keys='' ;;
	nano) command="nano $scratch/text" ready='line 1 ' keys='NPage NPage C-l' ;;
	mc) command="mc -d -u $scratch/folder $scratch/folder" ready='Hint' keys='Down' ;;
	esac
}

# Has the program change parts of its screen until the ring has lost what it has drawn first.
churn() {
	case $1 in
	htop) types -N 300 t ;;
	mc)
		for time in 1 2 3 4 5 6 7 8; do
			types -N 25 Down
			types -N 25 Up
		done
		;;
	esac
}

# shows_again NAME RING: the program is started, left, and entered again
shows_again() {
	program "$1"
	job=$1-$2
	terminal "hold run --ring=$2 -n $job -- $command"
	appears "$ready"
	# shellcheck disable=SC2086
	[ -z "$keys" ] || types $keys
	[ "$2" = 64K ] || churn "$1"
	wait_for is_quiet "$1"
	cp wanted first
	close_terminal
	wait_for eval '[ "$(hold ls $job | awk "NR == 2 { print \$6 }")" = 0 ]'
	enters
	same_screen "$1" 80x24
	leaves "$1"
	# at another size it is drawn anew, if it is not a shell
	enters -s 100x30
	wait_for is_quiet "$1"
	case $1 in
	bash | fish) appears . ;;
	top) appears 'COMMAND *$' ;;
	*) wait_for eval 'modes | grep -q alternate_on=1' ;;
	esac
	leaves "$1"
	enters
	[ "$1" = bash ] || [ "$1" = fish ] || {
		cp first wanted
		same_screen "$1" "80x24, later"
	}
	kill -KILL "$(state "$job" monitor)"
	appears "^\\[lost $job: its monitor is gone\\]\$"
	appears '^status '
	wait_for is_set_back || wrong "$1 left: $(modes)"
	same "$(cat before)" "$(cat after)" "settings of the terminal"
	close_terminal
	hold stop -t 0 "$job" >/dev/null 2>&1
}

for name in bash fish vim less top htop nano mc; do
	for ring in 64K 8K; do
		it "shows the screen of $name again, from a ring of $ring"
		if command -v $name >/dev/null; then
			shows_again $name $ring
		else
			skip "$name is not installed"
		fi
	done
done

finish
