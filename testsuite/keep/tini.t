# shellcheck disable=SC2016
. "${0%/*}/../lib.sh"
. "${0%/*}/init.sh"
needs TINI
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"
unset TINI_SUBREAPER TINI_VERBOSITY TINI_KILL_PROCESS_GROUP

faults='4 5 6 7 8 11 31'

it "exits as the program does"
for n in 0 1 2 32 64 127 254 255; do
	bounded tini -s sh -c "echo out; echo err >&2; exit $n"
	exits $n; prints out; complains err
done
for signal in 15 2 3 9 10; do
	bounded tini -s sh -c "kill -$signal \$\$"
	exits $((128 + signal))
	complains
done

it "remaps each exit status to 0, and no other"
for n in 0 1 9 127 128 254 255; do
	bounded tini -s -e $n -e 77 sh -c "exit $n"
	exits 0
	bounded tini -s -e $n -e 77 sh -c "exit 5"
	exits 5
done
bounded tini -s -e 143 sh -c 'kill -TERM $$'
exits 0
bounded tini -s -e '' -e 5 sh -c 'exit 5'
exits 0; complains

it "reads a number at the start of TINI_VERBOSITY: without one it is quiet, a negative one means all"
for verbosity in 0 x ''; do
	TINI_VERBOSITY=$verbosity bounded tini -vvv true
	exits 0; prints; complains
done
for verbosity in 2 2x ' 2' +2; do
	TINI_VERBOSITY=$verbosity bounded tini -s true
	exits 0; complains
	same 2 "$(grep -c '^\[INFO  tini' out)" messages
	same 2 "$(wc -l <out)" lines
done
TINI_VERBOSITY=-1 bounded tini -s true
exits 0
grep -q '^\[TRACE tini ([0-9]*)\] Exiting: child has exited' out || wrong "no trace: $(cat out)"

it "rejects exit statuses that are not from 0 to 255, and unknown signals"
for n in 256 -1 3x x 0x3; do
	bounded tini -s -e "$n" true
	exits 1; prints
	same "Not a valid option for -e: $n" "$(sed 's/^\[FATAL tini ([0-9]*)\] //' err)" message
done
for signal in FOO SIGFOO 0 65 ''; do
	bounded tini -s -p "$signal" true
	exits 1; prints
	same "Not a valid option for -p: ${signal:-''}" "$(sed 's/^\[FATAL tini ([0-9]*)\] //' err)" message
done
bounded tini -s -p "$(printf 'a\033b')" true
exits 1; prints
same "Not a valid option for -p: 'a'\$'\\033''b'" "$(sed 's/^\[FATAL tini ([0-9]*)\] //' err)" message
bounded tini -s -p TREM true
exits 1; prints
same "Not a valid option for -p: TREM; did you mean 'TERM'?" \
	"$(sed 's/^\[FATAL tini ([0-9]*)\] //' err)" message

it "does and says what tini does"
if reference tini 'tini version 0'; then
	for arguments in true '-s true' '-sv true' '-svv true' '-svvv true' '-s -v -v -v -v false' \
		'-s nonexistent' '-s ./missing' '-s /' '-s /etc/passwd' '-s /etc/passwd/x' '-s -' \
		'-ve x true' '-e 256 true' '-e -1 true' '-p FOO true' '-p SIGTERM true' '-g true' \
		'-sve 1 false' '-sve 0 false' '-s -- true -v' \
		'-svv -- sh -c kill${IFS}-9${IFS}$$' '-sv nonexistent' '-svv -- sh -c exit${IFS}3' '-s -e 3 -e 4 -- sh -c exit${IFS}4'; do
		# shellcheck disable=SC2086
		same_as_theirs $arguments
	done
	same_as_theirs -s ''
	same_as_theirs -s -e '' -e 3 -- sh -c 'exit 3'
	for verbosity in 0 1 2 3 4 99 '' x 2x ' 3' +2 -1 -x; do
		export TINI_VERBOSITY="$verbosity"
		same_as_theirs true
		same_as_theirs -v true
		same_as_theirs missing
	done
	unset TINI_VERBOSITY
else
	skip "tini is not installed"
fi

it "passes what follows the program to it"
bounded tini -s sh -c 'echo "$@"' -- -s -v -x
exits 0; prints "-s -v -x"; complains
bounded tini -s -- sh -c 'echo "$@"' -- --version
exits 0; prints "--version"

it "reports what is wrong with its options, and lists them"
bounded tini --help
exits 0; complains
mv out help
bounded tini
exits 1; prints; complains "tini: missing operand
$(cat help)"
bounded tini -x true
exits 1; prints; complains "tini: invalid option -- 'x'
$(cat help)"
bounded tini -e
exits 1; prints; complains "tini: option requires an argument -- 'e'
$(cat help)"

it "prints help, version and the license of the sources"
bounded tini -h
exits 0; complains
same "Usage: tini [OPTION]... PROGRAM [ARG]..." "$(head -n 1 out)" usage
bounded tini --version
exits 0; complains
same "tini version 0.19.0 - tini (holdbox)" "$(cut -d' ' -f1-6 out)" version
bounded tini -l -h
exits 0; complains
same "MIT License" "$(head -n 1 out)" license
license=${0%/*}/../../LICENSE
case $0 in
/*) ;;
*) license=$OLDPWD/$license ;;
esac
[ ! -f "$license" ] || prints "$(cat "$license")"
run sh -c 'exec tini -l >/dev/full'
exits 1
complains "tini: write error: No space left on device"

it "warns if orphans would be lost"
bounded tini true
exits 0; prints
same "Tini is not running as PID 1 and isn't registered as a child subreaper." \
	"$(sed -n '1s/^\[WARN  tini ([0-9]*)\] //p' err)" warning
same 3 "$(wc -l <err)" lines
bounded tini -s true
complains
TINI_SUBREAPER='' bounded tini true
complains
TINI_VERBOSITY=0 bounded tini true
complains

it "does not warn as process 1"
if in_namespace tini true; then
	exits 0; prints; complains
fi

it "passes on every signal, except those that should kill it"
listening tini -s
n=0
while [ $((n += 1)) -lt 64 ]; do
	case " $faults 9 17 19 21 22 " in
	*" $n "*) continue ;;
	esac
	kill -$n "$init"
	hears $n || break # it is gone, perhaps
done
kill -64 "$init"
ends
exits 0
same "" "$(sed '/ready/d' log | sort -n | uniq -d)" "signals that came twice"

theirs=
reference tini 'tini version 0' || theirs=

it "is killed by those, and ignores those of the terminal, as tini does"
! grep -q __asan_init "$HOLDBOX" || skip "the address sanitizer has handlers for them"
[ -n "$skipped" ] || for program in tini $theirs; do
	for n in $faults; do
		listening "$program" -s
		kill -"$n" "$init"
		ends 2>/dev/null
		exits $((128 + n))
		kill -KILL "$listener"
	done
	rm -f core*
	listening "$program" -s
	kill -21 "$init"
	kill -22 "$init"
	kill -10 "$init"
	hears 10
	file log "ready $listener
10"
	stop_listening
	exits 137
done

it "passes signals on to the program alone; with -g or TINI_KILL_PROCESS_GROUP to its group"
cat >both <<'END'
listen other & until grep -qs ready other; do /bin/sleep 0.02; done
exec listen log
END
for way in '' -g TINI_KILL_PROCESS_GROUP; do
	rm -f log other
	case $way in
	T*) (TINI_KILL_PROCESS_GROUP='' exec tini -s sh ./both) & ;;
	*) (exec tini -s $way -- sh ./both) & ;;
	esac
	init=$!
	wait_for grep -q ready log
	kill -USR1 $init
	hears 10
	if [ -n "$way" ]; then
		wait_for grep -qx 10 other
	else
		! grep -qx 10 other || wrong "the other got it, too"
	fi
	kill -64 $init
	ends
	exits 0
	kill -KILL "$(sed -n 's/^ready //p' other)" 2>/dev/null
done

it "loses no signal while orphans come in hundreds"
passes_on_300 tini -s

it "passes on a signal even before the program has been executed"
passes_on_early "the program" tini -s

it "reaps a storm of 10000 orphans as process 1"
limit=300
if [ -z "$skipped" ] && in_namespace tini sh -c "orphans 10000; $all_reaped"'
	ls /proc | grep -c "^[0-9]*$"; exit 3'; then
	exits 3; prints 4; complains
fi
limit=60

it "reaps a storm of 2000 orphans that it has adopted"
bounded tini -s sh -c "orphans 2000; $all_reaped exit 3"
exits 3; complains

it "reaps while another child cannot be interrupted"
if in_namespace tini sh -c '(escape lock ready vfork &); until [ -s ready ]; do /bin/sleep 0.02; done
		grep -l "^State:.D" /proc/[0-9]*/status | wc -l; orphans 200; i=0
		until [ "$(wc -w </proc/1/task/1/children)" = 2 ]; do
			i=$((i + 1)); [ $i -lt 400 ] || exit 99; /bin/sleep 0.05; done; exit 3'; then
	exits 3; prints 10; complains
fi

it "reaps children that the previous program started, and those that are zombies already"
bounded sh -c 'true & /bin/sleep 0.1 & exec tini -s sh -c "$0 exit 3"' "$all_reaped"
exits 3
bounded sh -c 'true & exec tini sh -c "$0 exit 3"' "$all_reaped"
exits 3

it "warns about each orphan that it reaps with -w"
bounded tini -sw sh -c "orphans 20; $all_reaped exit 3"
exits 3
same 20 "$(grep -cx '\[WARN  tini ([0-9]*)\] Reaped zombie process with pid=[0-9]*' err)" warnings
same 20 "$(wc -l <err)" lines

it "adopts orphans with -s or TINI_SUBREAPER"
for way in -s TINI_SUBREAPER; do
	set -- tini sh -c '(sh -c "until [ \$(ps -o ppid= \$\$) != \$0 ]; do /bin/sleep 0.02; done
		ps -o ppid= \$\$ >parent" $$ &); until [ -s parent ]; do /bin/sleep 0.02; done; echo $PPID >us'
	rm -f parent us
	if [ $way = -s ]; then
		shift
		bounded tini -s "$@"
	else
		set -- env TINI_SUBREAPER= "$@"
		bounded "$@"
	fi
	exits 0
	same "$(cat us)" "$(tr -d ' ' <parent)" "parent of the orphan"
done

it "gives the program a process group of its own, in the foreground of the terminal"
run onpty 012 tini -s sh -c 'echo $PPID; read -r a b c d group session e front f </proc/self/stat
	[ $group = $$ ] && [ $front = $$ ] && echo $session; exit 3'
exits 3
same 2 "$(wc -l <out)" lines
same "$(sed -n 1p out)" "$(sed -n 2p out)" session
run onpty 012 tini -s cat /nonexistent
exits 1

it "writes to its terminal from the background without being stopped"
run onpty -t 012 tini -sv sh -c 'exit 3'
exits 3
same 2 "$(grep -c '^\[INFO' out)" messages

it "sends the program a signal from the keyboard, and a hangup, only once"
(exec onpty -k hangup 012 tini -s listen log 15) >out 2>&1 &
init=$!
wait_for grep -q ready log
listener=$(sed -n 's/^ready //p' log)
parent=$(ps -o ppid= "$listener" | tr -d ' ')
: "${parent:=$init}"
: >hangup
hears 1
kill -TERM "$parent"
hears 15
ends
exits 0
same 1 "$(grep -cx 1 log)" "hangups"

it "runs the program even if its messages have no reader"
runs_without_reader tini -vvv

it "ignores a closed standard output and a missing reader, as tini does, but not a full disk"
for option in -h --version -l; do
	run sh -c "exec tini $option >&-"
	exits 0; complains
	run sh -c "exec tini $option >/dev/full"
	exits 1; complains "tini: write error: No space left on device"
done

it "gets the signal of -p when its parent ends, and passes it on"
for signal in USR1 SIGUSR1 sigusr1 10; do
	rm -f log
	sh -c "tini -s -p $signal listen log 10 & until grep -q ready log; do /bin/sleep 0.02; done" \
		2>/dev/null
	hears 10
done

it "leaves signals blocked and ignored for the program"
cat >wanted.sh <<'END'
exec report "$1" signals
END
if has ENV && has FEATURE_ENV_SIGNALS; then
	for options in '--block-signal=USR1,USR2,RTMIN+3' '--ignore-signal=INT,TTIN,TTOU,CHLD,RTMIN+4' \
		'--default-signal'; do
		rm -f plain through
		env "$options" sh ./wanted.sh plain >out 2>err
		run env "$options" tini -s sh ./wanted.sh through
		exits 0
		file through "$(cat plain)"
	done
else
	skip "there is no env that sets signals"
fi

it "works if SIGCHLD is ignored"
ignores_children tini -s

it "runs a program found in PATH, a script without a #! line, or one of its applets"
echo 'echo script "$1"; exit 4' >script
chmod 755 script
bounded tini -s ./script argument
exits 4; prints "script argument"
PATH=$PWD:$PATH bounded tini -s script argument
exits 4; prints "script argument"
if has TRUE; then
	PATH=/nonexistent run "$HOLDBOX" tini -s true
	exits 0; complains
fi

# ---- --wait-all ----

it "ends right after the program without --wait-all, which kills the rest"
if in_namespace tini sh -c "$(left_behind '/bin/sleep 0.3; echo cleaned; exit')exit 5"; then
	exits 5; prints
fi

if ! has FEATURE_INIT_WAIT_ALL; then
	it "rejects --wait-all"
	bounded tini --wait-all true
	exits 1
	finish
fi

it "lets the remaining processes clean up with --wait-all, and exits as the program did"
for n in 0 5; do
	bounded tini --wait-all sh -c "$(left_behind '/bin/sleep 0.3; echo cleaned; exit')exit $n"
	exits $n; prints cleaned; complains
done
bounded tini --wait-all -e 5 sh -c "$(left_behind '/bin/sleep 0.3; echo cleaned; exit')exit 5"
exits 0; prints cleaned
bounded tini --wait-all=infinity sh -c "$(left_behind '/bin/sleep 0.3; echo cleaned; exit')kill -KILL \$\$"
exits 137; prints cleaned

it "does so as process 1"
if in_namespace tini --wait-all sh -c "$(left_behind '/bin/sleep 0.3; echo cleaned; exit')exit 5"; then
	exits 5; prints cleaned; complains
fi

it "kills what does not end in that time"
for time in 0.3 0 300e-3s; do
	bounded tini --wait-all=$time sh -c "$(left_behind '')exit 5"
	exits 5; prints; complains
	kill -0 "$(cat ready)" 2>/dev/null && wrong "it is still there"
done
for ways in group session "daemon daemon" "daemon deaf" "group vfork" "session deaf daemon"; do
	rm -f ready lock
	# shellcheck disable=SC2086
	bounded tini --wait-all=0.2 sh -c 'escape lock ready "$@" & until [ -s ready ]; do
		/bin/sleep 0.02; done; exit 5' -- $ways
	exits 5; complains
	! command -v flock >/dev/null || flock -n lock true || wrong "something is left of: $ways"
done

it "kills what does not end in that time as process 1"
if in_namespace tini --wait-all=0.3 sh -c "$(left_behind '')exit 5"; then
	exits 5; prints
fi

it "notifies the children of those that end, too, and each only once"
cat >deep <<'END'
sh -c 'listen log 64 & until grep -q ready log; do /bin/sleep 0.02; done; : >ready
	listen middle 15; exit' &
until [ -e ready ] && grep -q ready middle; do /bin/sleep 0.02; done
(sleep 60 &)
exit 5
END
(exec tini --wait-all=60 sh ./deep) 2>err &
init=$!
wait_for grep -qx 15 log
kill -USR1 $init
hears 10
kill -64 $init
ends
exits 5
same "15 18" "$(sed '/ready/d; /^1[05]$/!{/18/!d;}; /^10$/d' log | head -n 2 | tr '\n' ' ' | sed 's/ $//')" \
	"signals to the orphan"
same 1 "$(grep -cx 15 log)" "signals"
same 1 "$(grep -cx 15 middle)" "signals to its parent"

it "does not wait if nothing is left"
bounded tini --wait-all=infinity sh -c 'exit 5'
exits 5; complains

# From Linux 6.14 on each PID namespace has a pid_max of its own; on older kernels it stays as it is.
it "notifies processes with high process IDs, too"
if [ "$(cat /proc/sys/kernel/pid_max)" != 4194304 ] &&
	! uname -r | grep -qE '^(6\.(1[4-9]|[2-9][0-9])|[7-9]|[1-9][0-9])'; then
	skip "process IDs are limited here"
else
	for number in 65533 131071 4194290; do
		cat >script <<-END
			echo 4194304 >/proc/sys/kernel/pid_max
			echo $number >/proc/sys/kernel/ns_last_pid || echo no number
			exec tini --wait-all=60 sh -c "\$1"
		END
		in_namespace sh script "$(left_behind '/bin/sleep 0.1; echo $$ cleaned; exit')exit 5" || break
		exits 5; complains
		prints "$(cat ready) cleaned"
		[ "$(cat ready)" -gt $number ] || wrong "it had the number $(cat ready)"
	done
fi

it "rejects malformed durations"
for time in x -1 1y '' 1s1; do
	bounded tini --wait-all="$time" true
	exits 1
	same "tini: invalid time interval '$time'" "$(head -n 1 err)" message
done

it "works without /proc"
if [ $small ] && in_namespace true; then
	cat >script <<'END'
umount -l /proc || exit 98
exec tini --wait-all=0.3 sh -c '
	n=0; while [ $((n += 1)) -le 20 ]; do (true &); done
	setsid sh -c "trap : TERM; while :; do /bin/sleep 0.05; done" &
	i=0; while [ $((i += 1)) -lt 400 ]; do left=0; n=$$
		while [ $((n += 1)) -lt 80 ]; do kill -0 $n 2>/dev/null && left=$((left + 1)); done
		[ $left -gt 3 ] || exit 5; /bin/sleep 0.02; done; exit 97'
END
	in_namespace sh ./script
	exits 5; prints; complains
else
	[ -n "$skipped" ] || skip "the address sanitizer needs /proc"
fi

# ---- what it costs ----

it "does not wake up while there is nothing to do"
if [ $small ] && command -v strace >/dev/null; then
	run strace -o trace tini -s sh -c '/bin/sleep 2.2; exit 3'
	exits 3
	same 1 "$(grep -c rt_sigtimedwait trace)" waits
else
	skip "strace is not installed, or the program is not static"
fi

it "keeps at most 16 KB of memory while it waits"
keeps_little tini -s

# ---- faults ----

# says TEXT: the error output without process IDs
says() {
	grep -v '^strace:' err | sed 's/^\[\([A-Z]*\) *tini ([0-9]*)\] /\1 /' >said
	file said "$1"
}

it "reports that it cannot fork, adopt orphans or set the signal of -p"
inject '?fork,?vfork,clone:error=EAGAIN' tini -s echo ran
exits 1; prints; says "FATAL fork failed: Resource temporarily unavailable"
inject prctl:error=EINVAL tini -s echo ran
exits 1; prints
says "FATAL PR_SET_CHILD_SUBREAPER is unavailable on this platform. Are you using Linux >= 3.4?"
inject prctl:error=EPERM tini -s echo ran
exits 1; prints; says "FATAL Failed to register as child subreaper: Operation not permitted"
inject prctl:error=EINVAL tini -p SIGTERM echo ran
exits 1; prints; says "FATAL Failed to set up parent death signal"

it "reports that the program cannot have its group or the terminal"
strace_options=-f
inject setpgid:error=EPERM tini -s echo ran
exits 1; prints; says "FATAL setpgid failed: Operation not permitted"
inject ioctl:error=EPERM tini -s echo ran
exits 1; prints; says "FATAL tcsetpgrp failed: Operation not permitted"
inject ioctl:error=ENXIO tini -s echo ran
exits 0; prints ran; says
strace_options=

it "waits on after an interruption"
if [ $small ]; then
	for call in rt_sigtimedwait waitid wait4; do
		inject $call:error=EINTR:when=1..3 tini -s sh -c 'exit 7'
		exits 7; says
	done
else
	skip "the program is not static"
fi

it "reports that it cannot wait, and does not hang"
if [ $small ]; then
	inject rt_sigtimedwait:error=EINVAL tini -s true
	exits 1; says "FATAL Unexpected error in sigtimedwait: 'Invalid argument'"
	for call in waitid wait4; do
		inject $call:error=EINVAL tini -s /bin/true
		exits 1; says "FATAL Error while waiting for pids: 'Invalid argument'"
	done
	inject waitid:error=ECHILD tini -s /bin/true
	exits 1; says "FATAL Error while waiting for pids: 'No child process'"
else
	skip "the program is not static"
fi

it "ends if it may not kill what is left"
if [ $small ]; then
	inject kill:error=EPERM tini --wait-all=0.1 sh -c "$(left_behind '')exit 5"
	exits 5; says "tini: cannot stop all descendants: Operation not permitted"
	kill -KILL "$(cat ready)"
else
	skip "the program is not static"
fi

it "does without the memory that --wait-all uses"
if [ $small ]; then
	inject mmap:error=ENOMEM:when=1 tini --wait-all=20 /bin/sh -c \
		"$(left_behind '/bin/sleep 0.2; echo cleaned; exit')exit 5"
	exits 5; prints cleaned
else
	skip "the program is not static"
fi

finish
