# shellcheck shell=sh
# nohup -p, some hundred times, of processes that check all that they do.
. "${0%/*}/../lib.sh"
needs NOHUP FEATURE_NOHUP_PID
[ -r /proc/self/status ] || skip_all "there is no /proc"
count=100
[ -z "${HOLDBOX_BRIEF-}" ] || count=10

# soaks KIND
soaks() {
	run soak "$1" $count nohup -p PID
	exits 0
	prints
	same $count "$(grep -c 'ignoring hangups, ignoring input, appending output' err)" "reports"
}

it "harms no calculation"
soaks work

it "harms no system call and no sleep, and leaves nothing behind"
soaks calls

it "harms no process that is mostly in a handler"
soaks timer

it "resumes no restartable sequence as if nothing had been"
soaks sequence

it "harms no vector register"
[ "$(uname -m)" = aarch64 ] || skip "only those of aarch64 are the system's to lose"
[ -n "$skipped" ] || soaks vectors

finish
