# shellcheck shell=sh
. "${0%/*}/../lib.sh"
needs NOHUP
give_up_after 600

reference nohup coreutils || theirs=

hint="Try 'nohup --help' for more information."

# on_terminal FDS COMMAND...: what is written to the terminal is in ./tty
on_terminal() {
	terminals=$1
	shift
	command="$* (terminal: $terminals)"
	(exec "$HOLDBOX_TOOLS/onpty" -o tty "$terminals" "$@") >out 2>err
	status=$?
}

# ---- options and operands

it "rejects a missing operand and unknown options"
run nohup
exits 125; prints; complains "nohup: missing operand
$hint"
run nohup --
exits 125; complains "nohup: missing operand
$hint"
run nohup --no-such report ran
exits 125; complains "nohup: unrecognized option '--no-such'
$hint"
run nohup -x report ran
exits 125; complains "nohup: invalid option -- 'x'
$hint"
run nohup --help=x report ran
exits 125; complains "nohup: option '--help' doesn't allow an argument
$hint"
absent ran

it "returns 127 for its own failures if POSIXLY_CORRECT is set, even to an empty string"
run env POSIXLY_CORRECT= nohup
exits 127
run env POSIXLY_CORRECT=1 nohup --no-such
exits 127

it "accepts unambiguous abbreviations of options, and obeys the first one"
run nohup --h --no-such
exits 0; complains
run nohup --vers
exits 0; same "nohup (holdbox)" "$(cut -d' ' -f1-2 out)" version

it "passes everything after the first operand to the command"
run nohup sh -c 'echo "$0 $*"' a --help -x
exits 0; prints "a --help -x"
run nohup -- sh -c 'echo "$0"' b
exits 0; prints b

it "treats a dash and an empty string as commands"
run nohup -
exits 127; complains "nohup: failed to run command '-': No such file or directory"
run nohup ''
exits 127; complains "nohup: failed to run command '': No such file or directory"

it "reports an unwritable standard output of --help and --version"
run sh -c 'exec nohup --help >/dev/full'
exits 125; complains "nohup: write error: No space left on device"
run sh -c 'exec nohup --version >&-'
exits 125; complains "nohup: write error: Bad file descriptor"

it "begins messages with the name it was called by"
ln -s "$HOLDBOX" nohup
run ./nohup
exits 125; complains "./nohup: missing operand
Try './nohup --help' for more information."
run "$HOLDBOX" nohup
complains "nohup: missing operand
$hint"

# ---- what the command gets

it "ignores SIGHUP and nothing else, and keeps mask, umask and ids"
(umask 027; exec nohup sh -c "echo \$\$ >pid; exec report rep signals umask ids" >out 2>err)
report plain signals >out 2>err
plain=0x$(sed -n 's/SigIgn //p' plain) ours=0x$(sed -n 's/SigIgn //p' rep)
same "$((plain | 1))" "$((ours))" "ignored signals"
same "SigBlk 0000000000000000" "$(grep Blk rep)" "blocked signals"
same "umask 0027" "$(grep umask rep)" umask
same "$(cat pid)" "$(sed -n 's/^pid \([0-9]*\) .*/\1/p' rep)" pid

it "keeps ignored signals ignored, and other descriptors open"
(trap '' QUIT USR1; exec report plain leaks signals) 5>five >out 2>err
(trap '' QUIT USR1; exec nohup report rep leaks signals) 5>five >out 2>err
same "$(grep leaks plain)" "$(grep leaks rep)" "open descriptors"
plain=0x$(sed -n 's/SigIgn //p' plain) ours=0x$(sed -n 's/SigIgn //p' rep)
same "$((plain | 1))" "$((ours))" "ignored signals"

it "leaks no descriptor in any state of the standard ones"
run report plain leaks
for terminals in 0 1 2 01 02 12 012; do
	rm -f rep
	on_terminal $terminals nohup report rep leaks
	same "$(cat plain)" "$(cat rep)" "descriptors with a terminal on $terminals"
done

it "keeps its process: pid, session, group and parent"
on_terminal 012 sh -c 'echo "pid $$ ppid $PPID pgrp $$ sid $$" >before; exec nohup report after ids'
same "$(cat before)" "$(cat after)" ids

it "points stderr at stdout's own open file, so that their lines keep their order"
on_terminal 012 nohup sh -c 'echo 1; echo 2 >&2; echo 3; echo 4 >&2'
exits 0
file nohup.out "1
2
3
4"

it "makes standard input fail to be read, not end"
on_terminal 0 nohup sh -c 'cat; echo $? >&1'
exits 0; prints 1
same "Bad file descriptor" "$(tail -n 1 err | sed 's/.*: //')" "error of the reader"

# ---- nohup.out

it "creates nohup.out with mode 0600 under any umask"
for mask in 0000 0022 0077 0277 0777; do
	rm -f nohup.out rep
	(umask $mask; exec "$HOLDBOX_TOOLS/onpty" -o tty 1 \
		nohup "$HOLDBOX_TOOLS/report" rep umask) 2>err
	command="nohup under umask $mask"
	mode nohup.out 600
	chmod 600 rep 2>/dev/null
	[ $mask = 0777 ] || [ $mask = 0277 ] ||
		same "umask $mask" "$(cat rep)" "umask of the command"
done

it "passes an odd umask to the command unchanged"
: >rep; chmod 666 rep
(umask 0777; exec "$HOLDBOX_TOOLS/onpty" -o /dev/null 1 \
	nohup "$HOLDBOX_TOOLS/report" rep umask) 2>err
file rep "umask 0777"

it "appends to an existing nohup.out, which keeps its mode, through a symlink too"
echo before >real; chmod 640 real; ln -s real nohup.out
on_terminal 1 nohup echo after
exits 0
file real "before
after"
mode real 640

it "creates the file that a dangling nohup.out points to, with mode 0600"
ln -s target nohup.out
(umask 0; exec "$HOLDBOX_TOOLS/onpty" -o tty 1 nohup echo text) 2>err
file target text
mode target 600

it "tries HOME whatever is wrong with the first nohup.out"
for trouble_is in directory loop fifo socketlike missing_parent; do
	rm -rf nohup.out home/nohup.out
	case $trouble_is in
	directory) mkdir nohup.out ;;
	loop) ln -s nohup.out nohup.out ;;
	fifo) mkfifo nohup.out ;;
	socketlike) ln -s /proc/self/mem/x nohup.out ;;
	missing_parent) ln -s no/such/nohup.out nohup.out ;;
	esac
	on_terminal 1 nohup echo "$trouble_is"
	exits 0; complains "nohup: appending output to '$HOME/nohup.out'"
	file home/nohup.out "$trouble_is"
done

it "tries HOME from a directory that has been removed"
mkdir gone
(cd gone && rmdir ../gone && exec "$HOLDBOX_TOOLS/onpty" -o ../tty 1 nohup echo text) 2>err
same "nohup: appending output to '$HOME/nohup.out'" "$(cat err)" message
file home/nohup.out text

it "lets the kernel reject another user's nohup.out in a sticky directory"
# fs.protected_regular is a setting of the whole machine: only O_CREAT, which it needs, is tested
if command -v strace >/dev/null; then
	echo before >nohup.out
	on_terminal 1 strace -qq -o trace -e trace=?open,openat nohup echo after
	exits 0
	file nohup.out "before
after"
	same "" "$(grep nohup.out trace | grep -v O_CREAT)" "opening without O_CREAT"
else
	skip "strace is not installed"
fi

it "reports each file that it tried, even if HOME is empty or too long"
mkdir nohup.out
HOME=
on_terminal 1 nohup report ran
exits 125; complains "nohup: failed to open 'nohup.out': Is a directory
nohup: failed to open 'nohup.out': Is a directory"
HOME=/$(printf '%05000d' 0)
on_terminal 1 nohup report ran
exits 125
same "nohup: failed to open 'nohup.out'
nohup: failed to open '$HOME/nohup.out'" "$(sed 's/: [^:]*$//' err)" messages
absent ran
HOME=$scratch/home

it "writes to a FIFO nohup.out that has a reader, and blocks there as usual"
mkfifo nohup.out
cat nohup.out >got &
reader=$!
exec 6>nohup.out # keeps the reader, which has opened it now
on_terminal 1 nohup report rep
exec 6>&-
wait $reader
file got out
same "1 nohup.out w append" "$(grep ^1 rep)" "descriptor 1"

it "drops the trailing slashes of HOME, which may be the root"
mkdir nohup.out home/nohup.out
HOME=$HOME///
on_terminal 1 nohup report ran
exits 125; complains "nohup: failed to open 'nohup.out': Is a directory
nohup: failed to open '${HOME%///}/nohup.out': Is a directory"
absent ran
if [ ! -w / ]; then
	HOME=/
	on_terminal 1 nohup report ran
	exits 125; complains "nohup: failed to open 'nohup.out': Is a directory
nohup: failed to open '/nohup.out': Permission denied"
fi
unset HOME
on_terminal 1 nohup report ran
exits 125; complains "nohup: failed to open 'nohup.out': Is a directory"
HOME=$scratch/home

it "does not run the command without /dev/null"
if is_root && unshare -m cp -a /dev/ptmx probe 2>/dev/null; then
	mkdir devices
	unshare -m sh -c 'mount -t tmpfs none devices && mkdir devices/pts &&
		mount --bind /dev/pts devices/pts && cp -a /dev/ptmx devices &&
		mount --move devices /dev && exec "$1" -o tty 0 nohup report ran' sh \
		"$HOLDBOX_TOOLS/onpty" >out 2>err
	status=$?
	exits 125
	complains "nohup: failed to render standard input unusable: No such file or directory"
	absent ran
else
	skip "needs root and a mount namespace"
fi

# ---- messages

it "does not run the command if a message that is due cannot be written"
(exec onpty -o tty 0 nohup report ran) >out 2>/dev/full
status=$?
exits 125
(POSIXLY_CORRECT=1 exec onpty -o tty 0 nohup report ran) >out 2>/dev/full
status=$?
exits 127
absent ran

# unheard WAY NOHUP: runs it where its message cannot be written; prints status and what has run
unheard() {
	rm -f ran fifo
	(
		trap '' PIPE
		case $1 in
		closed) exec 2>&- ;;
		full) exec 2>/dev/full ;;
		gone)
			mkfifo fifo
			exec 5<>fifo
			exec 2>fifo 5>&-
			;;
		esac
		exec "$HOLDBOX_TOOLS/onpty" -o tty "$3" "$2" sh -c ': >ran'
	) >out
	echo "$? $(echo ran*)"
}

it "agrees with GNU's when it does not run the command for want of a message"
for terminals in - 0 1 01; do
	for way in closed full gone; do
		got=$(unheard $way "$HOLDBOX_LINKS/nohup" $terminals)
		wanted="125 ran*"
		[ $terminals != - ] || wanted="0 ran"
		command="nohup with stderr $way, terminals: $terminals"
		same "$wanted" "$got" "status and file"
		[ -z "$theirs" ] || same "$got" "$(unheard $way "$theirs" $terminals)" "GNU's"
	done
done

it "reports a failed exec on the original stderr, not in nohup.out"
on_terminal 012 nohup ./missing
exits 127
file nohup.out ""
file tty "nohup: ignoring input and appending output to 'nohup.out'
nohup: failed to run command './missing': No such file or directory"
(exec nohup ./missing) >out 2>/dev/full
status=$?
exits 125

it "quotes names as GNU does, so that they can be pasted and carry no control bytes"
tab=$(printf '\t.'); tab=${tab%.}
set -- "it's" 'two words' '' "a'b\"c" "a'b\$c" "new
line" "$tab" "$(printf 'a\001\177b')" "$(printf '\303\251\377')" '~' "#'" "a#'" "back\\slash" \
	"$(printf 'esc\033]0;title\007')"
for name; do
	LC_ALL=C nohup "./$name" >out 2>err
	if [ -n "$theirs" ]; then
		PATH=$system_path LC_ALL=C nohup "./$name" 2>wanted >out
	else
		break
	fi
	command="nohup './$name'"
	complains "$(cat wanted)"
done
LC_ALL=C nohup "$(printf 'a\033[1mb\nc')" >out 2>err
complains "nohup: failed to run command 'a'\$'\\033''[1mb'\$'\\n''c': No such file or directory"
LC_ALL=C.UTF-8 nohup "$(printf '\303\251\377')" >out 2>err
complains "nohup: failed to run command '$(printf '\303\251')'\$'\\377': No such file or directory"

it "writes each message with one write(2)"
if command -v strace >/dev/null; then
	on_terminal 012 strace -f -qq -o trace -e trace=write nohup ./missing
	exits 127
	same 2 "$(grep -c 'write(' trace)" "number of writes"
else
	skip "strace is not installed"
fi

# ---- finding the command

it "distinguishes a missing command (127) from one that cannot be run (126)"
: >plain; mkdir directory; ln -s no/where dangling; ln -s loop loop
printf '#!/no/such/interpreter\n' >script; chmod +x script
long=$(printf '%0300d' 0)
for case in "127 ./missing" "127 ./dangling" "127 ./script" "126 ./plain" "126 ./directory" \
	"126 ./loop" "126 ./$long" "126 ./plain/x" "127 no-such-name"; do
	run nohup "${case#* }"
	exits "${case%% *}"
	[ -n "$theirs" ] || continue
	# the reasons are libc's
	same "$(PATH=$system_path nohup "${case#* }" 2>&1 >/dev/null | sed 's/: [^:]*$//')" \
		"$(sed 's/: [^:]*$//' err)" message
done

it "searches PATH as execvp does: EACCES last, an empty element is here, unset is /bin:/usr/bin"
mkdir first second
printf '#!/bin/sh\necho first\n' >first/tool
printf '#!/bin/sh\necho second\n' >second/tool; chmod +x second/tool
PATH=first:second "$HOLDBOX_LINKS/nohup" tool >out 2>err
status=$?
exits 0; prints second
rm second/tool
PATH=first:second:no/such:first/tool "$HOLDBOX_LINKS/nohup" tool >out 2>err
status=$?
exits 126; same Permission "$(sed 's/.*: \(Permission\) denied/\1/' err)" reason
printf '#!/bin/sh\necho here\n' >tool; chmod +x tool
PATH=:first "$HOLDBOX_LINKS/nohup" tool >out 2>err
status=$?
exits 0; prints here
PATH=first: "$HOLDBOX_LINKS/nohup" tool >out 2>err
status=$?
exits 0; prints here
(unset PATH; exec "$HOLDBOX_LINKS/nohup" ls tool) >out 2>err
status=$?
exits 0; prints tool

it "runs a script without #! through the shell, its arguments kept"
printf 'echo "$0 $# $2"\n' >script; chmod +x script
run nohup ./script a 'b c'
exits 0; prints "./script 2 b c"
PATH=.:$PATH
run nohup script a 'b c'
exits 0; prints "./script 2 b c"

it "starts an applet that is not in PATH, with SIGHUP still ignored"
if has TRUE; then
	mkdir empty
	PATH=empty "$HOLDBOX_LINKS/nohup" true --version >out 2>err
	status=$?
	exits 0; same "true (holdbox)" "$(cut -d' ' -f1-2 out)" "version of the applet"
	PATH=empty "$HOLDBOX_LINKS/nohup" no-applet >out 2>err
	status=$?
	exits 127
else
	skip "TRUE is not configured"
fi

it "prefers a command in PATH to an applet of the same name"
mkdir path
printf '#!/bin/sh\necho theirs\n' >path/true; chmod +x path/true
PATH=$PWD/path "$HOLDBOX_LINKS/nohup" true >out 2>err
status=$?
exits 0; prints theirs

# ---- hangups

# A job that reports that it is ready, waits until it is told to go on, and then writes.
cat >"$scratch/job" <<'E2'
echo before
: >ready
until [ -e hung ]; do "$SLEEP" 0.02; done
echo after
: >finished
E2
SLEEP=$(PATH=$system_path command -v sleep)
export SLEEP

it "keeps a background job alive and writing when its terminal is closed"
(exec onpty -o tty -k ready 012 sh -c "nohup sh '$scratch/job' & wait") 2>err
: >hung
wait_for test -e finished
file nohup.out "before
after"

it "keeps the session leader itself alive through a hangup"
onpty -o tty -k ready 012 nohup sh "$scratch/job" 2>err &
pid=$!
wait_for test -e ready
: >hung
wait $pid
status=$?
exits 0
file nohup.out "before
after"

it "is needed for that: without it the same job dies of the hangup"
onpty -o tty -k ready 012 sh "$scratch/job" 2>err
status=$?
exits 129
absent finished

it "treats a terminal that has hung up as a terminal"
for terminals in 1 01 12 012; do
	rm -f nohup.out rep
	(exec onpty -h $terminals nohup report rep) 2>err
	status=$?
	exits 0
	file nohup.out "$([ "${terminals#*2}" = "$terminals" ] && echo out || printf 'out\nerr\n')"
done

it "ignores hangups before it opens anything"
if command -v strace >/dev/null; then
	on_terminal 012 strace -qq -o trace -e inject=close_range,?open,?openat:signal=SIGHUP \
		nohup echo text
	exits 0
	file nohup.out text
else
	skip "strace is not installed"
fi

it "is not stopped by its own message if the terminal stops background writers"
onpty -t -o tty 012 sh -mc 'nohup sh -c ": >ran" & wait' 2>err
wait_for test -e ran

# ---- extensions

if has FEATURE_NOHUP_JOB; then
	it "--output appends to its file, private if new, whatever stdout is"
	(umask 0; exec nohup --output=log report rep) >out 2>err
	status=$?
	exits 0; prints
	file log out
	mode log 600
	same "1 log w append" "$(grep ^1 rep)" "descriptor 1"
	on_terminal 012 nohup --output log sh -c 'echo more; echo error >&2'
	file log "out
more
error"
	file tty "nohup: ignoring input and redirecting stderr to stdout"
	run nohup --output=no/such/log report ran
	exits 125; complains "nohup: failed to open 'no/such/log': No such file or directory"
	absent ran

	it "--output keeps its file even if it is a terminal or, with --detach, a FIFO"
	on_terminal 012 nohup --output=/dev/tty report rep
	exits 0
	same "1 terminal" "$(grep ^1 rep)" "descriptor 1"
	rm -f rep
	mkfifo fifo
	exec 6<>fifo
	run nohup --detach --output=fifo report rep
	wait_for test -s rep
	exec 6>&-
	exits 0
	same "1 fifo w append" "$(grep ^1 rep)" "descriptor 1"
	absent nohup.out

	it "--detach returns when the command has started, in a session of its own"
	mkfifo go
	on_terminal 012 nohup --detach sh -c 'report rep ids; read line <go; : >finished'
	exits 0
	file tty "nohup: ignoring input and appending output to 'nohup.out'"
	wait_for test -s rep
	absent finished
	echo go >go
	wait_for test -e finished
	same 1 "$(awk '{ print ($6 == $8) }' rep)" "leadership of the session"

	it "--detach keeps no pipe of its caller open, but keeps files"
	mkfifo go
	same "" "$(nohup --detach sh -c "report rep; read line <'$PWD/go'" 2>err </dev/null)" output
	wait_for test -s rep
	same "1 nohup.out w append" "$(grep ^1 rep)" "descriptor 1"
	: >go # which ends it
	rm rep
	nohup --detach report rep >log 2>err </dev/null
	wait_for test -s rep
	wait_for grep -q out log
	same "1 log w" "$(grep ^1 rep)" "descriptor 1"

	it "--detach reports an exec that fails, with its status"
	run nohup --detach ./missing
	exits 127; complains "nohup: failed to run command './missing': No such file or directory"
	: >plain
	run nohup --detach ./plain
	exits 126; complains "nohup: failed to run command './plain': Permission denied"

	it "--detach reports that even if children are ignored, or die while reporting it"
	if has FEATURE_ENV_SIGNALS; then
		run env --ignore-signal=CHLD nohup --detach ./missing
		exits 127
		complains "nohup: failed to run command './missing': No such file or directory"
	fi
	command="nohup --detach ./missing, no file may grow"
	(ulimit -f 0; exec nohup --detach ./missing) >out 2>err </dev/null
	status=$?
	exits 127
	command="nohup --detach --pidfile=pid, no file may grow"
	(ulimit -f 0; exec nohup --detach --pidfile=pid report ran) >out 2>err </dev/null
	status=$?
	exits 125
	absent ran

	it "--detach keeps closed descriptors closed, and leaks none of its own"
	run sh -c 'exec report alone fds leaks <&- >&- 2>&-'
	run sh -c 'exec nohup --detach report rep fds leaks <&- >&- 2>&-'
	exits 0
	wait_for grep -q leaks rep
	file rep "$(cat alone)"
	same "0 closed" "$(head -n 1 rep)" "descriptor 0"
	run sh -c 'exec nohup --detach ./missing <&- >&- 2>&-'
	exits 127

	it "--pidfile holds the command's process ID, and nothing where exec has failed"
	run nohup --pidfile=pid sh -c 'echo $$'
	exits 0; prints "$(cat pid)"
	mkfifo go
	run nohup --output=log --detach --pidfile job.pid sh -c 'echo $$; read line <go'
	exits 0
	wait_for test -s log
	same "$(cat log)" "$(cat job.pid)" "process ID"
	kill "$(cat job.pid)"
	run nohup --pidfile=none ./missing
	exits 127
	absent none
	same "none.* pid.[0-9]* job.pid.*" "$(echo none.* pid.[0-9]* job.pid.*)" \
		"temporary files left"
	run nohup --pidfile=no/such/pid report ran
	exits 125; complains "nohup: failed to write 'no/such/pid': No such file or directory"
	run nohup --detach --pidfile=no/such/pid report ran
	exits 125
	absent ran

	it "--pidfile keeps what it found if the command cannot be run"
	for detach in '' --detach; do
		echo 4711 >job
		chmod 640 job
		# shellcheck disable=SC2086
		run nohup $detach --pidfile=job ./missing
		exits 127
		file job 4711
		mode job 640
		rm job
		ln -s elsewhere job
		# shellcheck disable=SC2086
		run nohup $detach --pidfile=job ./missing
		exits 127
		same elsewhere "$(readlink job)" "target of the link"
		rm job
		same "job*" "$(echo job*)" "temporary files left"
	done

	it "--pidfile touches no file that happens to have a temporary name"
	# shellcheck disable=SC2016
	run sh -c 'echo mine >"job.$$"; echo $$ >pid; exec nohup --pidfile=job true'
	exits 0
	file "job.$(cat pid)" mine
	file job "$(cat pid)"

	if command -v strace >/dev/null && is_static; then
		# late PROGRAM: starts it with --pidfile=job, and fails, but only after a while
		late() {
			strace -qq -o trace -e inject=execve:delay_enter=700000:error=ENOENT:when=1 \
				nohup --pidfile=job "$1" 2>/dev/null &
			late=$!
			wait_for changed
		}
		# shellcheck disable=SC2317 # wait_for calls it
		changed() {
			[ "$(cat job)" != 4711 ]
		}

		it "--pidfile keeps what another process has written while the command failed"
		echo 4711 >job
		late ./missing
		echo other >other
		mv other job
		wait $late
		file job other

		it "--pidfile waits for a start that is failing"
		echo 4711 >job
		late ./missing
		# shellcheck disable=SC2016
		run nohup --pidfile=job sh -c 'echo $$'
		exits 0
		wait $late
		file job "$(cat out)"
		echo 4711 >job
		late ./missing
		run nohup --pidfile=job ./missing
		exits 127
		wait $late
		file job 4711

		it "--pidfile does not wait forever for another process's lock"
		# shellcheck disable=SC2016
		run flock . nohup --pidfile=job sh -c 'echo $$'
		[ "$status" != 127 ] || skip "flock is not installed"
		exits 0
		file job "$(cat out)"
	fi

	it "--pidfile rejects the file that receives the output, and leaves it as it is"
	echo before >log
	ln -s log link
	for name in log ./log "$PWD/log"; do
		for output in log link; do
			run nohup --output=$output --pidfile="$name" report ran
			exits 125; prints
			complains "nohup: '$name' receives the output and cannot also be the pidfile"
		done
	done
	(exec nohup --pidfile=log report ran >>log 2>err)
	(exec nohup --pidfile=new report ran >/dev/null 2>new)
	file new "nohup: 'new' receives the output and cannot also be the pidfile"
	file log before
	absent ran
	run nohup --output=log --pidfile=link sh -c 'echo $$'
	exits 0
	file log "before
$(cat link)"

	it "--detach --pidfile rejects that file, too"
	echo before >log
	run nohup --detach --output=log --pidfile=./log report ran
	exits 125; prints
	complains "nohup: './log' receives the output and cannot also be the pidfile"
	file log before
	absent ran

	it "--pidfile writes to a device or a FIFO, and neither replaces nor removes it"
	mkfifo fifo
	exec 6<>fifo
	run nohup --pidfile=fifo sh -c 'echo $$'
	exits 0
	read -r pid <fifo
	prints "$pid"
	run nohup --pidfile=fifo ./missing
	exits 127
	exec 6>&-
	[ -p fifo ] || wrong "the FIFO is gone"
	run nohup --pidfile=fifo report ran
	exits 125; complains "nohup: failed to write 'fifo': No such device or address"
	ln -s /dev/null null
	run nohup --pidfile=null ./missing
	exits 127
	[ -L null ] || wrong "the link to a device is gone"
fi

finish
