# shellcheck disable=SC2016 # for sh -c
. "${0%/*}/../lib.sh"
needs NPROC
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"

unset OMP_NUM_THREADS OMP_THREAD_LIMIT
taskset=$(PATH=$system_path command -v taskset)
chrt=$(PATH=$system_path command -v chrt)
unshare=$(PATH=$system_path command -v unshare)

# The number of processors that we may use, from the list "Cpus_allowed_list: 0-1,5".
allowed() {
	sed -n 's/^Cpus_allowed_list:[[:space:]]*//p' /proc/self/status | tr , '\n' |
		awk -F- '{ sum += $NF - $1 + 1 } END { print sum }'
}

# Whether our control groups are without a quota of their own, which would interfere.
unlimited() {
	group=$(sed -n 's/^0:://p' /proc/self/cgroup)
	while :; do
		if grep -qs '^[0-9]' "/sys/fs/cgroup$group/cpu.max"; then
			skip "there is a quota here"
			return 1
		fi
		[ -n "$group" ] || return 0
		group=${group%/*}
	done
}

# Runs nproc with sched_getaffinity returning the mask $1, in hexadecimal, byte by byte.
with_mask() {
	mask=$1
	shift
	if ! command -v strace >/dev/null || strace --version | grep -q 'version [1-5]\.[0-9]\.'; then
		skip "strace is missing or cannot do this"
		return 1
	fi
	run strace -o trace -e trace=sched_getaffinity \
		-e inject=sched_getaffinity:retval=$((${#mask} / 2)):poke_exit=@arg3="$mask" nproc "$@"
}

# Whether the kernel's files can be replaced, only for us. Then ./fake contains the replacements:
# cgroup for /proc/self/cgroup, group for /sys/fs/cgroup, possible, online (64 processors).
may_fake() {
	if ! is_root || [ -z "$unshare" ] || ! command -v strace >/dev/null ||
		! "$unshare" -m --propagation private mount --bind / / 2>/dev/null; then
		skip "needs root, unshare, mounts and strace"
		return 1
	fi
	mkdir -p fake/group
	: >fake/cgroup
	echo 0-127 >fake/possible
	echo 0-31,40-70,90 >fake/online
}

# Runs nproc there. The call for the affinity fails, so that the number is that of online: 64.
# With -D strace forks, and the process that becomes nproc is the one prepared here.
fake() {
	run "$unshare" -m --propagation private sh -c '
		cpu=/sys/devices/system/cpu
		mount --bind fake/possible $cpu/possible && mount --bind fake/online $cpu/online &&
			mount --bind fake/group /sys/fs/cgroup &&
			mount --bind fake/cgroup /proc/$$/cgroup || exit 99
		exec strace -D -o trace -e trace=sched_getaffinity \
			-e inject=sched_getaffinity:error=ENOSYS "$@"' sh "$@"
}

# Creates a control group $1 with $2 as cpu.max, or without one.
group() {
	mkdir -p "fake/group$1"
	[ -z "${2-}" ] || echo "$2" >"fake/group$1/cpu.max"
}

it "prints the number of available processors"
unlimited && {
	run nproc
	exits 0; prints "$(allowed)"; complains
}

it "considers the affinity"
if [ -n "$taskset" ]; then
	one=$(sed -n 's/^Cpus_allowed_list:[[:space:]]*\([0-9]*\).*/\1/p' /proc/self/status)
	run "$taskset" -c "$one" nproc
	exits 0; prints 1; complains
else
	skip "taskset is not installed"
fi

it "counts the processors of any mask, even of more than 1024"
unlimited
for case in 0100000000000000:1 8000000000000080:2 ff00ff00ff00ff01:33; do
	with_mask "${case%:*}" && { exits 0; prints "${case#*:}"; }
done
mask=$(printf 'ff%.0s' $(seq 256))
with_mask "$mask" && { exits 0; prints 2048; }
with_mask "$mask$mask$mask${mask%??}01" && { exits 0; prints 8185; }

it "asks for a mask that is large enough for 8192 processors and more"
with_mask 0300000000000000 && {
	size=$(sed -n '1s/sched_getaffinity(0, \([0-9]*\).*/\1/p' trace)
	[ "$size" -ge 1024 ] || wrong "$(cat trace)"
}

it "prints the number of installed processors with --all"
if [ -r /sys/devices/system/cpu/possible ]; then
	run nproc --all
	exits 0; complains
	prints "$(tr , '\n' </sys/devices/system/cpu/possible |
		awk -F- '{ sum += $NF - $1 + 1 } END { print sum }')"
	OMP_NUM_THREADS=77 OMP_THREAD_LIMIT=1 run nproc --all
	prints "$(nproc --all)"
else
	skip "the kernel does not list them"
fi
may_fake && {
	fake nproc --all
	exits 0; prints 128
	rm fake/possible
	: >fake/possible
	fake nproc --all
	exits 0; prints 64
	: >fake/online
	fake nproc --all
	exits 0; prints 1
}

it "leaves out the number of --ignore, but not the last processor"
OMP_NUM_THREADS=7 && export OMP_NUM_THREADS
for case in 0:7 1:6 6:1 7:1 8:1 99999999999:1 007:1 +3:4 ' 3:4' 9223372036854775807:1 \
	18446744073709551616:1 "$(printf %0300d 0 | tr 0 9):1"; do
	run nproc --ignore="${case%:*}"
	exits 0; prints "${case#*:}"; complains
done
run nproc --ignore 2 --ignore 4
exits 0; prints 3
unset OMP_NUM_THREADS

it "rejects malformed numbers"
for number in x 1x '' - -1 -0 1.5 0x1 1k '1 '; do
	run nproc --ignore="$number"
	exits 1; prints
	complains "nproc: invalid number: '$number'"
done
run nproc --ignore="$(printf 'a\nb')"
complains "nproc: invalid number: 'a\\nb'"

it "uses the first number of OMP_NUM_THREADS"
for case in 4:4 ' 4:4' '4 :4' '	4,:4' 4,3:4 '4 ,x:4' 04:4 1:1 1000:1000 \
	99999999999999999999:18446744073709551615; do
	OMP_NUM_THREADS=${case%:*} run nproc
	exits 0; prints "${case#*:}"; complains
done

it "ignores an OMP_NUM_THREADS that is zero or malformed"
unlimited
for value in 0 0,4 -4 +4 '' 4x '4;3' ',4' 0x4 x ' '; do
	OMP_NUM_THREADS=$value run nproc
	exits 0; prints "$(allowed)"; complains
done

it "prints no more than OMP_THREAD_LIMIT"
for case in 1:1 ' 1 :1' 1,9:1 7:7 6:6 8:7 0:7 -1:7 1x:7 :7; do
	OMP_NUM_THREADS=7 OMP_THREAD_LIMIT=${case%:*} run nproc
	exits 0; prints "${case#*:}"; complains
done
unlimited
OMP_THREAD_LIMIT=1 run nproc
exits 0; prints 1
OMP_THREAD_LIMIT=100000 run nproc
exits 0; prints "$(allowed)"

it "counts online processors if the affinity is not available"
may_fake && {
	fake nproc
	exits 0; prints 64; complains
	: >fake/online
	fake nproc
	exits 0; prints 1
}

it "rounds the quota of its control group to whole processors, at least one"
may_fake && {
	echo 0::/a >fake/cgroup
	for case in "max 100000:64" "100000 100000:1" "150000 100000:2" "149999 100000:1" \
		"250000 100000:3" "240000 100000:2" "1000 100000:1" "0 100000:1" "3200000 100000:32" \
		"6400000 100000:64" "9900000 100000:64" "70000 10000:7" "5 0:64" "5:64" "x y:64" \
		"18446744073709551615 1:64"; do
		group /a "${case%:*}"
		fake nproc
		exits 0; prints "${case##*:}"; complains
	done
}

it "uses the lowest quota of its group and those that contain it"
may_fake && {
	group /a/b/c "800000 100000"
	group /a/b "300000 100000"
	group /a
	group /other "100000 100000"
	group / "1600000 100000"
	for case in /a/b/c:3 /a/b:3 /a:16 /:16 /a/b/c/gone:3 /elsewhere:16 "/a/b (deleted):16"; do
		printf '%s\n' 5:cpu,cpuacct:/other 1:name=x:0::/other "0::${case%:*}" 2:x:/other \
			>fake/cgroup
		fake nproc
		exits 0; prints "${case##*:}"; complains
	done
	echo 0::/a/b >fake/cgroup
	OMP_NUM_THREADS=50 fake nproc
	prints 50
	OMP_THREAD_LIMIT=2 fake nproc
	prints 2
	OMP_THREAD_LIMIT=5 fake nproc
	prints 3
	fake nproc --all
	prints 128
	fake nproc --ignore=1
	prints 2
	echo 5:cpu,cpuacct:/a/b >fake/cgroup
	fake nproc
	prints 64
}

it "finds a group with a long name"
may_fake && {
	name=$(printf '/%0240d' $(seq 16))
	group "$name" "500000 100000"
	{
		for line in 9 8 7 6 5 4 3; do
			echo "$line:x$line:/some/where"
		done
		echo "0::$name"
	} >fake/cgroup
	fake nproc
	exits 0; prints 5
}

it "ignores the quota of a real-time process"
may_fake && {
	echo 0::/a >fake/cgroup
	group /a "100000 100000"
	for option in -f -r "-R -f"; do
		# shellcheck disable=SC2086
		if "$chrt" $option 1 true 2>/dev/null; then
			# shellcheck disable=SC2086
			fake "$chrt" $option 1 nproc
			exits 0; prints 64
		else
			skip "real-time policies are not permitted here"
		fi
	done
	fake "$chrt" -b 0 nproc
	prints 1
}

it "accepts no operands"
for operands in x "--all x" "x --all" "--ignore 1 x"; do
	# shellcheck disable=SC2086
	run nproc $operands
	exits 1; prints
	complains "nproc: extra operand 'x'
Try 'nproc --help' for more information."
done

it "reports a write error"
run sh -c 'exec nproc >/dev/full'
exits 1
complains "nproc: write error: No space left on device"
run sh -c 'exec nproc >&-'
exits 1
complains "nproc: write error: Bad file descriptor"

it "prints help and version"
run nproc --version
exits 0
same "nproc (holdbox)" "$(cut -d' ' -f1-2 out)" version
run nproc --help
exits 0
same "Usage: nproc [OPTION]..." "$(head -n 1 out)" usage

it "behaves like GNU's"
if reference nproc coreutils && unlimited; then
	for value in 4 ' 4' '4 ' '4,3' '4 ,3' '4, x' 4x 0 0,4 -4 +4 '' 4\; ,4 0x4 04 99999999999999999999; do
		OMP_NUM_THREADS=$value agrees
		OMP_NUM_THREADS=9 OMP_THREAD_LIMIT=$value agrees
		OMP_THREAD_LIMIT=$value agrees
		[ "$value" = 99999999999999999999 ] || OMP_NUM_THREADS=9 agrees --ignore="$value"
	done
	for option in --all --al -a --a=1 --ignore --foo x -- - --ig=1 "--ignore=1 --all" "--all -- x"; do
		# shellcheck disable=SC2086
		agrees $option
	done
else
	skip "GNU nproc is not installed"
fi

finish
