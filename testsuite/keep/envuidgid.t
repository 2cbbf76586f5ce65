# shellcheck shell=sh
# envuidgid - as daemontools' and runit's
# shellcheck disable=SC2016
. "${0%/*}/../lib.sh"
. "${0%/*}/runit.sh"
needs ENVUIDGID
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"

usage="usage: envuidgid account child"

it "puts the IDs of a user into the environment"
UID_BEFORE=$(id -u)
run envuidgid nobody sh -c 'echo $UID:$GID; id -u'
exits 0; complains
prints "$(id -u nobody):$(id -g nobody)
$UID_BEFORE"
run envuidgid nosuch echo ran
exits 111; prints
complains "chpst: fatal: unknown account: nosuch"

it "prints its usage"
run envuidgid root
exits 100; prints; complains "$usage"

it "does what Debian's runit does"
if has_runit; then
	same_as_runit envuidgid
	same_as_runit envuidgid nobody
	same_as_runit envuidgid nobody sh -c 'echo $UID:$GID'
	for user in 65534 :5:6 nobody:root nosuch; do
		same_as_runit envuidgid $user true
	done
	same_as_runit envuidgid nobody nosuch
fi

finish
