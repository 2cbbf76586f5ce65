# shellcheck disable=SC2016
. "${0%/*}/../lib.sh"
needs SETSID
give_up_after 600

# For sh -c: sets pid, parent, group, session and terminal (0: none).
ids='read -r pid name state parent group session terminal rest </proc/$$/stat;'

# For sh -c: waits for the file go, 10 s at the most.
opening='n=200; until [ -e go ] || [ $n = 0 ]; do n=$((n - 1)); /bin/sleep 0.05; done;'

strace_options=-f

# Whether we may steal a terminal from another session.
may_steal() {
	is_root && grep -q 'CapEff:.*[2367abef].....$' /proc/self/status
}

it "runs the program in a new session, without a controlling terminal"
run setsid sh -c "$ids"' echo $((pid - group)) $((pid - session)) $terminal'
exits 0; prints "0 0 0"; complains

it "starts no child unless it leads a process group"
run sh -c 'echo $$; exec setsid sh -c "echo \$\$"'
exits 0
same 1 "$(sort -u out | wc -l)" "number of processes"

it "starts a child if it leads a process group, and does not wait for it"
run onpty - setsid sh -c "$ids $opening"'
	echo $((pid - group)) $((pid - session)) >new; mv new result'
exits 0; prints; complains
absent result
: >go
wait_for [ -e result ]
file result "0 0"

it "always starts a child with -f or --fork"
for option in -f --fork; do
	rm -f go result
	run sh -c 'echo $$ >parent; exec setsid "$@"' sh $option sh -c \
		"$ids $opening"'echo $pid $((pid - session)) >new; mv new result'
	exits 0; prints; complains
	absent result
	: >go
	wait_for [ -e result ]
	read -r pid difference <result
	same 0 "$difference" "PID less session"
	[ "$pid" != "$(cat parent)" ] || wrong "no child with $option"
done

it "waits with -w or --wait and exits with the status of the program"
for option in -wf "-w -f" "--wait --fork"; do
	# shellcheck disable=SC2086
	run setsid $option sh -c 'exit 7'
	exits 7; prints; complains
done
run onpty - setsid -w sh -c 'exit 8'
exits 8
run setsid -w sh -c 'exit 9'
exits 9

it "exits with 128 + the signal that killed the program"
run setsid -fw sh -c 'echo $$; kill -KILL $$'
exits 137
complains "setsid: child $(cat out) did not exit normally"

it "waits even if SIGCHLD is ignored, which it stays for the program"
if env --ignore-signal=CHLD true 2>/dev/null; then
	run env --ignore-signal=CHLD setsid -fw sh -c 'exit 7'
	exits 7; complains
	run env --ignore-signal=CHLD setsid -fw grep SigIgn /proc/self/status
	exits 0
	grep -q '[13579bdf]....$' out || wrong "SIGCHLD is not ignored: $(cat out)"
else
	skip "env has no --ignore-signal"
fi

it "continues to wait after an interruption"
inject wait4:error=EINTR:when=1..3 setsid -fw true
exits 0; complains
same 4 "$(grep -c "wait4(" trace)" "number of calls"

it "reports that it cannot wait"
inject wait4:error=ECHILD setsid -fw true
exits 1
grep -q '^setsid: wait: No child process' err || wrong "$(cat err)"

it "makes standard input the controlling terminal with -c or --ctty"
for option in -c --ctty; do
	inject ioctl:retval=0 setsid -fw $option sh -c 'exit 7'
	exits 7; complains
	grep -q 'ioctl(0, TIOCSCTTY, 1)' trace || wrong "$(cat trace)"
done
if may_steal; then
	run onpty 0 setsid -wc sh -c "$ids"'
		echo $((pid - session)) $((terminal != 0)); echo heard >/dev/tty'
	exits 0
	same "0 1
heard" "$(sort out)" output
fi

it "reports that it cannot acquire a controlling terminal, and runs nothing"
for option in -c -fc -fwc; do
	run setsid $option echo ran </dev/null
	exits 1; prints
	grep -q '^setsid: failed to set the controlling terminal: ' err || wrong "$(cat err)"
	inject ioctl:error=EPERM setsid $option echo ran
	exits 1; prints
	complains "setsid: failed to set the controlling terminal: Operation not permitted"
done

it "only creates a process group with -g or --group, without a child"
for option in -g --group; do
	run sh -c "$ids"' echo $pid $pid $session; exec setsid "$@"' sh $option \
		sh -c "$ids"' echo $pid $group $session'
	exits 0; complains
	same 1 "$(uniq out | wc -l)" "number of identities"
done

it "does not change the leader of a process group with -g"
run onpty - sh -c "$ids"' echo $pid $group $session; exec setsid -g sh -c "$1"' sh \
	"$ids"' echo $pid $group $session'
exits 0; complains
same 1 "$(uniq out | wc -l)" "number of identities"

it "creates a process group in a child with -fg"
run sh -c "$ids"' echo $session; exec setsid -fgw sh -c "$1" $$' sh \
	"$ids"' [ $pid = $group ] && [ $pid != $0 ] && echo $session; exit 7'
exits 7
same 2 "$(wc -l <out)" lines
same 1 "$(uniq out | wc -l)" "number of sessions"

it "reports that it cannot create a session, group or child"
inject setsid:error=EPERM setsid echo ran
exits 1; prints
complains "setsid: setsid failed: Operation not permitted"
inject setsid:error=EPERM setsid -f echo ran
exits 1; prints
complains "setsid: setsid failed: Operation not permitted"
inject setpgid:error=EACCES setsid -g echo ran
exits 1; prints
complains "setsid: setpgid failed: Permission denied"
inject '?fork,?vfork,clone:error=EAGAIN' setsid -f echo ran
exits 1; prints
complains "setsid: fork: Resource temporarily unavailable"
inject pipe2:error=EPERM setsid -f echo ran
exits 1; prints
complains "setsid: cannot make a pipe: Operation not permitted"

it "exits with 127 if the program does not exist and 126 if it cannot run"
for option in -- -w -f -fw -g; do
	run setsid $option ./missing
	exits 127; prints
	complains "setsid: failed to execute ./missing: No such file or directory"
	run setsid $option /
	exits 126; prints
	complains "setsid: failed to execute /: Permission denied"
done
run sh -c 'exec setsid ./missing 2>/dev/full'
exits 1

it "requires a program"
run setsid
exits 1; prints
complains "setsid: no command specified
Try 'setsid --help' for more information."

it "does not parse the options of the program"
run setsid echo -w --help
exits 0; prints "-w --help"
run setsid -- -w
exits 127

it "prints help and version, also with short options"
for option in -h --help -fh; do
	run setsid $option
	exits 0; complains
	same "Usage: setsid [OPTION]... PROGRAM [ARG]..." "$(head -n 1 out)" usage
done
for option in -V --version; do
	run setsid $option
	exits 0; complains
	same "setsid (holdbox)" "$(cut -d' ' -f1-2 out)" version
done
run sh -c 'exec setsid --help >/dev/full'
exits 1
complains "setsid: write error: No space left on device"

it "exits and complains like util-linux's"
if reference setsid util-linux; then
	agrees
	agrees -x
	agrees --foo
	agrees --ctty=3
	agrees -f --
	agrees -wf sh -c 'exit 3'
	agrees --wa --fo sh -c 'echo out; exit 3'
	agrees -w sh -c 'exit 3'
	agrees sh -c 'kill -KILL $$' 2>/dev/null
else
	skip "util-linux's setsid is not installed"
fi

finish
