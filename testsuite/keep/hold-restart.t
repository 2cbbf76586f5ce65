# hold run --restart, --ready: policies, delays, limits, readiness
# shellcheck disable=SC2016,SC2317,SC2086,SC2034
. "${0%/*}/../lib.sh"
. "${0%/*}/hold.sh"
needs HOLD FEATURE_HOLD_RESTART
give_up_after 120

quick=--backoff=0.01s:0.05s:1

it "restarts according to the policy, and to --ok"
for row in 'never 0 1' 'never 3 1' 'on-failure 0 1' 'on-failure 3 2' 'always 0 2' 'always 3 2'; do
	# shellcheck disable=SC2086
	set -- $row
	rm -f starts
	start_job policy -T --restart="$1" $quick -- sh -c "echo >>starts; [ \$(wc -l <starts) -lt 2 ] || exit 0; exit $2"
	if [ "$3" = 2 ] && [ "$1" = always ]; then
		wait_for is policy waiting || wait_for is policy running
		wait_for sh -c '[ "$(wc -l <starts)" -ge 2 ]'
		run timeout 20 hold stop policy
		exits 0
		continue
	fi
	run timeout 20 hold wait policy
	same "$3" "$(wc -l <starts)" "starts with $row of"
done
for ok in 3 1,3 TERM,3; do
	rm -f starts
	start_job okay -T --restart=on-failure --ok=$ok $quick -- sh -c 'echo >>starts; exit 3'
	run timeout 20 hold wait okay
	exits 3
	same 1 "$(wc -l <starts)" starts
done
start_job okay -T --restart=on-failure --ok=USR1 $quick -- sh -c 'kill -USR1 $$'
run timeout 20 hold wait okay
[ "$status" -gt 128 ] || wrong "status $status"

it "counts its restarts, keeps the output of all runs, and shows when the next start is due"
start_job counted -T --restart=on-failure --backoff=0.01s:100s:10000 -- sh -c 'echo run; exit 3' ||
	skip "no such factor"
start_job counts -T --restart=on-failure --backoff=0.01s:100s:1000 -- sh -c 'echo run; exit 3'
wait_for sh -c 'hold ls --json counts | grep -q "\"restarts\":[12].*\"next_start\":\"20"'
is counts waiting || wrong "$(hold ls counts)"
same null "$(json ended counts | grep -v 20)" "ended"
trouble=${trouble##*ended*}
same null "$(json pid counts)" "pid"
run hold run -d -n counts -- true
exits 125; complains "hold: 'counts' is already running"
run timeout 20 hold stop counts
exits 0

it "gives up after more than N starts in T, with the last status, or 125 for 0"
start_job limited -T --restart=always --max=3/100s $quick -- sh -c 'echo >>starts; exit 6'
run timeout 20 hold wait limited
exits 6
same 3 "$(wc -l <starts)" starts
is limited failed || wrong "$(hold ls limited)"
hold ls limited >out
grep -q '(too many starts)$' out || wrong "$(cat out)"
start_job limited -T --restart=always --max=2/100s $quick -- true
run timeout 20 hold wait limited
exits 125

it "restarts a job at the user's request: a running one, one that waits, one that has ended"
start_job again -T -- sh -c 'echo $$ >>pids; echo run $(wc -l <pids); exec sleep 100'
wait_for sh -c '[ "$(wc -l <pids)" = 1 ]'
monitor=$(json monitor again)
run timeout 20 hold restart again
exits 0; complains
wait_for sh -c '[ "$(wc -l <pids)" = 2 ]'
! alive "$(head -n 1 pids)" || wrong "the first one is left"
same "$monitor" "$(json monitor again)" monitor
same 1 "$(json restarts again)" restarts
run timeout 20 hold wait --for=text:'run 2' again
exits 0
run timeout 20 hold stop again
exits 0
run timeout 20 hold restart again
exits 0
wait_for is again running
wait_for sh -c '[ "$(wc -l <pids)" = 3 ]'
hold stop again
start_job patient -T --restart=always --backoff=100s:100s:1 -- sh -c 'echo >>patience; [ $(wc -l <patience) -lt 2 ] || exec sleep 100'
wait_for is patient waiting
run timeout 5 hold restart patient
exits 0
wait_for is patient running

it "exits with 1 from restart if the command cannot be run any more"
ln -s /bin/sleep vanishing
start_job vanished -T -- "$PWD/vanishing" 100
rm vanishing
run timeout 20 hold restart vanished
exits 1; complains "hold: 'vanished' has not been restarted"
run timeout 20 hold wait vanished
exits 127

it "refuses to restart what is being stopped"
start_job slow -T --stop-timeout=100 -- sh -c 'trap "" TERM; : >ready; while :; do sleep 0.05; done'
wait_for [ -e ready ]
hold stop slow &
stopping=$!
wait_for is slow stopping
run timeout 5 hold restart slow
exits 1; complains "hold: 'slow' is being stopped"
hold stop -t 0 slow
wait $stopping

it "keeps trying when the binary is missing at a restart"
mkdir bin
ln -s /bin/sleep bin/prog
start_job lacking -T --restart=on-failure $quick -- "$PWD/bin/prog" 0.2x
rm bin/prog
wait_for is lacking waiting
wait_for sh -c 'hold ls --json lacking | grep -q "\"exit\":127"'
printf '#!/bin/sh\nexec sleep 100\n' >bin/prog
chmod +x bin/prog
wait_for is lacking running

it "sweeps what a run has left before the next one"
start_job leaves -T --restart=on-failure --stop-timeout=0.2 $quick -- sh -c '
	echo >>starts; setsid sh -c "trap \"\" TERM; echo \$\$ >>pids; while :; do sleep 0.05; done" &
	until [ "$(wc -l <pids)" = "$(wc -l <starts)" ]; do sleep 0.02; done
	[ $(wc -l <starts) -ge 3 ] && exec sleep 100; exit 1'
wait_for sh -c '[ "$(wc -l <pids)" = 3 ]'
! alive "$(sed -n 1p pids)" || wrong "the first one is left"
! alive "$(sed -n 2p pids)" || wrong "the second one is left"
alive "$(sed -n 3p pids)" || wrong "the third one is gone"
hold stop -t 0 leaves

it "keeps what a job has left without a policy, and its output, until that ends too"
start_job parent -T -- sh -c 'setsid sh -c "until [ -e go ]; do sleep 0.02; done; echo late" & exit 2'
run timeout 20 hold wait parent
exits 2
is parent ended || wrong "$(hold ls parent)"
same 1 "$(json left parent)" left
run hold run -d -n parent -- true
exits 125; complains "hold: 'parent' has ended, but 1 processes are left"
run hold parent true
exits 125
: >go
wait_for sh -c 'hold ls --json parent | grep -q "\"left\":null"'
grep -q late "$HOLD_DIR/parent/tail" || wrong "tail: $(cat "$HOLD_DIR/parent/tail")"

it "tells an attached client the end although something is left, also without any output"
run timeout 20 hold run -T -n quiet -- sh -c 'sleep 100 & sleep 0.2; exit 3'
exits 3; prints; complains '[quiet ended: exit 3]'
run timeout 20 hold stop quiet
exits 0

it "starts again in the same monitor while something is left, and sweeps nothing"
start_job once -T -- sh -c 'echo >>starts; [ $(wc -l <starts) = 1 ] || exec sleep 100
	setsid sleep 100 & echo $! >pid; exit 0'
run timeout 20 hold wait once
exits 0
monitor=$(json monitor once)
run timeout 20 hold restart once
exits 0
wait_for is once running
same "$monitor" "$(json monitor once)" monitor
alive "$(cat pid)" || wrong "it was swept"
run timeout 20 hold stop once
exits 0
! alive "$(cat pid)" || wrong "it is left"

it "learns that a job is ready: by a descriptor, by a message, by a text"
start_job fd -T --ready=fd:5 -- sh -c 'until [ -e go ]; do sleep 0.02; done; echo >&5; exec sleep 100' & starter=$!
wait_for is fd starting
run hold wait -t 0 --for=ready fd
exits 124
hold wait --for=ready fd &
waiter=$!
: >go
wait $waiter
same 0 $? "status of wait --for=ready"
wait $starter
is fd running || wrong "$(hold ls fd)"
same true "$(json ready fd)" ready
run timeout 20 hold run -d -T -n text --ready=text:'now ready' -- \
	sh -c 'printf "not yet\nnow \033[1mready\033[m\n"; exec sleep 100'
exits 0; prints text
same true "$(json ready text)" ready
if command -v python3 >/dev/null; then
	cat >notify.py <<'END'
import os, socket, sys, time
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.connect('\0' + os.environ['NOTIFY_SOCKET'][1:])
s.send(b'STATUS=warming up\n')
while not os.path.exists('notify'): time.sleep(0.02)
s.send(b'EXTEND_TIMEOUT_USEC=30000000')
while not os.path.exists('notify2'): time.sleep(0.02)
s.send(b'READY=1')
time.sleep(100)
END
	hold run -d -T -n note --ready=notify --ready-timeout=5 -- python3 notify.py >out 2>err &
	starter=$!
	wait_for is note starting
	: >notify
	: >notify2
	wait $starter
	same 0 $? "status of run --ready=notify"
	is note running || wrong "$(hold ls note)"
fi

it "exits from run -d with the job's status, or 125, if it is not ready in time or ends before"
run timeout 20 hold run -d -T -n late --ready=fd:3 --ready-timeout=0.2 -- sleep 100
exits 143; prints; complains "hold: 'late' failed: not ready in time"
is late failed || wrong "$(hold ls late)"
hold ls late | grep -q '(not ready in time)' || wrong "$(hold ls late)"
run timeout 20 hold run -d -T -n dies --ready=fd:3 -- sh -c 'exit 7'
exits 7; prints; complains "hold: 'dies' failed: it ended before it was ready"
run timeout 20 hold run -d -T -n dies --ready=text:x -- sh -c 'exit 0'
exits 125; prints
run hold ls dies
exits 3
run timeout 20 hold run -d -T -n dies --ready=fd:3 --restart=always $quick -- sh -c '
	sleep 100 & echo $! >pid; exit 7'
exits 7; prints
is dies failed || wrong "$(hold ls dies)"
! alive "$(cat pid)" || wrong "what it has left is left"

it "waits for a text of up to 256 bytes"
text=$(printf '%0256d' 0)
run timeout 20 hold run -d -T -n long --ready="text:$text" -- sh -c "echo 1$text; sleep 100"
exits 0
run timeout 20 hold wait --for="text:$text" long
exits 0
run hold run -d -T -n longer --ready="text:0$text" -- true
exits 125; prints
run hold wait --for="text:0$text" long
exits 125

it "rejects values out of range, and quotes them"
while read -r option value; do
	case $option in
	log-*) has FEATURE_HOLD_LOG || continue ;;
	esac
	run hold run -d -n bad "--$option=$value" -- true
	exits 125; prints
	grep -q "^hold run: invalid --$option: '$value': must be ." err ||
		wrong "$option=$value: $(cat err)"
done <<'END'
backoff 1s:0.5s:2
backoff 1s:2s:0.5
backoff 1s
max 0/0
max 3
ok 256
ok FOO
ok ,
restart sometimes
ready fd:2
ready fd:256
ready text:
ready soon
healthy x
ring 1
ring 17M
ring x
size 80
size 0x0
size 80x70000
stop-timeout -1
log-full maybe
log-size 1X
END
run hold run -d -n bad -T --size=80x24 -- true
exits 125
run hold run -d -n bad --stdin -- true
exits 125
run hold run -d -n bad --stop-signal=FOO -- true
exits 125
absent "$HOLD_DIR/bad"

finish
