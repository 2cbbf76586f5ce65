# hold: what fails at the start, in the loop and at the end
# shellcheck disable=SC2016,SC2317,SC2086,SC2034
. "${0%/*}/../lib.sh"
. "${0%/*}/hold.sh"
needs HOLD
needs_program strace
is_static || skip_all "the system calls of a shared libc come first"
give_up_after 180

strace_options=-f

# fails_at_start STATUS FAULT OPTION...: then nothing is left, and the message has the reason
fails_at_start() {
	wanted=$1 injected=$2
	shift 2
	rm -rf "$HOLD_DIR/faulty-$$"
	inject "$injected" hold run -n faulty-$$ "$@" -- sh -c 'sleep 0.3; touch ran'
	exits "$wanted"
	[ -s err ] || wrong "no message after $injected"
	[ "$(wc -l <err)" -le 2 ] || wrong "messages after $injected: $(cat err)"
	prints
	absent "$HOLD_DIR/faulty-$$"
	! pgrep -f "^hold: faulty-$$" >/dev/null || wrong "a monitor is left after $injected"
}

it "starts nothing and leaves nothing if anything fails at the start, and says what"
hold run -T -n first -- true 2>/dev/null
for fault in 'mkdirat:error=ENOSPC' 'mkdirat:error=ENOSPC:when=2' 'bind:error=EACCES' 'bind:error=ENOSPC' 'listen:error=EADDRINUSE' \
	'socket:error=EMFILE' 'socket:error=ENFILE' 'pipe2:error=EMFILE:when=1' \
	'fork:error=EAGAIN:when=1' 'clone:error=EAGAIN:when=1' 'signalfd4:error=EMFILE' 'flock:error=ENOLCK' \
	'flock:error=EOPNOTSUPP' 'prctl:error=EINVAL:when=2' 'mknodat:error=ENOSPC'; do
	case $fault in
	fork* | clone*)
		strace -f -e trace="${fault%%:*}" -o calls hold run -T -n first -- true >/dev/null 2>&1
		grep -q "${fault%%:*}(" calls || continue
		;;
	prctl*) continue ;;
	esac
	fails_at_start 125 "$fault" -d -T
done
# in the monitor, which is the same process here
for fault in 'pipe2:error=EMFILE:when=1' 'pipe2:error=ENFILE:when=2' 'write:error=ENOSPC:when=1' \
	'mmap:error=ENOMEM:when=1' 'fchmodat:error=EPERM' 'chmod:error=EPERM'; do
	strace -f -e trace="${fault%%:*}" -o calls hold run -T -F --stdin -n first -- true >/dev/null 2>&1
	grep -q "${fault%%:*}(" calls || continue
	fails_at_start 125 "$fault" -F -T --stdin
done

it "names the directory that cannot be created, and the reason"
for reason in 'ENOSPC No space left on device' 'EROFS Read-only file system'; do
	inject "mkdirat:error=${reason%% *}" hold run -d -T -n faulty -- true
	exits 125; complains "hold: '$HOLD_DIR': ${reason#* }"
	inject "mkdirat:error=${reason%% *}:when=2" hold run -d -T -n faulty -- true
	exits 125; complains "hold: cannot create 'faulty' in '$HOLD_DIR': ${reason#* }"
done

it "refuses to start where it may open too few files"
run timeout 20 sh -c 'ulimit -n 20; hold run -T -n few -- true'
exits 125; prints; complains "hold: cannot start 'few': No file descriptors available"
absent "$HOLD_DIR/few"
run timeout 20 sh -c 'ulimit -n 40; hold run -T -n few -- echo hello'
exits 0; prints hello

it "suggests --no-pty if there is no terminal"
strace -e trace=open,openat -f -o calls hold run -n first -- true >/dev/null 2>&1
number=$(grep 'open' calls | grep -v ENOENT | grep -n '/dev/ptmx' | head -n 1 | cut -d: -f1)
[ -n "$number" ] || wrong "no /dev/ptmx in $(cat calls)"

it "keeps running while connections cannot be accepted, and accepts them later"
start_traced() {
	injected=$1
	shift
	strace -f -o trace -e trace="${injected%%:*}" -e inject="$injected" "$@" >out 2>err &
	tracer=$!
}
for error in EMFILE ENOMEM ECONNABORTED; do
	rm -rf go "$HOLD_DIR/accepts"
	start_traced "accept4:error=$error:when=1" hold run -d -T -n accepts -- sh -c 'until [ -e go ]; do sleep 0.02; done; exit 4'
	wait_for [ -e "$HOLD_DIR/accepts/sock" ]
	run timeout 20 hold ls accepts
	exits 0
	grep -q INJECTED trace || wrong "no fault"
	: >go
	run timeout 20 hold wait accepts
	exits 4
	wait $tracer
done

it "treats EIO from a terminal as the end of its output, and waits for the job"
strace -f -o trace -P /dev/ptmx -P /dev/pts/ptmx -e trace=read -e inject=read:error=EIO:when=1 \
	hold run -d -n broken -- sh -c 'echo x; sleep 0.3; exit 7' >out 2>err &
tracer=$!
wait_for [ -e "$HOLD_DIR/broken/sock" ]
run timeout 20 hold wait broken
exits 7
wait $tracer
grep -q INJECTED trace || wrong "no fault"

it "drops input that cannot be written"
start_traced "write:error=EIO:when=12+" hold run -d -n writes -- sh -c 'sleep 0.3; exit 6'
wait_for [ -e "$HOLD_DIR/writes/sock" ]
timeout 20 hold send -e writes text >/dev/null 2>&1
run timeout 20 hold wait writes
exits 6
wait $tracer

it "counts a fork that fails at a restart as a failed run, and tries again"
if has FEATURE_HOLD_RESTART; then
	name=fork
	strace -f -e trace=fork,clone -o calls hold run -T -n first -- true >/dev/null 2>&1
	! grep -q 'clone(' calls || name=clone
	strace -f -o trace -e trace=$name -e inject=$name:error=EAGAIN:when=2 \
		hold run -d -T -n forks --restart=on-failure --backoff=0.01s:0.1s:1 -- \
		/bin/sh -c 'echo >>starts; [ $(wc -l <starts) -lt 3 ] && exit 1; exit 0' >out 2>err &
	tracer=$!
	wait_for [ -e "$HOLD_DIR/forks/sock" ]
	run timeout 20 hold wait forks
	exits 0
	wait $tracer
	is forks ended || wrong "$(hold ls forks)"
fi

it "starts a job again where there is no /dev/null"
if has FEATURE_HOLD_RESTART && has FEATURE_HOLD_LOG; then
	rm -f starts
	strace -f -o trace -P /dev/null -e trace=open,openat -e inject=open,openat:error=ENOENT \
		hold run -d -T -n null --restart=on-failure --backoff=0.01s:0.1s:1 -- \
		/bin/sh -c 'echo >>starts; read -r line; echo "$? $(wc -l <starts)"; [ $(wc -l <starts) -eq 3 ]' \
		>out 2>err &
	tracer=$!
	wait_for [ -e "$HOLD_DIR/null/sock" ]
	run timeout 20 hold wait null
	exits 0
	wait $tracer
	grep -q ENOENT trace || wrong "nothing has asked for /dev/null"
	same "1 1
1 2
1 3" "$(hold log null)" "output of all runs"
fi

it "still answers if the state cannot be written"
start_traced "renameat:error=ENOSPC:when=3+" hold run -d -T -n full -- sh -c 'until [ -e go ]; do sleep 0.02; done; exit 3'
rm -f go
wait_for [ -e "$HOLD_DIR/full/sock" ]
is full running || wrong "$(hold ls full)"
: >go
run timeout 20 hold wait full
exits 3
wait $tracer
is full ended || wrong "the state was not written in place: $(hold ls full)"

it "keeps its place in the output when a client's socket is full"
start_traced "sendmsg:error=ENOBUFS:when=4..6" hold run -d -T -n place -- sh -c 'until [ -e go ]; do sleep 0.02; done; seq 5000; sleep 0.2'
rm -f go
wait_for [ -e "$HOLD_DIR/place/sock" ]
jobpeer "$HOLD_DIR/place/sock" read >got &
peer=$!
wait_for sh -c 'hold ls --json place | grep -q "\"clients\":1"'
: >go
wait $peer
file got "$(seq 5000 | wc -c) received, 0 skipped, END"
wait $tracer

it "exits with 4 from stop if something cannot be killed, and keeps running"
strace -f -o trace -e trace=kill -e inject=kill:error=EPERM hold run -d -T -n strong -- sh -c 'echo $$ >pid; exec sleep 100' >out 2>err &
tracer=$!
wait_for [ -s pid ]
wait_for [ -e "$HOLD_DIR/strong/sock" ]
run timeout 20 hold stop -t 0 strong
exits 4; complains "hold: 'strong' has processes that cannot be stopped"
is strong running || wrong "$(hold ls strong)"
kill -KILL "$(cat pid)"
wait $tracer

it "refuses to run set-user-ID, or on a file system without locks"
inject 'flock:error=ENOLCK' hold run -d -T -n locks -- true
exits 125
grep -q 'must be on a local file system' err || wrong "$(cat err)"

it "does without pidfd, close_range and TIOCGPTPEER"
for fault in pidfd_open:error=ENOSYS close_range:error=ENOSYS; do
	strace -f -o trace -e trace="${fault%%:*}" -e inject="$fault" hold run -d -T -n old -- sleep 0.5 >out 2>err &
	tracer=$!
	wait_for [ -e "$HOLD_DIR/old/sock" ]
	[ "$fault" != pidfd_open:error=ENOSYS ] || same null "$(json handle old)" handle
	run timeout 20 hold wait old
	exits 0
	wait $tracer
done
strace -f -o trace -e trace=ioctl -e inject=ioctl:error=EINVAL:when=99 hold run -d -n ptmx -- sleep 0.3 >out 2>err
number=$(grep ioctl trace | grep -n 'TIOCGPTPEER' | head -n 1 | cut -d: -f1)
[ -n "$number" ] || skip "no TIOCGPTPEER"

finish
