# What start-stop-daemon finds and starts. The other files: -stop, -notify, -faults, and -dpkg, which
# compares it with Debian's.
. "${0%/*}/../lib.sh"
. "${0%/*}/ssd.sh"
needs START_STOP_DAEMON
isolate

is_real_root() {
	is_root && as_other_user true 2>/dev/null
}
program=$(PATH=$system_path command -v setpriv) || :

more() {
	has FEATURE_START_STOP_DAEMON_MORE || skip "FEATURE_START_STOP_DAEMON_MORE is not configured"
}

it "starts a program in the background, once it is executed, with its number in the pid file"
daemon one
started -x "$PWD/one" --
runs "$pid" || wrong "process $pid does not run"
same "$PWD/one" "$(readlink "/proc/$pid/exe")" executable
same "$PWD/one -r $PWD/ready" "$(tr '\0' ' ' <"/proc/$pid/cmdline" | sed 's/ $//')" arguments
mode pid 644
kill "$pid"

it "runs it in a session that it does not lead, in /, without a terminal"
daemon two
started -x "$PWD/two" --
read -r _ _ _ _ group session terminal _ <"/proc/$pid/stat"
same "$group" "$session" session
[ "$session" != "$pid" ] || wrong "it leads the session"
same 0 "$terminal" terminal
same / "$(readlink "/proc/$pid/cwd")" directory
same "/dev/null /dev/null /dev/null" \
	"$(readlink "/proc/$pid/fd/0" "/proc/$pid/fd/1" "/proc/$pid/fd/2" | tr '\n' ' ' | sed 's/ $//')" streams
kill "$pid"

it "becomes the program without -b"
cat >script <<'END'
#!/bin/sh
read -r file <"$1"
echo "$$ $file $2"
exit 7
END
chmod 755 script
ssd -S -m -p pid -n nobody-has-this -d . -a "$PWD/script" -- "$PWD/pid" 'a b'
exits 7
same "$(sed -n 1p pid) a b" "$(cut -d' ' -f2- out)" output
same "$(cut -d' ' -f1 out)" "$(sed -n 1p pid)" "pid file"

it "does not start what is already running: 1, or 0 with -o"
daemon three
started -x "$PWD/three" --
for option in -v -o -ov; do
	wanted=1
	case $option in -o*) wanted=0 ;; esac
	ssd -S -b $option -x "$PWD/three"
	exits $wanted; prints "$PWD/three already running."; complains
	ssd -S -b $option -q -n three -a "$PWD/three"
	exits $wanted; prints; complains
	ssd -S -b $option -n three -a "$PWD/three"
	exits $wanted; prints "process already running."
done
same 1 "$(pgrep -c -x three 2>/dev/null || echo 1)" processes
kill "$pid"

it "reports a program in the background that cannot be executed, and leaves no pid file (better 1)"
printf '#!/nonexistent\n' >bad
printf '#!/bin/sh\n' >plain
chmod 755 bad
chmod 644 plain
for file in "$PWD/bad" "$PWD/plain" "$PWD/missing"; do
	for background in -b ''; do
		ssd -S $background -m -p pid -n nobody-has-this -a "$file"
		exits 2; prints
		grep -q "^start-stop-daemon: cannot start $file: " err || wrong "message: $(cat err)"
		absent pid
	done
done
ssd -S -b -m -p pid -x "$PWD/missing"
exits 2; complains "start-stop-daemon: cannot stat $PWD/missing (No such file or directory)"
absent pid
# a file from before is gone as well
echo 99999 >pid
ssd -S -b -m -p pid -n nobody-has-this -a "$PWD/bad"
exits 2
absent pid

it "runs a file without #! by the shell"
echo 'echo "$0 $1"' >noexec
chmod 755 noexec
ssd -S -n nobody-has-this -a "$PWD/noexec" -- x
exits 0; prints "$PWD/noexec x"

it "searches no PATH, but finds an applet by its name alone"
mkdir bin
printf '#!/bin/sh\necho found\n' >bin/nobody-has-this
chmod 755 bin/nobody-has-this
PATH=$PWD/bin:$PATH ssd -S -n nobody-has-this -a nobody-has-this
exits 2; prints
ssd -S -d "$PWD/bin" -n other -a nobody-has-this
exits 0; prints found
if has TRUE; then
	PATH=/nonexistent "$HOLDBOX" start-stop-daemon -S -n nobody-has-this -a true
	same 0 $? status
fi

it "writes the pid file in one step, with a handle that other readers pass over (better 3)"
daemon four
inject rename:delay_enter=1 start-stop-daemon -S -b -m -p pid -x "$PWD/four"
[ -n "$skipped" ] || {
	exits 0
	strace_options=-f # to the end of the program
	inject rename:delay_enter=1 start-stop-daemon -S -b -m -p pid2 -n nobody-has-this -a /bin/true
	grep -q 'rename("pid2\.[0-9]*", "pid2")' trace || wrong "no rename: $(cat trace)"
	strace_options=
}
pid_of pid
file pid "$pid"
kill "$pid"
ended "$pid"
if has FEATURE_START_STOP_DAEMON_HANDLE; then
	ssd -S -b -m --handle -p pid -x "$PWD/four"
	exits 0
	pid_of pid
fi
if grep -q handle pid; then
	boot=$(cat /proc/sys/kernel/random/boot_id)
	same "handle $pid:N boot $boot" "$(sed -n '2s/:[0-9]*/:N/p' pid)" "second line"
	same 2 "$(wc -l <pid | tr -d ' ')" lines
	! has PGREP || { run pgrep -F pid; exits 0; prints "$pid"; }
	ssd -K -R 5 -p pid
	exits 0
	ended "$pid"
fi

it "takes the mode of the pid file from the umask, and refuses a link"
ssd -S -m -p pid -k 077 -n nobody-has-this -a /bin/true
exits 0; mode pid 600
(umask 0; ssd -S -m -p pid2 -n nobody-has-this -a /bin/true); mode pid2 666
(umask 077; ssd -S -b -m -p pid3 -n nobody-has-this -a /bin/true); mode pid3 644
echo kept >elsewhere
ln -s elsewhere link
ssd -S -b -m -p link -n nobody-has-this -a /bin/true
exits 2
grep -q "^start-stop-daemon: cannot open pidfile link for writing: " err || wrong "$(cat err)"
file elsewhere kept
ssd -S -b -m -p missing/pid -n nobody-has-this -a /bin/sh -- -c "echo >$PWD/ran"
exits 2
grep -q "^start-stop-daemon: cannot open pidfile missing/pid for writing: " err || wrong "$(cat err)"
absent ran
ssd -S -b -m -p /dev/null -n nobody-has-this -a /bin/true
exits 0; complains
[ -c /dev/null ] || wrong "/dev/null was replaced"

it "finds a program whose pid file is stale by its other conditions and arguments (better 4)"
daemon five
started -x "$PWD/five" -- -i 1
real=$pid
for content in 99999 1 '' x; do
	printf '%s\n' "$content" >pid
	rm -f ready2
	ssd -S -b -m -p pid -x "$PWD/five" -- -i 1 -r "$PWD/ready"
	exits 1; prints "$PWD/five already running."
	same "$real" "$(head -n 1 pid)" "corrected pid file"
	echo 99999 >pid
	ssd -S -b -p pid -x "$PWD/five" -- -i 1 -r "$PWD/ready"
	exits 1
	file pid 99999
done
# other arguments: another instance; no pid file: no search
ssd -S -t -p pid -x "$PWD/five" -- -i 2
exits 0; prints "Would start $PWD/five -i 2 ."
rm pid
ssd -S -t -p pid -x "$PWD/five" -- -i 1 -r "$PWD/ready"
exits 0
# -T as -S
echo 99999 >pid
ssd -T -p pid -x "$PWD/five"
exits 1
if has FEATURE_START_STOP_DAEMON_MORE; then
	ssd -T --scan -p pid -x "$PWD/five"
	exits 0
	ssd -S --scan -b -p pid -x "$PWD/five" -- other
	exits 1
fi
# -K only warns
ssd -K -p pid -x "$PWD/five"
exits 1; prints "No $PWD/five found running; none killed."
complains "start-stop-daemon: warning: 1 others match, which pidfile pid does not name"
runs "$real" || wrong "it was killed"
if has FEATURE_START_STOP_DAEMON_MORE; then
	ssd -K --scan -R 5 -p pid -x "$PWD/five"
	exits 0; complains
	ended "$real"
fi

it "finds a script by its arguments, too"
printf '#!/bin/sh\nsleep 100\n' >script
chmod 755 script
ssd -S -b -m -p pid -n script -a "$PWD/script" -- one
exits 0
pid_of pid
echo 99999 >pid
ssd -S -b -m -p pid -n script -a "$PWD/script" -- one
exits 1
same "$pid" "$(head -n 1 pid)" "pid file"
ssd -S -t -p /dev/null -n script -a "$PWD/script" -- two
exits 0
kill "$pid"

it "does not take another process for the one that a handle names (better 5)"
knows_other_processes() {
	daemon six
	started --handle -x "$PWD/six" --
	grep -q handle pid || {
		skip "the kernel has no inodes of processes"
		kill "$pid"
		return
	}
	victim=$pid
	ssd -T -p pid
	exits 0
	boot=$(cat /proc/sys/kernel/random/boot_id)
	printf '%s\nhandle %s:%s boot %s\n' "$pid" "$pid" 1 "$boot" >wrong
	ssd -T -p wrong
	exits 1; complains "start-stop-daemon: warning: process $pid is not the one in pidfile wrong"
	ssd -K -R 1 -p wrong
	exits 1; prints "No process in pidfile 'wrong' found running; none killed."
	ssd -K -p wrong -x "$PWD/six"
	exits 1
	sed 's/ boot .*/ boot 00000000-0000-0000-0000-000000000000/' pid >old
	ssd -K -p old
	exits 1; prints "No process in pidfile 'old' found running; none killed."
	complains "start-stop-daemon: warning: process $pid is not the one in pidfile old"
	ssd -T -p old
	exits 1
	ssd -S -t -p old -a /bin/true
	exits 0
	# nonsense is passed over
	printf '%s\nhandle x boot y\nhandle 5:\n' "$pid" >odd
	ssd -T -p odd
	exits 0
	runs "$victim" || wrong "it was killed"
	kill "$victim"
}
if has FEATURE_START_STOP_DAEMON_HANDLE; then
	knows_other_processes
else
	skip "handles are not configured"
fi

it "rejects wrong arguments with 3, under -T with 4 (10)"
wrong_usage() {
	ssd "$@"
	exits 3; prints
	[ -s err ] || wrong "no message"
}
wrong_usage
wrong_usage -S
wrong_usage -S -K -n x
wrong_usage -S -p pid
wrong_usage -S -a /bin/true
wrong_usage -K
wrong_usage -K -a /bin/true
wrong_usage -S -m -x /bin/true
wrong_usage -K --remove-pidfile -n x
wrong_usage -K -b -n x
wrong_usage -S -x /bin/true -C
wrong_usage -S -x /bin/true -O /dev/null
wrong_usage -S -x /bin/true -b -O relative
wrong_usage -S -x /bin/true -k 8
wrong_usage -S -x /bin/true -k 0x12
wrong_usage -S -x /bin/true -k 1000
wrong_usage -S -x /bin/true -k ''
wrong_usage -S -x /bin/true -k -1
wrong_usage -S -x /bin/true -k 02000000000000000000000
wrong_usage -S -x /bin/true -N x
wrong_usage -S -x /bin/true -P nothing
wrong_usage -S -x /bin/true -P ''
wrong_usage -S -x /bin/true -P rr
wrong_usage -S -x /bin/true -P fifo
wrong_usage -S -x /bin/true -P fifo:0
wrong_usage -S -x /bin/true -P rr:x
wrong_usage -S -x /bin/true -P rr:100
wrong_usage -S -x /bin/true -P other:1
wrong_usage -S -x /bin/true -I nothing
wrong_usage -S -x /bin/true -I :4
wrong_usage -S -x /bin/true -I best-effort:8
wrong_usage -S --pid 0 -a /bin/true
wrong_usage -K --pid -1
wrong_usage -K --pid x
wrong_usage -K --pid 1 -p pid
wrong_usage -K --ppid 0
wrong_usage -K -n x -s NOTHING
wrong_usage -K -n x -s 65
wrong_usage -K -n x -s -1
wrong_usage -K -n x --nothing
wrong_usage -K -n
for schedule in TERM TERM//5 forever TERM/forever/forever/1 TERM/forever TERM/5/ /TERM/5 '' / -5 \
	100000000000000000000 TERM/1e20 TERM/x 5/-65 1s/NOTHING TERM/-TERM-/1; do
	wrong_usage -K -n x -R "$schedule"
done
if has FEATURE_START_STOP_DAEMON_NOTIFY; then
	wrong_usage -S -x /bin/true --notify-await
	wrong_usage -S -x /bin/true -b --notify-timeout 5
	wrong_usage -S -x /bin/true -b --notify-await --notify-timeout x
fi
if has FEATURE_START_STOP_DAEMON_MORE; then
	for option in -0 -1 -2; do
		wrong_usage -S -x /bin/true $option /dev/null
	done
	wrong_usage -S -x /bin/true -w 5
	wrong_usage -S -x /bin/true -b -w x
	wrong_usage -S -x /bin/true -b -O /dev/null -1 /dev/null
	wrong_usage -S -x /bin/true -b -O /dev/null -2 /dev/null
	wrong_usage -S -x /bin/true -e NAME
	wrong_usage -S -x /bin/true -e =VALUE
	wrong_usage -S -n x -a /bin/true -i
fi
for arguments in '' '-x /nonexistent' '-n x -b' '-n x -u no-such-user'; do
	# shellcheck disable=SC2086
	ssd -T $arguments
	exits 4; prints
done
ssd -S -x /bin/true -x /bin/true -S -k 022
exits 0

it "names a wrong value, and says what it must be"
for message in "-P nothing:1: unknown scheduling class 'nothing:1': must be other, fifo:N or rr:N" \
	"-I x: unknown scheduling class 'x': must be idle, best-effort[:N] or real-time[:N]" \
	"-k 8: invalid umask '8': must be octal, up to 0777" \
	"-N 99: invalid nice level argument: '99': must be from -39 to 39" \
	"-R TERM: invalid schedule 'TERM': must be a time, or at least two items such as TERM/5"; do
	arguments=${message%%: *}
	# shellcheck disable=SC2086
	ssd -S -n no-such-name -a /bin/true $arguments
	exits 3
	same "start-stop-daemon: ${message#*: }" "$(head -n 1 err)" message
done

it "fails with 2 for unknown users and groups, before anything is started"
for option in '-c no-such-user' '-c root:no-such-group' '-g no-such-group' '-c root:' '-c 54321' \
	'-u no-such-user'; do
	# shellcheck disable=SC2086
	ssd -S -b -m -p pid -n nobody-has-this -a /bin/sh $option -- -c "echo >$PWD/ran"
	exits 2; prints
	absent pid
	absent ran
done

it "has these statuses, with and without a pid file (11)"
daemon seven
started -x "$PWD/seven" --
echo 99999 >dead
: >empty
mkdir directory
# OPTION STATUS-OF-T STATUS-OF-S STATUS-OF-K, the last two with -t
while read -r options t s k; do
	[ -n "$options" ] || continue
	options=$(echo "$options" | tr , ' ')
	# shellcheck disable=SC2086
	{
		ssd -T $options; exits "$t"; prints
		ssd -S -t $options -a /bin/true; exits "$s"
		ssd -K -t $options; exits "$k"
		[ "$t" != 0 ] || t=0
		ssd --pidof $options; exits "$t"
	}
	[ "$t" != 0 ] || prints "$pid"
done <<END
-p,pid 0 1 0
-p,pid,-n,seven 0 1 0
-p,pid,-n,eight 1 0 1
-p,dead 1 0 1
-p,dead,-n,eight 1 0 1
-p,missing 3 0 1
-p,missing,-n,seven 3 0 1
-p,empty 4 0 1
-p,directory 4 0 1
-p,/dev/null 4 0 1
-n,seven 0 1 0
-n,eight 3 0 1
-x,$PWD/seven 0 1 0
-x,seven,-d,$PWD 0 1 0
-x,/bin/true 3 0 1
--pid,$pid 0 1 0
--pid,99999 3 0 1
--pid,$pid,-n,eight 3 0 1
--ppid,99999 3 0 1
-n,seven,-u,0 0 1 0
-n,seven,-u,54321 3 0 1
END
ssd -K -o -n eight
exits 0; prints "No eight found running; none killed."
ssd -K -o -q -n eight
exits 0; prints
kill "$pid"

it "reads the first number of a pid file; zero, negative and too large ones are invalid"
daemon eight
started -x "$PWD/eight" --
for text in "$pid" " $pid" "${pid}x" "+$pid" "000$pid" "$pid 1" "
	$pid"; do
	printf '%s' "$text" >number
	ssd -T -p number
	exits 0; complains
done
for text in 0 -1 "-$pid" x "x$pid" 99999999999999999999 4294967297 2147483648 ' ' '+'; do
	printf '%s' "$text" >number
	ssd -T -p number
	exits 4; complains "start-stop-daemon: warning: no process ID in pidfile number"
	ssd -K -p number
	exits 1
	ssd -S -t -p number -a /bin/true
	exits 0
done
kill "$pid"

it "refuses pid files that others may have written"
echo 99999 >pid
chmod 666 pid
for command in -K '-S -a /bin/true' -T; do
	wanted=2
	[ "$command" != -T ] || wanted=4
	# shellcheck disable=SC2086
	ssd $command -p pid -n x
	exits $wanted; complains "start-stop-daemon: matching on world-writable pidfile pid is insecure"
done
if is_real_root; then
	chmod 644 pid
	for owner in 1000:0 0:1000; do
		chown $owner pid
		ssd -K -p pid
		exits 2; complains "start-stop-daemon: matching only on non-root pidfile pid is insecure"
		ssd -K -p pid -n x
		exits 1; complains
	done
fi

it "finds a program that was replaced, as by an upgrade (22)"
daemon nine
started -x "$PWD/nine" --
cp nine new
mv new nine
same "$PWD/nine (deleted)" "$(readlink "/proc/$pid/exe")" executable
ssd -T -x "$PWD/nine"
exits 0
cp nine unrelated
ssd -T -x "$PWD/unrelated"
exits 3
ssd -K -R 5 -x "$PWD/nine"
exits 0
ended "$pid"

it "does not find a script by -x, but with -i (23)"
printf '#!/bin/sh -e\nsleep 100\n' >script
chmod 755 script
ssd -S -b -m -p pid -n script -d "$PWD" -a ./script -- arg
exits 0
pid_of pid
ssd -T -x "$PWD/script"
exits 3
if has FEATURE_START_STOP_DAEMON_MORE; then
	ssd -T -i -x "$PWD/script"
	exits 0
	ln script link
	ssd -T -i -x "$PWD/link"
	exits 0
	cp script other
	ssd -T -i -x "$PWD/other"
	exits 3
	ssd -K -i -R 5 -x "$PWD/script"
	exits 0
	ended "$pid"
else
	kill "$pid"
fi

it "finds names longer than 15 bytes (24)"
daemon a-name-of-more-than-fifteen
started -x "$PWD/a-name-of-more-than-fifteen" --
ssd -T -n a-name-of-more-than-fifteen
exits 0; complains
ssd -T -n a-name-of-more
exits 3
ssd -T -n a-name-of-more-than-sixteen
exits 3
ssd -T -n a-name-of-more-
exits 0
kill "$pid"

it "finds children (25)"
sh -c 'echo $$ >parent; sleep 100 & echo $! >child; wait' &
wait_for [ -s child ]
read -r parent <./parent
read -r child <./child
ssd --pidof --ppid "$parent"
exits 0; prints "$child"
ssd -K --ppid "$parent"
exits 0
ended "$child"

it "prints what it would do, and does nothing (13)"
daemon ten
started -x "$PWD/ten" --
ssd -S -t -b -m -p pid2 -n nobody-has-this -a "$PWD/ten" -- 'a b' c
exits 0; prints "Would start $PWD/ten a b c ."
absent pid2
ssd -S -t -n nobody-has-this -a /bin/true -N 3 -P rr:2 -I idle -r / -d /tmp
exits 0
prints "Would start /bin/true  in directory /, and add 3 to the priority,\
 with scheduling policy rr with priority 2, with IO scheduling class idle with priority 7."
ssd -S -t -n nobody-has-this -a /bin/true -c root:0
prints "Would start /bin/true  (as user root[0], and group 0[0])."
ssd -K -t -R 5 -p pid
exits 0; prints "Ignoring --retry in test mode
Would send signal 15 to $pid."
ssd -K -t -s KILL --remove-pidfile -p pid
exits 0; prints "Would send signal 9 to $pid."
ssd -S -t -q -n nobody-has-this -a /bin/true
exits 0; prints
runs "$pid" || wrong "it was killed"
[ -e pid ] || wrong "the pid file was removed"
kill "$pid"

it "prints what it does with -v"
ssd -S -v -n nobody-has-this -a /bin/true
exits 0; prints "Starting /bin/true..."
ssd -S -v -b -n nobody-has-this -a /bin/true
exits 0; prints "Starting /bin/true...
Detaching to start /bin/true...
Detaching complete..."
ssd -S -q -v -n nobody-has-this -a /bin/true
prints "Starting /bin/true..."
ssd -S -v -q -n nobody-has-this -a /bin/true
prints

it "changes user and groups, and sets HOME (16)"
if is_real_root; then
	mkdir there
	chmod 711 . ..
	printf 'root:x:0:0::/root:/bin/sh\nweb:x:1234:2345::%s:/bin/sh\nlost:x:1235:1::/nonexistent:/bin/sh\n' \
		"$PWD/there" >passwd
	printf 'root:x:0:\nwww:x:2345:\nextra:x:3456:root,web\nother:x:4567:\n' >group
	mount --bind passwd /etc/passwd || wrong "cannot mount"
	mount --bind group /etc/group || wrong "cannot mount"
	who() {
		run start-stop-daemon -S -n nobody-has-this "$@" -a /bin/sh -- \
			-c 'sed -n "s/^\([UG][^m][a-z]*\):[[:space:]]*/\1 /p" /proc/self/status | tr "\t\n" " ,"; echo $HOME'
	}
	HOME=/before
	who -c web
	prints "Uid 1234 1234 1234 1234,Gid 2345 2345 2345 2345,Groups 2345 3456 ,$PWD/there"
	who -c 1234
	prints "Uid 1234 1234 1234 1234,Gid 2345 2345 2345 2345,Groups 2345 3456 ,$PWD/there"
	who -c web:other
	prints "Uid 1234 1234 1234 1234,Gid 4567 4567 4567 4567,Groups 3456 4567 ,$PWD/there"
	who -c web:4567
	prints "Uid 1234 1234 1234 1234,Gid 4567 4567 4567 4567,Groups 3456 4567 ,$PWD/there"
	who -c web:www -g other
	prints "Uid 1234 1234 1234 1234,Gid 4567 4567 4567 4567,Groups 3456 4567 ,$PWD/there"
	who -g other -c web
	prints "Uid 1234 1234 1234 1234,Gid 4567 4567 4567 4567,Groups 3456 4567 ,$PWD/there"
	who -g other -c web:www
	prints "Uid 1234 1234 1234 1234,Gid 2345 2345 2345 2345,Groups 2345 3456 ,$PWD/there"
	who -c lost
	prints "Uid 1235 1235 1235 1235,Gid 1 1 1 1,Groups 1 ,/before"
	who -c 54321:www
	prints "Uid 54321 54321 54321 54321,Gid 2345 2345 2345 2345,Groups 2345 ,/before"
	who -g other
	prints "Uid 0 0 0 0,Gid 4567 4567 4567 4567,Groups $(sed -n 's/^Groups:[[:space:]]*//p' /proc/self/status),/before"
	# what is so already needs no privileges
	program=$(PATH=$system_path command -v setpriv)
	run "$program" --reuid 1234 --regid 2345 --clear-groups start-stop-daemon -S -n nobody-has-this -c web -a /bin/true
	exits 0; complains
	run "$program" --reuid 1234 --regid 2345 --clear-groups start-stop-daemon -S -n nobody-has-this -c lost -a /bin/true
	exits 2
	umount /etc/passwd /etc/group
	HOME=$scratch/$tests/home
else
	skip "only root can become another user"
fi

it "warns that -u does not make the program run as that user"
if is_real_root; then
	ssd -S -t -u 54321 -a /bin/true
	exits 0
	complains "start-stop-daemon: warning: --user only matches; --chuid runs the program as that user"
	ssd -S -t -u 54321 -c root -a /bin/true
	exits 0; complains
fi

it "enters root and directory in this order, and looks -x up there (17)"
if is_real_root && has SLEEP && is_static; then
	mkdir -p root/sub root/bin root/run
	cp "$HOLDBOX" root/bin/sleep
	ssd -S -b -m -p pid -r "$PWD/root" -d /sub -x /bin/sleep -- 100
	exits 0; complains
	pid_of pid
	same "$PWD/root" "$(readlink "/proc/$pid/root")" root
	same "$PWD/root/sub" "$(readlink "/proc/$pid/cwd")" directory
	ssd -T -r "$PWD/root" -x /bin/sleep
	exits 0
	ssd -T -r "$PWD/root" -d /bin -x sleep
	exits 0
	ssd -T -x /bin/sleep
	exits 3
	absent root/pid
	kill "$pid"
	# an applet by its name alone
	ssd -S -b -m -p pid -r "$PWD/root" -n nobody-has-this -a sleep -- 100
	exits 0; complains
	pid_of pid
	same "$PWD/root" "$(readlink "/proc/$pid/root")" root
	kill "$pid"
	# the pid file is removed even after chroot
	ssd -S -m -p pid -r "$PWD/root" -n nobody-has-this -a /nonexistent
	exits 2
	absent pid
	ssd -S -b -m -p pid -r "$PWD/nothing" -n nobody-has-this -a /bin/sleep
	exits 2; complains "start-stop-daemon: cannot chroot to $PWD/nothing: No such file or directory"
	ssd -S -b -m -p pid -d "$PWD/nothing" -n nobody-has-this -a /bin/sleep
	exits 2; complains "start-stop-daemon: cannot chdir to $PWD/nothing: No such file or directory"
	absent pid
else
	skip "only root can do this"
fi

it "empties the pid file if it can no longer be removed"
if is_real_root; then
	chmod 711 . ..
	ssd -S -m -p pid -c 1000:1000 -n nobody-has-this -a /nonexistent
	exits 2
	file pid ""
else
	skip "only root can become another user"
fi

it "closes descriptors in the background, and keeps them with -C; -O appends (18)"
daemon eleven
exec 7</dev/null
started -x "$PWD/eleven" --
same "0 1 2" "$(cd "/proc/$pid/fd" && echo *)" descriptors
kill "$pid"
rm -f ready
run start-stop-daemon -S -b -m -p pid -C -n nobody-has-this -a "$PWD/eleven" -- -r "$PWD/ready"
exits 0
wait_for [ -e ready ]
pid_of pid
same "$PWD/out" "$(readlink "/proc/$pid/fd/1")" "standard output"
[ -e "/proc/$pid/fd/7" ] || wrong "descriptor 7 is closed"
kill "$pid"
exec 7<&-
echo before >log
for option in '' -C; do
	# shellcheck disable=SC2086
	ssd -S -b $option -O "$PWD/log" -n nobody-has-this -a /bin/sh -- -c 'echo out; echo err >&2'
	exits 0
	wait_for grep -q err log
	file log "before
out
err"
	echo before >log
done
rm log
(umask 027; ssd -S -b -O "$PWD/log" -n nobody-has-this -a /bin/sh -- -c :)
mode log 640
ssd -S -b -O /nonexistent/log -n nobody-has-this -a /bin/sh -- -c "echo >$PWD/ran"
exits 2; complains "start-stop-daemon: cannot open /nonexistent/log: No such file or directory"
absent ran

it "sets umask, niceness, policy and I/O class (19, 20)"
ssd -S -k 0137 -n nobody-has-this -a /bin/sh -- -c umask
exits 0; prints 0137
ssd -S -k 22 -n nobody-has-this -a /bin/sh -- -c umask
prints 0022
base=$(cut -d' ' -f19 /proc/self/stat) # of whoever runs the tests
low=$((base + 3 < 19 ? base + 3 : 19))
ssd -S -N 3 -n nobody-has-this -a /bin/sh -- -c 'cut -d" " -f19 /proc/self/stat'
exits 0; prints $low
if PATH=$system_path chrt -r 1 true 2>/dev/null; then
	ssd -S -P rr:2 -n nobody-has-this -a /bin/sh -- -c 'cut -d" " -f40,41 /proc/self/stat'
	exits 0; prints "2 2"
	ssd -S -P fifo:99 -n nobody-has-this -a /bin/sh -- -c 'cut -d" " -f40,41 /proc/self/stat'
	exits 0; prints "99 1"
	nice -n 5 start-stop-daemon -S -P other -N -5 -n nobody-has-this -a /bin/sh -- -c 'cut -d" " -f19,41 /proc/self/stat' >out
	prints "$((base + 5 < 19 ? base : 14)) 0"
fi
if has IONICE; then
	for class in idle:idle best-effort:best-effort,prio,4 best-effort:2:best-effort,prio,2; do
		wanted=${class##*:}
		ssd -S -I "${class%:*}" -n nobody-has-this -a "$HOLDBOX" -- ionice
		exits 0; prints "$(echo "$wanted" | sed 's/,prio,/: prio /')"
	done
fi
run_unprivileged start-stop-daemon -S -N -5 -n nobody-has-this -a /bin/true
exits 2; complains "start-stop-daemon: cannot alter the nice level by -5: Permission denied"

it "redirects streams and sets variables, as OpenRC's does"
more
echo input >in
echo before >outfile
ssd -S -b -0 "$PWD/in" -1 "$PWD/outfile" -2 "$PWD/errfile" -e A=1 -e HOME=/x -e A=2 \
	-n nobody-has-this -a /bin/sh -- -c 'read line; echo "$line $A $HOME"; echo err >&2'
[ -n "$skipped" ] || {
	exits 0
	wait_for [ -s errfile ]
	file outfile "before
input 2 /x"
	file errfile err
}

it "does not find one applet of the box by the file of another"
if has SLEEP && has YES; then
	ssd -S -b -m -p pid -x "$HOLDBOX_LINKS/sleep" -- 100
	exits 0
	pid_of pid
	ssd -T -x "$HOLDBOX_LINKS/sleep"
	exits 0
	ssd -T -x "$HOLDBOX_LINKS/yes"
	exits 3
	ssd -K -x "$HOLDBOX_LINKS/start-stop-daemon"
	exits 1
	ssd -K -R 5 -x "$HOLDBOX_LINKS/sleep"
	exits 0
	ended "$pid"
fi

it "prints its help and version"
for option in -H --help; do
	ssd $option
	exits 0; complains
	grep -q -- '--make-pidfile' out || wrong "no help: $(cat out)"
done
ssd -V
exits 0
grep -q '^start-stop-daemon (holdbox) ' out || wrong "$(cat out)"

finish
