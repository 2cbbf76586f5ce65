# shellcheck shell=sh
# pgrphack - as daemontools' and runit's
# shellcheck disable=SC2016
. "${0%/*}/../lib.sh"
. "${0%/*}/runit.sh"
needs PGRPHACK
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"

ids='read -r pid x y z group session rest </proc/$$/stat; echo $((pid - group)) $((pid - session))'

it "runs a program in a session of its own"
run pgrphack sh -c "$ids"
exits 0; prints "0 0"; complains

it "also runs one that leads its process group already"
if command -v setsid >/dev/null; then
	run setsid -w pgrphack sh -c "$ids; exit 4"
	exits 4; prints "0 0"; complains
fi

it "prints its usage"
run pgrphack
exits 100; prints; complains "usage: pgrphack child"

it "does what Debian's runit does"
if has_runit; then
	same_as_runit pgrphack
	same_as_runit pgrphack nosuch
	same_as_runit pgrphack sh -c "$ids; exit 5"
fi

finish
