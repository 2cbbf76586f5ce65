# make release, from clones of the last commit.
. "${0%/*}/../lib.sh"
needs_program git make musl-gcc kconfig-conf
root=$(cd "${0%/*}/../.." && pwd)
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"
processor=$(uname -m)
git -c safe.directory="$root" -C "$root" rev-parse HEAD >/dev/null 2>&1 ||
	skip_all "the sources are no git repository"
[ -e /usr/share/doc/musl-dev/copyright ] || skip_all "the license of musl is not installed"

clone() {
	git -c safe.directory='*' clone -q "$root" "$1" 2>/dev/null || wrong "cannot clone"
}

release() { # SOURCES DIRECTORY
	run env PATH="$system_path" "$1/scripts/release" "$2" "$processor"
}

it "makes binaries, lists of links, sources, notices, an SBOM and sums"
clone sources
release sources made
exits 0
version=$(sed -n 's/^#define HOLDBOX_VERSION "\(.*\)"/\1/p' sources/include/applet/help.h)
name=holdbox-$version
(cd made && sha256sum -c SHA256SUMS) >sums 2>&1 || wrong "$(cat sums)"
same "$(cd made && echo *)" "$(cd made && echo NOTICES SHA256SUMS "$name"*)" files
run "made/$name-$processor" --list
cp out listed
same "$(cat listed)" "$(cat "made/$name-full.links")" "names of all"
for preset in sources/configs/*_defconfig; do
	preset=$(basename "$preset" _defconfig)
	grep -vxFf listed "made/$name-$preset.links" >unknown
	file unknown ""
	[ -s "made/$name-$preset.links" ] || wrong "$preset has no links"
done
grep -q '^musl, which is linked' made/NOTICES || wrong "NOTICES without musl"
grep -q "$(sha256sum <"made/$name-$processor" | cut -d' ' -f1)" "made/$name.cdx.json" ||
	wrong "the SBOM does not have the sum of the binary"

it "describes the binaries in an SBOM with what CycloneDX 1.4 requires"
command -v jq >/dev/null || skip "jq is not installed"
[ -n "$skipped" ] || {
	run jq '.bomFormat == "CycloneDX" and .specVersion == "1.4" and .version == 1
		and (.serialNumber | test("^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"))
		and (.metadata.timestamp | fromdate > 0)
		and ([.metadata.component, .components[]] | all(
			(.type == "application" or .type == "library")
			and .name != "" and .version != "" and (.purl | startswith("pkg:"))
			and .licenses == [{license: {id: "MIT"}}]
			and (.hashes // [] | all(.alg == "SHA-256"
				and (.content | test("^[0-9a-f]{64}$"))))))
		and ([.components[]["bom-ref"]] | length == (unique | length))
		and [.dependencies[] | .ref, .dependsOn[]] - [.components[]["bom-ref"]] == []' \
		"../1/made/$name.cdx.json"
	exits 0; prints true
}

it "makes the same bytes from another folder, on another day"
clone elsewhere
touch -d 2001-01-01 elsewhere/Makefile elsewhere/libcommon/*/*.c
umask 077
TZ=Asia/Tokyo LC_ALL=C.UTF-8 release elsewhere again
umask 022
exits 0
same "$(cat ../1/made/SHA256SUMS)" "$(cat again/SHA256SUMS)" sums

it "says in the binary and in the archive of the sources which commit they are of"
commit=$(git -c safe.directory='*' -C ../1/sources rev-parse --short=12 HEAD)
run "../1/made/$name-$processor" --version
grep -qx "commit $commit" out || wrong "$(cat out)"
tar -xzf "../1/made/$name.tar.gz"
same "$commit" "$(cut -c1-12 "$name/.commit")" "commit in the archive"

it "refuses what has changed since the commit, and a directory that exists"
echo >>../1/sources/README
release ../1/sources made
exits 1
complains "release: there are changes that are not committed"
mkdir exists
release ../1/sources exists
exits 1
complains "release: exists exists: name a directory that is to be made"

it "is of the version that CHANGELOG and the packages have"
same "$version" "$(sed -n 's/^\([0-9][0-9.]*\),.*/\1/p' "$root/CHANGELOG" | head -n 1)" CHANGELOG
same "$version" "$(sed -n '1s/.*(\(.*\)-[0-9]*).*/\1/p' \
	"$root/scripts/packaging/debian/changelog")" "Debian's changelog"

finish
