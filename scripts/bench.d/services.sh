# services.sh - bench's part on services: runsv, sv and svlogd, beside runit's and BusyBox's
# shellcheck shell=sh disable=SC2154
#
# The originals are those of Debian's package, unpacked. $BENCH_BUSYBOX is a BusyBox that has them,
# which Debian's does not.

# service NAME SCRIPT
service() {
	mkdir -p "$1"
	printf '#!/bin/sh\n%s\n' "$2" >"$1/run"
	chmod 755 "$1/run"
}

# until_true COMMAND...: waits for up to 20 s
until_true() {
	patience=1000
	until "$@" 2>/dev/null; do
		patience=$((patience - 1))
		[ $patience != 0 ] || return 1
		sleep 0.02
	done
}

is_state() {
	[ "$(cat "$1/supervise/stat")" = "$2" ]
}

# Anonymous memory of the process in KB
anonymous_of() {
	awk '/^Anonymous:/ { sum += $2 } END { print NR ? sum : "-" }' "/proc/$1/smaps"
}

switches_of() {
	awk '/ctxt_switches/ { sum += $2 } END { print sum }' "/proc/$1/status"
}

# The processor time of these processes in clock ticks
ticks_of() {
	for of; do
		cat "/proc/$of/stat"
	done 2>/dev/null | awk '{ sum += $14 + $15 } END { print sum + 0 }'
}

now_ms() {
	read -r up rest </proc/uptime
	echo "${up%.*}${up#*.}0"
}

# One service and its log: memory, wake-ups in 5 s, and the time of a start. measure_service DIRECTORY
measure_service() {
	service web 'exec sleep 1000'
	service web/log 'exec cat >/dev/null'
	"$1/runsv" web 2>>"$log" &
	supervisor=$!
	until_true is_state web run || return 1
	sleep 1.2
	memory=$(anonymous_of $supervisor)
	before=$(switches_of $supervisor)
	sleep 5
	wakes=$(($(switches_of $supervisor) - before))
	total=0
	for round in 1 2 3 4 5; do
		"$1/sv" -w 5 stop ./web >>"$log"
		sleep 1.2 # runit's runsv sleeps after a short run
		before=$(date +%s%N)
		"$1/sv" start ./web >>"$log"
		total=$((total + ($(date +%s%N) - before) / 1000))
		sleep 1.2
	done
	latency=$(awk -v total=$total -v rounds="$round" 'BEGIN { printf "%.1f", total / rounds / 1000 }')
	kill $supervisor
	wait $supervisor
}

# Fifty services that end at once: the starts in ten seconds, and the time that runsv takes for them.
measure_storm() {
	supervisors=
	for number in $(seq 50); do
		service "storm/$number" 'echo >>starts'
		"$1/runsv" "storm/$number" 2>>"$log" &
		supervisors="$supervisors $!"
	done
	sleep 1
	# shellcheck disable=SC2086
	ticks=$(ticks_of $supervisors) starts=$(cat storm/*/starts | wc -l)
	sleep 10
	# shellcheck disable=SC2086
	ticks=$(($(ticks_of $supervisors) - ticks)) starts=$(($(cat storm/*/starts | wc -l) - starts))
	# shellcheck disable=SC2086
	kill $supervisors
	for supervisor in $supervisors; do
		wait "$supervisor"
	done
}

# The memory and wake-ups of a svlogd that waits. measure_log DIRECTORY
measure_log() {
	mkdir log && mkfifo fifo || return
	exec 9<>fifo
	"$1/svlogd" -tt log <fifo 2>>"$log" 9>&- &
	logger=$!
	echo line >&9
	until_true [ -s log/current ] || return
	memory=$(anonymous_of $logger)
	before=$(switches_of $logger)
	sleep 5
	wakes=$(($(switches_of $logger) - before))
	kill $logger
	exec 9>&-
	wait $logger
}

# How many MB a second it logs, with these options: 64 MB in lines of 64 bytes. log_speed DIRECTORY...
log_speed() {
	svlogd=$1/svlogd
	shift
	rm -rf log && mkdir log || return
	before=$(date +%s%N)
	yes '012345678901234567890123456789012345678901234567890123456789012' | head -c 67108864 |
		"$svlogd" "$@" log 2>>"$log"
	awk -v ns=$(($(date +%s%N) - before)) 'BEGIN { printf "%.0f", 67108.864 / (ns / 1e6) }'
}

compare_logs() {
	[ -e "$HOLDBOX_LINKS/svlogd" ] || return 0
	printf '\n%s\n%s\n\n' \
		'Logs. MEMORY: anonymous memory of a waiting svlogd, KB. WAKES: its context' \
		'switches in 5 s. PLAIN, STAMPED: MB a second that it logs, 1 MB a file; -tt.'
	printf '  %-10s %7s %6s %7s %8s\n' PROGRAM MEMORY WAKES PLAIN STAMPED
	for pair in "holdbox $HOLDBOX_LINKS" "runit $BENCH/runit/usr/bin" \
		"busybox $BENCH/busybox-services"; do
		[ -x "${pair#* }/svlogd" ] || continue
		rm -rf logs && mkdir logs && cd logs || return
		if measure_log "${pair#* }"; then
			printf '  %-10s %7s %6s %7s %8s\n' "${pair%% *}" "$memory" "$wakes" \
				"$(log_speed "${pair#* }")" "$(log_speed "${pair#* }" -tt)"
		else
			leave_out "logs: ${pair%% *}'s svlogd does not run here"
		fi
		cd ..
	done
	rm -rf logs
}

compare_services() {
	[ -e "$HOLDBOX_LINKS/runsv" ] && [ -e "$HOLDBOX_LINKS/sv" ] || return 0
	printf '\n%s\n%s\n%s\n\n' \
		'Services. MEMORY: anonymous memory of runsv with a service and its log, KB. WAKES: context' \
		'switches of runsv in 5 s. START: sv start, ms. STORM: starts of 50 services that end at' \
		'once in 10 s, and the processor time of their runsv, ms.'
	printf '  %-10s %7s %6s %7s %6s %5s\n' PROGRAM MEMORY WAKES START STORM CPU
	"$sources/../fetch" "$BENCH/runit" runit './usr/bin/*' 2>>"$log" ||
		leave_out "services: runit is not available"
	mkdir -p "$BENCH/busybox-services"
	for name in runsv sv svlogd; do
		[ -z "${BENCH_BUSYBOX-}" ] || ln -sf "$BENCH_BUSYBOX" "$BENCH/busybox-services/$name"
	done
	[ -n "${BENCH_BUSYBOX-}" ] || leave_out "services: BENCH_BUSYBOX names no BusyBox with runsv"
	for pair in "holdbox $HOLDBOX_LINKS" "runit $BENCH/runit/usr/bin" \
		"busybox $BENCH/busybox-services"; do
		[ -x "${pair#* }/runsv" ] || continue
		rm -rf services && mkdir services && cd services || return
		if measure_service "${pair#* }" && measure_storm "${pair#* }"; then
			printf '  %-10s %7s %6s %7s %6s %5s\n' "${pair%% *}" "$memory" "$wakes" \
				"$latency" "$starts" $((ticks * 10))
		else
			leave_out "services: ${pair%% *}'s do not run here"
		fi
		cd ..
	done
	rm -rf services
}
