# shellcheck shell=sh
# nohup - each of its system calls x each errno that it can return: the next file, or one clear line
# and 125, 126 or 127; never a command that runs with its output lost.
. "${0%/*}/../lib.sh"
needs NOHUP
needs_program strace
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"

it "can be traced here"
if ! strace -o /dev/null -e inject=umask:retval=18 true 2>err; then
	skip_all "strace cannot inject faults here: $(cat err)"
fi

# broken INJECT...: launches with a terminal on all three descriptors and these faults
broken() {
	rm -rf tty nohup.out home/nohup.out rep trace
	inject=
	for fault; do
		inject="$inject -e inject=$fault"
	done
	command="nohup report rep, with$inject"
	# shellcheck disable=SC2086
	(exec onpty -o tty 012 strace -qq -o trace $inject \
		nohup "$HOLDBOX_TOOLS/report" rep) >out 2>err
	status=$?
}

ran="0 null w
1 nohup.out w append
2 as 1"

# runs [FILE] [DESCRIPTORS]: the command ran, with its output in FILE
runs() {
	same 0 "$status" status
	file rep "${2:-$ran}"
	file "${1:-nohup.out}" "out
err"
}

# refuses STATUS [TEXT]: it did not run, and the terminal has the message
refuses() {
	same "$1" "$status" status
	absent rep
	case $(cat tty) in
	*"${2-}"*) ;;
	*) wrong "message of: $command
 wanted: $2
 got:    $(cat tty)" ;;
	esac
}

reason() {
	case $1 in
	EACCES) echo "Permission denied" ;;
	ENOSPC) echo "No space left on device" ;;
	EMFILE) echo "No file descriptors available" ;;
	*) echo ;;
	esac
}

# Which of the two this libc calls: faults are counted for each separately.
onpty -o tty 0 strace -qq -o trace nohup true 2>err
opens=openat
! grep -q '^open("/dev/null"' trace || opens=open

it "does not run the command if hangups cannot be ignored"
for errno in EINVAL EPERM ENOSYS; do
	broken rt_sigaction:error=$errno
	refuses 125 "nohup: cannot ignore hangups: "
done

it "decides by the terminal ioctl alone what a descriptor is"
for errno in EINVAL EPERM ENOSYS EFAULT EACCES ENOTTY; do
	broken ioctl:error=$errno:when=1
	same 0 "$status" status
	same "0 terminal" "$(head -n 1 rep)" "descriptor 0"
	file tty "nohup: appending output to 'nohup.out'"
	broken ioctl:error=$errno
	same 0 "$status" status
	file tty "out
err"
done
broken ioctl:error=EBADF:when=2
same 0 "$status" status
same "2 nohup.out w append" "$(tail -n 1 rep)" "descriptor 2, stdout seeming closed"
broken ioctl:error=EIO:when=1..2
runs

it "closes its slots one by one without close_range"
for errno in ENOSYS EPERM EINVAL ENOMEM; do
	broken close_range:error=$errno
	runs
done

it "does not run a command that could read from the terminal"
for errno in EACCES EINVAL ELOOP EMFILE ENAMETOOLONG ENFILE ENODEV ENOENT ENOMEM ENOTDIR ENXIO \
	EOVERFLOW EPERM EROFS EINTR; do
	broken $opens:error=$errno:when=1
	if [ $errno = EINTR ]; then runs; else
		refuses 125 "nohup: failed to render standard input unusable: $(reason $errno)"
	fi
done
broken $opens:error=EINTR
refuses 125 "nohup: failed to render standard input unusable: Interrupted system call"

it "tries HOME on any errno of the first nohup.out"
for errno in EACCES EBUSY EDQUOT EFBIG EINVAL EISDIR ELOOP EMFILE ENAMETOOLONG ENFILE ENODEV \
	ENOMEM ENOSPC ENOTDIR ENXIO EOVERFLOW EPERM EROFS ETXTBSY EAGAIN; do
	broken $opens:error=$errno:when=2
	runs home/nohup.out
	file tty "nohup: ignoring input and appending output to '$HOME/nohup.out'"
done
broken $opens:error=EINTR:when=2
runs

it "names each file that it tried, with its reason, if none can be opened"
for errno in EACCES ENOSPC EMFILE EROFS EIO; do
	broken $opens:error=$errno:when=2+
	refuses 125 "nohup: failed to open 'nohup.out': $(reason $errno)"
	refuses 125 "nohup: failed to open '$HOME/nohup.out': $(reason $errno)"
	same 2 "$(grep -c . tty)" "lines on the terminal"
done
broken $opens:error=EINTR:when=2+
refuses 125 "nohup: failed to open 'nohup.out': Interrupted system call"

it "shows a HOME of slashes as it is, and drops them from the end of another"
own=$HOME
for HOME in / // ///; do
	broken $opens:error=EACCES:when=2+
	refuses 125 "nohup: failed to open '${HOME}nohup.out': Permission denied"
done
HOME=$own//
broken $opens:error=EACCES:when=2+
refuses 125 "nohup: failed to open '$own/nohup.out': Permission denied"

it "does not run the command when its message cannot be written"
for errno in EBADF EDQUOT EFAULT EFBIG EINVAL EIO ENOSPC EPERM EPIPE EAGAIN EINTR; do
	broken write:error=$errno
	refuses 125
	broken write:error=$errno:when=1
	case $errno in EAGAIN | EINTR) runs ;; *) refuses 125 ;; esac
done

it "runs the command without a copy of stderr if none can be made"
for errno in EMFILE EINVAL EBADF; do
	broken fcntl:error=$errno:when=2
	runs
done

it "tries HOME if nohup.out cannot be made blocking again"
broken fcntl:error=EPERM:when=1
runs home/nohup.out

it "does not run the command when its stderr cannot be put in place"
for errno in EBADF EMFILE EIO EINTR; do
	broken "?dup2,?dup3:error=$errno"
	refuses 125 "nohup: failed to redirect standard error: "
	broken "?dup2,?dup3:error=$errno:when=1"
	case $errno in EINTR) runs ;; *) refuses 125 ;; esac
done
# EBUSY is for a race between threads; libc itself retries until it is over
broken "?dup2,?dup3:error=EBUSY:when=1"
runs

it "does not run the command when stdout cannot be put in place"
rm -f rep
(exec onpty -o tty 1 strace -qq -o trace -e inject=?dup2,?dup3:error=EIO \
	nohup report rep) >out 2>err
status=$?
exits 125
same "nohup: failed to redirect standard output: I/O error" "$(tail -n 1 err)" message
absent rep

it "reports every way in which exec can fail, with 127 only for a missing command"
for errno in E2BIG EACCES EFAULT EINVAL EIO EISDIR ELIBBAD ELOOP EMFILE ENAMETOOLONG ENFILE ENOENT \
	ENOEXEC ENOMEM ENOTDIR EPERM ETXTBSY EAGAIN; do
	broken execve:error=$errno
	code=126
	[ $errno != ENOENT ] || code=127
	refuses $code "nohup: failed to run command '$HOLDBOX_TOOLS/report': $(reason $errno)"
	file nohup.out ""
done

it "returns 125 if even the failed exec cannot be reported"
broken execve:error=EACCES write:error=EIO:when=2+
refuses 125

it "reports that it could not hear of the command that it detached"
if has FEATURE_NOHUP_JOB; then
	# the first read of nohup itself, if nothing but it makes any
	for errno in EIO EINTR; do
		strace -qq -o trace -e inject=read:error=$errno nohup --detach true >out 2>err
		status=$?
		exits 125
		same "nohup: cannot read from a pipe" "$(sed 's/: [^:]*$//' err)" message
	done
else
	skip "FEATURE_NOHUP_JOB is not configured"
fi

it "continues the search past what cannot be inspected, and trusts execve alone"
mkdir first second
cp "$HOLDBOX_TOOLS/report" second/tool
for errno in EACCES EIO ELOOP ENAMETOOLONG ENOMEM EROFS; do
	PATH=first:second:$PATH strace -qq -o trace \
		-e "inject=?access,?faccessat:error=$errno:when=1" nohup tool rep >out 2>err
	status=$?
	exits 0; prints out
done

finish
