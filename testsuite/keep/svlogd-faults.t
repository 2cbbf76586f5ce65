# shellcheck shell=sh
# svlogd - no line is lost or doubled: kill -9, a full disk, faults of system calls
# shellcheck disable=SC2016
. "${0%/*}/../lib.sh"
. "${0%/*}/runit.sh"
. "${0%/*}/svlogd.sh"
needs SVLOGD
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"
give_up_after 400

# kill_often ARGUMENT...: svlogd is killed by $signal again and again, 12 times or more, while $lines lines
# or more, numbered, are logged; on a loaded machine it gets nothing done in so short lives, and the last
# one is a long one
signal=KILL
kill_often() {
	if skipped=$(excuse "$title"); then
		return
	fi
	mkfifo fifo
	exec 8<>fifo
	(
		last=0
		until [ $last -ge "$lines" ] && [ -e enough ]; do
			seq $((last + 1)) $((last + 10000))
			last=$((last + 10000))
			echo $last >last
		done | sed 's/$/ some text of a usual line/' >fifo
		: >finished
	) >out 8>&- &
	writer=$!
	kills=0 seed=$$
	until [ -e finished ]; do
		(exec svlogd "$@") <fifo >out 2>>err 8>&- &
		log=$!
		executes
		seed=$(((seed * 1103 + 12345) % 65536))
		/bin/sleep "0.0$((seed % 3))$((seed % 10))"
		[ $kills -lt 100 ] || wait_for [ -e finished ]
		kill -$signal $log 2>/dev/null
		wait $log 2>/dev/null
		kills=$((kills + 1))
		[ $kills -lt 12 ] || : >enough
	done
	wait $writer
	start_log "$@"
	ends_log
	exits 0
	whole
	awk '{ n = $(NF - 6) } n != last + 1 && bad++ < 3 { print "line " NR ": " $0 " follows " last } { last = n }' whole >bad
	file bad ""
	same "$(cat last)" "$(wc -l <whole)" "lines after $kills kills"
}

splices() {
	is_static || skip "the program is not static"
	is_static
}

it "loses and doubles no line if it is killed again and again under load"
if splices; then
	mkdir d
	echo n0 >d/config
	lines=500000
	kill_often d
fi

it "nor with stamps, rotation of small files, and a long buffer"
if splices; then
	mkdir d
	printf '%s\n' n0 s50k >d/config
	lines=150000
	kill_often -ttt -r _ -b 20000 d
fi

it "nor with a processor"
if splices; then
	mkdir d
	printf '%s\n' n0 s500k '!cat' >d/config
	lines=300000
	kill_often -t d
fi

it "gets the lock that a killed svlogd has left to the processor it was about to start"
if splices && command -v strace >/dev/null; then
	mkdir d fifos
	printf '%s\n' s4096 n0 '!cat' >d/config
	mkfifo fifo
	exec 8<>fifo
	strace -f -qq -o trace -e trace=execve -e inject=execve:delay_enter=300000:when=2 \
		sh -c 'echo $$ >id; exec svlogd d' <fifo >out 2>err 8>&- &
	seq 1200 >&8
	# the trace shows a call once it has been entered, and its end is late
	wait_for eval 'find d -name "@*.u" | grep -q .'
	wait_for sh -c 'cat /proc/$(cat id)/task/*/children | grep -q .'
	kill -KILL "$(cat id)"
	start_log d
	ends_log
	exits 0
	complains
	whole
	same 1200 "$(wc -l <whole)" lines
fi

it "loses and doubles nothing, and needs no recovery, if it is terminated under load"
mkdir d
printf '%s\n' n0 >d/config
lines=400000 signal=TERM
kill_often -tt d
same 0 "$(find d -name '@*.u' | wc -l)" "files that were not closed"

it "continues where runit's svlogd was, and the other way round"
if has_runit; then
	mkdir d
	start_log d
	printf 'one\nhalf' >&8
	contains d/current one
	wait_for grep -aq half d/lock
	kill -KILL $log
	wait $log 2>/dev/null
	echo two | "$runit/svlogd" d
	file d/current two
	start_log d
	echo ' a line' >&8
	! is_static || wait_for grep -q '^half a line$' d/current
	ends_log
	echo three | "$runit/svlogd" d
	whole
	same "one two three" "$(grep -v half whole | xargs)" lines
fi

it "logs what a killed svlogd has read, and only that, once"
if splices; then
	mkdir d
	start_log d
	printf 'one\ntwo\nhalf' >&8
	contains d/current "one
two"
	wait_for grep -aq half d/lock
	kill -KILL $log 2>/dev/null
	wait $log 2>/dev/null
	echo ' a line' >&8
	start_log -tt d
	wait_for grep -q 'half a line$' d/current
	file d/@*.u "one
two"
	same 1 "$(wc -l <d/current)" lines
	ends_log
	# ended properly, nothing is left to recover
	feed three svlogd d
	same 2 "$(wc -l <d/current)" lines
fi

it "cuts off what a killed svlogd has written of a line that it logs again"
if splices; then
	mkdir d
	echo one >in
	# killed after the write, before that is noted
	strace -qq -o /dev/null -e trace=write -e inject=write:signal=KILL:when=1 svlogd d <in >out 2>&1 &
	wait $! 2>/dev/null
	mkfifo pipe
	cat in >pipe &
	strace -qq -o /dev/null -e trace=write -e inject=write:signal=KILL:when=1 svlogd d <pipe >out 2>&1 &
	wait $! 2>/dev/null
	before=$(cat d/current)
	run sh -c 'exec svlogd d </dev/null'
	exits 0
	whole
	same "one" "$(sort -u whole)" "lines, after $before"
fi

it "leaves a current alone that another program has written"
mkdir d
start_log d
echo one >&8
contains d/current one
kill -KILL $log 2>/dev/null
wait $log 2>/dev/null
rm d/current
printf 'other\nlines\n' >d/current
chmod 755 d/current
start_log d
ends_log
file d/current "other
lines"

it "ignores a damaged journal"
mkdir d
for size in 0 1 128 5000 20000; do
	head -c $size /dev/urandom >d/lock
	feed $size svlogd d
	exits 0
	same $size "$(tail -n 1 d/current)" line
	{ printf 'svlogd 1'; head -c $size /dev/urandom; } >d/lock
	feed $size svlogd d
	exits 0
	same $size "$(tail -n 1 d/current)" line
done
same 10 "$(wc -l <d/current)" lines

small_disk() {
	is_root || skip "needs root"
	[ -z "$skipped" ] || return 1
	mkdir d
	mount -t tmpfs -o "size=$1" none d 2>/dev/null || {
		skip "a tmpfs cannot be mounted here"
		return 1
	}
}

it "waits if the disk is full, and loses nothing"
if small_disk 60k; then
	seq 1 20000 >in
	mkfifo fifo
	exec 7<>fifo
	cat in >fifo 7>&- &
	(exec svlogd d) <fifo >out 2>err 7>&- &
	log=$!
	command="svlogd d, with a full disk"
	wait_for grep -q '^svlogd: pausing: unable to write to current: d: No space left on device$' err
	kill -TERM $log
	kill -ALRM $log
	mount -o remount,size=1m d
	wait $log
	same 0 $? status
	(exec svlogd d) <fifo >out 2>>err 7>&- &
	log=$!
	exec 7>&-
	wait $log
	cat d/@* d/current 2>/dev/null | cmp -s in - || wrong "the log differs"
	same 1 "$(grep -c pausing err)" messages
	umount d
fi

it "says so, and tries again, if current cannot be opened"
mkdir d
mkfifo d/current
start_log d
echo kept >&8
wait_for grep -q '^svlogd: pausing: unable to open current: d: No such device or address$' err
rm d/current
wait_for grep -q kept d/current
ends_log
same 0 "$status" status
same 1 "$(grep -c pausing err)" messages

it "removes old files down to N on a full disk"
if small_disk 100k; then
	printf '%s\n' s10000 n9 N2 >d/config
	seq 1 60000 >in
	mkfifo fifo
	cat in >fifo &
	(exec svlogd d) <fifo 2>err
	same 0 $? status
	[ "$(find d -name '@*' | wc -l)" -ge 2 ] || wrong "too few files"
	cat d/@* d/current >whole
	tail -n "$(wc -l <whole)" in | cmp -s - whole || wrong "the log differs"
	grep -q '^svlogd: warning: out of disk space, delete: d/@' err || wrong "$(head -n 3 err)"
	umount d
fi

it "works without a journal if there is no room for it"
if small_disk 8k; then
	feed line svlogd d
	exits 0; complains
	file d/current line
	umount d
fi

it "loses nothing when system calls fail"
mkdir d
seq 1 3000 >in
# FAULT, in a run that must log everything once
while read -r fault; do
	for config in n0 's5000_n0' 's5000_n0_!cat'; do
		rm -rf d
		mkdir d
		echo "$config" | tr _ '\n' >d/config
		inject "$fault" sh -c 'cat in | svlogd d'
		[ -z "$skipped" ] || break 2
		exits 0
		cat d/@* d/current 2>/dev/null | cmp -s in - || wrong "after $fault with $config the log differs"
	done
done <<-END
	splice:error=EINTR:when=1..3
	splice:error=EINVAL
	splice:error=ENOSYS
	fallocate:error=ENOSPC
	fallocate:error=EOPNOTSUPP
	poll:error=EINTR:when=1..3
	write:error=EINTR:when=1..3
	write:error=EIO:when=1
	write:error=ENOSPC:when=2
	fsync:error=EIO
	fchmod:error=EPERM
	rename,renameat,renameat2:error=EIO:when=1
	getdents64:error=EIO
	flock:error=EINTR:when=1
END


finish
