# start-stop-daemon where something is missing or fails.
. "${0%/*}/../lib.sh"
. "${0%/*}/ssd.sh"
needs START_STOP_DAEMON
isolate

# faulty FAULT OPTION...: start-stop-daemon with a fault in its system calls and in its children's
faulty() {
	fault=$1
	shift
	strace_options=-f
	inject "$fault" start-stop-daemon "$@"
	strace_options=
}

# nothing_started: a failed start: 2, a message, no pid file, and the program has not run
nothing_started() {
	exits 2; prints
	[ -n "$skipped" ] || [ -s err ] || wrong "no message after: $command"
	absent pid
	absent ran
}

it "starts nothing if a call fails before that"
for fault in fork,clone:error=EAGAIN pipe2:error=EMFILE:when=1 pipe2:error=EMFILE:when=2 rename:error=ENOSPC \
	chdir:error=EACCES; do
	faulty "$fault" -S -b -m -p pid -n nobody-has-this -a /bin/sh -- -c "echo >$PWD/ran"
	nothing_started
done
if is_root; then
	faulty setgroups:error=EPERM -S -b -m -p pid -n nobody-has-this -c 54321:54321 -a /bin/sh -- -c "echo >$PWD/ran"
	nothing_started
	for call in setresuid setresgid chroot; do
		faulty $call:error=EPERM -S -b -m -p pid -n nobody-has-this -c 54321:54321 -r / -a /bin/sh -- -c "echo >$PWD/ran"
		nothing_started
	done
fi

it "starts nothing if the pid file cannot be written completely"
mkdir small
if mount -t tmpfs -o size=4k,nr_inodes=2 none small 2>/dev/null; then
	cp /dev/zero small/fill 2>/dev/null
	ssd -S -b -m -p small/pid -n nobody-has-this -a /bin/sh -- -c "echo >$PWD/ran"
	nothing_started
	absent small/pid
	ssd -S -m -p small/pid -n nobody-has-this -a /bin/sh -- -c "echo >$PWD/ran"
	nothing_started
	umount small
else
	skip "no file system can be mounted here"
fi
for fault in write:error=ENOSPC:when=1 write:error=EIO:when=1; do
	inject "$fault" start-stop-daemon -S -m -p pid -n nobody-has-this -a /bin/sh -- -c "echo >$PWD/ran"
	nothing_started
done

it "writes to a pid file in place if no file can be created"
if is_root && as_other_user true 2>/dev/null; then
	chmod 711 . ..
	mkdir closed
	echo 99999 >closed/pid
	chmod 755 closed
	chown 1000 closed/pid
	run_as_user start-stop-daemon -S -b -m -p closed/pid -n nobody-has-this -a /bin/sleep -- 100
	exits 0
	pid_of closed/pid
	[ "$pid" != 99999 ] || wrong "nothing was written"
	kill "$pid"
	run_as_user start-stop-daemon -S -b -m -p closed/pid -n nobody-has-this -a /nonexistent
	exits 2
	file closed/pid ""
	run_as_user start-stop-daemon -S -b -m -p closed/pid2 -n nobody-has-this -a /bin/sh -- -c "echo >$PWD/ran"
	nothing_started
	grep -q "closed/pid2 for writing: Permission denied" err || wrong "$(cat err)"
else
	skip "only root can become another user"
fi

it "does not return before the program is executed, however slow everything is"
faulty execve:delay_enter=300000 -S -b -m -p pid -n nobody-has-this -a /bin/sh -- -c "echo >$PWD/ran"
exits 0
wait_for [ -e ran ]
rm -f ran pid

it "works without pidfd_open, pidfd_send_signal and close_range"
daemon one
handle=
! has FEATURE_START_STOP_DAEMON_HANDLE || handle=--handle
for fault in pidfd_open:error=ENOSYS pidfd_send_signal:error=ENOSYS pidfd_open:error=EPERM pidfd_send_signal:error=EPERM; do
	started $handle -x "$PWD/one" --
	inject "$fault" start-stop-daemon -K -R 5 -p pid
	exits 0
	ended "$pid"
	started -x "$PWD/one" -- -i 15
	inject "$fault" start-stop-daemon -K -R TERM/0.1/KILL/5 -x "$PWD/one"
	exits 0
	ended "$pid"
done
exec 7</dev/null
faulty close_range:error=ENOSYS -S -b -O "$PWD/list" -n nobody-has-this -a /bin/ls -- /proc/self/fd
exits 0
exec 7<&-
wait_for [ -s list ]
! grep -qx 7 list || wrong "descriptor 7 is open"

it "signals no process, and reports why, if processes cannot be examined"
started -x "$PWD/../5/one" --
faulty getdents64:error=EIO -K -n one
exits 2
[ -n "$skipped" ] || [ -s err ] || wrong "no message"
faulty getdents64:error=EIO -S -n one -a /bin/sh -- -c "echo >$PWD/ran"
exits 2
absent ran
runs "$pid" || wrong "it was killed"
faulty getdents64:error=EIO -T -n one
exits 4
faulty open:error=EMFILE:when=3+ -K -n one
[ "$status" = 2 ] || [ "$status" = 0 ] || wrong "status $status"
kill "$pid" 2>/dev/null

it "continues with process IDs if there is no /proc (28)"
daemon two
started -x "$PWD/two" --
cat >noproc <<'END'
#!/bin/sh
mount -t tmpfs none /proc && exec start-stop-daemon "$@"
END
chmod 755 noproc
program=$(PATH=$system_path command -v unshare)
without_proc() {
	run "$program" -m ./noproc "$@"
}
if "$program" -m mount -t tmpfs none /proc 2>/dev/null; then
	without_proc -T -p pid
	exits 0
	without_proc -T --pid "$pid"
	exits 0
	without_proc -T --pid 99999
	exits 3
	without_proc -S -p pid -a /bin/sh -- -c "echo >$PWD/ran"
	exits 1; absent ran
	for options in "-n two" "-x $PWD/two" "-u 0" "--ppid 1" "-p pid -n two"; do
		# shellcheck disable=SC2086
		without_proc -K $options
		exits 2; prints; complains "start-stop-daemon: /proc is not mounted"
	done
	without_proc -S -n two -a /bin/sh -- -c "echo >$PWD/ran"
	exits 2; absent ran
	without_proc -T -n two
	exits 4
	runs "$pid" || wrong "it was killed"
	without_proc -K -R 5 -p pid
	exits 0
	ended "$pid"
	without_proc -S -b -m -p pid -n nobody -p pid -a /bin/sleep -- 100
	exits 2
	without_proc -S -b -m $handle -p pid -a /bin/sleep -- 100
	exits 0
	pid_of pid
	same 1 "$(wc -l <pid | tr -d ' ')" "lines of the pid file"
	kill "$pid"
else
	skip "file systems cannot be mounted here"
fi

it "sees a process that /proc hides, by its number"
if is_root && as_other_user true 2>/dev/null && mount -o remount,hidepid=2 /proc 2>/dev/null; then
	chmod 711 . ..
	daemon three
	started -x "$PWD/three" --
	run_as_user start-stop-daemon -T -p pid
	exits 0
	run_as_user start-stop-daemon -S -p pid -a /bin/sh -- -c :
	exits 1
	run_as_user start-stop-daemon -K -p pid
	exits 1
	run_as_user start-stop-daemon -T -p pid -n three
	exits 4; complains "start-stop-daemon: cannot examine process $pid: it is hidden in /proc"
	mount -o remount,hidepid=0 /proc
	kill "$pid"
else
	skip "processes cannot be hidden here"
fi

it "reports what is missing in an image with nothing but the box (29)"
if is_root && is_static && has SLEEP && mkdir root && cp "$HOLDBOX" root/start-stop-daemon && cp "$HOLDBOX" root/sleep &&
	command -v chroot >/dev/null; then
	program=$(PATH=$system_path command -v chroot)
	run "$program" root /start-stop-daemon -S -b -m -p /pid -a /sleep -- 100
	exits 2; complains "/start-stop-daemon: cannot open /dev/null: No such file or directory"
	absent root/pid
	echo 'echo' >root/script
	chmod 755 root/script
	run "$program" root /start-stop-daemon -S -p /pid -a /script
	exits 2
	grep -q '^/start-stop-daemon: cannot start /script: ' err || wrong "$(cat err)"
	run "$program" root /start-stop-daemon -S -b -C -m -p /pid -a /sleep -- 100
	exits 0
	pid_of root/pid
	same "$PWD/root/sleep" "$(readlink "/proc/$pid/exe")" executable
	run "$program" root /start-stop-daemon -T -p /pid
	exits 0
	run "$program" root /start-stop-daemon -K -R 5 -p /pid
	exits 0
	ended "$pid"
	run "$program" root /start-stop-daemon -S -c web -p /nothing -a /sleep
	exits 2; complains "/start-stop-daemon: user 'web' not found"
else
	skip "only root can change the root directory"
fi

it "works with closed standard descriptors (30)"
daemon four
for closed in '<&-' '>&-' '2>&-' '<&- >&- 2>&-'; do
	rm -f ready
	eval "start-stop-daemon -S -b -m -p pid -x '$PWD/four' -- -r '$PWD/ready' $closed"
	same 0 $? "status with $closed"
	wait_for [ -e ready ]
	pid_of pid
	same "/dev/null /dev/null /dev/null" \
		"$(readlink "/proc/$pid/fd/0" "/proc/$pid/fd/1" "/proc/$pid/fd/2" | tr '\n' ' ' | sed 's/ $//')" streams
	eval "start-stop-daemon -K -v -R 5 -p pid $closed" >out 2>err
	same 0 $? "status of -K with $closed"
	ended "$pid"
	# those that are closed stay closed
	rm -f list
	eval "start-stop-daemon -S -m -p pid -n nobody-has-this -a '$HOLDBOX_TOOLS/report' -- '$PWD/list' fds 2>err $closed" >out
	case $closed in
	'<&-') wanted=0 ;;
	'>&-') wanted=1 ;;
	'2>&-') wanted=2 ;;
	*) wanted='0 1 2' ;;
	esac
	same "$wanted" "$(sed -n 's/ closed//p' list | tr '\n' ' ' | sed 's/ $//')" "descriptors closed with $closed"
done
run sh -c 'exec start-stop-daemon -S -n nobody-has-this -a /bin/true -v >/dev/full'
exits 0

it "runs the program with SIGCHLD ignored as before"
run env --ignore-signal=CHLD start-stop-daemon -S -b -O "$PWD/state" -n nobody-has-this -a /bin/grep -- SigIgn \
	/proc/self/status
exits 0
wait_for [ -s state ]
grep -q 'SigIgn:.*1....$' state || wrong "signals: $(cat state)"

it "has no control bytes in the names that it prints"
name=$(printf 'x\033y')
run start-stop-daemon -S -t -n nobody-has-this -a /bin/true -- "$name"
exits 0; prints "Would start /bin/true x?y ."
run start-stop-daemon -K -n "$name"
exits 1; prints "No x?y found running; none killed."

finish
