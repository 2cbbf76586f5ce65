# dockerfile.t - the box copied into an image by a Dockerfile, as README shows it
. "${0%/*}/../lib.sh"
. "${0%/*}/images.sh"
needs_program buildah jq tar
is_root || skip_all "buildah needs root here"
[ -n "$("$HOLDBOX" --list)" ] || skip_all "no applets are configured"

context=$scratch/context
mkdir "$context"
cp "$HOLDBOX" "$context"

# built TAG: builds ./Dockerfile
built() {
	run buildah --root "$scratch/store" --runroot "$scratch/run" --storage-driver vfs \
		build --isolation chroot --timestamp 0 --file Dockerfile --tag "$1" "$context"
	command="buildah build, to $1"
	[ "$status" = 0 ] || ! grep -qi 'operation not permitted' err ||
		skip "buildah cannot work here: $(tail -n 1 err)"
}

it "makes its links in an empty image, without a shell"
sed -n '/^    FROM scratch/,/^$/s/^    //p' "$root/README" >Dockerfile
built "oci:$PWD/image:latest"
exits 0
unpack image root
{ echo holdbox; "$HOLDBOX" --list; } | LC_ALL=C sort >wanted
same "$(cat wanted)" "$(ls root/bin)" files
for name in $("$HOLDBOX" --list); do
	same holdbox "$(readlink "root/bin/$name")" "link $name"
done
same '["/bin/tini","--"]' "$(jq -c .config.Entrypoint "$config")" "entry point"

# ---- on a base image that has a shell, and programs of the same names

case $(readelf -lW "$(PATH=$system_path command -v busybox)" 2>/dev/null) in
'' | *INTERP*)
	fetched busybox busybox-static './bin/busybox'
	busybox=$cache/busybox/bin/busybox
	;;
*) busybox=$(PATH=$system_path command -v busybox) ;;
esac
mkdir -p "$scratch/base/bin" "$scratch/base/tmp"
cp "$busybox" "$scratch/base/bin/busybox"
for name in $("$busybox" --list); do
	[ "$name" = busybox ] || ln -s busybox "$scratch/base/bin/$name"
done
tar -cf "$context/base.tar" -C "$scratch/base" .

it "comes before a base image's own programs, in a directory of its own"
printf 'FROM scratch\nADD base.tar /\n' >Dockerfile
built localhost/base
exits 0
first=$("$HOLDBOX" --list | head -n 1)
cat >Dockerfile <<-EOF
	FROM localhost/base
	COPY holdbox /usr/local/bin/holdbox
	RUN ["/usr/local/bin/holdbox", "--install", "-s", "/usr/local/bin"]
	RUN $first --version >/found
EOF
built "oci:$PWD/image:latest"
exits 0
unpack image root
same "$first (holdbox)" "$(cut -d' ' -f1-2 root/found)" "version in the image"
same holdbox "$(readlink "root/usr/local/bin/$first")" "link $first"

it "stops the build instead of replacing the base image's programs, and names them"
cat >Dockerfile <<-'EOF'
	FROM localhost/base
	COPY holdbox /bin/holdbox
	RUN ["/bin/holdbox", "--install", "-s", "/bin"]
EOF
for name in $("$HOLDBOX" --list); do
	[ ! -L "$scratch/base/bin/$name" ] ||
		echo "holdbox: cannot link '$name' in '/bin': File exists"
done >wanted
if [ -s wanted ]; then
	built "oci:$PWD/image:latest"
	[ "$status" != 0 ] || wrong "it was built"
	same "$(cat wanted)" "$(grep ^holdbox: err)" "messages"
	absent image
else
	skip "busybox has no applet of these names"
fi

finish
