# ssh.t - jobs that keep running on another machine: a real server and client on 127.0.0.1
. "${0%/*}/../lib.sh"
. "${0%/*}/images.sh"
needs NOHUP
needs_program ssh ssh-keygen unshare

server=$(PATH=$system_path command -v sshd)
[ -n "$server" ] || {
	# not installed, because that would start a server on the machine's own port
	fetched sshd openssh-server './usr/sbin/sshd'
	fetched libwrap libwrap0 './*/libwrap.so.*'
	server=$cache/sshd/usr/sbin/sshd
}
libraries=$(find "$cache/libwrap" -name 'libwrap.so.0' 2>/dev/null)
export LD_LIBRARY_PATH="${libraries%/*}"
"$server" -V 2>&1 | grep -q OpenSSH || "$server" -t -f /dev/null 2>&1 | grep -q 'host key\|privsep' ||
	skip_all "sshd cannot run here: $("$server" -t -f /dev/null 2>&1 | tail -n 1)"

# As root the server needs a directory below /run and a user sshd. It gets both in new namespaces,
# where no process that it starts outlives it.
cat >"$scratch/serve" <<'END'
set -e
server=$1 passwd=$2
shift 2
mount -t tmpfs -o mode=755 none /run
mkdir /run/sshd
mount --bind "$passwd" /etc/passwd
exec "$server" "$@"
END

keys() {
	mkdir -p "$scratch/keys"
	chmod 700 "$scratch/keys"
	ssh-keygen -q -t ed25519 -N '' -f "$scratch/keys/host" &&
		ssh-keygen -q -t ed25519 -N '' -f "$scratch/keys/user" &&
		cp "$scratch/keys/user.pub" "$scratch/keys/authorized"
}

# serve PORT: in the background; $daemon is its process
serve() {
	set -- -D -e -f /dev/null -o ListenAddress=127.0.0.1 -o Port="$1" -o StrictModes=no \
		-o UsePAM=no -o PidFile=none -o HostKey="$scratch/keys/host" \
		-o AuthorizedKeysFile="$scratch/keys/authorized" -o PermitRootLogin=yes
	if is_root; then
		unshare --mount --pid --fork --kill-child --mount-proc \
			sh "$scratch/serve" "$server" "$scratch/passwd" "$@" >"$scratch/log" 2>&1 &
	else
		"$server" "$@" >"$scratch/log" 2>&1 &
	fi
	daemon=$!
}

# shellcheck disable=SC2317
listens_or_ended() {
	grep -q 'Server listening' "$scratch/log" || ! kill -0 "$daemon" 2>/dev/null
}

# unshare ignores other signals
stop_server() {
	[ -z "${daemon-}" ] || kill -KILL "$daemon" 2>/dev/null
	[ -z "${daemon-}" ] || wait "$daemon" 2>/dev/null
	daemon=
}

# Starts the server on the first free port of some; sets $port.
start_server() {
	keys || return
	cp /etc/passwd "$scratch/passwd"
	grep -q ^sshd: "$scratch/passwd" ||
		echo "sshd:x:65533:65534::/run/sshd:/usr/sbin/nologin" >>"$scratch/passwd"
	port=$((20000 + $$ % 10000))
	attempts=20
	while [ $attempts != 0 ]; do
		serve $port
		wait_for listens_or_ended
		! grep -q 'Server listening' "$scratch/log" || return 0
		stop_server
		grep -q 'Cannot bind\|Address already in use' "$scratch/log" || return
		port=$((port + 97))
		attempts=$((attempts - 1))
	done
	return 1
}

# remote [-tt] COMMAND: as a user runs it, in this directory, with the tools under test in PATH.
# The client's process is in $scratch/client.
remote() {
	terminal=
	[ "$1" != -tt ] || {
		terminal=-tt
		shift
	}
	sh -c 'echo $$ >"$0"; exec ssh "$@"' "$scratch/client" -F /dev/null -p "$port" -i "$scratch/keys/user" -o IdentitiesOnly=yes \
		-o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null \
		-o LogLevel=ERROR -o ConnectTimeout=20 $terminal 127.0.0.1 \
		"export PATH='$PATH'; cd '$PWD' && $1"
}

# Breaks the connection of the client in the background.
cut_off() {
	client=$(cat "$scratch/client")
	[ -z "$client" ] || kill -KILL "$client"
	wait $!
}

trap 'cd /; stop_server; rm -rf "$scratch"' EXIT
start_server || skip_all "sshd does not start here: $(tail -n 1 "$scratch/log")"
cd "$scratch" || exit
remote true 2>refused || skip_all "logging in is not possible here: $(tail -n 1 "$scratch/log")"

# An ordinary user's server may not be allowed to change a terminal's owner.
terminals=
(remote -tt true) >refused 2>&1 || terminals="sshd has no terminals here: $(tail -n 1 "$scratch/log")"

# The jobs: one waits for the end of its terminal, one for a file. Neither waits for more than 20 s.
cat >"$scratch/on_terminal" <<'END'
echo $$ >pid
i=0
while (: </dev/tty) 2>/dev/null && [ $i -lt 400 ]; do
	sleep 0.05
	i=$((i + 1))
done
if (: </dev/tty) 2>/dev/null; then
	echo "kept its terminal"
else
	echo "outlived its terminal"
fi
END
cat >"$scratch/until_released" <<'END'
echo $$ >pid
i=0
while [ ! -e release ] && [ $i -lt 400 ]; do
	sleep 0.05
	i=$((i + 1))
done
[ -e release ] && echo released
END

# shellcheck disable=SC2317
gone() { # PID over there
	! remote "kill -0 $1"
}

# begin_on_terminal COMMAND: in the background, until ./pid exists
begin_on_terminal() {
	[ -z "$terminals" ] || {
		skip "$terminals"
		return 1
	}
	command="$1, by ssh -tt"
	remote -tt "$1" >client 2>&1 &
	wait_for test -s pid
}

it "dies with the connection without nohup"
begin_on_terminal "exec sh ../on_terminal >output" && {
	cut_off
	wait_for gone "$(cat pid)"
	file output ""
}

it "keeps running with nohup when the connection of its terminal breaks"
begin_on_terminal "exec nohup sh ../on_terminal" && {
	# the client's, before it is killed
	wait_for grep -q "nohup: ignoring input and appending output to 'nohup.out'" client
	cut_off
	wait_for test -s nohup.out
	file nohup.out "outlived its terminal"
	mode nohup.out 600
}

it "keeps the connection open by the output of a background job"
(remote "nohup sh ../until_released & echo said"; echo $? >ended) >client 2>&1 &
wait_for test -s pid
wait_for grep -q said client
# for the time of another connection
remote true
remote true
absent ended
: >release
wait_for test -s ended
file client "said
released"
absent nohup.out

it "releases the connection at once with --detach"
if has FEATURE_NOHUP_JOB; then
	command="nohup --detach, by ssh"
	remote "nohup --detach sh ../until_released" >client 2>&1
	same 0 $? status
	absent release
	wait_for test -s pid
	: >release
	wait_for test -s nohup.out
	file nohup.out released
	same "nohup: ignoring input and appending output to 'nohup.out'" "$(cat client)" message
else
	skip "FEATURE_NOHUP_JOB is not configured"
fi

it "releases a terminal at once with --detach, and outlives it"
if [ -n "$terminals" ]; then
	skip "$terminals"
elif has FEATURE_NOHUP_JOB; then
	command="nohup --detach, by ssh -tt"
	remote -tt "exec nohup --detach sh ../until_released" >client 2>&1
	same 0 $? status
	absent release
	wait_for test -s pid
	: >release
	wait_for test -s nohup.out
	file nohup.out released
else
	skip "FEATURE_NOHUP_JOB is not configured"
fi

it "reports there what could not be started"
if has FEATURE_NOHUP_JOB; then
	command="nohup --detach --output=log ./missing"
	remote "exec nohup --detach --output=log ./missing </dev/null" >client 2>&1
	same 127 $? status
	grep -q "nohup: failed to run command './missing': No such file or directory" client ||
		wrong "the client printed: $(cat client)"
else
	skip "FEATURE_NOHUP_JOB is not configured"
fi

# on_server COMMAND: with the jobs of this test
on_server() {
	remote "export HOLD_DIR='$PWD/jobs'; $1"
}
# shellcheck disable=SC2317
clients() {
	[ "$(on_server "hold ls --json kept" | sed -n 's/.*"clients":\([0-9]*\).*/\1/p')" = "$1" ]
}

it "releases the connection at once with hold run -d"
if has HOLD; then
	command="hold run -d, by ssh"
	on_server "hold run -d -n kept sh ../until_released" >client 2>&1
	same 0 $? status
	file client kept
	absent release
	wait_for test -s pid
	: >release
	same "[kept ended: exit 0]" "$(on_server "hold attach kept" 2>&1 | tail -n 1)" "end of the job"
else
	skip "HOLD is not configured"
fi

it "keeps a job of hold running when the connection of a terminal that is attached to it breaks"
if has HOLD; then
	begin_on_terminal "HOLD_DIR='$PWD/jobs' exec hold run -n kept sh ../until_released" && {
		first=$(cat "$scratch/client") # before there are others
		wait_for clients 1
		echo "$first" >"$scratch/client"
		cut_off
		wait_for clients 0
		same "" "$(on_server "hold ls kept" | grep -v 'STATE\|running')" "state of the job"
		: >release
		same 0 "$(on_server "hold wait kept" >waited 2>&1; echo $?)" "status of the job"
	}
else
	skip "HOLD is not configured"
fi

it "leaves no server running"
command="stopping sshd"
stop_server
remote true >client 2>&1
same 255 $? "status of ssh"
grep -q 'Connection refused' client || wrong "ssh prints: $(cat client)"

finish
