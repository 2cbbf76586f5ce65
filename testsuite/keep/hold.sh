# hold.sh - what the tests of hold share: a directory of jobs for the file, and an end for them
# shellcheck shell=sh disable=SC2154
#
#   start_job NAME OPTION... -- COMMAND...   hold run -d, which must succeed
#   state NAME KEY                           what its state file has
#   is NAME STATE                            whether it is in that state
#   json KEY NAME                            what hold ls --json has
#   shows TEXT                               as prints, for a terminal's output
#   alive PID                                whether there is such a process

HOLD_DIR=$scratch/jobs
export HOLD_DIR
unset HOLD_NAME HOLD_DETACH NOTIFY_SOCKET SSH_AUTH_SOCK SHELL

stop_job() {
	HOLD_DIR=$1 timeout 10 hold stop -t 0 "${2##*/}" >/dev/null 2>&1 && return
	monitor=$(sed -n 's/^monitor //p' "$2/state")
	[ "$(cat "/proc/$monitor/comm" 2>/dev/null)" != hold ] || kill -KILL "$monitor"
}

# However a test has ended, no job of it is left.
stop_jobs() {
	for place in "$HOLD_DIR" "$scratch"/*/jobs "$scratch"/jobs-*; do
		for job in "$place"/[!.]*; do
			[ ! -e "$job/state" ] || stop_job "$place" "$job"
		done
	done
}
trap 'stop_jobs; cd /; chmod -R u+rwx "$scratch" 2>/dev/null; rm -rf "$scratch"' EXIT

start_job() {
	name=$1
	shift
	run timeout 20 hold run -d -n "$name" "$@"
	exits 0; prints "$name"; complains
}

state() {
	sed -n "s/^$2 //p" "$HOLD_DIR/$1/state"
}

is() {
	[ "$(hold ls "$1" 2>/dev/null | awk 'NR == 2 { print $2 }')" = "$2" ]
}

json() {
	hold ls --json "$2" | sed -n "s/.*\"$1\":\(\"[^\"]*\"\|[^,}]*\).*/\1/p"
}

# The output of a job on a terminal.
shows() {
	tr -d '\r' <out >out.text
	mv out.text out
	prints "$1"
}

alive() {
	kill -0 "$1" 2>/dev/null && ! grep -q '^State:.[ZX]' "/proc/$1/status" 2>/dev/null
}
