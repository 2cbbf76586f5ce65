# hold: the directory, what is left when a monitor is killed, other users, little around it
# shellcheck disable=SC2016,SC2317,SC2086,SC2034
. "${0%/*}/../lib.sh"
. "${0%/*}/hold.sh"
needs HOLD
give_up_after 120

# Kills the monitor of a job.
kill_monitor() {
	monitor=$(state "$1" monitor)
	kill -KILL "$monitor"
	wait_for [ ! -e "/proc/$monitor" ]
}

it "reports a job as lost whose monitor was killed, with its PID while it lives, and stops it"
start_job lost -T -- sh -c 'echo $$ >pid; setsid sleep 100 & while :; do echo x; sleep 0.02; done'
wait_for [ -s pid ]
kill_monitor lost
run hold ls lost
exits 3
same "lost lost $(cat pid)" "$(awk 'NR == 2 { print $1, $2, $3 }' out)" row
alive "$(cat pid)" || wrong "the job has died"
run hold run -d -n lost -- true
exits 125; complains "hold: 'lost' has lost its monitor, but is still running (PID $(cat pid))"
run hold attach lost
exits 125; complains "[lost lost: its monitor is gone]"
run hold wait lost
exits 125
run hold rm lost
exits 1; complains "hold: 'lost' is running"
run hold rm -a
exits 0
is lost lost || wrong "the record of a job that still runs is gone"
run timeout 20 hold stop -t 1 lost
exits 0
! alive "$(cat pid)" || wrong "it is left"
same null "$(json pid lost)" pid
run timeout 20 hold run -T -n lost -- true
exits 0

it "stops all that a lost job has started: in other sessions, deaf to TERM, when its main process has ended"
for timeout in 0 1; do
	rm -f pids
	start_job scattered -T -- sh -c 'echo $$ >>pids; sleep 100 &
		sh -c "trap \"\" TERM; echo \$\$ >>pids; while :; do sleep 0.1; done" &
		setsid sh -c "echo \$\$ >>pids; sleep 100" &
		setsid sh -c "trap \"\" TERM; echo \$\$ >>pids; (while :; do sleep 0.1; done)" & wait'
	wait_for eval '[ "$(wc -l <pids 2>/dev/null)" = 4 ]'
	kill_monitor scattered
	run timeout 20 hold stop -t $timeout scattered
	exits 0; complains
	while read -r pid; do
		! alive "$pid" || wrong "$pid is left"
	done <pids
done

it "hangs up a job on a terminal whose monitor is killed"
start_job hangs -- sh -c 'trap "echo hung up >said; exit" HUP; echo $$ >pid; while :; do sleep 0.02; done'
wait_for [ -s pid ]
kill_monitor hangs
wait_for [ -s said ]

it "does not break a job's pipe when its monitor is killed: a new reader gets all"
start_job pipe -T -- sh -c 'echo $$ >pid; until [ -e go ]; do sleep 0.02; done; seq 1000; echo done >finished; sleep 100'
wait_for [ -s pid ]
kill_monitor pipe
: >go
wait_for [ -s finished ]
timeout 2 dd if="$HOLD_DIR/pipe/out" bs=4096 count=1 iflag=nonblock >got 2>/dev/null
same 1000 "$(grep -c . got)" lines
run hold stop -t 0 pipe
exits 0

it "signals no process that merely has the number of a lost job: by start time, boot or handle"
for edit in 's/^boot .*/boot 00000000-0000-0000-0000-000000000000/' \
	's/^boot .*/boot 00000000-0000-0000-0000-000000000000/; s/^\(job [0-9]*\):.*/\1/' \
	's/^starttime .*/starttime 1/; s/^\(job [0-9]*\):.*/\1/' 's/^\(job [0-9]*\).*/\1:1/'; do
	start_job reused -T -- sleep 100
	pid=$(json pid reused)
	kill_monitor reused
	sed "$edit" "$HOLD_DIR/reused/state" >edited && cat edited >"$HOLD_DIR/reused/state"
	is reused lost || wrong "$(hold ls reused)"
	same null "$(json pid reused)" pid
	run hold stop -t 0 reused
	exits 4
	alive "$pid" || wrong "signalled after $edit"
	run timeout 20 hold run -d -T -n reused -- sleep 100
	exits 0
	kill -KILL "$pid"
	hold stop -t 0 reused
done

it "reports a job as lost whose state is torn or missing, with nulls, and starts it again"
start_job torn -T -- true
hold wait torn
head -c 100 "$HOLD_DIR/torn/state" >half && cat half >"$HOLD_DIR/torn/state"
is torn lost || wrong "$(hold ls torn)"
same null "$(json exit torn)" exit
rm "$HOLD_DIR/torn/state" "$HOLD_DIR/torn/argv"
run hold ls --json torn
exits 3
grep -q '"state":"lost".*"command":null' out || wrong "$(cat out)"
run hold restart torn
exits 1; complains "hold: 'torn' has no record of a command"
SHELL=/bin/true run timeout 20 hold torn
exits 0; complains "[torn ended: exit 0]"

it "keeps running when its directory is removed, and creates it again on USR1"
start_job moved -T -- sh -c 'until [ -e go ]; do sleep 0.02; done; exit 6'
monitor=$(json monitor moved)
rm -r "$HOLD_DIR/moved"
run hold ls moved
exits 4
kill -USR1 "$monitor"
wait_for is moved running
same "$monitor" "$(json monitor moved)" monitor
mv "$HOLD_DIR" elsewhere
kill -USR1 "$monitor"
wait_for is moved running
rm -r elsewhere
: >go
run timeout 20 hold wait moved
exits 6

it "works in a directory whose path has 176 bytes"
long=$PWD/$(printf '%0150d' 0)
mkdir -p "$long"
(
	HOLD_DIR=$long/jobs
	run timeout 20 hold run -d -T -n deep -- sh -c 'until [ -e go ]; do sleep 0.02; done; exit 5'
	exits 0
	is deep running || wrong "$(hold ls deep)"
	: >go
	run timeout 20 hold wait deep
	exits 5
	[ -z "$trouble" ] || echo "$trouble" >trouble
)
[ ! -e trouble ] || wrong "$(cat trouble)"

it "takes the directory from --dir, then from HOLD_DIR, and hands it on to the job"
mkdir -m 700 given
run timeout 20 hold --dir=given run -T -n dir -- sh -c 'echo $HOLD_DIR; hold ls dir | grep -c running'
exits 0; prints "$PWD/given
1"
run timeout 20 hold --dir given/ wait dir
exits 0
HOLD_DIR=given run hold ls dir
exits 3

it "refuses a directory that is a link, another user's, or open to others"
mkdir -m 700 real
ln -s real link
mkdir -m 755 open
for name in link link/ open; do
	HOLD_DIR=$PWD/$name run hold run -d -T -n x -- true
	exits 125; prints
	[ -s err ] || wrong "no message for $name"
done
HOLD_DIR=$PWD/open run hold ls
exits 125
complains "hold: '$PWD/open' must belong to user $(id -u), with mode 0700; set HOLD_DIR or --dir"
if is_root; then
	mkdir -m 700 theirs
	chown "$other_user" theirs
	HOLD_DIR=$PWD/theirs run hold run -d -T -n x -- true
	exits 125
	: >plain
	HOLD_DIR=$PWD/plain run hold ls
	exits 125
fi

it "lets root see and stop another user's jobs by --dir, but neither start nor remove any"
if is_root; then
	mkdir -m 700 theirs
	chown "$other_user" theirs
	chmod 755 .
	HOLD_DIR=$PWD/theirs
	run_as_user timeout 20 hold run -d -T -n web -- sh -c 'echo hello; exec sleep 100'
	exits 0
	logs=
	if has FEATURE_HOLD_LOG && has FEATURE_HOLD_RESTART; then
		logs=forged
		run_as_user timeout 20 hold run -d -T -l --ready=text:own -n forged -- \
			sh -c 'echo own; exec sleep 100'
		exits 0
	fi
	HOLD_DIR=$scratch/jobs
	run hold --dir=theirs ls web
	exits 0
	same running "$(awk 'NR == 2 { print $2 }' out)" state
	same "hold: warning: '$PWD/theirs' belongs to user $other_user" "$(cat err)" warning
	run timeout 20 hold --dir=theirs wait -t 10 --for=text:hello web
	exits 0
	if [ -n "$logs" ]; then
		echo secret >secret
		tr '\0' '\n' <theirs/forged/argv | sed "3s|.*|$PWD/secret|" | tr '\n' '\0' >argv
		cat argv >theirs/forged/argv
		run timeout 20 hold --dir=theirs log forged
		exits 0; prints own
	fi
	run hold --dir=theirs run -d -T -n mine -- true
	exits 125
	run hold --dir=theirs rm -a
	exits 125
	monitor=$(sed -n 's/^monitor //p' theirs/web/state)
	kill -KILL "$monitor"
	wait_for [ ! -e "/proc/$monitor" ]
	run hold --dir=theirs stop web
	exits 4
	pid=$(sed -n 's/^job \([0-9]*\).*/\1/p' theirs/web/state)
	alive "$pid" || wrong "root has signalled what a file of the user's names"
	HOLD_DIR=$PWD/theirs run_as_user hold stop -t 0 web $logs
	exits 0
else
	skip "only root can"
fi

it "is not reachable by other users"
if is_root; then
	start_job mine -T -- sleep 100
	chmod 711 "$scratch" "$HOLD_DIR" 2>/dev/null
	chmod 755 "$HOLD_DIR/mine" "$HOLD_DIR"
	chmod 777 "$HOLD_DIR/mine/sock"
	run_as_user python3 -c '
import socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
s.connect(sys.argv[1])
s.settimeout(5)
try: s.send(b"\1\1" + b"\0" * 62)
except OSError: pass
print(len(s.recv(100)))' "$HOLD_DIR/mine/sock"
	grep -qx 0 out || grep -q 'Reset' err || wrong "an answer: $(cat out err)"
	chmod 700 "$HOLD_DIR" "$HOLD_DIR/mine"
else
	skip "only root can become another user"
fi

it "is not found by the command of its job"
start_job hidden -T -- sleep 98.$$
hold ls hidden >/dev/null
same "$(json pid hidden)" "$(pgrep -f "sleep 98[.]$$\$")" "found by pgrep -f"
same "hold: hidden" "$(tr -d '\0' <"/proc/$(json monitor hidden)/cmdline")" title
same hold "$(cat "/proc/$(json monitor hidden)/comm")" comm

it "does not wake up while nothing happens, and uses little memory"
start_job idle -T -- sleep 100
monitor=$(json monitor idle)
switches() {
	sed -n 's/^voluntary_ctxt_switches:.//p' "/proc/$monitor/status"
}
settled() { # what has been asked before is over
	before=$(switches)
	/bin/sleep 0.3
	[ "$before" = "$(switches)" ]
}
wait_for settled
/bin/sleep 3
same "$before" "$(switches)" wake-ups
private=$(own_memory "$monitor")
! is_static || has BUILD_STATIC_PIE || has BUILD_SEPARATE_CODE || [ "$private" -le 32 ] ||
	wrong "$private kB of private memory"

it "survives hangups, and so does its job"
start_job hup -T -- sh -c 'until [ -e go ]; do sleep 0.02; done; exit 4'
kill -HUP "$(json monitor hup)"
: >go
run timeout 20 hold wait hup
exits 4

it "stays in the foreground with -F: copies the output, stops at TERM and INT, exits as the job does"
run timeout 20 hold run -F -T -n front -- sh -c 'echo out; echo err >&2; exit 9'
exits 9; prints "out
err"; complains
for signal in TERM INT; do
	rm -f pid
	hold run -F -T -n front -- sh -c 'echo $$ >pid; exec sleep 100' >out 2>err &
	front=$!
	wait_for [ -s pid ]
	kill -HUP $front
	is front running || wrong "HUP ended it"
	kill -$signal $front
	wait $front
	same 143 $? "status after $signal"
	! alive "$(cat pid)" || wrong "the job is left"
done
if has TINI && command -v unshare >/dev/null; then
	run timeout 20 tini -s -- hold run -F -n front -- sh -c 'exit 8'
	exits 8
fi

it "says once that -F cannot copy the output, and still exits as the job does"
for fault in '>&-:Bad file descriptor' '>/dev/full:No space left on device'; do
	run timeout 20 sh -c "hold run -F -T -n front -- sh -c 'seq 3000; exit 9' ${fault%%:*}"
	exits 9; prints; complains "hold: front: cannot copy the output: ${fault#*:}"
done
run timeout 20 sh -c "hold run -F -T -n front -- sh -c 'seq 30000; exit 9' | true"
complains

it "points the job's ssh-agent to that of the client that types"
start_job noagent -- sleep 100
absent "$HOLD_DIR/noagent/agent"
SSH_AUTH_SOCK=/first run hold run -d -n agent -- sh -c 'echo $SSH_AUTH_SOCK >socket; exec sleep 100'
exits 0
wait_for [ -s socket ]
file socket "$HOLD_DIR/agent/agent"
same /first "$(readlink "$HOLD_DIR/agent/agent")" link
mkfifo keys
SSH_AUTH_SOCK=/second onpty -i keys 012 hold attach agent >/dev/null &
attached=$!
wait_for sh -c '[ "$(readlink "$HOLD_DIR/agent/agent")" = /second ]'
printf '\034' >keys
wait $attached
SSH_AUTH_SOCK=$(printf '%05000d' 0) run timeout 20 hold run -T -n long -- echo hello
exits 0; prints hello

it "reports a missing terminal, and works without /proc"
if is_root && unshare --mount true 2>/dev/null; then
	run unshare --mount sh -c 'mount -t tmpfs none /dev/pts && mount -t tmpfs none /dev 2>/dev/null
		hold run -d -n nodev -- true'
	exits 125
	grep -q -- '--no-pty' err || wrong "$(cat err)"
	absent "$HOLD_DIR/nodev"
	run timeout 30 unshare --mount sh -c 'mount -t tmpfs none /proc
		hold run -d -n noproc -T -- sh -c "sleep 100 & exec sleep 100" && hold ls noproc && hold stop -t 1 noproc; echo $?'
	grep -q '^noproc .*running' out || wrong "$(cat out err)"
	same 0 "$(tail -n 1 out)" "status of stop"
else
	skip "only root can hide /dev and /proc"
fi

it "works for a job that has become another user: stdout can be opened, the job is stopped"
if is_root && command -v setpriv >/dev/null; then
	chmod 755 .
	start_job dropped -T -- setpriv --reuid="$other_user" --regid="$other_user" --clear-groups \
		sh -c 'echo hello >/dev/stdout; exec sleep 100'
	run timeout 20 hold wait -t 10 --for=text:hello dropped
	exits 0
	run timeout 20 hold stop dropped
	exits 0
	mkdir jobs-other
	chown "$other_user" jobs-other
	chmod 700 jobs-other
	run timeout 20 hold run -T -d -n outer -- setpriv --reuid="$other_user" --regid="$other_user" \
		--clear-groups hold --dir="$PWD/jobs-other" run -d -T -n inner -- sleep 100
	exits 0; prints outer
	wait_for is outer ended
	run timeout 20 hold --dir="$PWD/jobs-other" stop inner
	exits 0
else
	skip "only root can become another user"
fi

finish
