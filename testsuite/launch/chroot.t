# shellcheck shell=sh
# chroot - root directory, user and groups; invalid arguments; applets in an empty root
. "${0%/*}/../lib.sh"
needs CHROOT
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"

state='^(Uid|Gid|Groups|Cap...)'

# Skips the test and fails unless we are root.
privileged() {
	is_root || skip "needs root"
	is_root
}

# Skips the test and fails unless our applets run in a root that contains only the box.
is_static() {
	! grep -q ld-linux "$HOLDBOX" || skip "the program is not static"
	! grep -q ld-linux "$HOLDBOX"
}


# A root with its own users, whose names and numbers differ from those of the old root.
make_root() {
	mkdir -p root/etc
	long=$(printf '%05000d' 1)
	cat >root/etc/passwd <<-END
		#comment:x:1:70099::/:
		+nis::0:0:::
		broken
		letters:x:12a:3::/:

		$long:x:7:7::/:
		root:x:0:0::/:
		inner:x:70001:70002:$long:/inner:/bin/sh
		short:x:70003:70004
		70009:x:70010:70011::/:
		first.last:x:70020:70021::/:
		nobody:x:70030:70031::/:
		last:x:70040:70041::/:/bin/sh
	END
	printf '%s\n' "a:x:80001:$(seq -s, 1 3000),inner" 'b:x:80002:inne,innerr,last' \
		'c:x:80003:inner,short' 'again:x:80003:inner' 'own:x:70002:inner' 'none:x:80004:' \
		'12b:x:12b:inner' >root/etc/group
	printf 'last:x:80005:last' >>root/etc/group
	printf '\nnul\0:x:70050:70051::/:\n5:x:70060:70061::/:\n' >>root/etc/passwd
}

# becomes UID GID GROUPS OPTION...: the credentials in ./root, as our setpriv reports them
becomes() {
	wanted="$1 $2 $3"
	shift 3
	run chroot "$@" root setpriv -ddd
	exits 0; complains
	same "$wanted" "$(awk '/id:/ && !seen[substr($1, length($1) - 3), $2]++ { printf "%s ", $2 }
		/^Supp/ { print $3 }' out)" credentials
}

it "makes a directory the root directory and the working directory"
if privileged && is_static && has SLEEP; then
	mkdir root
	command="chroot root sleep 100"
	chroot root sleep 100 >out 2>err &
	pid=$!
	wait_for sh -c "[ \"\$(readlink /proc/$pid/root)\" = '$PWD/root' ]"
	wait_for sh -c "[ \"\$(readlink /proc/$pid/cwd)\" = '$PWD/root' ]"
	kill $pid
	wait $pid 2>/dev/null
	file out ""
	file err ""
fi

it "looks up the command in the new root"
if privileged; then
	mkdir root
	run chroot root sh -c :
	exits 127; prints
	complains "chroot: failed to run command 'sh': No such file or directory"
	mkdir -p root/bin/dir
	run chroot root /bin/dir
	exits 126; prints
	complains "chroot: failed to run command '/bin/dir': Permission denied"
	run chroot / sh -c 'echo "$0 $*"; exit 7' a --help b
	exits 7; prints "a --help b"; complains
fi

it "starts applets in an empty root, one after another"
if privileged && is_static && has NICE && has ENV && has PRINTENV; then
	mkdir root
	run chroot root true
	exits 0; complains
	run chroot root nice env A=1 nice -n 1 env -i B=2 printenv </dev/null
	exits 0; complains
	prints "B=2"
	run chroot root chroot / nice chroot . env C=3 printenv C
	exits 0; complains
	prints 3
	run chroot root nice env -S 'nice nosuch'
	exits 127
fi

it "starts its own applets, not a program with its own path in the new root"
if privileged && is_static && has NICE && has PRINTENV; then
	mkdir -p "root$HOLDBOX_LINKS" box
	ln -s "$HOLDBOX" box/chroot
	mkdir -p "root$PWD/box"
	printf '#!/bin/sh\necho wrong\n' >"root$PWD/box/chroot"
	chmod +x "root$PWD/box/chroot"
	run box/chroot root nice printenv PATH
	exits 0; prints "$PATH"; complains
fi

it "also starts them on a kernel without execveat: in its own process"
if privileged && is_static && has NICE && has ENV && has PRINTENV && has NOHUP; then
	mkdir root
	inject execveat:error=ENOSYS chroot root nice env A=1 nohup nice -n 1 env -i B=2 printenv </dev/null
	exits 0; complains
	prints "B=2"
	[ -n "$skipped" ] || same 0 "$(grep -v ENOSYS trace | grep -c execveat)" "calls that worked"
	inject execveat:error=ENOSYS chroot root printenv --wrong
	exits 2
	same "printenv: unrecognized option '--wrong'" "$(head -n 1 err)" complaint
	inject execveat:error=ENOSYS chroot root nice nosuch
	exits 127; prints; complains "nice: 'nosuch': No such file or directory"
	# but not in an applet that only loses its capabilities by an execve
	has SETPRIV && inject execveat:error=ENOSYS chroot root setpriv --reuid 1 --keep-groups printenv B &&
		exits 127 && prints
	# nor in the memory of a process that has called vfork
	has TIMEOUT && [ -z "$skipped" ] && run strace -f -qq -o trace -e trace=execveat \
		-e inject=execveat:error=ENOSYS chroot root timeout 9 printenv B && exits 127 && prints
fi

it "leaks no descriptor to the command"
if privileged; then
	report rep leaks >/dev/null 2>&1
	leaks=$(cat rep) # inherited from our callers
	run chroot / "$HOLDBOX_TOOLS/report" "$PWD/rep1" leaks
	exits 0
	file rep1 "$leaks"
	if has NICE && has ENV; then
		tools=$HOLDBOX_TOOLS
		run env PATH=/nowhere "$HOLDBOX_LINKS/chroot" / nice env A=1 \
			"$tools/report" "$PWD/rep2" leaks
		exits 0
		file rep2 "$leaks"
		run sh -c 'PATH=/nowhere; exec "$0/chroot" / nice env "$1" "$2" 0<&- 1>&- 2>&-' \
			"$HOLDBOX_LINKS" "$tools/report" "$PWD/rep4"
		file rep4 "0 closed
1 closed
2 closed"
	fi
fi

it "runs an interactive shell without a command"
if privileged; then
	printf '#!/bin/sh\necho "$0 $*"\n' >shell
	chmod +x shell
	SHELL=$PWD/shell run chroot /
	exits 0; prints "$PWD/shell -i"; complains
	mkdir root
	(unset SHELL; run chroot root; echo "$status" >status)
	file status 127
	complains "chroot: failed to run command '/bin/sh': No such file or directory"
	SHELL='' run chroot /
	exits 127
	complains "chroot: failed to run command '': No such file or directory"
fi

it "looks up users and groups, by name or number, in the new root"
if privileged && is_static && has SETPRIV; then
	make_root
	becomes 70001 70002 70002,80001,80003 --userspec=inner
	becomes 70001 70002 70002,80001,80003 --userspec=inner:
	becomes 70001 70002 70002,80001,80003 --userspec=70001
	becomes 70001 70002 70002,80001,80003 --userspec=+70001
	becomes 70001 80004 70002,80001,80003,80004 --userspec=inner:none
	becomes 70001 80004 70002,80001,80003,80004 --userspec=70001:80004
	becomes 70001 5 5,70002,80001,80003 --userspec=inner:5
	becomes 70003 70004 70004,80003 --userspec=short
	becomes 70010 70011 70011 --userspec=70009
	becomes 70009 5 '[none]' --userspec=+70009:+5
	becomes 70020 70021 70021 --userspec=first.last
	becomes 70030 70031 70031 --userspec=nobody
	becomes 70040 70041 70041,80002,80005 --userspec=last
	becomes 4294967294 4294967293 '[none]' --userspec=4294967294:4294967293
	becomes 0 0 0 --userspec=root
fi

it "sets the supplementary groups"
if privileged && is_static && has SETPRIV; then
	make_root
	becomes 0 0 80001,80004 --groups=a,none
	becomes 0 0 3,5 --groups=5,+3
	becomes 0 0 5 --groups=,5,,
	becomes 0 0 '[none]' --groups=
	becomes 70001 70002 '[none]' --userspec=inner --groups=
	becomes 70001 9 80004 --userspec=inner:9 --groups=none
	becomes 0 80004 '[none]' --userspec=:none --groups=
fi

it "needs no files for numbers"
if privileged && is_static && has SETPRIV; then
	mkdir root
	becomes 70001 70002 '[none]' --userspec=70001:70002
	becomes 70001 70002 5 --userspec=+70001:+70002 --groups=5
	becomes 0 0 6 --groups=6
	run chroot --userspec=70001 root true
	exits 125; prints
	complains "chroot: no group specified for unknown uid: 70001"
fi

it "looks up names in the old root that the new one does not list"
if privileged && is_static && has SETPRIV; then
	mkdir root
	uid=$(id -u nobody) gid=$(id -g nobody)
	becomes "$uid" "$gid" "$gid" --userspec=nobody
	becomes "$uid" 0 0 --userspec=nobody:root
	becomes 0 0 0 --groups=root
	make_root
	becomes 1 "$(id -g 1)" "$(id -g 1)" --userspec=1
	becomes 0 0 "$gid" --groups="$(id -gn nobody)"
	printf '\ndaemon:x:80009:\n' >>root/etc/group
	becomes 1 80009 80009 --userspec=1:daemon
	run chroot --userspec=nul root true
	exits 125
	complains "chroot: invalid user: 'nul'"
fi

it "ignores a user of the old root with the same number"
if privileged && is_static && has SETPRIV; then
	make_root
	mkdir root/root
	echo 'five:x:80010:5' >>root/etc/group
	run chroot root chroot --userspec=5:6 root setpriv -d
	exits 0
	same "5 6 [none]" "$(sed -n '1s/.* //p; 3s/.* //p; 5s/.* //p' out | xargs)" credentials
	run chroot root chroot --userspec=5 root true
	exits 125; prints
	complains "chroot: no group specified for unknown uid: 5"
fi

it "still accepts a dot instead of the colon, with a warning"
if privileged; then
	run chroot --userspec=5.6 / grep -E '^(U|G)id' /proc/self/status
	exits 0
	complains "chroot: warning: '.' should be ':'"
	prints "$(printf 'Uid:\t5\t5\t5\t5\nGid:\t6\t6\t6\t6')"
	run chroot --userspec=nosuch.6 / true
	exits 125
	complains "chroot: invalid user: 'nosuch.6'"
fi

it "cannot regain root's privileges"
if privileged; then
	run chroot --userspec=70001:70002 / regain
	exits 0; prints; complains
	run chroot --userspec=70001:70002 --groups=5 / regain
	exits 0; prints; complains
	run chroot --userspec=:70002 / regain
	exits 1
fi

it "reports an invalid user, group or list, and runs nothing"
if privileged; then
	for spec in nosuch nosuch:1 4294967295:1 4294967296:1 99999999999999999999:1 -1:1 0x5:1 1x:1 \
		+:1 '+ 5:1' +root:0 'two words' "$(printf 'a\nb')"; do
		run chroot --userspec="$spec" / echo ran
		exits 125; prints
		user=$(printf %s "${spec%%:*}" | awk 'NR > 1 { printf "\\n" } { printf "%s", $0 }')
		complains "chroot: invalid user: '$user'"
	done
	for group in nosuch 4294967295 4294967296 99999999999999999999 -1 0x5 1x + 0:0 'two words'; do
		run chroot --userspec=1:"$group" / echo ran
		exits 125; prints
		complains "chroot: invalid group: '$group'"
		run chroot --groups=1,"$group" / echo ran
		exits 125; prints
		complains "chroot: invalid group '$group'"
	done
	run chroot --groups=, / echo ran
	exits 125; prints
	complains "chroot: invalid group list ','"
fi

it "accepts only the root directory with --skip-chdir"
if privileged; then
	here=$PWD
	run chroot --skip-chdir / pwd -P
	exits 0; prints "$here"; complains
	run chroot --skip-chdir ///usr/.. pwd -P
	exits 0; prints "$here"
	for root in . /usr /nosuch ''; do
		run chroot --skip-chdir "$root" echo ran
		exits 125; prints
		complains "chroot: option --skip-chdir only permitted if NEWROOT is old '/'
Try 'chroot --help' for more information."
	done
fi

it "reports why it cannot change the root directory"
: >plain
for root in nosuch plain ''; do
	reason="No such file or directory"
	[ "$root" != plain ] || reason="Not a directory"
	run chroot "$root" echo ran
	exits 125; prints
	complains "chroot: cannot change root directory to '$root': $reason"
done
run chroot "$(printf 'a\033b')" true
exits 125
complains "chroot: cannot change root directory to 'a'\$'\\033''b': No such file or directory"

it "runs nothing without the permission to change the root directory"
for option in -- --userspec=0 --userspec=1000:1000 --groups=0; do
	run_unprivileged chroot $option / echo ran
	exits 125; prints
	complains "chroot: cannot change root directory to '/': Operation not permitted"
done

it "runs nothing if a system call fails or has no effect"
if privileged; then
	while read -r call text; do
		for errno in EPERM EIO EINVAL; do
			inject "$call:error=$errno" chroot --userspec=1:1 / echo ran
			exits 125; prints
			case $(cat err) in
			"chroot: $text: "*) ;;
			*) wrong "$call: $(cat err)" ;;
			esac
			same 1 "$(wc -l <err)" "lines of message"
		done
	done <<-END
		chroot cannot change root directory to '/'
		chdir cannot chdir to root directory
		setgroups failed to set supplemental groups
		setresgid failed to set group-ID
		setresuid failed to set user-ID
	END
	for call in setgroups setresgid setresuid; do
		inject "$call:retval=0" chroot --userspec=1:2 --groups=3 / echo ran
		exits 125; prints
		same 1 "$(grep -c ': Operation not permitted$' err)" "messages for $call"
	done
	if ! grep -q ld-linux "$HOLDBOX"; then
		inject read:error=EIO chroot --userspec=1 / echo ran
		exits 125; prints
	fi
	inject getgroups:retval=2 chroot --userspec=1:2 --groups=3 / echo ran
	exits 125; prints
fi

it "sets groups, group and user in this order, after the root directory"
if privileged; then
	inject chroot,chdir,setgroups,setresgid,setresuid:delay_enter=1 chroot --userspec=5:6 --groups=7 / true
	exits 0
	same "chroot chdir setgroups setresgid setresuid " \
		"$(sed -n 's/^\([a-z]*\)(.*) *= 0.*/\1/p' trace | tr '\n' ' ')" calls
fi

it "requires a directory"
for option in -- --skip-chdir --groups=1; do
	run chroot $option
	exits 125; prints
	complains "chroot: missing operand
Try 'chroot --help' for more information."
done
run chroot --groups
exits 125
run chroot -x / true
exits 125
complains "chroot: invalid option -- 'x'
Try 'chroot --help' for more information."

it "behaves like GNU's"
if privileged && reference chroot coreutils; then
	agrees
	agrees /nosuch
	agrees / nosuch
	agrees / /
	agrees --bogus
	agrees --skip-chdir /usr true
	for option in --groups= --groups=1,2 --groups=1,,2 --groups=,1 '--groups=,' --groups=x \
		--groups=1,x --groups=x,y --groups=' 1' --groups='1 ' --groups=+1 --groups=-1 \
		--groups=4294967296 --groups=root,nogroup --userspec= --userspec=: --userspec=0 \
		--userspec=nobody --userspec=nobody: --userspec=:nogroup --userspec=nobody:nogroup \
		--userspec=12345 --userspec=12345: --userspec=12345:6 --userspec=5 --userspec=+5 \
		--userspec=+5:+6 --userspec=5:6 --userspec=1:2: --userspec=' 5' --userspec=nobody.0 \
		--userspec=nobody. --userspec=.5 --skip-chdir; do
		agrees "$option" / grep -E "$state" /proc/self/status
		agrees "$option" --groups=3 / grep -E "$state" /proc/self/status
		agrees --userspec=7:8 "$option" / grep -E "$state" /proc/self/status
	done
	for spec in nosuch 1:nosuch 4294967295:1 1:4294967295 -1:1 root:0:0 0x5:1 + 1:+ 5. 12345.; do
		(exec "$theirs" --userspec="$spec" / true) 2>wanted.err
		run chroot --userspec="$spec" / true
		exits 125
		same "$(sed "s|$theirs|chroot|" wanted.err)" "$(sed "s/: '.*//" err)" message
	done
elif is_root; then
	skip "GNU chroot is not installed"
fi

finish
