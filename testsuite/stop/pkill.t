. "${0%/*}/../lib.sh"
needs PKILL
isolate

setpriv=$(PATH=$system_path command -v setpriv)
strace=$(PATH=$system_path command -v strace)
other=12345

can_be_others() {
	[ -n "$setpriv" ] && "$setpriv" --reuid $other --regid $other --clear-groups true 2>/dev/null
}

# ends STATUS PID: it has ended, or does, with that status
ends() {
	wanted=$1
	wait_for has_ended "$2"
	kill -KILL "$2" 2>/dev/null
	wait "$2" 2>/dev/null
	same "$wanted" $? "status of process $2"
}

# shellcheck disable=SC2317
has_ended() {
	! [ -e "/proc/$1/stat" ] || grep -q '^[0-9]* (.*) Z' "/proc/$1/stat"
}

# shellcheck disable=SC2317
waits() {
	for waiter in /proc/[0-9]*; do
		grep -qs '^pkill$' "$waiter/comm" && grep -qs '^State:.*S' "$waiter/status" && return
	done
	return 1
}

runs() {
	! has_ended "$1" || wrong "process $1 has ended: $command"
}

it "sends TERM to the processes whose name matches, and to no others"
start wombat; one=$started
start wombat; two=$started
start quokka; quokka=$started
run pkill wombat
exits 0; prints; complains
ends 143 "$one"
ends 143 "$two"
runs "$quokka"

it "exits with 1 if no process matches"
run pkill nosuchprocess
exits 1; prints; complains
run pkill -c nosuchprocess
exits 1; prints 0

it "sends the given signal, in each form"
for form in -HUP -hup -SIGHUP -1 "--signal HUP" --signal=1 "--signal sighup" "-x -HUP" "-i -1 -x"; do
	start wombat
	# shellcheck disable=SC2086
	run pkill $form wombat
	exits 0
	ends 129 "$started"
done
start wombat
run pkill wombat -KILL
ends 137 "$started"
start wombat
run pkill -RTMIN+1 -x wombat
ends $((128 + 35)) "$started"

it "prints which processes it has signalled, and how many match"
start wombat
run pkill -0 -ec 'wombat|quokka'
exits 0
prints "quokka killed (pid $quokka)
wombat killed (pid $started)
2"
runs "$started"
kill "$started"

it "agrees with procps, with signal 0"
if ! reference pkill procps; then
	skip "procps is not installed"
else
	start wombat
	for line in "-0 wombat" "-0 -e wombat" "-0 -ce wombat" "-0 -c nosuch" "-n -0 -e wombat" \
		"--signal 0 -e -x quokka" "-0 -ef quokka" "-0 -q 5 -e wombat" \
		"--echo -0 --inverse 'sh|pkill'"; do
		eval "agrees $line"
	done
	kill "$started"
fi

it "reports invalid arguments"
while IFS='|' read -r arguments wanted text; do
	eval "run pkill $arguments"
	exits "$wanted"; prints
	same "pkill: $text" "$(head -n 1 err)" message
done <<'END'
|2|no matching criteria specified
-9|2|no matching criteria specified
-e|2|no matching criteria specified
-v x|2|invalid option -- 'v'
-l x|2|invalid option -- 'l'
-w x|2|invalid option -- 'w'
--signal NOSUCH x|2|unknown signal NOSUCH
-q x y|2|not a number: 'x'
-q 2147483648 y|2|number out of range: '2147483648': must be from -2147483648 to 2147483647
--kill-after=x y|2|invalid time interval 'x'
--wait=x y|2|invalid time interval 'x'
END

it "reports an unknown signal that is given as an option"
while IFS='|' read -r argument text; do
	run pkill "$argument" nosuchprocess
	exits 2; prints
	same "pkill: unknown signal $text" "$(head -n 1 err)" message
done <<'END'
-FOO|FOO
-TREM|TREM; did you mean 'TERM'?
-USR3|USR3; did you mean 'USR1'?
-SIGHPU|SIGHPU; did you mean 'SIGHUP'?
-PIEP|PIEP; did you mean 'PIPE'?
-RTMIN+99|RTMIN+99
END
echo 4711 >OO
run pkill -FOO nosuchprocess
exits 1; complains
run pkill -AL -FOO nosuchprocess
complains "pkill: pidfile not valid: OO: it is not locked"

it "signals no process that it knows only by another PID namespace's /proc"
start wombat
# shellcheck disable=SC2016
run unshare --pid --fork --kill-child sh -c 'pkill wombat; echo $?; pkill -f --wait wombat; echo $?'
prints "3
3"
complains "pkill: /proc belongs to another PID namespace
pkill: /proc belongs to another PID namespace"
runs "$started"
kill "$started"

it "runs with a small stack"
run sh -c 'ulimit -s 64; exec pkill --wait nosuchprocess'
exits 1; complains

it "sends a number with the signal"
if [ -z "$strace" ]; then
	skip "strace is not installed"
else
	start wombat -s 10
	run "$strace" -e trace=pidfd_send_signal,rt_sigqueueinfo -o trace \
		pkill -USR1 -q -77 wombat
	exits 0
	grep -q 'SI_QUEUE.*-77\|si_int=-77' trace || grep -qi 'ffffffb3\|4294967219' trace ||
		wrong "$(cat trace)"
	kill "$started"
fi

it "spares its ancestors with -f, unless --ancestors is given"
run sh -c 'pkill -e -f "uniquetext"; echo $?'
exits 0
prints 1
run sh -c 'pkill -KILL -f --ancestors "uniquetext"; :'
exits 137
run sh -c 'pkill -0 -ex sh; :'
grep -q "^sh killed" out || wrong "a parent is spared without -f"
start wombat uniquetext
run sh -c 'pkill -f "uniquetext"; echo $?'
prints 0
ends 143 "$started"

it "never signals itself"
run pkill -KILL -x pkill
exits 1

it "waits with --wait until all have ended"
start wombat
(
	exec "$scratch/bin/wombat" -s 15 -r "$PWD/ready"
) &
stubborn=$!
wait_for [ -e ready ]
run timeout 1 pkill --wait wombat
exits 124
ends 143 "$started"
(
	wait_for waits
	kill -KILL $stubborn
) &
run timeout 20 pkill --wait wombat
exits 0
ends 137 $stubborn
run pkill --wait wombat
exits 1

it "exits with 4 if any are still running after --wait"
start wombat -i 15
run pkill --wait=0.05 wombat
exits 4
runs "$started"

it "kills those still running after --kill-after, and waits for them"
run timeout 20 pkill --kill-after=0.05 wombat
exits 0
ends 137 "$started"
start wombat
run timeout 20 pkill --kill-after=20 wombat
exits 0
ends 143 "$started"
start wombat -i 15
run timeout 20 pkill --kill-after=0.05 --wait=20 -c wombat
exits 0
prints 1
ends 137 "$started"

it "reports processes that it may not signal; exits with 1 if none could be, with 4 with --wait"
if ! can_be_others; then
	skip "there are no other users here"
else
	start wombat
	run "$setpriv" --reuid $other --regid $other --clear-groups sh -c 'exec pkill wombat'
	exits 1
	complains "pkill: killing pid $started failed: Operation not permitted"
	"$setpriv" --reuid $other --regid $other --clear-groups "$HOLDBOX_TOOLS/idle" -n wombat2 &
	theirs=$!
	wait_for grep -qx wombat2 /proc/$theirs/comm
	run timeout 20 "$setpriv" --reuid $other --regid $other --clear-groups \
		sh -c 'exec pkill --wait wombat'
	exits 4
	complains "pkill: killing pid $started failed: Operation not permitted"
	ends 143 $theirs
	runs "$started"
	kill "$started"
fi

it "reclaims the memory of the processes that it kills with -m"
start wombat
run pkill -KILL -m wombat
exits 0; complains
ends 137 "$started"

# Whether an emulator makes system calls in addition to the box's own. The processor that a program
# is for is in bytes 18 and 19 of its file.
is_emulated() {
	[ "$(od -An -tx1 -j18 -N2 "$HOLDBOX")" != "$(od -An -tx1 -j18 -N2 "$(readlink -f /bin/sh)")" ]
}

# recycled MOST OPTION... COMMAND...: the innocent process that is given the number of the prey between
# any two system calls of the command is hit at most that often.
recycled() {
	most=$1
	shift
	if ! is_static || grep -aq libgcov "$HOLDBOX"; then
		skip "with a dynamic linker, or lines counted, it has too many system calls for this"
		return
	elif is_emulated; then
		skip "the emulator makes too many system calls for this"
		return
	elif [ -n "${HOLDBOX_BRIEF-}" ]; then
		skip "one of many configurations"
		return
	fi
	run timeout 100 recycle "$@"
	if [ "$status" = 99 ]; then
		skip "numbers cannot be chosen here: $(cat err)"
		return
	fi
	exits 0; complains
	read -r runs hits last <out
	[ "${runs:-0}" -gt 40 ] || wrong "only ${runs:-0} runs"
	[ "${hits:-1}" -le "$most" ] || wrong "the innocent was hit in $hits of $runs runs ($last)"
}

it "never signals a process that has been given the number of one that it has examined"
recycled 0 pkill prey
recycled 0 pkill -KILL -U 0 -n prey

it "does not without pidfd_open, nor with few descriptors"
recycled 0 -x pidfd_open=38 pkill prey
recycled 0 -n 10 pkill prey

# The last check and kill(2) are two calls, between which the process is traced.
it "does not without signals to descriptors, with kill(2)"
recycled 0 -x pidfd_send_signal=38 pkill prey
recycled 0 -x pidfd_send_signal=1 -x pidfd_open=1 pkill prey
recycled 0 -n 10 -x pidfd_send_signal=38 -x pidfd_open=38 pkill prey

it "signals more processes than it can have descriptors"
i=0
while [ $i -lt 40 ]; do
	"$HOLDBOX_TOOLS/idle" -n many -r "$PWD/ready$i" &
	i=$((i + 1))
done
# shellcheck disable=SC2317
are_ready() {
	[ "$(find . -name 'ready*' | wc -l)" -eq 40 ]
}
wait_for are_ready
run sh -c 'ulimit -n 16; exec timeout 20 pkill -c --wait many'
exits 0; complains
prints 40

it "reports an unwritable standard output"
run sh -c 'exec pkill -0 -e quokka >/dev/full'
exits 3
complains "pkill: write error: No space left on device"

finish
