# runit.sh - runit's own programs, to compare ours with; a test reads it after lib.sh
# shellcheck shell=sh
#
#   has_runit               whether runit's programs are here: $runit is their directory, a copy of
#                           Debian's package that is not installed. If not, the test is skipped
#   same_as_runit NAME ARGUMENT...  ours does, prints and says the same as runit's. $essence is a
#                           script for sed that is applied to what both say
#
# runit words the reasons of errors itself; only the messages before them are compared.

runit=$build_directory/runit/usr/bin
fetch=$(cd "${0%/*}/../../scripts" 2>/dev/null && pwd)/fetch

has_runit() {
	[ -z "${HOLDBOX_BRIEF-}" ] || runit=
	[ -x "${runit:-/nonexistent}/chpst" ] ||
		PATH=$system_path "$fetch" "$build_directory/runit" runit \
			'./usr/bin/*' 2>"$scratch/fetch" || {
		skip "runit is not available: $(tail -n 1 "$scratch/fetch")"
		return 1
	}
	"$runit/chpst" true 2>/dev/null || {
		skip "runit's programs do not run here"
		return 1
	}
	for emulated in setuidgid envuidgid envdir pgrphack setlock softlimit; do
		[ -h "$scratch/runit/$emulated" ] || {
			mkdir -p "$scratch/runit"
			ln -s "$runit/chpst" "$scratch/runit/$emulated"
		}
	done
	for name in chpst svlogd; do
		ln -sf "$runit/$name" "$scratch/runit/$name"
	done
}

essence=
say_the_same() {
	sed "s/: [[:alpha:]][[:lower:][:blank:]]*\$//
		s/illegal option -- \(.\)/invalid option -- '\1'/
		s/requires an argument -- \(.\)\$/requires an argument -- '\1'/; /^.Id/d
		s/: ''\$/: /; /(holdbox)/d; $essence" "$1"
}

same_as_runit() {
	name=$1
	shift
	(PATH=$scratch/runit:$PATH exec "$name" "$@") >wanted 2>wanted.err
	wanted=$?
	run "$name" "$@"
	exits "$wanted"
	read_whole wanted
	prints "$held"
	same "$(say_the_same wanted.err)" "$(say_the_same err)" "error output"
}
