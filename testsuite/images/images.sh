# images.sh - the box in images; a test of these reads it after lib.sh
# shellcheck shell=sh
#
#   fetched NAME PACKAGE PATTERN   files of a Debian package in $cache/NAME, or skip the test file
#   by_script NAME ARGUMENT...     run scripts/NAME, with the system's tools
#   nothing_but NAME...            these are all the files here, apart from the two of run
#   described IMAGE                $manifest and $config are the files that describe an OCI image
#   unpack IMAGE DIRECTORY         likewise, and unpack its layers, by tar
#   needs_machine QEMU PACKAGE     set $kernel, or skip this test
#   boot INITRD ARGUMENT...        the console's output is in ./console; ends when process 1 does
#   find_busybox                   set $busybox, one whose shell prefers PATH to its own applets
#   carry PROGRAM PLACE            copy it into ./base, with the libraries that it needs
#   busybox_base                   ./base with busybox and its links, in /usr/bin, and /bin/sh
#   pack_base                      ./initrd of ./base, followed by the box, in /bin
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

# shellcheck disable=SC2034 # for tests
native=
[ "$(uname -m)" != x86_64 ] || native=linux-image-cloud-amd64

needs_machine() {
	command -v "$1" >/dev/null || {
		skip "$1 is not installed"
		return 1
	}
	directory=$cache/kernel-${2#*:}
	PATH=$system_path "$root/scripts/fetch" "$directory" "$2" './boot/vmlinuz-*' 2>fetch || {
		skip "$(cat fetch)"
		return 1
	}
	kernel=$(echo "$directory"/boot/vmlinuz-*)
}

boot() {
	initrd=$1
	shift
	case $kernel in
	*arm64) set -- qemu-system-aarch64 -M virt -cpu cortex-a53 -append "console=ttyAMA0 $*" ;;
	*) set -- qemu-system-x86_64 -M pc -cpu max -append "console=ttyS0 mitigations=off $*" ;;
	esac
	# quiet and panic come first: arguments after "--" are for the first process
	for word; do
		last=$word
	done
	command="boot of: $last"
	machine=$1
	shift
	timeout -k 5 "${boot_limit:-400}" "$machine" -accel tcg -m 256 -nographic -nodefaults \
		-serial stdio -no-reboot -kernel "$kernel" -initrd "$initrd" "$@" \
		</dev/null >raw 2>&1
	# the BIOS has cleared the screen
	tr -d '\r\033' <raw | sed 's/^.*\[2J//' >console
}

carry() {
	mkdir -p "base/${2%/*}"
	cp -L "$1" "base/$2"
	for library in $(ldd "$1" 2>/dev/null | grep -o '/[^ ]*'); do
		mkdir -p "base${library%/*}"
		cp -L "$library" "base$library"
	done
}

# Debian's busybox-static is none of these.
find_busybox() {
	busybox=$(PATH=$system_path command -v busybox)
	if [ -z "$busybox" ] || PATH=/nowhere "$busybox" sh -c '(exec sleep 0)' 2>/dev/null; then
		PATH=$system_path "$root/scripts/fetch" "$cache/busybox-shell" busybox \
			'./bin/busybox' 2>fetch || return 1
		busybox=$cache/busybox-shell/bin/busybox
	fi
}

busybox_base() {
	mkdir -p base/bin base/usr/bin
	carry "$busybox" usr/bin/busybox
	for name in $("$busybox" --list); do
		[ "$name" = busybox ] || ln -s busybox "base/usr/bin/$name"
	done
	ln -s ../usr/bin/busybox base/bin/sh
}

pack_base() {
	(cd base && find . | cpio --create --format newc --owner 0:0 --quiet) | gzip -1 >initrd
	by_script initramfs "$build" archive
	exits 0
	cat archive >>initrd
}
