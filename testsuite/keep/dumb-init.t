# shellcheck disable=SC2016
. "${0%/*}/../lib.sh"
. "${0%/*}/init.sh"
needs DUMB_INIT
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"
unset DUMB_INIT_DEBUG DUMB_INIT_SETSID

# what both must do is also tried with the original if that is installed
theirs=
reference dumb-init 'dumb-init v1' || theirs=

# says TEXT: the error output without process IDs
says() {
	grep -v '^strace:' err | essence - >said
	file said "$1"
}

it "exits as the command does"
for option in -v -c; do
	for n in 0 1 2 32 64 127 254 255; do
		bounded dumb-init $option sh -c "echo out; exit $n" 2>/dev/null
		exits $n; prints out
	done
	for signal in 15 2 3 9 10; do
		bounded dumb-init $option sh -c "kill -$signal \$\$"
		exits $((128 + signal))
	done
done
bounded dumb-init sh -c 'echo err >&2; exit 3'
exits 3; prints; complains err

it "does and says what dumb-init does"
if [ -n "$theirs" ]; then
	for arguments in true '-v true' '-vc true' '--verbose --single-child false' '--verb --s true' \
		missing ./missing / /etc/passwd '-v /etc/passwd/x' '-c missing' '-vc missing' '-' \
		'-v sh -c exit${IFS}3' '-v sh -c kill${IFS}-9${IFS}$$' '-r 1:2 -v true' '-r 15:2 -v true' \
		'-r 15:0 -v true' '-vr15:15 true' '--rewrite=15:10 -v true' '-r 1 true' '-r 1: true' \
		'-r :1 true' '-r 0:1 true' '-r 32:1 true' '-r 31:32 true' '-r 1:-1 true' '-r 31:31 true' \
		'-r x:1 true' '-r 99999999999:1 true' '-r - true' '-- sh -c exit${IFS}4' 'echo -v -x'; do
		# shellcheck disable=SC2086
		same_as_theirs $arguments
	done
	same_as_theirs ''
	for value in 0 1 11 '' x; do
		export DUMB_INIT_DEBUG="$value"
		same_as_theirs true
		same_as_theirs -c false
		unset DUMB_INIT_DEBUG
		export DUMB_INIT_SETSID="$value"
		same_as_theirs -v true
		same_as_theirs -vc true
		unset DUMB_INIT_SETSID
	done
else
	skip "dumb-init is not installed"
fi

it "reports what is wrong with its arguments"
bounded dumb-init
exits 1; prints; complains "Usage: dumb-init [option] program [args]
Try dumb-init --help for full usage."
bounded dumb-init -x true
exits 1; prints; complains "dumb-init: invalid option -- 'x'"
bounded dumb-init --yes true
exits 1; prints; complains "dumb-init: unrecognized option '--yes'"
bounded dumb-init -r
exits 1; prints; complains "dumb-init: option requires an argument -- 'r'"
for rewrite in 1 1:2:3 1:2x '' 1: :2 32:1 1:FOO; do
	bounded dumb-init -r "$rewrite" true
	exits 1; prints
	complains "Usage: -r option takes <signum>:<signum>, where <signum> is between 1 and 31.
This option can be specified multiple times.
Use --help for full usage."
done

it "escapes control characters in the name of a command that it cannot run"
bounded dumb-init "$(printf 'no\033x')"
complains "[dumb-init] 'no'\$'\\033''x': No such file or directory"

it "prints help and version, also for -h and -V"
for option in -h --help; do
	bounded dumb-init $option
	exits 0; complains
	same "Usage: dumb-init [OPTION]... COMMAND [ARG]..." "$(head -n 1 out)" usage
	same 1 "$(grep -c "single-child" out)" "lines about -c"
done
for option in -V --version; do
	bounded dumb-init $option
	exits 0; complains "dumb-init v1.2.5"
	same "dumb-init (holdbox)" "$(cut -d' ' -f1-2 out)" version
done

it "prints the version on standard error as dumb-init does"
if [ -n "$theirs" ]; then
	for arguments in -V --version -vV '-c --vers -x' '-r 1:2 -Vh true' '--vers true'; do
		for debug in 0 1; do
			# shellcheck disable=SC2086
			DUMB_INIT_DEBUG=$debug DUMB_INIT_SETSID=$debug "$theirs" $arguments 2>wanted.err >wanted
			wanted=$?
			# shellcheck disable=SC2086
			DUMB_INIT_DEBUG=$debug DUMB_INIT_SETSID=$debug bounded dumb-init $arguments
			exits $wanted
			sed "s|$theirs|dumb-init|" wanted.err >named
			complains "$(cat named)"
			[ -s out ] || wrong "$arguments does not print our version"
		done
	done
else
	skip "dumb-init is not installed"
fi

it "reports invalid options as dumb-init does"
if [ -n "$theirs" ]; then
	for arguments in -x -cx --yes --yes=1 -r --rewrite --help=1 -cV=; do
		"$theirs" $arguments >wanted 2>wanted.err
		wanted=$?
		bounded dumb-init $arguments
		exits $wanted
		sed "s|$theirs|dumb-init|" wanted.err >named
		complains "$(cat named)"
	done
else
	skip "dumb-init is not installed"
fi

it "passes on every signal"
for option in '' -c; do
	# shellcheck disable=SC2086
	listening dumb-init $option
	n=0
	while [ $((n += 1)) -lt 64 ]; do
		case $n in
		9 | 17 | 19 | 20 | 21 | 22) continue ;;
		esac
		kill -$n "$init"
		hears $n || break # it is gone, perhaps
	done
	kill -64 "$init"
	ends
	exits 0
	same "" "$(sed '/ready/d' log | sort -n | uniq -d)" "signals that came twice"
done

it "replaces signals, by number and by name, or drops them"
for program in dumb-init $theirs; do
	listening "$program" -r 1:31 -r 31:1 -r 2:15 --rewrite 15:2 -r 28:0 -r 10:12 -r 10:10
	for pair in 1:31 31:1 2:15 15:2 10:10 12:12; do
		: >log
		kill -"${pair%:*}" "$init"
		kill -28 "$init"
		hears "${pair#*:}"
		kill -40 "$init"
		hears 40
		same "${pair#*:} 40" "$(tr '\n' ' ' <log | sed 's/ $//')" "signals after ${pair%:*}"
	done
	kill -64 "$init"
	ends
	exits 0
done
listening dumb-init -r TERM:SIGUSR1 -r sigint:0
kill -TERM "$init"
hears 10
kill -INT "$init"
kill -64 "$init"
ends
file log "ready $listener
10
64"

stops() {
	wait_for in_state "$1" T
}

it "stops itself, and the command's group by SIGSTOP, for the terminal's stop signals"
for program in dumb-init $theirs; do
	for n in 20 21 22; do
		listening "$program"
		kill -$n "$init"
		stops "$init"
		stops "$listener"
		kill -CONT "$init"
		hears 18
		kill -64 "$init"
		ends
		exits 0
	done
done

it "only stops itself if the signals are replaced, or there is no session"
for program in dumb-init $theirs; do
	listening "$program" -r 20:20 -r 21:10 -r 22:0
	for pair in 20:20 21:10 22:; do
		kill -"${pair%:*}" "$init"
		stops "$init"
		[ -z "${pair#*:}" ] || hears "${pair#*:}"
		kill -CONT "$init"
		hears 18
		wait_for in_state "$init" S
		grep -v 18 log >less
		cat less >log
	done
	kill -64 "$init"
	ends
	exits 0
	listening "$program" -c
	kill -20 "$init"
	hears 20
	stops "$init"
	kill -CONT "$init"
	hears 18
	kill -64 "$init"
	ends
	exits 0
done

it "does not stop as process 1, which no process could continue"
cat >script <<'END'
trap '' USR1
listen log & until grep -qs ready log; do /bin/sleep 0.02; done
kill -TSTP 1; i=0
until grep -qx 10 log; do kill -USR1 1; /bin/sleep 0.02; [ $((i += 1)) -lt 400 ] || exit 9; done
END
if in_namespace dumb-init -r 20:0 sh -c '. ./script; exit 3'; then
	exits 3; complains
fi

it "starts a session for the command, except with -c or DUMB_INIT_SETSID=0"
for program in dumb-init $theirs; do
	ids='read -r a b c d group session rest </proc/self/stat; echo $(($$ == group)) $(($$ == session))'
	bounded "$program" sh -c "$ids"
	prints "1 1"
	bounded "$program" -c sh -c "$ids"
	prints "0 0"
	DUMB_INIT_SETSID=0 bounded "$program" sh -c "$ids"
	prints "0 0"
done

it "signals the whole group, and the rest of it when the command ends; with -c only the command"
cat >both <<'END'
listen other & until grep -qs ready other; do /bin/sleep 0.02; done
exec listen log
END
for program in dumb-init $theirs; do
	for option in '' -c; do
		rm -f log other
		# shellcheck disable=SC2086
		(exec "$program" $option sh ./both) &
		init=$!
		wait_for grep -q ready log
		kill -USR1 $init
		hears 10
		kill -64 $init
		if [ -z "$option" ]; then
			wait_for grep -qx 10 other
		else
			! grep -qx 10 other || wrong "the other got it, too"
		fi
		ends
		exits 0
		[ -n "$option" ] || wait_for grep -qx '15\|64' other
		kill -KILL "$(sed -n 's/^ready //p' other)" 2>/dev/null
	done
done
rm -f log other
(exec dumb-init sh -c '(exec listen log 15) & until grep -qs ready log; do /bin/sleep 0.02; done; exit 3') &
init=$!
ends
exits 3
hears 15

it "gives the command its terminal if it has one"
run onpty 012 dumb-init sh -c 'read -r a b c d group session e front f </proc/self/stat
	echo $(($$ == group)) $(($$ == session)) $(($$ == front)) >ids; exit 3'
exits 3
file ids "1 1 1"
# ends only when the signals caused by leaving the terminal have been handled
cat >script <<'END'
i=0; [ "$1" = -c ] || until grep -q 'hand-off signal 18' "$2"; do
	/bin/sleep 0.02; [ $((i += 1)) -lt 400 ] || exit 9; done
exit 3
END
for option in -v -c; do
	command="dumb-init -v $option on a terminal"
	onpty -o out$option 012 dumb-init -v $option sh ./script $option out$option
	essence out$option | sort >ours
	[ $option = -c ] || grep -q 'ignoring the first SIGHUP and SIGCONT' ours ||
		wrong "no hand-over: $(cat ours)"
	[ -n "$theirs" ] || continue
	onpty -o wanted$option 012 "$theirs" -v $option sh ./script $option wanted$option
	essence wanted$option | sort >wanted
	same "$(cat wanted)" "$(cat ours)" messages
done

it "passes on no signal that is caused by leaving the terminal, but those that follow"
(exec onpty 012 dumb-init -v listen log) >out 2>&1 &
terminal=$!
wait_for grep -q ready log
listener=$(sed -n 's/^ready //p' log)
init=$(ps -o ppid= "$listener" | tr -d ' ')
: "${init:=$terminal}"
wait_for grep -q 'Ignoring tty hand-off signal 1\.' out
wait_for grep -q 'Ignoring tty hand-off signal 18\.' out
file log "ready $listener"
kill -HUP "$init"
hears 1
kill -CONT "$init"
hears 18
kill -64 "$init"
init=$terminal
ends
exits 0

it "starts the command with no signal blocked or ignored, as dumb-init does"
if has ENV && has FEATURE_ENV_SIGNALS; then
	for program in dumb-init $theirs; do
		rm -f through
		run env --block-signal=USR1,USR2,RTMIN+3 --ignore-signal=INT,TTIN,CHLD,SYS \
			"$program" report through signals
		exits 0
		[ "$program" != dumb-init ] || cp through ours
		file through "$(cat ours)"
	done
	"$system_env" --default-signal report plain signals >out 2>err
	file ours "$(cat plain)"
else
	skip "there is no env that sets signals"
fi

it "leaves the command in its directory, and changes to the root directory itself"
listening dumb-init
same / "$(readlink "/proc/$init/cwd")" "directory of dumb-init"
same "$PWD" "$(readlink "/proc/$listener/cwd")" "directory of the command"
stop_listening

it "loses no signal while orphans come in hundreds"
passes_on_300 dumb-init -c

it "passes on a signal even before the command has been executed"
passes_on_early "the command" dumb-init

it "reaps a storm of 10000 orphans"
limit=300
if [ -z "$skipped" ] && in_namespace dumb-init sh -c "orphans 10000; $all_reaped"'
	ls /proc | grep -c "^[0-9]*$"; exit 3'; then
	exits 3; prints 4; complains
fi
limit=60

it "reaps while another child cannot be interrupted"
if in_namespace dumb-init sh -c '(escape lock ready vfork &); until [ -s ready ]; do /bin/sleep 0.02; done
		grep -l "^State:.D" /proc/[0-9]*/status | wc -l; orphans 200; i=0
		until [ "$(wc -w </proc/1/task/1/children)" = 2 ]; do
			i=$((i + 1)); [ $i -lt 400 ] || exit 99; /bin/sleep 0.05; done; exit 3'; then
	exits 3; prints 10; complains
fi

it "reaps children that the previous program started, and those that are zombies already"
bounded sh -c 'true & /bin/sleep 0.1 & exec dumb-init sh -c "$0 exit 3"' "$all_reaped"
exits 3

it "works if SIGCHLD is ignored"
ignores_children dumb-init

it "runs a command found in PATH, a script without a #! line, or one of its applets"
echo 'echo script "$1"; exit 4' >script
chmod 755 script
bounded dumb-init ./script argument
exits 4; prints "script argument"
if has TRUE; then
	PATH=/nonexistent run "$HOLDBOX" dumb-init true
	exits 0; complains
fi

it "can be the interpreter of a script"
printf '#!%s/dumb-init /bin/sh\necho "$1" "$PPID"\nexit 5\n' "$HOLDBOX_LINKS" >script
chmod 755 script
case $(uname -m)$small in
*y)
	bounded ./script argument
	exits 5
	same argument "$(cut -d' ' -f1 out)" output
	;;
*) skip "the program is not static" ;;
esac

# ---- --wait-all ----

it "ends right after the command without --wait-all, which kills the rest"
if in_namespace dumb-init sh -c "$(left_behind '/bin/sleep 0.3; echo cleaned; exit')exit 5"; then
	exits 5; prints
fi

if ! has FEATURE_INIT_WAIT_ALL; then
	it "rejects --wait-all"
	bounded dumb-init --wait-all true
	exits 1
	finish
fi

it "lets the remaining processes clean up with --wait-all, and exits as the command did"
for option in -v -c; do
	bounded dumb-init $option --wait-all sh -c "$(left_behind '/bin/sleep 0.3; echo cleaned; exit')exit 5"
	exits 5; prints cleaned
done

it "does so as process 1"
if in_namespace dumb-init --wait-all sh -c "$(left_behind '/bin/sleep 0.3; echo cleaned; exit')exit 5"; then
	exits 5; prints cleaned; complains
fi

it "kills what does not end in that time, and does not wait longer than needed"
for time in 0.3 0; do
	bounded dumb-init --wait-all=$time sh -c "$(left_behind '')exit 5"
	exits 5; prints; complains
	kill -0 "$(cat ready)" 2>/dev/null && wrong "it is still there"
done
bounded dumb-init --wait-all=infinity sh -c 'exit 5'
exits 5; complains

it "notifies each process once, with the signal that -r replaces TERM with"
(exec dumb-init --wait-all=60 -r 15:12 sh -c 'listen log & setsid listen away &
	until grep -qs ready log && grep -qs ready away; do /bin/sleep 0.02; done; exit 5') 2>err &
init=$!
hears 12
wait_for grep -qx 12 away
kill -USR1 $init
hears 10
wait_for grep -qx 10 away
kill -64 $init
ends
exits 5
same 1 "$(grep -cx 12 log)" "signals to the process in the group"
same 1 "$(grep -cx 12 away)" "signals to the process outside"
same "" "$(grep -hx 15 log away)" "other signals"

it "works without /proc"
if [ $small ] && in_namespace true; then
	cat >script <<'END'
umount -l /proc || exit 98
exec dumb-init --wait-all=0.3 sh -c '
	setsid sh -c "trap : TERM; while :; do /bin/sleep 0.05; done" &
	n=0; while [ $((n += 1)) -le 20 ]; do (true &); done; /bin/sleep 0.1; exit 5'
END
	in_namespace sh ./script
	exits 5; prints; complains
else
	[ -n "$skipped" ] || skip "the address sanitizer needs /proc"
fi

# ---- what it costs ----

it "runs the command even if its messages have no reader"
runs_without_reader dumb-init -v
rm -r pipe ran
DUMB_INIT_DEBUG=1 runs_without_reader dumb-init -c

it "ignores a closed standard output, as dumb-init does, but not a full disk"
for option in -h -V; do
	run sh -c "exec dumb-init $option >&-"
	exits 0
	run sh -c "exec dumb-init $option >/dev/full"
	exits 1
	grep -qx "dumb-init: write error: No space left on device" err || wrong "$(cat err)"
done

it "keeps at most 16 KB of memory while it waits"
keeps_little dumb-init

# ---- faults ----

it "reports that it cannot fork, adopt orphans or start a session"
inject '?fork,?vfork,clone:error=EAGAIN' dumb-init echo ran
exits 1; prints; says "[dumb-init] Unable to fork. Exiting."
inject prctl:error=EPERM dumb-init --wait-all echo ran
exits 1; prints
says "[dumb-init] Unable to adopt orphans (errno=1 Operation not permitted). Exiting."
strace_options=-f
inject setsid:error=EPERM dumb-init echo ran
exits 1; prints
says "[dumb-init] Unable to setsid (errno=1 Operation not permitted). Exiting."
strace_options=

it "continues if it cannot change the directory, and reports that with -v"
inject chdir:error=EACCES dumb-init echo ran
exits 0; prints ran; says
inject chdir:error=EACCES dumb-init -v echo ran
exits 0; prints ran
grep -qxF '[dumb-init] Unable to chdir("/") (errno=13 Permission denied)' err || wrong "$(cat err)"

it "waits on after an interruption, and reports that it cannot wait"
if [ $small ]; then
	for call in rt_sigtimedwait waitid wait4; do
		inject $call:error=EINTR:when=1..3 dumb-init sh -c 'exit 7'
		exits 7; says
	done
	inject rt_sigtimedwait:error=EINVAL dumb-init /bin/true
	exits 1; says "[dumb-init] Unable to wait for signals (errno=22 Invalid argument). Exiting."
	for call in waitid wait4; do
		inject $call:error=EINVAL dumb-init /bin/true
		exits 1
		says "[dumb-init] Unable to wait for children (errno=22 Invalid argument). Exiting."
	done
else
	skip "the program is not static"
fi

finish
