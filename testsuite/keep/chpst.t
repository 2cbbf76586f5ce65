# shellcheck shell=sh
# chpst - each option alone and their order; errors; as Debian's runit does
# shellcheck disable=SC2016
. "${0%/*}/../lib.sh"
. "${0%/*}/runit.sh"
needs CHPST
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"
give_up_after 300

usage="usage: chpst [-vVP012] [-u user[:group]] [-U user[:group]] [-b argv0] [-e dir] [-/ root] \
[-C pwd] [-n nice] [-l|-L lock] [-m n] [-d n] [-o n] [-p n] [-f n] [-c n] [-t n] prog"

privileged() {
	is_root || skip "needs root"
	is_root
}

# A dynamic linker makes such system calls, too.
static() {
	is_static || skip "the program is not static"
	is_static
}

limits() {
	awk 'BEGIN { split("cpu,file size,data,stack,core,resident,processes,open,locked,address", n, ",") }
		{ for (i in n) if ($2 " " $3 ~ "^" n[i]) { sub(/^Max [a-z ]*[a-z]  +/, ""); print n[i] ": " $1 } }' "$@" |
		sort
}

it "prints its usage, with a blank line, and exits with 100 if something is wrong with its arguments"
run chpst
exits 100; prints
complains "$usage"
same 2 "$(wc -l <err)" lines
for option in '-n x' '-n 1x' '-n -x' '-o =' '-o x' '-m -1' '-t 1s' '-l a -L b' '-L a -l b' '-o'; do
	# shellcheck disable=SC2086
	run chpst $option true
	exits 100; prints
	[ "$option" = -o ] || complains "$usage"
done
run chpst -q true
exits 100
complains "chpst: invalid option -- 'q'
$usage"
run chpst -V
exits 100; prints
complains "chpst (holdbox) $(chpst --version | sed 's/.* //')
$usage"
absent a

it "runs the program with its own status"
run chpst sh -c 'echo "$0 $*"; exit 7' a -b c
exits 7; prints "a -b c"; complains
run chpst -- true
exits 0

it "reports what it cannot run, and exits with 111"
run chpst nosuch
exits 111; prints
complains "chpst: fatal: unable to run: nosuch: No such file or directory"
run chpst /
exits 111
complains "chpst: fatal: unable to run: /: Permission denied"
run chpst -012 ./nosuch
exits 111
complains "chpst: fatal: unable to run: ./nosuch: No such file or directory"

it "gives the program another argument 0"
run chpst -b other sh -c 'echo $0'
exits 0; prints other
run chpst -b other nosuch/x
exits 111; complains "chpst: fatal: unable to run: nosuch/x: No such file or directory"

it "starts an applet if PATH has no such program, and keeps its name"
PATH=$PWD run "$HOLDBOX_LINKS/chpst" -b other printenv PATH
if has PRINTENV; then
	exits 0; prints "$PWD"
fi

it "becomes a user, with the user's group or the given ones and no other"
if privileged; then
	show='id -u; id -g; id -G'
	run chpst -u nobody sh -c "$show"
	exits 0; prints "$(id -u nobody; id -g nobody; id -g nobody)"
	run chpst -u nobody:root:daemon sh -c "$show"
	exits 0; prints "$(id -u nobody; echo 0; echo 0 1)"
	run chpst -u :1234:5678 sh -c "$show"
	exits 0; prints "$(printf '1234\n5678\n5678')"
	run chpst -u :1234:5678:9 sh -c "$show"
	exits 0; prints "$(printf '1234\n5678\n5678 9')"
	run chpst -u nobody regain
	exits 0; prints; complains
fi

it "accepts numbers only after a colon, UID and GID, and names only without it"
for user in 65534 65534:65534 nosuch nobody: nobody:nosuch nobody:0 root:+0 ''; do
	run chpst -u "$user" echo ran
	exits 111; prints
	complains "chpst: fatal: unknown user/group: ${user:-''}"
done
for user in :65534 : :x:1 :1:x :1:2:3x :4294967295:1 :99999999999:1 :-1:1 :+1:1 ': 1:1'; do
	run chpst -u "$user" echo ran
	exits 111; prints
	case $user in
	:) complains "chpst: fatal: invalid uid/gids: ''" ;;
	*) complains "chpst: fatal: invalid uid/gids: ${user#:}" ;;
	esac
done
run chpst -u ":1$(printf ':%d' $(seq 1 66))" echo ran
exits 111; prints

it "runs nothing if it may not become the user, or a system call has no effect"
run_unprivileged chpst -u :0:0 echo ran
exits 111; prints
complains "chpst: fatal: unable to setgroups: Operation not permitted"
if privileged; then
	for call in setgroups setresgid setresuid; do
		what=${call#setres}
		[ $call = setgroups ] || what=set$what
		inject $call:error=EAGAIN chpst -u :1:2 echo ran
		exits 111; prints
		complains "chpst: fatal: unable to $what: Resource temporarily unavailable"
		inject $call:retval=0 chpst -u :1:2 echo ran
		exits 111; prints
	done
fi

it "sets UID and GID in the environment"
run chpst -U nobody sh -c 'echo $UID:$GID'
exits 0; prints "$(id -u nobody):$(id -g nobody)"
run chpst -U :5:6 sh -c 'echo $UID:$GID'
exits 0; prints 5:6
run chpst -U nobody:daemon:root env -u X sh -c 'env | grep -c ID='
exits 0; prints 2
UID=1 run env UID=7 chpst -U root:daemon sh -c 'echo $UID:$GID; env | grep -c ^UID='
exits 0
same 1 "$(tail -n 1 out)" "variables UID"
run chpst -U nosuch echo ran
exits 111; prints

it "reads variables from a directory"
mkdir -p e e/.hidden
printf 'a  \t \nb\n' >e/A
printf 'x\0y' >e/B
: >e/GONE
echo >e/EMPTY
ln -s nosuch e/BROKEN
echo dot >e/.DOT
printf 'no newline' >e/C
head -c 100000 /dev/zero | tr '\0' v >e/LONG
export BROKEN=1 GONE=2 A=old KEPT=yes
run chpst -e e sh -c 'printf "%s\n" "$A" "$B" "${GONE-gone}" "[$EMPTY]" "${BROKEN-gone}" "$DOT" \
	"$C" ${#LONG} $KEPT'
unset BROKEN GONE A KEPT
exits 0; complains
prints "a
x
y
gone
[]
gone

no newline
100000
yes"
run chpst -P -ee sh -c 'env | grep -c "^A="'
prints 1

it "skips directories among the variables, and says so with -v; fails for what cannot be read"
mkdir -p e/sub
run chpst -e e true
exits 0; complains
run chpst -v -e e true
exits 0
complains "chpst: warning: unable to read e/sub: Is a directory"
rmdir e/sub
echo v >e/x=y
run chpst -e e echo ran
exits 111; prints
complains "chpst: fatal: invalid name of a variable: e/x=y"
rm e/x=y
echo v >e/V
chmod 0 e/V
run_unprivileged chpst -e e echo ran
exits 111; prints
complains "chpst: fatal: unable to read e/V: Permission denied"
rm -f e/V
ln -s /dev/zero e/ZERO
run chpst -e e echo ran
exits 111; prints
complains "chpst: fatal: unable to read e/ZERO: Argument list too long"
run chpst -e nosuch echo ran
exits 111; prints
complains "chpst: fatal: unable to switch to directory: nosuch: No such file or directory"
rm e/ZERO
mkfifo e/FIFO
run chpst -e e sh -c 'echo ${FIFO-unset}'
exits 0; prints unset

it "does not run what a system call keeps it from preparing"
mkdir -p e
echo v >e/V
if static; then
	for call in openat:error=EIO:when=1 getdents64:error=EIO; do
		inject $call chpst -e e echo ran
		exits 111; prints
	done
	inject read:error=EINTR:when=1..5 chpst -e e sh -c 'echo $V'
	exits 0; prints v
fi

it "searches for the program in the PATH that it was given, not in one it sets"
mkdir -p e bin
echo /nonexistent >e/PATH
run chpst -e e echo found
exits 0; prints found
printf '#!/bin/sh\necho mine\n' >bin/mine
chmod +x bin/mine
echo "$PWD/bin" >e/PATH
run chpst -e e mine
exits 111; prints

it "changes the root and the working directory"
run chpst -C /usr pwd
exits 0; prints /usr
run chpst -C /nosuch echo ran
exits 111; prints
complains "chpst: fatal: unable to change directory: /nosuch: No such file or directory"
run chpst -/ /nosuch echo ran
exits 111; prints
complains "chpst: fatal: unable to change directory: /nosuch: No such file or directory"
run_unprivileged chpst -/ / echo ran
exits 111; prints
complains "chpst: fatal: unable to change root directory: Operation not permitted"
if privileged && is_static && has PRINTENV; then
	mkdir -p root/etc root/e
	echo inner:x:7007:7008::/: >root/etc/passwd
	chmod 777 root/e
	run chpst -/ root -C /e -u inner -U inner -l lock printenv UID GID
	exits 0; prints "$(printf '7007\n7008')"; complains
fi

it "adds to the niceness"
if has NICE; then
	for n in 5 +5; do
		run chpst -n $n nice
		exits 0; prints "$(($(nice) + 5))"
	done
	run chpst -n 100 nice
	exits 0; prints 19
	if privileged; then
		run chpst -n -5 nice
		exits 0; prints $(($(nice) - 5))
	fi
	run_unprivileged chpst -n -5 nice
	exits 111; prints
	complains "chpst: fatal: unable to set nice level: Permission denied"
fi

it "locks a file that it creates with mode 0600, and the program inherits the lock"
run chpst -l lock sh -c 'readlink /proc/self/fd/* | grep /lock; flock -n lock true || echo held'
exits 0
prints "$PWD/lock
held"
mode lock 600
run chpst -L lock flock -n lock true
exits 1
run chpst -L lock true
exits 0; complains

it "fails at once with -L if the file is locked, and waits with -l"
exec 9>lock
flock 9
run chpst -L lock echo ran
exits 111; prints
complains "chpst: fatal: unable to lock: lock: Resource temporarily unavailable"
(exec chpst -l lock touch finished) >out 9>&- &
waiting=$!
wait_for grep -q "FLOCK.*WRITE *$waiting " /proc/locks
absent finished
exec 9>&-
wait_for [ -e finished ]
wait $waiting
run chpst -l nosuch/lock echo ran
exits 111; prints
complains "chpst: fatal: unable to open lock: nosuch/lock: No such file or directory"
mkdir directory
run chpst -l directory echo ran
exits 111; prints
inject flock:error=EINTR:when=1..3 chpst -l lock echo ran
exits 0; prints ran
inject flock:error=ENOLCK chpst -l lock echo ran
exits 111; prints
complains "chpst: fatal: unable to lock: lock: No locks available"

it "closes standard descriptors, and still reports what fails"
run chpst -0 sh -c '[ -e /proc/$$/fd/0 ] && echo open'
exits 1; prints
run chpst -12 sh -c 'for n in 0 1 2; do [ ! -e /proc/$$/fd/$n ] || echo $n >>fds; done'
exits 0
file fds 0
run chpst -2 ./nosuch
exits 111
complains "chpst: fatal: unable to run: ./nosuch: No such file or directory"
run chpst -012 -l lock sh -c 'ls /proc/$$/fd' </dev/null
absent 0

it "runs the program in a new session"
run chpst -P sh -c 'read -r pid x y z group session rest </proc/$$/stat; echo $((pid - group)) $((pid - session))'
exits 0; prints "0 0"

it "sets soft limits, at most to the hard ones"
run chpst -m 100000000 -o 60 -p 5000 -f 600000 -c 700 -r 8000000 -t 900 cat /proc/self/limits
exits 0
same "address: 100000000
core: 700
cpu: 900
data: 100000000
file size: 600000
locked: $(awk '/locked/ { print $5 < 100000000 ? $5 : 100000000 }' /proc/self/limits)
open: 60
processes: $(awk '/processes/ { print $4 != "unlimited" && $4 < 5000 ? $4 : 5000 }' /proc/self/limits)
resident: 8000000
stack: 100000000" "$(limits out)" limits
run chpst -m 90000000 -d 20000000 cat /proc/self/limits
same "data: 20000000" "$(limits out | grep data)" limit
hard=$(sh -c 'ulimit -Hn')
for n in 99999999999 9223372036854775807 18446744073709551617 999999999999999999999999; do
	run chpst -o $n sh -c 'ulimit -n; ulimit -Hn'
	exits 0; prints "$hard
$hard"
done
if static; then
	inject prlimit64:error=EPERM chpst -o 9 echo ran
	exits 111; prints
fi

it "makes its changes in the order of runit's"
if privileged && static; then
	mkdir -p e
	echo 1 >e/E
	inject setsid,openat,open,chroot,chdir,setpriority,setgroups,setresgid,setresuid,flock,prlimit64,execve:delay_enter=1 \
		chpst -t 9 -0 -l lock -u :1:2 -n 1 -C / -/ / -e "$PWD/e" -P true
	exits 111 # another user cannot create the file
	inject setsid,openat,open,chroot,chdir,setpriority,setgroups,setresgid,setresuid,flock,prlimit64,execve:delay_enter=1 \
		chpst -t 9 -0 -l "$PWD/lock" -u :0:0 -n 1 -C / -/ / -e "$PWD/e" -P true
	exits 0
	same "setsid E chdir chroot chdir setpriority setgroups setresgid setresuid flock prlimit64 execve" \
		"$(sed -n 's/^openat(.*"E".*/E/p
			s/^\(setsid\|chroot\|chdir\|set[a-z]*\|flock\|prlimit64\|execve\)(.*/\1/p' trace |
			sed '1d; /^execve/q' | uniq | tr '\n' ' ' | sed 's/ $//')" calls
fi

it "does what Debian's runit does"
if has_runit; then
	mkdir -p e
	echo value >e/A
	exec 9>locked
	flock 9
	essence='s/ \[-C pwd\]//' # new in 2.2
	while read -r arguments; do
		eval "same_as_runit chpst $arguments"
	done <<-'END'
		true
		false
		sh -c 'exit 9'
		nosuch
		./nosuch
		/
		-b other sh -c 'echo $0'
		-n x true
		-n 1x true
		-o x true
		-o = true
		-o
		-q true
		-l a -L b true
		-e e sh -c 'echo $A'
		-e nosuch true
		-e e/A true
		-L locked true
		-l nosuch/lock true
		-u 65534 true
		-u :65534 true
		-u : true
		-u '' true
		-u nosuch true
		-u nobody: true
		-u nobody:nosuch true
		-u nobody:0 true
		-u :x:1 true
		-u :1:x true
		-U nobody sh -c 'echo $UID:$GID'
		-U :5:6 sh -c 'echo $UID:$GID'
		-U :5:6:7 sh -c 'echo $UID:$GID'
		-U nobody:daemon:root sh -c 'echo $UID:$GID'
		-U :5 true
		-U nosuch true
		-n 5 sh -c 'cut -d" " -f19 /proc/$$/stat'
		-n +5 sh -c 'cut -d" " -f19 /proc/$$/stat'
		-n 100 sh -c 'cut -d" " -f19 /proc/$$/stat'
		-o 10 sh -c 'ulimit -n; ulimit -Hn'
		-o 99999999 sh -c 'ulimit -n; ulimit -Hn'
		-m 100000000 cat /proc/self/limits
		-d 50000000 -p 5000 -f 512000 -c 1024 -r 200000 -t 9 cat /proc/self/limits
		-/ /nosuch true
		-0 sh -c 'test -e /proc/$$/fd/0'
		-P sh -c 'read -r p x y z g s r </proc/$$/stat; echo $((p - g)) $((p - s))'
	END
	if is_root; then
		for user in nobody nobody:root:daemon :1:2 :1:2:3; do
			same_as_runit chpst -u $user sh -c 'id; id -G'
		done
		same_as_runit chpst -n -5 sh -c 'cut -d" " -f19 /proc/$$/stat'
		same_as_runit chpst -/ /usr -u :1:2 /bin/pwd
	fi
	same_as_runit chpst
	same_as_runit chpst -V
fi

finish
