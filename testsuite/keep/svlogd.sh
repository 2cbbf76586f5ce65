# svlogd.sh - what the tests of svlogd share; a test reads it after lib.sh and runit.sh
# shellcheck shell=sh
#
#   feed TEXT COMMAND...    run, with TEXT and a newline as standard input
#   start_log ARGUMENT...   start svlogd in the background: $log is its process ID, descriptor 8
#                           writes to it
#   executes                wait until $log is svlogd: the shell that becomes it may lose a signal
#   stop_log SIGNAL         send it the signal and wait for it; sets $status
#   ends_log                close its input and wait for it; sets $status
#   contains NAME TEXT      the file will contain TEXT, without its last newline
#   files                   the modes, sizes and types of the files in ./d, the oldest first
#   whole                   all that ./d contains of the log, into ./whole

feed() {
	input=$1
	shift
	printf '%s\n' "$input" >input
	command=$*
	{
		(exec "$@") >out 2>err <input
		status=$?
	} 2>/dev/null
}

start_log() {
	[ -p fifo ] || mkfifo fifo
	exec 8<>fifo
	command="svlogd $*"
	(exec svlogd "$@") <fifo >out 2>err 8>&- &
	log=$!
	executes
	wait_for [ -e "${log_directory:-d}/lock" ]
}

executes() {
	while [ "/proc/$log/exe" -ef "/proc/$$/exe" ]; do
		/bin/sleep 0.01
	done
}

ends_log() {
	exec 8>&-
	wait "$log" 2>/dev/null
	status=$?
}

stop_log() {
	kill "-$1" "$log"
	wait "$log" 2>/dev/null
	status=$?
}

is_text() {
	[ "$(cat "$1")" = "$2" ]
}

contains() {
	wait_for is_text "$1" "$2" || file "$1" "$2"
}

files() {
	(
		cd d || exit
		for name in @* current; do
			[ -e "$name" ] || continue
			type=${name#@????????????????????????}
			stat -c "%a %s $type" "$name"
		done
	)
}

whole() {
	cat d/@* d/current >whole 2>/dev/null
}

count_old() {
	set -- d/@*
	[ -e "$1" ] || shift
	[ $# = "$count" ]
}

# old_files N: wait until there are so many old files
old_files() {
	count=$1
	wait_for count_old || wrong "old files: $(ls d)"
}
