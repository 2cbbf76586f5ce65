# The packages for other systems in scripts/packaging, made as their tools make them, as far as these
# can be had here.
# shellcheck disable=SC2016 # for the other shells and makes
. "${0%/*}/../lib.sh"
. "${0%/*}/tree.sh"
compiler=$(sed -n '1s/ .*//p' "$build_directory/flags" 2>/dev/null)
compiler=$(PATH=$system_path command -v "${compiler:-cc}")
[ -n "$compiler" ] || skip_all "the compiler is not in the system's PATH"

# The flags are the same for all of them, so that little is compiled again.
small_tree
work=$scratch/work
packaging=$root/scripts/packaging

# a shell as those systems start it, without the options of the make that runs this test
shell() {
	rm -rf "$work" "$tree/build/.config" "$tree/build/config.mk" "$tree/build/holdbox"
	mkdir -p "$work"
	cp "$root/LICENSE" "$tree"
	run env -i PATH="$system_path" HOME="$HOME" S="$tree" D="$work/image" WORKDIR="$work" \
		packaging="$packaging" pkgdir="$work/image" CC="$compiler" CFLAGS=-Os prefix=/usr \
		BUILD_CC=cc TARGET_PREFIX=no-such- HOLDBOX_PRESET=full sh -ec "$1"
}

installed() {
	exits 0
	same "$(printf 'holdbox\nsample-applet\ntrue')" "$(ls "$work/image/usr/bin")" "programs"
	run "$work/image/usr/bin/true"
	exits 0; prints; complains
}

it "is built and packaged by Alpine's functions"
shell '. "$packaging/alpine/APKBUILD"; cd "$S"; build >/dev/null; package >/dev/null'
installed
[ -n "$(find "$work/image" -name 'true.1*')" ] || wrong "no manual page"
[ -f "$work/image/usr/share/licenses/holdbox/LICENSE" ] || wrong "no license"

it "is built and packaged by OpenWrt's"
mkdir include
: >rules.mk
{
	printf 'define BuildPackage\n'
	printf 'configure:\n\t$$(call Build/Configure)\n'
	printf 'compile:\n\t$$(call Build/Compile)\n'
	printf 'install:\n\t$$(call Package/holdbox/install,$(D))\n'
	printf 'endef\n'
} >include/package.mk
top=$PWD
shell 'for goal in configure compile install; do
	make -s -f "$packaging/openwrt/Makefile" TARGET_CC="$CC" TARGET_CROSS=no-such- \
		TARGET_CFLAGS=-Os TOPDIR="'"$top"'" INCLUDE_DIR="'"$top"'/include" PKG_BUILD_DIR="$S" $goal
done >/dev/null'
installed
[ -z "$(find "$work/image" -name 'true.1*')" ] || wrong "there are manual pages"

it "is built and packaged by Yocto's"
# bitbake substitutes its variables first, and appends EXTRA_OEMAKE to make
shell 'sed -n "s/^EXTRA_OEMAKE = /EXTRA_OEMAKE=/p; /^do_/,/^}/p" "$packaging/yocto/holdbox.bb" >recipe
. ./recipe
oe_runmake() { eval "make $EXTRA_OEMAKE \"\$@\""; }
cd "$S"; do_configure >/dev/null; { do_compile; do_install; } >/dev/null'
installed
same "$(md5sum <"$root/LICENSE" | cut -d' ' -f1)" \
	"$(sed -n 's/^LIC_FILES_CHKSUM.*md5=\(.*\)"/\1/p' "$packaging/yocto/holdbox.bb")" "sum of LICENSE"

it "is built and packaged by rpmbuild"
if ! PATH=$system_path command -v rpmbuild >/dev/null; then
	skip "rpmbuild is not installed"
elif [ "${compiler##*/}" != musl-gcc ]; then
	skip "the compiler is not musl-gcc"
else
	version=$(sed -n 's/^#define HOLDBOX_VERSION "\(.*\)"/\1/p' "$root/include/applet/help.h")
	mkdir SOURCES
	cp -Rp "$tree" "holdbox-$version"
	cp "$root/README" "$root/CHANGELOG" "$root/LICENSE" "holdbox-$version"
	rm -rf "holdbox-$version/build"
	tar -czf "SOURCES/holdbox-$version.tar.gz" "holdbox-$version"
	run env -i PATH="$system_path" HOME="$PWD" rpmbuild --quiet -bb --define "_topdir $PWD" \
		--with debian "$packaging/rpm/holdbox.spec"
	exits 0
	run rpm -qlp "$(find RPMS -name '*.rpm')"
	for file in /usr/bin/holdbox /usr/share/man/man1/holdbox.1.gz \
		/usr/share/man/man1/holdbox-true.1.gz; do
		grep -qxF "$file" out || grep -qxF "${file%.gz}" out || wrong "$file is missing: $(cat out)"
	done
fi

it "is of the same version everywhere"
grep -h -e '^pkgver=' -e '^PKG_VERSION :=' -e '^PV =' -e '^Version:' -e '^  version =' \
	"$packaging"/*/* 2>/dev/null | sed 's/[^0-9]*\([0-9.]*\).*/\1/' | sort -u >versions
file versions "$(sed -n 's/^#define HOLDBOX_VERSION "\(.*\)"/\1/p' "$root/include/applet/help.h")"

finish
