# ssd.sh - what the tests of start-stop-daemon share; a test reads it after lib.sh
# shellcheck shell=sh
#
#   ssd OPTION...            run start-stop-daemon, for at most 30 seconds
#   daemon NAME              copy the helper idle to ./NAME, to be a program of its own
#   started [-x FILE] ...    ssd -S -b -m -p pid with these arguments; it must succeed
#   timed COMMAND...         run it
#   took AT_LEAST AT_MOST    that has taken so many hundredths of a second
#   pid_of FILE              $pid is the number in a pid file
#   runs PID, gone PID       whether the process runs; one that was not reaped does not
#   ended PID                it ends within the usual time

timeout=$(PATH=$system_path command -v timeout) || skip_all "timeout is not installed"

ssd() {
	run "$timeout" -k 5 30 start-stop-daemon "$@"
}

timed() {
	read -r before _ </proc/uptime
	"$@"
	read -r after _ </proc/uptime
	before=$(echo "$before" | tr -d .) after=$(echo "$after" | tr -d .)
	elapsed=$((after - before))
}

took() {
	if [ "$elapsed" -lt "$1" ] || [ "$elapsed" -gt "$2" ]; then
		wrong "it took $elapsed/100 s: $command"
	fi
}

daemon() {
	cp "$HOLDBOX_TOOLS/idle" "$1"
}

pid_of() {
	read -r pid <"$1" || wrong "no number in $1"
}

runs() {
	[ -d "/proc/$1" ] && ! grep -q '^State:[[:space:]]*[ZX]' "/proc/$1/status" 2>/dev/null
}

gone() {
	! runs "$1"
}

ended() {
	wait_for gone "$1" || wrong "process $1 still runs after: $command"
}

started() {
	rm -f ready
	ssd -S -b -m -p pid "$@" -r "$PWD/ready"
	exits 0; prints; complains
	wait_for [ -e ready ]
	pid_of pid
}
