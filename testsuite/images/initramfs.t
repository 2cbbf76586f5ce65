# initramfs.t - the box in an initramfs, booted by qemu: alone, with busybox, and as first process
. "${0%/*}/../lib.sh"
. "${0%/*}/images.sh"
needs_program cpio gzip
# more of them only need more time, mostly for starting busybox
chosen=${INITRAMFS_TESTS:-launch/nohup.t basic/true.t basic/false.t}

it "has the same bytes, whenever and wherever it is made"
by_script initramfs "$build" one
exits 0
mkdir elsewhere
(umask 077 && cd elsewhere && TZ=Asia/Tokyo PATH=$system_path \
	"$root/scripts/initramfs" "$build" "$PWD/two") >/dev/null 2>err
cmp one elsewhere/two || wrong "they differ: $(cat err)"

it "contains the box, a link for each applet and directories to mount on"
by_script initramfs "$build" one
{ printf '%s\n' . bin dev proc run sys tmp bin/holdbox; "$HOLDBOX" --list | sed 's|^|bin/|'; } |
	LC_ALL=C sort >wanted
same "$(cat wanted)" "$(gzip -dc one | cpio --list --quiet | LC_ALL=C sort)" files
same "" "$(gzip -dc one | cpio --list --quiet --verbose --numeric-uid-gid |
	grep -v ' 0  *0  *[0-9]* Jan  1  1970 ')" "of others, or later"
by_script initramfs "$build" one usr/bin
same usr/bin/holdbox "$(gzip -dc one | cpio --list --quiet | grep holdbox)" "place of the box"

# ---- booting it

# ended_with STATUS: of process 1, which the kernel then reports
ended_with() {
	ended=$(sed -n 's/.*Attempted to kill init! exitcode=0x0*\([0-9a-f]*\)00$/\1/p' console)
	same "$(printf %x "$1" | sed 's/^0$//')" "${ended:-}" "status of the first process"
	grep -q 'Attempted to kill init' console || wrong "console: $(tail -n 5 console)"
}

# The archive, with nothing else in the machine. Only statuses count: the last output of process 1 may
# be lost when the kernel panics.
boots_alone() {
	if has ENV && has PRINTENV; then
		boot archive "quiet panic=-1 rdinit=/bin/env -- -i A=1 printenv A"
		ended_with 0
		boot archive "quiet panic=-1 rdinit=/bin/env -- -i A=1 printenv B"
		ended_with 1
	fi
	if has NOHUP && has TRUE; then # a terminal, and no /dev/null
		boot archive "quiet panic=-1 rdinit=/bin/nohup -- true"
		ended_with 125
	fi
}

it "boots alone, and runs an applet as the first process"
if [ -z "$native" ]; then
	skip "only for x86_64"
elif needs_machine qemu-system-x86_64 $native; then
	by_script initramfs "$build" archive
	boots_alone
fi

# service NAME RUN FINISH: commands of the box
service() {
	mkdir -p "base/service/$1"
	printf '#!/bin/drop %s\n' "$2" >"base/service/$1/run"
	printf '#!/bin/drop %s\n' "$3" >"base/service/$1/finish"
	chmod 755 "base/service/$1"/*
}

it "keeps a job by hold, with no shell and nothing mounted"
if [ -z "$native" ]; then
	skip "only for x86_64"
elif ! has HOLD || ! has RUNSVDIR || ! has RUNSV || ! has SLEEP || ! has TIMEOUT || ! has KILL; then
	skip "hold, runsvdir, runsv, sleep, timeout or kill is not configured"
elif needs_machine qemu-system-x86_64 $native; then
	carry "$HOLDBOX_TOOLS/drop" bin/drop
	# its first line comes when the others have had time to look at it
	service start "hold run -d -T -n job --stop-signal=KILL -- timeout -v -s CONT 8 sleep 1000" "hold job"
	again="hold run -F -T --restart=on-failure --backoff=0.2s:0.2s:1 --ok=137"
	service stop "$again -n said -- hold wait -t 60 --for=text:sending job" "hold stop job"
	service end "$again -n ended -- hold wait job" "kill -HUP 1"
	service list "hold ls job" "hold ls job"
	by_script initramfs "$build" archive
	(cd base && find . | cpio --create --format newc --owner 0:0 --quiet) | gzip -1 >last
	cat archive last >initrd
	boot initrd "quiet panic=-1 rdinit=/bin/runsvdir -- /service"
	ended_with 111
	for said in "^job  *[rs].*ing .* timeout .* sleep 1000$" "^hold: 'job' takes no input" \
		"^.job ended: signal KILL"; do
		grep -q "$said" console || wrong "no $said on the console: $(cat console)"
	done
	boot archive "quiet panic=-1 rdinit=/bin/hold -- run sleep 1"
	ended_with 125
	grep -q 'hold: .*--no-pty' console || wrong "no way out: $(cat console)"
fi

# A box for that machine, if scripts/cross-setup has fetched a compiler for it.
it "boots alone on arm64"
prefix=$build/cross/bin/$("$root/scripts/cross-setup" --triplet aarch64)-
if ! [ -x "${prefix}gcc" ]; then
	skip "there is no cross compiler for arm64 in $build/cross"
elif needs_machine qemu-system-aarch64 linux-image-cloud-arm64:arm64; then
	mkdir arm64
	cp "$build/.config" arm64
	run env -u MAKEFLAGS -u MAKEOVERRIDES -u MFLAGS -u MAKELEVEL PATH="$system_path" \
		make -s -j2 -C "$root" O="$PWD/arm64" CROSS_COMPILE="$prefix" all
	exits 0
	by_script initramfs arm64 archive
	exits 0
	boots_alone
fi

# ---- with busybox as a shell, and the tests of the applets

# Makes ./initrd from the tests and what they need, followed by the archive.
pack() {
	busybox_base
	mkdir -p base/etc base/root base/testsuite
	! reference nohup coreutils || carry "$theirs" gnu/nohup
	for name in "$HOLDBOX_TOOLS"/*; do
		carry "$name" "tools/${name##*/}"
	done
	cp -r "$root/testsuite/lib.sh" "$root/testsuite/basic" "$root/testsuite/launch" base/testsuite
	echo "$chosen" >base/tests
	cp "$root/testsuite/images/inside.sh" base/init
	chmod 755 base/init
	echo "root:x:0:0:root:/root:/bin/sh" >base/etc/passwd
	echo "root:x:0:" >base/etc/group
	pack_base
}

# part NAME: prints its output; its status and command go to ./parts/NAME
part() {
	sed -n "\|^@@ $1\$|,\|^@@ $1 |p" "$here/console" | sed '1d;$d'
}

part_status() {
	sed -n "s|^@@ $1 ||p" "$here/console"
}

it "boots with busybox, as an archive after another one"
here=$PWD
booted=
if [ -z "$native" ]; then
	skip "only for x86_64"
elif needs_machine qemu-system-x86_64 $native; then
	if find_busybox; then
		pack
		boot initrd "quiet panic=-1 rdinit=/init"
		if grep -qx '@@ end' console; then
			booted=y
		else
			wrong "console: $(tail -n 20 console)"
		fi
	else
		skip "$(cat fetch)"
	fi
fi

# after_boot NEED...: a test of that boot's output
after_boot() {
	[ -n "$booted" ] || {
		skip "nothing was booted"
		return 1
	}
	for need; do
		has "$need" || {
			skip "$need is not configured"
			return 1
		}
	done
}

# without_null CONDITION STATUS TEXT: for our nohup, and for GNU's if it does the same
without_null() {
	command="$1, without /dev/null"
	same "$2" "$(part_status "$1.bin")" status
	same "$3" "$(part "$1.bin" | sed 's|^/bin/||')" console
	[ -z "$(part_status "$1.gnu")" ] || {
		same "$2" "$(part_status "$1.gnu")" "status of GNU's nohup, for"
		same "$3" "$(part "$1.gnu" | sed 's|^/gnu/||')" "console of GNU's nohup, for"
	}
}

it "runs nothing on a console without /dev/null, as GNU's nohup does"
if after_boot NOHUP ENV PRINTENV; then
	without_null on_console 125 \
		"nohup: failed to render standard input unusable: No such file or directory"
	without_null into_a_file 125 \
		"nohup: failed to render standard input unusable: No such file or directory"
fi

it "keeps a console's output if /dev/null is not needed"
if after_boot NOHUP ENV PRINTENV; then
	without_null from_a_pipe 0 "nohup: appending output to 'nohup.out'
1"
	without_null from_nothing 0 "nohup: appending output to 'nohup.out'
1"
fi

for name in $chosen; do
	it "passes $name in there"
	if after_boot; then
		command="$name in an initramfs"
		part "$name" >results
		same 0 "$(part_status "$name")" status
		same "" "$(grep -A 8 '^not ok' results)" failures
		plan=$(sed -n 's/^1\.\.//p' results | cut -d' ' -f1)
		same "${plan:-a plan}" "$(grep -c '^ok' results)" "number of tests passed"
	fi
done

# ---- tini as the first process

it "has tini as first process, which reaps orphans and passes on a status"
if after_boot TINI SLEEP; then
	cat >reap <<-'END'
		PATH=/usr/bin
		mount -t proc proc /proc
		mount -t devtmpfs dev /dev
		echo "@@ parent"
		cat /proc/$PPID/comm
		echo "@@ parent $PPID"
		(sh -c 'until [ -e /release ]; do sleep 0.1; done' & echo $! >/orphan)
		orphan=$(cat /orphan)
		echo "@@ orphan"
		grep PPid: /proc/$orphan/status
		echo >/release
		i=0
		while [ -e /proc/$orphan ] && [ $i -lt 100 ]; do
			sleep 0.1
			i=$((i + 1))
		done
		[ ! -e /proc/$orphan ]
		echo "@@ orphan $?"
		sleep 1 # until the console has it
		exit 7
	END
	mkdir more
	cp reap more
	(cd more && find . | cpio --create --format newc --owner 0:0 --quiet) | gzip -1 >last
	cat "$here/initrd" last >initrd
	boot initrd "quiet panic=-1 rdinit=/bin/tini -- /bin/sh /reap"
	here=$PWD
	same 1 "$(part_status parent)" "parent of the shell"
	same tini "$(part parent)" "name of the first process"
	same "PPid:	1" "$(part orphan)" "parent of an orphan"
	same 0 "$(part_status orphan)" "reaping of an orphan"
	ended_with 7
fi

finish
