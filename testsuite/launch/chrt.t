. "${0%/*}/../lib.sh"
needs CHRT
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"

process=
trap 'kill $process; cd /; rm -rf "$scratch"' EXIT

# A new $process with three threads: an unprivileged user cannot undo a change.
fresh() {
	[ -z "$process" ] || kill "$process"
	threads 3 &
	process=$!
	# shellcheck disable=SC2016
	wait_for sh -c '[ "$(ls /proc/$1/task | wc -l)" = 3 ]' sh "$process"
}
fresh

# The scheduling of a task as the kernel reports it: policy and real-time priority.
scheduling() {
	awk '{ sub(/.*\) /, ""); print $39, $38 }' "/proc/$1/stat"
}

[ "$(scheduling self)" = "0 0" ] || skip_all "the tests run with an unusual policy"

also_traced='/^sched_.et,execve'

traced() {
	grep -qE "$1" trace || wrong "no $1 in: $(grep sched_ trace)"
}

# Whether strace can change the result of a system call, with words in the byte order used below.
can_poke() {
	PATH=$system_path strace -o trace -e inject=getppid:poke_exit=@arg1=00 true 2>/dev/null &&
		[ "$(printf '\1\0\0\0' | od -An -tu4 | tr -d ' ')" = 1 ]
}

it "prints the minimum and maximum priorities"
for option in -m --max "-m -x" "-v -m 5"; do
	# shellcheck disable=SC2086
	run chrt $option
	exits 0; complains
	prints "SCHED_OTHER min/max priority	: 0/0
SCHED_FIFO min/max priority	: 1/99
SCHED_RR min/max priority	: 1/99
SCHED_BATCH min/max priority	: 0/0
SCHED_IDLE min/max priority	: 0/0
SCHED_DEADLINE min/max priority	: 0/0"
done
run strace -o trace -e inject=sched_get_priority_max:error=EINVAL chrt -m
[ -e trace ] || skip "strace is not installed"
same 6 "$(grep -c '^SCHED_[A-Z]* not supported?$' out)" "number of lines"

it "prints policy and priority of a process, with -p or --pid"
for option in -p --pid "-f -p" "-R --pid"; do
	# shellcheck disable=SC2086
	run chrt $option "$process"
	exits 0; complains
	prints "pid $process's current scheduling policy: SCHED_OTHER
pid $process's current scheduling priority: 0"
done
# shellcheck disable=SC2016
run sh -c 'echo $$ >pid; exec chrt -p 0'
exits 0
prints "pid $(cat pid)'s current scheduling policy: SCHED_OTHER
pid $(cat pid)'s current scheduling priority: 0"

it "prints deadlines, the flag for children and unknown policies"
if can_poke; then
	for line in "01 SCHED_FIFO" "02 SCHED_RR" "03 SCHED_BATCH" "05 SCHED_IDLE" "08 unknown"; do
		inject "sched_getattr:poke_exit=@arg2=30000000${line% *}" chrt -p "$process"
		prints "pid $process's current scheduling policy: ${line#* }
pid $process's current scheduling priority: 0"
	done
	inject sched_getattr:poke_exit=@arg2=3000000002000000010000000000000000000000630000 chrt \
		-p "$process"
	prints "pid $process's current scheduling policy: SCHED_RR|SCHED_RESET_ON_FORK
pid $process's current scheduling priority: 99"
	head=300000000600000000000000000000000000000000000000
	inject sched_getattr:poke_exit=@arg2=${head}ffffffffffffff7f80841e0000000000c0c62d chrt \
		-p "$process"
	prints "pid $process's current scheduling policy: SCHED_DEADLINE
pid $process's current scheduling priority: 0
pid $process's current runtime/deadline/period parameters: \
9223372036854775807/2000000/3000000"
else
	skip "strace cannot change what a call returns, or words have their low byte last"
fi

it "sets policy and priority of a process, and prints nothing"
for line in "-b 3" "--batch 3" "-i 5" "--idle 5" "-o 0" "--other 0" "-f -o -b 3" "-o 0"; do
	fresh
	# shellcheck disable=SC2086
	run chrt ${line% *} -p 0 "$process"
	exits 0; prints; complains
	same "${line##* } 0" "$(scheduling "$process")" scheduling
done

it "sets real-time policies"
for line in "-f FIFO" "--fifo FIFO" "-r RR" "--rr RR" "-o -r RR" " RR" "-ir RR"; do
	# shellcheck disable=SC2086
	inject sched_setscheduler:retval=0 chrt ${line% *} -p 17 "$process"
	exits 0; prints; complains
	traced "sched_setscheduler\($process, SCHED_${line##* }, \[17\]\)"
	# shellcheck disable=SC2086
	inject sched_setscheduler:retval=0 chrt ${line% *} 17 echo ran
	exits 0; prints ran; complains
	traced "sched_setscheduler\(0, SCHED_${line##* }, \[17\]\)"
done
if chrt -f 1 true 2>/dev/null; then
	run chrt -f 42 awk '{ sub(/.*\) /, ""); print $39, $38 }' /proc/self/stat
	exits 0; prints "1 42"
fi

it "sets deadlines"
for line in "1000000/2000000/3000000 -T 1000000 -D 2000000 -P 3000000" \
	"1000000/3000000/3000000 --sched-runtime 1000000 --sched-period=3000000" \
	"2000000/2000000/3000000 --sched-deadline 2000000 -P 3000000" \
	"3000000/3000000/3000000 -P3000000" "2000000/2000000/0 -D 2000000" "5/0/0 -T 5" \
	"9223372036854775807/9223372036854775807/9223372036854775807 -P 9223372036854775807"; do
	times=${line%% *}
	rest=${times#*/}
	# shellcheck disable=SC2086
	inject sched_setattr:retval=0 chrt -d ${line#* } -p 0 "$process"
	exits 0; prints; complains
	traced "sched_setattr\($process, .*sched_policy=SCHED_DEADLINE, sched_flags=0, .*\
sched_priority=0, sched_runtime=${times%%/*}, sched_deadline=${rest%/*}, \
sched_period=${rest#*/}"
done
inject sched_setattr:retval=0 chrt --deadline -R -P 3000000 0 sh -c 'exit 7'
exits 7; complains
traced "sched_setattr\(0, .*sched_flags=SCHED_FLAG_RESET_ON_FORK"

it "sets the reset-on-fork flag"
for option in -R --reset-on-fork; do
	fresh
	run chrt $option -b -p 0 "$process"
	exits 0; complains
	run chrt -p "$process"
	prints "pid $process's current scheduling policy: SCHED_BATCH|SCHED_RESET_ON_FORK
pid $process's current scheduling priority: 0"
done

it "acts on all threads with -a"
fresh
run chrt -b -p 0 "$process"
run chrt -a -p "$process"
exits 0; complains
same 6 "$(wc -l <out)" lines
same 1 "$(grep -c SCHED_BATCH out)" "number of threads"
for option in -a --all-tasks; do
	fresh
	run chrt $option -i -p 0 "$process"
	exits 0; prints; complains
	for task in "/proc/$process/task"/*; do
		same "5 0" "$(scheduling "${task##*/}")" "scheduling of ${task##*/}"
	done
done
fresh
run chrt -v -ab -p 0 "$process"
exits 0
same 12 "$(wc -l <out)" lines
same 6 "$(grep -c ' current ' out)" "number of old values"
same 3 "$(grep -c ' new .*SCHED_BATCH' out)" "number of new policies"

it "prints the old and the new settings with -v"
for option in -v --verbose; do
	fresh
	run chrt $option -b -p 0 "$process"
	exits 0; complains
	prints "pid $process's current scheduling policy: SCHED_OTHER
pid $process's current scheduling priority: 0
pid $process's new scheduling policy: SCHED_BATCH
pid $process's new scheduling priority: 0"
done
# shellcheck disable=SC2016
run chrt -v -b 0 sh -c 'echo $$'
exits 0; complains
pid=$(tail -n 1 out)
prints "pid $pid's new scheduling policy: SCHED_BATCH
pid $pid's new scheduling priority: 0
$pid"

it "runs a command"
for option in -b -a\ -b "-b --" "--batch"; do
	# shellcheck disable=SC2016,SC2086
	run chrt $option 0 sh -c 'cat /proc/$$/stat; exit 7'
	exits 7; complains
	same "3" "$(awk '{ sub(/.*\) /, ""); print $39 }' out)" policy
done
run chrt -i 0 echo -p -m --help
exits 0; prints "-p -m --help"

it "does not change the niceness"
niceness=$(nice -n 5 nice)
run nice -n 5 chrt -b 0 nice
exits 0; prints "$niceness"; complains
run nice -n 5 chrt -i 0 nice
exits 0; prints "$niceness"; complains
if is_root; then # others may not change the policy back
	run nice -n 5 chrt -i 0 chrt -o 0 nice
	exits 0; prints "$niceness"
fi
run_as_user nice -n 5 chrt -b 0 nice
exits 0; prints "$niceness"; complains

it "does not let an unprivileged user set a real-time policy, or change others' processes"
run_as_user sh -c 'ulimit -r 0; exec chrt -f 1 echo ran'
exits 1; prints
complains "chrt: failed to set pid 0's policy: Operation not permitted"
run_as_user chrt -i -p 0 "$process"
exits 1; prints
complains "chrt: failed to set pid $process's policy: Operation not permitted"
run_as_user chrt -p "$process"
exits 0; complains
run_as_user chrt -i 0 echo ran
exits 0; prints ran

it "runs nothing if it cannot set the policy"
inject sched_setscheduler:error=EPERM chrt -f 1 echo ran
exits 1; prints
complains "chrt: failed to set pid 0's policy: Operation not permitted"
inject sched_setattr:error=EBUSY chrt -d -P 1000000 0 echo ran
exits 1; prints
grep -q "^chrt: failed to set pid 0's policy: " err || wrong "$(cat err)"
fresh
inject sched_setscheduler:error=EPERM chrt -v -f -p 1 "$process"
exits 1
prints "pid $process's current scheduling policy: SCHED_OTHER
pid $process's current scheduling priority: 0"
complains "chrt: failed to set pid $process's policy: Operation not permitted"

inject sched_setscheduler:error=EPERM chrt -b -ap 0 "$process"
exits 1; prints
complains "chrt: failed to set tid $process's policy: Operation not permitted"

it "prints the policy on kernels without deadlines"
fresh
run chrt -R -b -p 0 "$process"
inject sched_getattr:error=ENOSYS chrt -p "$process"
exits 0; complains
prints "pid $process's current scheduling policy: SCHED_BATCH|SCHED_RESET_ON_FORK
pid $process's current scheduling priority: 0"
inject sched_getattr:error=EPERM chrt -p "$process"
exits 1; prints
complains "chrt: failed to get pid $process's policy: Operation not permitted"

it "ignores a thread that has ended meanwhile, with -a"
fresh
inject sched_getattr:error=ESRCH:when=2 chrt -ap "$process"
exits 0; complains
same 4 "$(wc -l <out)" lines
inject sched_setscheduler:error=ESRCH:when=1 chrt -aop 0 "$process"
exits 0; complains
inject sched_setscheduler:error=ESRCH:when=1 chrt -op 0 "$process"
exits 1
complains "chrt: failed to set pid $process's policy: No such process"

it "rejects an invalid priority, and changes nothing"
fresh
for priority in '' x 5x 0x0 '0 ' - + 1.5; do
	run chrt -b -- "$priority" echo ran
	exits 1; prints
	complains "chrt: invalid priority argument: '$priority'"
	run chrt -ip -- "$priority" "$process"
	exits 1; prints
	complains "chrt: invalid priority argument: '$priority'"
done
for line in "-o 1" "-b -1" "-i 5" "-f 0" "-r 100" "-f -1" "-d 1" \
	"-f 99999999999" "-o -99999999999999999999999"; do
	run chrt "${line% *}" -- "${line#* }" echo ran
	exits 1; prints
	complains "chrt: unsupported priority value for the policy: ${line#* }: \
see --max for valid range"
done
same "0 0" "$(scheduling "$process")" scheduling

it "rejects an invalid time, and times for other policies"
for line in "-T runtime" "-D deadline" "-P period"; do
	for time in '' x 5x 1.5 '5 ' 1e6 5ms; do
		run chrt -d "${line% *}" "$time" 0 echo ran
		exits 1; prints
		complains "chrt: invalid ${line#* } argument: '$time'"
	done
	for time in -1 9223372036854775808 99999999999999999999999; do
		run chrt -d "${line% *}" $time 0 echo ran
		exits 1; prints
		grep -q "^chrt: invalid ${line#* } argument: '$time': " err || wrong "$(cat err)"
	done
	for policy in -o -r -f -b; do
		run chrt $policy "${line% *}" 5 0 echo ran
		exits 1; prints
		complains "chrt: --sched-{runtime,deadline,period} options are supported for \
SCHED_DEADLINE only"
	done
done

it "rejects an invalid process ID, and changes nothing"
for pid in '' x 1x '1 ' -; do
	run chrt -f -p -- 1 "$pid"
	exits 1; prints
	complains "chrt: invalid PID argument: '$pid'"
done
for pid in -1 2147483648 99999999999999999999; do
	run chrt -p -- "$pid"
	exits 1; prints
	grep -q "^chrt: invalid PID argument: '$pid': " err || wrong "$(cat err)"
done

it "reports a process that does not exist"
run chrt -p 2147483647
exits 1; prints
complains "chrt: failed to get pid 2147483647's policy: No such process"
run chrt -b -p 0 2147483647
exits 1; prints
complains "chrt: failed to set pid 2147483647's policy: No such process"
for priority in "" 0; do
	# shellcheck disable=SC2086
	run chrt -b -ap $priority 2147483647
	exits 1; prints
	complains "chrt: cannot obtain the list of tasks: No such file or directory"
done

it "does not take the numbers of tasks from the /proc of another PID namespace"
if unshare --pid --fork true 2>/dev/null; then
	run unshare --pid --fork --kill-child chrt -ap "$process"
	exits 1; prints; complains "chrt: /proc belongs to another PID namespace"
else
	skip "PID namespaces are not permitted here"
fi

it "reports missing and superfluous arguments"
for arguments in "" 5 -f "-f 5" -p "-p 0 1 2" "-o true"; do
	# shellcheck disable=SC2086
	run chrt $arguments
	exits 1; prints
	complains "chrt: bad usage
Try 'chrt --help' for more information."
done

it "exits with 127 if the command does not exist and 126 if it cannot run"
run chrt -o 0 ./missing
exits 127; prints
complains "chrt: failed to execute ./missing: No such file or directory"
run chrt -o 0 /
exits 126; prints
complains "chrt: failed to execute /: Permission denied"

it "reports a write error"
for option in -m -p; do
	run sh -c 'exec chrt "$@" >/dev/full' sh $option "$process"
	exits 1
	complains "chrt: write error: No space left on device"
done
run sh -c 'exec chrt -v -o 0 sh -c "exit 3" >/dev/full'
exits 3
complains "chrt: write error: No space left on device"

it "behaves like util-linux's"
if reference chrt util-linux; then
	for arguments in "" -m "-p $process" "-vaop 0 $process" "-b -p 0 $process" "-p $process" \
		"-R -ap 0 $process" "-R -i -p 0 $process" "-p $process" "-p x" "-f x true" \
		"-f 0 true" "-o 5 true" "-d -P 5 6 true" "-T 5 -f 5 true" "-T 0 -o 0 true" \
		"-d -T x 0 true" "-p 2147483647" "-op 0 2147483647" -x --foo -T "-d 0 true" \
		"-o 0 false" "--sched-r" "--r" "-o +0 true" "-dT5 -p 0 $process" \
		"-d -P 1 -D 2 -p 0 $process" "-b 0 chrt -p 5x"; do
		# shellcheck disable=SC2086
		agrees $arguments
	done
else
	skip "util-linux's chrt is not installed"
fi

finish
