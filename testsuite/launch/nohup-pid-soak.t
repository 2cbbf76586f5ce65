# shellcheck shell=sh
# nohup -p, some hundred times, on processes that check everything they do.
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

it "does not disturb calculations"
is_described || skip "on this processor a process must make system calls"
[ -n "$skipped" ] || soaks work

it "does not disturb system calls and sleeps, and leaves nothing behind"
soaks calls

it "does not disturb a process that is mostly in a handler"
soaks timer

it "aborts an interrupted restartable sequence"
soaks sequence

it "keeps vector registers"
soaks vectors

it "keeps the vector registers of the streaming mode and its array"
soaks streaming

it "keeps the array outside the streaming mode"
soaks array

finish
