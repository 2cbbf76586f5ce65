# shellcheck disable=SC2016
# timeout --tree - leaves no descendant, whichever way it has escaped, see escape.c
. "${0%/*}/../lib.sh"
needs TIMEOUT FEATURE_TIMEOUT_TREE
needs_program flock
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"
give_up_after 600

# start WAYS OPTION...: runs timeout with escape as its command; returns once that has started
start() {
	ways=$1
	shift
	command="timeout $* 60 escape lock ready $ways"
	rm -f ready
	# shellcheck disable=SC2086
	(exec timeout "$@" 60 escape lock ready $ways) 2>err &
	timer=$!
	wait_for [ -e ready ]
}

# Ends the time limit; sets $status.
expire() {
	kill -ALRM $timer
	wait $timer 2>/dev/null
	status=$?
}

# In a storm the command may be killed before it has got the first signal.
times_out() {
	[ $status = 137 ] || exits 124
}

# The lock is free only when no process that has inherited it is left.
nothing_is_left() {
	flock -n lock true || wrong "something is left after: $command"
}

# in_namespace OPTION...: whether unshare can do this; if not, skips the test
in_namespace() {
	if is_root && unshare "$@" true 2>/dev/null; then
		return 0
	fi
	skip "PID namespaces are not permitted here"
	return 1
}

for ways in group session daemon deaf "daemon daemon" "daemon reaper daemon" sibling vfork \
	"group vfork" "session deaf daemon" chain storm "daemon deaf storm"; do
	it "leaves nothing of a command that tries: $ways"
	for options in "-k 0.3" "-s KILL" "-f -k 0.3"; do
		case $ways$options in
		*storm-s* | *storm-f*) continue ;;
		esac
		# shellcheck disable=SC2086
		start "$ways" --tree $options
		expire
		case $options$ways in
		*KILL* | *deaf) exits 137 ;;
		*) times_out ;;
		esac
		nothing_is_left
	done
done

it "leaves no process without -k, once the command has ended"
for ways in group session daemon "daemon daemon deaf" chain; do
	start "$ways" --tree
	expire
	exits 124
	nothing_is_left
done

it "leaves processes that have left the group without --tree"
start daemon
expire
exits 124
flock -n lock true && wrong "the daemon is gone: does escape work?"
wait_for [ -s ready ]
kill "$(cat ready)"
wait_for flock -n lock true

it "does not touch the descendants of a command that ends in time"
(exec timeout --tree 60 sh -c '(exec 9>lock; flock 9; echo >ready; exec sleep 60) & echo $! >pid
	until [ -e ready ]; do sleep 0.05; done; exit 7') &
wait $!
status=$?
exits 7
flock -n lock true && wrong "the process is gone"
kill "$(cat pid)"

it "lets the group end by itself within the time of -k"
run timeout --tree -k 30 60 sh -c 'sh -c '\''trap "sleep 0.3; echo child; exit" TERM; echo >ready
	while :; do sleep 0.02; done'\'' & until [ -e ready ]; do sleep 0.02; done
	kill -ALRM $PPID; wait'
exits 124
prints child

it "signals those that have left the group when the command has ended"
cat >daemon <<'END'
trap "sleep 0.2; echo daemon; exit" TERM; echo >ready
while :; do sleep 0.02; done
END
run timeout --tree -k 30 60 sh -c 'setsid sh ./daemon & until [ -e ready ]; do sleep 0.02; done
	kill -ALRM $PPID; while :; do sleep 0.02; done'
exits 124
prints daemon

it "also stops the tree after a signal that was passed on"
start "daemon deaf" --tree -k 0.2
kill -TERM $timer
wait $timer 2>/dev/null
status=$?
[ $status = 124 ] || [ $status = 143 ] || exits 143
nothing_is_left

it "reports the remaining processes with -v"
start "group deaf" --tree -v -k 0.2
expire
exits 124
file err "timeout: sending signal TERM to command 'escape'
timeout: sending signal KILL to descendants of command 'escape'"

it "reaps orphans as they end"
run timeout --tree 60 sh -c 'i=0; while [ $i -lt 20 ]; do i=$((i + 1)); (true & true); done
	i=0; until [ "$(wc -w </proc/$PPID/task/$PPID/children)" = 1 ]; do
	i=$((i + 1)); [ $i -lt 100 ] || exit 9; sleep 0.1; done'
exits 0

it "exits with the status of the command, whatever its orphans do"
run timeout --tree 60 sh -c '(sh -c "sleep 0.1; exit 9" &); sleep 0.3; exit 5'
exits 5

it "does not touch children that are not the command's"
run sh -c 'sleep 60 & echo $! >pid; exec timeout --tree -k 0.2 0.1 sh -c "sleep 60 & exec sleep 60"'
exits 124
kill "$(cat pid)" 2>/dev/null || wrong "the other child is gone"
run sh -c 'sleep 0.1 & sleep 60 & echo $! >pid
	exec timeout --tree -s KILL 0.5 setsid -f sleep 60'
kill "$(cat pid)" 2>/dev/null || wrong "the other child is gone"

it "works without /proc"
! grep -q __asan_init "$HOLDBOX" || skip "the address sanitizer needs /proc"
if [ -z "$skipped" ] && in_namespace -m; then
	cat >script <<'END'
umount -l /proc || exit
timeout --tree -k 0.3 60 escape lock ready "$@" & timer=$!
until [ -e ready ]; do sleep 0.05; done
kill -ALRM $timer
wait $timer
END
	for ways in "daemon deaf" "session vfork" storm; do
		rm -f ready
		# shellcheck disable=SC2086
		run unshare -m sh ./script $ways
		times_out
		nothing_is_left
	done
fi

it "works with the /proc of another PID namespace, without signalling other processes"
if in_namespace --pid --fork --kill-child; then
	cat >script <<'END'
sleep 60 & other=$!
timeout --tree -k 0.3 60 escape lock ready "$@" & timer=$!
until [ -e ready ]; do sleep 0.05; done
kill -ALRM $timer
wait $timer
status=$?
kill $other || status=1
exit $status
END
	for ways in "daemon deaf" storm; do
		rm -f ready
		# shellcheck disable=SC2086
		run unshare --pid --fork --kill-child sh ./script $ways
		times_out
		nothing_is_left
	done
fi

it "leaves no process in its namespace"
if ! is_root || ! pid_namespaces; then
	skip "PID namespaces are not permitted here"
else
	# shellcheck disable=SC2086
	run "$unshare" $namespace sh -c \
		'timeout --tree -s KILL 0.3 escape lock ready daemon deaf storm; echo $?
		ls /proc >list; grep -c "^[0-9]*$" list; exit'
	prints "137
2"
fi

it "runs nothing if it cannot adopt orphans"
if command -v strace >/dev/null; then
	run strace -o trace -e inject=prctl:error=EINVAL timeout --tree 60 echo ran
	exits 125; prints
	complains "timeout: cannot adopt descendants: Invalid argument"
else
	skip "strace is not installed"
fi

it "reports that it may not end them, and does not hang"
if command -v strace >/dev/null; then
	cat >left <<'END'
exec 9>lock; flock 9; echo $$ >ready; exec sleep 60
END
	run strace -o trace -e trace=kill -e inject=kill:error=EPERM timeout --tree 60 \
		sh -c 'setsid sh ./left & until [ -s ready ]; do sleep 0.05; done; kill -USR1 $PPID
		sleep 0.2'
	exits 0
	complains "timeout: cannot stop all descendants of command 'sh': Operation not permitted"
	kill "$(cat ready)"
else
	skip "strace is not installed"
fi

it "fails if it already has too many children to tell its own from"
run sh -c 'i=0; while [ $i -lt 66 ]; do sleep 60 & echo $! >>pids; i=$((i + 1)); done
	exec timeout --tree 60 echo ran'
exits 125; prints
complains "timeout: cannot adopt descendants: Argument list too long"
# shellcheck disable=SC2046
kill $(cat pids)

finish
