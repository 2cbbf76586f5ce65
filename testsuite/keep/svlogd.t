# shellcheck shell=sh
# svlogd - lines, stamps, patterns, rotation, names, modes, configuration, signals; as Debian's
# runit does
# shellcheck disable=SC2016,SC2317
. "${0%/*}/../lib.sh"
. "${0%/*}/runit.sh"
. "${0%/*}/svlogd.sh"
needs SVLOGD
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"
give_up_after 400

usage="usage: svlogd [-ttv] [-r c] [-R abc] [-l len] [-b buflen] dir ..."
bytes() {
	head -c "$1" /dev/zero | tr '\0' "${2:-x}"
}

it "prints its usage, with a blank line, and exits with 111 if its arguments are wrong"
run svlogd
exits 111; prints; complains "$usage"
same 2 "$(wc -l <err)" lines
mkdir d
for option in '-r xy' '-r ' '-l x' '-b 1x' '-l 1024' '-b 1000' '-b 500' '-l -1'; do
	# shellcheck disable=SC2086
	run svlogd ${option% *} "${option#* }" d
	exits 111; complains "$usage"
done
run svlogd -x d
exits 111
complains "svlogd: invalid option -- 'x'
$usage"
run svlogd -V
exits 111; prints
same "$usage" "$(sed 1d err | sed '$d')" "error output"
absent d/current

it "appends its input to current, which has mode 0644 meanwhile and 0744 afterwards"
mkdir d
start_log d
echo foo >&8
contains d/current foo
mode d/current 644
echo bar >&8
contains d/current "foo
bar"
ends_log
exits 0; prints
file err ""
mode d/current 744
mode d/lock 600
feed baz svlogd d
exits 0; complains
file d/current "foo
bar
baz"

it "writes a last line without a newline, and adds one"
mkdir d
printf 'a\nb' >in
run sh -c 'exec svlogd d <in'
exits 0; file d/current "a
b"
same 4 "$(wc -c <d/current)" bytes

it "keeps lines of any length and any bytes whole"
mkdir d
{
	bytes 3000 a
	echo
	bytes 100000 b
	echo
	printf 'nul\0byte\377\n\n'
	bytes 9000 c
} >in
run sh -c 'exec svlogd d <in'
exits 0; complains
echo >>in
cmp -s in d/current || wrong "the log differs"

it "writes to several directories, and warns of those that cannot be used"
mkdir d e
echo 'p* ' >e/config
feed line svlogd d nosuch e
exits 0
complains "svlogd: warning: unable to open log directory: nosuch: No such file or directory"
file d/current line
file e/current "* line"
run svlogd nosuch
exits 111
complains "svlogd: warning: unable to open log directory: nosuch: No such file or directory
svlogd: fatal: no functional log directories."

it "works with any of the standard descriptors closed"
mkdir d
run sh -c 'exec svlogd d <&-'
exits 0
complains "svlogd: warning: unable to read standard input: Bad file descriptor"
run sh -c 'echo line | svlogd d >&- 2>&-'
exits 0; file d/current line

it "locks its directory"
mkdir d
start_log d
run svlogd d
exits 111
complains "svlogd: warning: unable to lock directory: d: Resource temporarily unavailable
svlogd: fatal: no functional log directories."
ends_log
exits 0

it "stamps lines with TAI64N, or UTC in two forms"
mkdir d
for n in 1 2 3; do
	feed "a
b" svlogd "-$(bytes $n t)" d
done
sed -n '1,2s/^@4[0-9a-f]\{23\} .$/tai/p
	3,4s/^20[0-9][0-9]-[01][0-9]-[0-3][0-9]_[0-2][0-9]:[0-5][0-9]:[0-6][0-9]\.[0-9]\{5\} .$/utc/p
	5,6s/^20[0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9]\.[0-9]\{5\} .$/iso/p' \
	d/current >kinds
same "tai tai utc utc iso iso" "$(xargs <kinds)" "stamps, not $(cat d/current)"
seconds=$(sed -n '1s/^@\(.\{16\}\).*/\1/p' d/current)
now=$(date +%s)
age=$((now - (0x$seconds - 0x400000000000000a)))
[ $age -ge 0 ] || wrong "$seconds is later than $now"
[ $age -le 60 ] || wrong "$seconds is long before $now"
same "$(date -u +%Y-%m)" "$(sed -n '3s/^\(.......\).*/\1/p' d/current)" month

it "stamps a line with the time at which it began"
mkdir d
start_log -tt d
printf slow >&8
wait_for sh -c "grep -aq slow d/lock"
sleep 1.1 2>/dev/null || sleep 2
date -u +%H:%M:%S >later
echo line >&8
wait_for grep -q slowline d/current
[ "$(sed 's/.*_\(.*\)\..*/\1/' d/current)" != "$(cat later)" ] || wrong "stamped late: $(cat d/current later)"
ends_log

it "replaces bytes that are not printable, and others"
mkdir d
printf 'f\to\001o\377 bar\n' >in
run sh -c 'svlogd -r X d <in; svlogd -R fb d <in; svlogd -r : -R fb d <in'
exits 0
file d/current "fXoXoX bar
__o_o_ _ar
::o:o: :ar"

it "prefixes lines"
mkdir d
echo 'pon host: ' >d/config
feed 'a
b' svlogd d
file d/current "on host: a
on host: b"

it "selects lines by patterns, the last one that matches counting"
# CONFIGURATION, with blanks for newlines INPUT, with commas for newlines EXPECTED
while read -r configuration input expected; do
	rm -rf d
	mkdir d
	echo "$configuration" | tr '_' '\n' | tr '~' ' ' >d/config
	feed "$(echo "$input" | tr ',~' '\n ')" svlogd d
	exits 0; complains
	same "$expected" "$(tr '\n ' ',~' <d/current | sed 's/,$//')" "selection by $configuration from $input"
done <<-END
	-* a,b
	-*_+*b* abc,b,xyz,xb abc,b,xb
	-*_+*:~*:~pid~* a:~b:~pid~7,a:~b:~qid a:~b:~pid~7
	-a+bc abbbc,ac,abc,abx ac,abx
	-ab ab,abc,a abc,a
	-+ab aaab,ab,aaa,b aaa,b
	-*a bca,bcab,a bcab
	-a*b axxb,axxbb axxbb
	-a* ab,a,ba ba
	-*b* a,b,cbc a
	-a_+ab_-ab a,ab,abc abc
	-ab*cd abXcd,abcd,abXcXd abXcXd
	-+ +,a +,a
	#-*_+x a,x a,x
END

it "matches empty lines with an empty pattern only"
mkdir d
echo - >d/config
feed 'a

b' svlogd d
file d/current 'a
b'
echo -+a >d/config
feed '
aa' svlogd d
file d/current 'a
b'

it "writes lines to standard error by e, and not by E, whether or not they are logged"
mkdir d
printf '%s\n' '-*b*' 'e*x*' 'E*xy*' >d/config
feed 'ax
xy
bx
c' svlogd d
exits 0; complains "ax
bx"
file d/current "ax
xy
c"
echo 'pP ' >>d/config
feed x svlogd -tt d
grep -q '^20..-.*\.[0-9]\{5\} P x$' err || wrong "stderr: $(cat err)"

it "matches and alerts only the beginning of lines, but logs them whole"
mkdir d
printf '%s\n' '-*' '+0123456789' 'e*' >d/config
feed '0123456789abcdef
0123456789
012345678' svlogd -l 10 d
exits 0; complains "0123456789...
0123456789
012345678"
file d/current "0123456789abcdef
0123456789"

it "sends lines, but their beginning only, by UDP"
if command -v perl >/dev/null; then
	mkdir d
	cat >receive <<-'END'
		use IO::Socket::INET; $| = 1;
		$s = IO::Socket::INET->new(Proto => "udp", LocalAddr => "127.0.0.1") or exit 9;
		open F, ">port.new"; print F $s->sockport; close F; rename "port.new", "port";
		alarm 30;
		while ($n < 3) { $s->recv($m, 9999); open F, ">>got"; print F "[$m]"; close F; $n++ }
	END
	perl receive &
	receiver=$!
	wait_for [ -s port ]
	printf '%s\n' "u127.0.0.1:$(cat port)" 'pP ' '-n' >d/config
	feed 'one
n
0123456789abc' svlogd -l 10 d
	exits 0
	file d/current "P one
P 0123456789abc"
	printf '%s\n' "U127.0.0.1:$(cat port)" >d/config
	feed 'two' svlogd d
	file d/current "P one
P 0123456789abc"
	wait $receiver
	file got "[P one
][P 0123456789...
][two
]"
else
	skip "perl is not installed"
fi

it "notes in the log what it cannot send"
mkdir d
echo 'U127.0.0.1:9' >d/config
echo 'line' >in
inject sendmsg:error=EHOSTUNREACH sh -c 'exec svlogd d <in'
exits 0
file d/current "warning: failure sending through udp: line"
inject socket:error=EMFILE sh -c 'exec svlogd d <in'
exits 0
file d/current "warning: failure sending through udp: line
warning: no udp socket available: line"

it "warns of invalid lines of a configuration, and uses the others"
mkdir d
printf '%s\n' sx n-1 t1x N u1.2.3 u1.2.3.256 u1.2.3.4:0 u1.2.3.4:65536 '?' s99999999999999999999999 '#ok' '' pP >d/config
feed line svlogd d
exits 0
file d/current Pline
complains "svlogd: warning: invalid line in config: d: sx
svlogd: warning: invalid line in config: d: n-1
svlogd: warning: invalid line in config: d: t1x
svlogd: warning: invalid line in config: d: N
svlogd: warning: unable to scan ip address: 1.2.3
svlogd: warning: unable to scan ip address: 1.2.3.256
svlogd: warning: unable to scan port number: 0
svlogd: warning: unable to scan port number: 65536
svlogd: warning: invalid line in config: d: ?
svlogd: warning: invalid line in config: d: s99999999999999999999999"

it "rotates before a line that does not fit, and within LEN of the size"
mkdir d
printf '%s\n' s100 >d/config
seq 1 60 >in
run sh -c 'exec svlogd -l 20 d <in'
exits 0
same "744 81 .s
744 81 .s
744 9 current" "$(files)" files
whole
cmp -s in whole || wrong "the log differs"
rm -r d
mkdir d
printf '%s\n' s100 >d/config
run sh -c 'exec svlogd -tt -l 70 d <in'
same 0 "$(cat d/@* d/current | grep -cv '^20.................\...... [0-9]*$')" "lines that were cut"
for name in d/@*; do
	[ "$(stat -c %s "$name")" -le 100 ] || wrong "$name is too large"
done

it "cuts no line that fits into a file, even if LEN is more than the size"
mkdir d
printf '%s\n' s20 n0 >d/config
feed '12345
67890
abcdefghijklmnopqrs
abcdefghijklmnopqrst
abcdefghijklmnopqrstuvwxyz
end' svlogd d
exits 0
same "744 12 .s
744 20 .s
744 20 .s
744 1 .s
744 20 .s
744 11 current" "$(files)" files
whole
cmp -s input whole || wrong "the log differs"

it "does not rotate with size 0, and accepts k and m"
mkdir d
echo s0 >d/config
seq 1 300000 >in
run sh -c 'exec svlogd d <in'
cmp -s in d/current || wrong "the log differs"
rm -r d
mkdir d
printf 's2k\nn0' >d/config
seq 1 9000 >in
run sh -c 'exec svlogd d <in'
[ "$(find d -name '@*' | wc -l)" -ge $(($(wc -c <in) / 2048)) ] || wrong "too few files"
whole
cmp -s in whole || wrong "the log differs"

it "keeps as many old files as configured, and removes the oldest"
mkdir d
printf '%s\n' s20 n3 >d/config
seq 11 99 >in
run sh -c 'exec svlogd -l 5 -v d <in'
exits 0
same 3 "$(find d -name '@*' | wc -l)" files
whole
tail -n "$(wc -l <whole)" in | cmp -s - whole || wrong "not the latest lines"
grep -q '^svlogd: info: delete: d/@' err || wrong "no message"
rm -r d
mkdir d
printf '%s\n' s20 n0 >d/config
run sh -c 'exec svlogd -l 5 d <in'
whole
cmp -s in whole || wrong "with n0 the log differs"

it "rotates a file that is not empty after some time, and sleeps meanwhile"
mkdir d
printf '%s\n' t1 >d/config
start_log d
old_files 0
echo line >&8
old_files 1
file d/current ""
file d/@* line
sleep 1.2 2>/dev/null || sleep 2
old_files 1
ends_log
exits 0

it "names files by the time, and never twice"
mkdir d
printf '%s\n' s2 n0 >d/config
seq 1 9 >in
run sh -c 'exec svlogd -l 1 d <in'
printf '%s\n' d/@* | sed -n 's/^d\/\(@4[0-9a-f]\{23\}\)\.s$/\1/p' >names
same 9 "$(sort -u names | wc -l)" names
whole
cmp -s in whole || wrong "the order differs"

it "rotates on ALRM, but not an empty current"
mkdir d
start_log d
kill -ALRM $log
echo one >&8
contains d/current one
old_files 0
kill -ALRM $log
old_files 1
kill -ALRM $log
echo two >&8
contains d/current two
old_files 1
mode d/@* 744
ends_log
exits 0

it "reads its configuration again on HUP, and opens a directory anew"
mkdir d
start_log d
echo one >&8
contains d/current one
echo 'pP' >d/config
printf part >&8
wait_for grep -aq part d/lock
kill -HUP $log
mkdir e
echo 'pE' >e/config
wait_for sh -c "! grep -qs 'ShdPnd:.*[1-9a-f]' /proc/$log/status"
echo ial >&8
contains d/current "one
Ppartial"
printf more >&8
wait_for grep -aq more d/lock
mv d f
mv e d
kill -HUP $log
wait_for [ -e d/current ]
echo over >&8
contains d/current Emoreover
file f/current "one
Ppartial"
mode f/current 744
rm -r d
kill -HUP $log
wait $log
same 111 $? status
grep -q 'svlogd: fatal: no functional log directories.' err || wrong "$(cat err)"
exec 8>&-

it "finishes on TERM, leaving what it has not read to the next one"
mkdir d
start_log d
echo one >&8
contains d/current one
exec 7<fifo
stop_log TERM
exits 0
mode d/current 744
echo two >&8
start_log d
contains d/current "one
two"
exec 7<&-
ends_log

it "waits for the end of a line on TERM, for a second, and then adds it"
mkdir d
start_log d
printf 'one\npart' >&8
wait_for grep -aq part d/lock
kill -TERM $log
echo ial >&8
echo next >&8
exec 7<fifo
wait $log
same 0 $? status
file d/current "one
partial"
start_log d
contains d/current "one
partial
next"
printf 'half' >&8
wait_for grep -aq half d/lock
stop_log TERM
exits 0
file d/current "one
partial
next
half"
exec 7<&-
exec 8>&-

it "reports what it does with -v"
mkdir d
echo 's9' >d/config
feed 'one
two
three' svlogd -v -l 2 d
exits 0
same "read new rename close" "$(sed -n 's/^svlogd: info: \([a-z]*\): d.*/\1/p' err | uniq | xargs)" "messages, not $(cat err)"

it "sleeps while nothing happens, with at most 24 KB of memory of its own, even after rotations"
mkdir d
echo s300k >d/config
start_log -tt d
seq 30000 >&8
wait_for grep -q ' 30000$' d/current
awake() {
	grep ctxt_switches /proc/$log/status
}
wait_for grep -q '^State:.S' /proc/$log/status
before=$(awake)
sleep 1.5 2>/dev/null || sleep 2
same "$before" "$(awake)" "context switches"
if is_static && [ -r /proc/$log/smaps ]; then
	memory=$(own_memory $log)
	[ "$memory" -ge 4 ] || wrong "it has $memory KB: is that measured?"
	[ "$memory" -le 24 ] || wrong "it has $memory KB"
fi
ends_log

it "does what Debian's runit does"
if has_runit; then
	show() {
		for name in "$1"/@* "$1"/current; do
			[ ! -e "$name" ] || { stat -c "%a %s" "$name"; cat "$name"; }
		done
	}
	# ARGUMENTS; CONFIGURATION; INPUT: with _ for newlines and ~ for blanks
	while IFS=';' read -r arguments configuration input; do
		rm -rf d theirs
		mkdir d theirs
		echo "$input" | tr '_~' '\n ' >in
		[ "$configuration" = none ] || echo "$configuration" | tr '_~' '\n ' | tee d/config >theirs/config
		# shellcheck disable=SC2086
		(exec "$runit/svlogd" $arguments theirs) <in >wanted 2>wanted.err
		wanted=$?
		# shellcheck disable=SC2086
		run sh -c 'exec svlogd "$@" d <in' sh $arguments
		exits $wanted
		same "$(show theirs)" "$(show d)" "files of $arguments $configuration"
		same "$(cat wanted.err)" "$(cat err)" "error output"
	done <<-END
		;none;foo_bar
		-l 20;s100;$(seq 1 60 | xargs | tr ' ' _)
		-l 9;s40_n3;$(seq 1 60 | xargs | tr ' ' _)
		-l 9;n2_s30;$(seq 1 60 | xargs | tr ' ' _)
		-l 100;s1k;$(seq 1 600 | xargs | tr ' ' _)
		;s0;abc
		;-*_+*b*;abc_b_xyz_xb
		;-*_+*:~*:~pid~*;a:~b:~pid~7_a:~b:~qid
		;-a+bc;abbbc_ac_abc_abx
		;-ab;ab_abc_a
		;-*+;abc+_abc
		;-**;abc_b*_*
		;ux;abc
		;u127.0.0.1.5;abc
		;u127.0.0.1:0;abc
		;U127.0.0.1:x;abc
		-l 9;s20~;aaaa_aaaa_aaaa_aaaa_aaaa
		;-*a;bca_bcab
		;-a*b;axxb_axxbb
		;-;_a_
		;e*x*_E*xy*;ax_xy_z
		;pPRE:~_e*;a_b
		-r X;none;a$(printf '\t\001\377')c
		-R fb;none;foo bar
		-r : -R fb;none;foo bar$(printf '\001')
		-l 10;e*;0123456789abcdef_short
		-l 10;-*_+0123456789;0123456789abcdef_0123456789_012345678
		-l 9;!sed~s/a/b/_s20;aaaa_aaaa_aaaa_aaaa_aaaa
		-l 9;!cat~<\\&4;cat >\\&5_s20;aaaa_aaaa_aaaa_aaaa_aaaa_aaaa_aaaa
		;none;$(bytes 3000)_abc
		;s2000;$(bytes 900)_$(bytes 900)_abc_$(bytes 900)
	END
fi

it "keeps stamps and names in order when the clock is stepped back"
mkdir d
printf "s50\nn50\n" >d/config
echo 0 >step
stepclock step true
if [ $? = 77 ]; then
	skip "the clock of a program cannot be stepped here"
else
	mkfifo fifo
	stepclock step svlogd -l 10 -t d <fifo 2>err &
	log=$!
	exec 8>fifo
	count=0
	logged() {
		whole
		[ "$(wc -l <whole)" = "$count" ]
	}
	for step in 0 -3600 3600 -7200 7200; do
		echo $step >step
		for line in one two three; do
			echo $line >&8
			count=$((count + 1))
			wait_for logged
		done
	done
	ends_log
	exits 0
	whole
	sort -c whole || wrong "stamps: $(cat whole)"
fi

finish
