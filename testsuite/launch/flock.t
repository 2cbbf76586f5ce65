# shellcheck disable=SC2016,SC2030,SC2031
. "${0%/*}/../lib.sh"
needs FLOCK
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"
give_up_after 600

also_traced='?open,openat,?setitimer,flock'
strace_options=-f

# inject_at FILE FAULT COMMAND...: inject, in system calls that name the file
inject_at() {
	strace_options="-f -P $1"
	shift
	inject "$@"
	strace_options=-f
}

# Holds a lock by flock "$@" until release; returns once it is held.
hold() {
	mkfifo gate
	(exec flock "$@" sh -c ': >held; read -r line <gate') &
	holder=$!
	wait_for [ -e held ]
}

release() {
	echo go >gate
	wait "$holder"
	rm gate held
}

# shellcheck disable=SC2317 # wait_for calls it
is_waiting() {
	grep -q -- "-> FLOCK .* $1 " /proc/locks
}

it "creates the file, runs the command and exits with its status"
run flock lock sh -c 'echo out; exit 7'
exits 7; prints out; complains
file lock ""
mode lock 644

it "holds the lock while the command runs, and no longer"
run flock lock sh -c 'flock -n lock echo twice; echo $?'
exits 0; prints 1; complains
run flock -n lock echo once
exits 0; prints once

it "waits until the lock is free"
hold lock
(exec flock lock sh -c ': >ran') &
waiter=$!
wait_for is_waiting $waiter
absent ran
release
wait $waiter || wrong "the waiter failed"
[ -e ran ] || wrong "the waiter has not run its command"

it "serializes processes that change the same file"
echo 0 >sum
for process in 1 2 3 4; do
	for round in 1 2 3 4 5 6 7 8; do
		: "$round"
		flock lock sh -c 'read -r sum <sum; : >sum; echo $((sum + 1)) >sum'
	done &
	eval "process$process=$!"
done
# shellcheck disable=SC2154
wait "$process1" "$process2" "$process3" "$process4"
file sum 32

it "shares a lock with -s or --shared, but not with an exclusive one"
for option in -s --shared --sh; do
	hold $option lock
	run flock $option -n lock echo shared
	exits 0; prints shared
	for exclusive in -x -e --exclusive --excl "-s -x"; do
		# shellcheck disable=SC2086
		run flock -n $exclusive lock echo exclusive
		exits 1; prints; complains
	done
	run flock -n -x -s lock echo shared
	exits 0; prints shared
	release
done

it "locks a file that a shell has open as a descriptor"
run sh -c '(flock 9 && flock -n lock echo not; echo $?) 9>lock; flock -n lock echo free'
exits 0
prints "1
free"
complains
hold lock
run sh -c '(flock -n 9 || exit 5; echo not) 9>>lock'
exits 5; prints
run sh -c '(flock -n 9 || exit 5; echo not) 9<lock'
exits 5; prints
release

it "drops a lock with -u or --unlock"
for option in -u --unlock --un; do
	run sh -c '(flock 9; flock $1 9; flock -n lock echo free) 9>lock' sh $option
	exits 0; prints free
done

it "locks a directory"
mkdir directory
run flock directory sh -c 'flock -n directory echo not; flock -n . echo here'
exits 0; prints here

it "locks a read-only file, but not an unreadable one"
: >lock
chmod 444 lock
run_unprivileged flock lock echo ran
exits 0; prints ran; complains
chmod 000 lock
run_unprivileged flock lock echo ran
exits 66; prints
complains "flock: cannot open lock file lock: Permission denied"
run_unprivileged flock new echo ran
if is_root; then
	exits 66; prints
	complains "flock: cannot open lock file new: Permission denied"
fi

it "keeps the lock if the file is removed: it is on the file, not its name"
hold lock
rm lock
run flock -n lock echo another
exits 0; prints another
release

it "lets the shell of SHELL run a command after -c or --command"
for option in -c --command; do
	run flock lock $option 'echo a; echo "$0"; exit 3'
	exits 3; prints "a
${SHELL:-/bin/sh}"
	SHELL=/bin/echo run flock lock $option 'a b'
	exits 0; prints "-c a b"
	run env -u SHELL flock lock $option 'echo "$0"'
	exits 0; prints /bin/sh
	run env SHELL= flock lock $option 'echo "$0"'
	exits 0; prints /bin/sh
	run flock lock $option
	exits 64; prints
	complains "flock: $option requires exactly one command argument"
	run flock lock $option 'echo a' b
	exits 64; prints
	complains "flock: $option requires exactly one command argument"
done
absent new
run flock -c lock true
exits 64
complains "flock: invalid option -- 'c'
Try 'flock --help' for more information."

it "does not parse the options of the command"
run flock lock printf %s. -c -n --help
exits 0; prints -c.-n.--help.
run flock -- lock printf %s -n
exits 0; prints -n
run flock lock -n true
exits 69
complains "flock: failed to execute -n: No such file or directory"

it "fails at once with -n, --nb or --nonblock"
hold lock
for option in -n --nb --nonblock --non; do
	run flock $option lock echo ran
	exits 1; prints; complains
done
for option in "-n -E 9" "--nb --conflict-exit-code 9" "-E9 -n -w 60" "--conf=009 -w 60 -n"; do
	# shellcheck disable=SC2086
	run flock $option lock echo ran
	exits 9; prints; complains
done
run flock -nE 0 lock echo ran
exits 0; prints
run flock -nE 255 --verbose lock echo ran
exits 255; prints
complains "flock: failed to get lock"
release

it "gives up after the time of -w, --wait or --timeout"
hold lock
for option in "-w .05" "--wait=0.05" "--timeout 5e-2" "-w 0.000000001" "--wa +.01s"; do
	# shellcheck disable=SC2086
	run flock --verbose $option lock echo ran
	exits 1; prints
	complains "flock: timeout while waiting to get lock"
done
run flock -E 7 -w 0.01 -s lock echo ran
exits 7; prints; complains
run sh -c 'flock -w 0.01 9 || exit 5' 9>>lock
exits 5
release

it "takes the lock if it becomes free before that"
hold lock
(exec flock -w 600.5 lock sh -c ': >ran') &
waiter=$!
wait_for is_waiting $waiter
release
wait $waiter || wrong "the waiter failed"
[ -e ran ] || wrong "the waiter has not run its command"
run flock -w infinity lock echo ran
exits 0; prints ran
run flock -w 9223372036854775806 lock echo ran
exits 0; prints ran; complains

it "waits with a timer instead of polling"
hold lock
inject '?setitimer:delay_exit=1' flock -w 0.3 lock true
exits 1
grep -q 'setitimer(ITIMER_REAL, .*it_value={tv_sec=0, tv_usec=300001}' trace ||
	wrong "no timer: $(cat trace)"
[ "$(grep -c ' flock(' trace)" -le 2 ] || wrong "polling: $(cat trace)"
release

it "does not lose an alarm that arrives before it waits"
hold lock
inject '?setitimer:delay_exit=200000' flock -w 0.05 lock true
exits 1; complains
release

it "treats a wait of 0 like -n"
hold lock
inject '?setitimer:error=EPERM' flock -w 0 -E 6 --verbose lock echo ran
exits 6; prints
complains "flock: failed to get lock"
release
inject '?setitimer:error=EPERM' flock -w 0.0 lock echo ran
exits 0; prints ran; complains

it "ignores an alarm that it has not set"
hold lock
(exec flock -w 600 lock sh -c ': >ran') &
waiter=$!
wait_for is_waiting $waiter
kill -ALRM $waiter
wait_for is_waiting $waiter
release
wait $waiter || wrong "the waiter failed"
[ -e ran ] || wrong "the waiter has not run its command"

it "gives up even if SIGALRM is ignored or blocked, and restores that for the command"
hold lock
run sh -c 'trap "" ALRM; exec flock -w 0.05 lock true'
exits 1
if has ENV && has FEATURE_ENV_SIGNALS; then
	run env --block-signal=ALRM flock -w 0.05 lock true
	exits 1
	release
	for option in -F -x; do
		rm -f before after
		run env --block-signal=ALRM --ignore-signal=ALRM report before signals
		run env --block-signal=ALRM --ignore-signal=ALRM \
			flock $option -w 60 lock report after signals
		exits 0
		file after "$(cat before)"
	done
	report plain signals >plain.out 2>&1
	[ "$(cat before)" != "$(cat plain)" ] || wrong "env has blocked nothing"
else
	release
fi

it "leaves no timer for the command"
run strace -f -o trace -e trace=?setitimer flock -F -w 600 lock true
if grep -q setitimer trace 2>/dev/null; then
	tail -n 2 trace | head -n 1 | grep -q 'it_value={tv_sec=0, tv_usec=0}' ||
		wrong "$(cat trace)"
else
	skip "strace is not installed"
fi

it "takes fcntl locks with --fcntl, independent of the others"
run flock --fcntl lock flock --fcntl -n -E 9 lock echo both
exits 9; prints; complains
run flock --fcntl lock flock --fcntl -w 0.05 -E 9 lock echo both
exits 9; prints; complains
run flock --fcntl -s lock flock --fcntl -xn -E 9 lock echo both
exits 9; prints; complains
run flock --fcntl -s lock flock --fcntl -sn lock echo both
exits 0; prints both; complains
run flock --fcntl lock flock -n lock echo both
exits 0; prints both; complains
run sh -c 'flock --fcntl -n 9 && flock --fcntl -u 9 && flock --fcntl -n lock echo free' 9>lock
exits 0; prints free; complains
run sh -c 'flock --fcntl 9' 9<lock
exits 65; prints; complains "flock: 9: Bad file descriptor"

it "waits for an fcntl lock until it is free"
hold --fcntl lock
(exec flock --fcntl lock sh -c ': >ran') &
waiter=$!
wait_for grep -q -- '-> OFDLCK' /proc/locks
absent ran
release
wait $waiter || wrong "the waiter failed"
[ -e ran ] || wrong "the waiter has not run its command"

it "reports the waiting time on standard output with --verbose"
run flock --verbose lock echo ran
exits 0; complains
same "flock: getting lock took #.###### seconds
flock: executing echo
ran" "$(sed 's/[0-9]/#/g' out)" output
run flock --verbose 1
exits 0; complains
same "flock: getting lock took #.###### seconds" "$(sed 's/[0-9]/#/g' out)" output
run sh -c 'exec flock --verbose lock sh -c "echo ran >&2" >/dev/full'
exits 1
complains "flock: write error: No space left on device
ran"
run sh -c 'exec flock --verbose lock sh -c "exit 4" >&-'
exits 4
complains

it "passes the lock on to processes that outlive the command, but not with -o or --close"
mkfifo end
run flock lock sh -c '(read -r line <end; : >ended) >/dev/null & echo $!'
exits 0
run flock -n lock true
exits 1
echo go >end
wait_for [ -e ended ]
for option in -o --close --cl; do
	rm ended
	run flock $option lock sh -c 'flock -n lock true; echo $?
		(read -r line <end; : >ended) >/dev/null &'
	exits 0; prints 1
	run flock -n lock echo free
	exits 0; prints free
	echo go >end
	wait_for [ -e ended ]
done

it "passes one more descriptor to the command, or with -o none"
report before leaks >plain 2>&1
run flock lock report one leaks
same "$(($(wc -w <before) + 1))" "$(wc -w <one)" "number of words"
for option in -o --close; do
	rm -f none
	run flock $option lock report none leaks
	file none "$(cat before)"
done

it "leaves closed descriptors closed"
run sh -c 'exec flock lock report slots <&- >&- 2>&-'
exits 0
same "0 closed
1 closed
2 closed" "$(head -n 3 slots)" descriptors
run sh -c 'exec flock -F lock report slots.2 <&-'
exits 0
same "0 closed" "$(head -n 1 slots.2)" descriptors

it "becomes the command with -F or --no-fork"
for option in -F --no-fork --no-; do
	run sh -c 'echo $$; exec flock "$@"' sh $option lock sh -c 'echo $$; flock -n lock true'
	exits 1; complains
	same 1 "$(uniq out | wc -l)" "number of processes"
done
run sh -c 'echo $$; exec flock "$@"' sh lock sh -c 'echo $$'
same 2 "$(uniq out | wc -l)" "number of processes"
run flock -F lock ./missing
exits 69

it "rejects -o with -F"
run flock -oF lock echo ran
exits 64; prints
complains "flock: the --no-fork and --close options are incompatible"
absent lock

it "exits with 128 + the signal that killed the command"
run flock lock sh -c 'kill -KILL $$'
exits 137; prints; complains
run flock lock sh -c 'kill -TERM $$'
exits 143; prints; complains

it "waits even if SIGCHLD is ignored, which it stays for the command"
run sh -c 'trap "" CHLD; exec flock lock sh -c "exit 7"'
exits 7; complains
run sh -c 'trap "" CHLD
	grep SigIgn /proc/self/status; exec flock lock grep SigIgn /proc/self/status'
exits 0
same 1 "$(uniq out | wc -l)" "number of masks"

it "exits with 69 if the command cannot be executed, and 71 for lack of memory"
run flock lock ./missing
exits 69; prints
complains "flock: failed to execute ./missing: No such file or directory"
run flock lock /
exits 69; prints
complains "flock: failed to execute /: Permission denied"
run flock lock ''
exits 69; prints
inject_at /bin/sh execve:error=ENOMEM flock lock /bin/sh -c 'echo ran'
exits 71; prints
grep -q "^flock: failed to execute /bin/sh: " err || wrong "$(cat err)"

it "exits with 66, 71 or 73 if the file cannot be opened"
run flock missing/lock echo ran
exits 66; prints
complains "flock: cannot open lock file missing/lock: No such file or directory"
run flock '' echo ran
exits 66; prints
for case in EMFILE:71 ENFILE:71 ENOMEM:71 EROFS:73 ENOSPC:73 EACCES:66 ELOOP:66 EISDIR:66; do
	inject_at "$PWD/lock" "?open,openat:error=${case%:*}" flock "$PWD/lock" echo ran
	exits "${case#*:}"; prints
	grep -q "^flock: cannot open lock file $PWD/lock: " err || wrong "$(cat err)"
done
inject_at "$PWD/lock" '?open,openat:error=EINTR:when=1..3' flock "$PWD/lock" echo ran
exits 0; prints ran; complains

it "exits with 65 or 71 if the lock fails"
for case in ENOLCK:71 ENOMEM:71 EINVAL:65 EROFS:65 EOPNOTSUPP:65; do
	inject "flock:error=${case%:*}" flock lock echo ran
	exits "${case#*:}"; prints
	grep -q "^flock: lock: " err || wrong "$(cat err)"
	inject "flock:error=${case%:*}" flock 1
	exits "${case#*:}"; prints
	grep -q "^flock: 1: " err || wrong "$(cat err)"
done
run flock 77
exits 65; prints
complains "flock: 77: Bad file descriptor"

it "continues after an interruption"
for option in -x "-w 60"; do
	# shellcheck disable=SC2086
	inject flock:error=EINTR:when=1..3 flock $option lock echo ran
	exits 0; prints ran; complains
	same 4 "$(grep -c ' flock(' trace)" "number of calls"
done
inject wait4:error=EINTR:when=1..3 flock lock sh -c 'exit 7'
exits 7; complains

it "opens the file for writing if the lock needs that, as over NFS"
for error in EIO EBADF; do
	inject flock:error=$error:when=1 flock lock echo ran
	exits 0; prints ran; complains
	grep -q '"lock", O_RDWR|O_CREAT|O_NOCTTY' trace || wrong "$(cat trace)"
	inject flock:error=$error flock lock echo ran
	exits 65; prints
	same 2 "$(grep -c ' flock(' trace)" "number of calls"
	inject flock:error=$error:when=1 flock -s lock echo ran
	exits 65; prints
	inject flock:error=$error:when=1 flock . echo ran
	exits 65; prints
done
complains "flock: .: Bad file descriptor"

it "reports that it cannot set a timer, fork or wait"
inject '?setitimer:error=EINVAL' flock -w 5 lock echo ran
exits 71; prints
complains "flock: cannot set up timer: Invalid argument"
inject '?fork,?vfork,clone:error=EAGAIN' flock lock echo ran
exits 71; prints
complains "flock: fork failed: Resource temporarily unavailable"
inject wait4:error=ECHILD flock lock true
exits 1
grep -q '^flock: waitpid failed: No child process' err || wrong "$(cat err)"

it "rejects malformed numbers"
for number in x 1x '' - 1.5 0x1 ' '; do
	run flock -E "$number" lock echo ran
	exits 64; prints
	complains "flock: invalid exit code: '$number'"
	run flock -- "$number"
	exits 64; prints
	complains "flock: bad file descriptor: '$number'"
done
for number in -1 256 99999999999999999999; do
	run flock -E "$number" lock echo ran
	exits 64; prints
	complains "flock: exit code out of range (expected 0 to 255)"
done
for number in x 1x '' - . -1 5y nan; do
	run flock -w "$number" lock echo ran
	exits 64; prints
	complains "flock: invalid timeout value: '$number'"
done
for number in 9223372036854775807 1e19 99999999999999999999 153722867280912930.2m; do
	run flock -w "$number" lock echo ran
	exits 64; prints
	complains "flock: invalid timeout value: '$number': must be from 0 to 9223372036854775806"
done
run flock 2147483648
exits 64; prints
complains "flock: bad file descriptor: '2147483648': must be from 0 to 2147483647"
absent lock

it "requires a file or descriptor"
run flock
exits 64; prints
complains "flock: not enough arguments
Try 'flock --help' for more information."
for option in -n -x --; do
	run flock $option
	exits 64; prints
	complains "flock: requires file descriptor, file or directory"
done

it "prints help and version, also with short options"
for option in -h --help -nh; do
	run flock $option
	exits 0; complains
	same "Usage: flock [OPTION]... FILE|DIRECTORY COMMAND [ARG]..." "$(head -n 1 out)" usage
done
for option in -V --version; do
	run flock $option
	exits 0; complains
	same "flock (holdbox)" "$(cut -d' ' -f1-2 out)" version
done
run sh -c 'exec flock --help >/dev/full'
exits 1
complains "flock: write error: No space left on device"

# Our messages quote names: without the quotes they are the same.
agrees_but_for_quotes() {
	(exec "$theirs" "$@") >wanted 2>wanted.err
	wanted=$?
	run flock "$@"
	exits "$wanted"
	for stream in wanted out wanted.err err; do
		sed -i "s|$theirs|flock|; s/[0-9]\.[0-9]* seconds/TIME/; s/'//g" $stream
	done
	same "$(sort wanted)" "$(sort out)" output # theirs may not be flushed before ours
	same "$(cat wanted.err)" "$(cat err)" "error output"
}

it "accepts and rejects the same arguments as util-linux's"
if reference flock util-linux; then
	hold busy
	for option in -n -s -x -e -u --nb --nonblock --nonblocking --shared --exclusive --unlock \
		--verbose -nx -ns "-w 0" "-w 0.02" --timeout=.02 "-n -E 3" -nE3 "-w 0.02 -E 0" \
		"-E 256" "-E x" "-w x" -oF --no --clo --no-f -y --foo -c -1 "-w 1e-2"; do
		case $option in
		-[nw]* | --nb | --nonb* | --t*) lock=busy ;;
		*) lock=free ;;
		esac
		# shellcheck disable=SC2086
		agrees_but_for_quotes $option $lock sh -c 'echo out; echo err >&2; exit 3'
	done
	release
	for operands in "free -c exit\ 4" "free -c" "free -c a b" "free --command 'exit 4'" \
		"free --comm x" "free -n true" "free -- true" "-- free true" "free ./missing" "free /" \
		"x" "1x" "0" "-u 0" "77" "-- -1" "free sh -c 'kill -9 \$\$'" "'' true" "-w '' free true" \
		"-s -n free -c 'exit 5'" "-w ' 1' free true" "-E ' 5' free true" "' 0'" \
		". -c 'exit 6'" "missing/x true" "" -n -- "-w 1 77" "-o 0"; do
		eval "agrees_but_for_quotes $operands" 2>/dev/null
	done
else
	skip "util-linux's flock is not installed"
fi

finish
