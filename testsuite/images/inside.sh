#!/bin/sh
# inside.sh - process 1 of the machine that initramfs.t boots, run by busybox
#
# The console, a terminal, gets "@@ NAME", the output of that part, and "@@ NAME STATUS". The names
# are CONDITION.bin and CONDITION.gnu, for our nohup and GNU's (if it is there), while there is no
# /dev/null; then those of the tests in /tests.
PATH=/bin:/usr/bin
export PATH
cd /root || exit

# part NAME COMMAND...
part() {
	name=$1
	shift
	echo "@@ $name"
	"$@" 2>&1
	echo "@@ $name $?"
}

on_console() {
	env A=1 "$nohup" printenv A
}

from_a_pipe() {
	: | env A=1 "$nohup" printenv A
	result=$?
	cat nohup.out
	rm nohup.out
	return $result
}

from_nothing() {
	env A=1 "$nohup" printenv A <&-
	result=$?
	cat nohup.out
	rm nohup.out
	return $result
}

into_a_file() {
	env A=1 "$nohup" printenv A >file
	result=$?
	cat file
	rm file
	return $result
}

# nothing may be redirected to /dev/null, which would create it
for nohup in /bin/nohup /gnu/nohup; do
	[ -x "$nohup" ] || continue
	for condition in on_console from_a_pipe from_nothing into_a_file; do
		name=${nohup%/nohup}
		part "$condition.${name#/}" $condition
	done
done

mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs dev /dev
mkdir /dev/pts
mount -t devpts devpts /dev/pts
mount -t tmpfs tmpfs /tmp
export HOLDBOX=/bin/holdbox HOLDBOX_LINKS=/bin HOLDBOX_TOOLS=/tools
# shellcheck disable=SC2013
for name in $(cat /tests); do
	part "$name" timeout -s KILL 120 sh "/testsuite/$name" </dev/null
done
echo "@@ end"
poweroff -f
