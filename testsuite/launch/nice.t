. "${0%/*}/../lib.sh"
needs NICE
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"

base=$(nice)
also_traced=execve

# Our niceness after an adjustment.
adjusted() {
	niceness=$((base + $1))
	[ $niceness -le 19 ] || niceness=19
	[ $niceness -ge -20 ] || niceness=-20
	echo $niceness
}

it "prints the niceness"
run nice
exits 0; complains
prints "$(awk '{ sub(/.*\) /, ""); print $17 }' /proc/self/stat)"
run nice --
exits 0; prints "$base"

it "prints the niceness -1, which is not a failure"
inject getpriority:retval=21 nice
exits 0; prints -1; complains

it "adds 10 for a command"
run nice nice
exits 0; prints "$(adjusted 10)"; complains

it "adds the adjustment of -n or --adjustment"
for option in "-n 3" -n3 -n+3 "-n +3" --adjustment=3 "--adjustment 3" "--adj 3" --a=3; do
	# shellcheck disable=SC2086
	run nice $option nice
	exits 0; prints "$(adjusted 3)"; complains
done

it "accepts the options from before POSIX"
for option in -4 -+4 -004; do
	run nice $option nice
	exits 0; prints "$(adjusted 4)"; complains
done
inject setpriority:retval=0 nice --4 true
exits 0; complains
grep -q "setpriority(PRIO_PROCESS, 0, $((base - 4)))" trace || wrong "$(cat trace)"

it "uses the last adjustment"
run nice -n 7 -8 --adjustment=9 -2 nice
exits 0; prints "$(adjusted 2)"
run nice -n x -2 -n 3 nice
exits 0; prints "$(adjusted 3)"

it "stops at -- and at the command"
run nice -1 -- nice
exits 0; prints "$(adjusted 1)"
run nice -1 -- -2
exits 127; prints
complains "nice: '-2': No such file or directory"
run nice -1 echo -2 -n 3 --help
exits 0; prints "-2 -n 3 --help"

it "treats any number beyond the range as its end"
for number in 20 39 40 100 99999999999999999999999999; do
	run nice -n $number nice
	exits 0; prints 19
	inject setpriority:retval=0 nice -n -$number true
	exits 0
	[ $number = 20 ] || grep -q "setpriority(PRIO_PROCESS, 0, $((base - 39)))" trace ||
		wrong "$(cat trace)"
done

it "reports that it may not lower the niceness, and still runs the command"
run_unprivileged nice -n -1 nice
exits 0
prints "$base"
complains "nice: cannot set niceness: Permission denied"
inject setpriority:error=EPERM nice sh -c 'echo ran; exit 7'
exits 7; prints ran
complains "nice: cannot set niceness: Operation not permitted"

it "runs nothing if that message cannot be written"
run_unprivileged sh -c 'exec nice -n -1 echo ran 2>/dev/full'
exits 125; prints
run_unprivileged sh -c 'exec nice -n -1 echo ran 2>&-'
exits 125; prints

it "runs nothing if the niceness cannot be set or read for another reason"
inject setpriority:error=EINVAL nice echo ran
exits 125; prints
complains "nice: cannot set niceness: Invalid argument"
inject getpriority:error=ESRCH nice echo ran
exits 125; prints
complains "nice: cannot get niceness: No such process"
inject getpriority:error=ESRCH nice
exits 125; prints
complains "nice: cannot get niceness: No such process"

it "rejects malformed numbers"
for number in x 5x 0x10 1k 5.5 -- - + '' '5 ' 99999999999999999999999999x; do
	run nice -n "$number" echo ran
	exits 125; prints
	complains "nice: invalid adjustment '$number'"
done
run nice -5x echo ran
exits 125; prints
complains "nice: invalid adjustment '5x'"

it "requires a command with an adjustment"
for option in -n1 -1 --1 --adjustment=0 "-5 --"; do
	# shellcheck disable=SC2086
	run nice $option
	exits 125; prints
	complains "nice: a command must be given with an adjustment
Try 'nice --help' for more information."
done

it "exits with the status of the command, 127 if there is none and 126 if it cannot run"
run nice sh -c 'exit 7'
exits 7
run nice ./missing
exits 127; prints
complains "nice: './missing': No such file or directory"
run nice ''
exits 127
run nice /
exits 126; prints
complains "nice: '/': Permission denied"
run sh -c 'exec nice ./missing 2>/dev/full'
exits 125

it "reports a write error"
run sh -c 'exec nice >/dev/full'
exits 125
complains "nice: write error: No space left on device"
run sh -c 'exec nice >&-'
exits 125
complains "nice: write error: Bad file descriptor"
run sh -c 'exec nice --help >/dev/full'
exits 125

it "needs few system calls"
if command -v strace >/dev/null; then
	run strace -o trace nice -n 5 /bin/sh -c 'exit 7'
	exits 7
	sed '1d; /^execve/q' trace >calls
	! grep -q 'ld\.so' calls || skip "this is a dynamic build"
	[ "$(wc -l <calls)" -le 7 ] || wrong "these are too many: $(cat calls)"
else
	skip "strace is not installed"
fi

it "accepts and rejects the same arguments as GNU's"
if reference nice coreutils; then
	agrees
	for option in -5 -+5 -0 -n+0 -n0 -55 --5x -+5x -+ --+5 ---5 -+-5 '-5 ' '- 5' -x -n5x -n \
		-5n -n5n3 --adjustment --adjustment= --adjustment=+ --help=x --foo -- - '' ' '; do
		agrees "$option"
		agrees "$option" nice
		agrees "$option" "$option" nice
	done
	agrees -n ' 5' nice
	agrees -n -5 -n 6 nice
	agrees -n -5 -- -x
	agrees -n
	agrees -n x
	agrees -5 -x nice
	is_root && agrees --3 nice && agrees -n -100 nice && agrees -n-7 nice
else
	skip "GNU nice is not installed"
fi

finish
