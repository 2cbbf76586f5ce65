# shellcheck disable=SC2016 # for sh -c and eval
. "${0%/*}/../lib.sh"
needs YES

# yes never ends by itself: a mistake here must not fill the disk
ulimit -f 20000

# A word of that many bytes.
word() {
	head -c "$1" /dev/zero | tr '\0' w
}

# The first $1 bytes of what yes prints for the other arguments.
first() {
	bytes=$1
	shift
	command="yes $*"
	(exec yes "$@") 2>err | head -c "$bytes" >out
}

it "prints y, line by line"
first 6
prints "y
y
y"
complains

it "prints its operands separated by blanks"
first 18 one 'two  three' ''
prints "one two  three 
on"
first 3 ''
same 3 "$(wc -l <out)" lines
first 4 a b
prints "a b"

# What the first $1 bytes should be.
lines() {
	awk -v size="$1" -v line="$2" \
		'BEGIN { for (; size > 0; size -= length(line) + 1) print line }' | head -c "$1"
}

it "repeats the same line forever"
for length in 1 6 7 4095 8192 16382 16383 16384 40000 100000; do
	line=$(word $length)
	first 1000000 "$line"
	lines 1000000 "$line" >wanted
	cmp -s wanted out || wrong "a line of $length bytes is not always the same"
done

it "continues after a partial write"
if command -v strace >/dev/null; then
	run sh -c 'exec strace -o trace -s 9 -e trace=write \
		-e inject=write:retval=5:when=1..2 yes 1234567 >/dev/full'
	exits 1
	same 'write(1, "1234567\n1"
write(1, "67\n123456"
write(1, "34567\n123"' "$(sed 's/"\.\.\..*/"/; 3q' trace)" calls
else
	skip "strace is not installed"
fi

it "continues after an interruption, and once there is room"
if command -v strace >/dev/null; then
	lines 200000 "a b" >wanted
	for error in EINTR EAGAIN; do
		command="yes with $error"
		strace -o trace -e trace=write -e inject=write:error=$error:when=2..4 yes a b \
			2>err | head -c 200000 >out
		cmp -s wanted out || wrong "something is missing after $error"
		grep -q INJECTED trace || wrong "there was no $error"
	done
else
	skip "strace is not installed"
fi

it "writes blocks of whole lines"
if command -v strace >/dev/null; then
	for case in "y:2" "abcde:6" "$(word 999):1000" "$(word 8999):9000"; do
		line=${case%%:*}
		[ "$line" = y ] && line=
		# shellcheck disable=SC2086
		run strace -o trace -e trace=write -e inject=write:error=ENOSPC:when=4+ \
			yes $line
		exits 1
		size=$(sed -n '2s/.* = //p' trace)
		[ "$size" -ge 16000 ] || [ "$size" = 9000 ] || wrong "only $size bytes at a time"
		same 0 $((size % ${case##*:})) "rest of a block"
	done
else
	skip "strace is not installed"
fi

it "writes a line that is longer than a block, in blocks"
if command -v strace >/dev/null; then
	run strace -o trace -e trace=write -e inject=write:error=ENOSPC:when=3+ yes "$(word 70000)"
	exits 1
	same 16384 "$(sed -n '2s/.* = //p' trace)" "size of a write"
else
	skip "strace is not installed"
fi

it "repeats a long line with a stack of 64 KB"
for length in 16000 45000; do
	line=$(word $length)
	# shellcheck disable=SC3045 # every shell here has -s
	(ulimit -s 64; exec yes "$line" x) 2>err | head -c 200000 >out
	lines 200000 "$line x" >wanted
	cmp -s wanted out || wrong "a line of $length bytes is not printed: $(cat err)"
done

it "reports an unwritable standard output and fails"
run sh -c 'exec yes >/dev/full'
exits 1
complains "yes: standard output: No space left on device"
run sh -c 'exec yes >&-'
exits 1
complains "yes: standard output: Bad file descriptor"
run sh -c 'exec yes --help >/dev/full'
exits 1
complains "yes: write error: No space left on device"

it "is killed by a pipe that has no reader"
run sh -c '(yes; echo $? >status) | head -n 1'
prints y; complains
wait_for [ -s status ]
file status 141

it "reports that if SIGPIPE is ignored"
run sh -c 'trap "" PIPE; (yes; echo $? >status) | head -n 1'
prints y
wait_for [ -s status ]
file status 1
complains "yes: standard output: Broken pipe"

it "accepts options before and after its operands, up to --"
run yes a --help b
exits 0
same "Usage: yes [STRING]..." "$(head -n 1 out)" usage
first 11 a -- --help
prints "a --help
a "
first 7 -- --help
prints "--help"
first 2 -
prints "-"
run yes -x
exits 1; prints
complains "yes: invalid option -- 'x'
Try 'yes --help' for more information."
run yes --foo
exits 1; prints
complains "yes: unrecognized option '--foo'
Try 'yes --help' for more information."

it "prints help and version"
run yes --version
exits 0
same "yes (holdbox)" "$(cut -d' ' -f1-2 out)" version
run yes --help
exits 0
same "Usage: yes [STRING]..." "$(head -n 1 out)" usage

it "prints and rejects what GNU's does"
if reference yes coreutils; then
	for arguments in "" a "a b c" "a ''" "''" "'' ''" "-- a" "-- --" "a --" "a -- -x" \
		"- x -" "-- -x --help" "'a
b'" "\"\$(word 4094)\"" "\"\$(word 4095)\"" "\"\$(word 4096)\"" "\"\$(word 8191)\"" \
		"\"\$(word 8192)\" b" "\"\$(word 65535)\"" "\"\$(word 100000)\" c \"\$(word 31)\"" \
		"'\\n'" "%s"; do
		eval "first 300007 $arguments"
		cp out ours
		eval "(exec \"\$theirs\" $arguments) 2>/dev/null | head -c 300007 >out"
		cmp -s ours out || wrong "the output of yes $arguments is another"
	done
	for option in -x --foo --hel=p --version=1 -xy -1 --v=; do
		agrees "$option"
		agrees "$option" a
		agrees a "$option"
	done
	(exec "$theirs" >/dev/full) 2>wanted.err
	run sh -c 'exec yes >/dev/full'
	complains "$(sed "s|$theirs|yes|" wanted.err)"
else
	skip "GNU yes is not installed"
fi

finish
