. "${0%/*}/../lib.sh"

# Counters, never times: they are the same on a busy machine. The limits are those of "make bench".
[ "$(uname -m)" = x86_64 ] || skip_all "the limits are those of x86-64"
if grep -aqE '/ld-(linux|musl)|glibc|libgcov' "$HOLDBOX"; then
	skip_all "the limits are those of a static program with musl"
fi
if has BUILD_STATIC_PIE || has BUILD_SEPARATE_CODE; then
	skip_all "the limits are those of a build without address randomisation"
fi

env=$(PATH=$system_path command -v env)

# between MINIMUM MAXIMUM COMMAND...: the result of count, in COMMAND, is within the two. The minimum
# is what is indispensable: it detects a count that counts nothing.
between() {
	least=$1 most=$2
	shift 2
	# an environment of the same size everywhere: each string in it costs instructions
	run "$env" -i PATH="$PATH" HOME="$HOME" LC_ALL=C "$@" </dev/null
	if [ "$status" = 2 ]; then
		skip "counting is not possible here: $(cat out err)"
		return
	fi
	exits 0
	awk -v least="$least" -v most="$most" \
		'{ good = $1 >= least && $1 <= most } END { exit !good }' counted ||
		wrong "$*: $(cat counted), which is not from $least to $most"
}

nohup_is_there() {
	has NOHUP || skip "NOHUP is not configured"
	has NOHUP
}

it "makes at most 7 system calls for nohup to exec"
nohup_is_there && between 5 7 count -o counted calls nohup /bin/true

it "makes at most 15 on a terminal with a new nohup.out"
nohup_is_there && between 10 15 onpty 012 count -o counted calls nohup /bin/true

it "makes at most 15 on a terminal with an existing nohup.out"
if nohup_is_there; then
	echo before >nohup.out
	between 10 15 onpty 012 count -o counted calls nohup /bin/true
fi

it "touches at most 5.5 pages for nohup, on the average"
nohup_is_there && between 1 5.5 count -o counted faults nohup /bin/true

it "executes at most 1600 instructions for nohup"
nohup_is_there && between 100 1600 count -o counted instructions nohup /bin/true

it "finds nohup's command in PATH without touching more pages"
nohup_is_there && between 1 5.5 count -o counted faults nohup true

# shellcheck disable=SC2317 # wait_for calls it
waits() {
	grep -q "^$2" /proc/"$1"/cmdline && grep -q '^[0-9]* (.*) S' /proc/"$1"/stat
}

# little_memory COMMAND ARGUMENT...: it has at most 16 KB of private memory while it waits
little_memory() {
	if ! [ -r /proc/self/smaps ]; then
		skip "there is no /proc/PID/smaps"
		return
	fi
	(exec "$@") &
	process=$!
	wait_for waits $process "$1"
	memory=$(own_memory $process)
	kill $process
	wait $process 2>/dev/null
	[ "$memory" -ge 4 ] || wrong "$* has $memory KB of its own: is that measured?"
	[ "$memory" -le 16 ] || wrong "$* has $memory KB of its own"
}

it "keeps at most 16 KB of memory for a waiting sleep"
if has SLEEP; then
	little_memory sleep 60
else
	skip "SLEEP is not configured"
fi

it "keeps at most 16 KB of memory for a waiting timeout"
if has TIMEOUT; then
	little_memory timeout 60 sleep 61
else
	skip "TIMEOUT is not configured"
fi

finish
