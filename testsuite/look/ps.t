# shellcheck disable=SC2016 # for sh -c
. "${0%/*}/../lib.sh"
needs PS
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"

# Everything runs in a PID namespace, where the list of processes is short and known. Its first
# processes are idle. The shell that runs the test, whose times change, gets a PID that occurs
# nowhere else in a row.
if [ -z "${PS_TEST_INSIDE-}" ]; then
	pid_namespaces || pid_namespaces --user --map-root-user ||
		skip_all "PID namespaces are not permitted here"
	PS_TEST_INSIDE=y
	export PS_TEST_INSIDE
	start_over
	# shellcheck disable=SC2016 # for the shell inside
	inside='sleep 1016 & sleep 1017 & echo 4999 >/proc/sys/kernel/ns_last_pid; sh "$1"; exit $?'
	# shellcheck disable=SC2086
	exec "$unshare" $namespace sh -c "$inside" sh "$0"
fi

reference ps procps-ng || theirs=
mkdir "$scratch/names" && cd "$scratch/names" || exit 1
ln -s "$HOLDBOX_LINKS/ps" "$scratch/ps" # a short path, which no width cuts off

# Starts a copy of sleep named $1.
named() {
	cp "$(PATH=$system_path command -v sleep)" "$1"
	"./$1" 1000 >/dev/null 2>&1 &
}

# Processes of all kinds. The name of one is UTF-8, that of another contains escape sequences.
utf8=$(printf 'h\303\244\342\202\254')
wide=$(printf '\346\227\245\346\234\254')
evil=$(printf 'e\033]0;t\007\001 \177\200\377')
named "$utf8"
named "$wide"
named "$evil"
PATH=$system_path
exec 3>&2 2>/dev/null
nice -n 5 sleep 1001 &
setsid sh -c 'sleep 1004 & sleep 1005; :' &
chrt -f 10 sleep 1006 &
chrt -b 0 sleep 1007 &
chrt -i 0 sleep 1008 &
setpriv --reuid 1 --regid 1 --clear-groups sleep 1009 &
setpriv --reuid 12345 --regid 54321 --groups 4,20,77777 sleep 1010 &
setsid "$HOLDBOX_TOOLS/onpty" 012 sh -c 'sleep 1011; :' >/dev/null &
"$HOLDBOX_TOOLS/threads" 3 &
threads=$!
sh -c 'sh -c "sh -c \"sleep 1013; :\"; :"; :' &
sh -c 'sh -c : & exec sleep 1014' &
parent=$!
sleep 1015 "$(printf '1a\nb\tc')" "" &
exec 2>&3 3>&-
PATH=$HOLDBOX_LINKS:$HOLDBOX_TOOLS:$PATH

# shellcheck disable=SC2317
in_state() {
	[ "$(awk '{ sub(/.*\) /, ""); print $1 }' "/proc/$1/stat")" = "$2" ]
}
# shellcheck disable=SC2317
has_zombie() {
	read -r child <"/proc/$parent/task/$parent/children" # the line does not end in a newline
	in_state "$child" Z
}
# shellcheck disable=SC2317
has_threads() {
	[ -d "/proc/$threads/task" ] && [ "$(find "/proc/$threads/task" -maxdepth 1 | wc -l)" = 4 ]
}
# the last ones to be started by other processes; sets $terminal, that of one of them
# shellcheck disable=SC2317
is_settled() {
	terminal=$(grep -lxz '101[1]' /proc/[0-9]*/cmdline) # not grep itself
	terminal=$(readlink "${terminal%/cmdline}/fd/0")
	[ -n "$terminal" ] && terminal=${terminal#/dev/} && grep -qxz '101[3]' /proc/[0-9]*/cmdline
}
wait_for has_zombie
wait_for has_threads
wait_for is_settled

# Runs the ps $1 with the arguments from $3 on; writes its rows, except that of ps itself and those
# of the test, to $2.
without_itself() {
	program=$1 into=$2
	shift 2
	"$program" "$@" >rows 2>"$into.err" &
	own=$!
	wait "$own"
	result=$?
	# blanks at the end of a line are invisible; procps 4.0.2 does not call a zombie's name defunct,
	# and where the locale is not UTF-8 it shows control characters as dots
	sed -E "/(^| )($own|$$|$child)( |\$)/d; \#^$program#d; s/ +\$//; s/(^| )sh <[defunct>]*\$/\1sh/
		s/1a b\./1a b?/g; s/e\.\]/e?]/g; s/;t\./;t?/g; s/;t\?\./;t??/g; s/;t\?\? \./;t?? ?/g" rows >"$into"
	return "$result"
}

# compare ARGUMENT...: the same rows and status as procps; tries again in case a second has passed
compare() {
	command="ps $*"
	for try in 1 2 3 4 5 6 7 8 9 10; do
		without_itself "$theirs" wanted "$@"
		wanted=$?
		without_itself "$scratch/ps" out "$@"
		status=$?
		[ $wanted = $status ] && cmp -s wanted out && return
	done
	exits "$wanted"
	same "$(cat wanted)" "$(cat out)" "rows (try $try)"
}

# each_line: compares with the arguments in each line of standard input
each_line() {
	[ -n "$theirs" ] || {
		skip "procps is not installed"
		return
	}
	while IFS= read -r line; do
		eval "compare $line"
	done
}

# calls COMMAND...: prints how many system calls it makes
calls() {
	(exec strace -f -o trace "$@") >/dev/null
	grep -vc '^[0-9]* [+-]' trace
}

can_trace() {
	command -v strace >/dev/null || {
		skip "strace is not installed"
		return 1
	}
	! grep -aq 'libasan' "$HOLDBOX" || {
		skip "a build with sanitizers"
		return 1
	}
}

it "lists what scripts and tools ask for as procps does"
each_line <<'EOF'
-e
-A
ax
-ef
-eo pid=,ppid=,comm=
-e -o pid,ppid,args
-e -o pid= -o ppid=
-A -o ppid,pid,stat,command
-ax -o pid=,ppid=,command=
-axo pid,ppid,command
-ax -o pid,ppid,user,nice,comm
ax -o pid,command
ax -o stat,ppid,pid,comm
axo pid,comm
axo user:20,pid,args
axww -o pid,args
-eww -o args=
-ewwo pid,args
-p 1 -o comm=
-p 1 -o args=
-o args= -p 1
-o lstart= -p 1
-o pid,lstart,comm -p 1,2
-o ppid= -p 1
-o ppid= 1
-o tpgid= -p 1
h -o pgid -p 1
-o pid= -p 1,2,3
-p "1 2 3" -o pid,state
-o pid,state,vsz --no-headers -p 1,2
-eo pid,comm --no-headers
-C sleep -o pid=
-C sleep,nosuch --no-headers -o pid,args
-C nosuch -o pid=
--ppid 1 -o pid --no-headers
--ppid 1 -o pid=
-u root -o pid,comm
-u daemon -o user,pid,args
-U root -u root -o user,comm
-u 0 -o pid
-G 54321 -o pid,rgroup
-fp 1
-fu root
-lp 1
-p 1 -f
-q 1 -o comm=
-q 2,1 -o pid=
-o pid,ppid -t "$terminal"
-t - -o pid,tty
-o nlwp= -p 1
-eLf
-eLo pid,tid,class,rtprio,ni,pri,psr,comm
-T -p 1
-eTo pid,spid,comm
-ejH
-N -p 1 jf
-N -p 1 -f --forest
-N -p 1 f
-N -p 1 -o pid,ppid,cmd --forest
-aux nosuch
-p 99999
1
p 1
EOF

it "supports the formats of UNIX and BSD"
each_line <<'EOF'
-f
-l
-j
-el
-ely
-ej
-efj
-elj
-eflj
-ec
-efc
-elc
-ejc
-eP
-efP
-elP
-eM
-efM
-eL
-elL
-ejL
-eT
-efT
-efPLMc
-elPLMcj
-elPTMcjy
-f x
-l x
-j x
-P x
-c x
-fL x
-T x
-fT x
axj
axs
axX
axZ
axjZ
axH
axm
-em
axc
axc
-F -p 2
u -L -p 1
u -T -p 1
u -j -p 1
u u -p 1
u -y -p 1
l -L -p 1
l -Mj -p 1
l -c -p 1
l -cy -p 1
l -y -p 1
l -j -p 1
j -L -p 1
j -T -p 1
v -L -p 1
s -jT -p 1
X -jL -p 1
-O ni -e
O ni 1
EOF

it "supports the fields of procps, with the same headings and widths"
if [ -n "$theirs" ]; then
	ps L | cut -d' ' -f1 >ours
	"$theirs" L | cut -d' ' -f1 | grep -v ^_ >fields
	while read -r field; do
		grep -qx -e "$field" ours || wrong "there is no field $field"
		case $field in
		# these change all the time, or crash the reference
		?cpu | c | cp | cu[uc] | util | *time* | *flt | pagein | ?ss | *rss* | rsz | *mem) ;;
		?chars | ?ops | *bytes | oom | psr | cpuid | wchan | wname | lastcpu) ;;
		# the reference's library asks what is mounted there, ours the process
		slice) ! grep -q ' /sys/fs/cgroup ' /proc/mounts || echo slice ;;
		*) echo "$field" ;;
		esac
	done <fields >stable
	# ten at a time, because more crash the reference; the next heading shows the width
	while read -r list; do
		same "$("$theirs" -q 1 -o "$list" | head -n 1)" "$(ps -q 1 -o "$list" | head -n 1)" \
			"headings of $list"
	done <<EOF
$(paste -d, - - - - - - - - - - <fields | sed 's/,*$//; s/,/,pid:30,/g; s/$/,pid:30/')
EOF
	while read -r list; do
		compare -N -p 1 -o "pid,$list"
	done <<EOF
$(paste -d, - - - - - - - - - - <stable | sed 's/,*$//')
EOF
else
	skip "procps is not installed"
fi

it "reports times and memory as procps does"
each_line <<'EOF'
-p $threads -o pid,etime,etimes
-N -p 1 -o pid,time,bsdtime,cputimes,comm
-N -p 1 -o pid,start,stime,bsdstart,lstart,comm
-N -p 1 -o pid,rss,%mem,pmem,comm
-N -p 1 -o pid,vsz,sz,size,drs,trs,m_size,sgi_rss,pid
-N -p 1 -o pid,blocked,caught,ignored,pending,pid
n -N -p 1 -o user,group,supgid,supgrp,comm
u -p $threads
v -N -p 1
EOF

it "shortens names, and cuts off what does not fit on the screen"
each_line <<'EOF'
-eo user:3,comm:4,pid
-eo group:2,uid
-eo comm,args,pid
-eo args,comm --cols 50
-eo args:10,pid --cols 50
-ef --cols 60
-ef --cols 60 w
-ef --cols 60 ww
-e --columns 20 -f
-e --width 9 -o pid,comm
-eo comm --cols 5
-N -p 1 f --cols 40
-efH --cols 55
axs --cols 80
axs --cols 101
axs --cols 120
-eo pid,blocked --cols 20
-p 1 e --cols 100
EOF
COLUMNS=40
export COLUMNS
each_line <<'EOF'
-ef
-N -p 1 f
ax w
ax --cols 60
EOF
unset COLUMNS

it "selects the same processes as procps"
each_line <<'EOF'
-N -p 1 -o pid
-N -e -o pid
--deselect -u root -o pid,user
-a -o pid,tty
-d -o pid,sid
-ad -o pid
-N -a -o pid
T -o pid
x o pid
o pid
a o pid
ax o pid r
-e x -p 1 -o pid
-s 1 -o pid
-s 0
-g 0 -o pid
-g root -o pid
--group tty,54321 -o pid
--sid 1 -o pid
--tty - -o pid
--User root --user daemon -o pid
+1
-1
-q 1 -L -o pid,lwp
EOF

it "sorts as procps does"
each_line <<'EOF'
-eo pid,comm --sort comm,-pid
-eo pid,user --sort user,-pid
-eo pid,comm --sort -user,pid
-eo pid,ppid --sort=-ppid
axk-ppid,pid o ppid,pid
-eo pid,args k args
-eo pid,start --sort start_time
-eo pid,vsz --sort -vsz,pid
-eo pid,tty --sort tty,pid
-eo pid,ni --sort ni,
-eo pid,rtprio --sort rtprio,
axO+pP
axO-p
EOF

it "repeats, renames and omits headings"
each_line <<'EOF'
-e --headers --rows 4 -o pid
-e --headers --rows 2 -o pid
-e --lines 5 --heading -o pid
ax h o pid
ax --no-heading o pid
-eo pid= -o ppid
-eo pid=,comm=
-eo pid=X,comm=Y
-eo pid=A=B,comm
-eo pid:10=XX,comm:20=foo,ppid
-eo user=LONGHEADING,pid
-eo "%p %y %x %c"
-eo "a%p"
-eo %cpu=,pid -C nosuch
-eo DefSysV
-eo OL_j
EOF

it "fails where procps does"
each_line <<'EOF'
-k
--sort
-eo pid --sort foo
-eo pid --sort -
axOx
-o foo
-o ''
-o pid,,ppid
-o ' pid'
-o pid:0
-o pid:x
-eo '%p|%y'
-eo '%q'
-eo %cpu,%p
-p
-p x
-p 1,x
-p '1, 2'
-p 0
-p -1
-p 99999999999
-u nosuch
-g nosuch
-t nosuch
-C
A
W
%1
-
--
''
--cols 0
--rows 0
--nosuch
-TL -p 1
-y -p 1
u -f
u -F
ul
uv
-o pid u 1
a -d
-a x
-eLf --forest
H m
-m m
h h
h --headers
-q 1 --sort pid
-q 1 -p 2
-q 1 --forest
-o pid -O ni
EOF

it "reports what is wrong in one line"
run ps -o nosuch
exits 1; prints
complains "ps: unknown user-defined format specifier: 'nosuch'; 'ps L' lists the fields
Try 'ps --help' for more information."
run ps -p 1,x
exits 1; prints
complains "ps: process ID list syntax error: 'x'
Try 'ps --help' for more information."

it "prints UTF-8 characters as procps does in such a locale"
LC_ALL=C.UTF-8
each_line <<'EOF'
-eo comm,pid,args
-N -p 1 f
-eo comm:3,pid
-eo pid,args --cols 12
-eo fname,pid
-ef
EOF
LC_ALL=C

it "prints no control characters of names"
for LC_ALL in C C.UTF-8; do
	ps -eo comm,fname,exe,args >out
	! LC_ALL=C grep -q '[[:cntrl:]]' out || wrong "control characters in $LC_ALL"
	! LC_ALL=C grep -aq "$(printf '[\200\377]$')" out || wrong "no UTF-8 in $LC_ALL"
done
LC_ALL=C.UTF-8 ps -eo comm= >out
grep -qx 'e?\]0;t?? ???' out || wrong "wanted: e?]0;t?? ???, got: $(grep -a ^e out)"
LC_ALL=C ps -eo comm= >out
grep -qx 'e?\]0;t?? ???' out || wrong "wanted: e?]0;t?? ???, got: $(grep -a ^e out)"

it "is as wide as its terminal"
run onpty 1 sh -c 'stty cols 30 rows 5 <&1; exec ps -eo pid,args'
exits 0
tr -d '\r' <out | awk 'length > 30 { exit 1 }' || wrong "longer than 30: $(cat out)"

it "shows the handle, directory and number of descriptors of a process"
/bin/sleep 1000 <&- 2>/dev/null &
process=$!
wait_for grep -qx sleep "/proc/$process/comm"
run ps -o exe=,cwd=,fds= -p $process
exits 0
prints "$(readlink -f /bin/sleep | awk '{ printf "%-27.27s", $0 }') $(pwd | awk '{ printf "%-27.27s", $0 }') \
$(find /proc/$process/fd -mindepth 1 | wc -l | awk '{ printf "%4d", $0 }')"
run ps -o handle= -p $process
exits 0
grep -Eqx "$process:[0-9]+|-" out || wrong "no handle: $(cat out)"
kill $process

it "selects by command line with --grep"
if has FEATURE_PS_GREP; then
	run ps ax -o pid,args --grep '^sleep 10(01|14)$'
	exits 0
	same "sleep 1001
sleep 1014" "$(sed 1d out | sed 's/ *[0-9]* //' | sort)" rows
	same "COMMAND" "$(sed -n '1s/.* //p' out)" heading
	run sh -c 'ps ax --grep "no such" ; s=$?; : ; exit $s'
	exits 1
	prints "    PID TTY      STAT   TIME COMMAND"
	run sh -c 'ps ax -o args --grep "sleep 1001|--grep"; :'
	prints "COMMAND
sleep 1001"
	# without a command line, by the text that is shown instead
	run ps ax -o stat=,args= --grep '^\[.*\] <defunct>$'
	exits 0
	same Z "$(cut -c 1 out | sort -u)" "states of zombies"
	run ps ax --grep '('
	exits 1
else
	skip "not configured"
fi

it "reports an unwritable standard output and fails"
run sh -c 'exec ps -e >/dev/full'
exits 1
complains "ps: write error: No space left on device"
run sh -c 'exec ps -e >&-'
exits 1
complains "ps: write error: Bad file descriptor"

it "fails if /proc is not mounted"
if PATH=$system_path unshare --mount mount -t tmpfs none /proc 2>/dev/null; then
	run env PATH="$system_path" unshare --mount sh -c 'mount -t tmpfs none /proc
		exec "$0" ps -e' "$HOLDBOX"
	exits 1; prints; complains "ps: /proc is not mounted"
else
	skip "mounts are not permitted here"
fi

it "shows only permitted details of other users' processes, and no hidden ones"
as_another() {
	(PATH=$system_path exec setpriv --reuid 12345 --regid 12345 --clear-groups "$HOLDBOX" ps "$@") \
		>out 2>err
	status=$?
	command="ps $* as another user"
}
if PATH=$system_path setpriv --reuid 12345 --regid 12345 --clear-groups true 2>/dev/null; then
	as_another -o exe=,cwd=,fds=,ppid= -p 1
	exits 0; complains
	same "- - - 0" "$(awk '{ $1 = $1; print }' out)" "what is not permitted"
	for mode in 1 2; do
		mount -o remount,hidepid=$mode /proc 2>/dev/null || continue
		as_another -eo user=
		mount -o remount,hidepid=0 /proc
		exits 0; complains
		same "12345" "$(sort -u out)" "users with hidepid=$mode"
	done
else
	skip "other users are not available here"
fi

it "reads no status for the effective user and group, and shows what is there"
if can_trace; then
	for options in -ef "-eo user,egid" "x -o uid" "-u 0 -o pid"; do
		# shellcheck disable=SC2086
		run strace -o trace -e trace=open,openat ps $options
		exits 0
		! grep '"[0-9/]*status"' trace >seen || wrong "ps $options: $(head -n 1 seen)"
	done
fi
# of a set-user-ID program, which is not dumpable, too; with suid status is read
cp "$(PATH=$system_path command -v sleep)" other
chown 1:2 other 2>/dev/null && chmod 6755 other
./other 1000 &
other=$!
wait_for in_state $other S
for within in "" "unshare --user" "unshare --user --map-root-user"; do
	# shellcheck disable=SC2086
	PATH=$system_path $within "$HOLDBOX" ps -eo euid,egid,user,comm >owner 2>err || continue
	# shellcheck disable=SC2086
	PATH=$system_path $within "$HOLDBOX" ps -eo suid,euid,egid,user,comm >status
	same "$(sed 's/^ *[^ ]* //' status)" "$(cat owner)" "users and groups within '$within'"
done
kill $other

it "makes columns as wide as the highest process ID"
echo 32768 >pid_max
if PATH=$system_path unshare --mount mount --bind pid_max /proc/sys/kernel/pid_max 2>/dev/null; then
	for limit in 32768 99999 4194304; do
		echo $limit >pid_max
		PATH=$system_path unshare --mount sh -c 'mount --bind pid_max /proc/sys/kernel/pid_max
			exec "$0" ps -p 1 -o pid,ppid' "$HOLDBOX" >out
		case $limit in
		4194304) same "    PID    PPID" "$(head -n 1 out)" "headings" ;;
		*) same "  PID  PPID" "$(head -n 1 out)" "headings" ;;
		esac
	done
else
	skip "mounts are not permitted here"
fi

it "closes files one by one if the kernel has no close_range"
if can_trace; then
	run strace -o trace -e inject=close_range:error=ENOSYS ps -eo pid,args,stat
	exits 0
	same "$(awk '$0 ~ /^open/ && / = [0-9]/' trace | wc -l)" \
		"$(($(grep -c '^close(.* = 0' trace) + 1))" "closed files"
fi

it "makes at most 8 system calls per process for ps aux, 7 for -ef, 1 for the user"
if can_trace; then
	count=0
	while [ $count -lt 100 ]; do
		/bin/sleep 1000 &
		count=$((count + 1))
	done
	# for younger ones the clock is read
	# shellcheck disable=SC2016
	wait_for sh -c '[ "$(ps -o etimes= -p "$1")" -gt 1 ]' sh $!
	count=$(find /proc -maxdepth 1 -name '[0-9]*' | wc -l)
	for limit in "8 aux" "10 axl" "7 -ef" "3 -eo pid,ppid" "1 -eo pid,user" "3 -e" "4 -C nosuch" "1 -eo pid"; do
		maximum=${limit%% *}
		# shellcheck disable=SC2086
		made=$(calls ps ${limit#* })
		[ "${made:-99999}" -le $((maximum * count + 80)) ] ||
			wrong "ps ${limit#* }: ${made:-no} calls for $count processes"
		[ "${made:-0}" -gt 20 ] || wrong "ps ${limit#* }: only ${made:-no} calls"
	done
fi

finish
