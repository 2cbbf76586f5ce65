# shellcheck shell=sh
# nohup -p, some hundred times, of processes that check all that they do.
. "${0%/*}/../lib.sh"
. "${0%/*}/rescue.sh"
needs NOHUP FEATURE_NOHUP_PID
[ -r /proc/self/status ] || skip_all "there is no /proc"
can_rescue || skip_all "the kernel is too old for this processor"
count=100
[ -z "${HOLDBOX_BRIEF-}${HOLDBOX_GUEST-}" ] || count=10

# soaks KIND
soaks() {
	run soak "$1" $count nohup -p PID
	[ "$status" != 77 ] || skip "the processor has none of these, or keeps them anyway"
	exits 0
	prints
	same $count "$(grep -c 'ignoring hangups, ignoring input, appending output' err)" "reports"
}

it "harms no calculation"
is_described || skip "on this processor a process must make system calls"
[ -n "$skipped" ] || soaks work

it "harms no system call and no sleep, and leaves nothing behind"
soaks calls

it "harms no process that is mostly in a handler"
soaks timer

it "resumes no restartable sequence as if nothing had been"
soaks sequence

it "harms no vector register"
soaks vectors

it "harms no vector register of the streaming mode, nor the array that it has"
soaks streaming

it "harms no array where the mode is not streaming"
soaks array

finish
