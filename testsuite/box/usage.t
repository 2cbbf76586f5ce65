# Wrong options and values, for every applet: one message, on standard error, with the status of the
# program that it is modelled on, and nothing in it that could control a terminal.
. "${0%/*}/../lib.sh"
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"
needs FEATURE_HELP
isolate
bound=$(PATH=$system_path command -v timeout) || skip_all "timeout is not installed"
escape=$(printf '\033')

# true and false ignore what they are given
applets=$("$HOLDBOX" --list | grep -vx -e true -e false)

status_of() {
	case $1 in
	chroot | env | nice | nohup | time | timeout | hold) echo 125 ;;
	flock) echo 64 ;;
	pgrep | pkill | pidwait | printenv | tty) echo 2 ;;
	start-stop-daemon) echo 3 ;;
	chpst | envdir | envuidgid | pgrphack | setlock | setuidgid | softlimit | sv) echo 100 ;;
	svlogd) echo 111 ;;
	*) echo 1 ;;
	esac
}

# Operands with which the values of its options are looked at, and nothing is signalled.
operands_of() {
	case $1 in
	kill) echo 999999 ;;
	killall | pgrep | pidof | pidwait | pkill) echo no-such ;;
	ionice | prlimit | ps | pstree) ;;
	renice) echo 1 -p 999999 ;;
	start-stop-daemon) echo -K --pid 999999 ;;
	runsvdir | svlogd) echo no-such ;;
	sv) echo status no-such ;;
	timeout | chrt) echo 1 true ;;
	flock | setlock) echo lock true ;;
	tini | dumb-init) echo -- true ;;
	*) echo true ;;
	esac
}

# nothing_raw: no control byte but newlines and tabs in the messages
nothing_raw() {
	! LC_ALL=C tr -d '\n\t' <err | LC_ALL=C grep -q '[[:cntrl:]]' ||
		wrong "$command: raw control bytes: $(cat -v err)"
}

it "reports an unknown option once, with the status of its family"
for name in $applets; do
	for option in --no-such "--no-such=${escape}[31m" "--${escape}c"; do
		run "$bound" -k 5 20 "$name" "$option"
		same "$(status_of "$name")" "$status" status
		prints
		same 1 "$(grep -c -e '--' err | sed 's/^[1-9].*/1/')" "message of"
		nothing_raw
	done
done

it "suggests the option that was meant"
for name in $applets; do
	run "$bound" -k 5 20 "$name" --hlep
	case $name in
	killall5) ;; # what begins with a dash is a signal
	*) grep -q -e "--help" err || wrong "$name: $(cat err)" ;;
	esac
done

it "prints no control byte of a value raw, and never fails without a message"
for name in $applets; do
	"$HOLDBOX" "$name" --help | sed -n 's/^  .*\(--[a-z-]*\)\[*=.*/\1=/p; s/^  \(-[A-Za-z]\) [A-Z].*/\1/p' >options
	while read -r option; do
		case $name$option in
		time--format=) continue ;; # it is to be printed as it is
		esac
		for value in "${escape}[31m" ''; do
			# shellcheck disable=SC2046
			case $option in
			*=) run "$bound" -k 5 1 "$name" "$option$value" $(operands_of "$name") ;;
			*) run "$bound" -k 5 1 "$name" "$option" "$value" $(operands_of "$name") ;;
			esac
			nothing_raw
			case $name$status in
			pgrep1 | pidof1 | pidwait1 | pkill1 | ps1) ;; # nothing matches
			*0) ;;
			*) [ -s err ] || [ -s out ] || wrong "$command: status $status, no message" ;;
			esac
		done
	done <options
	count=$((${count-0} + $(wc -l <options)))
done
[ "$count" -gt 100 ] || wrong "only $count options were tried"

finish
