# start-stop-daemon --notify-await and --wait: when is a program ready? (21)
. "${0%/*}/../lib.sh"
. "${0%/*}/ssd.sh"
needs START_STOP_DAEMON FEATURE_START_STOP_DAEMON_NOTIFY
isolate

# awaits SCRIPT OPTION...: starts a script that may use notify, with --notify-await
awaits() {
	script=$1
	shift
	rm -f pid
	ssd -S -b -m -p pid -O "$PWD/log" --notify-await "$@" -n nobody-has-this -a /bin/sh -- -c "$script"
}

it "returns when the program is ready"
timed awaits 'sleep 0.5; notify "STATUS=soon"; notify "READY=1"; exec sleep 100'
exits 0; took 45 1000; prints; complains
pid_of pid
runs "$pid" || wrong "it does not run"
kill "$pid"
timed awaits 'notify "X=1
READY=1
STATUS=done"; exec sleep 100'
exits 0; took 0 1000
pid_of pid
kill "$pid"

it "ignores other messages"
timed awaits 'notify READY=0; notify XREADY=1; notify "ERRNO=0"; notify ERRNO=x; notify "EXTEND_TIMEOUT_USEC="; exec sleep 100' \
	--notify-timeout 0.4
exits 2; took 35 1000
complains "start-stop-daemon: /bin/sh was not ready in time"
pid_of pid
runs "$pid" || wrong "a program that was late was killed"
kill "$pid"

it "reports an error that the program sends, and removes the pid file"
awaits 'notify "ERRNO=2"; exec sleep 10'
exits 2; absent pid
grep -q '^start-stop-daemon: /bin/sh failed to start: No such file' err || wrong "$(cat err)"

it "waits for the time that the program asks for, in microseconds (better 6)"
timed awaits 'notify EXTEND_TIMEOUT_USEC=5000000; sleep 1; notify READY=1; exec sleep 100' --notify-timeout 0.5
exits 0; took 90 1000
pid_of pid
kill "$pid"
timed awaits 'notify EXTEND_TIMEOUT_USEC=300000; exec sleep 100' --notify-timeout 20
exits 2; took 25 1000
pid_of pid
kill "$pid"
timed awaits 'notify EXTEND_TIMEOUT_USEC=99999999999999999999999; sleep 0.5; notify READY=1; exec sleep 100' \
	--notify-timeout 0.3
exits 0
pid_of pid
kill "$pid"

it "notices at once that the program has ended, whatever its status"
for end in 'exit 0' 'exit 3' 'kill -KILL $$'; do
	timed awaits "sleep 0.2; $end" --notify-timeout 20
	exits 2; took 0 1000; absent pid
	complains "start-stop-daemon: /bin/sh ended before it was ready"
done
# what it said before that counts
awaits 'notify READY=1; exit 0'
exits 0

it "reaches a program that has changed its root and its user"
if is_root && as_other_user true 2>/dev/null && has SLEEP && is_static; then
	mkdir -p root/bin
	chmod 711 . ..
	chmod 755 root root/bin
	cp "$HOLDBOX" root/bin/sleep
	run cc -static -o root/bin/notify "${0%/*}/../notify.c"
	if [ "$status" = 0 ]; then
		ssd -S -b -m -p pid --notify-await --notify-timeout 5 -r "$PWD/root" -c 1000:1000 -n nobody-has-this \
			-a /bin/notify -- READY=1 /bin/sleep 100
		exits 0; complains
		pid_of pid
		same "$PWD/root" "$(readlink "/proc/$pid/root")" root
		kill "$pid"
	else
		skip "there is no static libc"
	fi
else
	skip "only root can do this"
fi

it "accepts messages only from the program, root, our own user and that of --chuid"
if is_root && as_other_user true 2>/dev/null && ( : >"$scratch/name" && chmod 666 "$scratch/name" ); then
	program=$(PATH=$system_path command -v setpriv)
	export program
	chmod 711 . ..
	# a stranger says it
	cat >stranger <<'END'
#!/bin/sh
"$program" --reuid 4321 --regid 4321 --clear-groups notify READY=1
exec sleep 100
END
	chmod 755 stranger
	ssd -S -b -m -p pid --notify-await --notify-timeout 0.5 -n nobody-has-this -a "$PWD/stranger"
	exits 2
	pid_of pid
	kill "$pid"
	# a child of the program, which has our user
	awaits 'notify READY=1; exec sleep 100' -c 1000:1000
	exits 0
	pid_of pid
	kill "$pid"
	# the program itself, though it has changed its user
	ssd -S -b -m -p pid --notify-await --notify-timeout 5 -n nobody-has-this -a "$program" -- \
		--reuid 4321 --regid 4321 --clear-groups "$HOLDBOX_TOOLS/notify" READY=1 /bin/sleep 100
	exits 0
	pid_of pid
	kill "$pid"
else
	skip "only root can become another user"
fi

it "leaves no socket and no process behind"
awaits 'echo "$NOTIFY_SOCKET" >&2; notify READY=1; exec sleep 100'
exits 0
read -r name <log
case $name in
@*) ;;
*) wrong "not an abstract socket: $name" ;;
esac
! grep -qF "$name" /proc/net/unix || wrong "the socket is still there"
run pgrep -x start-stop-daemon
! has PGREP || exits 1
pid_of pid
kill "$pid"

it "exits with 1 if the program ends within --wait milliseconds"
if has FEATURE_START_STOP_DAEMON_MORE; then
	timed ssd -S -b -w 20000 -m -p pid -n nobody-has-this -a /bin/sh -- -c 'sleep 0.2; exit 0'
	exits 1; took 0 1000; absent pid; complains "start-stop-daemon: /bin/sh has ended"
	timed ssd -S -b -w 300 -m -p pid -n nobody-has-this -a /bin/sleep -- 100
	exits 0; took 25 1000
	pid_of pid
	kill "$pid"
	ssd -S -b -w 0 -n nobody-has-this -a /bin/sleep -- 0.1
	exits 0
	awaits 'notify READY=1; sleep 0.2; exit 5' -w 20000
	exits 1; absent pid
else
	skip "FEATURE_START_STOP_DAEMON_MORE is not configured"
fi

it "works without pidfd_open"
strace_options=-f
inject pidfd_open:error=ENOSYS start-stop-daemon -S -b --notify-await -n nobody-has-this -a /bin/sh -- -c 'sleep 0.2; exit 0'
exits 2; complains "start-stop-daemon: /bin/sh ended before it was ready"
strace_options=

finish
