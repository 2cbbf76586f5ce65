# examples.t - the files in examples/, as a user puts them into an image
. "${0%/*}/../lib.sh"
. "${0%/*}/images.sh"
examples=$root/examples
give_up_after 240

# needs_here NEED...: or this test is skipped
needs_here() {
	for need; do
		has "$need" || {
			skip "$need is not configured"
			return 1
		}
	done
}

# script NAME LINE...: an executable file
script() {
	name=$1
	shift
	mkdir -p "$(dirname "$name")"
	printf '%s\n' '#!/bin/sh' "$@" >"$name"
	chmod 755 "$name"
}

prepare_base() {
	if [ -z "$native" ]; then
		skip "only for x86_64"
		return 1
	fi
	needs_program cpio gzip
	needs_machine qemu-system-x86_64 $native || return 1
	find_busybox || {
		skip "$(cat fetch)"
		return 1
	}
	busybox_base
	mkdir -p base/etc base/var/log
}

# said LINE: the console has it
said() {
	grep -qxF -e "$1" console || wrong "not on the console: $1, but: $(tail -n 20 console)"
}

it "initramfs/init bounds what hangs, and keeps a job beside the console's shell"
if needs_here TIMEOUT FEATURE_TIMEOUT_TREE FLOCK NOHUP FEATURE_NOHUP_JOB SETSID PS && prepare_base; then
	cp "$examples/initramfs/init" base/init
	script base/etc/network-up 'sleep 98 & exec sleep 99'
	script base/etc/settle 'flock -n /run/settle.lock true || echo "@@ locked"'
	script base/etc/monitor 'echo measured; exec sleep 97'
	script base/etc/console 'echo "@@ terminal $(ps -o tty= -p $$)"' \
		'until grep measured /run/monitor.log; do sleep 0.1; done' \
		'for seconds in 97 98 99; do echo "@@ $seconds $(pgrep -fc "sleep $seconds")"; done' \
		'echo "@@ end"; sleep 1'
	pack_base
	boot initrd "quiet panic=-1 rdinit=/init NETWORK_LIMIT=1"
	said "init: no network"
	said "@@ locked"
	grep -q '^@@ terminal .*ttyS0' console || wrong "no terminal: $(cat console)"
	said "@@ 97 1"
	said "@@ 98 0"
	said "@@ 99 0"
	said "@@ end"
fi

it "buildroot/etc has BusyBox's init start and stop a daemon, in spite of a script that hangs"
if needs_here TIMEOUT FEATURE_TIMEOUT_TREE START_STOP_DAEMON PS && prepare_base; then
	cp -R "$examples/buildroot/etc" base
	sed -i 's|/sbin/getty -L console 0 vt100|/etc/console|' base/etc/inittab
	ln -s usr/bin base/sbin # which init has first in PATH
	carry "$HOLDBOX_TOOLS/idle" usr/bin/job
	script base/init 'mount -t proc proc /proc' 'mount -t devtmpfs dev /dev' 'mkdir -p /run' \
		'exec /usr/bin/busybox init'
	# between the processes' end and the machine's, the last script tells what is left
	script base/etc/init.d/S10hangs '[ "$1" = start ] && exec sleep 99' \
		'echo "@@ left $(holdbox pgrep -xc job) $(ls /run)"; sleep 1'
	script base/etc/console 'until [ -s /run/job.pid ]; do sleep 0.1; done' \
		'/etc/init.d/S50job status; echo "@@ status $?"' \
		'first=$(cat /run/job.pid); /etc/init.d/S50job restart' \
		'[ "$(cat /run/job.pid)" != "$first" ]; echo "@@ another $?"' \
		'echo "@@ jobs $(holdbox pgrep -xc job)"; poweroff; sleep 100'
	pack_base
	boot initrd "quiet panic=-1 rdinit=/init SCRIPT_LIMIT=2"
	said "rcS: /etc/init.d/S10hangs start: status 124"
	said "@@ status 0"
	said "@@ another 0"
	said "@@ jobs 1"
	said "@@ left 0 "
fi

# shellcheck disable=SC2317
twice() {
	[ "$(grep -c 'as nobody' job/log/main/current)" = 2 ]
}

it "service/job is run by runsv and controlled by sv, and svlogd keeps what it prints"
if needs_here RUNSV SV SVLOGD CHPST; then
	is_root || skip "only root can become another user"
	cp -R "$examples/service/job" .
	script bin/job 'echo "as $(id -un)"; [ -e ../ended ] && exec sleep 100' \
		'until [ -e ../ended ]; do sleep 0.1; done'
	chmod 755 . bin
	PATH=$PWD/bin:$PATH runsv job >runsv.log 2>&1 &
	supervisor=$!
	wait_for grep -q 'as nobody' job/log/main/current
	run env SVDIR="$PWD" sv status job
	exits 0
	grep -q '^run: job: (pid [0-9]*) .*; run: log: ' out || wrong "status: $(cat out)"
	: >ended # so it has, and is started again
	wait_for grep -q 'job has ended: exit 0, wait status 0' job/log/main/current
	wait_for twice
	grep -qE '^[0-9]{4}-[0-9]{2}-[0-9]{2}_[0-9:.]* as nobody$' job/log/main/current ||
		wrong "log: $(cat job/log/main/current)"
	run env SVDIR="$PWD" sv exit job
	exits 0
	wait $supervisor
fi

it "container/Dockerfile makes an image whose job is restarted when it fails"
if needs_here HOLD TINI; then
	if ! command -v buildah >/dev/null || ! is_root || ! unshare --mount true 2>/dev/null; then
		skip "buildah is not installed, or cannot work here"
	elif ! find_busybox; then
		skip "$(cat fetch)"
	else
		busybox_base
		mkdir -p base/run base/tmp context
		tar -cf context/base.tar -C base .
		cp "$HOLDBOX" context
		set -- buildah --root "$scratch/store" --runroot "$scratch/run" --storage-driver vfs \
			build --isolation chroot
		printf 'FROM scratch\nADD base.tar /\n' >Dockerfile
		run "$@" --file Dockerfile --tag localhost/base context
		exits 0
		run "$@" --build-arg BASE=localhost/base --file "$examples/container/Dockerfile" \
			--tag "oci:$PWD/image:latest" context
		exits 0
		unpack image root
		jq -r '.config.Entrypoint[]' "$config" >entry
		set --
		while read -r word; do
			set -- "$@" "$word"
		done <entry
		mkdir -p root/dev
		# shellcheck disable=SC2016
		run unshare --pid --mount --fork --kill-child sh -c \
			'mount --rbind /dev root/dev && exec chroot root "$@"' sh \
			env -i PATH=/usr/local/bin:/bin:/usr/bin "$@" sh -c 'echo x >>/tries; [ "$(wc -l </tries)" = 3 ] && echo done'
		exits 0
		file root/tries "x
x
x"
		tr -d '\r' <out | grep -qx "done" || wrong "output: $(cat out)"
	fi
fi

# shellcheck disable=SC2317
has_two_lines() {
	[ "$(wc -l <job.log)" = 2 ]
}

it "cron/job runs one at a time, for a limited time, and ends with all it has started"
if needs_here FLOCK TIMEOUT FEATURE_TIMEOUT_TREE; then
	grep '^\*' "$examples/cron/job" >line
	same 1 "$(wc -l <line)" "lines of the table"
	# the time and the user come first
	sed "s/^\([^ ]* *\)\{5\}root *//; s|/run|$PWD|; s|/var/log|$PWD|; s/ 240 / 1 /" line >typed
	script bin/job 'echo $$; sleep 99 & echo $!; exec sleep 98'
	PATH=$PWD/bin:$PATH sh ./typed &
	first=$!
	wait_for has_two_lines
	PATH=$PWD/bin:$PATH run sh ./typed
	exits 1
	wait $first
	same 124 $? "status of the first one"
	same 2 "$(wc -l <job.log)" "lines of the log"
	while read -r process; do
		[ ! -e "/proc/$process" ] || wrong "$process still runs"
	done <job.log
fi

finish
