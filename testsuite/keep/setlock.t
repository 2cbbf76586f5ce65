# shellcheck shell=sh
# setlock - as daemontools', which runit's -n and default differ from
# shellcheck disable=SC2016
. "${0%/*}/../lib.sh"
. "${0%/*}/runit.sh"
needs SETLOCK
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"
give_up_after 120

usage="usage: setlock [ -nNxX ] file program [ arg ... ]"

it "holds a lock while a program runs"
run setlock lock sh -c 'flock -n lock true || echo held; exit 4'
exits 4; prints held; complains
mode lock 600
run flock -n lock true
exits 0

it "waits for the lock, and gives up with -n"
exec 9>lock
flock 9
(exec setlock lock touch finished) >out 9>&- &
waiting=$!
(exec setlock -nN lock touch finished-2) >out 9>&- &
both="$waiting $!"
for process in $both; do
	wait_for grep -q "FLOCK.*WRITE *$process " /proc/locks
done
absent finished
absent finished-2
run setlock -n lock echo ran
exits 111; prints
complains "chpst: fatal: unable to lock: lock: Resource temporarily unavailable"
run setlock -Nn lock echo ran
exits 111; prints
exec 9>&-
wait_for [ -e finished ]
wait_for [ -e finished-2 ]
for process in $both; do
	wait "$process" || wrong "status $?"
done

it "exits with 0, silently, with -x, if the lock or the program fails"
exec 9>lock
flock 9
run setlock -nx lock echo ran
exits 0; prints; complains
run setlock -x nosuch/lock echo ran
exits 0; prints; complains
run setlock -xX nosuch/lock echo ran
exits 111; prints
complains "chpst: fatal: unable to open lock: nosuch/lock: No such file or directory"
exec 9>&-
run setlock -x lock nosuch
exits 0; prints; complains
run setlock lock nosuch
exits 111; prints
complains "chpst: fatal: unable to run: nosuch: No such file or directory"
run setlock -x lock sh -c 'exit 5'
exits 5

it "prints its usage"
run setlock
exits 100; complains "$usage"
run setlock lock
exits 100; prints; complains "$usage"
run setlock -q lock true
exits 100
complains "setlock: invalid option -- 'q'
$usage"

it "does what Debian's runit does, -n aside"
if has_runit; then
	exec 9>locked
	flock 9
	same_as_runit setlock
	same_as_runit setlock lock
	same_as_runit setlock -q lock true
	same_as_runit setlock lock sh -c 'exit 6'
	same_as_runit setlock lock nosuch
	same_as_runit setlock -x lock nosuch
	same_as_runit setlock -x lock false
	same_as_runit setlock -x nosuch/lock true
	same_as_runit setlock -xX nosuch/lock true
	same_as_runit setlock lock sh -c 'readlink /proc/$$/fd/3 | grep -o "/lock$"'
fi

finish
