# services.sh - services for the tests of runsv, runsvdir and sv; a test reads it after lib.sh
# shellcheck shell=sh
#
#   service NAME SCRIPT      make the directory of a service whose run is this script of sh
#   script FILE SCRIPT       make a script of sh
#   supervise NAME           start $runsv (ours) for it, and wait until it has begun; $started is
#                            its ID
#   letters NAME LETTERS     write them to its control FIFO
#   is NAME TEXT             whether its supervise/stat has this text
#   state NAME TEXT          wait for that
#   pid_of NAME              the ID of its process
#   bytes NAME               its status without the time and the ID, in hexadecimal
#   status_bytes NAME HEX    wait until these are so: stat is written first
#   lines FILE COUNT         whether the file has at least so many lines
#   ended PID                whether there is no such process, or only a zombie

runsv=runsv
unset SVDIR SVWAIT

script() {
	printf '#!/bin/sh\n%s\n' "$2" >"$1"
	chmod 755 "$1"
}

service() {
	mkdir -p "$1"
	script "$1/run" "$2"
}

supervise() {
	# a shell has these two ignored in the background
	"$system_env" --default-signal=INT --default-signal=QUIT "$runsv" "$1" 2>>err &
	started=$!
	wait_for [ -p "$1/supervise/ok" ]
}

letters() {
	timeout 5 sh -c 'printf %s "$1" >"$2"' sh "$2" "$1/supervise/control" ||
		wrong "no runsv reads from $1"
}

is() {
	[ "$(cat "$1/supervise/stat" 2>/dev/null)" = "$2" ]
}

state() {
	command="(waiting for the state of $1)"
	wait_for is "$1" "$2" || wrong " it is $(cat "$1/supervise/stat")"
}

pid_of() {
	cat "$1/supervise/pid"
}

bytes() {
	od -An -tx1 -j16 "$1/supervise/status" | tr -d ' \n'
}

has_bytes() {
	[ "$(bytes "$1")" = "$2" ]
}

status_bytes() {
	wait_for has_bytes "$1" "$2" || wrong " they are $(bytes "$1")"
}

lines() {
	[ -e "$1" ] && [ "$(wc -l <"$1")" -ge "$2" ]
}

ended() {
	[ ! -d "/proc/$1" ] || grep -qs '^State:.Z' "/proc/$1/status"
}

# milliseconds since boot
now() {
	read -r uptime rest </proc/uptime
	echo "${uptime%.*}${uptime#*.}0"
}
