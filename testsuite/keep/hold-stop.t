# hold stop, signal: nothing is left, whatever it is and whatever it does
# shellcheck disable=SC2016,SC2317,SC2086,SC2034
. "${0%/*}/../lib.sh"
. "${0%/*}/hold.sh"
needs HOLD
give_up_after 120

# ended_within SECONDS: the last run took at most that long
begin() {
	begun=$(date +%s%N)
}
took_at_most() {
	took=$((($(date +%s%N) - begun) / 1000000))
	[ $took -le "$1" ] || wrong "took $took ms, which is more than $1"
}

# pids FILE: waits until that many lines of process IDs are there
has_pids() {
	[ "$(wc -l <pids 2>/dev/null)" = "$1" ]
}

none_left() {
	while read -r pid; do
		! alive "$pid" || wrong "$pid is left after: $command"
	done <pids
}

it "stops a job with what it has started: in its group, in another session, forked twice, stopped"
start_job tree -T -- sh -c 'echo $$ >>pids; sleep 100 & echo $! >>pids
	setsid sh -c "echo \$\$ >>pids; exec sleep 100" &
	(setsid sh -c "(echo \$\$ >>pids; exec sleep 100) &" &)
	sh -c "echo \$\$ >>pids; kill -STOP \$\$; sleep 100" & wait'
wait_for has_pids 5
run timeout 20 hold stop tree
exits 0; prints; complains
none_left
is tree ended || wrong "$(hold ls tree)"

it "kills what ignores TERM after --stop-timeout, or the time of -t, or at once"
for option in '--stop-timeout=0.3' '--stop-timeout=100'; do
	start_job deaf -T $option -- sh -c 'trap "" TERM; echo $$ >pids; setsid sh -c "
		trap \"\" TERM; echo \$\$ >>pids; while :; do sleep 100; done" & while :; do sleep 100; done'
	wait_for has_pids 2
	begin
	if [ "$option" = --stop-timeout=0.3 ]; then
		run timeout 20 hold stop deaf
	else
		run timeout 20 hold stop -t 0 deaf
	fi
	exits 0
	took_at_most 5000
	none_left
	run hold wait deaf
	exits 137
done

it "sends nothing but KILL with -t 0"
start_job abrupt -T -- sleep 100
run timeout 20 hold stop -t 0 abrupt
exits 0
run hold wait abrupt
exits 137

it "stops an interactive shell within a second, by a hangup: such shells ignore TERM"
for shell in "bash --norc" dash zsh mksh busybox; do
	command -v ${shell%% *} >/dev/null || continue
	program=$shell
	[ "$shell" != busybox ] || program='busybox sh'
	# shellcheck disable=SC2086
	start_job prompt --stop-timeout=2 -- env HOME="$PWD" PS1='ready> ' $program -i
	wait_for sh -c 'hold wait -t 0 --for=text:">" prompt || hold wait -t 0 --for=text:"%" prompt' ||
		wrong "no prompt of $shell: $(timeout 1 hold attach prompt)"
	begin
	run timeout 20 hold stop prompt
	exits 0
	limit=1000
	[ "$shell" != mksh ] || limit=1900
	took_at_most $limit
done

it "lets a handler of TERM finish: no hangup comes with it"
start_job handler -- sh -c 'trap "sleep 0.5; echo finished >result; exit 9" TERM; : >ready; while :; do sleep 0.05; done'
wait_for [ -e ready ]
run timeout 20 hold stop handler
exits 0
file result finished
run hold wait handler
exits 9

it "sends the signal of --stop-signal"
start_job special --stop-signal=USR1 -- sh -c 'trap "exit 5" USR1; trap "exit 6" HUP TERM; : >ready; while :; do sleep 0.05; done'
wait_for [ -e ready ]
run timeout 20 hold stop special
exits 0
run hold wait special
exits 5

it "stops at TERM to the monitor"
start_job terminated -T -- sh -c 'echo $$ >pids; exec sleep 100'
wait_for has_pids 1
kill "$(json monitor terminated)"
run timeout 20 hold wait terminated
exits 143
none_left

it "stops a job that waits for its restart, or that is not ready yet"
if has FEATURE_HOLD_RESTART; then
	start_job flapping -T --restart=always --backoff=100s:100s:1 -- sh -c 'exit 3'
	wait_for is flapping waiting
	run timeout 20 hold stop flapping
	exits 0
	is flapping ended || wrong "$(hold ls flapping)"
	run hold wait flapping
	exits 3
	hold run -d -n begins -T --ready=notify -- sleep 100 >said 2>&1 &
	starter=$!
	wait_for is begins starting
	run timeout 20 hold stop begins
	exits 0
	wait $starter
	same 143 $? "status of run -d"
else
	skip "FEATURE_HOLD_RESTART is not configured"
fi

it "frees the name by the time that it returns"
for i in 1 2 3 4 5 6 7 8 9 10; do
	start_job name -T -- sleep 100
	run timeout 20 hold stop name
	exits 0
done

it "exits with 0 for a job that has ended, 1 for no job, the first of these for several"
run hold stop name
exits 0; complains
run hold stop name nobody handler
exits 1; complains "hold: no job 'nobody' in '$HOLD_DIR'"

it "sends signals to the job's process group"
start_job group -T -- sh -c 'trap "echo main >>got" USR1; sh -c "trap \"echo child >>got; exit\" USR1; : >ready
	while :; do sleep 0.05; done" & : ; while :; do sleep 0.05; done'
wait_for [ -e ready ]
run hold signal USR1 group
exits 0
wait_for sh -c 'grep -q main got && grep -q child got'
run hold signal FOO group
exits 125
run hold signal KILL group
exits 0
run timeout 20 hold wait group
exits 137
run hold signal TERM group
exits 1; complains "hold: 'group' is not running"

it "leaves a job that was started within the job alone: it survives the stop of the outer one"
start_job outer -T -- sh -c 'hold run -d -T -n nested -- sleep 100; echo $? >started; exec sleep 100'
wait_for [ -s started ]
file started 0
run timeout 20 hold stop outer
exits 0
is nested running || wrong "$(hold ls nested)"
run timeout 20 hold stop nested
exits 0
start_job outer -T -- sh -c 'hold run -d -T -n nested -- sleep 100; exit 4'
run timeout 20 hold wait outer
exits 4
wait_for sh -c 'hold ls --json outer | grep -q "\"left\":null"' || wrong "$(hold ls --json outer)"
is nested running || wrong "$(hold ls nested)"

finish
