# shellcheck shell=sh
. "${0%/*}/../lib.sh"
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"
needs_program strace

it "gives up a call that is interrupted again and again"
while read -r expected call applet arguments; do
	has "$(echo "$applet" | tr '[:lower:]-' '[:upper:]_')" || continue
	# shellcheck disable=SC2086
	inject "$call:error=EINTR:when=1+" "$applet" $arguments
	exits "$expected"
	grep -q 'Interrupted system call' err || wrong "$applet, $call: $(cat err)"
done <<'EOF'
125 rt_sigtimedwait timeout 60 true
125 wait4 timeout 60 true
1 rt_sigtimedwait tini -s true
1 waitid tini -s true
1 wait4 tini -s true
1 rt_sigtimedwait dumb-init true
125 wait4 time true
65 flock flock lock true
65 fcntl flock --fcntl lock true
1 wait4 flock lock true
1 /clock_nanosleep sleep 0
EOF

finish
