. "${0%/*}/../lib.sh"
needs RENICE
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"

setpriv=$(PATH=$system_path command -v setpriv)
base=$(nice)
{ [ "$base" -lt 19 ] && [ "$base" -gt -20 ]; } || skip_all "the niceness of the tests is at its end"
nobody=$((100000 + $$)) # a user who has no other processes, in other runs of this test either

started='' others=''
trap 'kill $started $others; cd /; rm -rf "$scratch"' EXIT

# A process, and a process group, with our niceness.
start() {
	sleep 120 &
	process=$!
	started="$started $process"
}

start_group() {
	setsid sleep 120 &
	group=$!
	started="$started $group"
	wait_for leads_group "$group"
}

niceness() {
	awk '{ sub(/.*\) /, ""); print $17 }' "/proc/$1/stat"
}

# shellcheck disable=SC2317
leads_group() {
	[ "$(awk '{ sub(/.*\) /, ""); print $3 }' "/proc/$1/stat")" = "$1" ]
}
start
start_group

also_traced=getpriority,setpriority

traced() {
	grep -q "setpriority($1)" trace || wrong "no $1 in: $(cat trace)"
}

# Raises by one only: unprivileged users can run this, at any niceness.
it "sets the priority of a process and prints the old and the new one"
for option in "" "-n " -n "-n +" "--priority " --priority= --prio= + "-p -n " \
	"-g --pid --priority "; do
	case $base$option in
	-*+) continue ;; # there is no +-1
	esac
	start
	# shellcheck disable=SC2086
	run renice $option$((base + 1)) "$process"
	exits 0; complains
	prints "$process (process ID) old priority $base, new priority $((base + 1))"
	same "$((base + 1))" "$(niceness "$process")" niceness
done

it "adds to the priority with --relative"
for option in "--relative " --relative= "--rel +"; do
	start
	# shellcheck disable=SC2086
	run renice ${option}1 "$process"
	exits 0; complains
	prints "$process (process ID) old priority $base, new priority $((base + 1))"
	same "$((base + 1))" "$(niceness "$process")" niceness
done
old=$(niceness "$process")
inject setpriority:retval=0 renice --relative -1 "$process"
exits 0
traced "PRIO_PROCESS, $process, $base"

it "also adds with -n if POSIXLY_CORRECT is set, and only then"
POSIXLY_CORRECT=1
export POSIXLY_CORRECT
inject setpriority:retval=0 renice -n -1 "$process"
traced "PRIO_PROCESS, $process, $base"
inject setpriority:retval=0 renice --priority 2 "$process"
traced "PRIO_PROCESS, $process, 2"
inject setpriority:retval=0 renice 2 "$process"
traced "PRIO_PROCESS, $process, 2"
unset POSIXLY_CORRECT
inject setpriority:retval=0 renice -n 2 "$process"
traced "PRIO_PROCESS, $process, 2"

it "accepts priorities below zero"
for arguments in -7 "-n -7" -n-7 --priority=-7 "-p -7" "-- -7"; do
	# shellcheck disable=SC2086
	inject setpriority:retval=0 renice $arguments "$process"
	exits 0; complains
	traced "PRIO_PROCESS, $process, -7"
done
inject getpriority:retval=21 renice 19 "$process"
exits 0; complains
prints "$process (process ID) old priority -1, new priority -1"

it "treats any number beyond the range as its end"
for number in 20 100 2147483648 99999999999999999999999; do
	inject setpriority:retval=0 renice $number "$process"
	exits 0; complains
	traced "PRIO_PROCESS, $process, 19"
	inject setpriority:retval=0 renice -$number "$process"
	exits 0; complains
	traced "PRIO_PROCESS, $process, -20"
done
inject setpriority:retval=0 renice --relative -100 "$process"
exits 0; complains
traced "PRIO_PROCESS, $process, -20"

it "sets the priority of a process group"
for option in -g --pgrp; do
	start_group
	run renice -n $((base + 1)) $option "$group"
	exits 0; complains
	prints "$group (process group ID) old priority $base, new priority $((base + 1))"
	same "$((base + 1))" "$(niceness "$group")" niceness
done

it "sets the priority of all processes of a user, by number or name"
if is_root && [ -n "$setpriv" ]; then
	for option in -u --user; do
		for seconds in 120 121; do
			"$setpriv" --reuid $nobody --regid $nobody --clear-groups sleep $seconds &
			others="$others $!"
			wait_for grep -q "^sleep" "/proc/$!/comm"
		done
		run renice -n $((base + 1)) $option $nobody
		exits 0; complains
		prints "$nobody (user ID) old priority $base, new priority $((base + 1))"
		for other in $others; do
			same "$((base + 1))" "$(niceness "$other")" niceness
			kill "$other"
			wait "$other" 2>/dev/null
		done
		others=
	done
else
	skip "only root can run programs as another user"
fi
name=$(id -un 2>/dev/null) || skip "the user has no name"
inject setpriority:retval=0 renice 5 -u "$name"
exits 0; complains
traced "PRIO_USER, $(id -u), 5"

it "accepts IDs of all kinds, and continues after each that fails"
run renice 19 x "$process" -g 2147483647 "$group" -u nosuchuser -p 2147483647 '' -5x "$process"
exits 1; prints
complains "renice: invalid option -- '5'
Try 'renice --help' for more information."
old=$(niceness "$process")
group_old=$(niceness "$group")
run renice 19 x "$process" -g 2147483647 "$group" -u nosuchuser '' -p 2147483647 '' -- "$process"
exits 1
prints "$process (process ID) old priority $old, new priority 19
$group (process group ID) old priority $group_old, new priority 19
$process (process ID) old priority 19, new priority 19"
complains "renice: bad process ID value: x
renice: failed to get priority for 2147483647 (process group ID): No such process
renice: unknown user nosuchuser
renice: unknown user ''
renice: failed to get priority for 2147483647 (process ID): No such process
renice: bad process ID value: ''"

it "rejects an invalid ID"
for kind in "-p process" "-g process group"; do
	for id in '' x 1x '1 ' - + 0x1; do
		run renice 19 "${kind%% *}" "$id"
		exits 1; prints
		complains "renice: bad ${kind#* } ID value: ${id:-''}"
	done
	for id in 2147483648 4294967297 99999999999999999999999 -1; do
		run renice 19 "${kind%% *}" -- "$id"
		exits 1; prints
		complains "renice: bad ${kind#* } ID value: $id: must be from 0 to 2147483647"
	done
done

# Misread as another number it may be root's, and all of root's processes would be changed.
it "rejects an unknown user"
for id in '' 1x -1 4294967295 4294967296 99999999999999999999999; do
	inject setpriority:retval=0 renice -n 19 -u -- "$id"
	exits 1; prints
	! grep -q setpriority trace || wrong "$(cat trace)"
	complains "renice: unknown user ${id:-''}"
done

it "rejects a malformed priority, and changes nothing"
for priority in '' x 5x 0x5 '5 ' - + 1.5 -; do
	run renice -n "$priority" "$process"
	exits 1; prints
	complains "renice: invalid priority '$priority'
Try 'renice --help' for more information."
	run renice -- "$priority" "$process"
	exits 1; prints
	complains "renice: invalid priority '$priority'
Try 'renice --help' for more information."
done
run renice -5x "$process"
exits 1; prints
complains "renice: invalid priority '-5x'
Try 'renice --help' for more information."

it "detects wrong options before it changes anything"
for option in -x --foo "-n 5" --relative=3 -5; do
	# shellcheck disable=SC2086
	inject setpriority:retval=0 renice 19 "$process" $option
	exits 1; prints
	same 0 "$(grep -c setpriority trace)" "number of calls"
done
run renice 19 "$process" -n 5
exits 1
complains "renice: only one priority can be given
Try 'renice --help' for more information."

it "requires a priority and an ID"
for arguments in "" 5 "-n 5" --priority=5 "-p -5" -- "-- 5" -p; do
	# shellcheck disable=SC2086
	run renice $arguments
	exits 1; prints
	complains "renice: not enough arguments
Try 'renice --help' for more information."
done
run renice 5 -p
exits 0; prints; complains

it "reports that a change is not permitted"
inject setpriority:error=EPERM renice 19 "$process"
exits 1; prints
complains "renice: failed to set priority for $process (process ID): Operation not permitted"
inject getpriority:error=EPERM renice 19 "$process"
exits 1; prints
complains "renice: failed to get priority for $process (process ID): Operation not permitted"
inject getpriority:error=ESRCH:when=2 renice 19 "$process"
exits 1; prints
complains "renice: failed to get priority for $process (process ID): No such process"

it "lets an unprivileged user only raise the niceness, and only of that user's processes"
# shellcheck disable=SC2016
run_as_user sh -c 'renice -n 19 $$ >/dev/null && nice'
exits 0; prints 19; complains
# shellcheck disable=SC2016
run_as_user sh -c 'ulimit -e 0 2>/dev/null; exec renice --relative -1 $$'
exits 1; prints
complains "renice: failed to set priority for $(sed 's/.*for \([0-9]*\) .*/\1/' err) (process ID): \
Permission denied"
run_as_user renice -n 19 "$process"
exits 1; prints
complains "renice: failed to set priority for $process (process ID): Operation not permitted"

it "treats 0 as itself"
run renice 19 0
exits 0; complains
prints "0 (process ID) old priority $base, new priority 19"

it "reports a write error"
run sh -c 'exec renice 19 "$1" >/dev/full' sh "$process"
exits 1
complains "renice: write error: No space left on device"

it "behaves like util-linux's"
if reference renice util-linux; then
	run renice 19 "$process" -g "$group" -u $nobody
	for arguments in "" 19 "-n 19" "19 $process" "-n 19 $process" "--priority 19 $process" \
		"19 $process -g $group" "19 2147483647 -g 2147483647" "99 $process" "19 -p" \
		"+19 -p $process $process" "19 0$process" "-n 99999999999999 $process" \
		"19 +$process" \
		"19 --pid $process --pgrp $group" "19 -u $nobody"; do
		# shellcheck disable=SC2086
		agrees $arguments
	done
else
	skip "util-linux's renice is not installed"
fi

finish
