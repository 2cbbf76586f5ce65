# container.t - the box as a container image, built, unpacked and run
. "${0%/*}/../lib.sh"
. "${0%/*}/images.sh"
needs_program jq tar sha256sum

engines=
for name in umoci buildah; do
	! command -v $name >/dev/null || engines="$engines $name"
done
[ -n "$engines" ] || skip_all "neither umoci nor buildah is installed"
is_root || engines=umoci
command -v umoci >/dev/null || is_root || skip_all "buildah, without umoci, needs root"

# ---- its contents

it "has the same digest, whenever and wherever it is made"
for engine in $engines; do
	by_script image "$build" one "$engine"
	exits 0
	first=$(cat out)
	mkdir elsewhere
	(umask 077 && cd elsewhere && TZ=Asia/Tokyo LC_ALL=C.UTF-8 HOME=/ \
		PATH=$system_path "$root/scripts/image" "$build" "$PWD/two" "$engine") >second 2>&1
	[ -s second ] || wrong "no second image by $engine"
	same "${first#* (}" "$(sed 's/.* (//' second)" "digest by $engine"
	cmp one/index.json elsewhere/two/index.json || wrong "$engine: two indexes"
	rm -r one elsewhere second
done
nothing_but

it "contains the box, a link for each applet and nothing else"
for engine in $engines; do
	by_script image "$build" image "$engine"
	rm -rf root
	unpack image root
	same bin "$(ls -A root)" "directory, by $engine"
	{ echo holdbox; "$HOLDBOX" --list; } | LC_ALL=C sort >wanted
	same "$(cat wanted)" "$(ls root/bin)" "files, by $engine"
	same "" "$(tar -tvf "$(blob image "$(jq -r '.layers[0].digest' "$manifest")")" \
		--numeric-owner | grep -v ' 0/0 .* 1970-01-01 00:00 ')" "of others, or later"
done

it "describes itself correctly"
for engine in $engines; do
	by_script image "$build" image "$engine"
	described image
	entry='["/bin/holdbox"]'
	! has TINI || entry='["/bin/tini","--"]'
	same "$entry" "$(jq -c .config.Entrypoint "$config")" "entry point, by $engine"
	same linux "$(jq -r .os "$config")" "system, by $engine"
	same "$("$root/scripts/layout" "$build" "tree$engine")" \
		"$(jq -r .architecture "$config")" "architecture, by $engine"
	same latest "$(jq -r '.manifests[0].annotations[]' image/index.json)" "tag, by $engine"
	find image/blobs -type f | while read -r file; do
		[ "$(sha256sum <"$file")" = "${file##*/}  -" ] || echo "$file"
	done >bad
	same "" "$(cat bad)" "blobs with another digest"
	for digest in $(jq -r '.. | .digest? // empty' image/index.json "$manifest"); do
		[ -f "$(blob image "$digest")" ] || wrong "there is no blob $digest"
	done
done

it "has tini as its entry point if that is configured"
mkdir build
cp "$build/holdbox" "$build/holdbox.links" build
grep -qx tini build/holdbox.links || echo tini >>build/holdbox.links
for engine in $engines; do
	by_script image build image "$engine"
	described image
	same '["/bin/tini","--"]' "$(jq -c .config.Entrypoint "$config")" "entry point, by $engine"
done

it "replaces an existing image"
for engine in $engines $engines; do
	by_script image "$build" image "$engine"
	exits 0
done
same "blobs
index.json
oci-layout" "$(ls -A image)" "files of the image"
nothing_but image

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
