# The build itself, on a small copy of the sources: what is rebuilt, and what is refused.
. "${0%/*}/../lib.sh"
. "${0%/*}/tree.sh"
small_tree
seed=$scratch/seed
cp -Rp "$build" "$seed"

# a PATH without the programs named: fewer NAME...
fewer() {
	rm -rf path
	mkdir path
	# of several with one name the first is kept
	ln -s /usr/local/bin/* /usr/bin/* /bin/* path 2>/dev/null
	for name; do
		rm -f "path/$name"
	done
}

it "builds, and does nothing the second time"
make_in "$tree" all
exits 0
cp -p "$build/holdbox" "$scratch/first"
stat -c %y "$build/holdbox" >made
run env PATH="$system_path" make -C "$tree" O="$build"
exits 0
same "" "$(sed '/directory/d' out)" output
file made "$(stat -c %y "$build/holdbox")"

it "makes the same bytes in another folder, at another time, in another environment"
cp -Rp "$tree" elsewhere
mkdir -p other/folder
cp -p "$seed/.config" other/folder
run env PATH="$system_path" TZ=Asia/Tokyo LC_ALL=C.UTF-8 USER=somebody \
	make -s -j3 -C elsewhere O="$PWD/other/folder"
exits 0
cmp -s "$build/holdbox" other/folder/holdbox || wrong "the binaries differ"

it "is a static program, even if position-independent"
readelf -lW "$build/holdbox" >segments
same 0 "$(grep -c INTERP segments)" "interpreters asked for"
grep -q '^Elf file type is EXEC' segments || wrong "not of type EXEC"
if [ -n "$(find /usr/lib /lib -name rcrt1.o 2>/dev/null)" ]; then
	mkdir pie
	sed 's/^# \(CONFIG_BUILD_[A-Z_]*\) is not set/\1=y/' "$seed/.config" >pie/.config
	run env PATH="$system_path" make -s -C "$tree" O="$PWD/pie"
	exits 0
	readelf -lW pie/holdbox >segments
	same 0 "$(grep -c INTERP segments)" "interpreters asked for"
	grep -q '^Elf file type is DYN' segments || wrong "not position-independent"
	run pie/holdbox true --version
	same "true (holdbox)" "$(cut -d' ' -f1-2 out)" "version of the applet"
fi

it "notices that the configuration has changed"
sed -i 's/^CONFIG_TRUE=y/# CONFIG_TRUE is not set/' "$build/.config"
make_in "$tree" all
exits 0
run "$build/holdbox" --list
prints "sample-applet"
file "$build/holdbox.links" "sample-applet"
sed -i 's/^# CONFIG_TRUE is not set/CONFIG_TRUE=y/' "$build/.config"
make_in "$tree" all
run "$build/holdbox" --list
prints "sample-applet
true"

it "builds what was configured in the same call, not an older configuration"
needs_kconfig() {
	PATH=$system_path command -v kconfig-conf >/dev/null
}
if needs_kconfig; then
	make_in "$tree" allnoconfig all
	exits 0
	run "$build/holdbox" --list
	prints ""
	make_in "$tree" allyesconfig all
	run "$build/holdbox" --list
	prints "sample-applet
true"
else
	skip "kconfig-conf is not installed"
fi

it "makes one program per applet with make standalone"
cp -p "$seed/.config" "$build"
make_in "$tree" standalone
exits 0
run "$build/standalone/true" --version
same "true (holdbox)" "$(cut -d' ' -f1-2 out)" "version"
call "$build/standalone/sample-applet" any-name --version >out 2>err
same "sample-applet (holdbox)" "$(cut -d' ' -f1-2 out)" "version by another name"

it "names an applet whose file is missing, and leaves no box"
mv "$tree/applets/basic/sample_applet.c" gone.c
make_in "$tree" all
[ "$status" != 0 ] || wrong "the build has passed"
grep -q "undefined reference to .sample_applet_applet'" err || wrong "message: $(cat err)"
absent "$build/holdbox"
mv gone.c "$tree/applets/basic/sample_applet.c"

it "refuses a malformed .config, and names the line"
cp -p "$build/.config" good
for line in 'CONFIG_TRUE=maybe' 'garbage' 'CONFIG_TRUE' 'TRUE=y' "CONFIG_PREFIX=\"a\\\"b\""; do
	{ cat good; echo "$line"; } >"$build/.config"
	make_in "$tree" all
	[ "$status" != 0 ] || wrong "it builds with: $line"
	grep -qF ".config:$(grep -c '' "$build/.config"): not a configuration line: $line" err ||
		wrong "message: $(cat err)"
done
{ cat good; echo CONFIG_NO_SUCH_APPLET=y; } >"$build/.config"
make_in "$tree" all
exits 0
grep -q 'CONFIG_NO_SUCH_APPLET: no such symbol, left out' err || wrong "message: $(cat err)"
cp good "$build/.config"

it "names the package to install if there is no kconfig program"
fewer kconfig-conf kconfig-mconf kconfig-nconf
for goal in defconfig menuconfig all; do
	rm -rf empty
	run env PATH="$PWD/path" make -s -C "$tree" O="$PWD/empty" $goal
	[ "$status" != 0 ] || wrong "make $goal has passed"
	grep -q 'conf is missing: run ./scripts/setup build, or install' err ||
		wrong "message: $(cat err)"
done

it "builds from a full .config without a kconfig program"
mkdir full
cp -p "$seed/.config" full
run env PATH="$PWD/path" make -s -C "$tree" O="$PWD/full" 2>&1
fewer kconfig-conf
run env PATH="$PWD/path" make -s -C "$tree" O="$PWD/full"
exits 0
run full/holdbox --list
prints "sample-applet
true"

it "refuses menus without a terminal instead of looping"
if PATH=$system_path command -v kconfig-mconf >/dev/null; then
	for goal in menuconfig nconfig config; do
		run env PATH="$system_path" make -s -C "$tree" O="$build" $goal </dev/null
		[ "$status" != 0 ] || wrong "make $goal has passed"
		grep -q "make: $goal needs a terminal" err || wrong "message: $(cat err)"
	done
else
	skip "kconfig-mconf is not installed"
fi

it "reports which compiler is missing"
run env PATH="$system_path" make -s -C "$tree" O="$PWD/none" CC=no-such-cc defconfig
run env PATH="$system_path" make -s -C "$tree" O="$PWD/none" CC=no-such-cc
[ "$status" != 0 ] || wrong "the build has passed"
grep -q 'no compiler no-such-cc: run ./scripts/setup build, or name one with CC=' err ||
	wrong "message: $(cat err)"
run env PATH="$system_path" make -s -C "$tree" O="$PWD/none" CROSS_COMPILE=no-such-
[ "$status" != 0 ] || wrong "the build has passed"
grep -q 'no compiler no-such-gcc: run ./scripts/cross-setup DIRECTORY PROCESSOR, or name' err ||
	wrong "message: $(cat err)"

it "refuses folders that make would split into several, and names the folder"
small_tree
build="$PWD/two words"
make_in "$tree" all
exits 2
same "no blanks, please" "$(grep -o 'no blanks, please' err)" "reason"
cp -Rp "$tree" "two words"
build=$scratch/build
make_in "two words" all
exits 2
same "no blanks, please" "$(grep -o 'no blanks, please' err)" "reason"

it "recompiles if the flags have changed"
make_in "$tree" all
make_in "$tree" all CFLAGS=-O2
exits 0
cmp -s "$scratch/first" "$build/holdbox" && wrong "the same box with other flags"
true

finish
