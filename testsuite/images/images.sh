# images.sh - the box in images; a test of these reads it after lib.sh
# shellcheck shell=sh
#
#   fetched NAME PACKAGE PATTERN   files of a Debian package in $cache/NAME, or skip the test file
#   by_script NAME ARGUMENT...     run scripts/NAME, with the system's tools
#   nothing_but NAME...            these are all the files here, apart from the two of run
#   described IMAGE                $manifest and $config are the files that describe an OCI image
#   unpack IMAGE DIRECTORY         likewise, and unpack its layers, by tar
#
# $root is the source tree of this test, $build its build, and $cache, below that, the files
# fetched.

[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"
root=$(cd "${0%/*}/../.." && pwd)
build=$build_directory
cache=$build/fetched
[ -x "$root/scripts/layout" ] || skip_all "the sources are not here"
[ -f "$build/holdbox.links" ] || skip_all "$build/holdbox.links is missing"
needs_program readelf
case $(readelf -lW "$HOLDBOX") in
*INTERP*) skip_all "the program is not static" ;;
esac

fetched() {
	PATH=$system_path "$root/scripts/fetch" "$cache/$1" "$2" "$3" 2>"$scratch/fetch" ||
		skip_all "$(cat "$scratch/fetch")"
}

by_script() {
	script=$1
	shift
	PATH=$system_path run "$root/scripts/$script" "$@"
}

nothing_but() {
	same "$(printf '%s\n' err home out "$@" | sort)" \
		"$(find . ! -name . -prune | cut -c3- | sort)" "files left"
}

blob() { # IMAGE DIGEST: the file that holds it
	echo "$1/blobs/$(echo "$2" | tr : /)"
}

described() {
	manifest=$(blob "$1" "$(jq -r '.manifests[0].digest' "$1/index.json")")
	config=$(blob "$1" "$(jq -r .config.digest "$manifest")")
}

unpack() {
	described "$1"
	mkdir "$2"
	for layer in $(jq -r '.layers[].digest' "$manifest"); do
		tar -xf "$(blob "$1" "$layer")" -C "$2" || wrong "$1: a layer cannot be unpacked"
	done
}
