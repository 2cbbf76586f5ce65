# How start-stop-daemon stops: signals, schedules, survivors, trees, recycled numbers.
. "${0%/*}/../lib.sh"
. "${0%/*}/ssd.sh"
needs START_STOP_DAEMON
isolate

# names the processes that a test leaves behind
deaf=15

it "sends TERM, or the signal of -s, in all spellings"
daemon one
for signal in '' TERM term SIGTERM 15 KILL 9 HUP sigint RTMIN+3; do
	started -x "$PWD/one" --
	if [ -n "$signal" ]; then
		ssd -K -s "$signal" -p pid
	else
		ssd -K -p pid
	fi
	exits 0; prints; complains
	ended "$pid"
done
started -x "$PWD/one" --
ssd -K -s 0 -p pid
exits 0
ssd -K -s CONT -v -p pid
exits 0; prints "Stopped process in pidfile 'pid' (pid $pid)."
runs "$pid" || wrong "it has ended"
kill "$pid"
ended "$pid"
ssd -K -p pid -n other
exits 1; prints "No other found running; none killed."

it "reports what it has stopped, and names it by the first of -n, -x, -p, --pid, --ppid, -u"
daemon two
started -x "$PWD/two" --
ssd -K -t -v -n two -x "$PWD/two" -p pid -u 0
prints "Would send signal 15 to $pid."
# shellcheck disable=SC2089
for option in '-n two -x /bin/true -p pid:two' "-p pid -x $PWD/two -u 54321:$PWD/two" \
	"-p pid -u 54321:process in pidfile 'pid'" "--pid $pid --ppid 99999:process with pid $pid" \
	'--ppid 99999 -u 0:process(es) with parent pid 99999' "-u 54321:process(es) owned by '54321'"; do
	# shellcheck disable=SC2086,SC2090
	ssd -K ${option%%:*}
	exits 1; prints "No ${option#*:} found running; none killed."
done
ssd -K -v -R 5 -n two
exits 0; prints "Stopped two (pid $pid)."
ended "$pid"

it "reports a number that no process has"
ssd -K --pid 99999
exits 1; complains "start-stop-daemon: warning: failed to kill 99999: No such process"
prints "1 pids were not killed
No process with pid 99999 found running; none killed."
ssd -K -o -R 1 --pid 99999
exits 0; prints "No process with pid 99999 found running; none killed."

it "waits without polling until all have ended (better 2)"
daemon three
started -x "$PWD/three" -- -i $deaf
(sleep 1; kill -KILL "$pid") &
also_traced=ppoll,poll,nanosleep,clock_nanosleep,kill,tgkill,openat,open,pidfd_send_signal
inject ppoll:delay_exit=1 start-stop-daemon -K -R 10 -p pid
exits 0
[ -n "$skipped" ] || {
	same 0 "$(grep -cE '^(nanosleep|clock_nanosleep|kill|tgkill)\(' trace)" "sleeps and signals by number"
	[ "$(grep -cE '^p?poll\(' trace)" -le 4 ] || wrong "polls: $(cat trace)"
	same 1 "$(grep -c 'pidfd_send_signal(.*SIGTERM' trace)" "signals"
}
also_traced=

it "follows a schedule (14)"
daemon four
# T: TERM/T/KILL/T
started -x "$PWD/four" -- -i $deaf
timed ssd -K -v -R 0.3 -p pid
exits 0; took 25 300
prints "Stopped process in pidfile 'pid' (pid $pid).
Stopped process in pidfile 'pid' (pid $pid), retry #1."
ended "$pid"
started -x "$PWD/four" -- -i $deaf
timed ssd -K -v -s INT -R 0.2 -p pid
exits 0
ended "$pid"
# TERM/1/KILL/1
started -x "$PWD/four" -- -i $deaf
timed ssd -K -v -R TERM/1/KILL/1 -x "$PWD/four"
exits 0; took 95 400
prints "Stopped $PWD/four (pid $pid).
Stopped $PWD/four (pid $pid), retry #1."
# as soon as it has ended
started -x "$PWD/four" --
timed ssd -K -R 20 -x "$PWD/four"
exits 0; took 0 500
# --signal counts only for a time alone
started -x "$PWD/four" -- -i 1
ssd -K -s HUP -R TERM/5 -x "$PWD/four"
exits 0
# HUP/1: it goes on
started -x "$PWD/four" -- -i 1
timed ssd -K -R HUP/0.2 -x "$PWD/four"
exits 2; took 15 300; prints "Program $PWD/four, 1 process(es), refused to die."
ssd -K -q -R HUP/0.1 -x "$PWD/four"
exits 2; prints
# forever
(sleep 1; kill -KILL "$pid") &
timed ssd -K -v -R forever/HUP/0.1 -x "$PWD/four"
exits 0; took 50 500
[ "$(grep -c Stopped out)" -ge 3 ] || wrong "signals: $(cat out)"
grep -q 'retry #2' out || wrong "retries: $(cat out)"
started -x "$PWD/four" -- -i $deaf
ssd -K -R TERM/0.1/forever/INT/0.1 -x "$PWD/four"
exits 0
# none
for schedule in 1 TERM/1 1/TERM forever/TERM/1; do
	timed ssd -K -R $schedule -n nobody-has-this
	exits 1; took 0 200; prints "No nobody-has-this found running; none killed."
	ssd -K -o -R $schedule -n nobody-has-this
	exits 0
done
# items in all spellings, decimals and suffixes (better 7)
started -x "$PWD/four" -- -i $deaf
timed ssd -K -R -15/0.1s/-TERM/.1/sigterm/0.001m/-9/1e0 -x "$PWD/four"
exits 0; took 20 400

it "looks once for a time of 0, but gives KILL a moment"
daemon five
started -x "$PWD/five" -- -i $deaf
ssd -K -R TERM/0 -p pid
exits 2
ssd -K -R KILL/0 -p pid
exits 0
ended "$pid"

it "reports the number of survivors (15)"
# process 1 cannot be killed from within its namespace
ssd -K -R KILL/0.2 --pid 1
exits 2; prints "Program process with pid 1, 1 process(es), refused to die."

it "looks again for processes that match, when those that did have ended"
daemon six
started -x "$PWD/six" -- -i $deaf
first=$pid
{
	sleep 0.3
	"$PWD/six" -i $deaf -r "$PWD/second" &
	wait_for [ -e second ]
	kill -KILL "$first"
	wait
} &
timed ssd -K -R TERM/1.5 -x "$PWD/six"
exits 2; took 140 600; prints "Program $PWD/six, 1 process(es), refused to die."
gone "$first" || wrong "the first one still runs"
ssd -K -R KILL/5 -n six
exits 0
wait

it "does not look at a pid file again, whose number may be another process's by then"
daemon seven
daemon eight
started -x "$PWD/eight" --
other=$pid
started -x "$PWD/seven" -- -i $deaf
{ sleep 0.5; echo "$other" >pid; } &
ssd -K -R TERM/1/KILL/1 -p pid
exits 0
ended "$pid"
runs "$other" || wrong "another process was killed"
kill "$other"

it "removes the pid file with --remove-pidfile"
daemon nine
started -x "$PWD/nine" --
ssd -K --remove-pidfile -R 5 -p pid
exits 0
absent pid
echo 99999 >pid
ssd -K --remove-pidfile -p pid
exits 1
absent pid
started -x "$PWD/nine" -- -i $deaf
ssd -K --remove-pidfile -R TERM/0 -p pid
exits 2
[ -e pid ] || wrong "the pid file of a survivor was removed"
ssd -K --remove-pidfile -o -p /dev/null
exits 0; complains
[ -c /dev/null ] || wrong "/dev/null was removed"
kill -KILL "$pid"

it "signals all descendants with --tree, also those that have left (better 8)"
has FEATURE_START_STOP_DAEMON_MORE || skip "FEATURE_START_STOP_DAEMON_MORE is not configured"
cat >parent <<'END'
#!/bin/sh
cd "$1" || exit
(exec setsid sh -c 'sleep 111 & echo $! >left; wait') &
(trap '' TERM; sleep 112 & echo $! >deaf; wait) &
sleep 113 & echo $! >near
wait
END
chmod 755 parent
ssd -S -b -m -p pid -n parent -a "$PWD/parent" -- "$PWD"
[ -n "$skipped" ] || {
	wait_for [ -s left ]
	wait_for [ -s deaf ]
	wait_for [ -s near ]
	pid_of pid
	ssd -K --tree -R TERM/0.5/KILL/5 -p pid
	exits 0
	for name in left deaf near; do
		read -r child <$name
		gone "$child" || wrong "$name still runs"
	done
	gone "$pid" || wrong "it still runs"
}

it "never signals itself, and what it descends from only if that is named (better 9)"
cat >script <<'END'
#!/bin/sh
start-stop-daemon -K -v -n script
echo "$?"
start-stop-daemon -K -v -u 0 --ppid "$(sed -n 's/^PPid:[[:space:]]*//p' /proc/$$/status)" -n script
echo "$?"
start-stop-daemon -K -t --pid $$
echo "$?"
trap 'echo caught' HUP
start-stop-daemon -K -s HUP --pid $$
echo "$?"
END
chmod 755 script
run ./script
prints "No script found running; none killed.
1
No script found running; none killed.
1
Would send signal 15 to $(sed -n 's/Would send signal 15 to \(.*\)\./\1/p' out).
0
caught
0"
ssd -K -n start-stop-daemon
exits 1
ssd -K -t -x "$HOLDBOX_LINKS/start-stop-daemon"
exits 1

it "ignores processes that have ended but were not reaped"
daemon ten
started -x "$PWD/ten" -- -z
zombie=$(grep -l "^PPid:[[:space:]]*$pid\$" /proc/[0-9]*/status | sed 's|/proc/||; s|/status||')
[ -n "$zombie" ] || wrong "no zombie"
ssd -T --pid "$zombie"
exits 3
ssd -T --ppid "$pid"
exits 3
ssd -S -t --pid "$zombie" -a /bin/true
exits 0
kill "$pid"

it "reports processes that it may not signal, and counts them as none"
if is_root && as_other_user true 2>/dev/null; then
	daemon eleven
	started -x "$PWD/eleven" --
	run_as_user start-stop-daemon -K -n eleven
	exits 1; complains "start-stop-daemon: warning: failed to kill $pid: Operation not permitted"
	prints "1 pids were not killed
No eleven found running; none killed."
	run_as_user start-stop-daemon -K -R 1 -n eleven
	exits 1
	ssd -K -R 5 -n eleven
	exits 0
else
	skip "only root can become another user"
fi

it "hits no process whose number was in a stale pid file, 1 000 times (27)"
# the number is given to an innocent process, whatever the other conditions were
daemon twelve
daemon innocent
echo 21000 >pid
if ! ./innocent -p 21000 -r ready 2>err & then :; fi
keeper=$!
if ! wait_for [ -e ready ]; then
	skip "process IDs cannot be chosen here"
else
	counter=0
	while [ $counter -lt 1000 ] && [ -z "$trouble" ]; do
		counter=$((counter + 1))
		case $((counter % 4)) in
		0) start-stop-daemon -K -q -o -p pid -x "$PWD/twelve" ;;
		1) start-stop-daemon -K -q -o -p pid -n twelve -R TERM/1 ;;
		2) start-stop-daemon -K -q -o -p pid -u 54321 ;;
		3) start-stop-daemon -S -q -t -p pid -x "$PWD/twelve" ;;
		esac || wrong "failed: $?"
		runs 21000 || wrong "the innocent process was hit in run $counter"
	done 2>err
fi
kill "$keeper" 2>/dev/null

it "hits no process that gets the number while it runs, 1 000 times (27)"
[ -z "${HOLDBOX_BRIEF-}" ] || skip "one of many configurations"
is_static || skip "with a dynamic linker there are too many system calls for this"
if [ -z "$skipped" ]; then
	total=0
	echo 20000 >pid
	for options in '-n prey' '-p pid -n prey' '-n prey -R 0.01' "-x $HOLDBOX_TOOLS/recycle -n prey" \
		'-u 0 -n prey -R TERM/0.01/KILL/1' '-p pid -n prey -R INT/0.01/KILL/1' '-n prey -R TERM/0.01/INT/0.01/KILL/1'; do
		# shellcheck disable=SC2086
		run timeout 100 recycle -r 400 start-stop-daemon -K -q $options
		[ "$status" != 99 ] || { skip "process IDs cannot be chosen here: $(cat err)"; break; }
		exits 0
		read -r runs hits last <out
		same 0 "${hits:-}" "innocent processes hit ($options: $runs $hits $last)"
		total=$((total + ${runs:-0}))
	done
	[ -n "$skipped" ] || [ "$total" -ge 1000 ] || wrong "only $total runs"
	echo "# $total runs"
fi

finish
