# hold.sh - bench's part on held jobs: hold, beside dtach, abduco, tmux and screen
# shellcheck shell=sh disable=SC2154

flood_bytes=20000000
HOLD_DIR=$BENCH/jobs
export HOLD_DIR

# hold_start PROGRAM NAME COMMAND: in the background
hold_start() {
	case $1 in
	hold) "$HOLDBOX_LINKS/hold" run -d -n "$2" -- sh -c "$3" ;;
	dtach) dtach -n "$PWD/$2.socket" sh -c "$3" ;;
	abduco) ABDUCO_SOCKET_DIR=$PWD abduco -n "$2" sh -c "$3" ;;
	tmux) tmux -L "holdbox-$$" -f /dev/null new-session -d -s "$2" "$3" ;;
	screen) SCREENDIR=$PWD/screens screen -c /dev/null -dmS "$2" sh -c "$3" ;;
	esac >>"$log" 2>&1
}

# The process that holds the job whose first process has written its ID to the file pid
holder() {
	until_true [ -s pid ] || return 1
	awk '/^PPid:/ { print $2 }' "/proc/$(cat pid)/status"
}

private_of() {
	awk '/^[0-9a-f]+-/ { written = $2 ~ /^rw/ } /^Private_Dirty/ && written { sum += $2 }
		END { print NR ? sum : "-" }' "/proc/$1/smaps"
}

end_job() {
	kill "$(cat pid)" 2>/dev/null
	rm -f pid
	until_true [ ! -d "/proc/$1" ] || kill "$1"
}

# Milliseconds that a job takes to write its flood
time_flood() {
	rm -f flooded go
	hold_start "$1" flood "echo \$\$ >pid; until [ -e go ]; do sleep 0.02; done
		yes 'a line of text as programs write it, as long as this' | head -c $flood_bytes
		: >flooded; while :; do sleep 1; done"
	of=$(holder) || return 1
	[ -z "$2" ] || "$2"
	before=$(now_ms)
	: >go
	until_true [ -e flooded ] || flood=-
	[ -e flooded ] && flood=$(($(now_ms) - before))
	full=$(private_of "$of")
	end_job "$of"
}

beside() {
	exec 7>&- # the one before has its end of input now
	"$HOLDBOX_TOOLS/jobpeer" "$HOLD_DIR/flood/sock" "$peer" 1000 <held >>"$log" &
	exec 7>held
	sleep 0.3
}

measure_holder() {
	hold_start "$1" idle 'echo $$ >pid; exec sleep 1000' || return 1
	of=$(holder) || return 1
	sleep 1
	idle=$(private_of "$of")
	before=$(switches_of "$of")
	sleep 5
	wakes=$(($(switches_of "$of") - before))
	end_job "$of"
	before=$(date +%s%N)
	for round in 1 2 3 4 5 6 7 8 9 10; do
		hold_start "$1" "start$round" 'exec sleep 3'
	done
	start=$(awk -v time=$(($(date +%s%N) - before)) 'BEGIN { printf "%.1f", time / 1e7 }')
	time_flood "$1" ''
}

compare_hold() {
	[ -e "$HOLDBOX_LINKS/hold" ] || return 0
	cat <<-'TXT'

	Held jobs. IDLE, FULL: private, written memory of the process that holds one, in kB, at first and after
	20 MB of output. WAKES: in 5 s while nothing happens. START: ms until a job runs in the
	background. FLOOD: ms in which it writes 20 MB, with nobody attached; READER, STUCK: with a
	client that reads all, and with one that reads nothing and has a patience of 1 s.

	TXT
	mkdir -p screens && chmod 700 screens
	[ -p held ] || mkfifo held
	printf '%-10s %6s %6s %6s %6s %6s %7s %6s\n' PROGRAM IDLE FULL WAKES START FLOOD READER STUCK
	for holder in hold dtach abduco tmux screen; do
		[ $holder = hold ] || command -v $holder >/dev/null || {
			leave_out "$holder: not installed"
			continue
		}
		measure_holder $holder || {
			leave_out "$holder: does not run here"
			continue
		}
		alone=$flood reader=- stuck=-
		if [ $holder = hold ]; then
			peer='read'
			time_flood hold beside && reader=$flood
			peer=stuck
			time_flood hold beside && stuck=$flood
			exec 7>&-
		fi
		printf '%-10s %6s %6s %6s %6s %6s %7s %6s\n' $holder "$idle" "$full" "$wakes" "$start" \
			"$alone" "$reader" "$stuck"
	done
	tmux -L "holdbox-$$" kill-server 2>/dev/null || :
}
