# shellcheck shell=sh
# nohup -p where Yama restricts which processes may trace others. It changes a setting of the whole
# system, and so runs in guests only: make check-guests.
. "${0%/*}/../lib.sh"
. "${0%/*}/rescue.sh"
needs NOHUP FEATURE_NOHUP_PID SETPRIV
[ -n "${HOLDBOX_GUEST-}" ] || skip_all "this is not a guest of ours"
# the last setting cannot be undone
case $HOLDBOX in
*/native/*) ;;
*) skip_all "one variant is enough" ;;
esac
scope=/proc/sys/kernel/yama/ptrace_scope
[ -w $scope ] || skip_all "there is no Yama"

as_user="$HOLDBOX_LINKS/setpriv --reuid 1000 --regid 1000 --clear-groups"

# a rescuee of the user, and the user's attempt to change it
attempt() {
	chmod 777 .
	# shellcheck disable=SC2086
	hold 012 $as_user rescuee epoll
	await_pid
	wait_for settled
	# shellcheck disable=SC2086
	run $as_user nohup -p "$pid"
}

it "changes a user's own process with scope 0"
attempt
rescued "$whole"
stop

it "rejects a process that is not a child with scope 1, and names the way out"
echo 1 >$scope
attempt
exits 125
way="try: sudo nohup -p $pid, or leave its shell with: exec nohup -p $pid"
complains "nohup: $pid (rescuee): not permitted by kernel.yama.ptrace_scope = 1; $way"
stop

it "changes a child of the shell, by exec, with scope 1"
chmod 777 .
# shellcheck disable=SC2016,SC2086
hold 012 $as_user sh -c 'rescuee epoll & until [ -s pid ]; do sleep 0.1; done
	exec nohup -p $! 2>said'
await_pid
wait_for test -s said
: >hang
wait_for ended "$holder"
file said "nohup: $pid (rescuee): ignoring hangups, appending output to 'nohup.out'"
release
wait_for grep -q good nohup.out
file nohup.out "epoll: good"

it "works for root only with scope 2"
echo 2 >$scope
attempt
exits 125
complains "nohup: $pid (rescuee): not permitted by kernel.yama.ptrace_scope = 2; try: sudo nohup -p $pid"
run nohup -p "$pid"
rescued "$whole"
stop

it "rejects all with scope 3"
echo 3 >$scope
start epoll
run nohup -p "$pid"
exits 125
complains "nohup: $pid (rescuee): attaching to processes is disabled on this system until reboot (kernel.yama.ptrace_scope = 3)"
stop

finish
