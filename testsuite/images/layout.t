# layout.t - the contents of an image, and what is refused when one is made
. "${0%/*}/../lib.sh"
. "${0%/*}/images.sh"

# other_box PROGRAM: a build in ./build, with that program instead of the box
other_box() {
	mkdir build
	cp "$build/holdbox.links" build
	cp "$1" build/holdbox
	chmod 755 build/holdbox
}

# machine NUMBER: the machine of the other box, as ELF numbers them; little-endian
machine() {
	# shellcheck disable=SC2059
	printf "$(printf '\\%03o\\%03o' $(($1 % 256)) $(($1 / 256)))" |
		dd of=build/holdbox bs=1 seek=18 conv=notrunc 2>/dev/null
}

# refused LINE: with that message, no output, and nothing done
refused() {
	exits 1
	prints
	complains "$1"
}

it "contains one program, a link for each applet and nothing else, all with one date"
by_script layout "$build" tree
exits 0; complains
{ echo holdbox; "$HOLDBOX" --list; } | LC_ALL=C sort >wanted
same "$(cat wanted)" "$(ls tree/bin)" files
same bin "$(ls -A tree)" directory
same 0.0000000000 "$(find tree -printf '%T@\n' | sort -u)" dates
same f "$(find tree/bin/holdbox -printf '%y')" "type of the program"
for name in $("$HOLDBOX" --list); do
	same holdbox "$(readlink "tree/bin/$name")" "link $name"
done
cmp -s tree/bin/holdbox "$HOLDBOX" || wrong "the program is another one"
mode tree/bin/holdbox 755

it "puts them elsewhere if /bin is a link"
by_script layout "$build" tree usr/bin
exits 0
same usr "$(ls -A tree)" directory
cmp -s tree/usr/bin/holdbox "$HOLDBOX" || wrong "there is no program"

it "names the architecture as container engines do"
other_box "$HOLDBOX"
for pair in 62=amd64 3=386 183=arm64 40=arm 243=riscv64 8=mips64le 21=ppc64le; do
	machine "${pair%=*}"
	rm -rf tree
	by_script layout build tree
	exits 0; prints "${pair#*=}"
done

it "refuses a program for an unknown machine"
other_box "$HOLDBOX"
machine 4711
by_script layout build tree
refused "layout: build/holdbox is for an unknown machine (ELF machine 4711)"
by_script image build image
refused "layout: build/holdbox is for an unknown machine (ELF machine 4711)"
by_script initramfs build archive
refused "layout: build/holdbox is for an unknown machine (ELF machine 4711)"
nothing_but build

it "refuses files that are not programs, truncated or missing"
mkdir empty
by_script layout empty tree
refused "layout: empty/holdbox is missing: run make first"
other_box /etc/passwd
by_script layout build tree
refused "layout: build/holdbox is not an ELF program"
head -c 10 "$HOLDBOX" >build/holdbox
by_script layout build tree
refused "layout: build/holdbox is not an ELF program"
rm build/holdbox.links
cp "$HOLDBOX" build
by_script layout build tree
refused "layout: build/holdbox.links is missing: run make first"
nothing_but build empty

it "refuses a program that needs a dynamic linker"
case $(readelf -lW "$HOLDBOX_TOOLS/onpty") in
*INTERP*)
	other_box "$HOLDBOX_TOOLS/onpty"
	by_script layout build tree
	refused "layout: build/holdbox needs a dynamic linker, which an empty root lacks (STATIC=n?)"
	nothing_but build
	;;
*) skip "the compiler makes no dynamic programs" ;;
esac

it "keeps an existing file or directory that is not an image"
mkdir image archive
echo mine >image/file
by_script image "$build" image
refused "image: image exists and is not an image: not replacing it"
file image/file mine
by_script initramfs "$build" archive
refused "initramfs: archive is a directory"
nothing_but image archive

it "reports that it cannot write"
by_script image "$build" none/image
refused "image: none is not a directory"
by_script initramfs "$build" none/archive
refused "initramfs: none is not a directory"

it "names what is missing"
mkdir bin
for name in sh dirname grep; do
	ln -s "$(PATH=$system_path command -v $name)" bin
done
PATH=$PWD/bin run sh "$root/scripts/initramfs" "$build" archive
refused "initramfs: GNU cpio is needed: run ./scripts/setup image"
PATH=$PWD/bin run sh "$root/scripts/image" "$build" image
refused "image: GNU tar is needed: run ./scripts/setup image"
MUSL_NOTICE=no/such by_script image "$build" image
refused "notices: 'no/such', the license of musl, is missing: name it with MUSL_NOTICE=FILE"
mkdir build
ARCHITECTURES=vax by_script image build image
refused "image: no such architecture: vax"
rmdir build
nothing_but bin

it "reports a failure in one line, and keeps existing files"
mkdir bin
printf '#!/bin/sh\n[ $1 != --version ] || exec echo GNU; exit 3\n' >bin/cpio
chmod +x bin/*
echo before >archive
PATH=$PWD/bin:$system_path run "$root/scripts/initramfs" "$build" archive
refused "initramfs: cpio failed"
file archive before
by_script image "$build" image
cp -r image before
printf '#!/bin/sh\n[ "$1" != --version ] || exec echo GNU; echo "no space left" >&2; exit 3\n' |
	tee bin/tar >bin/gzip
chmod +x bin/*
PATH=$PWD/bin:$system_path run "$root/scripts/image" "$build" image
refused "no space left"
diff -r image before || wrong "the former image has changed"
nothing_but archive bin image before

finish
