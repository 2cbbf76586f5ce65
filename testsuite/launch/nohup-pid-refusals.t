# shellcheck shell=sh
# nohup -p: processes that cannot be changed, or only with care. The attempt harms none of them.
. "${0%/*}/../lib.sh"
. "${0%/*}/rescue.sh"
needs NOHUP FEATURE_NOHUP_PID
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"
[ -r /proc/self/status ] || skip_all "there is no /proc"
can_rescue || skip_all "the kernel is too old for this processor"

# a user who is not root
user=1000
setpriv=$HOLDBOX_LINKS/setpriv # a shell may have one of its own
[ -x "$setpriv" ] || setpriv=$(PATH=$system_path command -v setpriv) || setpriv=
# as_user COMMAND...
as_user() {
	if is_root; then
		run "$setpriv" --reuid $user --regid $user --clear-groups \
			--inh-caps=-all --bounding-set=-all "$@"
	else
		run "$@"
	fi
}

# hold_as_user FDS COMMAND...
hold_as_user() {
	if is_root; then
		chmod 777 . home
		descriptors=$1
		shift
		hold "$descriptors" "$setpriv" --reuid $user --regid $user --clear-groups "$@"
	else
		hold "$@"
	fi
}

[ -n "$setpriv" ] || skip_all "there is no setpriv"
hint="Try 'nohup --help' for more information."

# untouched: it ignores nothing, continues, and ends well
untouched() {
	same 0 "$(bit SigIgn)" "SIGHUP ignored"
	release
	conclude_with 0
	grep -q 'good$' tty || wrong "it has not ended well: $(cat tty)"
}

it "rejects options that contradict each other"
run nohup -p
exits 125; complains "nohup: missing operand
$hint"
run nohup -p -g 1
exits 125; complains "nohup: -p and -g are mutually exclusive
$hint"
run nohup -a true
exits 125; complains "nohup: -a and -F can only be used with -p or -g
$hint"
run nohup -F true
exits 125
run nohup --detach -p 1
exits 125; complains "nohup: --detach and --pidfile cannot be used with -p or -g
$hint"
run env POSIXLY_CORRECT= nohup -p x
exits 127

it "changes the other processes of a command line with invalid ones"
start epoll
run nohup -p x "$pid" 0 -1 1e3 99999999999999999999 ''
exits 125
complains "nohup: invalid process ID 'x'
nohup: $pid (rescuee): $whole
nohup: invalid process ID '0': must be from 1 to 4194304
nohup: invalid process ID '-1': must be from 1 to 4194304
nohup: invalid process ID '1e3'
nohup: invalid process ID '99999999999999999999': must be from 1 to 4194304
nohup: invalid process ID ''"
hang_up
release
conclude_with 0

it "shows how to name a job of the shell"
run nohup -p %1
exits 125; complains "nohup: invalid process ID '%1'; try: nohup -p \$(jobs -p '%1')"
run nohup -g %make
exits 125; complains "nohup: invalid process group ID '%make'; try: nohup -g \$(jobs -p '%make')"
run nohup -g 1
exits 125; complains "nohup: invalid process group ID '1': must be from 2 to 4194304"

it "reports a process that does not exist"
(exec true) &
wait $!
run nohup -p $!
exits 125; complains "nohup: $!: No such process"

it "rejects a thread, and names the process it belongs to"
start threads
thread=
for task in /proc/"$pid"/task/*; do
	[ "${task##*/}" = "$pid" ] || thread=${task##*/}
done
run nohup -p "$thread"
exits 125; complains "nohup: $thread: is a thread, not a process; it belongs to $pid"
untouched

it "reports a process that has exited"
hold 012 rescuee exited
await_pid
wait_for grep -q '^State:.Z' "/proc/$pid/status"
run nohup -p "$pid"
exits 125; complains "nohup: $pid (rescuee): has already exited (zombie)"
stop

it "does not change kernel threads, the first process or itself"
if [ -e /proc/2/exe ] || ! grep -q kthreadd /proc/2/status 2>/dev/null; then
	:
else
	run nohup -p 2
	exits 125; complains "nohup: 2 (kthreadd): is a kernel thread"
fi
run nohup -p 1
exits 125
grep -q '^nohup: 1 (.*): is the first of all processes; use -F if you mean it$' err ||
	wrong "it says: $(cat err)"
# shellcheck disable=SC2016
run sh -c 'exec nohup -p $$'
exits 125
grep -q '^nohup: [0-9]* (.*): is this process itself$' err || wrong "it says: $(cat err)"

it "wants -F for the shell that it was called by"
# shellcheck disable=SC2016
run sh -c 'echo $$ >pid; nohup -p $$; echo $? >failed; nohup -F -p $$; exit $?'
pid=$(cat pid)
skip_foreign
exits 0
complains "nohup: $pid (sh): is the shell you are using; use -F if you mean it
nohup: $pid (sh): ignoring hangups"
file failed 125

it "names the tracer of a process that is being traced"
start traced
wait_for settled
run nohup -p "$pid"
exits 125
complains "nohup: $pid (rescuee): is being traced by process $(field TracerPid)"
release
conclude_with 0
grep -q 'good$' tty || wrong "it has not ended well: $(cat tty)"

it "prints no control characters of a name"
odd=$(printf 'a\033b\nc')
cp "$HOLDBOX_TOOLS/rescuee" "$odd"
hold 012 "./$odd" epoll
await_pid
wait_for settled
name='a?b\nc'
run nohup -p "$pid"
rescued "$whole"
name="rescuee"
stop

it "gives up on a process that does not respond, after a while"
start vfork
run nohup -p "$pid"
exits 125
complains "nohup: $pid (rescuee): does not respond (uninterruptible sleep); try again later"
untouched

# ---- permissions

it "refuses a process of another user"
if ! is_root; then
	skip "needs root"
else
	start epoll
	as_user nohup -p "$pid"
	exits 125
	complains "nohup: $pid (rescuee): belongs to another user; try: sudo nohup -p $pid"
	untouched
fi

it "refuses a protected process"
chmod 777 .
hold_as_user 012 rescuee undumpable
await_pid
wait_for settled
as_user nohup -p "$pid"
exits 125
complains "nohup: $pid (rescuee): not permitted (set-user-ID or protected process); try: sudo nohup -p $pid"
untouched

it "gives a new file to the user whose process root changes"
if ! is_root; then
	skip "needs root"
else
	hold_as_user 012 rescuee epoll
	await_pid
	wait_for settled
	run nohup -p "$pid"
	rescued "$whole"
	same "$user $user 600" "$(stat -c '%u %g %a' nohup.out)" "owner and mode of nohup.out"
	release
	hang_up
	conclude_with 0
	file nohup.out "epoll: good"
fi

it "changes a user's own process without root"
hold_as_user 012 rescuee epoll
await_pid
wait_for settled
as_user nohup -p "$pid"
if grep -q ptrace_scope err; then
	skip "the system does not permit it"
	stop
else
	rescued "$whole"
	release
	hang_up
	conclude_with 0
fi

# ---- filters of system calls

it "reports that a filter denies it calls, and changes nothing"
for way in filter_errno filter_trap; do
	hold_as_user 012 rescuee $way
	await_pid
	wait_for settled
	as_user nohup -p "$pid"
	exits 125
	complains "nohup: $pid (rescuee): has a seccomp filter that might kill it; run as root, or use -F to try anyway"
	as_user nohup -F -p "$pid"
	exits 125
	case $way in
	*errno) reason="Permission denied" ;;
	*) reason="Function not implemented" ;;
	esac
	complains "nohup: $pid (rescuee): cannot be changed: $reason"
	untouched
done

it "suspends filters as root"
if ! is_root; then
	skip "needs root"
else
	for way in filter_errno filter_trap filter_kill; do
		rm -f nohup.out
		start $way
		run nohup -p "$pid"
		if grep -q 'seccomp filter' err; then
			skip "this root may not suspend filters"
			stop
			continue
		fi
		rescued "$whole"
		hang_up
		release
		conclude_with 0
		file nohup.out "$way: good"
	done
fi

it "does not count filters that it has itself, as in a container"
hold_as_user 012 rescuee confined rescuee epoll
await_pid
wait_for settled
as_user rescuee confined nohup -p "$pid"
rescued "$whole"
hang_up
release
conclude_with 0
file nohup.out "epoll: good"

it "works without copies of descriptors if a filter denies them"
start epoll
run rescuee confined nohup -p "$pid"
rescued "$whole"
snapshot before
unchanged
hang_up
release
conclude_with 0
file nohup.out "epoll: good"

it "does not change a process in strict mode"
hold_as_user 012 rescuee strict
await_pid
wait_for grep -q '^Seccomp:.1' "/proc/$pid/status"
as_user nohup -p "$pid"
exits 125
complains "nohup: $pid (rescuee): is in strict seccomp mode and cannot be changed"
release
conclude_with 0

it "does not change a process whose system calls are those of another system"
start dispatch
if grep -q 'no dispatch' tty; then
	skip "there is no user dispatch"
	stop
else
	run nohup -p "$pid"
	if [ "$status" = 0 ]; then
		rescued "$whole" # between two of its calculations
		stop
	else
		exits 125
		complains "nohup: $pid (rescuee): cannot be changed: Function not implemented"
		untouched
	fi
fi

it "changes a process that has no free descriptors"
start full
run nohup -p "$pid"
rescued "$whole"
release
hang_up
conclude_with 0
file nohup.out "full: good"

it "changes a process in another root and other namespaces"
unshare=$(PATH=$system_path command -v unshare) || unshare=
mkdir root
cp "$HOLDBOX" root/sleep
if ! has SLEEP || ! "$unshare" --pid --mount --fork --kill-child \
	"$(PATH=$system_path command -v chroot)" root /sleep 0 2>/dev/null; then
	skip "needs root, and a static program that sleeps"
else
	hold 012 "$unshare" --pid --mount --fork --kill-child \
		"$(PATH=$system_path command -v chroot)" root /sleep 100
	# not by readlink: in a chroot, paths in another mount namespace are those of its root
	# shellcheck disable=SC2317,SC3013 # wait_for calls it
	inside() {
		outer=$(cat "/proc/$holder/task/$holder/children") &&
			pid=$(cat "/proc/${outer% }/task/${outer% }/children") &&
			pid=${pid% } && [ "/proc/$pid/root" -ef "$PWD/root" ] && settled
	}
	wait_for inside
	name="sleep"
	run nohup -p "$pid"
	rescued "$whole"
	same "/dev/null $PWD/nohup.out" \
		"$(readlink "/proc/$pid/fd/0") $(readlink "/proc/$pid/fd/1")" "descriptors"
	name="rescuee"
	stop
fi

finish
