# Each of these commands is stopped before and after each of its system calls; there the process
# that it is about to signal ends, and an innocent one gets its number.
# shellcheck disable=SC2086 # the options that are lists
. "${0%/*}/../lib.sh"
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"
isolate
is_static || skip_all "with a dynamic linker there are too many system calls for this"
! grep -aq libgcov "$HOLDBOX" || skip_all "a program that counts its lines has too many system calls"
# the processor that a program is for is in bytes 18 and 19 of its file
[ "$(od -An -tx1 -j18 -N2 "$HOLDBOX")" = "$(od -An -tx1 -j18 -N2 "$(readlink -f /bin/sh)")" ] ||
	skip_all "the emulator makes too many system calls for this"

no_open="-x pidfd_open=38" no_signal="-x pidfd_send_signal=1"

# never_hits [FIRST] OPTION... COMMAND...: it never hits the innocent process; except in the first
# few runs, before it has held the one whose number it was given
never_hits() {
	first=0
	case $1 in
	[0-9]*)
		first=$1
		shift
		;;
	esac
	applet=
	for word; do
		case $word in
		kill | killall | pidwait | pkill) applet=$word ;;
		esac
	done
	has "$(echo "$applet" | tr '[:lower:]' '[:upper:]')" || return 0
	run timeout 100 recycle "$@"
	if [ "$status" = 99 ]; then
		skip "process IDs cannot be chosen here: $(cat err)"
		return
	fi
	exits 0
	read -r runs hits last <out
	[ "${runs:-0}" -gt 10 ] || wrong "only ${runs:-0} runs: recycle $*"
	[ "${hits:-1}" = 0 ] || [ $((runs - last)) -lt "$first" ] ||
		wrong "the innocent process was hit in $hits of $runs runs ($last): recycle $*"
}

it "signals processes by name"
never_hits kill prey
never_hits $no_open $no_signal kill prey
never_hits -n 10 $no_open $no_signal kill prey
never_hits pkill prey
never_hits -n 10 $no_open $no_signal pkill -KILL -U 0 -n prey
never_hits killall prey
never_hits $no_open $no_signal killall prey

it "signals a process again after a time"
never_hits kill --kill-after=0.01 prey
never_hits -a pidfd_open kill --kill-after=0.01 20000
never_hits 3 $no_open -a close kill --kill-after=0.01 20000
never_hits 3 $no_open $no_signal -a close kill --kill-after=0.01 20000
never_hits pkill --kill-after=0.01 prey

it "signals a process and its descendants"
if has FEATURE_KILL_TREE; then
	never_hits -a pidfd_open kill --tree 20000
	never_hits -g -a pidfd_open kill --tree 20000
	never_hits 3 $no_open $no_signal -g -a close kill --tree 20000
	never_hits -g kill --tree prey
else
	skip "FEATURE_KILL_TREE is not configured"
fi

it "signals process groups"
never_hits -g -a pidfd_open kill --kill-after=0.01 -- -20000
never_hits -g $no_open $no_signal -a pidfd_open kill --kill-after=0.01 -- -20000
never_hits -g killall -g prey
never_hits -g $no_open $no_signal killall -g prey

it "waits for processes"
never_hits -w pidwait prey
never_hits -w -r 90 $no_open pidwait prey

finish
