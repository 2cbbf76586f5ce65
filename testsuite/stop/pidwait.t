. "${0%/*}/../lib.sh"
needs PIDWAIT
isolate

setpriv=$(PATH=$system_path command -v setpriv)
strace=$(PATH=$system_path command -v strace)
other=12345

# ender SIGNAL PID: ends the process with a signal as soon as a pidwait waits for it
ender() {
	(
		wait_for waits
		kill -"$1" "$2"
	) &
}

# shellcheck disable=SC2317
waits() {
	for waiter in /proc/[0-9]*; do
		grep -qs '^pidwait$' "$waiter/comm" && grep -qs '^State:.*S' "$waiter/status" &&
			return
	done
	return 1
}

it "waits for processes that are not its children"
start wombat
ender TERM "$started"
run timeout 20 pidwait wombat
exits 0; prints; complains
start wombat
run timeout 0.2 pidwait wombat
exits 124
kill "$started"

it "waits until the last of them has ended"
start wombat -n marsupial; one=$started
start wombat -n marsupial; two=$started
ender TERM "$one"
run timeout 1 pidwait marsupial
exits 124
ender TERM "$two"
run timeout 20 pidwait marsupial
exits 0

it "exits with 1 if no process matches"
run pidwait nosuchprocess
exits 1; prints; complains
run pidwait -c nosuchprocess
exits 1; prints 0

it "prints what it waits for, and the number of processes, like procps"
start wombat -n marsupial
ender TERM "$started"
run timeout 20 pidwait -ec marsupial
exits 0
prints "1
waiting for marsupial (pid $started)"
if reference pidwait procps; then
	start wombat -n marsupial
	ender TERM "$started"
	(exec timeout 20 "$theirs" -ec marsupial) >said
	sed 's/pid [0-9]*/pid/' out >ours
	same "$(sed 's/pid [0-9]*/pid/' said)" "$(cat ours)" output
fi

it "reports invalid arguments"
while IFS='|' read -r arguments wanted text; do
	eval "run pidwait $arguments"
	exits "$wanted"; prints
	same "pidwait: $text" "$(head -n 1 err)" message
done <<'END'
|2|no matching criteria specified
a b|2|only one pattern can be provided
-d x|2|invalid option -- 'd'
END

it "exits with the status of the process with --status"
for way in 0 7 255 TERM KILL; do
	case $way in
	[0-9]*) script="trap 'exit $way' USR1; : >ready; while :; do read -r line <fifo; done" ;;
	*) script=": >ready; read -r line <fifo" ;;
	esac
	rm -f ready fifo
	mkfifo fifo
	sh -c "$script" narrator 2>/dev/null &
	process=$!
	wait_for [ -e ready ]
	case $way in
	[0-9]*) wanted=$way signal=USR1 ;;
	TERM) wanted=143 signal=TERM ;;
	KILL) wanted=137 signal=KILL ;;
	esac
	ender "$signal" $process
	run timeout 20 pidwait --status -fx "sh -c .*narrator"
	if [ "$status" = 3 ]; then
		grep -q "^pidwait: cannot determine the status of process $process: " err ||
			wrong "message: $(cat err)"
		skip "the kernel does not report it"
		break
	fi
	exits "$wanted"; complains
done

it "exits with the status of a process that is not reaped"
rm -f ready
# a child of the process is a zombie, with status 3
start grave -z
run timeout 20 pidwait --status -r Z
exits 3
kill "$started"

it "exits with the highest status of several"
start wombat -n marsupial; one=$started
start wombat -n marsupial; two=$started
ender TERM "$one"
ender KILL "$two"
run timeout 20 pidwait --status marsupial
[ "$status" = 3 ] || exits 143

it "waits for threads with -w"
threads 2 &
process=$!
# shellcheck disable=SC2317
has_threads() {
	[ "$(find "/proc/$process/task" -mindepth 1 -maxdepth 1 | wc -l)" -eq 2 ]
}
wait_for has_threads
command="pidwait -we threads"
$command >out 2>err &
waiter=$!
wait_for sh -c '[ "$(grep -c "^waiting for threads (pid " out)" = 2 ]'
kill $waiter
wait $waiter 2>/dev/null
same 143 $? "status of one that has waited"
ender KILL $process
run timeout 20 pidwait -w threads
exits 0

it "waits without pidfd_open, by checking repeatedly"
if [ -z "$strace" ] || ! is_static || ! "$strace" -o trace true 2>/dev/null; then
	skip "strace cannot be used here"
else
	for error in ENOSYS EPERM; do
		start wombat -n marsupial
		ender TERM "$started"
		run timeout 20 "$strace" -o trace -e inject=pidfd_open:error=$error pidwait marsupial
		exits 0
		run timeout 20 "$strace" -o trace -e inject=pidfd_open:error=$error \
			pidwait --status -p 1
		exits 3
		prints
		grep -q '^pidwait: cannot determine the status of process 1: ' err || wrong "$(cat err)"
	done
fi

it "does not report the end of a process that it cannot read"
if ! is_static; then
	skip "the dynamic linker opens files, too"
else
	start wombat -n marsupial
	no_pidfd="-e inject=pidfd_open:error=ENOSYS"
	for wanted in openat:error=ENFILE openat:error=ENOMEM read:error=EIO; do
		# the faults begin with the wait, which has no descriptors
		strace_options=$no_pidfd also_traced=openat,read,ppoll
		inject ppoll:error=EINVAL pidwait marsupial
		exits 3
		first=$(awk -v call="${wanted%%:*}" 'index($0, call "(") == 1 { n++ } /^ppoll/ { exit }
			END { print n + 1 }' trace)
		strace_options="-f $no_pidfd" also_traced=
		inject "$wanted:when=$first+" timeout 0.5 pidwait marsupial
		exits 124; complains
		grep -q INJECTED trace || wrong "no fault: $(cat trace)"
	done
	strace_options=
	kill "$started"
fi

it "gives up a wait that is interrupted forever"
start wombat -n marsupial
inject ppoll:error=EINTR pidwait marsupial
exits 3; prints
complains "pidwait: cannot wait: Interrupted system call"
inject poll:error=EINTR pidwait --status marsupial
exits 3; prints
complains "pidwait: cannot determine the status of process $started: Interrupted system call"
kill "$started"

it "suggests a signal whose name is one slip away"
if has FEATURE_MATCH_MORE; then
	run pidwait --require-handler --signal HPU wombat
	exits 2; prints
	complains "pidwait: unknown signal HPU; did you mean 'HUP'?
Try 'pidwait --help' for more information."
else
	skip "FEATURE_MATCH_MORE is not configured"
fi

it "waits for no process that it knows only by another PID namespace's /proc"
start wombat -n marsupial
run unshare --pid --fork --kill-child timeout 10 pidwait marsupial
exits 3; prints
complains "pidwait: /proc belongs to another PID namespace"
kill "$started"

it "runs with a small stack"
run sh -c 'ulimit -s 64; exec pidwait nosuchprocess'
exits 1; complains

it "waits for more processes than it can have descriptors"
i=0
while [ $i -lt 40 ]; do
	"$HOLDBOX_TOOLS/idle" -n many -r "$PWD/ready$i" &
	many="${many-} $!"
	i=$((i + 1))
done
# shellcheck disable=SC2317
are_ready() {
	[ "$(find . -name 'ready*' | wc -l)" -eq 40 ]
}
wait_for are_ready
last=${many##* }
# shellcheck disable=SC2086
kill ${many% *}
run sh -c 'ulimit -n 16; exec timeout 0.3 pidwait many'
exits 124
ender TERM "$last"
run sh -c 'ulimit -n 16; exec timeout 20 pidwait many'
exits 0; complains

it "waits for other users' processes"
if [ -n "$setpriv" ] && "$setpriv" --reuid $other --regid $other --clear-groups true 2>/dev/null; then
	start wombat -n marsupial
	ender TERM "$started"
	run timeout 20 "$setpriv" --reuid $other --regid $other --clear-groups \
		sh -c 'exec pidwait --status marsupial'
	[ "$status" = 3 ] || exits 143
else
	skip "there are no other users here"
fi

finish
