# tree.sh - builds made by tests; a test that needs one reads it after lib.sh
# shellcheck shell=sh
#
#   make_in TREE ARGUMENT...   run make there, quietly, with its results in $build
#   small_tree                 a copy of the sources in $tree with two applets, true and sample, and
#                              the parts of libcommon that these need, so that little is compiled
#   applet_places              applets/FAMILY/NAME of each applet, which is a folder or NAME.c
#
# $root is the source tree of this test. $build starts as a copy of the build under test, so that
# little is compiled again.

root=$(cd "${0%/*}/../.." && pwd)
build=$scratch/build
tree=$scratch/tree
[ -f "$root/Makefile" ] || skip_all "the sources are not here"
needs_program make readelf

# Variables of the make that runs us (CC=) apply to these builds, its options (-s) do not.
case ${MAKEFLAGS-} in
*' -- '*) MAKEFLAGS="-- ${MAKEFLAGS#* -- }" ;;
*) MAKEFLAGS= ;;
esac

mkdir "$build"
for part in .config config.mk flags include obj doc man holdbox holdbox.links; do
	[ ! -f "$build_directory/.config" ] || [ ! -e "$build_directory/$part" ] ||
		cp -Rp "$build_directory/$part" "$build"
done
[ -f "$build/.config" ] || "$HOLDBOX" --config >"$build/.config"

applet_places() {
	(cd "$root" && for place in applets/*/*; do
		case $place in
		*.c) echo "${place%.c}" ;;
		*) [ ! -d "$place" ] || echo "$place" ;;
		esac
	done)
}

# The build must not use the links under test as its tools.
# shellcheck disable=SC2016
make_in() {
	directory=$1
	shift
	run sh -c 'PATH=$0; export PATH; exec make -s -C "$@"' "$system_path" "$directory" \
		O="$build" "$@"
}

# The files of libcommon that its applets and the tools of the build need, as paths below the root.
needed() (
	cd "$root" || exit
	set -- libcommon/applet/dispatch.c libcommon/launch/exec.c applets/basic/true.c scripts/*.c
	files="$*"
	while [ $# != 0 ]; do
		names=$(sed -n 's/^#include "\(.*\)\.h"$/\1/p' "$@" | sort -u)
		set --
		for name in $names; do
			for file in "include/$name.h" "libcommon/$name.c"; do
				case " $files " in
				*" $file "*) continue ;;
				esac
				[ ! -f "$file" ] || set -- "$@" "$file"
			done
		done
		files="$files $*"
	done
	for file in $files; do
		case $file in
		libcommon/*) echo "$file" ;;
		esac
	done
)

small_tree() {
	rm -rf "$tree" "$build"
	mkdir -p "$tree/applets/basic" "$tree/configs" "$tree/testsuite" "$build"
	cp -Rp "$root/include" "$root/scripts" "$tree"
	cp -p "$root/configs/full_defconfig" "$tree/configs"
	cp -p "$root/testsuite/rules.mk" "$tree/testsuite"
	# the folders that stand last in the box are not here
	sed 's/^far_folders := .*/far_folders :=/' "$root/Makefile" >"$tree/Makefile"
	for file in $(needed); do
		mkdir -p "$tree/${file%/*}"
		cp -p "$root/$file" "$tree/$file"
	done
	sed '/^source/{/basic/!d;}' "$root/Config.in" >"$tree/Config.in"
	cp -p "$root/applets/holdbox.mdoc" "$tree/applets"
	cp -p "$root"/applets/basic/true.* "$tree/applets/basic"
	sed 's/true/sample_applet/g; s/"sample_applet"/"sample-applet"/' \
		"$root/applets/basic/true.c" >"$tree/applets/basic/sample_applet.c"
	cat >"$tree/applets/basic/Config.in" <<-'EOF'
	menu "Few"
	config SAMPLE_APPLET
		bool "sample-applet"
		default y
	config FEATURE_SAMPLE_LOUD
		bool "sample-applet's noise (9.9 kB)"
		default y
		depends on SAMPLE_APPLET
	config TRUE
		bool "true (0.0 kB)"
		default y
	endmenu
	EOF
	cat >"$build/.config" <<-'EOF'
	CONFIG_PREFIX="/usr"
	CONFIG_FEATURE_HELP=y
	# CONFIG_BUILD_PACKED_TABLES is not set
	# CONFIG_BUILD_STATIC_PIE is not set
	# CONFIG_BUILD_SEPARATE_CODE is not set
	CONFIG_TRUE=y
	CONFIG_SAMPLE_APPLET=y
	CONFIG_FEATURE_SAMPLE_LOUD=y
	EOF
	printf '[applets: written by "make readme"]\nold\n[end of applets]\nlast\n' >"$tree/README"
}
