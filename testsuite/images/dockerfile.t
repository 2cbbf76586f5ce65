# dockerfile.t - the box copied into an image by a Dockerfile, as README shows it
. "${0%/*}/../lib.sh"
. "${0%/*}/images.sh"
needs_program buildah jq tar
is_root || skip_all "buildah needs root here"
unshare --mount true 2>/dev/null ||
	skip_all "buildah cannot work here: / is no mount point, as in a chroot, or may not be changed"
[ -n "$("$HOLDBOX" --list)" ] || skip_all "no applets are configured"

context=$scratch/context
mkdir "$context"
cp "$HOLDBOX" "$context"

# built TAG [OPTION...]: builds ./Dockerfile
built() {
	tag=$1
	shift
	run buildah --root "$scratch/store" --runroot "$scratch/run" --storage-driver vfs \
		build --isolation chroot --timestamp 0 --file Dockerfile "$@" --tag "$tag" "$context"
	set -- "$tag"
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

# ---- from source

# The base is this machine's /usr, which a Debian with the compilers would have as well.
it "is built from source in a first stage, and is alone with its licenses in the image"
if ! [ -r /usr/share/doc/musl-dev/copyright ] || ! command -v musl-gcc >/dev/null; then
	skip "musl-gcc and its license are not installed"
elif ! [ -L /bin ] || ! [ -L /lib ]; then
	skip "/usr alone has no programs here"
else
	mkdir -p base/etc base/tmp base/usr
	cp -r /etc/alternatives base/etc
	for name in /bin /sbin /lib*; do
		cp -P "$name" base
	done
	tar -cf "$context/base.tar" -C base .
	printf 'FROM scratch\nADD base.tar /\n' >Dockerfile
	built localhost/compilers
	exits 0
	for name in Makefile Config.in LICENSE configs scripts include libcommon applets; do
		cp -r "$root/$name" "$context"
	done
	mkdir "$context/testsuite"
	cp "$root/testsuite/rules.mk" "$context/testsuite"
	cp "$root/scripts/packaging/container/Dockerfile" .
	built "oci:$PWD/image:latest" --build-arg BASE=localhost/compilers --build-arg PRESET=nohup \
		--volume /usr:/usr:ro
	exits 0
	unpack image root
	same "bin/holdbox bin/nohup usr/share/licenses/holdbox/NOTICES" \
		"$(cd root && find . ! -type d | cut -c3- | LC_ALL=C sort | tr '\n' ' ' | sed 's/ $//')" files
	grep -q '^musl, which is linked' root/usr/share/licenses/holdbox/NOTICES ||
		wrong "no license of musl"
	run root/bin/holdbox nohup --version
	exits 0
	same '["/bin/holdbox"]["--help"]' "$(jq -cj '.config.Entrypoint, .config.Cmd' "$config")" \
		"entry point and command"
fi

finish
