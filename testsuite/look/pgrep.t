. "${0%/*}/../lib.sh"
needs PGREP
isolate

setpriv=$(PATH=$system_path command -v setpriv)
strace=$(PATH=$system_path command -v strace)
unshare=$(PATH=$system_path command -v unshare)
other=12345 # a user without an entry in the table

start wombat 100 one; one=$started
start wombat 100 two; two=$started
start quokka; quokka=$started
start verylongprocessname; long=$started

can_be_others() {
	[ -n "$setpriv" ] && "$setpriv" --reuid $other --regid $other --clear-groups true 2>/dev/null
}

can_choose_numbers() {
	idle -p 3000 -n chosen -r "$scratch/chosen" &
	chooser=$!
	wait_for [ -e "$scratch/chosen" ] && kill $chooser
}

# Whether the clock of start times has moved on since $before.
# shellcheck disable=SC2317
time_passes() {
	[ "$(cut -d ' ' -f 1 /proc/uptime)" != "$before" ]
}

it "finds processes by name and lists them in the order of their IDs"
run pgrep wombat
exits 0; complains
prints "$one
$two"
run pgrep 'w.mb'
prints "$one
$two"

it "exits with 1 and prints nothing if no process matches"
run pgrep nosuchprocess
exits 1; prints; complains

it "agrees with procps"
if ! reference pgrep procps; then
	skip "procps is not installed"
else
	while read -r line; do
		case $line in
		--ns* | --cgroup* | --signal*) has FEATURE_MATCH_MORE || continue ;;
		esac
		eval "agrees $line"
	done <<-'END'
		wombat
		-l wombat
		-a wombat
		-la wombat
		-d, wombat
		-ld, wombat
		-c wombat
		-lc wombat
		-c nosuch
		-x womba
		-x wombat
		-x 'womba|quokka'
		-i WOMBAT
		-f '100 two'
		-fa '100 two'
		-fl '100 two'
		-fx 'wombat'
		-n wombat
		-o wombat
		-v 'sh|wom|quo|ver'
		-cv nosuch
		-P $$ wombat
		-P 1,$$ -l wombat
		-P $one
		-g 0 wombat
		-g $one
		-s 0 wombat
		-t '?' wombat
		-t nosuch wombat
		-u root wombat
		-u 0,daemon wombat
		-u 4711 wombat
		-U root wombat
		-G root wombat
		-G 4711
		-r S wombat
		-r R,D,T wombat
		-O 0 wombat
		-O 100000 wombat
		--older 100000 wombat
		-x verylongprocess
		-l verylong
		-A wombat
		-w wombat
		--ns $$ wombat
		--ns $$ --nslist pid,mnt wombat
		--cgroup /nosuch wombat
		-P $$, wombat
		-P ,$$ wombat
		-P ,,1,,$$ wombat
		-u root, wombat
		-U ,root -g ,0, wombat
		-G root,, -s 0, wombat
		--list-full --exact --delimiter ' ' wombat
		--signal TERM wombat
		wombat -l
		-- wombat
	END
fi

it "reports invalid arguments as procps does, except for a shorter hint"
while IFS='|' read -r arguments wanted text; do
	eval "run pgrep $arguments"
	exits "$wanted"; prints
	same "pgrep: $text" "$(head -n 1 err)" message
done <<'END'
|2|no matching criteria specified
-f|2|no matching criteria specified
-v|2|no matching criteria specified
a b|2|only one pattern can be provided
-L x|2|-L without -F makes no sense
-u nosuch x|2|invalid user name: nosuch
-U '' x|2|invalid user name: ''
-G nosuch x|2|invalid group name: nosuch
-g x|2|invalid process group: x
-s x|2|invalid session id: x
-u "$(printf 'a\tb')" x|2|invalid user name: 'a'$'\t''b'
-P x|2|not a number: x
-P , x|2|not a number: ''
-g '' x|2|invalid process group: ''
-P 99999999999999999999|2|number out of range: 99999999999999999999: must be from 0 to 2147483647
-g 2147483648|2|invalid process group: 2147483648: must be from 0 to 2147483647
-v -s 9223372036854775808 x|2|invalid session id: 9223372036854775808: must be from 0 to 2147483647
-v -s -1 x|2|invalid session id: -1: must be from 0 to 2147483647
-O 1x y|2|not a number: 1x
-O -1 y|2|number out of range: -1: must be from 0 to 9223372036854775807
-O 9223372036854775808 y|2|number out of range: 9223372036854775808: must be from 0 to 9223372036854775807
-p 0|2|number out of range: 0: must be from 1 to 2147483647
-p 4294967297|2|number out of range: 4294967297: must be from 1 to 2147483647
-p 1:x|2|not a number: 1:x
-u 4294967296 x|2|invalid user name: 4294967296
-n -v x|2|-n, -o and -v cannot be combined
-n -o x|2|-n, -o and -v cannot be combined
-F x -p 1|2|-F and -p cannot be combined
-F /nosuch|1|pidfile not valid: /nosuch: No such file or directory
-Z|2|invalid option -- 'Z'
-d|2|option requires an argument -- 'd'
END

it "reports an invalid regular expression in the words of glibc, with status 2"
while IFS='|' read -r pattern reason; do
	run pgrep "$pattern"
	exits 2; prints
	complains "pgrep: regex error: $reason"
done <<'END'
[a|Unmatched [, [^, [:, [., or [=
a(|Unmatched ( or \(
(|Unmatched ( or \(
a{1|Unmatched \{
*|Invalid preceding regular expression
END

it "finds names of more than 15 bytes in full, and as cut off by the kernel"
for pattern in verylongprocessname verylongprocess verylong; do
	run pgrep -x "$pattern"
	[ $pattern = verylong ] || prints "$long"
	[ $pattern != verylong ] || exits 1
	complains
done
run pgrep 'processname$'
prints "$long"
printf '#!/bin/sh\nread -r line <fifo\n' >averyverylongscript
chmod +x averyverylongscript
mkfifo fifo
./averyverylongscript &
# shellcheck disable=SC2317
runs_script() {
	grep -q averyverylongsc "/proc/$!/comm"
}
wait_for runs_script
run pgrep -x averyverylongscript
prints $!
run pgrep -x averyverylongscrip
exits 1

it "compares start times for -n and -o, not process IDs"
if ! can_choose_numbers; then
	skip "numbers cannot be chosen here"
else
	last=$(($(cat /proc/sys/kernel/pid_max) - 1))
	idle -p $last -n early -r ready1 &
	wait_for [ -e ready1 ]
	before=$(cut -d ' ' -f 1 /proc/uptime)
	wait_for time_passes
	idle -p 3001 -n early -r ready2 &
	wait_for [ -e ready2 ]
	run pgrep early
	prints "3001
$last"
	run pgrep -n early
	prints 3001
	run pgrep -o early
	prints $last
fi

it "matches all of a command line of 100 KB with -f"
far=$(head -c 100000 /dev/zero | tr '\0' x)
start lengthy "$far" END
run pgrep -f '^[^ ]*lengthy .*x END$'
exits 0
prints "$started"
run pgrep -fa 'lengthy.*END'
[ "$(tr -cd x <out | wc -c)" -ge 100000 ] || wrong "the line has $(wc -c <out) bytes"
kill "$started"
wait "$started" 2>/dev/null

it "prints no control bytes, and no invalid characters on a terminal"
start name -n "$(printf 'q\033[7m\377\303\244')"
run pgrep -l 'q.\[7m'
prints "$started q?[7m$(printf '\377\303\244')"
run env LC_ALL=C.UTF-8 onpty 1 pgrep -l 'q.\[7m'
prints "$started q?[7m?$(printf '\303\244')"
run onpty 1 pgrep -l 'q.\[7m'
prints "$started q?[7m???"
kill "$started"
start platypus "$(printf 'a\nb')"
run pgrep -a platypus
prints "$started $scratch/bin/platypus -r $scratch/ready a?b"
run pgrep -Q platypus
prints "$started $scratch/bin/platypus -r $scratch/ready 'a'\$'\n''b'"
kill "$started"
wait "$started" 2>/dev/null

it "finds the user of a process that is not dumpable"
if ! can_be_others; then
	skip "there are no other users here"
else
	for dumpable in '' -d; do
		# shellcheck disable=SC2086
		"$setpriv" --reuid $other --regid $other --clear-groups \
			"$HOLDBOX_TOOLS/idle" $dumpable -n theirs &
		wait_for pgrep -x theirs >/dev/null
		for option in -u -U -G; do
			run pgrep $option $other theirs
			prints $!
			run pgrep $option 0 theirs
			exits 1
		done
		run pgrep -u $other
		prints $!
		kill $!
		wait $! 2>/dev/null
	done
fi

it "finds zombies by name and by state"
start grave -z
run pgrep -r Z
dead=$(cat out)
same "$started" "$(awk '{ print $4 }' "/proc/$dead/stat")" "parent"
run pgrep -fa '^\[grave\] <defunct>$'
prints "$dead [grave] <defunct>"
kill "$started"

it "lists threads with -w"
threads 3 &
process=$!
# shellcheck disable=SC2317
has_threads() {
	[ "$(find "/proc/$process/task" -mindepth 1 -maxdepth 1 | wc -l)" -eq 3 ]
}
wait_for has_threads
run pgrep -x threads
prints $process
run pgrep -wx threads
same "$(cd /proc/$process/task && printf '%s\n' * | sort -n)" "$(cat out)" threads
kill $process

it "never matches itself, but its ancestors, unless -A is given"
run sh -c 'pgrep -f "uniquetext" ; :'
same 1 "$(wc -l <out | tr -d ' ')" "lines"
run sh -c 'pgrep -A -f "uniquetext"; :'
prints
run sh -c 'pgrep -Ac .; :'
run sh -c 'pgrep -fc "pgrep -fc uniq"; :'
prints 1

it "reads process IDs from a file, and fails with -L if it is not locked"
echo "$one" >single
run pgrep -F single
prints "$one"
run pgrep -F single quokka
exits 1
printf '%s\n%s\n' "$quokka" "$one" >several
run pgrep -F several
prints "$(printf '%s\n' "$one" "$quokka" | sort -n)"
run sh -c "echo $two | pgrep -F -"
prints "$two"
printf '%s\n/some/directory\n%s\n' "$quokka" "$one" >mixed
run pgrep -F mixed
prints "$quokka"
for bad in '' x -5 0 "x $one" 99999999999999; do
	echo "$bad" >bad
	run pgrep -F bad
	exits 1; prints
	complains "pgrep: pidfile not valid: bad: it contains no process ID"
done
run pgrep -LF single
exits 1
complains "pgrep: pidfile not valid: single: it is not locked"
start locker -l "$PWD/single"
run pgrep -LF single
prints "$one"
kill "$started"
if command -v flock >/dev/null; then
	run flock several pgrep -LF several
	exits 0
fi

it "prints handles, and accepts them as process IDs"
run pgrep --handle -x quokka
if [ "$status" = 3 ]; then
	skip "the kernel has no inodes for processes"
else
	handle=$(cat out)
	same "$quokka" "${handle%:*}" "process ID"
	run pgrep -p "$one,$handle"
	prints "$(printf '%s\n' "$one" "$quokka" | sort -n)"
	run pgrep -p "${handle}1"
	exits 1
	echo "$handle" >file
	run pgrep -F file
	prints "$quokka"
	if is_static; then
		for error in EMFILE ENOSYS EPERM; do
			inject pidfd_open:error=$error pgrep -p "$handle"
			exits 3; prints
			inject pidfd_open:error=$error pgrep --handle quokka
			exits 3; prints
		done
		inject pidfd_open:error=ESRCH pgrep --handle quokka
		exits 1; prints; complains
	fi
fi

it "matches control groups, environments, handlers and namespaces"
if has FEATURE_MATCH_MORE; then
	COLOUR=blue start bluish -s 12
	run pgrep --env COLOUR; prints "$started"
	run pgrep --env X,COLOUR=blue; prints "$started"
	run pgrep --env COLOUR=bl; exits 1
	run pgrep --env COLOUR=blues; exits 1
	run pgrep -H --signal USR2 bluish; prints "$started"
	run pgrep -H --signal USR1 bluish; exits 1
	run pgrep --ns $$ --nslist pid,uts -x quokka; prints "$quokka"
	run "$unshare" --uts env PATH="$PATH" pgrep --ns $$ --nslist uts -x quokka
	prints "$quokka"
	run "$unshare" --uts env PATH="$PATH" sh -c 'pgrep --ns $$ --nslist uts -x quokka'
	exits 1
	run pgrep --nslist nosuch x
	exits 2
	run pgrep --ns 4294967297 x
	exits 2; prints
	same "pgrep: number out of range: 4294967297: must be from 1 to 2147483647" "$(head -n 1 err)" message
	run pgrep --ns $$ --nslist ,pid,,uts, -x quokka; prints "$quokka"
	kill "$started"
	path=$(sed -n 's/^0:://p' /proc/self/cgroup)
	if [ -n "$path" ]; then
		run pgrep --cgroup "/nosuch,$path" -x quokka; prints "$quokka"
		run pgrep --cgroup "/nosuch" -x quokka; exits 1
	fi
else
	skip "FEATURE_MATCH_MORE is not configured"
fi

it "lists the processes that hidepid leaves visible"
if ! can_be_others; then
	skip "there are no other users here"
else
	# shellcheck disable=SC2016
	script='mount -t proc -o hidepid=2 proc /proc && exec "$@"'
	set -- "$setpriv" --reuid $other --regid $other --clear-groups
	if "$unshare" --mount sh -c "$script" sh true 2>/dev/null; then
		run "$unshare" --mount sh -c "$script" sh "$@" sh -c 'exec pgrep wombat'
		exits 1; prints; complains
		"$@" "$HOLDBOX_TOOLS/idle" -n wombatish &
		wait_for pgrep wombatish >/dev/null
		run "$unshare" --mount sh -c "$script" sh "$@" sh -c 'exec pgrep wombat'
		exits 0
		prints $!
		kill $!
		wait $! 2>/dev/null
	else
		skip "/proc cannot be mounted here"
	fi
fi

it "reports in one line that /proc is missing"
if is_static && "$unshare" --mount mount -t tmpfs none /proc 2>/dev/null; then
	run "$unshare" --mount sh -c 'mount -t tmpfs none /proc; exec pgrep x'
	exits 3; prints
	complains "pgrep: /proc is not mounted"
else
	skip "nothing can be mounted here"
fi

it "skips processes that end meanwhile, or must not be read"
is_static || skip "this is for a static program"
for fault in openat:error=ENOENT openat:error=EACCES openat:error=ESRCH read:error=ESRCH; do
	for option in -l -fl '-u 0 -n' -vwl; do
		# shellcheck disable=SC2086
		inject $fault:when=3+ pgrep $option wombat
		[ "$status" -le 1 ] || exits 1
		complains
	done
done

it "fails with status 3 if a process could not be read, whether it would match or not"
is_static || skip "this is for a static program"
while read -r fault arguments; do
	case $arguments in
	--ns* | --env*) has FEATURE_MATCH_MORE || continue ;;
	esac
	# shellcheck disable=SC2086
	inject "$fault" pgrep $arguments
	exits 3
	grep -q '^pgrep: cannot read ' err || wrong "$fault, $arguments: $(cat err)"
done <<END
openat:error=EMFILE:when=2+ nosuchname
openat:error=ENFILE:when=2+ -f nosuchname
openat:error=ENOMEM:when=2+ -P 99999
openat:error=EMFILE:when=2+ -U 4711
openat:error=EMFILE:when=1+ -p $one
openat:error=EMFILE:when=2+ -w nosuchname
openat:error=EMFILE:when=3+ -vx nosuchname
openat:error=ENFILE:when=4 -n wombat
openat:error=EMFILE:when=2+ -A wombat
openat:error=EMFILE:when=5+ --env NOSUCH
read:error=EIO:when=1+ nosuchname
read:error=ENOMEM:when=1+ -f nosuchname
newfstatat:error=ENOMEM:when=1+ -u 4711
readlinkat:error=ENOMEM:when=1 -c wombat
readlinkat:error=ENOMEM:when=3+ --ns $$ --nslist uts wombat
getdents64:error=EIO:when=1 wombat
getdents64:error=EIO:when=2 wombat
END
run sh -c 'ulimit -n 4; exec pgrep wombat'
exits 3; prints
run sh -c 'ulimit -n 4; exec pgrep -v nosuchname'
exits 3; prints

it "still lists the others then, but no newest or oldest one"
is_static || skip "this is for a static program"
inject openat:error=ENFILE:when=1 pgrep wombat
exits 3
complains "pgrep: cannot read process 1: Too many open files in system"
prints "$one
$two"
inject openat:error=ENFILE:when=1 pgrep -n wombat
exits 3; prints

it "ends its search for ancestors where these form a circle"
if ! "$unshare" --mount true 2>/dev/null; then
	skip "mount namespaces are not permitted here"
else
	# a file that names the shell as its own parent
	cat >circle <<-'END'
		sed "s/^\([0-9]* ([^)]*) .\) [0-9]*/\1 $$/" /proc/$$/stat >stat
		mount --bind stat /proc/$$/stat || exit 9
		timeout 20 pgrep -A wombat
	END
	run "$unshare" --mount sh ./circle
	exits 0
	prints "$one
$two"
fi

it "reports that the command line to be printed cannot be read"
is_static || skip "the linker cannot work with such faults"
for option in -a -Q; do
	inject openat:error=ENFILE:when=2 pgrep $option -p "$quokka"
	exits 3; prints "$quokka"
	complains "pgrep: cannot read process $quokka: Too many open files in system"
done

it "reports that /proc belongs to another PID namespace"
if ! "$unshare" --pid --fork true 2>/dev/null; then
	skip "PID namespaces are not permitted here"
else
	run "$unshare" --pid --fork --kill-child pgrep -x quokka
	exits 0
	prints "$quokka"
	complains "pgrep: warning: /proc and these process IDs belong to another PID namespace"
	run "$unshare" --pid --fork --kill-child pgrep -xc quokka
	prints 1; complains
	# it is the first process there, and another one here
	run "$unshare" --pid --fork --kill-child pgrep -c .
	prints "$(($(pgrep -c .) + 1))"
fi

it "makes three system calls a process"
if [ -z "$strace" ] || ! is_root; then
	skip "strace is not installed"
elif [ -n "${HOLDBOX_BRIEF-}" ]; then
	skip "one of many configurations"
else
	for option in -x -f -P; do
		"$strace" -o before$option pgrep $option 99 >before.out
	done
	i=0
	while [ $i -lt 300 ]; do
		"$scratch/bin/quokka" &
		i=$((i + 1))
	done
	# shellcheck disable=SC2317
	are_there() {
		[ "$(pgrep -c quokka)" -ge 301 ]
	}
	wait_for are_there
	for option in -x -f -P; do
		"$strace" -o after$option pgrep $option 99 >after.out
		more=$(($(wc -l <after$option) - $(wc -l <before$option)))
		[ $more -ge 300 ] || wrong "$option: only $more calls for 300 processes"
		[ $more -le 904 ] || wrong "$option: $more calls for 300 processes"
	done
fi

it "prints any number of processes on one line"
far=$(head -c 1000 /dev/zero | tr '\0' ,)
run pgrep -d "$far" .
same 1 "$(wc -l <out | tr -d ' ')" lines
same "$(pgrep -c .)" "$(tr -s , '\n' <out | grep -c .)" processes

it "reports an unwritable standard output"
run sh -c 'exec pgrep wombat >/dev/full'
exits 3
complains "pgrep: write error: No space left on device"

it "reports that users cannot be looked up, not that there is no such user"
is_static || skip "this is for a static program"
inject open,openat:error=ENFILE:when=1 pgrep -u root nosuchname
exits 3; prints
complains "pgrep: cannot look up 'root': Too many open files in system"

finish
