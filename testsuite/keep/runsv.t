# shellcheck disable=SC2016,SC2317
# runsv - states, letters, finish, log, control, additions; without another project's programs
. "${0%/*}/../lib.sh"
. "${0%/*}/services.sh"
needs RUNSV
needs_program timeout od
isolate
give_up_after 900

it "runs a service, reports its state, and ends after exit"
service a 'echo started >>log; exec sleep 1000'
supervise a
state a run
pid=$(pid_of a)
status_bytes a 00750001
wait_for lines a/log 1
file a/log started
same "600 600 600 700" "$(stat -c %a a/supervise/lock a/supervise/control a/supervise/ok a/supervise |
	tr '\n' ' ' | sed 's/ $//')" modes
same "644 644 644" "$(stat -c %a a/supervise/pid a/supervise/stat a/supervise/status |
	tr '\n' ' ' | sed 's/ $//')" modes
letters a x
wait "$started"
same 0 $? status
ended "$pid" || wrong "the service still runs"
file a/supervise/stat down
same "" "$(pid_of a)" pid

it "reports what is wrong with its arguments"
for arguments in '' 'a b' '-V' '--x a'; do
	# shellcheck disable=SC2086
	run runsv $arguments
	exits 1; prints
	same "usage: runsv dir" "$(tail -n 2 err)" usage
done
run runsv missing
exits 111; prints; complains "runsv missing: fatal: unable to change to directory: No such file or directory"
run runsv "$(printf 'a\033b')"
exits 111; complains "runsv 'a'\$'\\033''b': fatal: unable to change to directory: No such file or directory"

it "allows only one runsv for a service"
service a 'exec sleep 1000'
supervise a
run runsv a
exits 111; complains "runsv a: fatal: unable to lock supervise/lock: Resource temporarily unavailable"
letters a x
wait "$started"
mkdir b b/supervise
echo >b/supervise/control
run runsv b
exits 111; complains "runsv b: fatal: unable to open supervise/control: File exists"

it "acts on each letter, also on several in one write, and ignores others"
service a 'for signal in HUP ALRM INT QUIT USR1 USR2 CONT; do
	trap "echo $signal >>log" $signal
done
trap "echo TERM >>log; exit" TERM
echo up >>log
while :; do sleep 0.05; done'
supervise a
wait_for lines a/log 1
letters a 'haiq12'
wait_for lines a/log 7
same "ALRM HUP INT QUIT USR1 USR2 up" "$(sort a/log | tr '\n' ' ' | sed 's/ $//')" signals
letters a 'Zz?'
letters a p
state a "run, paused"
letters a c
state a run
letters a d
state a down
status_bytes a 00640000
letters a 'haiq12tkpc'
state a down
letters a o
state a "run, want down"
wait_for eval '[ "$(grep -c up a/log)" = 2 ]'
letters a 'pc'
letters a t
state a down
letters a u
state a run
same "TERM
TERM" "$(grep TERM a/log)" terminations

it "leaves a service that has a file down alone until it is to be up"
service a 'echo up >>log; exec sleep 1000'
touch a/down
supervise a
state a down
status_bytes a 00640000
absent a/log
letters a u
state a run

it "runs a service once"
service a 'echo up >>log'
touch a/down
supervise a
letters a o
wait_for lines a/log 1
state a down
sleep 1.2
lines a/log 2 && wrong "it has been started twice"

it "restarts a service a second after a short run, and at once after a longer one"
service a 'cut -d" " -f1 /proc/uptime >>log; [ "$(wc -l <log)" != 3 ] || sleep 1.1'
supervise a
wait_for lines a/log 4
awk '{ time[NR] = $1 }
	END {
		first = time[2] - time[1]; third = time[4] - time[3]
		exit !(first >= 0.98 && first < 2 && third >= 1.08 && third < 1.9)
	}' a/log || wrong "starts: $(cat a/log)"

it "starts at once, instead of waiting, when told to"
service a 'echo up >>log'
supervise a
wait_for lines a/log 1
# the quickest one: this machine may be busy
quickest=9999
for n in 2 3 4 5; do
	state a down
	before=$(now)
	letters a u
	wait_for lines a/log $n
	took=$(($(now) - before))
	[ $took -ge $quickest ] || quickest=$took
done
[ $quickest -lt 700 ] || wrong "that took $quickest ms"

it "is up after down and up, while the service ends"
service a 'trap "sleep 0.2; exit" TERM; echo up >>log; while :; do sleep 0.05; done'
supervise a
wait_for lines a/log 1
letters a d
letters a u
wait_for lines a/log 2
state a run

it "passes to finish how run has ended"
service a 'read -r what <what; $what'
script a/finish 'echo "$@" >>log'
touch a/down
echo 'exit 3' >a/what
supervise a
letters a o
wait_for lines a/log 1
state a down
# the shell that kills itself
echo 'eval kill -9 $$' >a/what
letters a o
wait_for lines a/log 2
state a down
chmod 644 a/run
letters a o
wait_for lines a/log 3
state a down
rm a/run
letters a o
wait_for lines a/log 4
file a/log "3 0
-1 9
111 0
111 0"
file err "runsv a: fatal: unable to start ./run: Permission denied
runsv a: fatal: unable to start ./run: No such file or directory"

it "reports once why a service cannot be started, and tries less and less often"
mkdir a
script a/finish 'cut -d" " -f1 /proc/uptime >>log'
supervise a
wait_for lines a/log 3
file err "runsv a: fatal: unable to start ./run: No such file or directory"
awk '{ time[NR] = $1 }
	END { exit !(time[2] - time[1] < 1.9 && time[3] - time[2] > 1.9) }' a/log ||
	wrong "starts: $(cat a/log)"
script a/run 'echo up >>up; exec sleep 1000'
letters a u
state a run

it "does not report a death before the process has ended"
service a 'exec sleep 1000'
if command -v strace >/dev/null; then
	strace -qq -o /dev/null -e trace=kill -e inject=kill:retval=0 runsv a 2>>err &
	state a run
	letters a k
	sleep 0.3
	is a run || wrong "the state is $(cat a/supervise/stat)"
	kill -9 "$(pid_of a)"
else
	skip "strace is not installed"
fi

it "kills finish, too, and signals nothing else to it"
service a 'exec sleep 1000'
script a/finish 'trap "echo no >>log" TERM HUP; echo finish >>log; while :; do sleep 0.05; done'
supervise a
state a run
letters a d
state a "finish, want down"
wait_for lines a/log 1
letters a 'thp'
letters a k
state a down
file a/log finish

it "starts what control/ has for a letter in place of the signal"
service a 'trap "echo TERM >>log; exit" TERM; trap "echo HUP >>log" HUP; echo up >>log
while :; do sleep 0.05; done'
mkdir a/control
for letter in t h u d x; do
	script a/control/$letter "echo control/$letter >>log"
done
script a/control/h 'echo control/h >>log; exit 1'
supervise a
wait_for lines a/log 2
letters a h
wait_for lines a/log 4
letters a t
wait_for lines a/log 5
letters a d
wait_for lines a/log 7
state a "run, want down"
kill "$(pid_of a)"
state a down
letters a u
wait_for lines a/log 10
letters a x
wait_for lines a/log 12
kill "$(pid_of a)"
wait "$started"
file a/log "control/u
up
control/h
HUP
control/t
control/t
control/d
TERM
control/u
up
control/t
control/x
TERM"

it "has a log service, whose pipe outlives both"
service a 'echo "$(cat count 2>/dev/null || echo 1)"; exec sleep 1000'
service a/log 'exec cat >>out'
supervise a
state a run
state a/log run
file a/log/supervise/stat run
wait_for lines a/log/out 1
letters a/log k
echo 2 >a/count
letters a k
wait_for lines a/log/out 2
state a/log run
letters a/log x
letters a/log d
state a/log down
echo 3 >a/count
letters a t
state a run
letters a/log u
wait_for lines a/log/out 3
file a/log/out "1
2
3"
state a/log run
pid=$(pid_of a/log)
letters a x
wait "$started"
same 0 $? status
ended "$pid" || wrong "the log service still runs"
file a/log/supervise/stat down
status_bytes a/log 00640000

it "warns of a log that is not a directory, and runs the service without one"
service a 'exec sleep 1000'
: >a/log
supervise a
state a run
file err "runsv a: warning: ./log: not a directory"

it "loses no byte when the service and its log are restarted"
service a '[ -e n ] || echo 0 >n
read -r n <n
[ $n -lt 5 ] || { echo >written; exec sleep 1000; }
echo $((n + 1)) >n
exec seq $((n * 300000)) $((n * 300000 + 299999))'
service a/log 'exec dd bs=65536 count=40 iflag=fullblock of=out oflag=append conv=notrunc 2>/dev/null'
supervise a
wait_for is a/log run
seq 0 1499999 >wanted
wait_for [ -e a/written ]
letters a x
wait "$started"
cmp wanted a/log/out || wrong "the log differs"

it "ends the log only after the service"
service a 'trap "sleep 0.3; echo last; exit" TERM; while :; do sleep 0.05; done'
service a/log 'exec cat >>out'
supervise a
state a run
kill "$started"
wait "$started"
same 0 $? status
file a/log/out last

it "is up again if up follows exit"
service a 'trap "" TERM; echo up >>log; while :; do sleep 0.05; done'
supervise a
wait_for lines a/log 1
letters a x
state a "run, got TERM, want exit"
letters a u
state a "run, got TERM"
letters a k
wait_for lines a/log 2

it "makes the target of a link named supervise"
service a 'exec sleep 1000'
mkdir elsewhere a/log
ln -s "$PWD/elsewhere/a" a/supervise
ln -s ../../elsewhere/log a/log/supervise
script a/log/run 'exec cat'
supervise a
state a/log run
mode elsewhere/a 700
file elsewhere/log/stat run

it "supervises a service that it cannot write to"
service a 'exec sleep 1000'
mkdir state
ln -s "$PWD/state/a" a/supervise
# a file system of its own is read-only for root, too
if unshare --mount mount --bind a a 2>/dev/null; then
	unshare --mount sh -c 'mount --bind a a && mount -o remount,ro,bind a &&
		{ touch a/x 2>/dev/null; exec runsv a; }' 2>>err &
	started=$!
	state a run
	absent a/x
	letters a x
	wait "$started"
else
	skip "mounts are not permitted here"
fi

it "continues in a directory that has replaced its own"
service a 'exec sleep 1000'
service a/log 'exec cat'
supervise a
state a/log run
mv a old
service a 'echo new >>log; exec sleep 1000'
service a/log 'exec cat'
letters old t
wait_for [ -p a/supervise/ok ]
state a run
file a/log/supervise/stat run
letters a d
state a down
state old/log run

it "finds the service that a killed runsv has left running"
service a 'echo up >>starts; exec sleep 1000'
script a/finish 'echo "$@" >>ends'
service a/log 'echo up >>starts; exec cat >>out'
supervise a
wait_for lines a/log/starts 1
wait_for lines a/starts 1
state a/log run
state a run
status_bytes a 00750001
pid=$(pid_of a) log=$(pid_of a/log)
status=$(od -An -tx1 a/supervise/status)
kill -9 "$started"
wait "$started" 2>/dev/null
supervise a
same "$pid $log" "$(pid_of a) $(pid_of a/log)" processes
same "$status" "$(od -An -tx1 a/supervise/status)" status
letters a p
state a "run, paused"
wait_for grep -q '^State:.T' "/proc/$pid/status"
letters a c
letters a t
wait_for lines a/starts 2
file a/ends "-1 0"
# its pipe was closed with it
wait_for lines a/log/starts 2
ended "$log" || wrong "the log service was not waited for"
letters a x
wait "$started"
file a/starts "up
up"

it "does not take another process for the one that it has left"
service a 'echo up >>starts; exec sleep 1000'
supervise a
wait_for lines a/starts 1
kill -9 "$started" "$(pid_of a)"
wait "$started" 2>/dev/null
sleep 1000 &
other=$!
sed "s/^[0-9]*/$other/" a/supervise/handle >handle
cp handle a/supervise/handle
supervise a
wait_for lines a/starts 2
letters a x
wait "$started"
ended $other && wrong "it was another process"
kill $other

it "never runs a service twice, whenever runsv is killed"
service a 'exec 9>lock; flock -n 9 || { echo twice >>twice; exit; }; echo up >>starts; exec sleep 1000'
command -v flock >/dev/null || skip "flock is not installed"
# until the last one's child has executed run, that holds the lock
begun() {
	runsv a 2>>err &
	started=$!
	sleep 0.1
	kill -0 "$started" 2>/dev/null
}
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
	if [ $((i % 3)) = 0 ]; then
		runsv a 2>>err &
		started=$!
	else
		wait_for begun
		wait_for is a run
	fi
	[ $((i % 4)) != 0 ] || kill "$(pid_of a)" 2>/dev/null
	kill -9 $started 2>/dev/null
	wait $started 2>/dev/null
done
wait_for begun
state a run
absent a/twice

it "waits longer and longer with a file backoff, and gives up with max-restarts"
service a 'cut -d" " -f1 /proc/uptime >>log'
echo "0.1s 10s 2" >a/backoff
echo "5 60s" >a/max-restarts
supervise a
state a "down, failed"
status_bytes a 00640000
awk '{ time[NR] = $1 }
	END {
		first = time[2] - time[1]; last = time[6] - time[5]
		exit !(NR == 6 && first < 0.9 && last > 1.4 && last > 2 * first)
	}' a/log || wrong "starts: $(cat a/log)"
file err "runsv a: warning: it has been started too often"
letters a u
wait_for lines a/log 7
echo "1s 60s" >a/backoff
echo "0 60s" >a/max-restarts
letters a u
wait_for lines a/log 8
wait_for grep -q "runsv a: warning: invalid backoff: '1s 60s'" err
wait_for grep -q "runsv a: warning: invalid max-restarts: '0 60s'" err
wait_for lines a/log 9

it "reports an invalid setting once, until it changes"
service a 'echo up >>log'
echo often >a/backoff
supervise a
starts=1
# dies_and COUNT: the service is started again, twice; there are so many messages then
dies_and() {
	until=$((starts + 2))
	while [ $starts -lt $until ]; do
		wait_for lines a/log $starts
		state a down
		starts=$((starts + 1))
		letters a u
	done
	wait_for lines a/log $starts
	state a down
	same "$1" "$(grep -c "invalid backoff" err)" "number of messages"
}
dies_and 1
echo 2s >a/backoff
dies_and 2
rm a/backoff
dies_and 2
echo 2s >a/backoff
dies_and 3
same "runsv a: warning: invalid backoff: 'often', an example is '1s 60s 2'" \
	"$(head -n 1 err)" message

it "does not restart a service whose finish exits with 125"
service a 'echo up >>log'
script a/finish 'exit 125'
supervise a
state a "down, failed"
sleep 1.1
file a/log up

it "kills a service that ignores TERM after timeout-kill"
service a 'trap "" TERM; echo up >>log; while :; do sleep 0.05; done'
echo 300 >a/timeout-kill
supervise a
wait_for lines a/log 1
letters a d
state a "run, got TERM, want down"
state a down

it "kills a finish that takes too long after timeout-finish"
service a 'exit 0'
script a/finish 'echo finish >>log; sleep 1000'
touch a/down
echo 200 >a/timeout-finish
supervise a
letters a o
wait_for lines a/log 1
state a down
rm a/timeout-finish
letters a o
wait_for lines a/log 2
sleep 0.5
is a "finish, want down" || wrong "the state is $(cat a/supervise/stat)"

it "sends the signal that down-signal names in place of TERM"
service a 'trap "echo QUIT >>log; exit" QUIT; trap "echo TERM >>log" TERM
echo up >>log; while :; do sleep 0.05; done'
echo SIGQUIT >a/down-signal
supervise a
wait_for lines a/log 1
letters a d
state a down
echo NONE >a/down-signal
letters a u
wait_for lines a/log 3
letters a t
wait_for lines a/log 4
file a/log "up
QUIT
up
TERM"
file err "runsv a: warning: invalid down-signal: 'NONE', an example is 'HUP'"

it "leaves no descendant with flag-tree, whatever group and session it is in"
service a 'echo up >>starts
(setsid sh -c "sleep 4711 & sleep 4711 & wait" & setsid sleep 4711 &)
sleep 0.3; [ "$(wc -l <starts)" != 1 ] || exit; exec sleep 1000'
service a/log 'exec cat'
touch a/flag-tree
supervise a
wait_for lines a/starts 2
state a run
count() {
	pgrep -fxc "sleep 4711"
}
three() {
	[ "$(count)" = 3 ]
}
wait_for three || wrong "$(count) processes are left"
log=$(pid_of a/log)
letters a d
state a down
same 0 "$(count)" "processes left"
same "$log" "$(pid_of a/log)" "log service"

it "learns by notification-fd that a service is ready"
service a 'echo $started >&2; sleep 0.2; echo ready >&5; exec sleep 1000'
echo 5 >a/notification-fd
supervise a
state a run
wait_for [ -e a/supervise/ready ]
letters a k
wait_for [ ! -e a/supervise/ready ]
wait_for [ -e a/supervise/ready ]
letters a d
state a down
absent a/supervise/ready
echo 2 >a/notification-fd
letters a u
state a run
wait_for grep -q "runsv a: warning: invalid notification-fd: '2', an example is '3'" err
echo 256 >a/notification-fd
letters a t
wait_for grep -q "runsv a: warning: invalid notification-fd: '256'" err

it "keeps the standard descriptors that it was started with, and no other"
service a 'ls /proc/self/fd | tr "\n" " " >list.new; mv list.new list; exec sleep 1000'
(cd a && exec ./run <&- 2>>err) &
wait_for [ -s a/list ]
mv a/list wanted
kill $!
runsv a <&- 2>>err &
wait_for [ -s a/list ]
same "$(cat wanted)" "$(cat a/list)" descriptors

it "sleeps until something happens, in little memory"
service a 'exec sleep 1000'
service a/log 'exec sleep 1000'
supervise a
state a run
state a/log run
before=$(grep ctxt "/proc/$started/status")
sleep 2.5
same "$before" "$(grep ctxt "/proc/$started/status")" wake-ups
memory=$(own_memory "$started")
if is_static && ! has BUILD_STATIC_PIE && ! has BUILD_SEPARATE_CODE; then
	[ "${memory:-0}" -le 24 ] || wrong "it uses $memory kB"
fi

finish
