# start-stop-daemon beside Debian's: the same statuses and output, in a namespace with the same
# processes. Debian's messages differ from version to version, so they are not compared. (26)
. "${0%/*}/../lib.sh"
. "${0%/*}/ssd.sh"
needs START_STOP_DAEMON
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"
isolate
theirs=
for directory in /usr/sbin /sbin; do
	[ ! -x "$directory/start-stop-daemon" ] || theirs=$directory/start-stop-daemon
done
"${theirs:-false}" --version 2>/dev/null | grep -q Debian || skip_all "Debian's start-stop-daemon is not installed"
compared=0

# A victim for each command: its number is not in what is compared.
victim() {
	# shellcheck disable=SC2086
	"$PWD/prey" -r "$PWD/ready" $prey_options &
	prey=$!
	wait_for [ -e ready ]
	rm -f ready
	echo $prey >pid
}

# With sorted numbers, as only those of the last version are.
# shellcheck disable=SC2001
as_text() {
	sed "s/\\<$prey\\>/PREY/g" "$1"
}

# side_by_side OPTION...: the same status and output, and the same fate of the process
side_by_side() {
	compared=$((compared + 1))
	for which in theirs ours; do
		victim
		program=$theirs
		[ $which = theirs ] || program=start-stop-daemon
		(exec "$timeout" 30 "$program" "$@") >out.$which.raw 2>err.$which
		echo "status $?" >out.$which
		as_text out.$which.raw >>out.$which
		# it may take a moment to end
		patience=10
		while runs $prey && [ $patience -gt 0 ] && [ "$fate" = killed ]; do
			sleep 0.1
			patience=$((patience - 1))
		done
		{
			! runs $prey || echo "alive"
			[ ! -e made ] || sed -n '1s/[0-9][0-9]*/NUMBER/p' made
			[ ! -e pid ] || echo "pid file"
		} >>out.$which
		rm -f made
		kill -KILL $prey 2>/dev/null
		wait $prey 2>/dev/null
	done
	command=$*
	same "$(cat out.theirs)" "$(cat out.ours)" "status and output beside Debian's"
	[ -z "$trouble" ] || wrong "$(cat err.theirs err.ours)"
}

prepare() {
	cp "$HOLDBOX_TOOLS/idle" prey
	prey_options='' fate=''
	: >empty
	echo 99999 >dead
	printf '#!/bin/sh\nexit 3\n' >script
	chmod 755 script
}

it "starts alike"
prepare
X=$PWD/prey
side_by_side -S -x "$X"
side_by_side -S -o -x "$X"
side_by_side -S -q -x "$X"
side_by_side -S -b -m -p made -x "$X"
side_by_side -S -n prey -a /bin/true
side_by_side -S -u root -a /bin/true
side_by_side -S -p pid -a /bin/true
side_by_side -S -p pid -x "$X"
side_by_side -S -p pid -x /bin/true
side_by_side -S -p dead -a /bin/true
side_by_side -S -p missing -a /bin/echo -- a b 'c d'
side_by_side -S -p empty -a /bin/echo -- -n x
side_by_side -S -n nobody-has-this -a "$PWD/script"
side_by_side -S -n nobody-has-this -x "$PWD/script"
side_by_side -S -b -n nobody-has-this -a "$PWD/script"
side_by_side -S -b -m -p made -n nobody-has-this -a /bin/true
side_by_side -S -m -p made -n nobody-has-this -a /bin/true
side_by_side -S -n nobody-has-this -a /bin/pwd
side_by_side -S -n nobody-has-this -a /bin/pwd -d /usr
side_by_side -S -n nobody-has-this -a /bin/sh -k 027 -- -c umask
side_by_side -S -n nobody-has-this -a /bin/sh -N 4 -- -c 'cut -d" " -f19 /proc/self/stat'
side_by_side -S -n nobody-has-this -x /nonexistent
side_by_side -S -n nobody-has-this -a /nonexistent
side_by_side -S -n nobody-has-this -a /bin/true -d /nonexistent
side_by_side -S -n nobody-has-this -a /bin/true -r /nonexistent
side_by_side -S -n nobody-has-this -a /bin/true -c no-such-user
side_by_side -S -n nobody-has-this -a /bin/true -g no-such-group
side_by_side -S -b -m -p missing/made -n nobody-has-this -a /bin/true

it "runs programs as other users and in other groups alike"
prepare
for options in '-c daemon' '-c daemon:tty' '-c 1:5' '-c daemon -g tty' '-c root:daemon' '-g tty' '-c root' '-c 2'; do
	# shellcheck disable=SC2086
	side_by_side -S -n nobody-has-this $options -a /bin/sh -- -c 'id; echo "$HOME"'
done

it "says alike what it would do"
prepare
X=$PWD/prey
side_by_side -S -t -x "$X"
side_by_side -S -t -o -x "$X"
side_by_side -S -t -n nobody-has-this -a /bin/true
side_by_side -S -t -n nobody-has-this -x /bin/true -- a 'b c' -d
side_by_side -S -t -n nobody-has-this -x true -d /bin
side_by_side -S -t -n nobody-has-this -x /bin/true -c daemon
side_by_side -S -t -n nobody-has-this -x /bin/true -c daemon:tty
side_by_side -S -t -n nobody-has-this -x /bin/true -c 1 -g 5
side_by_side -S -t -n nobody-has-this -x /bin/true -g tty
side_by_side -S -t -n nobody-has-this -x /bin/true -r / -d /tmp
side_by_side -S -t -n nobody-has-this -x /bin/true -N 5 -P rr:3 -I idle
side_by_side -S -t -n nobody-has-this -x /bin/true -N -5 -P other -I best-effort
side_by_side -S -t -n nobody-has-this -x /bin/true -I real-time:2 -b -m -p missing
side_by_side -S -t -q -n nobody-has-this -x /bin/true
side_by_side -K -t -x "$X"
side_by_side -K -t -v -x "$X"
side_by_side -K -t -q -x "$X"
side_by_side -K -t -p pid -s HUP
side_by_side -K -t -p pid -R 5
side_by_side -K -t -p pid --remove-pidfile
side_by_side -K -t -n nobody-has-this

it "stops alike"
prepare
X=$PWD/prey
fate=killed
side_by_side -K -x "$X"
side_by_side -K -v -x "$X"
side_by_side -K -q -x "$X"
side_by_side -K -n prey
side_by_side -K -v -n prey
side_by_side -K -v -p pid
side_by_side -K -v -p pid -x "$X"
side_by_side -K -v -p pid -n prey
side_by_side -K -v -p pid -u root
side_by_side -K -s INT -v -n prey
side_by_side -K -s 9 -v -n prey
side_by_side -K -v -R 5 -x "$X"
side_by_side -K -v -R TERM/5 -x "$X"
side_by_side -K -v -R INT/5/KILL/5 -x "$X"
side_by_side -K -v -R -15/5 -p pid
side_by_side -K -v -s HUP -R 5 -x "$X"
side_by_side -K -R 5 --remove-pidfile -p pid
fate=
side_by_side -K -s 0 -x "$X"
side_by_side -K -s CONT -v -x "$X"
side_by_side -K -p dead
side_by_side -K -o -p dead
side_by_side -K -q -p dead
side_by_side -K -p dead -x "$X"
side_by_side -K -p pid -x /bin/true
side_by_side -K -p pid -n other
side_by_side -K -p missing
side_by_side -K -p empty
side_by_side -K -p /dev/null
side_by_side -K -p missing --remove-pidfile
side_by_side -K -R TERM/1 -p dead
side_by_side -K -R 1/TERM -n nobody-has-this
side_by_side -K --pid 99999
side_by_side -K --ppid 99999
side_by_side -K -u 54321
side_by_side -K -n nobody-has-this
side_by_side -K -o -n nobody-has-this
side_by_side -K -n nobody-has-this -p dead -u root
side_by_side -K -x /nonexistent
side_by_side -K -o -x /nonexistent

it "reports survivors alike"
prepare
X=$PWD/prey
prey_options='-i 15'
side_by_side -K -v -R TERM/1 -x "$X"
side_by_side -K -R TERM/1 -n prey
side_by_side -K -q -R TERM/0 -p pid
side_by_side -K -v -R TERM/0/INT/5 -p pid
side_by_side -K -v -R TERM/1/KILL/5 -p pid
side_by_side -K -v -R forever/TERM/1/KILL/5 -p pid
prey_options='-i 1'
side_by_side -K -R HUP/1 --remove-pidfile -p pid

it "reports the status alike"
prepare
X=$PWD/prey
side_by_side -T -x "$X"
side_by_side -T -n prey
side_by_side -T -n nobody-has-this
side_by_side -T -p pid
side_by_side -T -p pid -n prey
side_by_side -T -p pid -n other
side_by_side -T -p dead
side_by_side -T -p missing
side_by_side -T -p empty
side_by_side -T -p /dev/null
side_by_side -T -x /nonexistent
side_by_side -T -n prey -u 54321
side_by_side -T --pid 99999
side_by_side -T --ppid 99999
side_by_side -T -q -v -n prey

it "rejects wrong arguments alike"
prepare
for options in '' '-S' '-K' '-T' '-S -K -n x' '-K -T -n x' '-S -p pid' '-S -m -x /bin/true' '-K --remove-pidfile -n x' \
	'-K -b -n x' '-S -C -x /bin/true' '-S -O /dev/null -x /bin/true' '-S -b -O x -x /bin/true' '-S -k 9z -x /bin/true' \
	'-S -P nothing -x /bin/true' '-S -P rr -x /bin/true' '-S -P rr:100 -x /bin/true' '-S -I nothing -x /bin/true' \
	'-S -I best-effort:8 -x /bin/true' '-K --pid 0' '-K --pid x' '-K --ppid 0' '-K --pid 1 -p pid' '-K -n x -s NOTHING' \
	'-K -n x -s -1' '-K -n x -R TERM' '-K -n x -R forever' '-K -n x -R TERM//5' '-K -n x -R /TERM/5' '-K -n x -R 1/forever' \
	'-K -n x -R TERM/forever/1/forever/1' '-K -n x -R x/1' '-K -n x -R TERM/1x' '-K -n x --nothing' '-K -n' '-K -n x -?'; do
	# shellcheck disable=SC2086
	side_by_side $options
done
[ $compared -ge 40 ] || wrong "only $compared command lines"
echo "# $compared command lines"

finish
