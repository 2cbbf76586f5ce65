# rescue.sh - what the tests of nohup -p share; a test reads it after lib.sh
# shellcheck shell=sh disable=SC2034,SC2154

# Whether the processor is described in include/ptrace. On others a process must make a system call,
# and the kernel must be recent.
is_described() {
	case $(uname -m) in
	x86_64 | i?86 | aarch64 | arm* | riscv64) ;;
	*) return 1 ;;
	esac
}
can_rescue() {
	is_described && return
	case $(uname -r) in
	[0-5].* | 6.[0-9].* | 6.1[0-5].*) return 1 ;;
	esac
}

# there a stop may end calls with EINTR, as it may end those with a timeout anywhere
is_described || export RESCUEE_REPEAT=y

# start WAY: a rescuee on a terminal of its own, which has settled; sets its $pid and that of its
# $holder. The terminal hangs up when a file hang appears; the holder then waits for the rescuee.
start() {
	hold 012 rescuee "$@"
	await_pid
	case $1 in
	work | threads | zombie | timer | dispatch) ;;
	*) wait_for settled ;;
	esac
}

# hold FDS COMMAND...: runs it on a terminal, whose holder is $holder
hold() {
	rm -f pid go hang
	(exec onpty -o tty -k hang "$@") >/dev/null 2>&1 &
	holder=$!
}

await_pid() {
	wait_for test -s pid || return
	pid=$(cat pid)
	case $pid in
	'' | *[!0-9]*) pid=none ;;
	esac
}

# shellcheck disable=SC2317 # wait_for calls it
settled() {
	grep -q '^State:.[SDTt]' "/proc/$pid/status"
}

# field NAME: of its status in /proc
field() {
	sed -n "s/^$1:[[:space:]]*//p" "/proc/$pid/status"
}

# bit NAME: the bit of SIGHUP in this mask of its status
bit() {
	mask=$(field "$1")
	echo $((0x${mask:-0} & 1))
}

# What must not change: blocked signals, size, threads, and descriptors except the standard ones.
# shellcheck disable=SC2012
snapshot() {
	{
		grep -E '^(SigBlk|VmSize|Threads|ShdPnd):' "/proc/$pid/status"
		ls -l "/proc/$pid/fd" 2>/dev/null |
			sed -n 's/.* \([0-9]* -> .*\)/\1/p' | grep -v '^[012] ->'
	} >"$1"
}

# As before, soon: for a moment it is not yet back in the call that it waits in.
unchanged() {
	wait_for same_snapshot || file after "$(cat before)"
}

# shellcheck disable=SC2317 # wait_for calls it
same_snapshot() {
	snapshot after
	cmp -s before after
}

# hang_up: closes the terminal, and waits until it is closed
hang_up() {
	: >hang
	wait_for without_terminal
}

# shellcheck disable=SC2010,SC2317 # wait_for calls it
without_terminal() {
	! ls -l "/proc/$holder/fd" | grep -q ptmx
}

# shellcheck disable=SC2317 # wait_for calls it
ended() {
	! grep -q '^State:.[^ZX]' "/proc/$1/status" 2>/dev/null
}

# conclude_with STATUS: the rescuee ends with it; then its terminal is closed
conclude_with() {
	wait_for ended "$pid"
	: >hang
	if wait_for ended "$holder"; then
		wait "$holder"
		status=$?
		same "$1" "$status" "status of the rescuee ($(cat nohup.out tty 2>/dev/null))"
	else
		stop
	fi
}

# stop: ends what start has begun, in whatever state it is
stop() {
	[ "$pid" = none ] || kill -KILL "$pid" 2>/dev/null
	[ ! -p go ] || release
	: >hang
	wait "$holder" 2>/dev/null
}

# release: lets the rescuee continue
release() {
	echo 1<>go # does not wait for a reader
}

# rescued WHAT...: it has been changed, with this report
rescued() {
	exits 0
	complains "nohup: $pid ($name): $*"
	same 1 "$(bit SigIgn)" "SIGHUP ignored"
}

# In a guest the shell may be for x86-64 and the box for i386.
skip_foreign() {
	! grep -q 'runs on a different architecture' err ||
		skip "the shell is for another processor"
}

name=rescuee
whole="ignoring hangups, ignoring input, appending output to 'nohup.out'"
