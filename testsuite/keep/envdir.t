# shellcheck shell=sh
# envdir - as daemontools' and runit's
# shellcheck disable=SC2016
. "${0%/*}/../lib.sh"
. "${0%/*}/runit.sh"
needs ENVDIR
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"

usage="usage: envdir dir child"

it "sets and unsets variables by files"
mkdir e
echo 'value  ' >e/A
: >e/B
B=1 run envdir e sh -c 'echo "[$A]${B-unset}"'
exits 0; prints "[value]unset"; complains
run envdir e nosuch
exits 111; prints
complains "chpst: fatal: unable to run: nosuch: No such file or directory"

it "fails for a directory among them, unlike chpst -e"
mkdir -p e/sub
run envdir e echo ran
exits 111; prints
complains "chpst: fatal: unable to read e/sub: Is a directory"
run envdir nosuch echo ran
exits 111; prints
complains "chpst: fatal: unable to switch to directory: nosuch: No such file or directory"

it "prints its usage"
run envdir e
exits 100; prints; complains "$usage"

it "does what Debian's runit does"
if has_runit; then
	mkdir -p e f/sub
	printf 'a  \t \nb\n' >e/A
	printf 'x\0y \0' >e/B
	: >e/GONE
	echo >e/EMPTY
	echo dot >e/.DOT
	export GONE=1 A=old
	same_as_runit envdir e sh -c 'printf "%s\n" "$A" "$B" "${GONE-gone}" "[$EMPTY]" "$DOT"'
	same_as_runit envdir e sh -c 'env | grep -v ^PATH= | sort'
	same_as_runit envdir f true
	same_as_runit envdir e/A true
	same_as_runit envdir e
	same_as_runit envdir
fi

finish
