# shellcheck disable=SC2016,SC2317
# runsv, sv - failing system calls, a full disk, no /proc, old kernels
. "${0%/*}/../lib.sh"
. "${0%/*}/services.sh"
needs RUNSV SV
needs_program timeout od strace
isolate
give_up_after 900

# faulty FAULT NAME: runsv for it, with a fault as for inject; its tracer: $started
faulty() {
	strace -qq -o trace -e trace="${1%%:*}" -e inject="$1" runsv "$2" 2>>err &
	started=$!
}

answers() {
	sv status "./$1" >/dev/null
}

it "reports what fails at the start, and exits with 111"
service a 'exec sleep 1000'
while read -r fault reason; do
	inject "$fault" runsv a
	exits 111; prints
	grep -qx "runsv a: fatal: unable to $reason" err || wrong "$fault: $(cat err)"
done <<'END'
signalfd4:error=ENOSYS wait for signals: Function not implemented
chdir:error=EACCES change to directory: Permission denied
flock:error=ENOLCK lock supervise/lock: No locks available
/^mkdir:error=EROFS create supervise: Read-only file system
/^mknod:error=ENOSPC open supervise/control: No space left on device
END

it "retries when no process can be created, and acts on letters meanwhile"
service a 'echo up >>starts; exec sleep 1000'
faulty vfork:error=EAGAIN:when=1..4 a
wait_for grep -q "runsv a: warning: unable to fork: Resource temporarily unavailable" err
absent a/starts
# the delays grow: one second, two, four; but not for this
for _ in 1 2 3 4; do
	letters a u
done
wait_for lines a/starts 1
state a run
same 1 "$(grep -c fork err)" "number of messages"
letters a x
wait $started

it "continues when it cannot write the status, and writes it at the next change"
service a 'trap "" TERM; while :; do sleep 0.05; done'
faulty '/^rename:error=ENOSPC:when=8..9' a
state a run
letters a t
wait_for grep -q "runsv a: warning: unable to write to supervise: No space left on device" err
same 1 "$(grep -c supervise: err)" "number of messages"
letters a pcpcpcp
state a "run, paused, got TERM"
letters a k
letters a x

it "continues when the disk is full"
program=$(PATH=$system_path command -v unshare)
service a 'echo up >>../../starts; exec sleep 1000'
mkdir small
cat >full <<'END'
mount -t tmpfs -o size=64k none small && cp -R a small/ && cd small || exit 7
runsv a 2>>../err &
until [ "$(cat a/supervise/stat 2>/dev/null)" = run ]; do sleep 0.05; done
started() {
	until [ "$(wc -l <../starts)" = "$1" ]; do sleep 0.05; done
}
started 1
cat /dev/zero >filler 2>/dev/null
echo t >a/supervise/control
started 2
rm filler
printf k >a/supervise/control
started 3
until kill -0 "$(cat a/supervise/pid)" 2>/dev/null; do sleep 0.05; done
until [ "$(cat a/supervise/stat)" = run ]; do sleep 0.05; done
echo it runs
printf x >a/supervise/control
wait $!
echo $?
END
run timeout 30 "$program" --mount sh ./full
if [ "$status" = 7 ] || grep -q "^unshare: " err; then
	skip "mounts are not permitted here"
fi
same "it runs
0" "$(tail -n 2 out)" "what it does"

it "works without /proc"
service a 'echo up >>starts; exec sleep 1000'
cat >bare <<'END'
mount -t tmpfs none /proc || exit 7
runsv a 2>>err &
until [ -s a/starts ]; do sleep 0.05; done
sv -w 5 restart ./a
until [ "$(wc -l <a/starts)" = 2 ]; do sleep 0.05; done
kill -9 $!
wait $! 2>/dev/null
runsv a 2>>err &
until sv status ./a >/dev/null; do sleep 0.05; done
sv -w 5 restart ./a
until [ "$(wc -l <a/starts)" = 3 ]; do sleep 0.05; done
printf x >a/supervise/control
wait $!
END
if is_static; then
	run timeout 30 "$program" --mount sh ./bare
else
	skip "the program is not static"
fi
if [ "$status" = 7 ] || grep -q "^unshare: " err; then
	skip "mounts are not permitted here"
fi
[ -n "$skipped" ] || {
	exits 0
	same 3 "$(wc -l <a/starts)" "number of starts"
}

it "finds the service that a killed runsv has left running without pidfd_open, too"
service a 'echo up >>starts; exec sleep 1000'
script a/finish 'echo "$@" >>ends'
strace_options=-f
strace -qq -f -o /dev/null -e trace=pidfd_open -e inject=pidfd_open:error=ENOSYS runsv a 2>>err &
wait_for lines a/starts 1
pid=$(pid_of a)
parent=$(sed -n 's/^PPid:[[:space:]]*//p' "/proc/$pid/status")
same "$pid:0 " "$(sed 's/ .*/ /' a/supervise/handle)" handle
kill -9 "$parent"
wait_for ended "$parent"
[ -d "/proc/$pid" ] || skip "strace has killed the service"
faulty pidfd_open:error=ENOSYS a
wait_for answers a
same "$pid" "$(pid_of a)" process
kill "$pid"
wait_for lines a/starts 2
file a/ends "-1 0"
strace_options=

it "waits in sv without inotify"
service a 'exec sleep 1000'
supervise a
state a run
inject inotify_init1:error=EMFILE sv -w 5 restart ./a
exits 0
script a/check 'exit 0'
inject vfork:error=EAGAIN sv -w 0.5 start ./a
exits 1

it "reports in sv that the working directory cannot be opened"
if is_static; then
	inject /^open.*:error=EACCES:when=1 sv status ./a
	exits 100; complains "sv: fatal: unable to open current directory: Permission denied"
	ln -s "$HOLDBOX_LINKS/sv" nice-name
	inject /^open.*:error=EACCES:when=1 ./nice-name status
	exits 151; complains "nice-name: fatal: unable to open current directory: Permission denied"
else
	skip "the loader of a dynamic program opens files first"
fi

it "restarts in time, and reports the time of day, when the clock is stepped"
service a 'cut -d" " -f1 /proc/uptime >>starts
[ -e stay ] || exit; echo >stays; exec sleep 1000'
echo 0 >step
stepclock step true
if [ $? = 77 ]; then
	skip "the clock of a program cannot be stepped here"
else
	stepclock step runsv a 2>>err &
	supervisor=$!
	n=2
	for step in -3600 7200 0; do
		wait_for lines a/starts $n
		echo $step >step
		n=$((n + 2))
	done
	wait_for lines a/starts 7
	awk '{ time[NR] = $1 }
		NR > 1 && (time[NR] - time[NR - 1] < 0.98 || time[NR] - time[NR - 1] > 3) { bad = 1 }
		END { exit bad }' a/starts || wrong "starts: $(cat a/starts)"
	echo -3600 >step
	touch a/stay
	wait_for [ -e a/stays ]
	state a run
	run sv status ./a
	exits 0
	age=$(sed 's/.*) //; s/s$//' out)
	{ [ "$age" -ge 3600 ] && [ "$age" -lt 3660 ]; } || wrong "sv says: $(cat out)"
	letters a x
	wait $supervisor
fi

finish
