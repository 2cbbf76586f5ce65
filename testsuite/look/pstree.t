# shellcheck shell=sh
. "${0%/*}/../lib.sh"
needs PSTREE
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"
unset COLUMNS TERM
theirs=
reference pstree PSmisc || theirs=

it "draws children, merges identical subtrees, shows threads in braces"
run grow 'r(a(b,b),zz+3,a(b,b),a(b),c)' pstree %p
exits 0; complains
prints 'r-+-2*[a---2*[b]]
  |-a---b
  |-c
  `-zz---3*[{zz}]'

it "does not merge what differs further down"
run grow 'r(c(d+2,e),xx(y),xx+2,c(e,d+2))' pstree -n %p
exits 0
prints 'r-+-c-+-d---2*[{d}]
  |   `-e
  |-xx---y
  |-xx---2*[{xx}]
  `-c-+-e
      `-d---2*[{d}]'

it "closes the brackets of a merged subtree on each of its lines"
run grow 'r(c(d+2,e),c(e,d+2))' pstree %p
prints 'r---2*[c-+-d---2*[{d}]]
         `-e]'

it "does not merge with --compact-not, and sorts by PID with --numeric-sort"
run grow 'r(b,a(x,x),a(x,x))' pstree --compact-not %p
prints 'r-+-a-+-x
  |   `-x
  |-a-+-x
  |   `-x
  `-b'
run grow 'r(b,a(x,x),a(x,x))' pstree --numeric-sort %p
prints 'r-+-b
  `-2*[a---2*[x]]'

it "hides threads, or shows their own names"
run grow 'r(a+2,b)' pstree -T %p
prints 'r-+-a
  `-b'
run grow 'r(a+2,b)' pstree -t %p
prints 'r-+-a---2*[{t}]
  `-b'

it "shows process IDs"
run grow 'r(a,a)' sh -c 'pstree -p "$1"; echo "$1"' sh %p
root=$(tail -n 1 out)
case $(cat out) in
"r($root)-+-a("*")
"*"\`-a("*")
$root") ;;
*) wrong "$(cat out)" ;;
esac
[ "$(grep -c '[^)]$' out)" = 1 ] || wrong "not all have numbers"

it "shows process groups, and merges only within one"
run setsid -w grow 'r(a,a)' pstree -g %p
group=$(sed -n 's/^r(\([1-9][0-9]*\)).*/\1/p' out)
prints "r($group)---2*[a($group)]"

it "draws lines with the requested characters"
run grow 'r(a(b,c),d)' pstree -U %p
prints 'r─┬─a─┬─b
  │   └─c
  └─d'
run grow 'r(a(b,c),d)' pstree -G %p
prints "$(printf 'r\033(0qwq\033(Ba\033(0qwq\033(Bb
  \033(0x\033(B   \033(0mq\033(Bc
  \033(0mq\033(Bd')"
LC_ALL=C.UTF-8 run grow 'r(a,d)' onpty 1 pstree %p
same 'r─┬─a
  └─d' "$(tr -d '\r' <out)" "on a UTF-8 terminal"
LC_ALL=C.UTF-8 run grow 'r(a,d)' onpty 1 pstree -A %p
same 'r-+-a
  `-d' "$(tr -d '\r' <out)" "with -A"
run grow 'r(a,d)' onpty 1 pstree %p
same 'r-+-a
  `-d' "$(tr -d '\r' <out)" "on another terminal"

it "shows control characters and invalid bytes as octal numbers"
strange=$(printf 'r\033[31m(a\nb,\\,\303\251\303\251(x,y),\377)')
run grow "$strange" pstree %p
prints 'r\033[31m-+-\\
          |-a\012b
          |-\303\251\303\251-+-x
          |                  `-y
          `-\377'
LC_ALL=C.UTF-8 run grow "$strange" pstree %p
prints 'r\033[31m-+-\\
          |-a\012b
          |-éé-+-x
          |    `-y
          `-\377'

it "cuts lines at COLUMNS or the width of the terminal, unless --long is given"
tree='root(abcdefghij(klmnopqrst,uvwxy(z,z,z)),b)'
COLUMNS=30 run grow "$tree" pstree %p
prints 'root-+-abcdefghij-+-klmnopqrs+
     |            `-uvwxy---3+
     `-b'
COLUMNS=18 run grow "$tree" pstree %p
prints 'root-+-abcdefghij+
     `-b'
run grow "$tree" onpty 1 sh -c 'stty cols 20 <&1; exec pstree "$1"' sh %p
same 'root-+-abcdefghij-++
     |            `+
     `-b' "$(tr -d '\r' <out)" "on a narrow terminal"
COLUMNS=9 run grow "$tree" pstree -l %p
prints 'root-+-abcdefghij-+-klmnopqrst
     |            `-uvwxy---3*[z]
     `-b'
wide=r
for i in 1 2 3 4 5 6 7 8 9; do wide="nineteencharacters$i($wide)"; done
run grow "$wide" pstree %p
same 132 "$(($(wc -c <out) - 1))" "width where there is no terminal"

it "shows arguments, one process a line, as many as fit"
cat >program <<'SH'
sleep 100 &
read -r line
kill $!
SH
mkfifo end
sh ./program 'one two' "$(printf 'a\nb')" three <end &
shell=$!
exec 8>end
wait_for sh -c '[ "$(pstree -a "$1" | wc -l)" = 2 ]' sh $shell
run pstree -a $shell
prints 'sh ./program one two a\012b three
  `-sleep 100'
COLUMNS=30 run pstree -a $shell
prints 'sh ./program one two ...
  `-sleep 100'
exec 8>&-
wait $shell

it "puts a process without a command line in parentheses"
sh -c 'sleep 0 & exec sleep 100' &
parent=$!
wait_for sh -c 'pstree -a "$1" | grep -qF "(sleep)"' sh $parent
run pstree -a $parent
prints 'sleep 100
  `-(sleep)'
kill $parent

it "shows the ancestors of a process, but not their other children"
run grow 'r(a,b(c,d))' sh -c 'pstree -s "$1" >out.all; tail -n 3 out.all' sh %p
grep -q 'grow---r-+-a$' out || wrong "no ancestors: $(cat out)"
same 3 "$(wc -l <out)" "lines"

it "reports missing processes and users with the statuses of psmisc"
run pstree 2147483647
exits 0; prints
complains "pstree: Process 2147483647 not found."
run pstree no-such-user
exits 1; prints
complains "pstree: No such user name: no-such-user"
run pstree 1x
exits 1; prints
for pid in 2147483648 4294967297 99999999999999999999999999999; do
	run pstree $pid
	exits 1; prints
	same "pstree: invalid process ID: '$pid': must be from 0 to 2147483647" "$(head -n 1 err)" message
	TERM=xterm run pstree -H $pid
	exits 1; prints
	same "pstree: invalid process ID: '$pid': must be from 1 to 2147483647" "$(head -n 1 err)" message
done
run pstree 1 2
exits 1; prints
run pstree -N nothing
exits 1; prints
run pstree -C nothing
exits 1; prints

it "highlights a process and its ancestors"
TERM=xterm run grow 'r(a,b(c))' pstree -H %p %p
prints "$(printf '\033[1mr\033[0m-+-a\n  `-b---c')"
TERM=xterm run grow 'r(a,b)' pstree -h
[ "$(grep -c "$(printf '\033\\[1mpstree\033\\[0m')" out)" = 1 ] || wrong "$(cat out)"
run pstree -H 1
exits 1
complains "pstree: TERM is not set"
run grow 'r(a,b)' pstree -h %p
exits 0
prints 'r-+-a
  `-b'

it "colours by age"
run grow 'r(a)' pstree -C age %p
prints "$(printf '\033[32mr\033[0m---\033[32ma\033[0m')"

it "fails with a message if a process could not be read"
run grow r sh -c 'ulimit -n 4; exec pstree "$1"' sh %p
exits 1; prints
grep -q '^pstree: cannot read process [0-9]*: ' err || wrong "$(cat err)"
[ "$(wc -l <err)" = 1 ] || wrong "several messages: $(cat err)"
if is_static; then
	while read -r fault options; do
		# shellcheck disable=SC2086
		inject "$fault" pstree $options
		exits 1
		[ -s out ] || wrong "$fault, $options: nothing is drawn"
		grep -q '^pstree: cannot read process [0-9]*: ' err || wrong "$fault, $options: $(cat err)"
	done <<-'END'
		openat:error=EMFILE:when=3
		openat:error=EMFILE:when=4 -a
		fstat:error=ENOMEM:when=3
		newfstatat:error=ENOMEM:when=3 -S
		read:error=EIO:when=1
	END
	inject getdents64:error=EIO:when=1 pstree
	exits 1; prints
	complains "pstree: cannot read /proc: I/O error"
fi

it "reports an unwritable standard output"
run sh -c 'exec pstree >/dev/full'
exits 1
complains "pstree: write error: No space left on device"

# ---- as root, in namespaces of their own ----
inside() {
	# shellcheck disable=SC2086
	run timeout 60 "$unshare" $namespace "$@"
}
if ! is_root || ! pid_namespaces; then
	finish
fi

it "shows users where they change, or only a user's trees"
inside grow 'r(a@1,b@1(c,d@1),a@1,a@2,a,e@54321)' pstree -u %p
exits 0
prints 'r-+-a
  |-2*[a(daemon)]
  |-a(bin)
  |-b(daemon)-+-c(root)
  |           `-d
  `-e(54321)'
inside grow 'r(a@1(c,d@1),b(e@1),a@1)' pstree -u daemon
prints 'a-+-c(root)
  `-d

a

e'
inside grow 'r' pstree bin
exits 1; prints
complains "pstree: No processes found."

it "begins at the first process, or at the kernel for 0"
inside grow 'r' pstree
prints 'grow-+-pstree
     `-r'
inside grow 'r' pstree 0
prints '?---grow-+-pstree
         `-r'

it "shows namespaces and where they change"
inside grow 'r(a)' "$unshare" --uts sh -c 'pstree -S; pstree -N uts; :'
sed 's/^\[[0-9]*\]/[N]/' out >cleaned && mv cleaned out
prints 'grow-+-r---a
     `-sh(uts)---pstree
[N]
grow---r---a
[N]
sh---pstree'

it "shows hidden processes as question marks"
cat >script <<'SH'
mount -o remount,hidepid=2 /proc || exit 3
grow r setpriv --reuid 1 --regid 1 --clear-groups "$HOLDBOX" pstree
: 'the shell is not to become grow'
SH
inside sh ./script
if [ "$status" = 3 ]; then
	skip "/proc cannot hide processes here"
else
	prints '?---?---pstree'
fi

it "shows 1000 processes of one parent, and a chain of 300"
row=a
i=1
while [ $i -lt 1000 ]; do row="$row,a" i=$((i + 1)); done
inside grow "r($row,b)" pstree %p
prints 'r-+-1000*[a]
  `-b'
chain=x
i=0
while [ $i -lt 300 ]; do chain="n($chain)" i=$((i + 1)); done
inside grow "$chain" pstree -lT %p
same 300 "$(tr -cd n <out | wc -c)" "levels"

it "draws a chain of 800 processes with a stack of 64 KB"
chain=x@1
i=0
while [ $i -lt 800 ]; do chain="n($chain)" i=$((i + 1)); done
cat >script <<'SH'
ulimit -s 64
pstree -lT "$1" | tr -cd n | wc -c
pstree -alT "$1" | wc -l
pstree -h "$1" | wc -l
pstree -N pid | wc -l
pstree daemon
SH
TERM=xterm inside grow "$chain" sh ./script %p
exits 0; complains
same "800 801 1 4 x" "$(tr -s '\n ' ' ' <out | sed 's/ $//')" "levels and lines"

it "ends where parents form a circle"
cat >script <<'SH'
# fake PID PARENT: a stat with another parent
fake() {
	sed "s/^\([0-9]* ([^)]*) .\) [0-9]*/\1 $2/" "/proc/$1/stat" >"stat.$1"
	mount --bind "stat.$1" "/proc/$1/stat" || exit 3
}
idle -n one & one=$!
idle -n two & two=$!
until [ "$(cat /proc/$one/comm)$(cat /proc/$two/comm)" = onetwo ]; do :; done
fake $one $two
fake $two $one
fake 1 $one
pstree -T
pstree -T -s $two
TERM=xterm pstree -T -h $one
kill $one $two
SH
inside sh ./script
if [ "$status" = 3 ]; then
	skip "files cannot be mounted here"
else
	exits 0; complains
	prints 'sh-+-one---two
   `-pstree
sh---one---two
one---two'
fi

it "agrees with psmisc"
if [ -z "$theirs" ]; then
	skip "psmisc's pstree is not installed"
else
	cat >script <<'SH'
while read -r options; do
	# shellcheck disable=SC2086
	echo "with $options: $("$program" $options "$1" 2>&1; echo $?)"
done <options
for columns in 6 12 13 14 15 16 20 22 24; do
	echo "$columns columns: $(COLUMNS=$columns "$program" "$1" 2>&1)"
done
SH
	cat >options <<'TXT'

-c
-p
-n
-u
-T
-t
-A
-U
-a
-ap
-au
-Z
-aZ
-pu
-nu
-cu
-pn
-aT
-un
-s
-sa
-S
-pS
-C age
-N pid
-aS
-l
-ac
-g
-pg
-ag
TXT
	# in a session of its own: psmisc omits numbers that are 0
	tree='r(a@1,a@1(b),a@2,a,longer@54321(b,b),x+2,x+2,{x},a(b,b),a@2)'
	for program in "$theirs" "$HOLDBOX_LINKS/pstree"; do
		export program
		inside setsid -w grow "$tree" sh ./script %p
		exits 0
		[ "$program" != "$theirs" ] || mv out wanted
	done
	# the numbers of namespaces vary
	same "$(sed 's/\[[0-9]\{5,\}\]/[N]/' wanted)" "$(sed 's/\[[0-9]\{5,\}\]/[N]/' out)" output
	[ "$(wc -l <wanted)" -gt 200 ] || wrong "there is nothing to be compared"
fi

finish
