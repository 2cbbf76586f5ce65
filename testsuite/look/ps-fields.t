# ps-fields.t - values, sort keys and options of ps that procps 4.0.2 lacks or gets wrong
. "${0%/*}/../lib.sh"
needs PS
isolate

# begin COMMAND...: starts it in the background; $begun is its process ID, as soon as it is it
begin() {
	"$@" >/dev/null 2>&1 &
	begun=$!
	wait_for grep -qx "$(basename "$1" | cut -c 1-15)" /proc/$begun/comm
}

# in_state PID STATE
# shellcheck disable=SC2317
in_state() {
	[ "$(awk '{ sub(/.*\) /, ""); print $1 }' "/proc/$1/stat")" = "$2" ]
}

# its CPU time by the time since its start, in percent, by the kernel's own numbers
share() {
	awk -v up="$(cut -d ' ' -f 1 /proc/uptime)" '{
		sub(/.*\) /, "")
		printf "%d", ($12 + $13) * 100 / (up * 100 - $20)
	}' "/proc/$1/stat"
}

# shellcheck disable=SC2317
has_used() {
	[ "$(awk '{ sub(/.*\) /, ""); print $12 + $13 }' "/proc/$1/stat")" -ge "$2" ]
}

it "divides CPU time by the exact time since the start"
sh -c 'while :; do :; done' &
busy=$!
# whole seconds would show 0 in the first one, and up to 193 in the second
for ticks in 10 40 100 150 190; do
	wait_for has_used $busy $ticks
	before=$(share $busy)
	shown=$(ps -o pcpu=,c=,cp=,cuu=,cuc= -p $busy)
	after=$(share $busy)
	# shellcheck disable=SC2086
	set -- $shown
	command="ps at $ticks ticks: $shown, really $before to $after"
	least=$((before < after ? before : after)) most=$((before > after ? before : after))
	slack=$((9 + 100 / ticks)) # one tick more or less
	for number in "${1%.*}" "$2" "$(($3 / 10))" "${4%.*}" "${5%.*}"; do
		if [ "$number" -lt $((least - slack)) ] || [ "$number" -gt $((most + slack)) ] ||
			[ "$number" -gt 102 ]; then
			wrong "$command"
		fi
	done
done
kill -KILL $busy

it "sorts by the exact value, not by what is shown of it"
begin /bin/sleep 1000
small=$begun
# shellcheck disable=SC2016
sh -c 'x=$(head -c 4000000 /dev/zero | tr "\0" x); kill -STOP $$; echo "$x"' >/dev/null &
large=$!
wait_for in_state $large T
run ps -p $small,$large --sort=-%mem -o pid=
prints "$(printf '%7d\n' $large $small)"
run ps -p $small,$large --sort=pmem -o pid=
prints "$(printf '%7d\n' $small $large)"
kill -KILL $large
# of two that were started within a second, the younger one first
begin /bin/sleep 1001
first=$begun uptime=$(cat /proc/uptime)
# shellcheck disable=SC2317
tick_has_passed() {
	[ "$(cat /proc/uptime)" != "$uptime" ]
}
wait_for tick_has_passed
begin /bin/sleep 1002
for key in etime etimes -start_time -lstart; do
	run ps -p $small,$first,$begun --sort=$key -o args=
	same "/bin/sleep 1002" "$(head -n 1 out)" "first row by $key"
	same "/bin/sleep 1000" "$(tail -n 1 out)" "last row by $key"
done

it "sorts every field that shows the priority by the kernel's number"
begin sleep 1000
nice=$begun
low=$(ps -o ni= -p "$nice" | tr -d ' ') # of whoever runs the tests
case $low in
-) skip "the tests run with an unusual policy" low=0 ;;
esac
renice -n $((low + 5)) -p $nice >/dev/null || wrong "cannot change the niceness"
begin sleep 1000
for key in pri pri_api priority opri intpri pri_foo; do
	run ps -p $nice,$begun --sort=$key -o ni=
	same "$low $((low + 5))" "$(tr -s '\n ' ' ' <out | sed 's/^ //; s/ $//')" "niceness by $key"
done

it "sorts by the letters that BSD's ps has"
run sh -c 'for letter in C G J K M N P R S T U c f g j k m n o p r s t u v y; do
	ps axO$letter >/dev/null || echo $letter; done'
exits 0; prints; complains
run ps -axO c -o args=
same "$(sort out)" "$(cat out)" "rows in the order of command lines"

it "shows a dash for the fields of other systems"
names="acflag acflg addr alarm argc bnd cmaj_flt cmin_flt cnswap ctid cursig cutime emul end_code
	inblk inblock jid jobc ktrace ktracep login logname luser m_dt m_lrs m_resident m_share m_swap
	msgrcv msgsnd mwchan nivcsw nsignals nsigs nswap nvcsw nwchan osz oublk oublock p_ru paddr poip
	prmgrp prmid project projid pset psxpri re resident rlink scnt scount share sl start_code status
	systime taskid tdev timeout tmout tsess tsession tsid u_procp umask upr uprocp usertime usrpri
	utime vm_data vm_exe vm_lib vm_lock vm_stack xstat zoneid"
for name in $names; do
	run ps -o "$name=,pid=X" -p 1
	exits 0; complains
	same "- 1" "$(sed 1d out | tr -s ' ' | sed 's/^ //')" "$name"
done
reference ps procps-ng && for name in $names; do
	same "$("$theirs" -o "$name,pid:30" -p 1)" "$(ps -o "$name,pid:30" -p 1)" "$name"
done
run sh -c 'ps L | grep -c "^utime\|^acflag\|^zoneid"'
prints 0

it "shows processor, environment, capabilities, huge pages and container"
# shellcheck disable=SC2016
env -i A=1 B="x y" /bin/sleep 1000 &
begun=$!
wait_for grep -qx sleep /proc/$begun/comm
run ps -o cpu=A,psr=A,pcap=,htprv=,htshr=,docker= -p 1
sed -n 2p out | grep -q '^ *\([0-9]*\) *\1 [0-9a-f]\{16\} *0 *0 -' || wrong "$(cat out)"
run ps -o environ= -p $begun
prints "A=1 B=x y"
if is_root && command -v setpriv >/dev/null; then
	PATH=$system_path setpriv --bounding-set -all,+chown,+net_raw --inh-caps -all \
		--no-new-privs /bin/sleep 1000 &
	begun=$!
	wait_for grep -qx sleep /proc/$begun/comm
	run ps -o pcaps=,pcap= -p $begun
	prints "chown,net_raw               0000000000002001"
	PATH=$system_path setpriv --reuid 1 --regid 1 --clear-groups /bin/sleep 1000 &
	begun=$!
	wait_for grep -qx sleep /proc/$begun/comm
	run ps -o pcaps= -p $begun
	prints "-"
fi
identity=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
if [ "$(id -u)" = 0 ] && mount --bind /proc/self/comm /proc/$begun/comm 2>/dev/null; then
	umount /proc/$begun/comm
	for path in docker/$identity system.slice/docker-$identity.scope; do
		echo "0::/$path" >cgroup
		mount --bind cgroup /proc/$begun/cgroup
		run ps -o docker= -p $begun
		umount /proc/$begun/cgroup
		prints 0123456789ab
	done
fi

it "calls a zombie defunct after its name"
sh -c 'sh -c : & exec sleep 1000' &
parent=$!
# shellcheck disable=SC2317
has_zombie() {
	read -r zombie <"/proc/$parent/task/$parent/children"
	in_state "$zombie" Z
}
wait_for has_zombie
run ps -p "$zombie" -o comm=
prints "sh <defunct>"
run ps c "$zombie"
same "sh <defunct>" "$(sed -n '2s/.*0:00 //p' out)" "ps c"
run ps -p "$zombie" -o fname=,args=
prints "sh       [sh] <defunct>"
run ps -p $parent -o comm=
prints "sleep"

it "shows a newline in a name as a question mark, and one in a command line as a blank"
name=$(printf 'n\nl\033x')
cp "$(PATH=$system_path command -v sleep)" "$name"
"./$name" 1000 &
begun=$!
sh -c 'sleep 1000; :
' "$(printf 'a\tb')" &
line=$!
# shellcheck disable=SC2317
is_named() {
	[ "$(cat "/proc/$begun/comm")" = "$name" ]
}
wait_for is_named
for LC_ALL in C C.UTF-8; do
	run ps -p $begun -o comm=,fname=
	prints "n?l?x           n?l?x"
	run ps -p $begun -o exe=
	same "n?l?x" "$(sed 's/.*\///' out)" "path of the program"
	run ps -p $line -o args=
	prints "sh -c sleep 1000; :  a?b"
done
LC_ALL=C

it "shows no control characters of a slice, and all of a long one"
begin sleep 1000
if mount --bind /proc/self/comm /proc/$begun/comm 2>/dev/null; then
	umount /proc/$begun/comm
	long=$(printf '%0200d' 7)
	for name in "$(printf '\033[31mevil')" "$long"; do
		printf '0::/%s.slice/x.scope\n' "$name" >cgroup
		mount --bind cgroup /proc/$begun/cgroup
		run ps -ww -o slice= -p $begun
		umount /proc/$begun/cgroup
		same "$(echo "$name" | tr '\033' '?').slice" "$(cat out)" slice
	done
	printf '\033[1m_x%s' "$long" >wchan
	mount --bind wchan /proc/$begun/wchan
	run ps -ww -o wchan= -p $begun
	umount /proc/$begun/wchan
	prints "?[1m_x$long"
else
	skip "mounts are not permitted here"
fi

it "draws the children of process 1 below it"
begin sleep 1003
for arguments in axf "ax --forest" "-e --forest"; do
	# shellcheck disable=SC2086
	run ps $arguments -o pid,args
	grep -q "^ *1 [^\\]*$" out || wrong "$arguments: no root: $(cat out)"
	grep -q ' \\_ sleep 1003$' out || wrong "$arguments: $(cat out)"
done

it "prints the tree whose root began last first"
reference ps procps-ng || theirs=
mkfifo hold
sh -c 'sleep 1011 & sleep 1012 & read -r line <hold' &
sh -c 'sleep 1013 & sleep 1014 & read -r line <hold' &
# shellcheck disable=SC2317
all_there() {
	ps -C sleep -o args= >rows
	[ "$(grep -c '101[1-4]' rows)" = 4 ]
}
wait_for all_there
for option in f -H; do
	run ps -C sleep $option -o args=
	same "sleep 1014 sleep 1013 sleep 1012 sleep 1011" \
		"$(grep '101[1-4]' out | tr '\n' ' ' | sed 's/ $//')" "order with $option"
	[ -z "$theirs" ] ||
		same "$("$theirs" -C sleep $option -o pid=)" "$(ps -C sleep $option -o pid=)" "$option"
done

it "has a format of its own for --context"
run ps --context -p 1
exits 0
same "PID CONTEXT COMMAND" "$(head -n 1 out | tr -s ' ' | sed 's/^ //')" headings
for arguments in "-f" "-j" "-L" "-M" "-T" "-P" "x" "-H"; do
	# shellcheck disable=SC2086
	[ -z "$theirs" ] || same "$("$theirs" --context $arguments -p 1 | head -n 1)" \
		"$(ps --context $arguments -p 1 | head -n 1)" "headings with $arguments"
done
for arguments in "-o pid" "-l" "u" "-O pid"; do
	# shellcheck disable=SC2086
	run ps --context $arguments -p 1
	exits 1
	complains "ps: conflicting format options
Try 'ps --help' for more information."
done

it "shows names of signals with --signames"
sh -c 'trap "" HUP; trap : TERM USR1; kill -STOP $$; :' &
begun=$!
wait_for in_state $begun T
run ps --signames -o ignored=,pending=X,pid= -p $begun
grep -q "^HUP[^ ]* *- *$begun\$" out || wrong "ignored, pending: $(cat out)"
run ps --signames -o caught= -p $begun
for name in USR1 TERM; do
	tr , '\n' <out | grep -qx $name || wrong "caught: $(cat out)"
done
run ps --signames -o caught:6=,pid= -p $begun
same "1" "$(grep -c '^.....+ ' out)" "cut off with a plus"
run ps -o ignored= -p $begun
grep -q '^[0-9a-f]\{15\}[13579bdf]$' out || wrong "mask: $(cat out)"
kill -KILL $begun

it "prints the start in the format of -D"
for option in "-D %F" "--date-format %F" "--date-format=%F"; do
	# shellcheck disable=SC2086
	run ps $option -o lstart= -p 1
	exits 0
	same "$(date -d "$(TZ=UTC0 ps -o lstart= -p 1)" +%F)" "$(tr -d ' ' <out)" "date"
done
run ps -D
exits 1
complains "ps: date format must follow -D
Try 'ps --help' for more information."

it "puts a delimiter between columns that are not padded"
run ps --delimiter , -o pid,user,comm -p 1
exits 0
prints "PID,USER,COMMAND
1,$(id -un 0),sh"
run ps --delimiter=' | ' -o pid=,comm:2=,user:2= -p 1
prints "1 | sh | $(id -un 0)"
run ps --delimiter ''
exits 1; prints

it "ignores a PS_FORMAT that is malformed, with a warning"
for format in pid,nosuch,args ',' 'pid:x' '%Q' '%p{'; do
	PS_FORMAT=$format
	export PS_FORMAT
	run ps -p 1
	exits 0
	same "PID TTY TIME CMD" "$(head -n 1 out | tr -s ' ' | sed 's/^ //')" "headings with $format"
	same 2 "$(grep -c . out)" "lines with $format"
	grep -q '^ps: warning: $PS_FORMAT ignored: ' err || wrong "$format: $(cat err)"
	run ps aux -p 1
	complains
done
PS_FORMAT="pid,comm,"
run ps -p 1
complains
same "PID COMMAND" "$(head -n 1 out | tr -s ' ' | sed 's/^ //')" headings
unset PS_FORMAT

it "accepts only blanks between the fields of an AIX format"
for format in '%p{' '%p{%c' '%p|%c' '%p x' 'pid %p' 'ab%p' '%p pid' '%cpu%p' '%p:10'; do
	run ps -o "$format" -p 1
	exits 1; prints
	same "ps: improper AIX field descriptor: '$format'" "$(head -n 1 err)" "$format"
done
for format in '{%p' '%p%c' '%p  %c' ' %p %c ' '|%p' 'a%p%a' '%z%p' '%p '; do
	run ps -o "$format" -p 1
	exits 0
	[ -z "$theirs" ] || same "$("$theirs" -o "$format" -p 1)" "$(cat out)" "$format"
done

it "quotes what it refuses, and suggests the field that was meant"
while IFS='|' read -r arguments message; do
	# shellcheck disable=SC2086
	run ps $arguments
	exits 1; prints
	same "ps: $message" "$(head -n 1 err)" message
done <<'EOF'
-o pidd|unknown user-defined format specifier: 'pidd'; did you mean 'pid'?
-o PID,comm|unknown user-defined format specifier: 'PID'; did you mean 'pid'?
-o pid,cmomand|unknown user-defined format specifier: 'cmomand'; did you mean 'command'?
-o xyzzy=A|unknown user-defined format specifier: 'xyzzy'; 'ps L' lists the fields
--sort -rsss|unknown sort specifier: 'rsss'; did you mean 'rss'?
--sort x|unknown sort specifier: 'x'; 'ps L' lists the fields
-o pid:x|column widths must be unsigned decimal numbers: 'pid:x'
-o pid,,ppid|improper format list: 'pid,,ppid'
-p 1,x|process ID list syntax error: 'x'
-p 99999999999|process ID out of range (1 to 2147483647): '99999999999'
--ppid -1|process ID out of range (0 to 2147483647): '-1'
-p 1,,2|improper list: '1,,2'
-u nosuchuser|user name does not exist: 'nosuchuser'
-u 99999999999|user ID out of range (0 to 4294967294): '99999999999'
-G nosuchgroup|group name does not exist: 'nosuchgroup'
-t nosuch|TTY could not be found: 'nosuch'
-g nosuch,x|list of session leaders OR effective group IDs was invalid: 'nosuch,x'
-e -K|unsupported SysV option: 'K'
W|unsupported option (BSD syntax): 'W'
%1|garbage option: '%1'
--cols 0|number of columns or rows must be from 1 to 2147483647: '0'
--cols x|number of columns must follow --cols, --width, or --columns: 'x'
--rows 99999999999|number of columns or rows must be from 1 to 2147483647: '99999999999'
--rows x|number of rows must follow --rows or --lines: 'x'
axO+x|bad sorting code: '+x'
EOF

it "has summer time by the USA's rule for a time zone like EST5EDT"
for zone in EST5EDT PST8PDT MET-1MEST; do
	same "$(TZ=$zone,M3.2.0,M11.1.0 ps -o lstart= -p 1)" "$(TZ=$zone ps -o lstart= -p 1)" "start in $zone"
done

finish
