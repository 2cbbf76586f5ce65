. "${0%/*}/../lib.sh"
needs SLEEP

# The second at which each traced call was to end.
until_second() {
	sed -n 's/.*(CLOCK_MONOTONIC, TIMER_ABSTIME, {tv_sec=\([0-9]*\),.*/\1/p' trace
}

# sleeps_for SECONDS ARGUMENT...: the deadline is that far away, allowing for a slow machine
sleeps_for() {
	seconds=$1
	shift
	inject /clock_nanosleep:retval=0 sleep 0
	start=$(until_second)
	inject /clock_nanosleep:retval=0 sleep "$@"
	exits 0; prints; complains
	end=$(until_second)
	time=$((${end:-0} - ${start:-0}))
	[ $time -ge "$seconds" ] || wrong "sleeps too briefly, $time seconds: $*"
	[ $time -le $((seconds + 60)) ] || wrong "sleeps too long, $time seconds: $*"
}

# Hundredths of a second since the machine was started.
now() {
	sed 's/ .*//; s/\.//' /proc/uptime
}

# shellcheck disable=SC2317
has_ended() {
	! grep -q '^State:.[^Z]' /proc/"$1"/status
}

# ends_after HUNDREDTHS: the sleep in the background succeeds, at least that long after $start
ends_after() {
	wait_for has_ended $! || kill -KILL $!
	wait $!
	same 0 $? status
	time=$(($(now) - start))
	[ $time -ge "$1" ] || wrong "ended after $time hundredths of a second"
}

it "sleeps for the number of seconds"
sleeps_for 1000 1000
sleeps_for 1000 1000s
sleeps_for 1000 " 1000"
sleeps_for 1000 +1e3

it "accepts minutes, hours and days"
sleeps_for 60 1m
sleeps_for 7200 2h
sleeps_for 259200 3d

it "accepts decimals"
sleeps_for 5400 1.5h
sleeps_for 30 .5m
sleeps_for 129600 1.5d

it "sleeps for the sum of its operands"
sleeps_for 93784 1d 2h 3m 4s
sleeps_for 2 .5 .5 .5 .5
sleeps_for 200 100 -- 100

it "never ends for infinity, and for more than the kernel can count"
for long in infinity inf INFINITY Infd 1e400 99999999999999999999 99999999999999999d; do
	inject /clock_nanosleep:retval=0 sleep "$long" 1d
	exits 0
	same 9223372036854775807 "$(until_second)" deadline
done

it "ends in time, but not early"
start=$(now)
sleep 0.2 0.1 &
ends_after 29

it "goes on to the same deadline after an interruption"
inject /clock_nanosleep:error=EINTR:when=1..3 sleep 0
exits 0; complains
same 4 "$(grep -c nanosleep trace)" "number of calls"
same 1 "$(sed 's/) .*//' trace | sort -u | grep -c nanosleep)" "number of deadlines"

it "is not cut short by being stopped and continued"
start=$(now)
sleep 0.5 &
sleeper=$!
kill -STOP $sleeper
wait_for grep -q '^State:.T' /proc/$sleeper/status
kill -CONT $sleeper
ends_after 49

it "is killed by a signal"
sleep infinity &
sleeper=$!
wait_for grep -q '^State:.S' /proc/$sleeper/status
kill -TERM $sleeper
wait $sleeper 2>/dev/null
same 143 $? status

it "needs an operand"
run sleep
exits 1; prints
complains "sleep: missing operand
Try 'sleep --help' for more information."

it "reports every malformed operand before it sleeps"
run sleep 1000 x 2y -- '' -1
exits 1; prints
complains "sleep: invalid time interval 'x'
sleep: invalid time interval '2y'
sleep: invalid time interval ''
sleep: invalid time interval '-1'
Try 'sleep --help' for more information."

it "accepts options after operands, unless POSIXLY_CORRECT is set"
run sleep 1000 --version
exits 0
same "sleep (holdbox)" "$(cut -d' ' -f1-2 out)" version
run env POSIXLY_CORRECT=1 sleep 1000 --version
exits 1; prints
complains "sleep: invalid time interval '--version'
Try 'sleep --help' for more information."

it "reports that it cannot sleep"
inject /clock_nanosleep:error=EPERM sleep 1000
exits 1
complains "sleep: cannot read realtime clock: Operation not permitted"

it "prints help, or reports that it cannot"
run sleep --help
exits 0; complains
same "Usage: sleep NUMBER[SUFFIX]..." "$(head -n 1 out)" usage
run sh -c 'exec sleep --help >/dev/full'
exits 1
complains "sleep: write error: No space left on device"

it "accepts and rejects what GNU's does"
if reference sleep coreutils; then
	agrees
	agrees --
	agrees 0
	agrees 0.0s 0m .0h 0.d +0 0e9 0E-9
	agrees 0x0 0X0p9 0x.0s 0x0.m 0x1p-20 0x.00001 0x0.d
	agrees -- -0 -0.0s -0x0
	agrees -0
	agrees -1
	agrees 0 -x
	agrees --foo 1
	agrees -- -1
	for text in x . e + s 1e 1e+ 1ss 1S '1 ' '' ' ' nan 1,5 0x 0x. 0xg 0x1p 0x.p1 0x0e+1 -0x1 0_ --1 1- 1.2.3 infx infinit; do
		agrees -- "$text"
	done
	agrees 1 x 1 y
else
	skip "GNU sleep is not installed"
fi

finish
