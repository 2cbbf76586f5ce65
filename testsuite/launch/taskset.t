# shellcheck disable=SC2016
. "${0%/*}/../lib.sh"
needs TASKSET

allowed=$(sed -n 's/^Cpus_allowed_list:[ 	]*//p' /proc/self/status)
[ -n "$allowed" ] || skip_all "/proc does not list the processors"
first=${allowed%%[!0-9]*}
threads 3 &
process=$!
trap 'kill $process; cd /; rm -rf "$scratch"' EXIT

# The affinity of a task as the kernel reports it, as a mask without leading zeros.
mask_of() {
	sed -n 's/^Cpus_allowed:[ 	]*//p' "/proc/$1/status" | sed 's/,//g; s/^0*//'
}

# The mask of one processor.
one() {
	printf '%x' $((1 << $1 % 4))
	zeros=$(($1 / 4))
	while [ $zeros -gt 0 ]; do
		printf 0
		zeros=$((zeros - 1))
	done
}

also_traced='sched_getaffinity,sched_setaffinity,execve'
strace_options='-s 4096'

# asks_for PROCESSORS ARGUMENT...: what taskset asks the kernel for, in the notation of strace
asks_for() {
	wanted=$1
	shift
	inject sched_setaffinity:retval=0 taskset "$@" true
	exits 0; complains
	# strace shows only processors that the kernel supports, and dots for the rest
	grep -qE "sched_setaffinity\(0, [0-9]*, \[$wanted( \.\.\.)?\]" trace ||
		wrong "no [$wanted] for $*: $(grep sched_set trace)"
}

all=$(mask_of self)
wait_for test -e "/proc/$process/task"
wait_for sh -c '[ "$(ls /proc/$1/task | wc -l)" = 3 ]' sh "$process"

it "prints the affinity of a process as a mask or a list"
for option in -p --pid -ap; do
	run taskset $option "$process"
	exits 0; complains
	same "pid $process's current affinity mask: $all" "$(head -n 1 out)" "first line"
done
run taskset -cp "$process"
exits 0
same "$(taskset -p -c "$process")" "$(taskset --cpu-list --pid "$process")" list

it "sets the affinity of a process and prints both"
run taskset -p "$(one "$first")" "$process"
exits 0; complains
prints "pid $process's current affinity mask: $all
pid $process's new affinity mask: $(one "$first")"
same "$(one "$first")" "$(mask_of "$process")" affinity
run taskset -p "0x$all" "$process"
exits 0
prints "pid $process's current affinity mask: $(one "$first")
pid $process's new affinity mask: $all"
run taskset -pc "$first" "$process"
exits 0
same "pid $process's new affinity list: $first" "$(tail -n 1 out)" "last line"
run taskset -pc "$allowed" "$process"
exits 0
same "$all" "$(mask_of "$process")" affinity

it "acts on all threads with -a"
for option in "-a -p" -ap "--all-tasks --pid"; do
	# shellcheck disable=SC2086
	run taskset $option -c "$first" "$process"
	exits 0; complains
	for task in "/proc/$process/task"/*; do
		task=${task##*/}
		same "$(one "$first")" "$(mask_of "$task")" "affinity of $task"
		grep -q "^pid $task's current affinity list: " out || wrong "no $task: $(cat out)"
		grep -q "^pid $task's new affinity list: $first\$" out ||
			wrong "no $task: $(cat out)"
	done
	same 6 "$(wc -l <out)" lines
	run taskset -a -p "$all" "$process"
	exits 0
done
run taskset -p "$(one "$first")" "$process"
run taskset -ap "$process"
exits 0
same 3 "$(wc -l <out)" lines
run taskset -p "$all" "$process"

it "runs a command on some processors"
for arguments in "$(one "$first")" "0x$(one "$first")" "000$(one "$first")" "-c $first" \
	"--cpu-list $first" "--cpu-list -- $first" "-c $first,$first" "-c $first-$first" \
	"-a -c $first"; do
	# shellcheck disable=SC2086
	run taskset $arguments sh -c 'sed -n "s/^Cpus_allowed_list:\t//p" /proc/$$/status; exit 7'
	exits 7; complains
	prints "$first"
done
run taskset -c "$first" echo -c -p --help
exits 0; prints "-c -p --help"

it "reads lists"
asks_for "0 1 2 3" -c 0-3
asks_for "0 2 4 6" -c 0-7:2
asks_for "0 2 4 6" -c 0-6:2
asks_for "1 5 9 31" -c 1-10:4,31
asks_for "0 1 2 5 7 8" -c 7-8,0-2:1,5
asks_for "3" -c 3-5:9
asks_for "8" -c 008
asks_for "8" -c 8,4095,8191

it "reads masks"
asks_for "0 1" 3
asks_for "1 4 5" 32
asks_for "1 3 5 7" 0xaA
asks_for "0 31" 80000001
asks_for "3" 00000000,00000008
asks_for "0" "$(printf %04000d 1)"

it "prints masks and lists of many processors"
if PATH=$system_path strace -o trace -e inject=getppid:poke_exit=@arg1=00 true 2>/dev/null &&
	[ "$(printf '\1\0\0\0' | od -An -tu4 | tr -d ' ')" = 1 ]; then
	for line in "a7 a7 0-2,5,7" "03 3 0,1" "07 7 0-2" "0180 8001 0,15" \
		"0000000000000080ff00 ff8000000000000000 63-71" \
		"$(printf %0256d 0)01 1$(printf %0256d 0) 1024"; do
		# shellcheck disable=SC2086
		set -- $line
		inject "sched_getaffinity:retval=1024:poke_exit=@arg3=$1" taskset -p "$process"
		prints "pid $process's current affinity mask: $2"
		inject "sched_getaffinity:retval=1024:poke_exit=@arg3=$1" taskset -cp "$process"
		prints "pid $process's current affinity list: $3"
	done
else
	skip "strace cannot change what a call returns, or words have their low byte last"
fi

it "rejects a malformed list, and changes nothing"
for list in '' x 1x ' 0' '0 ' ',' '0,' ',0' '0,,1' - 0- -0 1-0 0-1- 0-1:0 0-1: 0-1:x 0:1 0+1 \
	0x1 all 0-1:2:3 8192 0,8192 0-8192 0-99999999999999999999 4294967296 0-1:4294967297; do
	run taskset --cpu-list -- "$list" echo ran
	exits 1; prints
	complains "taskset: failed to parse CPU list: ${list:-''}"
	run taskset -cp -- "$list" "$process"
	exits 1; prints
	complains "taskset: failed to parse CPU list: ${list:-''}"
done
same "$all" "$(mask_of "$process")" affinity

it "rejects a malformed mask, and changes nothing"
for mask in '' x 0x 0xx1 0X1 g '1 ' ' 1' ',' '1,' ',1' ',00000001' '1,1' '3,0000001' \
	'1,,00000001' - -1 +1 0-1 "1$(printf %02048d 0)"; do
	run taskset -- "$mask" echo ran
	exits 1; prints
	complains "taskset: failed to parse CPU mask: ${mask:-''}"
	run taskset -p -- "$mask" "$process"
	exits 1; prints
	complains "taskset: failed to parse CPU mask: ${mask:-''}"
done
same "$all" "$(mask_of "$process")" affinity

it "rejects an invalid process ID, and changes nothing"
for pid in '' x 1x '1 ' -; do
	run taskset -p -- 1 "$pid"
	exits 1; prints
	complains "taskset: invalid PID argument: '$pid'"
done
for pid in -1 2147483648 99999999999999999999; do
	run taskset -p -- "$pid"
	exits 1; prints
	complains "taskset: invalid PID argument: '$pid': must be from 0 to 2147483647"
done

it "treats 0 as itself"
run sh -c 'echo $$ >pid; exec taskset -p 0'
exits 0; prints "pid $(cat pid)'s current affinity mask: $all"
run sh -c 'echo $$ >pid; exec taskset -ac -p "$1" 0' sh "$first"
exits 0
same "pid $(cat pid)'s new affinity list: $first" "$(tail -n 1 out)" "new affinity"

it "reports a process that does not exist"
for mask in "" 1; do
	# shellcheck disable=SC2086
	run taskset -p $mask 2147483647
	exits 1; prints
	complains "taskset: failed to get pid 2147483647's affinity: No such process"
	# shellcheck disable=SC2086
	run taskset -ap $mask 2147483647
	exits 1; prints
	complains "taskset: cannot obtain the list of tasks: No such file or directory"
done

it "does not take the numbers of tasks from the /proc of another PID namespace"
if unshare --pid --fork true 2>/dev/null; then
	run unshare --pid --fork --kill-child taskset -ap "$process"
	exits 1; prints; complains "taskset: /proc belongs to another PID namespace"
else
	skip "PID namespaces are not permitted here"
fi

it "runs nothing if the affinity cannot be set"
for mask in 0 0x0; do
	run taskset $mask echo ran
	exits 1; prints
	grep -q "^taskset: failed to set pid [0-9]*'s affinity: Invalid argument\$" err ||
		wrong "$(cat err)"
done
inject sched_setaffinity:error=EPERM taskset 1 echo ran
exits 1; prints
grep -q "^taskset: failed to set pid [0-9]*'s affinity: Operation not permitted\$" err ||
	wrong "$(cat err)"
inject sched_setaffinity:error=EPERM taskset -p 1 "$process"
exits 1
prints "pid $process's current affinity mask: $all"
complains "taskset: failed to set pid $process's affinity: Operation not permitted"
inject sched_getaffinity:error=EPERM:when=2 taskset -p "$all" "$process"
exits 1
prints "pid $process's current affinity mask: $all"
complains "taskset: failed to get pid $process's affinity: Operation not permitted"
inject sched_getaffinity:error=EPERM taskset -p 1 "$process"
exits 1; prints
complains "taskset: failed to get pid $process's affinity: Operation not permitted"

it "ignores a thread that has ended meanwhile, with -a"
inject sched_getaffinity:error=ESRCH:when=2 taskset -ap "$process"
exits 0; complains
same 2 "$(wc -l <out)" lines
inject sched_setaffinity:error=ESRCH:when=1 taskset -ap "$all" "$process"
exits 0; complains
same 5 "$(wc -l <out)" lines

it "does not let an unprivileged user change others' processes"
run_as_user taskset -p "$all" "$process"
exits 1
prints "pid $process's current affinity mask: $all"
complains "taskset: failed to set pid $process's affinity: Operation not permitted"
run_as_user taskset -c "$first" echo ran
exits 0; prints ran; complains

it "reports missing and superfluous arguments"
for arguments in "" 1 -p -cp "-p 1 2 3" "-c 0"; do
	# shellcheck disable=SC2086
	run taskset $arguments
	exits 1; prints
	complains "taskset: bad usage
Try 'taskset --help' for more information."
done

it "exits with 127 if the command does not exist and 126 if it cannot run"
run taskset -c "$first" ./missing
exits 127; prints
complains "taskset: failed to execute ./missing: No such file or directory"
run taskset -c "$first" /
exits 126; prints
complains "taskset: failed to execute /: Permission denied"

it "reports a write error"
run sh -c 'exec taskset -p $$ >/dev/full'
exits 1
complains "taskset: write error: No space left on device"

it "behaves like util-linux's"
if reference taskset util-linux; then
	for arguments in "-p $process" "-cp $process" "-ap $process" "-acp $process" "-p x" \
		"-p $all $process" "-cp $allowed $process" "-ap $all $process" "-p 2147483647" \
		"" 1 "-x" --foo "-p 1 2 3" "$(one "$first") true" "-c $first false" "-p 1 x" \
		"-- $(one "$first") true" \
		"ffffffff,ffffffff true" "-c 0-8191 true" "-ac $first true"; do
		# shellcheck disable=SC2086
		agrees $arguments
	done
	# the second run must find the same state as the first
	taskset -acp "$first" "$process" >out
	agrees --all --pi --cpu "$first" "$process"
	taskset -ap "$all" "$process" >out
	agrees -p "$all" "$process"
else
	skip "util-linux's taskset is not installed"
fi

finish
