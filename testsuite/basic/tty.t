# shellcheck disable=SC2016
. "${0%/*}/../lib.sh"
needs TTY
needs_program onpty

unshare=$(PATH=$system_path command -v unshare)

is_pty() {
	case $1 in
	/dev/pts/*[!0-9]* | /dev/pts/) ;;
	/dev/pts/*) return 0 ;;
	esac
	wrong "this is no pseudo-terminal: $1"
}

# Runs the shell script $1 on a terminal, with mounts of its own.
run_apart() {
	# root of a user namespace may do only the first of these
	if [ -z "$unshare" ] || ! "$unshare" -m sh -c 'mount -t tmpfs none /dev/pts &&
		umount -l /proc && mknod /dev/pts/0 c 136 0' 2>/dev/null; then
		skip "mount namespaces are not permitted here"
	fi
	run onpty 0 "$unshare" -m sh -c "$1"
}

it "prints the name of the terminal on standard input"
run onpty 0 sh -c 'tty; readlink /proc/self/fd/0'
exits 0; complains
is_pty "$(sed -n 1p out)"
same "$(sed -n 2p out)" "$(sed -n 1p out)" name

it "prints the name by which the terminal was opened"
run onpty 0 sh -c 'exec tty </dev/tty'
exits 0; prints /dev/tty

it "looks at no other descriptor"
run onpty 12 tty </dev/null
exits 1; prints "not a tty"

it "reports that standard input is not a terminal, or is closed"
run tty </dev/null
exits 1; prints "not a tty"; complains
run sh -c 'echo | tty'
exits 1; prints "not a tty"; complains
run sh -c 'exec tty <&-'
exits 1; prints "not a tty"; complains

it "does not count a terminal that has hung up"
run onpty -h 0 tty
exits 1; prints "not a tty"; complains

it "prints nothing with -s, --silent or --quiet, and exits as without"
for option in -s -ss --silent --quiet --s --q; do
	run onpty 0 tty $option
	exits 0; prints; complains
	run tty $option </dev/null
	exits 1; prints; complains
done

it "needs no standard output with nothing to print"
run sh -c 'exec tty -s </dev/null >&-'
exits 1; complains

it "exits with 3 if it cannot print"
for terminal in 0 -; do
	run onpty $terminal sh -c 'exec tty >/dev/full' </dev/null
	exits 3
	complains "tty: write error: No space left on device"
	run onpty $terminal sh -c 'exec tty >&-' </dev/null
	exits 3
	complains "tty: write error: Bad file descriptor"
done
run sh -c 'exec tty --help >/dev/full'
exits 3

it "exits with 2 on a usage error"
run tty operand
exits 2; prints
complains "tty: extra operand 'operand'
Try 'tty --help' for more information."
run tty -x
exits 2; prints
complains "tty: invalid option -- 'x'
Try 'tty --help' for more information."

it "accepts options after operands, unless POSIXLY_CORRECT is set"
run tty operand --version
exits 0
same "tty (holdbox)" "$(cut -d' ' -f1-2 out)" version
run env POSIXLY_CORRECT=1 tty operand --version
exits 2

without_proc() {
	! grep -q __asan_init "$HOLDBOX" || skip "the address sanitizer needs /proc"
}

it "finds the name without /proc"
without_proc
run_apart 'name=$(tty); umount -l /proc && [ "$name" = "$(tty)" ] && exec tty'
exits 0; complains
is_pty "$(cat out)"

it "finds a container's terminal, which is in /dev only"
run_apart 'mount --bind "$(tty)" /dev/full && mount -t tmpfs none /dev/pts && exec tty'
exits 0; complains
prints /dev/full

it "does not mistake another container's terminal for its own"
run_apart 'name=$(tty); mount -t tmpfs none /dev/pts &&
	mknod "$name" c 136 "${name##*/}" && exec tty'
exits 4; prints

it "exits with 4 if the terminal has no name here"
run_apart 'mount -t tmpfs none /dev/pts && exec tty'
exits 4; prints
complains "tty: ttyname: No such device"

it "mentions that /proc is missing if that may be why"
without_proc
run_apart 'mount -t tmpfs none /dev/pts && umount -l /proc && exec tty'
exits 4; prints
complains "tty: ttyname: /proc is missing, and /dev has no such terminal"

it "answers as GNU's does"
if reference tty coreutils; then
	run onpty 0 sh -c 'tty; exec "$1"' sh "$theirs"
	exits 0
	same "$(sed -n 1p out)" "$(sed -n 2p out)" name
	agrees </dev/null
	agrees -s </dev/null
	agrees --s --q </dev/null
	agrees --silent=x
	agrees x -s y
	agrees -- -s
	agrees --foo
	agrees -sx
else
	skip "GNU tty is not installed"
fi

finish
