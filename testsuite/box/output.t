# What a closed standard output, a reader that has gone and a full disk mean differs by family.
. "${0%/*}/../lib.sh"

# ends WANTED HOW COMMAND...: its status with standard output closed, to a pipe that has no reader
# (with SIGPIPE ignored, as for services, or not), or full; a status of its own has a message, too
ends() {
	wanted=$1 how=$2
	shift 2
	has "$(echo "$1" | tr '[:lower:]-' '[:upper:]_')" || return 0
	command="$* ($how)"
	case $how in
	closed) (exec "$@") 1>&- ;;
	full) (exec "$@") >/dev/full ;;
	gone) (trap '' PIPE && exec "$@") >&9 ;;
	killed) (exec "$@") >&9 ;;
	esac 2>err
	status=$?
	same "$wanted" "$status" status
	if [ "$wanted" = 0 ] || [ "$how" = killed ]; then
		same "" "$(cat err)" message
	else
		grep -q '^\([^ ]*: \)\{0,1\}\(write error\|standard output\): ' err ||
			wrong "$command: $(cat err)"
	fi
}

# descriptor 9 is a pipe without a reader
pipe=$scratch/pipe
mkfifo "$pipe"
exec 8<>"$pipe"
exec 9>"$pipe"
exec 8<&-

it "fails like GNU's tools where standard output is closed, full, or its reader has gone"
while read -r wanted applet arguments; do
	for how in closed full gone; do
		# shellcheck disable=SC2086
		ends "$wanted" $how $applet $arguments
	done
	# shellcheck disable=SC2086
	ends 141 killed $applet $arguments
done <<'EOF'
125 env
125 env --help
2 printenv
1 nproc
125 nice
125 nohup --help
125 timeout --version
125 chroot --help
125 time --help
1 sleep --help
1 true --help
1 false --help
1 yes
EOF

it "minds like util-linux's tools only that it is full"
start changed 60
while read -r applet arguments; do
	arguments=$(echo "$arguments" | sed "s/\$started/$started/")
	for how in closed gone; do
		# shellcheck disable=SC2086
		ends 0 $how $applet $arguments
	done
	# shellcheck disable=SC2086
	ends 1 full $applet $arguments
	# shellcheck disable=SC2086
	ends 141 killed $applet $arguments
done <<'EOF'
taskset -p 1
taskset --help
chrt -m
chrt -p 1
ionice -p 1
choom -p 1
renice 19 $started
prlimit
setpriv -d
setsid --help
kill -l
kill -L
EOF

kill "$started"

it "waits only shortly for a standard error that is full and does not block"
bound=$(PATH=$system_path command -v timeout) && bound="$bound -k 5 10" || bound=
while read -r expected applet arguments; do
	has "$(echo "$applet" | tr '[:lower:]-' '[:upper:]_')" || continue
	# shellcheck disable=SC2086
	run $bound clog "$applet" $arguments
	exits "$expected"
done <<'EOF'
125 time true
0 tini true
0 tini -svvv true
127 tini nonexistent
0 dumb-init -v true
0 dumb-init --version
125 env nonexistent
125 nice nonexistent
0 env -v true
124 timeout -v 0.1 sleep 60
1 kill 2147483647 2147483647 2147483647
1 pwdx 2147483647 2147483647
1 ps -o nosuchfield
EOF

it "runs the command of a launcher that cannot print what it reports"
while read -r applet arguments; do
	has "$(echo "$applet" | tr '[:lower:]' '[:upper:]')" || continue
	for how in closed full gone killed; do
		rm -f ran
		# shellcheck disable=SC2086
		case $how in
		closed) (exec $applet $arguments touch ran) 1>&- ;;
		full) (exec $applet $arguments touch ran) >/dev/full ;;
		gone) (trap '' PIPE && exec $applet $arguments touch ran) >&9 ;;
		killed) (exec $applet $arguments touch ran) >&9 ;;
		esac 2>err
		[ -f ran ] || wrong "$applet $arguments ($how) runs nothing: $(cat err)"
	done
done <<'EOF'
chrt -v -o 0
prlimit --verbose --nofile=100:100
prlimit --nofile
prlimit --output=DESCRIPTION,DESCRIPTION,DESCRIPTION,DESCRIPTION,DESCRIPTION
flock --verbose lock
flock --verbose --no-fork lock
EOF

it "minds like psmisc's and sysvinit's tools only that it is full"
while read -r applet arguments; do
	for how in closed gone; do
		# shellcheck disable=SC2086
		ends 0 $how $applet $arguments
	done
	# shellcheck disable=SC2086
	ends 1 full $applet $arguments
done <<'EOF'
pstree
pstree -V
killall -l
killall5 --help
EOF

it "minds like procps that it is closed or full, not that the reader has gone"
while read -r wanted applet arguments; do
	for how in closed full; do
		# shellcheck disable=SC2086
		ends "$wanted" $how $applet $arguments
	done
	# shellcheck disable=SC2086
	ends 0 gone $applet $arguments
done <<'EOF'
1 ps -p 1
1 pwdx --help
EOF

finish
