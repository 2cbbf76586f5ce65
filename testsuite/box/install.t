. "${0%/*}/../lib.sh"
. "${0%/*}/tree.sh"

all_applets=$("$HOLDBOX" --list)
[ -n "$all_applets" ] || skip_all "no applets are configured"

# The next installation is in DIRECTORY and has those applets.
sources_are() { # DIRECTORY APPLETS
	sources=$1
	applets=$2
	first=$(echo "$applets" | head -n 1)
}

install_in() { # DIRECTORY GOAL [VARIABLE...]
	destination=$1
	shift
	make_in "$sources" "$@" DESTDIR="$destination"
}

# All files below a directory, sorted.
files() {
	(cd "$1" && find . ! -type d | sed 's|^\./||' | sort)
}

links_are() { # DIRECTORY TARGET
	for name in $applets; do
		same "$2" "$(readlink "$1/$name")" "target of $1/$name"
	done
}

it "installs the box, a link, a page and completions for each applet, and the list of links"
sources_are "$root" "$all_applets"
install_in "$PWD/root" install PREFIX=/usr
exits 0
{
	echo etc/bash_completion.d/holdbox
	echo usr/share/holdbox/links
	echo usr/share/zsh/site-functions/_holdbox
	for name in holdbox $applets; do
		echo "usr/bin/$name"
		echo "usr/share/man/man1/$name.1"
		echo "usr/share/bash-completion/completions/$name"
		echo "usr/share/fish/vendor_completions.d/$name.fish"
	done
} | sort >wanted
same "$(cat wanted)" "$(files root)" "installed files"
links_are root/usr/bin holdbox
links_are root/usr/share/bash-completion/completions holdbox
mode root/usr/bin/holdbox 755
mode root/usr/share/man/man1/holdbox.1 644
mode root/usr/share/holdbox/links 644
same "$applets" "$(cat root/usr/share/holdbox/links)" "list of links"
same "$applets" "$(root/usr/bin/holdbox --list)" "applets of the installed box"

small_tree
sources_are "$tree" "sample-applet
true"

it "has links that still work if the tree is moved"
install_in "$PWD/root" install PREFIX=
mv root moved
run "moved/bin/$first" --version
same "$first (holdbox)" "$(cut -d' ' -f1-2 out)" "version"

it "uses PREFIX from the configuration, or CONFIG_PREFIX from the command line"
sed 's|^CONFIG_PREFIX=.*|CONFIG_PREFIX="/opt/box"|' "$build/.config" >new
cp -p "$build/.config" old
cp new "$build/.config"
install_in "$PWD/one" install INSTALL_MAN=n
exits 0
same "$applets" "$(cat one/opt/box/share/holdbox/links)" "list of links"
cp old "$build/.config"
make_in "$sources" install INSTALL_MAN=n CONFIG_PREFIX="$PWD/two words"
exits 0
same "$applets" "$(cat "two words/share/holdbox/links")" "list of links"
install_in "$PWD/three" install INSTALL_MAN=n PREFIX=usr
exits 0
same "$applets" "$(cat three/usr/share/holdbox/links)" "list of links"

it "omits the pages, and needs no compiler for the host, with INSTALL_MAN=n"
mv "$build/doc" "$build/man" .
install_in "$PWD/root" install PREFIX=/usr INSTALL_MAN=n HOSTCC=/bin/false
exits 0
same "" "$(find root -name '*.1')" "pages"
mv doc man "$build"
links_are root/usr/bin holdbox

it "replaces existing files, and does so twice without a message"
mkdir -p root/bin elsewhere
ln -s ../../elsewhere "root/bin/$first"
echo foreign >root/bin/holdbox
install_in "$PWD/root" install PREFIX=/
exits 0
links_are root/bin holdbox
same "" "$(files elsewhere)" "files in a directory that a link led to"
before=$(files root)
install_in "$PWD/root" install PREFIX=/
exits 0
same "$before" "$(files root)" "files of the second time"
grep -q KEPT out && wrong "it reports kept files: $(cat out)"

it "replaces no other program's file without DESTDIR, unless FORCE=y is given"
make_in "$sources" install PREFIX="$PWD/root"
exits 0
rm "root/bin/$first" "root/share/man/man1/$first.1"
echo foreign >"root/bin/$first"
echo page >"root/share/man/man1/$first.1"
before=$(files root)
make_in "$sources" install PREFIX="$PWD/root"
[ "$status" != 0 ] || wrong "it succeeded"
for word in "$PWD/root/bin/$first" "$PWD/root/share/man/man1/$first.1" install-noclobber DESTDIR= FORCE=y; do
	grep -qF -e "$word" err || wrong "$word is not mentioned: $(cat err)"
done
file "root/bin/$first" foreign
same "$before" "$(files root)" "files"
make_in "$sources" install-noclobber PREFIX="$PWD/root"
exits 0
file "root/bin/$first" foreign
file "root/share/man/man1/$first.1" page
make_in "$sources" install PREFIX="$PWD/root" FORCE=y
exits 0
links_are root/bin holdbox
make_in "$sources" install PREFIX="$PWD/root"
exits 0
make_in "$sources" uninstall PREFIX="$PWD/root"
exits 0
same "" "$(files root)" "files that are left"

it "stops at a directory with an applet's name, and leaves that as it is"
mkdir -p "root/bin/$first"
echo kept >"root/bin/$first/file"
install_in "$PWD/root" install PREFIX=/
[ "$status" != 0 ] || wrong "it succeeded"
file "root/bin/$first/file" kept
grep -q "bin/$first is a directory" err || wrong "it is not reported: $(cat err)"

it "keeps files that are not ours, and their pages, with install-noclobber"
mkdir -p root/bin root/share/man/man1
echo foreign >"root/bin/$first"
echo page >"root/share/man/man1/$first.1"
install_in "$PWD/root" install-noclobber PREFIX=
exits 0
file "root/bin/$first" foreign
file "root/share/man/man1/$first.1" page
grep -q "KEPT .*/bin/$first\$" out || wrong "the kept file is not reported: $(cat out)"
for name in $applets; do
	[ "$name" = "$first" ] || same holdbox "$(readlink "root/bin/$name")" "link $name"
done

it "keeps a foreign link, even if broken, with install-noclobber"
mkdir -p root/bin
ln -s /somewhere/else "root/bin/$first"
install_in "$PWD/root" install-noclobber PREFIX=
exits 0
same /somewhere/else "$(readlink "root/bin/$first")" "a foreign link"

it "keeps a foreign page even if the program's name is free, with install-noclobber"
mkdir -p root/share/man/man1
echo page >"root/share/man/man1/$first.1"
install_in "$PWD/root" install-noclobber PREFIX=
exits 0
file "root/share/man/man1/$first.1" page
same holdbox "$(readlink "root/bin/$first")" "the link"

it "renews its own files with install-noclobber"
install_in "$PWD/root" install PREFIX=
echo old >root/bin/holdbox
ln -f root/bin/holdbox "root/bin/$first"
echo '.Os holdbox' >"root/share/man/man1/$first.1"
install_in "$PWD/root" install-noclobber PREFIX=
exits 0
same "$applets" "$(root/bin/holdbox --list)" "applets of the renewed box"
same holdbox "$(readlink "root/bin/$first")" "what was a hard link"
cmp -s "$build/man/$first.1" "root/share/man/man1/$first.1" || wrong "the page is the old one"
grep -q KEPT out && wrong "it kept its own: $(cat out)"

it "removes links of applets that the box no longer has"
install_in "$PWD/root" install PREFIX=
ln -s holdbox root/bin/former
echo foreign >root/bin/stranger
printf 'former\nstranger\n' >>root/share/holdbox/links
install_in "$PWD/root" install PREFIX=
exits 0
[ ! -L root/bin/former ] || wrong "the link of a former applet remains"
file root/bin/stranger foreign
same "$applets" "$(cat root/share/holdbox/links)" "list of links"

it "removes all files of ours, and no others, with uninstall"
mkdir -p root/bin root/share/man/man1
echo foreign >"root/bin/$first"
install_in "$PWD/root" install-noclobber PREFIX=
echo page >root/share/man/man1/other.1
install_in "$PWD/root" uninstall PREFIX=
exits 0
same "bin/$first
share/man/man1/other.1" "$(files root)" "files that are left"
[ ! -d root/share/holdbox ] || wrong "share/holdbox remains"

# ---- what the box does by itself ----

sources_are "$root" "$all_applets"

it "makes symbolic links by holdbox --install -s, and again without a message"
mkdir bin
run "$HOLDBOX" --install -s bin
exits 0; prints ""; complains ""
same "$applets" "$(files bin)" "links"
links_are bin "$(readlink -f "$HOLDBOX")"
run "$HOLDBOX" --install -s bin
exits 0; prints ""; complains ""
run "bin/$first" --version
same "$first (holdbox)" "$(cut -d' ' -f1-2 out)" "version"

it "makes relative ones in its own directory"
mkdir bin
cp "$HOLDBOX" bin/holdbox
run bin/holdbox --install -s bin
exits 0; complains ""
links_are bin holdbox
run bin/holdbox --install -s bin
exits 0; complains ""

it "makes hard links without -s, and again without a message"
mkdir bin
cp "$HOLDBOX" holdbox
run ./holdbox --install bin
exits 0; prints ""; complains ""
for name in $applets; do
	same "$(stat -c %i holdbox)" "$(stat -c %i "bin/$name")" "inode of $name"
done
run ./holdbox --install bin
exits 0; prints ""; complains ""

it "keeps a foreign file, reports it, makes the other links and fails"
mkdir bin
echo foreign >"bin/$first"
run "$HOLDBOX" --install -s bin
exits 1
complains "holdbox: cannot link '$first' in 'bin': File exists"
file "bin/$first" foreign
same "$applets" "$(files bin)" "links"
run "$HOLDBOX" --install bin
exits 1
file "bin/$first" foreign

it "reports a directory that is missing, or is not a directory"
run "$HOLDBOX" --install -s missing
exits 1
complains "holdbox: 'missing': No such file or directory"
echo >plain
run "$HOLDBOX" --install -s plain
exits 1
complains "holdbox: 'plain': Not a directory"

it "requires exactly one directory"
for arguments in "" "-s" "-s a b" "a b" "-x a" "a -s"; do
	# shellcheck disable=SC2086
	run "$HOLDBOX" --install $arguments
	exits 127
	same "holdbox: --install takes [-s] and one directory" "$(head -n 1 err)" message
done

it "installs itself in an empty root directory, without /proc"
if is_root && ! readelf -lW "$HOLDBOX" | grep -q INTERP; then
	mkdir -p root/bin
	cp "$HOLDBOX" root/bin/holdbox
	run chroot root /bin/holdbox --install -s /bin
	exits 0; prints ""; complains ""
	links_are root/bin holdbox
	run chroot root "/bin/$first" --version
	same "$first (holdbox)" "$(cut -d' ' -f1-2 out)" "version"
else
	skip "needs root and a static program"
fi

finish
