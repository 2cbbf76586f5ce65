# shellcheck shell=sh
# nohup -p on processors that are not described: make check-guests GUESTS=s390x, with
# SUITE=bookworm for a kernel that is too old.
. "${0%/*}/../lib.sh"
. "${0%/*}/rescue.sh"
needs NOHUP FEATURE_NOHUP_PID
[ -r /proc/self/status ] || skip_all "there is no /proc"
is_described && skip_all "this processor is described"

it "names the kernel that is needed, and changes nothing"
if can_rescue; then
	skip "the kernel is new enough"
else
	start epoll
	snapshot before
	run nohup -p "$pid"
	exits 125
	complains "nohup: $pid (rescuee): cannot be changed on this processor before Linux 6.16"
	unchanged
	same 0 "$(bit SigIgn)" "SIGHUP ignored"
	release
	conclude_with 0
	grep -q 'good$' tty || wrong "it has not ended well: $(cat tty)"
fi

it "gives up on a process that makes no system call, after a while"
if ! can_rescue; then
	skip "the kernel is too old"
else
	hold 012 sh -c 'echo $$ >pid.new; mv pid.new pid; while :; do :; done'
	await_pid
	run nohup -p "$pid"
	exits 125
	complains "nohup: $pid (sh): makes no system call, which is needed on this processor; try again later"
	same 0 "$(bit SigIgn)" "SIGHUP ignored"
	same 0 "$(field TracerPid)" "tracer"
	stop
fi

finish
