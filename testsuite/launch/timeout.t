# shellcheck disable=SC2016
. "${0%/*}/../lib.sh"
needs TIMEOUT
give_up_after 600

# Commands that are not to time out get 60 s, so that a failure does not hang. SIGALRM ends the time
# at once: tests use it if something has to happen before the timeout.

strace_options=-f

# Runs the arguments with default actions for signals, some of which background jobs ignore.
run_fresh() {
	env --default-signal=HUP,INT,QUIT,TERM true 2>/dev/null ||
		skip "there is no env --default-signal"
	run env --default-signal=HUP,INT,QUIT,TERM "$@"
}

# shellcheck disable=SC2317 # wait_for calls it
in_state() {
	grep -q "^[0-9]* (.*) $2" /proc/"$1"/stat
}

# For sh -c: end with status 3 when the shell gets signal $1; stay for a minute, and do not report
# children that a signal to the group has killed
on() {
	echo "trap 'echo got $1; exit 3' $1;"
}
stay='exec 2>/dev/null; i=0; while [ $i -lt 600 ]; do i=$((i + 1)); /bin/sleep 0.1; done'

it "exits with the status of a command that ends in time"
for n in 0 1 7 124 125 255; do
	run timeout 60 sh -c "echo out; echo err >&2; exit $n"
	exits $n; prints out; complains err
done

it "exits with 124 if it does not"
run timeout 0.05 sleep 60
exits 124; prints; complains
run timeout 50e-3s sh -c "$stay"
exits 124; prints; complains

it "still exits with the status of the command with -p or --preserve-status"
for option in -p --preserve-status; do
	run timeout $option 60 sh -c 'trap "exit 5" TERM; kill -ALRM $PPID; '"$stay"
	exits 5; complains
	run timeout $option 0.05 sleep 60
	exits 143; complains
done

it "treats SIGALRM as the end of the time limit"
run timeout 60 sh -c "$(on TERM)"'kill -ALRM $PPID; '"$stay"
exits 124; prints "got TERM"; complains

it "sends the signal of -s or --signal, by any name or number"
for signal in USR1 SIGUSR1 sigusr1 10 138; do
	run timeout -s $signal 60 sh -c "$(on USR1)"'kill -ALRM $PPID; '"$stay"
	exits 124; prints "got USR1"; complains
done
run timeout --signal=HUP 0.05 sleep 60
exits 124
run timeout -p -s RTMIN 0.05 sleep 60
exits 162

it "sends a signal once to a command that stays in its group"
run timeout -k 60 60 sh -c 'trap "echo got TERM" TERM; kill -ALRM $PPID
	exec 2>/dev/null; i=0; while [ $i -lt 5 ]; do i=$((i + 1)); /bin/sleep 0.05; done; exit 4'
exits 124; prints "got TERM"

it "sends KILL after the time of -k or --kill-after, and so ends by that signal itself"
for option in -k.05 --kill-after=0.05; do
	run sh -c 'timeout "$@"; echo $?' sh $option 60 \
		sh -c 'trap "" TERM; kill -ALRM $PPID; '"$stay"
	prints 137
done
run timeout -s KILL 0.05 sleep 60 2>/dev/null
exits 137

it "counts the time of -k from the first signal, even one that was passed on"
run_fresh timeout -k 0.05 60 sh -c 'trap "" TERM; kill -TERM $PPID; '"$stay" 2>/dev/null
exits 137

it "does not wait for the limit after a signal with -k"
run_fresh timeout -v -k infinity 1 sh -c 'trap "echo got TERM" TERM; kill -TERM $PPID
	exec 2>/dev/null; i=0; while [ $i -lt 22 ]; do i=$((i + 1)); /bin/sleep 0.05; done; exit 4'
exits 4; prints "got TERM"
complains "timeout: sending signal TERM to command 'sh'"

it "exits with 137 in the foreground, where only the command gets KILL"
run timeout -f -s KILL 0.05 sleep 60
exits 137
run timeout -f -k 0.05 60 sh -c 'trap "" TERM; kill -ALRM $PPID; '"$stay"
exits 137
run timeout -f -k 30 60 sh -c 'trap "exit 0" TERM; kill -ALRM $PPID; '"$stay"
exits 124

it "reports the signals it sends with -v or --verbose, each line by one write"
for option in -v --verbose; do
	run timeout $option -k 0.05 60 sh -c 'trap "" TERM; kill -ALRM $PPID; '"$stay" 2>/dev/null
	exits 137
	complains "timeout: sending signal TERM to command 'sh'
timeout: sending signal KILL to command 'sh'"
done
run timeout -vs RTMIN+3 0.05 sleep 60
complains "timeout: sending signal RTMIN+3 to command 'sleep'"
run timeout -v 60 sh -c "$(on USR2)"'kill -USR2 $PPID; '"$stay"
exits 3
complains "timeout: sending signal USR2 to command 'sh'"
for signal in 0 EXIT; do
	run timeout -vs $signal -k 0.05 60 sh -c 'kill -ALRM $PPID; '"$stay" 2>/dev/null
	exits 137
	complains "timeout: sending signal 0 to command 'sh'
timeout: sending signal KILL to command 'sh'"
done
inject 'write:when=99:error=EIO' timeout -v 0.05 sleep 60
exits 124
same 1 "$(grep -c write trace)" "number of writes"

it "has no limit if the duration is 0"
for limit in 0 0s 0.0 0d 0e9; do
	inject setitimer:error=EPERM timeout -k 0 $limit sh -c 'exit 7'
	exits 7; complains
	same 0 "$(grep -c setitimer trace)" "number of timers"
done

it "sets no timer for a duration that never ends"
for limit in infinity INF 1e400 99999999999999999999d; do
	inject 'setitimer:when=99:error=EPERM' timeout $limit sh -c 'exit 7'
	exits 7
	grep -q '{tv_sec=0, tv_usec=0}}, NULL' trace || wrong "$(cat trace)"
done

it "accepts decimals and suffixes, and rounds up to a tick of its clock"
for pair in 1.5:1,500000 .25m:15,0 2h:7200,0 1d:86400,0 1e-3:0,1000 1e-5000:0,1 \
	1e-9:0,1 0.0000011:0,2 0.9999999:1,0 +3:3,0 ' 3:3,0'; do
	inject setitimer:retval=0 timeout "${pair%:*}" true
	exits 0
	grep -q "it_value={tv_sec=${pair##*:}}" trace ||
		grep -q "it_value={tv_sec=$(echo "${pair##*:}" | sed 's/,/, tv_usec=/')}" trace ||
		wrong "$pair: $(cat trace)"
done

it "runs nothing if the duration is malformed"
for duration in '' x 1x -1 1s1 1,5 nan infinit 1e5x '1 ' .; do
	for option in -- -k --kill-after; do
		run timeout $option "$duration" 60 echo ran
		exits 125; prints
		complains "timeout: invalid time interval '$duration'
Try 'timeout --help' for more information."
	done
done
run timeout "$(printf "1'\\\\\n\033")" echo ran
complains "timeout: invalid time interval '1\\'\\\\\\n\\033'
Try 'timeout --help' for more information."

it "runs nothing if the signal is unknown"
for signal in FOO '' -1 999x; do
	run timeout -s "$signal" 60 echo ran
	exits 125; prints
	complains "timeout: '$signal': invalid signal
Try 'timeout --help' for more information."
done
run timeout -s sigkil 60 echo ran
exits 125; prints
complains "timeout: 'sigkil': invalid signal; did you mean 'SIGKILL'?
Try 'timeout --help' for more information."

it "requires a duration and a command"
for operands in '' 1 '-k 1 1'; do
	# shellcheck disable=SC2086
	run timeout $operands
	exits 125; prints
	complains "timeout: missing operand
Try 'timeout --help' for more information."
done

it "exits with 127 if the command does not exist and 126 if it cannot run"
run timeout 60 ./missing
exits 127; prints
complains "timeout: failed to run command './missing': No such file or directory"
run timeout 60 /
exits 126; prints
complains "timeout: failed to run command '/': Permission denied"
run sh -c 'exec timeout 60 ./missing 2>/dev/full'
exits 125

it "does not parse the options of the command"
run timeout 60 echo -k --help
exits 0; prints "-k --help"

it "ends by the signal that ended the command, without a core dump of its own"
for n in 1 2 3 6 9 11 13 15 64; do
	run_fresh sh -c 'ulimit -c 0; timeout 60 sh -c "kill -$0 \$\$"; echo $?' $n
	prints $((128 + n))
	grep -q dumped err && wrong "it dumped core: $(cat err)"
done

it "passes on signals that end processes"
for signal in HUP INT QUIT TERM USR1 USR2 PIPE VTALRM PROF XCPU XFSZ ABRT; do
	run_fresh timeout 60 sh -c "$(on $signal)"'kill -'$signal' $PPID; '"$stay"
	exits 3; prints "got $signal"; complains
done

it "passes them on to the whole group, but not with --foreground"
for option in -v -f; do
	rm -f ready
	run timeout $option 60 sh -c 'trap "echo parent; exit 3" USR1
		sh -c '\''trap "echo child >>told" USR1; echo >ready; i=0
			while [ $i -lt 600 ] && [ ! -e told ] && [ ! -e stop ]; do
				i=$((i + 1)); /bin/sleep 0.05; done; echo >>ended'\'' & until [ -e ready ]; do /bin/sleep 0.02; done
		kill -USR1 $PPID; '"$stay"
	exits 3; prints parent
	[ $option = -v ] || { absent told; echo >stop; }
	wait_for [ -e ended ]
	[ $option = -f ] || file told child
	rm -f told ended
done

it "also signals a command that has left the group"
run timeout -p 60 setsid sh -c "$(on TERM)"'kill -ALRM $PPID; '"$stay"
exits 3; prints "got TERM"

it "keeps the command from waiting for a terminal in use by others"
if command -v onpty >/dev/null; then
	run onpty 0 sh -c 'timeout 0.3 head -n 1; echo $?; exit'
	exits 0
	same 124 "$(tr -d '\r' <out)" status
fi

it "leaves the command in the foreground with --foreground"
ids='read -r pid name state parent group session terminal foreground rest </proc/$$/stat
	[ $group = $foreground ] && echo foreground || echo background'
for option in -f --foreground; do
	run onpty 0 sh -c 'timeout $0 60 sh -c "$1"; exit' $option "$ids"
	prints foreground
done
run onpty 0 sh -c 'timeout 60 sh -c "$0"; exit' "$ids"
prints background

it "continues after the command was stopped, and ends it"
for option in -p -fp; do
	run timeout $option 60 sh -c 'kill -ALRM $PPID; kill -STOP $$; echo still here'
	exits 143; prints
done
(exec timeout 60 sh -c 'echo $$ >pid.new; mv pid.new pid; kill -STOP $$; exit 5') &
timer=$!
wait_for [ -e pid ]
pid=$(cat pid)
wait_for in_state "$pid" T
kill -CONT "$pid"
wait $timer
same 5 $? status

it "does not time out a command that ended while timeout was stopped"
mkfifo gate
(exec timeout 60 sh -c 'echo $$ >pid.new; mv pid.new pid; read -r line <gate; exit 5') &
timer=$!
wait_for [ -e pid ]
pid=$(cat pid)
kill -STOP $timer
wait_for in_state $timer T
echo go >gate
wait_for in_state "$pid" Z
kill -ALRM $timer
kill -CONT $timer
wait $timer
same 5 $? status

it "keeps ignored signals ignored, also for the command"
run sh -c 'trap "" HUP USR1; exec timeout -v 60 sh -c "kill -HUP \$PPID; kill -USR1 \$PPID
	kill -USR2 \$PPID; exec sleep 60"' 2>/dev/null
exits 140
complains "timeout: sending signal USR2 to command 'sh'"
run sh -c 'trap "" HUP USR1 CHLD TTOU; report ../there signals
	exec timeout 60 report ../here signals'
exits 0
same "$(cat ../there)" "$(cat ../here)" "ignored and blocked signals"
rm ../here ../there
if has NOHUP; then
	run nohup timeout 60 sh -c 'kill -HUP $PPID; kill -HUP $$; exit 6'
	exits 6
fi

it "does not lose the alarm of its timer to one that was sent"
inject kill:delay_exit=200000:when=1 timeout -s ALRM -k 0.05 60 sh -c 'trap "" ALRM
	kill -ALRM $PPID; exec sleep 9'
exits 137
run sh -c 'trap "" ALRM; exec "$@"' sh strace -f -o trace -e trace=rt_sigtimedwait \
	-e inject=rt_sigtimedwait:delay_enter=800000:when=1 \
	timeout 0.4 sh -c 'kill -ALRM $PPID; exec sleep 9'
exits 124
same 1 "$(grep -c 'SIGALRM.*SI_USER' trace)" "alarms that were sent"

it "ends the command even if the caller ignores the signal, as POSIX requires"
run sh -c 'trap "" TERM
	exec timeout -p 60 sh -c "kill -TERM \$PPID; kill -ALRM \$PPID; exec sleep 5"'
exits 143

it "leaves blocked signals blocked"
if env --block-signal=USR1 true 2>/dev/null; then
	run env --block-signal=USR1,RTMIN sh -c 'report there signals
		exec timeout 60 report here signals'
	same "$(cat there)" "$(cat here)" "ignored and blocked signals"
else
	skip "there is no env --block-signal"
fi

it "waits even if SIGCHLD is ignored, which it stays for the command"
if env --ignore-signal=CHLD true 2>/dev/null; then
	run env --ignore-signal=CHLD grep SigIgn /proc/self/status
	mv out there
	run env --ignore-signal=CHLD timeout 60 grep SigIgn /proc/self/status
	exits 0
	prints "$(cat there)"
else
	skip "there is no env --ignore-signal"
fi

it "passes on no descriptors, and opens none"
run report there leaks fds
run timeout 60 report here leaks fds
exits 0
run sh -c 'report there leaks fds <&- >&- 2>&-; exec timeout 60 report here leaks fds <&- >&- 2>&-'
exits 0
same "$(cat there)" "$(cat here)" descriptors

it "ends the command when it is killed itself"
(exec timeout -s USR1 60 sh -c 'trap "echo USR1 >told; exit" USR1; echo >ready; '"$stay") 2>/dev/null &
timer=$!
wait_for [ -e ready ]
kill -KILL $timer
wait $timer 2>/dev/null
wait_for [ -e told ]

it "runs no command if it was killed before that"
inject getppid:retval=1 timeout 60 sh -c 'echo ran'
exits 125; prints

it "runs the command without a visible parent, in a new PID namespace"
inject getppid:retval=0 timeout 60 sh -c 'exit 7'
exits 7

it "leaves no process behind"
if command -v flock >/dev/null; then
	run timeout 0.1 sh -c 'exec 9>lock; flock 9; sleep 60 & sleep 60 & wait'
	exits 124
	wait_for flock -n lock true
else
	skip "flock is not installed"
fi

# The following counts are those of a static program with musl.
small=y
! grep -aqE '/ld-(linux|musl)|glibc|libgcov' "$HOLDBOX" || small=

it "makes no system call while it waits"
if [ $small ] && command -v strace >/dev/null; then
	run strace -o trace timeout 60 sleep 0.5
	exits 0
	same "clock_gettime
rt_sigtimedwait
wait4
exit_group" "$(sed -n '/^.*fork(/,$p' trace | sed '1d; /^---/d; /^+++/d; s/(.*//')" calls
else
	skip "strace is not installed, or the program is not static"
fi

it "makes at most 12 system calls, and its child 5 until it has become the command"
if [ $small ] && command -v strace >/dev/null; then
	for option in '' -f; do
		# shellcheck disable=SC2086
		run strace $option -o trace timeout 60 /bin/true
		exits 0
		if [ -z "$option" ]; then
			calls=$(sed '1d; /^---/d; /^+++/d; /arch_prctl/d; /set_tid_address/d' trace | wc -l)
			limit=12
		else
			calls=$(sed -n '/vfork(/,/execve(.*true/p' trace | grep -vc fork)
			limit=5
		fi
		{ [ "$calls" -ge 4 ] && [ "$calls" -le $limit ]; } || wrong "$calls: $(cat trace)"
	done
else
	skip "strace is not installed, or the program is not static"
fi

it "reports that it cannot fork or set its timer"
inject '?fork,?vfork,clone:error=EAGAIN' timeout 60 echo ran
exits 125; prints
complains "timeout: fork system call failed: Resource temporarily unavailable"
inject setitimer:error=EINVAL timeout 60 echo ran
exits 125; prints
complains "timeout: cannot set the timer: Invalid argument"

it "continues to wait after an interruption"
inject rt_sigtimedwait:error=EINTR:when=1..3 timeout 60 sh -c 'exit 7'
exits 7; complains
inject wait4:error=EINTR:when=1..3 timeout 60 true
exits 0; complains

it "reports that it cannot wait"
inject rt_sigtimedwait:error=EPERM timeout 60 sleep 60
exits 125
complains "timeout: error waiting for command: Operation not permitted"
inject wait4:error=ECHILD timeout 60 true
exits 125
grep -q '^timeout: error waiting for command: No child process' err || wrong "$(cat err)"

it "continues if calls fail that it can do without"
for fault in prctl:error=EINVAL setpgid:error=EPERM; do
	inject $fault timeout -p 60 sh -c "$(on TERM)"'kill -ALRM $PPID; '"$stay"
	exits 3; prints "got TERM"; complains
done

it "exits and complains like GNU's"
if reference timeout coreutils; then
	for arguments in '-x 1 true' '--foo 1 true' '-s FOO 1 true' 'x true' '1x true' '-k y 1 true' \
		'60 true' '60 false' '60 ./missing' '60 /' '-s 0 .05 sleep .5' \
		'-v -k 30 .05 sleep 60' '--pres .05 sleep 60' '-v --fore .05 sleep 60' \
		'-s KILL .05 sleep 60' '--foreground -s KILL .05 sleep 60' '-vs USR1 .05 sleep 60' \
		'-vs RTMIN+3 .05 sleep 60' '-vs 138 .05 sleep 60' '-s CHLD -vk .05 .05 sleep 60' \
		'-s 32 1 true' '-s 128 60 true' '-k .05 0 sleep .1' '99999999999999999999d true' \
		'infd true' '-- -1 true' '-- -0 true' '0x1p6 true' '0x.08 sleep 60' '0x true' \
		'-vs SIG2 .05 sleep 60' '-vs RTMIN3 .05 sleep 60' '-vs RTMAX+0 .05 sleep 60' '60 sh -c kill${IFS}-9${IFS}$$' 'nan true'; do
		# shellcheck disable=SC2086
		agrees $arguments 2>/dev/null
	done
else
	skip "GNU's timeout is not installed"
fi

finish
