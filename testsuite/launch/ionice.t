. "${0%/*}/../lib.sh"
needs IONICE
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"
ionice -c 2 -n 4 true || skip_all "priorities of input and output cannot be set here"
[ "$(ionice -c 2 -n 6 ionice)" = "best-effort: prio 6" ] ||
	skip_all "the kernel has no priorities"

sleep 120 &
process=$!
sleep 120 &
other=$!
trap 'kill $process $other; cd /; rm -rf "$scratch"' EXIT

it "prints its own priority"
run ionice -c 2 -n 3 ionice
exits 0; prints "best-effort: prio 3"; complains
run ionice -c 3 ionice -t
exits 0; prints idle; complains
run ionice -c 3 ionice -p 0
exits 0; prints idle; complains

it "runs a command with a class and a priority"
for option in "-c 2 -n 7" "-c2 -n7" "-n 7" "-c best-effort -n 7" "-c Best-Effort -n 07" \
	"--class=2 --classdata=7" "--class BEST-EFFORT --classdata 7" "-n 3 -c 2 -n 7 --"; do
	# shellcheck disable=SC2086
	run ionice $option ionice
	exits 0; prints "best-effort: prio 7"; complains
done
run ionice ionice
exits 0; prints "best-effort: prio 4"
run ionice -c 2 ionice
exits 0; prints "best-effort: prio 4"
run ionice -c idle ionice
exits 0; prints idle; complains
run ionice -c none true
exits 0; complains
run ionice -c 3 sh -c 'exit 7'
exits 7

it "sets the class realtime"
for option in "-c 1" "-c realtime" "-c ReAlTime -n 4"; do
	# shellcheck disable=SC2086
	inject ioprio_set:retval=0 ionice $option true
	exits 0; complains
	grep -q 'ioprio_set(IOPRIO_WHO_PROCESS, 0, .*RT, 4)' trace || wrong "$(cat trace)"
done

it "warns about a priority in a class without priorities"
run ionice -c 3 -n 5 ionice
exits 0; prints idle
complains "ionice: ignoring given class data for idle class"
run ionice -c 0 -n 5 true
exits 0
complains "ionice: ignoring given class data for none class"
run ionice -t -c 3 -n 5 ionice
exits 0; prints idle; complains

it "sets and prints those of running processes"
run ionice -c 2 -n 1 -p "$process" "$other"
exits 0; prints; complains
run ionice -p "$process" "$other"
exits 0; complains
prints "best-effort: prio 1
best-effort: prio 1"
run ionice --pid="$other" --class idle
exits 0; prints; complains
run ionice --pid "$process" "$other"
exits 0
prints "best-effort: prio 1
idle"

it "sets and prints those of a process group"
group=$(awk '{ sub(/.*\) /, ""); print $3 }' "/proc/$process/stat")
inject ioprio_set:retval=0 ionice -c 2 -n 2 -P "$group"
exits 0; prints; complains
grep -q "ioprio_set(IOPRIO_WHO_PGRP, $group, .*BE, 2)" trace || wrong "$(cat trace)"
run ionice --pgid "$group"
exits 0; complains
[ -s out ] || wrong "it printed nothing"

it "sets and prints those of a user"
inject ioprio_set:retval=0 ionice -c 3 --uid 4294967294
exits 0; prints; complains
grep -q "ioprio_set(IOPRIO_WHO_USER, -2, .*IDLE, 7)" trace || wrong "$(cat trace)"
run ionice -u "$(id -u)"
exits 0; complains
[ -s out ] || wrong "it printed nothing"

it "ends at the first process that does not exist"
run ionice -c 3 -p 2147483647 "$process"
exits 1; prints
complains "ionice: ioprio_set failed: No such process"
run ionice -p "$process" 2147483647 "$process"
exits 1
prints "best-effort: prio 1"
complains "ionice: ioprio_get failed: No such process"

it "silently continues after it with -t"
run ionice -t -c 3 -p 2147483647 "$process"
exits 0; prints; complains
run ionice -p "$process"
prints idle
run ionice -c 2 -n 1 -p "$process"

it "runs nothing if it may not set the class, except with -t"
inject ioprio_set:error=EPERM ionice -c 1 echo ran
exits 1; prints
complains "ionice: ioprio_set failed: Operation not permitted"
for option in -t --ignore; do
	inject ioprio_set:error=EPERM ionice $option -c 1 sh -c 'echo ran; exit 7'
	exits 7; prints ran; complains
done
run_as_user ionice -c 1 echo ran
exits 1; prints
complains "ionice: ioprio_set failed: Operation not permitted"

it "does not let an unprivileged user change others' processes"
run_as_user ionice -c 3 -p "$process"
exits 1; prints
complains "ionice: ioprio_set failed: Operation not permitted"
run_as_user ionice -c 3 ionice
exits 0; prints idle

it "rejects an invalid class, even with -t"
for class in '' x be ' 3' -1 +3 ideal none-; do
	for option in -c -tc; do
		run ionice $option "$class" echo ran
		exits 1; prints
		complains "ionice: unknown scheduling class: '$class'"
	done
done
for class in 3x 1.0 0x2; do
	run ionice -c "$class" echo ran
	exits 1; prints
	complains "ionice: invalid class argument: '$class'"
done
for class in 4 7 8 9 99 2147483647 99999999999999999999; do
	run ionice -tc "$class" -p "$process"
	exits 1; prints
	complains "ionice: unknown prio class $class"
done

it "rejects an invalid priority, even with -t"
for level in '' x 5x - 0x3 '5 ' 1.5; do
	for option in -n -tn; do
		run ionice $option "$level" echo ran
		exits 1; prints
		complains "ionice: invalid class data argument: '$level'"
	done
done
for level in 8 -1 99 8192 99999999999999999999; do
	run ionice -tc 2 -n "$level" echo ran
	exits 1; prints
	grep -q "^ionice: invalid class data argument: '$level': " err || wrong "$(cat err)"
done

it "rejects an invalid ID before it changes anything"
for id in '' x 1x '1 ' -; do
	for kind in p:PID P:PGID u:UID; do
		run ionice -c 3 "-${kind%:*}" "$id"
		exits 1; prints
		complains "ionice: invalid ${kind#*:} argument: '$id'"
	done
	run ionice -c 3 -p "$process" "$id"
	exits 1; prints
	complains "ionice: invalid PID argument: '$id'"
done
for id in -1 4294967296 99999999999999999999; do
	run ionice -c 3 -p "$process" -- "$id"
	exits 1; prints
	grep -q "^ionice: invalid PID argument: '$id': " err || wrong "$(cat err)"
	run ionice -c 3 -u "$id"
	exits 1; prints
	grep -q "^ionice: invalid UID argument: '$id': " err || wrong "$(cat err)"
done
run ionice -p "$process"
prints "best-effort: prio 1"

it "accepts only one of processes, groups and users"
for option in "-p $process -p $other" "-p $process -P 1" "-u 0 -P 1"; do
	# shellcheck disable=SC2086
	run ionice -c 3 $option
	exits 1; prints
	complains "ionice: can handle only one of pid, pgid or uid at once"
done

it "requires a process or command to set a class"
for option in "-c 2" "-n 5" "-t -c 3 --"; do
	# shellcheck disable=SC2086
	run ionice $option
	exits 1; prints
	complains "ionice: bad usage
Try 'ionice --help' for more information."
done

it "exits with 127 if the command does not exist and 126 if it cannot run"
run ionice -c 3 ./missing
exits 127; prints
complains "ionice: failed to execute ./missing: No such file or directory"
run ionice -c 3 /
exits 126; prints
complains "ionice: failed to execute /: Permission denied"
run ionice echo -c -p --help
exits 0; prints "-c -p --help"

it "reports a write error"
run sh -c 'exec ionice >/dev/full'
exits 1
complains "ionice: write error: No space left on device"

it "behaves like util-linux's"
if reference ionice util-linux; then
	for arguments in "" "-p $process" "-p $process $other" "-p x" "-n x true" -t \
		"-c x true" \
		"-c 2" "-n 5" "-P x" "-u root" "-p 1 -u 0" "-c2 -p 2147483647" \
		"-t -c2 -p2147483647" \
		-x --foo -p -c -n -u -P "-c 3x true" "-c +3 true" "-n 5x -c 2 true" "-p 0" \
		"-P $group" "-tn 5 true" "-c 3 -n 5 true" "-tc3 -n5 true" \
		"-p $process -c 2 -n 1 $process" "-c 03 true"; do
		# shellcheck disable=SC2086
		agrees $arguments
	done
else
	skip "util-linux's ionice is not installed"
fi

finish
