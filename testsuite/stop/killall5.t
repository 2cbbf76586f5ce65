# shellcheck shell=sh
. "${0%/*}/../lib.sh"
needs KILLALL5
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"
needs_program setsid readlink

# Nothing here may run outside of a PID namespace; the inner shell checks that.
outside=$(readlink /proc/self/ns/pid)
export outside
pid_namespaces || skip_all "PID namespaces are not permitted here"
# shellcheck disable=SC2086
"$unshare" $namespace sh -c '[ "$(readlink /proc/self/ns/pid)" != "$outside" ]' 2>/dev/null ||
	skip_all "PID namespaces are not permitted here"

cat >"$scratch/inside.sh" <<'SH'
[ "$(readlink /proc/self/ns/pid)" != "$outside" ] && [ "$(readlink /proc/self)" -lt 1000 ] || exit 99
[ -n "$killall5" ] || exit 99
# waits until it leads its session and sleeps: sysvinit's skips processes that wait for a disk
leads() {
	tries=200
	while stat=$(cat "/proc/$1/stat") && rest=${stat##*) } && set -- "$1" $rest &&
		{ [ "$5" != "$1" ] || [ "$2" = R ] || [ "$2" = D ]; }; do
		tries=$((tries - 1))
		[ $tries != 0 ] || exit 98
		/bin/sleep 0.05
	done
}
# start COMMAND...: runs it in a session of its own; $! is its pid
start() {
	setsid "$@" &
	leads $!
}
is() {
	grep -q '^State:.[RSDT]' "/proc/$2/status" && echo "$1 lives" || echo "$1 has ended"
}
ended() {
	wait "$2" 2>/dev/null
	echo "$1: $?"
}
SH

# inside SCRIPT [COMMAND...]: run by a shell that leads a session, as a child of process 1
inside() {
	echo "$1" | cat "$scratch/inside.sh" - >script
	shift
	# shellcheck disable=SC2086
	run timeout 60 "$unshare" $namespace "$@" \
		sh -c 'setsid -w sh ./script; exit $?'
}
killall5=$HOLDBOX_LINKS/killall5
export killall5

it "kills the processes of other sessions, and spares its own and process 1"
inside '
	start sleep 100; one=$!
	start sh -c "sleep 100 & wait"; two=$!
	sleep 100 & mine=$!
	killall5; echo "status $?"
	ended one $one; ended two $two
	is mine $mine; is first 1; is shell $$
'
exits 0; complains
prints "status 0
one: 137
two: 137
mine lives
first lives
shell lives"

it "sends the given signal, by number or name"
for signal in -15 15 -TERM -SIGTERM -term; do
	inside "
		start sleep 100
		killall5 $signal; echo status \$?
		ended it \$!
	"
	exits 0; complains
	prints "status 0
it: 143"
done

it "omits processes, several and by several options, before and after the signal"
inside '
	start sleep 100; a=$!
	start sleep 100; b=$!
	start sleep 100; c=$!
	start sleep 100; d=$!
	killall5 -o "$a" -9 -o "99999,$b" -o1,"$c"; echo "status $?"
	ended d $d
	is a $a; is b $b; is c $c
'
exits 0; complains
prints "status 0
d: 137
a lives
b lives
c lives"

it "rejects a malformed list of processes to omit, and signals nothing"
for list in 1x 0 99999999999; do
	inside '
		start sleep 100; a=$!
		killall5 -9 -o '$list'; echo "status $?"
		is a $a
	'
	exits 0
	prints "status 1
a lives"
	complains "killall5: invalid process ID to omit: '$list': must be from 1 to 2147483647"
done

it "exits with 2 if there is no process to signal"
inside '
	sleep 100 & mine=$!
	start sleep 100; omitted=$!
	killall5 -15 -o $omitted; echo "status $?"
	is mine $mine; is omitted $omitted
'
exits 0; complains
prints "status 2
mine lives
omitted lives"

it "does not count zombies"
inside '
	start sh -c "true & exec sleep 100"
	tries=200
	until grep -q "^State:.Z" /proc/[0-9]*/status; do
		tries=$((tries - 1)); [ $tries != 0 ] || exit 98
		/bin/sleep 0.05
	done
	killall5 -9 -o $!; echo "status $?"
'
prints "status 2"

it "signals no process if an argument is invalid"
while read -r arguments; do
	inside '
		start sleep 100
		killall5 '"$arguments"' 2>message; echo "status $?"
		is it $!
		head -n 1 message
	'
	exits 0
	wanted=${wanted:-}
	same "status 1
it lives" "$(head -n 2 out)" "output"
	grep -q '^killall5: ' out || wrong "no message"
done <<'TXT'
-0
-NOSUCH
-99
-x
TERM
-9 -o x
-9 -o 1,,2
-9 -o ""
-9 -o 1,
-9 -o 0
-9 -o -1
-9 -o 99999999999999999999
-9 -o 111111111111111111111111111111
-9 -o
-9 -- 5
-9 name
TXT

it "stops no process, not even for a moment"
if command -v strace >/dev/null; then
	inside '
		start sleep 100
		strace -qq -o trace "$killall5" -15; echo "status $?"
		grep -c -e SIGSTOP -e SIGCONT -e "kill(-1" trace
	'
	prints "status 0
0"
else
	skip "strace is not installed"
fi

it "leaves no process after KILL, however fast they fork"
cat >breed.sh <<'SH'
n=0
while [ $n -lt 2000 ]; do
	setsid sleep 100 &
	n=$((n + 1))
	[ $n != 40 ] || : >bred
done
wait
SH
inside '
	setsid sh breed.sh &
	until [ -e bred ]; do /bin/sleep 0.02; done
	killall5 -9; echo "status $?"
	tries=200
	while cat /proc/[0-9]*/cmdline 2>/dev/null | grep -q "sleep.100"; do
		tries=$((tries - 1)); [ $tries != 0 ] || { echo "some live"; break; }
		/bin/sleep 0.05
	done
'
exits 0; complains
prints "status 0"

it "signals without descriptors of processes, or with few of them"
if command -v strace >/dev/null; then
	inside '
		start sleep 100
		strace -qq -o trace -e inject=pidfd_open:error=ENOSYS "$killall5" -15; echo "status $?"
		ended it $!
		grep -c "INJECTED" trace
	'
	prints "status 0
it: 143
1"
fi
inside '
	for i in 1 2 3 4 5 6 7 8 9 10 11 12; do start sleep 100; done
	(ulimit -n 6; exec "$killall5" -15); echo "status $?"
	ended last $!
	wait; echo "all have ended"
'
prints "status 0
last: 143
all have ended"

it "reports what is wrong with /proc and signals no process"
inside '
	start sleep 100
	(unshare --mount --propagation unchanged sh -c "mount -t tmpfs none /proc && exec killall5 -9"); echo "status $?"
	is it $!
'
prints "status 1
it lives"
# sanitizers, which need /proc, have a message of their own
grep -qx "killall5: /proc is not mounted" err || wrong "$(cat err)"
inside '
	start sleep 100
	unshare --pid --fork --kill-child killall5 -9; echo "status $?"
	is it $!
'
prints "status 1
it lives"
complains "killall5: /proc belongs to another PID namespace"

it "reports a /proc that it cannot read completely, and signals those that it has found"
if command -v strace >/dev/null; then
	inside '
		start sleep 100
		strace -qq -o trace -e inject=getdents64:error=ENOTDIR:when=2 "$killall5" -15; echo "status $?"
		ended it $!
		strace -qq -o trace -e inject=getdents64:error=ENOTDIR:when=1 "$killall5" -15; echo "status $?"
	'
	prints "status 1
it: 143
status 1"
	complains "killall5: cannot read all of /proc: Not a directory
killall5: cannot read all of /proc: Not a directory"
else
	skip "strace is not installed"
fi

it "signals what an ordinary user may signal"
if is_root && PATH=$system_path command -v setpriv >/dev/null; then
	inside '
		start sleep 100; others=$!
		start setpriv --reuid 1000 --regid 1000 --clear-groups sleep 100; own=$!
		tries=200
		until grep -q "^Uid:.1000" /proc/$own/status; do
			tries=$((tries - 1)); [ $tries != 0 ] || exit 98
			/bin/sleep 0.05
		done
		setpriv --reuid 1000 --regid 1000 --clear-groups "$HOLDBOX" killall5 -15; echo "status $?"
		ended own $own; is others $others
		setpriv --reuid 1000 --regid 1000 --clear-groups "$HOLDBOX" killall5 -15; echo "status $?"
	'
	prints "status 0
own: 143
others lives
status 2"
else
	skip "only root can become another user"
fi

it "agrees with sysvinit"
original=$(PATH=$system_path command -v killall5)
if [ -n "$original" ] && grep -q 'illegal omit pid' "$original"; then
	# sysvinit's may skip a process that is waiting for a disk: three attempts
	while IFS='|' read -r arguments ended; do
		for try in 1 2 3; do
			for killall5 in "$original" "$HOLDBOX_LINKS/killall5"; do
				inside '
					start sleep 100; a=$!
					start sleep 100; b=$!
					start sleep 100; c=$!
					sleep 100 & mine=$!
					"$killall5" '"$arguments"' 2>/dev/null; echo "status $?"
					for it in '"$ended"'; do eval "ended $it \$$it"; done
					is a $a; is b $b; is c $c; is mine $mine
				'
				[ "$killall5" != "$original" ] || mv out wanted
			done
			! cmp -s wanted out || break
		done
		exits 0
		same "$(cat wanted)" "$(cat out)" "output with $arguments (try $try)"
	done <<'TXT'
|a b c
-15|a b c
-9 -o $b|a c
-15 -o 1,$a -o $b|c
-0|
-9 -o|
9|a b c
-15 -o $a,$b,$c|
-1|a b c
-99|
TXT
	killall5=$HOLDBOX_LINKS/killall5
else
	skip "sysvinit's killall5 is not installed"
fi

finish
