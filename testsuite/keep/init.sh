# init.sh - what the tests of first processes share; a test reads it after lib.sh
# shellcheck shell=sh disable=SC2016
#
#   bounded COMMAND...      run, but for at most $limit seconds
#   listening COMMAND...    start COMMAND in the background, which runs listen: $init and $listener
#                           are their process IDs, ./log lists the signals that arrive
#   hears NUMBER            wait until that signal has arrived
#   ends                    wait until $init has ended; sets $status
#   in_namespace COMMAND... bounded, with COMMAND as process 1 of a PID namespace; or skip
#   same_as_theirs ARGUMENT...  our applet does the same as $theirs, process IDs aside
#   passes_on_300 COMMAND...    COMMAND passes on each of that many signals, whatever else it does
#   passes_on_early WHAT COMMAND...  COMMAND passes on a signal even before WHAT, which it starts,
#                           has been executed
#   ignores_children COMMAND... COMMAND works if SIGCHLD is ignored
#   runs_without_reader COMMAND...  COMMAND runs a program though the reader of what it prints, and
#                           of its messages, has gone
#   keeps_little COMMAND...     COMMAND has at most 16 KB of private memory while it waits

timeout=$(PATH=$system_path command -v timeout) || skip_all "timeout is not installed"

# a dynamic program makes other system calls, and has more memory
small=y
! grep -aqE '/ld-(linux|musl)|glibc|__asan_init' "$HOLDBOX" || small=

limit=60
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

# The shell may have reaped it already while it waited for another process.
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
	if is_root && pid_namespaces; then
		# shellcheck disable=SC2086
		bounded "$unshare" $namespace "$@"
		return 0
	fi
	skip "PID namespaces are not permitted here"
	return 1
}

# Process IDs differ, and so do libc's texts for errno. The original loses one message, which is
# still in a buffer when it executes the command.
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

# For sh -c: wait until all orphans are reaped, and ours is the only remaining child
all_reaped='i=0; until [ "$(wc -w </proc/$PPID/task/$PPID/children)" = 1 ]; do
	i=$((i + 1)); [ $i -lt 400 ] || exit 99; /bin/sleep 0.05; done;'

# For sh -c: a process in its own session that runs $1 on TERM. Returns when it is ready: its
# process ID is in ./ready.
left_behind() {
	cat >left <<END
trap '$1' TERM
echo \$\$ >ready.new; mv ready.new ready
i=0; while [ \$i -lt 600 ]; do i=\$((i + 1)); /bin/sleep 0.1; done
END
	rm -f ready
	echo "setsid sh $PWD/left & until [ -s $PWD/ready ]; do /bin/sleep 0.02; done;"
}

# while there are hundreds of orphans
passes_on_300() {
	listening "$@" sh -c 'orphans 3000 & exec "$@"' --
	n=0
	while [ $((n += 1)) -le 300 ]; do
		kill -40 "$init"
		kill -$((41 + n % 20)) "$init"
	done
	kill -64 "$init"
	ends
	exits 0
	same 300 "$(grep -cx 40 log)" "signals 40"
	same 300 "$(grep -cxE '4[1-9]|5[0-9]|60' log)" "signals from 41 to 60"
}

passes_on_early() {
	what=$1
	shift
	command -v flock >/dev/null || {
		skip "flock is not installed"
		return
	}
	mkfifo started
	cat >script <<-'END'
		exec 9>lock; flock -n 9 || exit 98
		echo >started; exec "$@" sh -c 'exec /bin/sleep 60'
	END
	seed=$$ n=0
	while [ $((n += 1)) -le 40 ]; do
		seed=$(((seed * 1103 + 12345) % 65536))
		(exec sh ./script "$@") 2>/dev/null &
		init=$!
		# from here on the signal ends it: a subshell that was only just forked may lose one
		"$timeout" 20 cat started >out
		/bin/sleep "0.0$((seed % 2))$((seed % 10))"
		kill -TERM $init
		ends
		exits 143
		wait_for flock -n lock true || wrong "$what is still there"
	done
}

ignores_children() {
	command -v perl >/dev/null || {
		skip "perl is not installed"
		return
	}
	bounded perl -e '$SIG{CHLD} = "IGNORE"; exec @ARGV' "$@" sh -c 'exit 3'
	exits 3; complains
}

runs_without_reader() {
	mkfifo pipe
	exec 8<>pipe 9>pipe 8<&-
	# the messages come before the program is started, while it runs, and after it has ended
	bounded sh -c 'exec "$@" >&9 2>&9' sh "$@" sh -c '(exit 1); echo ran >ran; exit 7'
	exits 7
	file ran ran
	exec 9>&-
}

keeps_little() {
	[ $small ] && [ -r /proc/self/smaps ] || {
		skip "there is no /proc/PID/smaps, or the program is not static"
		return
	}
	listening "$@"
	memory=$(own_memory "$init")
	stop_listening
	[ "$memory" -ge 4 ] || wrong "it has $memory KB of its own: is that measured?"
	[ "$memory" -le 16 ] || wrong "it has $memory KB of its own"
}
