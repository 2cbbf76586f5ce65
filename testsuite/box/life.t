# shellcheck disable=SC2009
# The life of a job as README tells it: each of its lines is run, and does what it says there.
. "${0%/*}/../lib.sh"
root=$(cd "${0%/*}/../.." && pwd)
[ -f "$root/README" ] || skip_all "there is no README here"
needs NOHUP PS PGREP PKILL KILL KILLALL PIDWAIT FEATURE_PS_GREP FEATURE_KILL_TREE
isolate
needs_program grep

lines=$(sed -n '/^THE LIFE OF A JOB/,/^What gets the signal/s/^    //p' "$root/README" |
	sed 's/ *#.*//')
used=0

# line TEXT: README's next line is that one
line() {
	used=$((used + 1))
	same "$1" "$(echo "$lines" | sed -n "${used}p")" "line $used of the life of a job"
}

cat >"$scratch/my_command" <<'END'
#!/bin/sh
echo started
while :; do sleep 0.05; done
END
chmod 755 "$scratch/my_command"
PATH=$scratch:$PATH
job=
trap 'cd /; rm -rf "$scratch"' EXIT

# A new $job as the first line starts it.
start() {
	rm -f log
	nohup my_command >log 2>&1 &
	job=$!
	wait_for grep -q started log
}

ended() {
	wait "$job" 2>/dev/null
	same "$1" $? "status of the job"
}

it "starts it so that it survives a hangup"
line 'nohup my_command > log 2>&1 &'
start
"$HOLDBOX_LINKS/kill" -HUP "$job"

it "finds it"
line 'ps aux | grep my_command'
ps aux | grep my_command >out # grep itself may not have begun yet
same 1 "$(awk -v job="$job" '$2 == job { n++ } END { print n + 0 }' out)" "lines of the job"
line 'ps aux --grep my_command'
run ps aux --grep my_command
exits 0
same "USER $job" "$(awk 'NR == 1 { printf "%s ", $1 } NR > 1 { print $2 }' out)" "header and job"
line 'pgrep -fl my_command'
run pgrep -fl my_command
exits 0
prints "$job my_command"

it "tells it from any other process"
line 'pgrep --handle -f my_command'
run pgrep --handle -f my_command
if [ "$status" = 3 ]; then
	skip "the kernel tells no inodes"
	used=$((used + 2))
	"$HOLDBOX_LINKS/kill" "$job"
else
	exits 0
	handle=$(cat out)
	same "$job" "${handle%:*}" "process of the handle"
	line 'kill -0 PID'
	run kill -0 "$job"
	exits 0
	line 'kill -TERM PID:INODE'
	run kill -TERM "$handle"
	exits 0
fi
ended 143

it "stops it by its command line"
line 'pkill -f my_command'
start
run pkill -f my_command
exits 0
ended 143
line 'pkill --kill-after=5 -f my_command'
start
run pkill --kill-after=5 -f my_command
exits 0
ended 143

it "stops it with all that it has started, or by its name"
line 'kill --tree --wait PID'
start
run kill --tree --wait "$job"
exits 0
ended 143
wait_for sh -c '! pgrep -x sleep'
line 'killall --wait my_command'
start
run killall --wait my_command
exits 0
ended 143

it "waits for its end"
line 'pidwait -f my_command'
start
pidwait -f my_command &
waiter=$!
wait_for pgrep -x -r S pidwait # it has looked, and waits
"$HOLDBOX_LINKS/kill" "$job"
ended 143
wait "$waiter"
same 0 $? "status of pidwait"

it "is told in full"
same "$used" "$(echo "$lines" | wc -l)" "number of lines in README"

finish
