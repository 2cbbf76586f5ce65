# shellcheck shell=sh
# setuidgid - as daemontools' and runit's
. "${0%/*}/../lib.sh"
. "${0%/*}/runit.sh"
needs SETUIDGID
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"

usage="usage: setuidgid account child"

it "runs a program as a user, with the user's group alone"
if is_root; then
	run setuidgid nobody sh -c 'id -u; id -g; id -G'
	exits 0; prints "$(id -u nobody; id -g nobody; id -g nobody)"; complains
	run setuidgid nobody regain
	exits 0; prints; complains
else
	skip "needs root"
fi

it "accepts users by their names only"
for user in 65534 :5:6 nobody:root nosuch; do
	run setuidgid $user echo ran
	exits 111; prints
	complains "chpst: fatal: unknown account: $user"
done

it "prints its usage"
run setuidgid
exits 100; prints; complains "$usage"
run setuidgid nobody
exits 100; complains "$usage"
run setuidgid -x nobody true
exits 100
complains "setuidgid: invalid option -- 'x'
$usage"

it "does what Debian's runit does"
if has_runit; then
	same_as_runit setuidgid
	same_as_runit setuidgid root
	for user in 65534 :5:6 nobody:root nosuch; do
		same_as_runit setuidgid $user true
	done
	! is_root || {
		same_as_runit setuidgid nobody sh -c 'id; exit 3'
		same_as_runit setuidgid nobody nosuch
	}
fi

finish
