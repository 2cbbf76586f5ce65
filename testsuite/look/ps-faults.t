# ps-faults.t - ps where a look at processes fails, parents form a loop, or the surroundings are poor
. "${0%/*}/../lib.sh"
needs PS
isolate

# number PID: makes it the ID of the next process that the shell starts
number() {
	echo $(($1 - 1)) >/proc/sys/kernel/ns_last_pid
}

it "reports a failure to read the list of processes"
inject getdents64:error=EIO:when=1 ps -e
exits 1
grep -qx "ps: cannot read /proc: I\(nput\)\{0,1\}/\(O\|output\) error" err || wrong "$(cat err)"
prints "    PID TTY          TIME CMD"
for error in ENOMEM EINTR; do
	inject getdents64:error=$error:when=2 ps -eo pid=
	exits 1
	grep -qx ' *1' out || wrong "$error: what was read before is not listed"
	grep -q '^ps: cannot read /proc: ' err || wrong "$error: $(cat err)"
done

it "reports a process that cannot be read, and lists the others"
sleep 1000 &
sleeper=$!
wait_for grep -qx sleep /proc/$sleeper/comm
# the first one to be opened below /proc is ps's own entry
for error in EMFILE ENFILE ENOMEM EIO; do
	strace_options="-P $sleeper/stat" inject openat:error=$error ps -eo pid=,ppid=
	[ -z "$skipped" ] || break
	exits 1
	grep -q "^ps: cannot read process $sleeper: ." err || wrong "$error: $(cat err)"
	grep -q '^ *1 ' out || wrong "$error: process 1 is not listed: $(cat out)"
	! grep -q "^ *$sleeper " out || wrong "$error: the process is listed"
done
for error in ENOENT ESRCH; do
	strace_options="-P $sleeper/stat" inject openat:error=$error ps -eo pid=,ppid=
	[ -z "$skipped" ] || break
	exits 0
	complains
done
strace_options=

it "fails if it has no descriptors to read processes with"
for arguments in "-e" "-ef" "aux" "-p 1" "-C sleep -o pid=" "-eL" "axf" "-u 0"; do
	# shellcheck disable=SC2016,SC2086 # for the shell inside
	run sh -c 'ulimit -n 4; exec "$@"' sh ps $arguments
	exits 1
	grep -q '^ps: cannot read .*: No file descriptors available\|^ps: .*: Too many open files' err ||
		wrong "ps $arguments: $(cat err)"
done

it "does not take a lack of descriptors for a lack of /proc"
if is_static; then
	# shellcheck disable=SC2016
	run sh -c 'ulimit -n 3; exec "$@"' sh ps -e
	exits 1; prints; complains "ps: cannot read /proc: No file descriptors available"
fi

it "fails if it cannot read a file of every process that a field needs"
for fields in exe cgroup fds handle; do
	# shellcheck disable=SC2016
	run sh -c 'ulimit -n 5; exec "$@"' sh ps -eo "pid,stat,$fields"
	exits 1
	grep -q '^ps: cannot read ' err || wrong "$fields: $(cat err)"
done

it "does not take a user that cannot be looked up for one that does not exist"
strace_options="-P /etc/passwd" inject "?open,openat:error=EMFILE" ps -u nosuch
exits 1
grep -q "^ps: cannot look up 'nosuch': " err || wrong "$(cat err)"
strace_options=

it "lists processes whose parents form a loop, once each"
if mount --bind /proc/self/stat /proc/1/stat 2>/dev/null; then
	umount /proc/1/stat
	number 200
	sleep 100 &
	number 210
	sleep 101 &
	number 220
	sleep 102 &
	wait_for grep -qx sleep /proc/200/comm /proc/210/comm /proc/220/comm
	for pair in 200:210 210:200 220:220; do
		sed "s/^\([0-9]* ([^)]*) .\) [0-9]*/\1 ${pair#*:}/" "/proc/${pair%:*}/stat" >"${pair%:*}"
		mount --bind "${pair%:*}" "/proc/${pair%:*}/stat"
	done
	for option in --forest -H f; do
		ps -N -p 1 $option -o pid= | tr -d ' ' >out
		for process in 200 210 220; do
			same 1 "$(grep -cx $process out)" "rows of $process with $option"
		done
	done
	for process in 200 210 220; do
		umount /proc/$process/stat
		kill $process
	done
else
	skip "mounts are not permitted here"
fi

it "draws a deep tree with a small stack"
# shellcheck disable=SC2016 # for the shells inside
deep='if [ "$1" -gt 0 ]; then sh -c "$2" sh $(($1 - 1)) "$2"; else >ready; exec sleep 100; fi; :'
sh -c "$deep" sh 150 "$deep" &
nested=$!
wait_for [ -e ready ]
# shellcheck disable=SC2016
run sh -c 'ulimit -s 64; exec ps axf -o pid,comm'
exits 0
same 1 "$(grep -c '^ *[0-9]* \( \{4\}\|[ |]\{4\}\)\{150\} \\_ sleep$' out)" "leaves at the right depth"
kill -KILL $nested

it "runs with a stack of 64 kB"
# shellcheck disable=SC2016
for arguments in -e aux axf -ejH -eLf "-u root" "-eo pid,exe,cwd,user,group,supgrp,environ,cgroup" L; do
	# shellcheck disable=SC2086
	run sh -c 'ulimit -s 64; exec "$@"' sh ps $arguments
	exits 0
	complains
done

it "exits quietly with 0 if its reader has gone, whether or not SIGPIPE is ignored"
long=$(printf '%100000s' '' | tr ' ' x)
sh -c 'sleep 1000; :' sh "$long" "$long" &
wait_for grep -qa xxx /proc/$!/cmdline
for how in default ignored; do
	{
		if [ $how = ignored ]; then
			trap '' PIPE
		fi
		(exec ps -ww -o args= -p $!) 2>err
		echo $? >status
	} | head -c 1 >/dev/null
	command="ps with SIGPIPE $how"
	file status 0
	file err ''
done

finish
