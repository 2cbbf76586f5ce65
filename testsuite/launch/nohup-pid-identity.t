# shellcheck shell=sh
# nohup -p and -g: only the process that was found is changed; what prevents that is reported.
. "${0%/*}/../lib.sh"
. "${0%/*}/rescue.sh"
needs NOHUP FEATURE_NOHUP_PID
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"
[ -r /proc/self/status ] || skip_all "there is no /proc"
can_rescue || skip_all "the kernel is too old for this processor"
isolate
give_up_after 400

unshare=$(PATH=$system_path command -v unshare)

# recycled OPTION... COMMAND...: a process that is given the number of the prey between two system
# calls of the command is not changed
recycled() {
	if ! is_static || grep -aq libgcov "$HOLDBOX"; then
		skip "with a dynamic linker, or lines counted, it has too many system calls for this"
		return
	fi
	run timeout 100 recycle "$@"
	if [ "$status" = 99 ]; then
		skip "numbers cannot be chosen here: $(cat err)"
		return
	fi
	exits 0
	read -r runs hits last <out
	[ "${runs:-0}" -gt 80 ] || wrong "only ${runs:-0} runs"
	same 0 "${hits:-none}" "changes of another process, in $runs runs ($last)"
}

# By pidfd_open it finds the process that the user means.
it "does not change a process that has been given the number of the one it has found"
recycled -a pidfd_open nohup -p 20000

it "does not change a process that has been given the number of a member of a group"
recycled -l nohup -g 20000

it "does not do that either if copies of descriptors and signals by pidfd are denied"
recycled -a pidfd_open -x pidfd_getfd=1 nohup -p 20000
recycled -l -x pidfd_getfd=38 -x pidfd_send_signal=1 nohup -g 20000

it "changes the process of a handle, and no other one that has its number"
start epoll
handle=
! has PGREP || handle=$(pgrep --handle -x rescuee 2>/dev/null)
case $handle in
*:*)
	run nohup -p "${handle}1"
	exits 125; complains "nohup: $pid: No such process"
	same 0 "$(bit SigIgn)" "SIGHUP ignored"
	run nohup -p "$handle"
	rescued "$whole"
	run nohup -p "$pid:" ":$pid" "$pid:x"
	exits 125; complains "nohup: invalid process ID '$pid:'
nohup: invalid process ID ':$pid'
nohup: invalid process ID '$pid:x'"
	;;
*) skip "pgrep is not configured, or the kernel has no handles" ;;
esac
stop

it "does not change a member that leaves the group just then"
if ! command -v strace >/dev/null; then
	skip "strace is not installed"
else
	hold 012 sh -c 'rescuee leave & wait'
	await_pid
	wait_for settled
	group=$(sed 's/.*) [^ ]* [0-9]* \([0-9]*\) .*/\1/' "/proc/$pid/stat")
	strace -qq -o trace -e inject=ptrace:delay_enter=3000000:when=1 nohup -g "$group" 2>err &
	nohup=$!
	wait_for test -e nohup.out # which is opened before that
	if grep -q '^nohup: '"$pid"' ' err; then
		wrong "it was not delayed"
	fi
	kill -USR1 "$pid"
	wait_for test -e left
	wait $nohup
	! grep -q "nohup: $pid " err || wrong "$(cat err)"
	same 0 "$(bit SigIgn)" "SIGHUP ignored by the one that left"
	release
	wait_for grep -q 'leave: good' tty nohup.out
	: >hang
	wait $holder
fi

it "rejects the /proc of another PID namespace"
start epoll
# shellcheck disable=SC2016
run "$unshare" --pid --fork --kill-child sh -c 'nohup -p "$1"; echo $?; nohup -g "$1"; echo $?' sh "$pid"
prints "125
125"
complains "nohup: /proc belongs to another PID namespace
nohup: /proc belongs to another PID namespace"
same 0 "$(bit SigIgn)" "SIGHUP ignored"
release
conclude_with 0

it "rejects it even if nohup happens to have the same number in both"
last=/proc/sys/kernel/ns_last_pid
# shellcheck disable=SC2320
if ! { echo 15000 >$last; } 2>/dev/null; then
	skip "numbers cannot be chosen here"
else
	mkfifo started ready
	"$unshare" --pid --fork --kill-child sh -c "exec 7>$last"'
		echo >started; read -r line <ready; echo 15000 >&7; nohup -p 2; echo $?' >out 2>err &
	inner=$!
	cat started >/dev/null
	echo 15000 >$last
	echo >ready
	wait $inner
	prints 125; complains "nohup: /proc belongs to another PID namespace"
fi

if "$unshare" --mount true 2>/dev/null; then
	it "reports that there is no /proc"
	# shellcheck disable=SC2016
	run "$unshare" --mount sh -c 'mount -t tmpfs none /proc && exec nohup -p $$'
	exits 125; complains "nohup: /proc is not mounted"

	# without_null COMMAND...: runs it where there is no /dev/null
	without_null() {
		# shellcheck disable=SC2016
		run timeout -k 1 20 "$unshare" --mount sh -c 'mount -t tmpfs none /dev && exec "$@"' sh "$@"
	}

	it "makes standard input unreadable even if there is no /dev/null"
	start read
	without_null nohup -p "$pid"
	exits 0
	complains "nohup: $pid ($name): $whole"
	hang_up
	conclude_with 0
	file nohup.out "read: good"

	it "has standard input unreadable and unwritable then"
	hold 012 sh -c 'echo $$ >pid.new; mv pid.new pid; until [ -e on ]; do sleep 0.1; done
		echo x >&0 || echo unwritable; cat || echo unreadable'
	await_pid
	without_null nohup -p "$pid"
	: >on
	: >hang
	wait_for ended "$holder"
	same "unwritable
unreadable" "$(grep '^un' nohup.out)" "output"

	it "ends without /dev/null, whatever standard descriptors are closed"
	start epoll
	for closed in '<&-' '<&- >&-' '<&- >&- 2>&-' '2>&-' '>&- 2>&-'; do
		without_null sh -c "exec nohup -a -p $pid $closed"
		exits 0
	done
	same 1 "$(bit SigIgn)" "SIGHUP ignored"
	release
	conclude_with 0
fi

it "reports that it cannot read which processes there are"
if command -v strace >/dev/null; then
	run strace -qq -o trace -e inject=getdents64:error=ENOMEM nohup -g 4000000
	exits 125
	same "nohup: cannot read /proc" "$(sed 's/: [^:]*$//' err)" message
else
	skip "strace is not installed"
fi

it "reports a lack of descriptors as such, not as a missing process"
start epoll
done=
for limit in 3 4 5 6 7 8 9 10 11 12 13 14; do
	# shellcheck disable=SC2016
	run sh -c 'ulimit -n $1; exec nohup -p $2' sh $limit "$pid"
	if [ "$status" = 0 ]; then
		done=y
		break
	fi
	exits 125
	grep -q -e 'No file descriptors available' -e 'Too many open files' err ||
		wrong "with $limit descriptors: $(cat err)"
done
[ -n "$done" ] || wrong "14 descriptors are not enough"
rescued "$whole"
release
hang_up
conclude_with 0
file nohup.out "epoll: good"

it "runs with a stack of 64 kB"
start epoll
run sh -c 'ulimit -s 64; exec nohup -p '"$pid"
rescued "$whole"
group=$(sed 's/.*) [^ ]* [0-9]* \([0-9]*\) .*/\1/' "/proc/$pid/stat")
run sh -c 'ulimit -s 64; exec nohup -g '"$group"
exits 0
stop
# shellcheck disable=SC3045
(ulimit -s 64; exec onpty -o tty 012 nohup --pidfile=job sh -c 'echo output') 2>err
status=$?
exits 0
file nohup.out output

finish
