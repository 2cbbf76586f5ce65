# hold together with other applets, below it and above it
# shellcheck disable=SC2016,SC2317,SC2086
. "${0%/*}/../lib.sh"
. "${0%/*}/hold.sh"
needs HOLD
give_up_after 120

has_line() {
	grep -qx "$1" "$2" 2>/dev/null
}

it "runs a job with another user, niceness and environment by a chain of launchers"
if is_root && has SETPRIV && has NICE && has ENV; then
	chmod 755 .
	wanted=$(($(nice) + 5)) # the tests may be nice themselves
	for kind in -T --ring=4K; do
		start_job chain $kind -- setpriv --reuid="$other_user" --regid="$other_user" --clear-groups \
			nice -n 5 env A=1 sh -c 'echo "A=$A uid=$(id -u) nice=$(nice)"; exec sleep 100'
		wait_for eval 'hold log chain | tr -d "\r" | grep -qx "A=1 uid=$other_user nice=$wanted"'
		pid=$(json pid chain)
		same sleep "$(cat "/proc/$pid/comm")" "main process"
		run timeout 20 hold stop chain
		exits 0; complains
		! alive "$pid" || wrong "it is left"
		run hold wait chain
		exits 143
	done
	run timeout 20 hold run -d -T -n none -- setpriv --reuid="$other_user" --regid="$other_user" \
		--clear-groups nice -n 5 env A=1 /nowhere/server
	run timeout 20 hold wait none
	exits 127
else
	skip "only root can become another user"
fi

it "is stopped by tini, and its job with it"
if has TINI; then
	rm -f pids
	tini -s -- hold run -F -T -n front -- sh -c 'echo $$ >pids; setsid sleep 100 & echo $! >>pids; wait' &
	init=$!
	wait_for eval '[ "$(wc -l <pids 2>/dev/null)" = 2 ]'
	wait_for is front running
	kill -TERM $init
	wait $init
	same 143 $? status
	while read -r pid; do
		! alive "$pid" || wrong "$pid is left"
	done <pids
	is front ended || wrong "$(hold ls front)"
else
	skip "there is no tini here"
fi

it "is a service of runsv: stopped, started and restarted by it, listed meanwhile"
if has RUNSV; then
	mkdir web
	cat >web/run <<END
#!/bin/sh
exec env HOLD_DIR='$HOLD_DIR' hold run -F -T -n web -- sh -c 'echo serving; exec sleep 100'
END
	chmod 755 web/run
	runsv web >served 2>&1 &
	runsv=$!
	wait_for is web running
	wait_for has_line serving served
	same "$(cat web/supervise/pid)" "$(json monitor web)" "process of runsv"
	pid=$(json pid web)
	printf d >web/supervise/control
	wait_for has_line down web/supervise/stat
	! alive "$pid" || wrong "the job is left"
	is web ended || wrong "$(hold ls web)"
	printf u >web/supervise/control
	wait_for is web running
	monitor=$(json monitor web)
	# a job that is stopped by another way is started again
	run timeout 20 hold stop web
	exits 0
	wait_for eval 'is web running && [ "$(json monitor web)" != "$monitor" ]'
	pid=$(json pid web)
	printf x >web/supervise/control
	wait $runsv
	! alive "$pid" || wrong "the job is left"
else
	skip "there is no runsv here"
fi

it "lets a process of its job be made immune to hangups, which then outlives the job's terminal"
if has NOHUP && has FEATURE_NOHUP_PID; then
	start_job immune -- sh -c 'sleep 100 & echo $! >immune; sleep 100 & echo $! >mortal
		nohup -p "$(cat immune)"; echo $? >status; wait'
	wait_for [ -s status ]
	if [ "$(cat status)" = 0 ]; then
		# its terminal goes with it
		kill -KILL "$(json monitor immune)"
		wait_for eval '! alive "$(cat mortal)"'
		alive "$(cat immune)" || wrong "it has died"
		kill -KILL "$(cat immune)"
	else
		skip "processes may not be traced here"
		hold stop -t 0 immune
	fi
else
	skip "there is no nohup -p here"
fi

it "keeps all of a job below timeout, and ends with its status"
if has TIMEOUT; then
	for kind in -T --ring=4K; do
		rm -f pid
		start_job limited $kind -- timeout 0.3 sh -c 'echo $$ >pid; exec sleep 100'
		run timeout 20 hold wait limited
		exits 124
		! alive "$(cat pid)" || wrong "it is left"
		rm -f pid
		start_job limited $kind -- timeout 100 sh -c 'echo $$ >pid; exec sleep 100'
		wait_for [ -s pid ]
		run timeout 20 hold stop limited
		exits 0
		! alive "$(cat pid)" || wrong "it is left after a stop"
	done
else
	skip "there is no timeout here"
fi

it "frees the lock that a job of flock has held, for the next one that waits for it"
if has FLOCK; then
	start_job first -T -- flock lock sh -c 'echo $$ >pid; exec sleep 100'
	wait_for [ -s pid ]
	start_job second -T -- flock lock sh -c 'echo next >said'
	run flock -n lock true
	exits 1
	is second running || wrong "$(hold ls second)"
	run timeout 20 hold stop first
	exits 0
	run timeout 20 hold wait second
	exits 0
	file said next
	run flock -n lock true
	exits 0
else
	skip "there is no flock here"
fi

finish
