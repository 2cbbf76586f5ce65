# The lines in README for other build systems, run with the variables that these systems set.
# shellcheck disable=SC2016 # for the other shells and makes
. "${0%/*}/../lib.sh"
. "${0%/*}/tree.sh"
[ -f "$root/README" ] || skip_all "there is no README here"
compiler=$(sed -n '1s/ .*//p' "$build_directory/flags" 2>/dev/null)
compiler=$(PATH=$system_path command -v "${compiler:-cc}")
[ -n "$compiler" ] || skip_all "the compiler is not in the system's PATH"

# The flags are the same for all three, so that little is compiled again.
small_tree
work=$scratch/work

# lines NAME: puts README's lines for that system into ./lines, and the files they use in place
lines() {
	rm -rf "$work" "$tree/build/.config" "$tree/build/config.mk" "$tree/build/holdbox"
	mkdir -p "$work"
	cp "$build/.config" "$work/holdbox.config"
	awk -v name="$1" 'index($0, name ", in ") == 1 { found = 1 }
		found && /^    / { print substr($0, 5); printed = 1 }
		printed && !/^    / { exit }' "$root/README" >lines
	[ -s lines ] || wrong "README has no lines for $1"
}

# a shell as those systems start it, without the options of the make that runs this test
shell() {
	run env -i PATH="$system_path" HOME="$HOME" S="$tree" WORKDIR="$work" D="$work/image" \
		srcdir="$work" pkgdir="$work/image" CC="$compiler" CFLAGS=-Os prefix=/usr \
		BUILD_CC=cc TARGET_PREFIX=no-such- sh -ec "$1"
}

installed() {
	exits 0
	same "$(printf 'holdbox\nsample-applet\ntrue')" "$(ls "$work/image/usr/bin")" "programs"
	run "$work/image/usr/bin/true"
	exits 0; prints; complains
}

it "is built and packaged by Alpine's functions"
lines Alpine
shell '. ./lines; cd "$S"; build >/dev/null; package >/dev/null'
installed
[ -n "$(find "$work/image" -name 'true.1*')" ] || wrong "no manual page"

it "is built and packaged by OpenWrt's"
lines OpenWrt
mkdir -p "$work/scripts/config" "$tree/build"
cp "$work/holdbox.config" "$tree/build/.config"
{
	sed 's/^        /	/' lines
	printf 'compile:\n\t$(call Build/Compile)\n'
	printf 'install:\n\t$(call Package/holdbox/install,%s)\n' "$work/image"
} >Makefile
shell 'for goal in compile install; do
	make -s TARGET_CC="$CC" TARGET_CROSS=no-such- TARGET_CFLAGS=-Os TOPDIR="$WORKDIR" \
		PKG_BUILD_DIR="$S" $goal
done >/dev/null'
installed
[ -z "$(find "$work/image" -name 'true.1*')" ] || wrong "there are manual pages"

it "is built and packaged by Yocto's"
lines Yocto
# bitbake substitutes its variables first, and appends EXTRA_OEMAKE to make
shell 'sed "s/^EXTRA_OEMAKE = /EXTRA_OEMAKE=/" lines >recipe
. ./recipe
oe_runmake() { eval "make $EXTRA_OEMAKE \"\$@\""; }
cd "$S"; do_configure; { do_compile; do_install; } >/dev/null'
installed

finish
