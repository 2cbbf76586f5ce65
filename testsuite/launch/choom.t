# shellcheck disable=SC2016
. "${0%/*}/../lib.sh"
needs CHOOM
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"
[ -w /proc/self/oom_score_adj ] || skip_all "there is no /proc/self/oom_score_adj"

base=$(cat /proc/self/oom_score_adj)
[ "$base" -le 900 ] || skip_all "the adjustment is near its end already"
sleep 120 &
process=$!
trap 'kill $process; cd /; rm -rf "$scratch"' EXIT

adjustment() {
	cat "/proc/$process/oom_score_adj"
}

is_dynamic() {
	grep -q /ld-linux "$HOLDBOX"
}

it "prints the score and the adjustment of a process"
for option in "-p $process" -p$process --pid=$process "--pid $process" "-p 1 -p $process"; do
	# shellcheck disable=SC2086
	run choom $option
	exits 0; complains
	prints "pid $process's current OOM score: $(cat /proc/$process/oom_score)
pid $process's current OOM score adjust value: $base"
done

it "changes the adjustment of a process and prints both"
run choom -n $((base + 10)) -p "$process"
exits 0; complains
prints "pid $process's OOM score adjust value changed from $base to $((base + 10))"
same $((base + 10)) "$(adjustment)" adjustment
run choom --pid "$process" -n 3 --adjust=+$((base + 20))
exits 0; complains
prints "pid $process's OOM score adjust value changed from $((base + 10)) to $((base + 20))"
same $((base + 20)) "$(adjustment)" adjustment

it "lowers the adjustment as far as permitted, or reports why it cannot"
run choom -n "$base" -p "$process"
if [ "$status" = 0 ]; then
	same "$base" "$(adjustment)" adjustment
else
	exits 1; prints
	complains "choom: failed to set score adjust value: Permission denied"
fi

it "runs a command with the adjustment"
more=$((base + 7))
for option in "-n $more" -n$more --adjust=$more "--adj $more" "-n $more --"; do
	# shellcheck disable=SC2086
	run choom $option sh -c 'cat /proc/self/oom_score_adj; exit 7'
	exits 7; complains
	prints $more
done
run choom -n 1000 cat /proc/self/oom_score_adj
exits 0; prints 1000

it "does not parse the options of the command"
run choom -n "$base" echo -n 3 -p 1 --help
exits 0; prints "3 -p 1 --help"

it "rejects an invalid adjustment, and changes nothing"
before=$(adjustment)
for number in x 5x 0x10 5.5 '' - + ' ' '5 ' 1e2; do
	run choom -n "$number" echo ran
	exits 1; prints
	complains "choom: invalid adjust argument: '$number'"
	run choom -p "$process" -n "$number"
	exits 1; prints
	complains "choom: invalid adjust argument: '$number'"
done
for number in 1001 -1001 32768 65536 4294967296 -99999999999999999999999; do
	run choom -n "$number" echo ran
	exits 1; prints
	complains "choom: invalid adjust argument: '$number': must be from -1000 to 1000"
done
same "$before" "$(adjustment)" adjustment

it "rejects an invalid process ID"
for pid in x 5x '' - '1 '; do
	run choom -p "$pid"
	exits 1; prints
	complains "choom: invalid PID argument: '$pid'"
done
for pid in 0 -1 2147483648 99999999999999999999; do
	run choom -p "$pid" -n 5
	exits 1; prints
	grep -q "^choom: invalid PID argument: '$pid': " err || wrong "$(cat err)"
done

it "reports a process that does not exist"
run choom -p 2147483647
exits 1; prints
complains "choom: failed to read OOM score value: No such file or directory"
run choom -p 2147483647 -n 5
exits 1; prints
complains "choom: failed to read OOM score adjust value: No such file or directory"

it "reports missing and superfluous arguments"
for arguments in "" "-n 5" --; do
	# shellcheck disable=SC2086
	run choom $arguments
	exits 1; prints
	complains "choom: no PID or COMMAND specified
Try 'choom --help' for more information."
done
run choom echo ran
exits 1; prints
complains "choom: no OOM score adjust value specified
Try 'choom --help' for more information."
run choom -p "$process" -n 5 echo ran
exits 1; prints
complains "choom: invalid argument: echo
Try 'choom --help' for more information."

it "lets an unprivileged user only raise the adjustment, and only of that user's processes"
run_as_user choom -n $((base + 1)) cat /proc/self/oom_score_adj
exits 0; prints $((base + 1))
before=$(adjustment)
run_as_user choom -n 999 -p "$process"
exits 1; prints
complains "choom: failed to set score adjust value: Permission denied"
same "$before" "$(adjustment)" adjustment
run_as_user choom -n -1000 echo ran
exits 1; prints
complains "choom: failed to set score adjust value: Permission denied"

it "changes no process by the /proc of another PID namespace"
if unshare --pid --fork true 2>/dev/null; then
	run unshare --pid --fork --kill-child choom -n "$base" -p "$process"
	exits 1; prints; complains "choom: /proc belongs to another PID namespace"
else
	skip "PID namespaces are not permitted here"
fi

it "runs nothing if the adjustment cannot be written"
! is_dynamic || skip "the linker cannot work with such faults"
inject write:error=EACCES:when=1 choom -n 5 echo ran
exits 1; prints
complains "choom: failed to set score adjust value: Permission denied"
inject write:error=EINVAL:when=1 choom -n 5 -p "$process"
exits 1; prints
complains "choom: failed to set score adjust value: Invalid argument"
inject openat:error=ENOENT choom -n 5 echo ran
exits 1; prints
complains "choom: failed to set score adjust value: No such file or directory"

it "reports that the values cannot be read"
! is_dynamic || skip "the linker cannot work with such faults"
inject read:error=EIO choom -p "$process"
exits 1; prints
grep -q '^choom: failed to read OOM score value: ' err || wrong "$(cat err)"

it "exits with 127 if the command does not exist and 126 if it cannot run"
run choom -n "$base" ./missing
exits 127; prints
complains "choom: failed to execute ./missing: No such file or directory"
run choom -n "$base" /
exits 126; prints
complains "choom: failed to execute /: Permission denied"
run sh -c 'exec choom -n "$1" ./missing 2>/dev/full' sh "$base"
exits 1

it "leaves closed descriptors closed"
run sh -c 'exec choom -n "$1" report closed <&- >&- 2>&-' sh "$base"
exits 0
file closed "0 closed
1 closed
2 closed"
run report wanted leaks
run choom -n "$base" report got leaks
file got "$(cat wanted)"

it "reports a write error"
run sh -c 'exec choom -p $$ >/dev/full'
exits 1
complains "choom: write error: No space left on device"

it "accepts and rejects the same arguments as util-linux's"
if reference choom util-linux; then
	for arguments in "-p $process" "-p 2147483647" "-p x" "-n x true" "-n 5" "" true -x -n -p \
		--foo "-p $process x" "-n 5x -p $process" "-p x -n 5" "-n $base true" "-p5x"; do
		# shellcheck disable=SC2086
		(exec "$theirs" $arguments) >wanted 2>wanted.err
		wanted=$?
		# shellcheck disable=SC2086
		run choom $arguments
		exits "$wanted"
		prints "$(cat wanted)"
		same "$(tr -d "'" <wanted.err | sed "s|$theirs|choom|")" "$(tr -d "'" <err)" message
	done
else
	skip "util-linux's choom is not installed"
fi

finish
