# shellcheck shell=sh
# Other processors, by qemu's user mode: a big-endian one, and one with 32 bits. make check-cross runs
# all tests of the applets there; these are the few that depend most on the processor.
root=$(cd "${0%/*}/../.." && pwd)
cross=$(cd "$(dirname "${HOLDBOX:?names the binary under test}")" && pwd)/cross
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH
unset MAKEFLAGS MAKEOVERRIDES MFLAGS MAKELEVEL
processors=${CROSS_PROCESSORS-s390x armhf aarch64 riscv64}

skip_all() {
	echo "1..0 # SKIP $*"
	exit 0
}

[ -f "$root/Makefile" ] || skip_all "the sources are not here"
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"
export HOLDBOX_BRIEF=y # what takes long
[ -n "$processors" ] || skip_all "no processors are selected"
for program in apt-get make prove; do
	command -v $program >/dev/null || skip_all "$program is not installed"
done
ls /usr/bin/qemu-s390x* >/dev/null 2>&1 || skip_all "qemu's user mode is not installed"
"$root/scripts/cross-run" true 2>/dev/null ||
	skip_all "qemu cannot be registered in a namespace here"

# Everywhere: files, terminals, signals. Big-endian: masks as arrays of words. 32 bits: limits of 64
# bits.
tests_for() {
	case $1 in
	s390x) echo "basic/true launch/nohup look/pidof launch/taskset" ;;
	armhf) echo "basic/true launch/nohup look/pidof launch/prlimit" ;;
	*) echo "basic/true launch/nohup" ;;
	esac
}

count=0
failures=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for processor in $processors; do
	count=$((count + 1))
	files=
	for test in $(tests_for "$processor"); do
		files="$files testsuite/$test.t"
	done
	title="builds and passes the tests for $processor"
	# shellcheck disable=SC2086
	if ! timeout 300 "$root/scripts/cross-setup" "$cross" $processor >"$log" 2>&1; then
		echo "ok $count - $title # SKIP no compiler: $(tail -n 1 "$log" | tr -d '#')"
	elif timeout 900 make -j2 -C "$root" O="${cross%/cross}" CROSS="$cross" ARCH="$processor" \
		TOOLS="${HOLDBOX_TOOLS:?names the directory of the helper programs}" \
		WARNINGS="-Wall -Wextra -Werror" CROSS_TESTS="$files" check-cross >"$log" 2>&1; then
		echo "ok $count - $title"
	else
		failures=$((failures + 1))
		echo "not ok $count - $title"
		grep -v '^ok' "$log" | tail -n 40 | sed 's/^/# /' >&2
	fi
done
echo "1..$count"
[ $failures = 0 ]
