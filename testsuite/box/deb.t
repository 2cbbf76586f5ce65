# The package for Debian: lintian has no complaints, and the package is reproducible.
. "${0%/*}/../lib.sh"
. "${0%/*}/tree.sh"
PATH=$system_path needs_program dpkg-buildpackage dh kconfig-conf musl-gcc

it "builds a package of holdbox, its pages and completions"
make_in "$root" deb
exits 0
cp "$build"/deb/*.deb first.deb || wrong "there is no package"
dpkg-deb -c first.deb | awk '{ print $6 }' >files
for file in ./usr/bin/holdbox ./usr/share/man/man1/holdbox.1.gz \
	./usr/share/man/man1/holdbox-nohup.1.gz ./usr/share/zsh/vendor-completions/_holdbox \
	./usr/share/bash-completion/completions/holdbox ./usr/share/doc/holdbox/NOTICES.gz; do
	grep -qxF "$file" files || wrong "$file is missing"
done
dpkg-deb -x first.deb root
run root/usr/bin/holdbox --version
exits 0
same "$(dpkg-deb -f first.deb Version | sed 's/-.*//')" "$(sed 's/.* //; q' out)" version

it "uses no name of another package's program"
same usr/bin/holdbox "$(sed -n 's|^\./\(usr/s*bin/.\)|\1|p' ../1/files)" programs
same "complete -F _holdbox holdbox" \
	"$(grep '^complete' ../1/root/usr/share/bash-completion/completions/holdbox)" "bash's names"
same "#compdef holdbox" \
	"$(sed -n 1p ../1/root/usr/share/zsh/vendor-completions/_holdbox)" "zsh's names"

it "is clean for lintian"
if command -v lintian >/dev/null; then
	run lintian --fail-on error,warning --allow-root "$build"/deb/*.changes
	exits 0; prints
else
	skip "lintian is not installed"
fi

it "is the same when built at another time and place"
cp -Rp "$root/applets" "$root/configs" "$root/include" "$root/libcommon" "$root/scripts" \
	"$root/testsuite" "$root/Makefile" "$root/Config.in" "$root/LICENSE" "$root/README" \
	"$root/CHANGELOG" .
build=$PWD/elsewhere
TZ=Asia/Tokyo make_in "$PWD" deb
exits 0
cmp "$build"/deb/*.deb ../1/first.deb || wrong "the packages differ"

finish
