# lib.sh - the vocabulary of the tests; a test file begins with: . "${0%/*}/../lib.sh"
# shellcheck shell=sh
#
#   needs NAME...            skip the file unless these applets (or FEATURE_X symbols) are built in
#   needs_program NAME...    skip the file unless these programs are installed
#   it "does something"      start a test, in a new empty directory
#   run COMMAND...           run the program; the result is in $status, ./out and ./err
#   exits N                  the status of run was N
#   prints TEXT              its standard output was TEXT (without the last newline); or nothing
#   complains TEXT           the same for its standard error
#   same WANTED GOT WHAT     two texts are equal
#   file NAME TEXT           the file contains TEXT
#   absent NAME              there is no such file
#   mode NAME 600            its permission bits
#   wait_for COMMAND...      wait until it succeeds, for at most 20 s
#   give_up_after SECONDS    the file fails after this time, whatever it waits for
#   agrees ARGUMENT...       our applet does the same as $theirs (see reference)
#   isolate                  run the rest of the file in a new PID namespace with its own /proc, in
#                            which all processes are ours. Skips the file if that is not permitted
#   inject FAULT COMMAND...  run it with a fault in system calls, as strace writes them, such as
#                            kill:error=EPERM; ./trace lists these calls and those in $also_traced.
#                            strace_options=-f: its children, too
#   run_as_user COMMAND...   run it as user and group $other_user; needs root
#   run_unprivileged COMMAND...  run it as that user if we are root, else as it is
#   start NAME OPTION...     start the helper idle as NAME, in the background; $started is its ID
#   own_memory PID           print how much memory it shares with no other process, in KB, without
#                            the environment, which the caller gave; nothing if that cannot be read
#   skip REASON              this test is not possible here
#   finish                   the last line
#
# The applets under test are first in PATH, by their links in $HOLDBOX_LINKS. Needs only a POSIX
# shell and common tools, so that it also runs in an initramfs.

: "${HOLDBOX:?names the binary under test}" "${HOLDBOX_LINKS:?names the directory of its links}"
: "${HOLDBOX_TOOLS:?names the directory of the helper programs}"
# shellcheck disable=SC2034 # for tests
build_directory=${HOLDBOX%/*}
system_path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
PATH=$system_path
# shellcheck disable=SC2034 # for tests: ours may lack --default-signal
system_env=$(command -v env)
LC_ALL=C
TZ=UTC0
export PATH LC_ALL TZ
# for a build with sanitizers: the leak checker fails under strace, and applets do not leak
ASAN_OPTIONS=detect_leaks=0
export ASAN_OPTIONS
unset POSIXLY_CORRECT HOME CDPATH ENV
umask 022
# it may be a terminal, and what starts the tests may have left others open
exec </dev/null 3<&- 4<&- 5<&- 6<&- 7<&- 8<&- 9<&-

tests=0
failures=0
title=
trouble=
skipped=
scratch=$(mktemp -d "${TMPDIR:-/tmp}/holdbox.XXXXXX") || exit 1
chmod 755 "$scratch"
HOME=$scratch/home
export HOME
# process 1 of a namespace (isolate) takes what is left along, but too late for the files
trap '[ $$ != 1 ] || kill -KILL -1 2>/dev/null; cd /; chmod -R u+rwx "$scratch" 2>/dev/null
	rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM

is_root() {
	[ "$(id -u)" = 0 ]
}

other_user=1000
as_other_user() {
	"$program" --reuid "$other_user" --regid "$other_user" --clear-groups "$@"
}

can_reach_box() {
	as_other_user sh -c '[ -x "$0" ]' "$HOLDBOX"
}

# Tests also run programs as other users: a build below a directory that is closed to them, such as
# root's home, is copied. Without that they would find the system's programs of the same names.
given_box=$HOLDBOX given_links=$HOLDBOX_LINKS given_tools=$HOLDBOX_TOOLS
reach_box() {
	program=$(PATH=$system_path command -v setpriv) || return 0
	if can_reach_box || ! as_other_user true; then
		return
	fi
	mkdir "$scratch/reachable"
	cp -Rp "$HOLDBOX" "$HOLDBOX_TOOLS" "$scratch/reachable"
	HOLDBOX=$scratch/reachable/${HOLDBOX##*/}
	HOLDBOX_TOOLS=$scratch/reachable/${HOLDBOX_TOOLS##*/}
	mkdir "$scratch/reachable/links"
	for name in $("$HOLDBOX" --list); do
		ln -s "$HOLDBOX" "$scratch/reachable/links/$name"
	done
	HOLDBOX_LINKS=$scratch/reachable/links
}
! is_root || reach_box 2>/dev/null
PATH=$HOLDBOX_LINKS:$HOLDBOX_TOOLS:$system_path
export HOLDBOX HOLDBOX_LINKS HOLDBOX_TOOLS

# excuse TITLE: why this test ("*": all of this file) is not possible here, according to the list
# $HOLDBOX_EXCUSES
excuse() {
	[ -n "${HOLDBOX_EXCUSES-}" ] && awk -v test="${0##*/}: $1: " '
		index($0, test) == 1 { print substr($0, length(test) + 1); found = 1 }
		END { exit !found }' "$HOLDBOX_EXCUSES"
}

conclude() {
	[ -n "$title" ] || return 0
	[ -z "$trouble" ] || skipped=$(excuse "$title") || :
	if [ -n "$skipped" ]; then
		echo "ok $tests - $title # SKIP $skipped"
	elif [ -n "$trouble" ]; then
		failures=$((failures + 1))
		echo "not ok $tests - $title"
		trouble=$(printf '%s\n' "$trouble" | sed 's/^/# /')
		printf '%s\n' "$trouble"
		# prove without -v shows only the error output
		trouble=$(printf '# %s: %s\n%s' "${0##*/}" "$title" "$trouble")
		[ -z "${HARNESS_ACTIVE-}" ] || [ -n "${HARNESS_IS_VERBOSE-}" ] ||
			printf '%s\n' "$trouble" >&2
		[ -z "${HOLDBOX_FAILURES-}" ] ||
			(printf '%s\n' "$trouble" >>"$HOLDBOX_FAILURES") 2>/dev/null || :
	else
		echo "ok $tests - $title"
	fi
	title=
}

it() {
	conclude
	tests=$((tests + 1))
	title=$1 trouble='' skipped='' status=
	mkdir "$scratch/$tests" "$scratch/$tests/home" && cd "$scratch/$tests" || exit 1
	HOME=$scratch/$tests/home
}

finish() {
	conclude
	echo "1..$tests"
	[ $failures = 0 ]
	exit
}

skip_all() {
	echo "1..0 # SKIP $*"
	exit 0
}

if reason=$(excuse "*"); then
	skip_all "$reason"
fi

skip() {
	skipped=$*
}

# After a failure before the first test the others make no sense.
wrong() {
	[ -n "$title" ] || {
		title="prepares what its tests need" tests=$((tests + 1)) trouble=$*
		finish
	}
	[ -n "$skipped" ] || trouble="${trouble:+$trouble
}$*"
}

# shellcheck disable=SC2254
has() {
	case "
$("$HOLDBOX" --config)
" in
	*"
CONFIG_$1=y
"*) return 0 ;;
	esac
	return 1
}

needs() {
	for need; do
		has "$need" || skip_all "$need is not configured"
	done
}

needs_program() {
	for need; do
		command -v "$need" >/dev/null || skip_all "$need is not installed"
	done
}

# reference NAME WORD: sets $theirs to the other project's program of that name, whose --version
# contains WORD. Comparing one configuration with it is enough. Not by "command -v", which also
# finds builtins and keywords, such as bash's time.
reference() {
	[ -z "${HOLDBOX_BRIEF-}" ] || return 1
	for theirs in /usr/local/sbin /usr/local/bin /usr/sbin /usr/bin /sbin /bin; do
		theirs=$theirs/$1
		[ -x "$theirs" ] || continue
		"$theirs" --version 2>&1 </dev/null | grep -q "$2"
		return
	done
	return 1
}

# Runs our applet and $theirs with these arguments: the same output, messages and status.
agrees() {
	(exec "$theirs" "$@") >wanted 2>wanted.err
	wanted=$?
	run "${theirs##*/}" "$@"
	exits "$wanted"
	read_whole wanted
	prints "$held"
	said=
	[ ! -s wanted.err ] || said=$(sed "s|$theirs|${theirs##*/}|" wanted.err)
	complains "$said"
}

# exec, because the shell has built-in commands such as true, kill and printf.
run() {
	command=$*
	# outside, the shell itself would report that a signal killed it
	{
		(exec "$@") >out 2>err
		status=$?
	} 2>/dev/null
}

also_traced='' strace_options=''
inject() {
	fault=$1
	shift
	command -v strace >/dev/null || skip "strace is not installed"
	# shellcheck disable=SC2086
	set -- strace -qq -o trace -e trace="${fault%%:*}${also_traced:+,$also_traced}" \
		-e inject="$fault" $strace_options "$@"
	if bound=$(PATH=$system_path command -v timeout); then
		set -- "$bound" -k 5 60 "$@"
	fi
	run "$@"
}

run_as_user() {
	is_root || skip "only root can become another user"
	program=$(PATH=$system_path command -v setpriv) || skip "setpriv is not installed"
	[ -n "$skipped" ] || can_reach_box || wrong "another user cannot reach $HOLDBOX"
	run "$program" --reuid "$other_user" --regid "$other_user" --clear-groups "$@"
}

run_unprivileged() {
	if is_root; then
		run_as_user "$@"
	else
		run "$@"
	fi
}

same() {
	[ "$1" = "$2" ] || wrong "$3 of: $command
 wanted: $1
 got:    $2"
}

exits() {
	same "$1" "$status" status
	[ "$1" = "$status" ] || wrong " stderr: $(cat err)"
}

# $held is the contents of the file, without last newlines; starts no process for one line or none.
read_whole() {
	held='' beyond=''
	[ -s "$1" ] || return 0
	{ IFS= read -r held && ! IFS= read -r beyond && [ -z "$beyond" ]; } <"$1" ||
		held=$(cat "$1")
}

prints() {
	read_whole out
	same "${1-}" "$held" output
}

complains() {
	read_whole err
	same "${1-}" "$held" "error output"
}

file() {
	if [ -e "$1" ]; then
		read_whole "$1"
		same "$2" "$held" "file $1"
	else
		wrong "file $1 is missing after: $command"
	fi
}

absent() {
	[ ! -e "$1" ] || wrong "file $1 exists after: $command"
}

# shellcheck disable=SC2012
mode() {
	same "$2" "$(stat -c %a "$1")" "mode of $1 after"
}

wait_for() {
	patience=400
	until "$@" 2>/dev/null; do
		patience=$((patience - 1))
		if [ $patience = 0 ]; then
			wrong "waited in vain for: $*"
			return 1
		fi
		/bin/sleep 0.05 2>/dev/null || sleep 0.05
	done
}

# A shell that waits for a program handles signals only when that has ended, so it is killed as
# well.
give_up_after() {
	(
		exec >/dev/null # the reader of the results must not wait for us
		patience=$1
		read -r self rest </proc/self/stat
		while [ -d "$scratch" ] && [ "$patience" -gt 0 ]; do
			patience=$((patience - 1))
			/bin/sleep 1 2>/dev/null || sleep 1
		done
		[ -d "$scratch" ] || exit 0
		echo "# given up after $1 s" >&2
		children=$(grep -l "^PPid:[[:space:]]*$$\$" /proc/[0-9]*/status 2>/dev/null |
			tr -dc '0-9\n' | grep -vx "$self")
		kill $$
		for child in $children; do
			kill -KILL "$child"
		done
	) &
}

start() {
	[ -e "$scratch/bin/$1" ] || {
		mkdir -p "$scratch/bin"
		cp "$HOLDBOX_TOOLS/idle" "$scratch/bin/$1"
	}
	started=$1
	shift
	rm -f "$scratch/ready"
	"$scratch/bin/$started" -r "$scratch/ready" "$@" >/dev/null 2>&1 &
	started=$!
	wait_for [ -e "$scratch/ready" ]
}

# Not Private_Dirty, which includes the file pages of a program just linked, until they are on disk.
own_memory() {
	[ -r "/proc/$1/smaps" ] && awk -v environment="$(wc -c <"/proc/$1/environ")" '
		/^Anonymous:/ { sum += $2 }
		END { print sum - int(environment / 1024) }' "/proc/$1/smaps"
}

# Before this shell becomes another one that reads the file again: leaves no trace.
start_over() {
	trap - EXIT
	rm -rf "$scratch"
	HOLDBOX=$given_box HOLDBOX_LINKS=$given_links HOLDBOX_TOOLS=$given_tools
}

# pid_namespaces [OPTION]...: whether unshare makes a PID namespace with its own /proc here; sets
# $unshare, and $namespace to the options for it.
pid_namespaces() {
	unshare=$(PATH=$system_path command -v unshare) || return
	for namespace in "$*" "$* --propagation unchanged"; do # in a chroot / is no mount point
		namespace="$namespace --pid --fork --mount-proc --kill-child"
		# shellcheck disable=SC2086
		! "$unshare" $namespace true 2>/dev/null || return 0
	done
	return 1
}

# The shell that reads the file becomes another one, process 1 of the namespace.
isolate() {
	[ -z "${HOLDBOX_ISOLATED-}" ] || return 0
	pid_namespaces || pid_namespaces --user --map-root-user ||
		skip_all "PID namespaces are not permitted here"
	start_over
	# shellcheck disable=SC2086
	HOLDBOX_ISOLATED=y exec "$unshare" $namespace sh "$0"
}

# Whether the box is static: with a dynamic linker, the first system calls are those of the linker.
is_static() {
	! grep -aqE '/ld-(linux|musl)|glibc' "$HOLDBOX"
}
