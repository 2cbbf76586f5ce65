# terminal.sh - terminals for the tests of hold: those of tmux, of which one can ask what they show
# shellcheck shell=sh disable=SC2154
#
#   terminal [-s COLUMNSxROWS] COMMAND...  a new one (80x24), in which a shell runs COMMAND; those
#                            before stay, too; $terminal is its name
#   types KEY...             as tmux names them; -l TEXT: literally
#   screen                   print what it shows; with an option -e its colours, too
#   appears PATTERN          wait until a line of that matches
#   modes                    print how it is set, as far as tmux tells
#   looks_like FILE          wait until it shows, and is set, as in FILE, which was made by looks
#   looks                    print both
#   close_terminal           end it, as closing its window does
#   $tells_status            ends a COMMAND: the settings of the terminal are written to the file
#                            "after", then "status N" appears

needs_program tmux
terminals=0
# shellcheck disable=SC2016,SC2034
tells_status='status=$?; stty -a >after; echo "status $status"; exec cat'

tmux() {
	LC_ALL=C.UTF-8 command tmux -u -f /dev/null -S "$scratch/tmux" "$@"
}
trap 'tmux kill-server 2>/dev/null; stop_jobs; cd /; chmod -R u+rwx "$scratch" 2>/dev/null
	rm -rf "$scratch"' EXIT

terminal() {
	columns=80 rows=24
	if [ "$1" = -s ]; then
		columns=${2%x*} rows=${2#*x}
		shift 2
	fi
	if [ $terminals = 0 ]; then
		TERM=screen tmux new-session -d -s first 'exec sleep 1000' \; set -g status off \; \
			set -g remain-on-exit on \; set -g default-terminal screen-256color \; \
			set -g escape-time 0
	fi
	terminals=$((terminals + 1)) terminal=t$terminals
	tmux new-session -d -s $terminal -x "$columns" -y "$rows" -c "$PWD" "$*"
}

types() {
	tmux send-keys -t "$terminal" "$@"
}

screen() {
	tmux capture-pane -p -t "$terminal" "$@"
}

matches() {
	screen | grep -q -- "$1"
}

appears() {
	wait_for matches "$1" || wrong "it shows:
$(screen)"
}

modes() {
	for mode in alternate_on cursor_flag insert_flag keypad_cursor_flag keypad_flag \
		mouse_all_flag mouse_any_flag mouse_button_flag mouse_sgr_flag mouse_standard_flag \
		mouse_utf8_flag origin_flag scroll_region_upper scroll_region_lower wrap_flag; do
		printf '%s=#{%s} ' $mode $mode
	done >"$scratch/format"
	tmux display-message -p -t "$terminal" "$(cat "$scratch/format")"
}

looks() {
	modes
	tmux display-message -p -t "$terminal" 'cursor at #{cursor_x},#{cursor_y}'
	screen -e
}

looks_same() {
	looks >"$scratch/looks"
	cmp -s "$scratch/looks" "$1"
}

looks_like() {
	wait_for looks_same "$1" || wrong "$(diff "$1" "$scratch/looks")"
}

close_terminal() {
	tmux kill-session -t "$terminal"
}
