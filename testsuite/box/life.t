# shellcheck disable=SC2009
# The life of a job as in README: each of its lines is run as a user types it, and does what it says.
. "${0%/*}/../lib.sh"
root=$(cd "${0%/*}/../.." && pwd)
[ -f "$root/README" ] || skip_all "there is no README here"
needs NOHUP PS PGREP PKILL KILL KILLALL PIDWAIT ENV FEATURE_PS_GREP FEATURE_KILL_TREE
isolate
needs_program grep

lines=$(sed -n '/^THE LIFE OF A JOB/,/^The process that was found/s/^    //p' "$root/README" |
	sed 's/ *#.*//')
used=0

# next_line TEXT: README's next line is that one, here with the numbers in place of their names
next_line() {
	used=$((used + 1))
	same "$1" "$(echo "$lines" | sed -n "${used}p")" "line $used of the life of a job"
	typed=$(echo "$1" | sed "s/PID:INODE/${handle-}/; s/PID/$job/")
}

# run_line TEXT: runs README's next line in the shell. From a file, as the shell's own arguments are
# not to match my_command.
run_line() {
	next_line "$1"
	echo "$typed" >typed
	run "$shell" ./typed
}

# It starts a process once, not again and again: between fork and exec that has the same name.
cat >"$scratch/my_command" <<'END'
#!/bin/sh
sleep 1000 &
echo $! >child
echo started
wait
END
chmod 755 "$scratch/my_command"
PATH=$scratch:$PATH
job=
trap 'cd /; rm -rf "$scratch"' EXIT

# A new $job, started as by README's first line.
start_job() {
	rm -f log
	nohup my_command >log 2>&1 &
	job=$!
	wait_until_started
}

wait_until_started() {
	wait_for grep -q started log
	child=$(cat child)
	wait_for grep -qx sleep "/proc/$child/comm"
}

ended() {
	wait "$job" 2>/dev/null
	same "$1" $? "status of the job"
}

# All of README's lines, one after the other, in $shell.
lives() {
	used=0
	it "starts a job so that it survives a hangup ($shell)"
	next_line 'nohup my_command > log 2>&1 &'
	echo "$typed echo \$! >pid" >typed
	run "$shell" ./typed
	job=$(cat pid)
	wait_until_started
	env kill -HUP "$job"
	run env kill -0 "$job"
	exits 0
	env kill "$job"
	wait_for has_gone "$job"

	it "finds it ($shell)"
	start_job
	run_line 'ps aux | grep my_command' # grep itself may not have started yet
	same 1 "$(awk -v job="$job" '$2 == job { n++ } END { print n + 0 }' out)" "lines of the job"
	run_line 'ps aux --grep my_command'
	exits 0
	same "USER $job" "$(awk 'NR == 1 { printf "%s ", $1 } NR > 1 { print $2 }' out)" \
		"header and job"
	run_line 'pgrep -fl my_command'
	exits 0
	prints "$job my_command"

	it "distinguishes it from all other processes ($shell)"
	run_line 'pgrep --handle -f my_command'
	if [ "$status" = 3 ]; then
		skip "the kernel has no inodes for processes"
		used=$((used + 2))
		env kill "$job"
	else
		exits 0
		handle=$(cat out)
		same "$job" "${handle%:*}" "process of the handle"
		run_line 'kill -0 PID'
		exits 0; complains
		run_line 'env kill -TERM PID:INODE'
		exits 0; complains
	fi
	ended 143

	it "stops it by its command line ($shell)"
	start_job
	run_line 'pkill -f my_command'
	exits 0
	ended 143
	start_job
	run_line 'pkill --kill-after=5 -f my_command'
	exits 0
	ended 143

	it "stops it with all that it has started, or by its name ($shell)"
	start_job
	run_line 'env kill --tree --wait PID'
	exits 0; complains
	ended 143
	wait_for has_gone "$child"
	start_job
	run_line 'killall --wait my_command'
	exits 0
	ended 143

	it "waits for its end ($shell)"
	start_job
	next_line 'pidwait -f my_command'
	echo "$typed" >typed
	"$shell" ./typed &
	waiter=$!
	wait_for pgrep -x -r S pidwait >/dev/null # it has found the job, and waits
	env kill "$job"
	ended 143
	wait "$waiter"
	same 0 $? "status of pidwait"

	it "is tested line by line ($shell)"
	same "$used" "$(echo "$lines" | wc -l)" "number of lines in README"
}

# shellcheck disable=SC2317
has_gone() {
	[ ! -e "/proc/$1" ]
}

for shell in bash dash; do
	! PATH=$system_path command -v "$shell" >/dev/null || lives
done
[ $tests != 0 ] || skip_all "neither bash nor dash is installed"

finish
