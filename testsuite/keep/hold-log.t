# hold-log: the log of a job: text, rotation, followers, a full disk, and what there is without one
# shellcheck disable=SC2016,SC2154,SC2238,SC2317
. "${0%/*}/../lib.sh"
. "${0%/*}/hold.sh"
needs HOLD FEATURE_HOLD_LOG
give_up_after 500

ended() {
	is "$1" ended
}

# logs NAME OPTION... -- COMMAND...: the job has been started, and has ended
logs() {
	start_job "$@"
	wait_for ended "$1"
}

it "logs what a terminal shows as text"
logs text --log -- printf '\033[1mone\033[m\ntwo\t\033]0;title\a\n\033[?1049hhidden\n\033[?1049lthree\n'
file "$HOLD_DIR/text/log" 'one
two	
three'
mode "$HOLD_DIR/text/log" 600

it "logs with --log-raw what a terminal gets"
logs raw --log --log-raw -- printf '\033[1mone\033[m\ntwo\n'
printf '\033[1mone\033[m\r\ntwo\r\n' >wanted
cmp wanted "$HOLD_DIR/raw/log" || wrong "another log"

it "logs every byte of a pipe, into a file of any name"
head -c 300000 "$HOLDBOX" >data
logs bytes --log=here -T -- cat data
cmp data here || wrong "another log"
mode here 600

it "appends to a log"
logs again --log=here -T -- echo one
run hold rm again
logs again --log=here -T -- echo two
file here "one
two"

for kind in fifo directory device "log of a job"; do
	it "does not start with a $kind for a log"
	case $kind in
	fifo) mkfifo log ;;
	directory) mkdir log ;;
	device) ln -s /dev/zero log ;;
	*) start_job other --log=log -T -- sleep 1000 ;;
	esac
	run hold run -d -n refused --log=log touch started
	exits 125
	prints
	grep -q "log" err || wrong "$(cat err)"
	absent started
	absent "$HOLD_DIR/refused"
done
hold stop -t 0 other

it "logs to /dev/null, of several jobs"
start_job null1 --log=/dev/null -T -- sh -c 'seq 1000; exec sleep 1000'
start_job null2 --log=/dev/null -T --log-size=10 -- sh -c 'seq 1000; exec sleep 1000'
[ -c /dev/null ] || wrong "it is gone"
hold stop -t 0 null1 null2

# Puts all files of a log together, the oldest one first.
together() {
	for number in 9 8 7 6 5 4 3 2 1; do
		[ ! -e "$1.$number" ] || cat "$1.$number"
	done
	cat "$1"
}

it "rotates at the beginning of a line"
logs rotated --log=log --log-size=1000 --log-keep=9 -T -- seq 1200
together log >all
seq 1200 >wanted
cmp wanted all || wrong "lines are missing"
[ -e log.4 ] || wrong "there is no log.4"
for part in log.[1-9]; do
	size=$(stat -c %s "$part")
	[ "$size" -ge 1000 ] || wrong "$part has $size bytes"
	[ "$size" -lt 1010 ] || wrong "$part has $size bytes"
	same "" "$(tail -c 1 "$part")" "end of $part"
done

it "keeps as many old files as --log-keep allows, and divides lines that are too long"
head -c 10000 /dev/zero | tr '\0' x >data
logs cut --log=log --log-size=1000 --log-keep=2 -T -- cat data
same "log log.1 log.2" "$(echo log log.*)" files
same "1250 1250" "$(stat -c %s log.1 log.2 | tr '\n' ' ' | sed 's/ $//')" sizes

it "never leaves a log empty, not even with --log-keep=0"
for keep in 0 1; do
	rm -f log log.1
	logs "last$keep" --log=log --log-size=4 --log-keep=$keep -T -- seq 100 104
	file log 104
done
file log.1 103

it "writes the time before each line, once"
logs stamped --log=log --stamp -T -- sh -c 'printf "one\ntw"; sleep 0.1; printf "o\n\nthree"'
sed 's/^20[0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9]\.[0-9]\{3\}Z /> /' log >times
file times "> one
> two
> 
> three"

for way in --reopen SIGHUP; do
	it "reopens the log: $way"
	mkfifo go
	start_job "reopen$way" --log=log -T -- sh -c 'echo one; read -r line <go; echo two; read -r line <go'
	wait_for [ -s log ]
	mv log old
	if [ $way = SIGHUP ]; then
		kill -HUP "$(state "reopen$way" monitor)"
		wait_for [ -e log ]
	else
		run hold log --reopen "reopen$way"
		exits 0; prints; complains
	fi
	echo >go
	wait_for [ -s log ]
	file old one
	file log two
	hold stop -t 0 "reopen$way"
done

it "does not reopen a log that does not exist"
start_job nolog -T -- sleep 1000
run hold log --reopen nolog
exits 1
run hold log --reopen nobody
exits 1
hold stop -t 0 nolog
run hold log --reopen nolog
exits 1

it "prints the log, all of it or the last lines, also of a job that has ended"
logs printed --log=log --log-size=1000 --log-keep=9 -T -- sh -c 'seq 1200; printf end'
{ seq 1200; printf end; } >wanted
hold log printed >got
cmp wanted got || wrong "another log"
for count in 0 1 2 900 1201 5000; do
	hold log -n $count printed >got
	tail -n $count wanted | cmp - got || wrong "other $count lines"
done
run hold log -f printed
exits 0
cmp wanted out || wrong "another log with -f"

it "prints what is in memory, or was kept of that, without a log"
start_job memory -- sh -c 'printf "\033[1mone\033[m\ntwo\n"; exec sleep 1000'
wait_for eval '[ -n "$(hold log memory)" ]'
run hold log memory
exits 0
prints "one
two"
run hold log -n 1 memory
prints two
hold stop -t 0 memory
run hold log memory
exits 0
prints "one
two"
run hold log -n 1 memory
prints two

it "rejects unknown jobs and invalid numbers of lines"
run hold log nobody
exits 1
prints
run hold log -n x memory
exits 125
run hold log
exits 125

it "follows a job without a log until it ends"
mkfifo go
start_job followed -- sh -c 'echo one; read -r line <go; echo two'
(exec hold log -f followed) >out 2>err &
follower=$!
wait_for grep -q one out
echo >go
wait $follower || wrong "status $?"
file out "one
two"

it "follows a log through all its rotations"
mkfifo go
start_job follow --log=log --log-size=500 --log-keep=1000 -T -- \
	sh -c 'echo first; read -r line <go; seq 20000; read -r line <go; seq 20000'
(exec hold log -f follow) >out 2>err &
follower=$!
wait_for grep -q first out
echo >go
wait_for grep -qx 20000 out
echo >go
wait $follower || wrong "status $?"
{ echo first; seq 20000; seq 20000; } >wanted
cmp wanted out || wrong "other lines"
wait_for ended follow
set -- log.*
[ $# -gt 200 ] || wrong "there are only $# files"

it "ends when the reader of what it follows does"
start_job reader --log=log -T -- sh -c 'echo one; exec sleep 1000'
wait_for [ -s log ]
run timeout 20 sh -c 'hold log -f reader | head -n 1'
exits 0
prints one
hold stop -t 0 reader

# on_small_disk SCRIPT: whether it has been run in ./disk, a file system with room for 1 MB
on_small_disk() {
	is_root || skip "only root can mount a file system"
	unshare -m true 2>/dev/null || skip "mount namespaces are not permitted here"
	[ -z "$skipped" ] || return
	mkdir disk
	printf '%s\n' "$1" >script
	run timeout 60 unshare -m sh -c 'mount -t tmpfs -o size=1m none disk && . ./script'
}

it "loses output if the disk is full, counts that, and does not slow the job down"
if on_small_disk '
	mkfifo go
	head -c 1000000 /dev/zero >disk/filler
	hold run -d -n full --log=disk/log --ring=16K -T -- \
		sh -c "seq 100000 130000; echo done >done; read -r line <go; echo end; read -r line <go"
	i=0
	until [ -e done ] || [ $i = 200 ]; do
		sleep 0.1
		i=$((i + 1))
	done
	[ -e done ] && echo not slowed
	rm disk/filler
	echo >go
	i=0
	until grep -qx end disk/log || [ $i = 200 ]; do
		sleep 0.1
		i=$((i + 1))
	done
	cp disk/log log
	hold ls --json full >json
	echo >go'; then
	prints "full
not slowed"
	lost=$(sed -n 's/.*\[hold: \([0-9]*\) bytes lost: No space left on device\]$/\1/p' log)
	[ -n "$lost" ] || wrong "no line about it: $(head -c 300 log)"
	size=$(sed '/^\[hold: .* bytes lost: /d; s/\[hold: .* bytes lost: .*//' log | wc -c)
	whole=$(($({ seq 100000 130000; echo end; } | wc -c)))
	# where bytes were lost, a newline may have been added
	case $((size + lost - whole)) in
	0 | 1) ;;
	*) wrong "$size bytes in the log and $lost lost, of $whole" ;;
	esac
	tail -n 1 log >last
	file last end
fi

it "holds the job back with --log-full=block if the disk is full, and loses nothing"
if on_small_disk '
	head -c 1000000 /dev/zero >disk/filler
	hold run -d -n block --log=disk/log --log-full=block --ring=4K -T -- \
		sh -c "seq 100000 130000; echo done >done"
	i=0
	until [ "$(wc -c <disk/log)" -gt 20000 ] || [ $i = 200 ]; do
		sleep 0.1
		i=$((i + 1))
	done
	sleep 1
	[ ! -e done ] && echo held back
	rm disk/filler
	hold wait block
	cp disk/log log'; then
	exits 0
	prints "block
held back"
	seq 100000 130000 | cmp - log || wrong "another log"
fi

finish
