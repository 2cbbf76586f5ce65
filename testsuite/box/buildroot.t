# What Buildroot requires of a package that is configured by Kconfig, in the way Buildroot uses it.
. "${0%/*}/../lib.sh"
. "${0%/*}/tree.sh"
external=$root/scripts/packaging/buildroot

# A pkg-kconfig of our own prints what the package passes to Buildroot's.
cat >"$scratch/Makefile" <<'EOF2'
qstrip = $(strip $(subst ",,$(1)))
kconfig-package = $(eval $(foreach name,$(sort $(filter HOLDBOX_%,$(.VARIABLES))),\
	$(info $(name))))
BR2_EXTERNAL_HOLDBOX_PATH := $(external)
BR2_PACKAGE_HOLDBOX_CONFIG := "$(external)/package/holdbox/holdbox.config"
BR2_STATIC_LIBS := y
BUILD_DIR := build-dir
TARGET_DIR := target
TARGET_MAKE_ENV :=
TARGET_CC := cc
TARGET_CROSS := no-such-triplet-
TARGET_CFLAGS := -Os
HOSTCC := cc
include $(external)/external.mk
# recipes for stamps in the package's folder, which is their $(@D)
build: $(tree)/.built
$(tree)/.built:
	$(HOLDBOX_BUILD_CMDS) CC="$(compiler)"
install: $(tree)/.installed
$(tree)/.installed:
	$(HOLDBOX_INSTALL_TARGET_CMDS) CC="$(compiler)"
options:
	@echo '$(HOLDBOX_KCONFIG_OPTS)'
site:
	@echo '$(HOLDBOX_SITE)'
EOF2

buildroot() { # GOAL
	run env PATH="$system_path" make -s -f "$scratch/Makefile" external="$external" \
		tree="$scratch/package" compiler="$compiler" "$@"
}
compiler=$(sed -n '1s/ .*//p' "$build_directory/flags" 2>/dev/null)
compiler=${compiler:-cc}

it "sets the variables that a package of this kind has, and the sources"
buildroot site
exits 0
for name in VERSION SITE SITE_METHOD LICENSE LICENSE_FILES KCONFIG_FILE KCONFIG_OPTS \
	KCONFIG_FRAGMENT_FILES KCONFIG_DEPENDENCIES BUILD_CMDS INSTALL_TARGET_CMDS; do
	grep -qx "HOLDBOX_$name" out || wrong "HOLDBOX_$name is missing"
done
same "$root" "$(cd "$(tail -n 1 out)" && pwd)" "folder of the sources"
[ -f "$root/LICENSE" ] || wrong "no LICENSE"
same "$(sed -n 's/^#define HOLDBOX_VERSION "\(.*\)"/\1/p' "$root/include/applet/help.h")" \
	"$(sed -n 's/^HOLDBOX_VERSION = //p' "$external/package/holdbox/holdbox.mk")" version

it "has a menu that Buildroot can read"
if PATH=$system_path command -v kconfig-conf >/dev/null; then
	printf 'config BR2_USE_MMU\n\tdef_bool y\n' >Config.in
	sed 's|\$(BR2_EXTERNAL_HOLDBOX_PATH)|path|' "$external/package/holdbox/Config.in" >>Config.in
	run env PATH="$system_path" kconfig-conf --allyesconfig Config.in
	exits 0
	grep -qx CONFIG_BR2_PACKAGE_HOLDBOX=y .config || wrong "no such package in .config"
else
	skip "kconfig-conf is not installed"
fi

it "has the goals that Buildroot looks for by their names"
run env PATH="$system_path" make -C "$root" O="$build" -pn config
for goal in olddefconfig savedefconfig menuconfig nconfig oldconfig; do
	grep -q "^$goal:" out || wrong "Buildroot does not see $goal"
done

it "is configured and built at the top of its folder, and installed without replacing anything"
small_tree
cp -Rp "$tree" "$scratch/package"
cp "$build/.config" "$scratch/package"
mkdir -p target/usr/bin
echo theirs >target/usr/bin/true
if PATH=$system_path command -v kconfig-conf >/dev/null; then
	run env PATH="$system_path" make -s -C "$scratch/package" O=. olddefconfig savedefconfig
	exits 0
	[ -f "$scratch/package/defconfig" ] || wrong "no defconfig at the top"
fi
buildroot build
exits 0
[ -x "$scratch/package/holdbox" ] || wrong "nothing was built"
buildroot install TARGET_DIR="$PWD/target"
exits 0
file target/usr/bin/true theirs
same holdbox "$(readlink target/usr/bin/sample-applet)" link
[ ! -e target/usr/share/man ] || wrong "there are manual pages"
readelf -SW target/usr/bin/holdbox | grep -q '\.symtab' || wrong "it is stripped already"

it "does not remove the sources if they are built in their folder"
cp -Rp "$scratch/package" copy
for goal in clean distclean; do
	run env PATH="$system_path" make -C copy O=. $goal
	exits 2
	for part in Makefile libcommon .config; do
		[ -e "copy/$part" ] || wrong "$goal has removed $part"
	done
done

finish
