. "${0%/*}/../lib.sh"
needs KILL

process=
trap '[ -z "$process" ] || env kill -KILL $process 2>/dev/null; cd /; rm -rf "$scratch"' EXIT

# Shells have a kill of their own; this is ours.
kill() {
	"$HOLDBOX_LINKS/kill" "$@"
}

# start [COMMAND...]: a new $process that runs the command, or sleeps
start() {
	[ $# != 0 ] || set -- sleep 1000
	"$@" >/dev/null 2>&1 &
	process=$!
	# a shell that has only just been forked may lose a signal
	wait_for grep -qx "${1##*/}" "/proc/$process/comm"
}

has_ended() {
	[ ! -e "/proc/$1" ] || grep -qs '^State:.Z' "/proc/$1/status"
}

# ends STATUS: $process ends with that status, as the shell reports it. INT is ignored in the background.
ends() {
	wait_for has_ended "$process"
	has_ended "$process" || kill -9 "$process"
	wait "$process" 2>/dev/null
	same "$1" $? "status of the process, after kill"
	process=
}

# A shell that ignores TERM.
stubborn() {
	# shellcheck disable=SC2016
	start sh -c 'trap "" TERM; : >ready; while :; do sleep 0.05; done'
	wait_for test -e ready
	rm ready
}

it "sends TERM, or the signal named by -s, -n, its name or its number"
for line in "143" "143 -s TERM" "129 -s hup" "129 -s SIGHUP" "129 --signal=1" "138 -n 10" "137 -9" \
	"137 -KILL" "137 -SIGKILL" "137 -kill" "129 -1" "162 -RTMIN" "163 -s RTMIN+1" "138 -USR1"; do
	start
	# shellcheck disable=SC2046
	run kill $(echo "$line " | cut -d' ' -f2-) "$process"
	exits 0; prints; complains
	ends "${line%% *}"
done

it "reports by its status whether a process exists"
start
run kill -0 "$process"
exits 0; prints; complains
run kill -s 0 "$process"
exits 0
gone=$process
kill -9 "$process"
ends 137
run kill -0 "$gone"
exits 1; prints
complains "kill: sending signal to $gone failed: No such process"

it "makes one system call for a process, and opens no file"
start
gone=$process
run strace -o trace -e trace=!execve kill "$process"
[ -e trace ] || skip "strace is not installed"
ends 143
same "kill($gone, SIGTERM) = 0" "$(sed -n 's/ *= / = /;/^kill/p' trace)" calls
same "" "$(grep -E '^(open|pidfd|read)' trace)" "other calls"

it "signals process groups"
setsid sh -c 'echo $$ >leader; sleep 1000 & exec sleep 1001' &
wait_for test -s leader
leader=$(cat leader)
# shellcheck disable=SC2016
wait_for sh -c '[ "$(pgrep -g "$1" | wc -l)" = 2 ]' sh "$leader"
run kill -0 -"$leader"
exits 0
run kill -TERM -- -"$leader"
exits 0; prints; complains
wait_for sh -c '! pgrep -g "$1" >pids' sh "$leader"
run kill -s TERM -"$leader"
exits 1
complains "kill: sending signal to -$leader failed: No such process"
run kill -- -"$leader"
exits 1

it "continues after an error, and exits with 64"
start
run kill 2147483647 "$process" 99999999999999999999
exits 64; prints
complains "kill: sending signal to 2147483647 failed: No such process
kill: sending signal to 99999999999999999999 failed: No such process"
ends 143

it "rejects invalid signals, times and process IDs"
for text in FOO SIGFOO 65 TERM1 '' 'A
B' RTMIN+31 +1; do
	start
	run kill -s "$text" "$process"
	exits 1; prints
	same "kill: unknown signal" "$(head -n 1 err | cut -c1-20)" message
	kill -0 "$process" || wrong "signalled by -s $text"
	kill "$process"
	ends 143
done
run kill -FOO 1
exits 1
complains "kill: unknown signal FOO; kill -l lists signals"
run kill -99 1
complains "kill: unknown signal 99; kill -l lists signals"
run kill
exits 1; prints
complains "kill: not enough arguments
Try 'kill --help' for more information."
for option in "-q x" "-q 2147483648" "--timeout x TERM" "--timeout -1 TERM" "--timeout 1 FOO" \
	"--wait=x" "--kill-after=" "-d 0" "-d x"; do
	start
	# shellcheck disable=SC2086
	run kill $option "$process"
	exits 1; prints
	kill -0 "$process" || wrong "signalled with $option"
	kill "$process"
	ends 143
done

it "quotes a number that is out of range, and says what the range is"
run kill -q 2147483648 -s 0 2147483647
exits 1; prints
complains "kill: invalid queue argument: '2147483648': must be from -2147483648 to 2147483647"
run kill --timeout 18446744073709551616 TERM 2147483647
exits 1; prints
complains "kill: invalid timeout argument: '18446744073709551616': must be from 0 to 9223372036854"
run kill -d 4294967297
exits 1; prints
complains "kill: invalid PID argument: '4294967297': must be from 1 to 2147483647"

it "translates numbers, exit statuses and masks to names, and names to numbers"
run kill -l 9
exits 0; prints KILL
run kill -l 137 15 hup SIGRTMIN 0x0000000000384000 64
exits 0; complains
prints "KILL
TERM
1
34
TERM
TSTP
TTIN
TTOU
RTMAX"
run kill -l9
prints KILL
run kill --list=9
prints KILL
run kill -l 9 200 FOO
exits 1; prints KILL
complains "kill: unknown signal 200
kill: unknown signal FOO"
run kill -l 128 143
exits 0; complains
prints "EXIT
TERM"
for number in 256 265 511 9999 99999999999999999999; do
	run kill -l "$number"
	exits 1; prints
	complains "kill: unknown signal $number"
done
if command -v /bin/kill >/dev/null && /bin/kill --version 2>/dev/null | grep -q procps; then
	# whose status is 0
	/bin/kill -l 9999 >theirs 2>&1
	same "unknown signal name 9999" "$(sed 's/^[^:]*: //' theirs)" "what procps says"
fi

it "lists the signals, one a line without a terminal"
run kill -l
exits 0; complains
same "HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP \
TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH POLL PWR SYS RTMIN RTMAX" \
	"$(tr '\n' ' ' <out | sed 's/ $//')" "names without a terminal"
run kill -L
exits 0
same "33 lines, first  1 HUP, last 64 RTMAX" \
	"$(wc -l <out) lines, first $(head -n 1 out), last $(tail -n 1 out)" table
run onpty 1 kill -l
exits 0
# procps breaks the lines of its list differently
same "3 lines" "$(tr -d '\r' <out | awk 'length > 72 { print "long" } END { print NR " lines" }')" \
	"names on a terminal"
run onpty 1 kill -L
same " 1 HUP      2 INT      3 QUIT     4 ILL      5 TRAP     6 ABRT     7 BUS" \
	"$(tr -d '\r' <out | sed 's/ *$//' | head -n 1)" "table on a terminal"
run sh -c 'exec kill -l >/dev/full'
exits 1
complains "kill: write error: No space left on device"

it "translates after --, names real-time signals that libc reserves, and rejects bad masks"
run kill -l -- TERM 33
exits 0; complains
prints "15
33"
run kill -l 32 160 161 0x180000001 0x0
exits 0; complains
prints "32
32
33
HUP
32
33"
for text in 0x 0xg 0x1g '0x 1' 0x-1 0x10000000000000000 193 65; do
	run kill -l "$text"
	exits 1; prints
	complains "kill: unknown signal $text"
done

it "suggests a signal whose name is one slip away"
run kill -s TREM 1
exits 1
complains "kill: unknown signal TREM; did you mean 'TERM'?"
run kill -SIGKIL 1
complains "kill: unknown signal SIGKIL; did you mean 'SIGKILL'?"
run kill -l hupp
complains "kill: unknown signal hupp; did you mean 'HUP'?"
run kill -s NOTHING 1
complains "kill: unknown signal NOTHING; kill -l lists signals"

it "accepts blanks before a process ID, as the other tools do"
start
run kill -0 "   $process"
exits 0; complains
run kill --wait "	$process"
exits 0; complains
ends 143

it "sends a value with -q"
if command -v strace >/dev/null; then
	start
	run strace -o trace -e trace=rt_sigqueueinfo kill -q 77 -s USR1 "$process"
	exits 0
	ends 138
	grep -q 'si_code=SI_QUEUE.*si_int=77\|si_value={int=77' trace ||
		wrong "not in the call: $(cat trace)"
	start
	run kill -q -2147483648 "$process"
	exits 0
	ends 143
else
	skip "strace is not installed"
fi

it "prints process IDs with -p, and sends no signal"
start
run kill -p "$process"
exits 0; prints "$process"; complains
kill -0 "$process" || wrong "it was signalled"
run kill --verbose -s HUP "$process"
exits 0; prints "sending signal 1 to pid $process"
ends 129

it "signals only processes that have a handler with -r"
start
run kill -r -s USR1 "$process"
exits 0
kill -0 "$process" || wrong "it was signalled"
kill -9 "$process"
ends 137
# shellcheck disable=SC2016
start sh -c 'trap "exit 7" USR1; : >ready; while :; do sleep 0.05; done'
wait_for test -e ready
# what cannot be read is not taken for a process without handlers
for call in 1 2 3; do
	is_static || break
	inject openat:error=ENFILE:when=$call kill -r -s USR1 "$process"
	exits 1; prints
	grep -q '^kill: .*: Too many open files in system$' err || wrong "$call: $(cat err)"
done
run kill -r -s USR1 "$process"
exits 0
ends 7

it "shows how a process treats its signals"
# shellcheck disable=SC2016
start sh -c 'trap "" HUP; trap : ALRM; : >ready; while :; do sleep 0.05; done'
wait_for test -e ready
run kill -d "$process"
exits 0; complains
same "Ignored: HUP" "$(grep Ignored out | sed 's/ \(INT\|QUIT\|32\|33\)//g')" "ignored signals"
grep -q 'Caught: .*ALRM' out || wrong "ALRM is not among: $(cat out)"
kill -9 "$process"
ends 137
run kill -d 2147483647
exits 1
complains "kill: cannot read the state of process '2147483647': No such process"

it "waits with --wait for processes that are not its children"
start
# shellcheck disable=SC2016
run timeout 20 kill --wait "$process"
exits 0; prints; complains
ends 143
stubborn
run kill --wait=0.05 "$process"
exits 1; prints
complains "kill: process $process is still running"
kill -9 "$process"
ends 137

it "kills those still running after a time, with --kill-after and --timeout"
stubborn
run timeout 20 kill --kill-after=0.05 "$process"
exits 0; prints; complains
ends 137
start
run timeout 20 kill --kill-after=100 "$process"
exits 0
ends 143
stubborn
run timeout 20 kill --verbose --timeout 50 TERM --timeout 20 KILL "$process"
exits 0; complains
prints "sending signal 15 to pid $process
sending signal 15 to pid $process
sending signal 9 to pid $process"
ends 137

it "does the same without descriptors of processes"
if command -v strace >/dev/null; then
	for fault in pidfd_open:error=ENOSYS pidfd_open:error=EPERM \
		pidfd_send_signal:error=ENOSYS pidfd_send_signal:error=EPERM; do
		stubborn
		run timeout 20 strace -o trace -e trace=/pidfd -e inject=$fault \
			kill --kill-after=0.05 "$process"
		exits 0; complains
		ends 137
		grep -q INJECTED trace || wrong "no fault: $(cat trace)"
	done
else
	skip "strace is not installed"
fi

it "does not report the end of a process that it cannot read"
if is_static; then
	start
	for wanted in openat:error=ENFILE openat:error=ENOMEM openat:error=EIO read:error=EIO; do
		strace_options="-e inject=pidfd_open:error=ENOSYS" also_traced=pidfd_open
		# the first ones are those that hold the process
		inject "$wanted:when=3+" kill -0 --wait=0.1 "$process"
		exits 1; prints
		complains "kill: process $process is still running"
	done
	strace_options='' also_traced=
	kill -KILL "$process"
	ends 137
else
	skip "the dynamic linker opens files, too"
fi

it "gives up a wait that is interrupted forever"
start
inject ppoll:error=EINTR kill -0 --wait "$process"
exits 1; prints
complains "kill: process $process is still running"
kill -KILL "$process"
ends 137

it "reports descendants that it could not find with --tree, and that a process has ended"
if has FEATURE_KILL_TREE; then
	start
	inject getdents64:error=ENOTDIR kill -0 --tree "$process"
	exits 64
	complains "kill: cannot find all descendants: Not a directory"
	if is_static; then
		inject openat:error=EMFILE:when=4+ kill -0 --tree "$process"
		exits 64
		grep -q '^kill: cannot find all descendants: ' err || wrong "$(cat err)"
	fi
	gone=$process
	kill -KILL "$process"
	ends 137
	run kill --tree "$gone"
	exits 1
	complains "kill: sending signal to $gone failed: No such process"
else
	skip "FEATURE_KILL_TREE is not configured"
fi

it "reports a /proc that cannot be read"
inject getdents64:error=ENOTDIR kill -0 nosuchname
exits 1; prints
complains "kill: cannot read /proc: Not a directory"

it "signals a tree that keeps forking, with --tree"
if ! has FEATURE_KILL_TREE; then
	skip "FEATURE_KILL_TREE is not configured"
elif ! pid_namespaces; then
	skip "PID namespaces are not permitted here"
else
	cat >inside <<-'END'
		breed 30 & tree=$!
		until [ "$(cat /proc/[0-9]*/comm 2>/dev/null | grep -c breed)" -gt 20 ]; do :; done
		strace -qq -o trace -e trace=getdents64 env kill --tree "$tree" || echo $?
		env kill --tree --kill-after=0.05 "$tree"
		echo $?
		# the last ones may have been started too late, and end by themselves
		patience=200
		while cat /proc/[0-9]*/status 2>/dev/null | awk '$1 == "Name:" { name = $2 }
			$1 == "State:" && $2 != "Z" && name == "breed" { found = 1 } END { exit !found }'; do
			patience=$((patience - 1))
			[ $patience != 0 ] || { echo "some are left"; break; }
		done
	END
	command -v strace >/dev/null || skip "strace is not installed"
	# shellcheck disable=SC2086
	run timeout -s KILL 30 "$unshare" $namespace sh ./inside
	exits 0; complains
	prints 0
	[ "$(wc -l <trace)" -lt 100 ] || wrong "too many passes: $(wc -l <trace)"
fi

it "signals descendants with --tree, even in other sessions"
has FEATURE_KILL_TREE || skip "FEATURE_KILL_TREE is not configured"
# shellcheck disable=SC2016
start sh -c 'sleep 1000 & echo $! >>pids
	setsid sh -c "echo \$\$ >>pids; (trap \"\" TERM; sleep 1001 & echo \$! >>pids; wait) & sleep 1002"
	sleep 1003'
wait_for sh -c '[ "$(wc -l <pids)" = 3 ]'
run timeout 20 kill --tree --kill-after=0.3 "$process"
exits 0; prints; complains
ends 143
while read -r pid; do
	wait_for has_ended "$pid"
done <pids

it "identifies a process by its handle, PID:INODE"
start
run kill -0 "$process:1"
[ "$status" = 0 ] && wrong "accepted a wrong inode"
case $(cat err) in
*"Not supported"* | *"not implemented"*) skip "the kernel does not support inodes" ;;
esac
complains "kill: sending signal to $process:1 failed: No such process"
if has PGREP; then
	handle=$(pgrep --handle -P $$ sleep | grep "^$process:")
	run kill -s USR1 "$handle"
	exits 0; prints; complains
	ends 138
else
	kill -9 "$process"
	ends 137
fi

it "signals the caller's own processes by name"
if pid_namespaces; then
	cat >inside <<-'END'
		cp "$(PATH=$system_path command -v sleep)" victim
		./victim 1000 & first=$!
		./victim 1000 & second=$!
		sleep 1000 &
		until [ "$(cat /proc/$second/comm)" = victim ]; do :; done
		until [ "$(cat /proc/$first/comm)" = victim ]; do :; done
		env kill -s USR1 victim nobody
		echo $?
		wait $first 2>/dev/null; echo $?
		wait $second 2>/dev/null; echo $?
		env kill -0 $!
		echo $?
	END
	export system_path
	# shellcheck disable=SC2086
	run "$unshare" $namespace sh ./inside
	prints "64
138
138
0"
	complains "kill: cannot find process 'nobody'"
else
	skip "PID namespaces are not permitted here"
fi

it "signals no process that it knows only by another PID namespace's /proc"
if pid_namespaces; then
	cat >inside <<-'END'
		cp "$(PATH=$system_path command -v sleep)" victim
		./victim 1000 & victim=$!
		until [ "$(cat /proc/$victim/comm)" = victim ]; do :; done
		unshare --pid --fork --kill-child sh -c 'sleep 1000 &
			for arguments in victim "-p victim" "-r $!" "--tree $!" "-d $!" \
				"--wait -- -$!"; do
				env kill $arguments 2>&1 || echo $?
			done
			kill $! || echo "it was hit"'
		kill $victim || echo "the outer one was hit"
	END
	export system_path
	# shellcheck disable=SC2086
	run timeout -s KILL 30 "$unshare" $namespace sh ./inside
	exits 0; complains
	has FEATURE_KILL_TREE && wanted=6 || wanted=5
	same "$wanted" "$(grep -c '^kill: /proc belongs to another PID namespace' out)" messages
	grep -q hit out && wrong "$(cat out)"
else
	skip "PID namespaces are not permitted here"
fi

it "runs with a small stack"
start
for arguments in "-l" "-d $process" "-0 $process" "-0 nosuchname" "-0 --wait=0 $process"; do
	# shellcheck disable=SC2086
	run sh -c 'ulimit -s 64; exec env kill "$@"' sh $arguments
	[ "$status" -lt 2 ] || wrong "status $status with: $arguments"
done
kill -KILL "$process"
ends 137

it "works without /proc"
if unshare --mount --pid --fork --kill-child true 2>/dev/null; then
	cat >inside <<-'END'
		umount -l /proc || exit 77
		while umount -l /proc 2>/dev/null; do :; done # there may be another one below
		sleep 1000 & $HOLDBOX_LINKS/kill --wait -s USR1 $!
		echo $?
		wait $!
		echo $?
		env kill name
		echo $?
	END
	run unshare --mount --pid --fork --kill-child sh ./inside
	[ "$status" != 77 ] || skip "/proc cannot be unmounted"
	prints "0
138
1"
	case $(cat err) in
	"kill: /proc is not mounted"*) ;;
	*) wrong "no message about /proc: $(cat err)" ;;
	esac
else
	skip "PID namespaces are not permitted here"
fi

it "may not signal other users' processes"
if is_root; then
	start
	run_as_user env kill "$process"
	exits 1; prints
	complains "kill: sending signal to $process failed: Operation not permitted"
	kill -0 "$process" || wrong "it was signalled"
	kill "$process"
	ends 143
else
	run kill -0 1
	exits 1
	complains "kill: sending signal to 1 failed: Operation not permitted"
fi

finish
