# shellcheck shell=sh
# nohup -p and -g: whatever a process is waiting in or working at, it continues undisturbed.
. "${0%/*}/../lib.sh"
. "${0%/*}/rescue.sh"
needs NOHUP FEATURE_NOHUP_PID
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"
[ -r /proc/self/status ] || skip_all "there is no /proc"
can_rescue || skip_all "the kernel is too old for this processor"

# goes_on WAY HOW: is changed, outlives the terminal, ends well by HOW; its output is in nohup.out
goes_on() {
	start "$1"
	snapshot before
	run nohup -p "$pid"
	rescued "$whole"
	same "/dev/null $PWD/nohup.out $PWD/nohup.out" \
		"$(readlink "/proc/$pid/fd/0") $(readlink "/proc/$pid/fd/1") $(readlink "/proc/$pid/fd/2")" \
		"standard descriptors"
	unchanged
	hang_up
	"$2"
	conclude_with 0
	file nohup.out "$1: good"
	file tty ""
}

# shellcheck disable=SC2317 # goes_on calls it
signal_it() {
	kill -USR1 "$pid"
}

it "changes a process in epoll_wait, which does not return"
goes_on epoll release

it "changes a process in pause"
goes_on pause signal_it

it "changes a process in sigsuspend, and restores its mask"
goes_on sigsuspend signal_it

it "changes a process that waits for a signal"
goes_on sigwait signal_it

it "changes a process that waits for its child"
goes_on waitpid release

it "changes a process that computes, and restores its registers"
goes_on work release

it "changes a process with eight threads"
goes_on threads release

it "changes a process with a handler that runs 10 000 times a second"
goes_on timer release

it "makes a read from the terminal fail"
start read
run nohup -p "$pid"
exits 0
complains "nohup: $pid (rescuee): $whole"
conclude_or_hang() {
	hang_up
	conclude_with 0
	file nohup.out "$1: good"
}
conclude_or_hang read

it "changes a process whose first thread has ended"
start zombie
wait_for grep -q '^State:.Z' "/proc/$pid/status"
run nohup -p "$pid"
rescued "$whole"
hang_up
release
conclude_with 0
file nohup.out "zombie: good"

uptime() {
	cut -d. -f1 /proc/uptime
}

it "lets timed waits end when they would have ended anyway"
timed="nanosleep clock_nanosleep poll ppoll select futex epoll_timed receive_timed"
pids='' holders=''
if [ -n "${HOLDBOX_GUEST-}" ]; then
	# if starting one takes long, so does starting all
	began=$(uptime)
	start epoll
	stop
	export RESCUEE_TIME=$((30 + 20 * ($(uptime) - began)))
fi
for way in $timed; do # all at once: they have begun before the first one ends
	mkdir "$way"
	cd "$way" || exit 1
	hold 012 rescuee "$way"
	holders="$holders $holder"
	cd .. || exit 1
done
for way in $timed; do
	cd "$way" || exit 1
	await_pid
	pids="$pids $pid"
	cd .. || exit 1
done
began=$(uptime)
# shellcheck disable=SC2317 # wait_for calls it
late_enough() {
	[ "$(uptime)" -gt "$began" ]
}
wait_for late_enough
# shellcheck disable=SC2086
run nohup -p $pids
exits 0
for pid in $pids; do
	echo "nohup: $pid (rescuee): $whole"
done >wanted
complains "$(cat wanted)"
for way in $timed; do
	: >"$way/hang"
done
tries=0
for holder in $holders; do
	# not wait_for, which gives up earlier
	until ended "$holder" || [ $tries -gt 3000 ]; do
		tries=$((tries + 1))
		/bin/sleep 0.1
	done
done
unset RESCUEE_TIME
for way in $timed; do
	echo "$way: good"
done | sort >wanted
sort nohup.out >sorted
file sorted "$(cat wanted)"

# ---- redirections

# redirected IN OUT ERR: starts one with T the terminal, F a file, C closed
redirected() {
	rm -f pid go hang
	terminals=
	[ "$1" != T ] || terminals=0
	[ "$2" != T ] || terminals=${terminals}1
	[ "$3" != T ] || terminals=${terminals}2
	(
		case $1 in F) exec </dev/zero ;; C) exec <&- ;; esac
		case $3 in F) exec 2>e ;; C) exec 2>&- ;; esac
		case $2 in F) exec >o ;; P) exec >fifo ;; C) exec >&- ;; esac
		exec onpty -o tty -k hang "${terminals:--}" rescuee epoll
	) >/dev/null 2>&1 &
	holder=$!
	await_pid
	wait_for settled
}

# becomes IN OUT ERR: what these descriptors are
becomes() {
	for number in 0 1 2; do
		link=$(readlink "/proc/$pid/fd/$number") || link=closed
		echo "${link##*/}"
	done >slots
	file slots "$1
$2
$3"
}

it "leaves files as they are, and reports what it has done"
redirected F F F
run nohup -p "$pid"
rescued "ignoring hangups"
becomes zero o e
absent nohup.out
stop
redirected T F F
run nohup -p "$pid"
rescued "ignoring hangups, ignoring input"
becomes null o e
stop
redirected F T F
run nohup -p "$pid"
rescued "ignoring hangups, appending output to 'nohup.out'"
becomes zero nohup.out e
stop

it "leaves closed descriptors closed"
redirected C T T
run nohup -p "$pid"
rescued "ignoring hangups, appending output to 'nohup.out'"
becomes closed nohup.out nohup.out
stop

it "lets errors follow the output into a file, but not into a pipe"
redirected T F T
run nohup -p "$pid"
rescued "ignoring hangups, ignoring input, redirecting stderr to stdout"
becomes null o o
stop
mkfifo fifo
cat fifo >piped &
redirected T P T
run nohup -p "$pid"
rescued "$whole"
becomes null fifo nohup.out
stop
wait

it "creates nohup.out private, and appends to an existing one"
start epoll
(umask 0; exec nohup -p "$pid") 2>err
mode nohup.out 600
stop
echo before >nohup.out
chmod 640 nohup.out
start epoll
run nohup -p "$pid"
rescued "$whole"
release
hang_up
conclude_with 0
file nohup.out "before
epoll: good"
mode nohup.out 640

it "uses the home directory if nohup.out cannot be opened here"
mkdir nohup.out
start epoll
run nohup -p "$pid"
rescued "ignoring hangups, ignoring input, appending output to '$HOME/nohup.out'"
stop
[ -f "$HOME/nohup.out" ] || wrong "it is not there"

it "leaves a process as it is if there is no file for it, and continues with the next"
mkdir nohup.out home/nohup.out
start epoll
first=$pid first_holder=$holder
mkdir other
cd other || exit 1
redirected F F F
cd .. || exit 1
run nohup -p "$first" "$pid"
exits 125
complains "nohup: failed to open 'nohup.out': Is a directory
nohup: failed to open '$HOME/nohup.out': Is a directory
nohup: $first (rescuee): was not changed: there is no file to redirect to
nohup: $pid (rescuee): ignoring hangups"
(cd other && stop)
pid=$first holder=$first_holder
same 0 "$(bit SigIgn)" "SIGHUP ignored"
stop

it "appends to the file that --output names"
for option in --output=log "-o log" -olog; do
	start epoll
	# shellcheck disable=SC2086
	run nohup $option -p "$pid"
	rescued "ignoring hangups, ignoring input, appending output to 'log'"
	stop
done
absent nohup.out
start epoll
run nohup -p -o no/file "$pid"
exits 125
complains "nohup: failed to open 'no/file': No such file or directory
nohup: $pid (rescuee): was not changed: there is no file to redirect to"
stop

it "has nothing to do for a process that nohup started"
hold 012 nohup rescuee epoll
await_pid
wait_for settled
run nohup -p "$pid"
rescued "already ignores hangups"
stop

it "redirects a process that ignores hangups but has the terminal"
trap '' HUP
hold 012 rescuee epoll
trap 'exit 1' HUP
await_pid
wait_for settled
run nohup -p "$pid"
rescued "already ignores hangups, ignoring input, appending output to 'nohup.out'"
hang_up
release
conclude_with 0

it "saves the output of a process whose terminal is gone already"
(trap '' HUP; exec onpty -h 012 rescuee epoll) >/dev/null 2>&1 &
holder=$!
await_pid
wait_for settled
run nohup -p "$pid"
rescued "already ignores hangups, ignoring input, appending output to 'nohup.out'"
release
conclude_with 0
file nohup.out "epoll: good"

it "keeps a handler for hangups without -a"
start handler
run nohup -p "$pid"
exits 0
complains "nohup: $pid (rescuee): keeping its own SIGHUP handler (use -a to replace it), ignoring input, appending output to 'nohup.out'"
same 1 "$(bit SigCgt)" "SIGHUP handled"
run nohup -a -p "$pid"
rescued "ignoring hangups"
same 0 "$(bit SigCgt)" "SIGHUP handled"
stop

it "keeps the close-on-exec flags of descriptors"
start cloexec
run nohup -p "$pid"
rescued "$whole"
for number in 0 1 2; do
	flags=$(sed -n 's/^flags:[[:space:]]*//p' "/proc/$pid/fdinfo/$number")
	echo "$number $((flags & 02000000 ? 1 : 0))"
done >flags
file flags "0 0
1 1
2 0"
stop

it "says how to continue a stopped job, and leaves it stopped"
start waitpid
kill -STOP "$pid"
wait_for grep -q '^State:.T' "/proc/$pid/status"
run nohup -p "$pid"
exits 0
complains "nohup: $pid (rescuee): $whole
nohup: $pid (rescuee): is stopped, and shells kill stopped jobs when they exit; continue it first: kill -CONT $pid"
wait_for grep -q '^State:.T' "/proc/$pid/status"
hang_up
# the kernel continues an orphaned group that is stopped at a hangup
kill -CONT "$pid"
release
conclude_with 0
file nohup.out "waitpid: good"

# ---- groups

it "changes all members of a process group"
hold 012 sh -c '
	(mkdir a; cd a; exec rescuee epoll) &
	(mkdir b; cd b; exec rescuee work) &
	echo $$ >pid.new; mv pid.new pid; wait; echo all'
await_pid
group=$pid
wait_for test -s a/pid
wait_for test -s b/pid
run nohup -g "$group"
skip_foreign
exits 0
for pid in $group $(cat a/pid) $(cat b/pid); do
	grep -q "^nohup: $pid (.*): ignoring hangups, .*appending output to 'nohup.out'\$" err ||
		wrong "no line for $pid: $(cat err)"
	same 1 "$(bit SigIgn)" "SIGHUP ignored by $pid"
done
same 3 "$(wc -l <err | tr -d ' ')" "lines"
hang_up
(cd a && release)
(cd b && release)
conclude_with 0
sort nohup.out >sorted
file sorted "all
epoll: good
work: good"

it "misses no member of a group that keeps forking"
cat >storm <<'EOF'
echo $$ >pid.new
mv pid.new pid
count=0
while [ $count -lt 60 ]; do
	(while [ ! -e end ]; do /bin/sleep 0.2; done; echo one) &
	count=$((count + 1))
done
wait
EOF
hold 012 sh storm
await_pid
run nohup -g "$pid"
skip_foreign
exits 0
hang_up
: >end
conclude_with 0
same 60 "$(grep -c '^one$' nohup.out)" "survivors"

it "reports a group without members"
(exec true) &
wait $!
run nohup -g $!
exits 125
complains "nohup: $!: No such process group"

# ---- a real shell

needs_bash() {
	command -v bash >/dev/null || skip "bash is not installed"
	command -v bash >/dev/null
}

it "lets a background job of an interactive bash outlive its terminal"
if needs_bash; then
	cat >session <<'EOF'
echo $$ >shell
rescuee epoll &
until [ -s pid ]; do sleep 0.05; done
nohup -p $! 2>said
echo >ready
EOF
	mkfifo typed
	# shellcheck disable=SC2016
	(exec onpty -o tty -k hang 012 bash --norc --noprofile -O huponexit -i -c '
		set -m; . ./session; read -r line <typed') 2>/dev/null &
	holder=$!
	wait_for test -e ready
	await_pid
	file said "nohup: $pid (rescuee): $whole"
	hang_up
	wait_for ended "$holder"
	release
	wait_for grep -q good nohup.out
	file nohup.out "epoll: good"
	wait $holder 2>/dev/null
	wait_for ended "$pid"
fi

# types TEXT: on the terminal of the shell, which is expected to create ./done
types() {
	rm -f "done"
	printf '%b' "$1" >typed
}
# shellcheck disable=SC2317
all_in_state() {
	for process in $(cat first) $(pgrep -P "$(cat shell)" -x cat); do
		grep -q "^[0-9]* (.*) $1" "/proc/$process/stat" || return
	done
}

it "changes a pipeline stopped by ^Z through its group, and bg continues it"
if needs_bash && command -v pgrep >/dev/null; then
	mkfifo typed go
	cat >first-part <<'EOF'
echo $$ >first
read -r line <go
echo "got $line"
EOF
	(exec onpty -i typed -o tty -k hang 012 bash --norc --noprofile -O huponexit) 2>/dev/null &
	holder=$!
	types 'echo $$ >shell\nsh first-part | cat\n'
	wait_for test -s first
	wait_for all_in_state S
	types '\032'
	wait_for all_in_state T
	types 'nohup -g $(jobs -p %1) 2>said; echo >done\n'
	wait_for test -e "done"
	all_in_state T || wrong "it is not stopped any more"
	types 'bg; echo >done\n'
	wait_for test -e "done"
	wait_for all_in_state S
	job=$(cat first)
	same 2 "$(grep -c "appending output to 'nohup.out'" said)" "$(cat said)"
	hang_up
	wait_for ended "$holder"
	kill -0 "$job" || wrong "it has ended with the terminal"
	echo it >go
	wait_for ended "$job"
	wait_for grep -q got nohup.out
	file nohup.out "got it"
	wait $holder 2>/dev/null
fi

finish
