# init.sh - what the tests of first processes share; a test reads it behind lib.sh
# shellcheck shell=sh disable=SC2016
#
#   bounded COMMAND...      run, but not for longer than $limit seconds
#   listening COMMAND...    start COMMAND in the background with listen as what it runs: $init and
#                           $listener are their process IDs, ./log is what comes
#   hears NUMBER            wait until that signal has come
#   ends                    wait until $init has ended; sets $status
#   in_namespace COMMAND... bounded, with COMMAND as process 1 of a PID namespace; or skip
#   same_as_theirs ARGUMENT...  our applet does with them what $theirs does, whatever the numbers of
#                           processes are
#   inject FAULT COMMAND... bounded, with a fault in a system call; follow=-f: also of its children

timeout=$(PATH=$system_path command -v timeout) || skip_all "timeout is not installed"

limit=60 follow=
bounded() {
	run "$timeout" -k 5 $limit "$@"
}

listening() {
	rm -f log
	command="$* listen"
	(exec "$@" listen log) >out 2>err &
	init=$!
	wait_for grep -q ready log
	listener=$(sed -n 's/^ready //p' log)
	: "${listener:=$init}" # there is none; wait_for has said so
}

hears() {
	wait_for grep -qx "$1" log
}

in_state() {
	grep -q "^[0-9]* (.*) $2" /proc/"$1"/stat
}

# The shell may have reaped it already, while it waited for another.
is_over() {
	! in_state "$1" '[^Z]'
}

ends() {
	wait_for is_over "$init" || kill -KILL "$init"
	wait "$init" 2>/dev/null
	status=$?
}

stop_listening() {
	kill -KILL "$listener"
	ends
}

in_namespace() {
	if is_root && unshare --pid --fork --mount-proc --kill-child true 2>/dev/null; then
		bounded unshare --pid --fork --mount-proc --kill-child "$@"
		return 0
	fi
	skip "there are no namespaces to be had"
	return 1
}

# Numbers of processes differ, and so do the texts of errno, from libc to libc. The original loses
# one message: in a buffer, when it executes the command.
essence() {
	sed "s/(\([0-9][0-9]*\))/(N)/; s/PID [0-9][0-9]*/PID N/
		s/pid\( '\|: '\|=\)[0-9]*/pid\1N/; s/tty (errno=.*)/tty (errno)/
		/tcsetpgrp failed: no/d" "$1"
}

same_as_theirs() {
	("$timeout" -k 5 60 "$theirs" "$@") >wanted 2>wanted.err
	wanted=$?
	bounded "${theirs##*/}" "$@"
	exits "$wanted"
	same "$(essence wanted)" "$(essence out)" output
	# parent and child write at the same time
	same "$(essence wanted.err | sort)" "$(essence err | sort)" "error output"
}

inject() {
	fault=$1
	shift
	command -v strace >/dev/null || skip "strace is not installed"
	# shellcheck disable=SC2086
	bounded strace $follow -o trace -e trace="${fault%%:*}" -e inject="$fault" "$@"
}

# For sh -c: wait until orphans are all reaped, ours being the only child that is left
all_reaped='i=0; until [ "$(wc -w </proc/$PPID/task/$PPID/children)" = 1 ]; do
	i=$((i + 1)); [ $i -lt 400 ] || exit 99; /bin/sleep 0.05; done;'

# For sh -c: a process that has left everything, with its own answer to TERM, which is $1. Returns
# when that is ready: ./ready has its number.
left_behind() {
	cat >left <<END
trap '$1' TERM
echo \$\$ >ready.new; mv ready.new ready
i=0; while [ \$i -lt 600 ]; do i=\$((i + 1)); /bin/sleep 0.1; done
END
	rm -f ready
	echo "setsid sh $PWD/left & until [ -s $PWD/ready ]; do /bin/sleep 0.02; done;"
}
