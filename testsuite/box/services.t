# shellcheck disable=SC2317
# Services as in README: each of its lines is run as a user types it; also as process 1.
. "${0%/*}/../lib.sh"
root=$(cd "${0%/*}/../.." && pwd)
[ -f "$root/README" ] || skip_all "there is no README here"
needs RUNSV RUNSVDIR SV SVLOGD
isolate
give_up_after 120

lines=$(sed -n '/^SERVICES/,/^A service that/s/^    //p' "$root/README" | sed 's/ *#  *[a-zT].*//')

cat >"$scratch/my_server" <<'END'
#!/bin/sh
trap 'echo stopping; exit' TERM
echo "serving as $$"
while :; do sleep 0.05; done
END
chmod 755 "$scratch/my_server"
PATH=$scratch:$PATH

# The lines up to the one that starts runsvdir, and those after it.
before=$(printf '%s\n' "$lines" | sed '/^runsvdir/,$d')
after=$(printf '%s\n' "$lines" | sed '1,/^runsvdir/d')

is_down() {
	[ "$(cat service/web/supervise/stat)" = down ]
}

logged() {
	grep -q "$1" service/web/log/main/current
}

it "has ten lines in README, from an empty directory to a log"
same 10 "$(printf '%s\n' "$lines" | wc -l)" lines

for shell in bash dash; do
	it "runs README's lines in $shell"
	command -v "$shell" >/dev/null || skip "$shell is not installed"
	[ -n "$skipped" ] || {
		printf '%s\nkill -HUP $!\nwait\n' "$lines" >typed
		run "$shell" ./typed
		exits 0
		sed 's/pid [0-9]*/pid N/g; s/) [0-9]*s/) Ns/g; s/serving as [0-9]*/serving as N/
			s/^[0-9-]*_[0-9:.]* /TIME /' out >said
		grep -q '^ok: run: web: (pid N) Ns$' said || wrong "start: $(cat said)"
		grep -q '^run: web: (pid N) Ns; run: log: (pid N) Ns$' said || wrong "status: $(cat said)"
		grep -q '^TIME serving as N$' said || wrong "log: $(cat said)"
		wait_for is_down
	}
done

# in_container COMMAND...: it is process 1, and its output goes to ./container
in_container() {
	pid_namespaces || skip_all "PID namespaces are not permitted here"
	# shellcheck disable=SC2086
	"$unshare" $namespace "$@" >container 2>&1 &
	container=$!
	wait_for [ -s service/web/supervise/pid ]
}

for first in 'runsvdir -P' 'tini -- runsvdir -P'; do
	it "is the same with process 1 '$first'"
	needed=TINI
	[ "${first%% *}" = tini ] && ! has $needed && skip "$needed is not configured"
	sh -c "$before"
	# shellcheck disable=SC2086
	in_container $first service
	run sh -c "$after"
	exits 0
	wait_for logged serving
	run sh -c 'SVDIR=service exec sv -w 5 restart web'
	exits 0
	wait_for logged stopping
	# the container's own process 1, as an engine signals it
	inside=$(cat "/proc/$container/task/$container/children" 2>/dev/null)
	[ -n "$inside" ] || skip "this kernel does not list children"
	[ -n "$skipped" ] || kill -HUP "${inside% }"
	command="HUP to $first"
	status=0
	wait "$container" || status=$?
	[ -n "$skipped" ] || exits 111
done

finish
