# shellcheck shell=sh
. "${0%/*}/../lib.sh"
needs PWDX

mkdir "$scratch/there"
(cd "$scratch/there" && exec sleep 100) &
sleeper=$!
trap 'kill "$sleeper"; chmod -R u+rwx "$scratch"; rm -rf "$scratch"' EXIT
# shellcheck disable=SC2317 # wait_for calls it
is_there() {
	[ "$(readlink "/proc/$sleeper/cwd")" = "$scratch/there" ] &&
		[ "$(cat "/proc/$sleeper/comm")" = sleep ]
}
wait_for is_there

it "prints the directory of each process, after the argument that named it"
run pwdx $sleeper $$ /proc/$sleeper
exits 0; complains
prints "$sleeper: $scratch/there
$$: $(pwd -P)
/proc/$sleeper: $scratch/there"

it "continues after a process that is gone, and fails"
run pwdx 2147483647 $sleeper 99999999999999999999999999 /proc/2147483646
exits 1
prints "$sleeper: $scratch/there"
complains "2147483647: No such process
99999999999999999999999999: No such process
/proc/2147483646: No such process"

it "reports no such process for a zombie"
sh -c 'sleep 0 & exec sleep 100' &
parent=$!
# shellcheck disable=SC2317 # wait_for calls it
is_zombie() {
	# the file ends without a newline
	read -r zombie _ <"/proc/$parent/task/$parent/children" || [ -n "$zombie" ] || return
	grep -q '^State:.Z' "/proc/$zombie/status"
}
if [ -e /proc/$parent/task/$parent/children ]; then
	wait_for is_zombie
	run pwdx "$zombie"
	exits 1; prints
	complains "$zombie: No such process"
else
	skip "the kernel lists no children"
fi
kill $parent

it "reports that other users' processes must not be read"
if [ "$(stat -c %u /proc/1)" != "$(id -u)" ]; then
	run pwdx 1 $sleeper
	exits 1
	prints "$sleeper: $scratch/there"
	complains "1: Permission denied"
elif is_root && PATH=$system_path command -v setpriv >/dev/null; then
	chmod -R a+rX "$scratch"
	run setpriv --reuid 1000 --regid 1000 --clear-groups "$HOLDBOX" pwdx $sleeper
	exits 1; prints
	complains "$sleeper: Permission denied"
else
	skip "there are no other users here"
fi

it "stops at an invalid process ID"
for text in abc 0 00 1x x1 '' /proc/ /proc/self /proc//1 /proc/1/ /tmp/1 +5 ' 5'; do
	run pwdx $sleeper "$text" $sleeper
	exits 1
	prints "$sleeper: $scratch/there"
	complains "pwdx: invalid process id: ${text:-''}"
done
run pwdx -- -5
exits 1; prints
complains "pwdx: invalid process id: -5"

it "requires an operand"
run pwdx
exits 1; prints
complains "pwdx: no process specified
Try 'pwdx --help' for more information."

it "prints no control characters on a terminal, and unchanged bytes to a pipe"
strange="$scratch/$(printf 'a\nb\033[31mc')"
mkdir "$strange"
(cd "$strange" && exec sleep 100) &
stray=$!
# shellcheck disable=SC2317 # wait_for calls it
is_in() {
	[ "$(readlink "/proc/$stray/cwd")" = "$strange" ]
}
wait_for is_in
run pwdx $stray
exits 0
prints "$stray: $strange"
run onpty 1 pwdx $stray
exits 0
same "$stray: $scratch/a?b?[31mc" "$(tr -d '\r' <out)" output
kill $stray

it "marks a directory that was removed"
mkdir gone
(cd gone && exec sleep 100) &
stray=$!
strange=$PWD/gone
wait_for is_in
rmdir gone
run pwdx $stray
exits 0
prints "$stray: $strange (deleted)"
kill $stray

it "reports an unwritable standard output"
run sh -c "exec pwdx $sleeper >/dev/full"
exits 1
complains "pwdx: write error: No space left on device"

it "reports that /proc is missing"
if is_root && unshare --mount true 2>/dev/null; then
	run unshare --mount sh -c "umount -l /proc && exec '$HOLDBOX' pwdx 1"
	exits 1; prints
	# sanitizers, which need /proc, add a message of their own
	grep -qx "pwdx: /proc is not mounted" err || wrong "$(cat err)"
else
	skip "mount namespaces are not permitted here"
fi

it "agrees with procps"
if reference pwdx procps; then
	(cd / && exec sleep 100) &
	stray=$! strange=/
	wait_for is_in
	agrees $stray $sleeper 2147483647 /proc/$sleeper
	agrees $sleeper
	agrees 007 "$sleeper"
	kill $stray
else
	skip "procps' pwdx is not installed"
fi

finish
