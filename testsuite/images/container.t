# container.t - the box as a container image, built, unpacked and run
. "${0%/*}/../lib.sh"
. "${0%/*}/images.sh"
needs_program jq tar sha256sum

[ -r "${MUSL_NOTICE:=/usr/share/doc/musl-dev/copyright}" ] ||
	skip_all "the license of musl is not installed"
export MUSL_NOTICE
notices=usr/share/licenses/holdbox/NOTICES
unset IMAGE ARCHITECTURES

# ---- its contents

it "has the same digest, whenever and wherever it is made"
by_script image "$build" one
exits 0
first=$(cat out)
mkdir elsewhere
(umask 077 && cd elsewhere && TZ=Asia/Tokyo LC_ALL=C.UTF-8 HOME=/ \
	PATH=$system_path "$root/scripts/image" "$build" "$PWD/two") >second 2>&1
[ -s second ] || wrong "no second image"
same "${first#* (}" "$(sed 's/.* (//' second)" digest
cmp one/index.json elsewhere/two/index.json || wrong "two indexes"
nothing_but elsewhere one second

it "contains the box, a link for each applet, the licenses, /run, /tmp and nothing else"
by_script image "$build" image
unpack image root
{ echo holdbox; "$HOLDBOX" --list; } | sed 's|^|bin/|' | LC_ALL=C sort >wanted
echo $notices >>wanted
same "$(cat wanted)" "$(cd root && find . ! -type d | cut -c3- | LC_ALL=C sort)" files
same "" "$(tar -tvf "$(blob image "$(jq -r '.layers[0].digest' "$manifest")")" \
	--numeric-owner | grep -v ' 0/0 .* 1970-01-01 00:00 ')" "of others, or later"
[ "$(head -n 1 root/$notices)" = holdbox ] || wrong "no license of holdbox"
grep -q '^musl, which is linked' root/$notices || wrong "no license of musl"
mode root/run 755
mode root/tmp 1777

it "describes itself correctly"
by_script image "$build" image
described image
entry='["/bin/holdbox"]["--help"]'
! has TINI || entry='["/bin/tini","--"]["/bin/holdbox","--help"]'
same "$entry" "$(jq -cj '.config.Entrypoint, .config.Cmd' "$config")" "entry point and command"
same linux "$(jq -r .os "$config")" system
architecture=$("$root/scripts/layout" "$build" tree)
same "$architecture" "$(jq -r .architecture "$config")" architecture
same "{\"architecture\":\"$architecture\",\"os\":\"linux\"}" \
	"$(jq -c '.manifests[0].platform | del(.variant)' image/index.json)" platform
same latest "$(jq -r '.manifests[0].annotations[]' image/index.json)" tag
same "$("$HOLDBOX" --version | sed '1!d; s/.* //')" \
	"$(jq -r '.config.Labels["org.opencontainers.image.version"]' "$config")" version
for label in title revision licenses source; do
	[ "$label" = revision ] && [ ! -s "$build/include/commit.h" ] ||
		[ -n "$(jq -r ".config.Labels[\"org.opencontainers.image.$label\"] // empty" \
			"$config")" ] || wrong "no label $label"
done
find image/blobs -type f | while read -r file; do
	[ "$(sha256sum <"$file")" = "${file##*/}  -" ] || echo "$file"
done >bad
same "" "$(cat bad)" "blobs with another digest"
jq -r '.. | objects | select(.digest) | "\(.digest) \(.size)"' image/index.json "$manifest" |
	while read -r digest size; do
		[ "$(wc -c <"$(blob image "$digest")")" = "$size" ] || echo "$digest"
	done >bad
same "" "$(cat bad)" "blobs that are missing, or of another size"

it "has tini as its entry point if that is configured"
mkdir build
cp "$build/holdbox" "$build/holdbox.links" build
grep -qx tini build/holdbox.links || echo tini >>build/holdbox.links
by_script image build image
described image
same '["/bin/tini","--"]' "$(jq -c .config.Entrypoint "$config")" "entry point"

it "replaces an existing image"
by_script image "$build" image
exits 0
by_script image "$build" image
exits 0
same "blobs
index.json
oci-layout" "$(ls -A image)" "files of the image"
nothing_but image

it "has the applets of a preset"
mkdir build
IMAGE="nohup" by_script image build image
exits 0
unpack image root
same "holdbox
nohup" "$(ls root/bin)" files
IMAGE="supervisor" by_script image build image
exits 0
described image
same '["/bin/tini","--"]["/bin/runsvdir","-P","/service"]' \
	"$(jq -cj '.config.Entrypoint, .config.Cmd' "$config")" "entry point and command"
mkdir other
IMAGE="no-such" by_script image other second
exits 1
complains "image: no such preset: no-such"
absent second

# A processor for which scripts/cross-setup has fetched a compiler, and its architecture
foreign=
for pair in aarch64=arm64 s390x=s390x riscv64=riscv64; do
	! [ -x "$build/cross/bin/$("$root/scripts/cross-setup" --triplet "${pair%=*}")-gcc" ] ||
		foreign=${pair#*=}
done

it "is one index for several architectures"
if [ -z "$foreign" ]; then
	skip "there is no cross compiler in $build/cross"
else
	native=$("$root/scripts/layout" "$build" tree)
	mkdir build
	IMAGE="nohup" ARCHITECTURES="$native $foreign" CROSS=$build/cross \
		by_script image build image
	exits 0
	index=$(blob image "$(jq -r '.manifests[0].digest' image/index.json)")
	kind=application/vnd.oci.image
	same "$kind.index.v1+json" "$(jq -r '.manifests[0].mediaType' image/index.json)" "media type"
	same "$kind.manifest.v1+json $native linux
$kind.manifest.v1+json $foreign linux" "$(jq -r '.manifests[] |
		"\(.mediaType) \(.platform.architecture) \(.platform.os)"' "$index")" platforms
	for number in 0 1; do
		manifest=$(blob image "$(jq -r ".manifests[$number].digest" "$index")")
		config=$(blob image "$(jq -r .config.digest "$manifest")")
		same "$(jq -r ".manifests[$number].platform.architecture" "$index")" \
			"$(jq -r .architecture "$config")" "architecture of image $number"
	done
	cp -r image "$scratch/several"
fi

it "is read by skopeo, which finds each architecture"
if ! command -v skopeo >/dev/null; then
	skip "skopeo is not installed"
else
	by_script image "$build" image
	run skopeo --tmpdir . inspect --config "oci:$PWD/image:latest"
	exits 0
	if [ -n "$foreign" ]; then
		run skopeo --tmpdir . --override-arch "$foreign" inspect "oci:$scratch/several:latest"
		exits 0
		same "$foreign" "$(jq -r .Architecture out)" architecture
		run skopeo --insecure-policy --tmpdir . copy -q --all "oci:$scratch/several:latest" \
			"oci:$PWD/copy:latest"
		exits 0
	fi
fi

# ---- running it

bundle=$scratch/bundle
mkdir "$bundle"
by_script image "$build" "$bundle/image"
unpack "$bundle/image" "$bundle/rootfs"
count=0

# As an engine would write it: no shell, only the image's PATH, new namespaces.
settings='{
	ociVersion: "1.0.2",
	process: {
		terminal: false, user: { uid: 0, gid: 0 }, cwd: "/",
		args: (.config.Entrypoint + $ARGS.positional), env: .config.Env
	},
	root: { path: "rootfs", readonly: false },
	mounts: [
		{ destination: "/proc", type: "proc", source: "proc" },
		{ destination: "/dev", type: "tmpfs", source: "tmpfs", options: ["mode=755"] },
		{ destination: "/dev/pts", type: "devpts", source: "devpts",
			options: ["newinstance", "ptmxmode=0666"] }
	],
	linux: { namespaces: [ { type: "pid" }, { type: "mount" }, { type: "ipc" },
		{ type: "uts" }, { type: "network" } ] }
}'

# Makes a bundle that runs the entry point with these arguments, changed by jq's $change.
prepare() {
	jq "$settings${change:+ | $change}" "$config" --args -- "$@" >"$bundle/config.json"
	count=$((count + 1))
	container=holdbox-$$-$count
}

# contained COMMAND...: run it in a container of the image
contained() {
	prepare "$@"
	run runc --root "$scratch/runc" run -b "$bundle" "$container"
	command="$* (in a container)"
}

# The same with standard input, output and error on a terminal; its lines end in CR and LF.
contained_on_terminal() {
	change="${change:+$change | }.process.terminal = true"
	prepare "$@"
	run onpty 012 runc --root "$scratch/runc" run -b "$bundle" "$container"
	command="$* (in a container, on a terminal)"
	tr -d '\r' <out >printed && mv printed out
}

# inside COMMAND...: run it as another process in the running container
# shellcheck disable=SC2317
inside() {
	runc --root "$scratch/runc" exec "$container" "$@"
}

# shellcheck disable=SC2317
running() {
	runc --root "$scratch/runc" state "$container" | grep -q '"status": "running"'
}

run_inside() {
	run runc --root "$scratch/runc" exec "$container" "$@"
}

# rooted COMMAND...: run it in the image with nothing mounted, which no engine can do
# shellcheck disable=SC2086
rooted() {
	if is_root; then
		run $on_terminal chroot "$bundle/rootfs" /bin/holdbox "$@"
	else
		run $on_terminal unshare --map-root-user chroot "$bundle/rootfs" /bin/holdbox "$@"
	fi
	command="$* (in a bare root)"
}

on_terminal=
change=
trouble_with_runc=
if ! is_root; then
	trouble_with_runc="runc needs root"
elif ! command -v runc >/dev/null; then
	trouble_with_runc="runc is not installed"
else
	image_bundle=$bundle
	bundle=$scratch/probe
	mkdir "$bundle" "$bundle/rootfs"
	cp "$HOLDBOX" "$bundle/rootfs/holdbox"
	change='.process.args = ["/holdbox", "--version"]'
	cd "$scratch" && contained
	[ "$status" = 0 ] || trouble_with_runc="runc cannot work here: $(tail -n 1 "$scratch/err")"
	bundle=$image_bundle
	change=
fi

# runs TITLE NEED...: a test that runs a container; skipped without runc or an applet
runs() {
	it "$1"
	shift
	[ -z "$trouble_with_runc" ] || {
		skip "$trouble_with_runc"
		return 1
	}
	for need; do
		has "$need" || {
			skip "$need is not configured"
			return 1
		}
	done
	change=
}

runs "starts tools by tools, without a shell" NOHUP NICE ENV PRINTENV && {
	contained nohup nice -n 3 env -i A=1 PATH=/bin printenv A
	exits 0; prints 1; complains
}

runs "passes on a command's status, and reports what it could not find" NOHUP FALSE && {
	contained nohup false
	exits 1
	contained nohup /no/such
	exits 127; complains "nohup: failed to run command '/no/such': No such file or directory"
}

runs "stops a command that takes too long" TIMEOUT SLEEP && {
	contained timeout 0.2 sleep 100
	exits 124
}

runs "keeps a terminal's output in nohup.out" NOHUP ENV PRINTENV && {
	contained_on_terminal nohup env A=1 printenv A
	exits 0
	prints "nohup: ignoring input and appending output to 'nohup.out'"
	file "$bundle/rootfs/nohup.out" 1
	mode "$bundle/rootfs/nohup.out" 600
	rm -f "$bundle/rootfs/nohup.out"
}

runs "does not run a command whose output cannot be written" NOHUP TRUE && {
	change='.root.readonly = true'
	contained_on_terminal nohup true
	exits 125
	prints "nohup: failed to open 'nohup.out': Read-only file system
nohup: failed to open '/nohup.out': Read-only file system"
}

runs "works if the root is read-only and nothing needs to be written" NOHUP ENV PRINTENV && {
	change='.root.readonly = true'
	contained nohup env A=1 printenv A
	exits 0; prints 1; complains
}

# In a container that runs; without pivot_root, as in a chroot, runc enters the root outside of it.
processes_inside() {
	wait_for running
	if ! inside /bin/holdbox true 2>/dev/null; then
		skip "runc cannot enter a container in a chroot"
		runc --root "$scratch/runc" kill "$container" KILL
		wait $job
		return
	fi
	wait_for inside /bin/pgrep -x sleep >/dev/null
	run_inside /bin/pgrep -x sleep
	exits 0
	sleeper=$(cat out)
	run_inside /bin/ps aux
	exits 0
	grep -q "^[^ ]*  *$sleeper .* sleep 98.7\$" out || wrong "no sleep in: $(cat out)"
	grep -q '^[^ ]*  *1 .* 98.7$' out || wrong "no first process in: $(cat out)"
	run_inside /bin/kill "$sleeper"
	[ "$status" = 137 ] || exits 0 # killed if the container ends first
	wait $job
	same 143 $? "status of the container"
}

runs "lists, finds and ends processes, without a shell" PS PGREP KILL TIMEOUT SLEEP && {
	prepare timeout 100 sleep 98.7
	runc --root "$scratch/runc" run -b "$bundle" "$container" >job 2>&1 &
	job=$!
	processes_inside
}

# In a container that runs and has HOLD as hold: a job is started, listed, attached to from a
# terminal, left by the key, and stopped.
# shellcheck disable=SC2086
job_inside() { # HOLD...
	wait_for running
	if ! inside $box true 2>/dev/null; then
		skip "runc cannot enter a container in a chroot"
		return
	fi
	run_inside "$@" run -d -n job -- env -v sleep 98.7
	exits 0; prints job
	run_inside "$@" ls
	exits 0
	grep -q '^job  *running .* env -v sleep 98.7$' out || wrong "no job in: $(cat out)"
	mkfifo keys
	onpty -i keys -o attached 012 runc --root "$scratch/runc" exec -t "$container" \
		"$@" attach job >attach.err 2>&1 &
	client=$!
	exec 4>keys
	wait_for grep -q '^executing: sleep' attached
	printf '\034' >&4
	wait $client
	same 0 $? "status of attach ($(cat attach.err))"
	exec 4>&-
	grep -q '^.detached from job' attached || wrong "not detached: $(cat attached)"
	run_inside "$@" stop job
	exits 0
	run_inside "$@" ls job
	grep -q '^job  *ended ' out || wrong "the job has not ended: $(cat out)"
	run_inside "$@" rm job
	exits 0
}

# holding HOLD...: job_inside, in a container of its own
holding() {
	runc --root "$scratch/runc" run -b "$bundle" "$container" >first 2>&1 &
	first=$!
	job_inside "$@"
	runc --root "$scratch/runc" kill "$container" KILL
	wait $first
}

runs "keeps a job by hold, without a shell" HOLD FEATURE_HOLD_REPLAY ENV TIMEOUT SLEEP && {
	contained hold wait none
	exits 125
	complains "hold: no job 'none' in '/run/hold'"
	box=/bin/holdbox
	prepare timeout 100 sleep 97.6
	holding hold
}

runs "keeps a job by hold in a root with one file, and says where it could not" HOLD \
	FEATURE_HOLD_REPLAY ENV TIMEOUT SLEEP && {
	box=/holdbox
	bundle=$PWD/one
	mkdir one one/rootfs
	cp "$HOLDBOX" one/rootfs/holdbox
	change='.process.args = ["/holdbox", "timeout", "100", "sleep", "97.6"]'
	prepare
	holding $box env HOLD_DIR=/jobs $box hold
	change='.process.args = ["/holdbox", "hold", "run", "-d", "sleep", "97.6"]'
	contained
	exits 125
	complains "hold: '/run/hold': No such file or directory; set HOLD_DIR or --dir"
	same "dev holdbox jobs proc" "$(cd one/rootfs && echo *)" "files in the root"
	bundle=$image_bundle
}

it "runs by podman, which prints the overview without a command"
if ! command -v podman >/dev/null; then
	skip "podman is not installed"
elif ! is_root; then
	skip "podman needs root here"
else
	# all of its files are here; no systemd, and limits that are not above those of the tests
	set -- podman --root "$scratch/store" --runroot "$scratch/run" --storage-driver vfs \
		--cgroup-manager cgroupfs --events-backend none --tmpdir "$scratch/podman" --runtime runc
	limits="--ulimit nofile=1000:1000 --ulimit nproc=1000:1000"
	mv "$bundle/image" . # the image's name is made of the path
	run "$@" pull -q oci:image:latest
	exits 0
	name=$(cat out)
	# shellcheck disable=SC2086
	run "$@" run --rm $limits --network none "$name"
	if [ "$status" = 0 ]; then
		"$HOLDBOX" --help >wanted
		cmp out wanted || wrong "another overview: $(cat out)"
	else
		skip "podman cannot run a container here: $(tail -n 1 err)"
	fi
	if [ -z "$skipped" ] && has TINI && has PRINTENV; then
		# shellcheck disable=SC2086
		run "$@" run --rm $limits --network none --env A=1 "$name" printenv A
		exits 0; prints 1
	fi
	"$@" rmi -f "$name" >/dev/null 2>&1
fi

# ---- with nothing mounted

it "works without /dev and /proc"
rooted true
if ! has NOHUP || ! has NICE || ! has ENV || ! has PRINTENV; then
	skip "nohup, nice, env or printenv is not configured"
elif [ "$status" != 0 ] && ! is_root; then
	skip "user namespaces are not permitted here: $(cat err)"
else
	rooted nohup nice env A=1 printenv A
	exits 0; prints 1; complains
	on_terminal="$HOLDBOX_TOOLS/onpty 012"
	rooted nohup env A=1 printenv A
	exits 125
	prints "nohup: failed to render standard input unusable: No such file or directory"
	absent "$bundle/rootfs/nohup.out"
fi

it "reports in one line that /proc is missing if it is needed"
on_terminal=
rooted true
for pair in CHOOM="choom -p 1" PS="ps aux" PGREP="pgrep ."; do
	has "${pair%%=*}" || continue
	# shellcheck disable=SC2086
	rooted ${pair#*=}
	[ "$status" != 0 ] || wrong "$command: status 0"
	prints
	same 1 "$(wc -l <err)" "number of lines on stderr"
done

finish
