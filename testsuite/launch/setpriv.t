# shellcheck shell=sh
# setpriv - the resulting privileges, compared with util-linux's; invalid arguments; failing calls
. "${0%/*}/../lib.sh"
needs SETPRIV

theirs=$(PATH=$system_path command -v setpriv)
state='^(Uid|Gid|Groups|Cap...|NoNewPrivs)'
status_of="grep -E '$state' /proc/self/status"

# Skips the test and fails unless we are root.
privileged() {
	is_root || skip "needs root"
	is_root
}

# Skips the test and fails unless --dump is configured.
dumps() {
	has FEATURE_SETPRIV_DUMP || skip "FEATURE_SETPRIV_DUMP is not configured"
	has FEATURE_SETPRIV_DUMP
}

also_traced=execve

# has_status FIELD VALUE...: a line of /proc/self/status in ./out
has_status() {
	field=$1
	shift
	same "$*" "$(awk -v field="$field:" '$1 == field { $1 = ""; print substr($0, 2) }' out |
		sed 's/ *$//')" "$field"
}

# refuses STATUS MESSAGE ARGUMENT...: with these arguments nothing is run, and one line says why
refuses() {
	wanted=$1 message=$2
	shift 2
	run setpriv "$@" echo ran
	exits "$wanted"; prints
	complains "setpriv: $message"
}

# Our own bounding set.
bounding=$(sed -n 's/^CapBnd:.//p' /proc/self/status)
none=0000000000000000

it "becomes a user with --user: IDs, groups, HOME, no capabilities"
if privileged; then
	user=$(awk -F: '$4 != "" && $3 != "" { split($4, names, ","); print names[1]; exit }' /etc/group)
	for name in ${user:-nobody} nobody; do
		uid=$(id -u "$name") gid=$(id -g "$name")
		run setpriv --inh-caps +chown setpriv --user "$name" sh -c "echo \$HOME; $status_of"
		exits 0; complains
		same "$(awk -F: -v name="$name" '$1 == name { print $6 }' /etc/passwd)" \
			"$(head -n 1 out)" HOME
		has_status Uid "$uid $uid $uid $uid"
		has_status Gid "$gid $gid $gid $gid"
		same "$(id -G "$name" | tr ' ' '\n' | sort -n)" \
			"$(sed -n 's/^Groups:.//p' out | tr -s ' ' '\n' | sort -n)" groups
		for set in CapInh CapPrm CapEff CapAmb; do
			has_status $set $none
		done
		has_status CapBnd "$bounding"
		run setpriv --user "$uid" sh -c "$status_of"
		has_status Uid "$uid $uid $uid $uid"
		has_status Gid "$gid $gid $gid $gid"
		run setpriv --user "$name" regain
		exits 0; prints
	done
fi

it "sets only the group given with --user"
if privileged; then
	run setpriv --user nobody:daemon sh -c "$status_of"
	exits 0; complains
	has_status Gid 1 1 1 1
	has_status Groups
	run setpriv --user=+70001:+70002 sh -c "echo \$HOME; $status_of"
	exits 0
	same / "$(head -n 1 out)" HOME
	has_status Uid 70001 70001 70001 70001
	has_status Gid 70002 70002 70002 70002
	has_status Groups
	has_status CapPrm $none
	run setpriv --user 70001:70002 regain
	exits 0; prints
fi

it "needs no files for the numbers of --user"
if privileged && dumps && has CHROOT && ! grep -q ld-linux "$HOLDBOX"; then
	mkdir root
	cp "$HOLDBOX" root/setpriv
	run chroot root setpriv --user 70001:70002 /setpriv -ddd
	exits 0; complains
	same "uid: 70001 euid: 70001 suid: 70001 gid: 70002 egid: 70002 sgid: 70002" \
		"$(head -n 6 out | xargs)" IDs
	run chroot root setpriv --groups 5 /setpriv --user 70001 /setpriv -ddd
	exits 0
	same "uid: 70001 euid: 70001 suid: 70001 gid: 0 egid: 0 sgid: 0" \
		"$(head -n 6 out | xargs)" IDs
	grep -q '^Supplementary groups: \[none\]' out || wrong "$(cat out)"
	run chroot root setpriv --user root true
	exits 1
	complains "setpriv: failed to parse user: 'root': No such file or directory"
else
	skip "needs root, chroot and a static build"
fi

it "keeps root's capabilities with --user root"
if privileged; then
	HOME=/elsewhere run setpriv --groups 5 setpriv --user root sh -c "echo \$HOME; $status_of"
	exits 0
	same /root "$(head -n 1 out)" HOME
	has_status Uid 0 0 0 0
	has_status CapEff "$bounding"
	run setpriv --user root /usr/bin/env
	same 1 "$(grep -c ^HOME= out)" "number of HOME"
fi

it "keeps the capabilities requested along with --user"
if privileged; then
	run setpriv --inh-caps +kill setpriv --user nobody --inh-caps +net_bind_service \
		--ambient-caps +net_bind_service sh -c "$status_of"
	exits 0; complains
	for set in CapInh CapPrm CapEff CapAmb; do
		has_status $set 0000000000000400
	done
fi

it "applies other options along with --user"
if privileged && dumps; then
	run setpriv --user nobody --inh-caps +kill --nnp --securebits +noroot --bounding-set=-chown \
		--pdeathsig HUP setpriv -dd
	exits 0
	for line in "Inheritable capabilities: kill" "Permitted capabilities: [none]" "no_new_privs: 1" \
		"Securebits: noroot" "Parent death signal: HUP"; do
		grep -qxF "$line" out || wrong "no $line in $(cat out)"
	done
	grep -q '^Capability bounding set: dac_override,' out || wrong "$(cat out)"
fi

it "drops the capabilities of a user other than root"
if privileged; then
	run setpriv --reuid 70001 --regid 70001 --clear-groups --inh-caps +setuid,+setgid,+kill \
		--ambient-caps +setuid,+setgid,+kill setpriv --user 70003:70004 sh -c "$status_of"
	exits 0; complains
	has_status Uid 70003 70003 70003 70003
	for set in CapInh CapPrm CapEff CapAmb; do
		has_status $set $none
	done
	run setpriv --reuid 70001 --clear-groups --inh-caps +setuid,+setgid --ambient-caps \
		+setuid,+setgid setpriv --user 70003:70004 regain
	exits 0; prints
fi

it "accepts no other option for IDs and groups with --user"
for option in "--reuid 1" "--euid 1" "--rgid 1" "--clear-groups" "--groups 1" "--init-groups"; do
	# shellcheck disable=SC2086
	refuses 1 "--user excludes the options that set an ID or groups" --user root $option
	# shellcheck disable=SC2086
	refuses 1 "--user excludes the options that set an ID or groups" $option --user=root
done
refuses 1 "duplicate --user option" --user 1 --user=1
for name in nosuch '' 1x -1 0x1 + 'two words' .; do
	refuses 1 "unknown user: '$name'" --user="$name"
	refuses 1 "unknown user: '$name'" --user="$name:1"
	refuses 1 "unknown group: '$name'" --user="1:$name"
done
refuses 1 "unknown group: '1:1'" --user=1:1:1
refuses 1 "failed to parse user: '4294967295': must be from 0 to 4294967294" --user=4294967295
refuses 1 "failed to parse group: '4294967295': must be from 0 to 4294967294" --user=1:4294967295

it "cannot regain user, groups and capabilities once they are dropped"
if privileged; then
	run setpriv --reuid 1000 --regid 1000 --clear-groups regain
	exits 0; prints
	run setpriv --reuid 1000 --regid 1000 --groups 5,6 --inh-caps=-all --nnp regain
	exits 0; prints
	run setpriv --reuid 1000 --regid 1000 --clear-groups --inh-caps +kill --ambient-caps +kill regain
	exits 1; prints ambient
	run setpriv --ruid 1000 regain
	exits 1
fi

it "reports an invalid ID"
for option in reuid ruid euid regid rgid egid; do
	for id in nosuch '' 1x -1 0x1 + '1 ' "-" "two words"; do
		refuses 1 "failed to parse $option: '$id'" --keep-groups --$option="$id"
	done
	for id in 4294967295 4294967296 4294967297 18446744073709551616 99999999999999999999999; do
		refuses 1 "failed to parse $option: '$id': must be from 0 to 4294967294" \
			--keep-groups --$option $id
	done
done
run setpriv --reuid "$(printf 'a\n\033b')" true
exits 1
complains "setpriv: failed to parse reuid: 'a'\$'\\n\\033''b'"

it "reports an invalid list of groups"
for id in nosuch '' 1x -1; do
	refuses 1 "Invalid supplementary group id: '$id'" --groups="1,$id"
	refuses 1 "Invalid supplementary group id: '$id'" --groups="$id,1,x"
done
for id in 4294967295 4294967296 99999999999999999999; do
	refuses 1 "Invalid supplementary group id: '$id': must be from 0 to 4294967294" \
		--groups="1,$id"
done

it "reports an invalid capability"
last=$(setpriv --list-caps | wc -l)
for option in inh-caps ambient-caps bounding-set; do
	for name in foo '' cap_chown cap_ cap_"$last" cap_64 cap_-1 cap_99999999999999999999 +chown \
		'all ' ALL; do
		refuses 1 "unknown capability '$name'" --$option="+kill,-$name"
	done
	for list in chown '' ',' =all '*' ' +chown'; do
		refuses 1 "bad capability string '${list%%,*}'" --$option="$list"
	done
	refuses 1 "bad capability string ''" --$option=+chown,
done

it "reports an invalid secure bit"
for name in foo '' 0x1 1 noroot_; do
	refuses 1 "unrecognized securebit '$name'" --securebits="+noroot,+$name"
done
for list in noroot '' ',' '=all'; do
	refuses 1 "bad securebits string '${list%%,*}'" --securebits="$list"
done
refuses 1 "+all securebits is not allowed" --securebits=+all
refuses 1 "adjusting keep_caps does not make sense" --securebits=+keep_caps
refuses 1 "adjusting keep_caps does not make sense" --securebits=-keep_caps

it "reports an invalid signal"
for name in x '' 0 EXIT 65 -1; do
	refuses 1 "unknown signal: ${name:-''}" --pdeathsig="$name"
done
refuses 1 "unknown signal: TREM; did you mean 'TERM'?" --pdeathsig=TREM
refuses 1 "unknown signal: TERM ; did you mean 'TERM'?" --pdeathsig='TERM '

it "changes nothing if an argument is wrong"
if privileged; then
	for wrong_option in --groups=x --inh-caps=+x --ambient-caps=x --bounding-set=+x --securebits=x \
		--pdeathsig=x --reuid=nosuch; do
		inject setgroups,setresuid,setresgid,capset:error=EIO setpriv --nnp --regid 1 --keep-groups \
			--ruid 1 --bounding-set=-chown "$wrong_option" echo ran 2>/dev/null
		exits 1; prints
		! grep -v execve trace | grep . || wrong "$wrong_option: $(cat trace)"
	done
fi

it "runs nothing if a system call fails or has no effect"
if privileged; then
	all="--reuid 5 --regid 6 --groups 7 --securebits +noroot --bounding-set -chown --inh-caps +kill
		--ambient-caps +kill --nnp"
	for errno in EPERM EIO EAGAIN; do
		while read -r call text; do
			# shellcheck disable=SC2086
			inject "$call:error=$errno" setpriv $all echo ran
			exits 127; prints
			case $(cat err) in
			"setpriv: $text: "*) ;;
			*) wrong "$call: $(cat err)" ;;
			esac
			same 1 "$(grep -c execve trace)" "number of execve after $call"
		done <<-END
			setgroups setgroups failed
			setresgid setresgid failed
			setresuid setresuid failed
			capset reactivate capabilities
			capset:when=1 reactivate capabilities
			capget activate capabilities
		END
	done
	for call in setgroups setresgid setresuid capset; do
		# shellcheck disable=SC2086
		inject "$call:retval=0" setpriv $all echo ran
		exits 127; prints
		same 1 "$(grep -c ': Operation not permitted$' err)" "messages for $call"
	done
	run setpriv --inh-caps +kill strace -qq -o trace -e inject=capset:retval=0 \
		setpriv --user 5:6 echo ran
	exits 127; prints
	complains "setpriv: apply capabilities: Operation not permitted"
	inject capset:error=EPERM setpriv --user 5:6 echo ran
	exits 127; prints
	complains "setpriv: apply capabilities: Operation not permitted"
	run setpriv --groups 8,9 strace -qq -o trace -e inject=setgroups:retval=0 \
		setpriv --groups 7 echo ran
	exits 127; prints
	complains "setpriv: setgroups failed: Operation not permitted"
	run setpriv --bounding-set=-chown setpriv --bounding-set=+chown echo ran
	exits 127; prints
	complains "setpriv: apply bounding set: Operation not permitted"
fi

# Each prctl of a run with all options: the n-th fails, or has no effect.
it "runs nothing whichever prctl fails"
if privileged && command -v strace >/dev/null; then
	all="--reuid 5 --regid 6 --clear-groups --securebits +noroot --bounding-set=-chown --inh-caps=+kill
		--ambient-caps=+kill --nnp --pdeathsig TERM"
	# shellcheck disable=SC2086
	strace -qq -e trace=prctl -o calls setpriv $all true
	number=0
	tested=0
	while read -r call; do
		number=$((number + 1))
		case $call in
		*PR_SET_* | *PR_CAPBSET_DROP* | *AMBIENT_RAISE*)
			tested=$((tested + 1))
			faults="error=EPERM error=EINVAL retval=0"
			;;
		*) # a few of the many that read a set
			[ $((number % 29)) = 0 ] || continue
			faults=error=EPERM
			;;
		esac
		for fault in $faults; do
			# shellcheck disable=SC2086
			inject "prctl:$fault:when=$number" setpriv $all echo ran
			exits 127; prints
			same 1 "$(wc -l <err)" "lines of message for $fault in $call"
		done
	done <calls
	same 6 "$tested" "calls tested"
else
	skip "needs root and strace"
fi

it "runs nothing if root's privileges are needed but missing"
while read -r text; do
	read -r options
	# shellcheck disable=SC2086
	run_unprivileged setpriv $options echo ran
	exits 127; prints
	complains "setpriv: $text: Operation not permitted"
done <<END
setresuid failed
--reuid 5
setresuid failed
--ruid 0
setresuid failed
--euid 0
setresgid failed
--regid 5 --keep-groups
setgroups failed
--groups 1000
setgroups failed
--clear-groups
setgroups failed
--user 1000:1000
setgroups failed
--user 0
apply bounding set
--bounding-set=-chown
apply capabilities
--inh-caps=+chown
apply ambient capabilities
--ambient-caps=+chown
set process securebits failed
--securebits=+noroot
END

it "needs no privileges for changes that do not require any"
run_unprivileged setpriv --nnp --inh-caps=-all --ambient-caps=-all sh -c "$status_of"
exits 0; complains
has_status NoNewPrivs 1
if is_root; then
	run_unprivileged setpriv --reuid 1000 --regid 1000 --keep-groups sh -c "$status_of"
	exits 0
	has_status Uid 1000 1000 1000 1000
fi

it "runs nothing if it cannot read the sets of capabilities"
for reason in error=EPERM error=EINVAL error=ENOSYS error=EINVAL:when=5 error=EPERM:when=5; do
	for option in --bounding-set=-all --bounding-set=+kill --inh-caps=-all --ambient-caps=-all; do
		inject "prctl:$reason" setpriv $option echo ran
		exits 127; prints
		case $(cat err) in
		"setpriv: getting capability bounding set failed: "*) ;;
		*) wrong "$reason, $option: $(cat err)" ;;
		esac
	done
	for option in --list-caps --dump; do
		[ $option = --list-caps ] || has FEATURE_SETPRIV_DUMP || continue
		inject "prctl:$reason" setpriv $option
		exits 1; prints
		same 1 "$(grep -c '^setpriv: getting .* failed: ' err)" "messages of $option, $reason"
	done
done

it "reports on --dump whatever cannot be read"
if dumps; then
	for call in getresuid getresgid getgroups capget prctl:when=1 prctl:when=2 prctl:when=70 \
		prctl:when=130 prctl:when=131; do
		when=${call#"${call%%:*}"}
		inject "${call%%:*}:error=EACCES$when" setpriv --dump
		exits 1; prints
		same 1 "$(grep -c '^setpriv: get.* failed: Permission denied$' err)" "messages for $call"
	done
fi

it "is killed with its parent"
run sh -c 'setpriv --pdeathsig KILL sleep 100 & echo $!; until grep -qs "^Name:.sleep" /proc/$!/status
	do :; done'
read -r pid <out
wait_for sh -c '! kill -0 "$1"' sh "$pid"

it "looks up the program in the new PATH"
mkdir dir
printf '#!/bin/sh\necho "found $HOME"\n' >dir/tool
chmod +x dir/tool
PATH=$PWD/dir:$PATH run setpriv tool
exits 0; prints "found $HOME"
PATH=$PWD/dir:$PATH run setpriv --reset-env tool
exits 127; prints
complains "setpriv: failed to execute tool: No such file or directory"

it "resets the environment, even to that of a user who is not listed"
if privileged; then
	TERM=vt100 run setpriv --reset-env --reuid 70001 env
	exits 0
	prints "TERM=vt100
SHELL=/bin/sh
HOME=/
PATH=/usr/local/bin:/bin:/usr/bin"
	(unset TERM; run setpriv --reset-env --user nobody env)
	same "SHELL HOME USER LOGNAME PATH " "$(cut -d= -f1 out | tr '\n' ' ')" variables
fi

it "prints the current state, in more detail for each -d"
dumps
for option in -d -dd --dump "-d -d" -ddd; do
	# shellcheck disable=SC2086
	run setpriv $option
	exits 0; complains
done
same "uid: euid: suid: gid: egid: sgid: Supplementary no_new_privs: Effective Permitted Inheritable \
Ambient Capability Securebits: Parent" "$(cut -d' ' -f1 out | xargs)" lines
run sh -c 'exec setpriv -d >/dev/full'
exits 1
complains "setpriv: write error: No space left on device"
inject prctl:error=EINVAL:when=2+ setpriv -d
exits 1

it "names every capability of this kernel"
run setpriv --list-caps
exits 0
[ ! -r /proc/sys/kernel/cap_last_cap ] ||
	same "$(($(cat /proc/sys/kernel/cap_last_cap) + 1))" "$(wc -l <out)" number
inject prctl:retval=1 setpriv --list-caps
exits 0
same cap_63 "$(tail -n 1 out)" "last of 64"
inject prctl:error=EINVAL:when=38+ setpriv --list-caps
exits 0
same block_suspend "$(tail -n 1 out)" "last of 37"

it "requests labels only from a system that is running"
if [ ! -d /sys/fs/selinux ]; then
	refuses 127 "SELinux is not running" --selinux-label x
	inject '?access,?faccessat,?faccessat2:retval=0' setpriv --selinux-label x echo ran
	exits 127; prints
	complains "setpriv: write failed: /proc/self/attr/exec: Invalid argument"
	command -v strace >/dev/null &&
		strace -o trace -e trace=write,?access,?faccessat,?faccessat2 -e inject='?access,?faccessat,?faccessat2:retval=0' \
			-e inject=write:retval=6:when=1 setpriv --apparmor-profile p true 2>err
	grep -q '"exec p", 6' trace || wrong "$(cat trace)"
fi
[ -d /sys/kernel/security/apparmor ] ||
	refuses 127 "AppArmor is not running" --apparmor-profile x

it "prints help and version, also with short options"
for option in -h --help; do
	run setpriv $option
	exits 0; complains
	same "Usage: setpriv [OPTION]... PROGRAM [ARG]..." "$(head -n 1 out)" usage
done
run setpriv -V
exits 0
same "setpriv (holdbox)" "$(cut -d' ' -f1-2 out)" version

it "exits with the status of the program, 127 if there is none and 126 if it cannot run"
run setpriv sh -c 'exit 7'
exits 7
run setpriv ./missing
exits 127; prints
complains "setpriv: failed to execute ./missing: No such file or directory"
run setpriv /
exits 126; prints
complains "setpriv: failed to execute /: Permission denied"

it "gives the program the same state as util-linux's"
if ! privileged; then
	:
elif reference setpriv util-linux; then
	while read -r options; do
		for report in "$status_of" "$theirs -d"; do
			# shellcheck disable=SC2086
			agrees $options sh -c "$report"
		done
	done <<-END
		--nnp
		--reuid 1000
		--ruid 1000
		--euid 1000
		--ruid 1000 --euid 2000
		--reuid 1000 --regid 1000 --clear-groups
		--reuid nobody --regid nogroup --clear-groups
		--reuid=nobody --init-groups
		--ruid=nobody --init-groups
		--reuid=postgres --regid=postgres --init-groups
		--reuid 1000 --regid 1000 --groups 1,2,daemon,bin
		--regid 5 --keep-groups
		--rgid 5 --egid 6 --clear-groups
		--rgid 5 --keep-groups
		--egid 5 --keep-groups
		--groups 9,8,7,7
		--clear-groups
		--keep-groups
		--inh-caps +chown
		--inh-caps -all
		--inh-caps=-all,+chown,+KILL,+cap_5,-cap_5
		--inh-caps +chown,+kill --ambient-caps +kill
		--inh-caps +chown --ambient-caps +chown --reuid 1000
		--inh-caps +chown,+kill --ambient-caps +chown,+kill --reuid 1000 --regid 5 --clear-groups --nnp
		--bounding-set -chown
		--bounding-set=-all
		--bounding-set=-all,+chown,+kill
		--bounding-set=-chown,-kill --inh-caps=-all --ambient-caps=-all --reuid 5
		--bounding-set=-all --reuid 1000 --regid 1000 --clear-groups --inh-caps=-all --nnp
		--securebits +noroot
		--securebits +noroot,+noroot_locked,+no_setuid_fixup,-noroot_locked
		--securebits +no_setuid_fixup --reuid 5
		--securebits +noroot --reuid 0
		--securebits +keep_caps_locked,+no_setuid_fixup_locked
		--securebits=-all
		--pdeathsig TERM
		--pdeathsig sigusr1
		--pdeathsig RTMIN+1
		--pdeathsig keep --reuid 5
		--pdeathsig clear
		--pdeathsig KILL --reuid 1000 --nnp
	END
	for inner in "--pdeathsig keep --reuid 5" "--pdeathsig clear" "--inh-caps +kill" "--reuid 5" \
		"--inh-caps=+kill --ambient-caps=+kill" "--ambient-caps=+kill --inh-caps=+kill --reuid 5" \
		"--ambient-caps=-all" "--inh-caps=-all" "--bounding-set=-kill" "--securebits=+noroot"; do
		# shellcheck disable=SC2086
		(exec "$theirs" --pdeathsig HUP --inh-caps +chown --ambient-caps +chown \
			"$theirs" $inner "$theirs" -dd) >wanted 2>wanted.err
		wanted=$?
		# shellcheck disable=SC2086
		run "$theirs" --pdeathsig HUP --inh-caps +chown --ambient-caps +chown \
			setpriv $inner "$theirs" -dd
		exits $wanted
		prints "$(cat wanted)"
		complains "$(cat wanted.err)"
	done
else
	skip "util-linux's setpriv is not installed"
fi

it "behaves like util-linux's"
if reference setpriv util-linux; then
	while read -r options; do
		case $options in
		-d*) has FEATURE_SETPRIV_DUMP || continue ;;
		esac
		# shellcheck disable=SC2086
		agrees $options
	done <<-END

		-d
		-dd
		-ddd
		-d -d
		-d true
		-d --nnp
		-d --list-caps
		--list-caps
		--list-caps true
		--list-caps --list-caps
		-x
		--foo
		--nn true
		--re true
		--reuid
		--reuid nosuch true
		--reuid 5x true
		--reuid 1 --reuid 2 true
		--reuid 1 --ruid 2 true
		--ruid 1 --reuid 2 true
		--euid 1 --euid 2 true
		--ruid 1 --ruid 2 true
		--regid 1 --egid 2 true
		--rgid 1 --regid 2 true
		--rgid 1 --rgid 1 true
		--regid 5 true
		--rgid 5 true
		--egid nosuch true
		--groups 1,x true
		--groups 1, true
		--groups 1 --groups 1 true
		--groups 1 --clear-groups true
		--keep-groups --init-groups true
		--keep-groups --keep-groups true
		--clear-groups --clear-groups true
		--init-groups true
		--init-groups --euid 0 true
		--init-groups --reuid 70001 true
		--inh-caps +kill --inh-caps +kill true
		--ambient-caps +kill --ambient-caps +kill true
		--bounding-set +kill --bounding-set +kill true
		--securebits +noroot --securebits +noroot true
		--securebits +all true
		--securebits -keep_caps true
		--nnp --no-new-privs true
		--nnp -- sh -c 'exit'
	END
	for variable in nobody root postgres; do
		agrees --reset-env --reuid $variable env
	done
	agrees --reset-env env
	agrees --reset-env --reset-env env
else
	skip "util-linux's setpriv is not installed"
fi

finish
