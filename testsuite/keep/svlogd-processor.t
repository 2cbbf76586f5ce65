# shellcheck shell=sh
# svlogd - the processor: its files, its failures, and what a sudden end leaves of it
# shellcheck disable=SC2016
. "${0%/*}/../lib.sh"
. "${0%/*}/svlogd.sh"
needs SVLOGD
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"
give_up_after 300

processed() {
	[ -n "$(find d -name '@*.s')" ] && [ -z "$(find d -name '@*.[tu]')" ]
}

name=@400000005f000000
name=${name}00000000

it "feeds each old file to the processor, and keeps the output"
mkdir d
printf '%s\n' s20 n0 '!sed s/^/x/' >d/config
seq 11 59 >in
run sh -c 'exec svlogd -l 5 d <in'
exits 0; complains
same "$(find d -name '@*' | wc -l)" "$(find d -name '@*.s' | wc -l)" "processed files"
[ "$(find d -name '@*' | wc -l)" -gt 5 ] || wrong "few files"
same 744 "$(stat -c %a d/@* | sort -u)" modes
sed 's/^/x/' in >wanted
{ cat d/@*; sed 's/^/x/' d/current; } | cmp -s - wanted || wrong "the log differs: $(cat d/@*)"

it "hands the state on from one file to the next"
mkdir d
printf '%s\n' s20 n0 '!n=$(cat <&4); echo $((n + 1)) >&5; echo "$n"; pwd' >d/config
seq 11 49 >in
run sh -c 'exec svlogd -l 5 d <in'
exits 0; complains
count=$(find d -name '@*' | wc -l)
file d/state "$count"
absent d/newstate
same "$(echo; seq 1 $((count - 1)))" "$(cat d/@* | grep -vx "$PWD/d")" "states that it read"
same "$count" "$(cat d/@* | grep -cx "$PWD/d")" "its working directory"

it "gives the processor neither its own descriptors nor blocked signals"
mkdir d
printf '%s\n' '!readlink /proc/self/fd/*; grep -E "^Sig(Blk|Ign)" /proc/self/status; cat >&2' >d/config
start_log d
echo text >&8
contains d/current text
kill -ALRM "$log"
wait_for processed
ends_log
exits 0; complains text
same 4 "$(grep -c "^$PWD/d/[@ns]" d/@*)" "files of its own"
same 0 "$(grep -cE "^$PWD/(d/lock|d/current|d|fifo)\$" d/@*)" "files of svlogd"
grep -q 'SigBlk:.0*$' d/@* || wrong "$(cat d/@*)"

it "starts it again, after a second, if it fails; svlogd meanwhile goes on"
mkdir d
printf '%s\n' '![ -e ../good ] || exit 3; sed s/^/x/' >d/config
start_log d
echo one >&8
contains d/current one
kill -ALRM "$log"
wait_for grep -q "svlogd: warning: processor failed, restart: d" err
echo two >&8
contains d/current two
: >good
wait_for processed
file d/@* xone
file d/current two
ends_log
exits 0
[ "$(wc -l <err)" -le 3 ] || wrong "it was started $(wc -l <err) times"

it "leaves what is not processed to the next svlogd, which processes it"
mkdir d
printf '%s\n' s20 n0 '!exit 1' >d/config
seq 11 29 >in
run sh -c 'exec svlogd -l 5 d <in'
exits 0
[ "$(find d -name '@*.u' | wc -l)" -ge 3 ] || wrong "nothing is left: $(ls d)"
echo '!cat' >d/config
run sh -c 'exec svlogd d </dev/null'
exits 0; complains
processed || wrong "not processed: $(ls d)"
whole
cmp -s in whole || wrong "the log differs"

it "leaves them as they are if there is no processor"
mkdir d
echo old >"d/$name.u"
feed line svlogd d
exits 0
file "d/$name.u" old

it "names a file that was not closed properly .u, and processes that"
mkdir d
echo old >d/current
feed line svlogd d
file d/@*.u old
file d/current line
mode d/current 744
echo '!sed s/^/x/' >d/config
run sh -c 'exec svlogd d </dev/null'
file d/@*.s xold

it "removes what it has not finished, and finishes what it has"
mkdir d
echo in >"d/$name.u"
echo partial >"d/$name.t"
run sh -c 'exec svlogd d </dev/null; :'
echo '!cat' >d/config
run sh -c 'exec svlogd d </dev/null'
file "d/$name.s" in
absent "d/$name.t"
absent "d/$name.u"
# it ended between two steps
echo again >"d/$name.u"
echo state >d/newstate
run sh -c 'exec svlogd d </dev/null'
file "d/$name.s" in
absent "d/$name.u"
file d/state state
absent d/newstate

it "never removes the file at work, and removes processed files first"
mkdir d
printf '%s\n' n3 '!until [ -e ../go ]; do /bin/sleep 0.05; done; cat' >d/config
start_log d
for n in 1 2 3 4 5 6; do
	echo $n >&8
	contains d/current $n
	kill -ALRM "$log"
	wait_for is_text d/current ""
done
old_files 4
same 1 "$(cat "$(find d -name '@*.u' | sort | head -n 1)")" "the file at work"
: >go
wait_for processed
ends_log
exits 0
same "1 5 6" "$(cat d/@*.s | xargs)" "what was kept"
mkdir e
touch "e/@400000005f00000000000001.s" "e/@400000005f00000000000002.s" "e/@400000005f00000000000003.u"
printf '%s\n' n3 >e/config
echo x >e/current
feed line svlogd e
same "@400000005f00000000000002.s @400000005f00000000000003.u" "$(cd e && echo @400000005f*)" "old files"

it "waits for the processor at the end of the input, and on TERM, but not twice"
mkdir d
printf '%s\n' '!until [ -e ../go ]; do /bin/sleep 0.05; done; cat' >d/config
start_log d
echo one >&8
contains d/current one
kill -ALRM "$log"
wait_for [ -e d/newstate ]
kill -TERM "$log"
wait_for sh -c "! grep -q ^SigPnd:.*[1-9] /proc/$log/status"
kill -0 "$log" || wrong "it has not waited"
: >go
wait "$log"
same 0 $? status
file d/@*.s one
rm go
start_log d
echo two >&8
contains d/current two
kill -ALRM "$log"
wait_for [ -e d/newstate ]
kill -TERM "$log"
wait_for sh -c "! kill -TERM $log 2>/dev/null"
wait "$log"
same 0 $? status
: >go
exec 8>&-

it "reports that no process can be started, and tries again"
mkdir d
printf '%s\n' '!sed s/^/x/' >d/config
echo old >d/current
if command -v strace >/dev/null; then
	mkfifo fifo
	exec 8<>fifo
	(exec strace -qq -o trace -e trace=vfork,clone -e inject=vfork,clone:error=EAGAIN:when=1 svlogd d) \
		<fifo >out 2>err 8>&- &
	tracer=$!
	wait_for processed
	exec 8>&-
	wait $tracer
	same 0 $? status
	complains "svlogd: pausing: unable to fork for processor: d: Resource temporarily unavailable"
	file d/@*.s xold
else
	skip "strace is not installed"
fi

finish
