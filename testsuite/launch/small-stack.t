# shellcheck shell=sh
# small-stack - every launcher runs with a stack of 64 kB, as on an embedded system
. "${0%/*}/../lib.sh"
! grep -q __asan_init "$HOLDBOX" || skip_all "the address sanitizer needs a larger stack"

it "needs no more than 64 kB of stack for any launcher"
while read -r applet arguments; do
	has "$(echo "$applet" | tr '[:lower:]' '[:upper:]')" || continue
	# shellcheck disable=SC2086
	run sh -c 'ulimit -s 64; exec "$@"' sh $applet $arguments
	[ "$status" -lt 128 ] || wrong "$applet $arguments: status $status"
done <<'END'
choom -p 1
choom -n 1000 true
chroot / true
chroot --userspec=nobody:0 --groups=1,2,3 / true
chrt -m
chrt -ap 1
chrt -v -o 0 true
env
env -v A=1 -S 'true a b'
env --ignore-signal --list-signal-handling true
flock --verbose -w 1 lock true
flock lock -c true
ionice -c 3 true
ionice -p 1
nice true
nice
nohup true
nproc
nproc --all
printenv
prlimit
prlimit --verbose --nofile=64:64 true
renice 19 -u 70001
setpriv -ddd
setpriv --list-caps
setpriv --nnp true
setpriv --user nobody true
setpriv --reuid nobody --regid 1 --init-groups --bounding-set=-all --reset-env true
setsid -w true
taskset -ap 1
taskset -c 0 true
time -v true
time --json true
timeout -v -k 1 0.1 sleep 5
timeout --tree 5 true
END

finish
