# hold: many clients, slow ones, stuck ones, broken ones
# shellcheck disable=SC2016,SC2317,SC2086,SC2034
. "${0%/*}/../lib.sh"
. "${0%/*}/hold.sh"
needs HOLD
give_up_after 180

total=20000000

# flood NAME: a job that writes $total bytes as soon as ./go exists, then the file done
flood() {
	start_job "$1" -T -- sh -c "until [ -e go ]; do sleep 0.02; done; head -c $total /dev/zero; : >finished
		until [ -e end ]; do sleep 0.02; done"
}

clients_are() {
	[ "$(json clients "$1")" = "$2" ]
}

elapsed() {
	begun=$(date +%s%N)
	: >go
	wait_for [ -e finished ]
	elapsed=$((($(date +%s%N) - begun) / 1000000))
}

it "gives a reader every byte, however fast the job writes"
flood every
jobpeer "$HOLD_DIR/every/sock" read >got &
reader=$!
wait_for clients_are every 1
elapsed
: >end
wait $reader
file got "$total received, 0 skipped, END"

it "holds the job back by a stuck client for its patience at most, and tells it what it has missed"
flood alone
elapsed
alone=$elapsed
for time in 0 500; do
	rm -f go finished end
	flood stuck$time
	mkfifo hold$time
	jobpeer "$HOLD_DIR/stuck$time/sock" stuck $time <hold$time >got &
	stuck=$!
	exec 7>hold$time
	jobpeer "$HOLD_DIR/stuck$time/sock" read >beside &
	beside=$!
	wait_for clients_are stuck$time 2
	elapsed
	[ "$elapsed" -le $((time + 3 * alone + 1500)) ] || wrong "took $elapsed ms, alone $alone"
	[ "$elapsed" -ge "$time" ] || wrong "took $elapsed ms only: the client was not waited for"
	exec 7>&-
	: >end
	wait $stuck $beside
	file beside "$total received, 0 skipped, END"
	received=$(sed 's/ .*//' got) missed=$(sed 's/.*, \(.*\) skipped.*/\1/' got)
	same $total $((received + missed)) "received and skipped"
	[ "$missed" -gt 0 ] || wrong "nothing was skipped"
done

it "tells a client that reads nothing until the monitor is gone what it has missed"
mkfifo late
start_job brief -T -- sh -c 'until [ -e begin ]; do sleep 0.02; done; seq 100000; exit 5'
hold attach --patience=0 brief >late 2>said &
late=$!
exec 7<late
wait_for clients_are brief 1
monitor=$(json monitor brief)
: >begin
wait_for sh -c "! kill -0 $monitor 2>/dev/null || grep -q 'State:.Z' /proc/$monitor/status"
cat <&7 >got
exec 7<&-
wait $late
same 5 $? status
missed=$((588895 - $(wc -c <got)))
[ $missed -gt 0 ] || wrong "nothing was skipped"
file said "[brief: $missed bytes of output skipped]
[brief ended: exit 5]"

it "does not wait longer for eight stuck clients than for one"
flood eight
mkfifo hold8
peers=
for i in 1 2 3 4 5 6 7 8; do
	jobpeer "$HOLD_DIR/eight/sock" stuck 500 <hold8 >/dev/null &
	peers="$peers $!"
done
exec 7>hold8
wait_for clients_are eight 8
elapsed
[ "$elapsed" -le $((500 + 5 * alone + 2000)) ] || wrong "took $elapsed ms, alone $alone"
exec 7>&-
: >end
# shellcheck disable=SC2086
wait $peers

it "refuses the 17th client, while ls works"
start_job crowd -T -- sleep 100
mkfifo held
peers=
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do
	jobpeer "$HOLD_DIR/crowd/sock" stuck <held >/dev/null &
	peers="$peers $!"
done
exec 7>held
wait_for clients_are crowd 16
run timeout 20 hold attach crowd
exits 125; prints; complains "hold: 'crowd' has too many clients"
run timeout 20 hold wait crowd
exits 125
run hold ls crowd
exits 0
timeout 20 hold attach -d crowd >/dev/null 2>err &
wait_for clients_are crowd 1
exec 7>&-
hold stop -t 0 crowd
# shellcheck disable=SC2086
wait $peers

it "closes a connection that sends nothing for five seconds, and serves the others meanwhile"
start_job quiet -T -- sleep 100
for i in 1 2 3; do
	jobpeer "$HOLD_DIR/quiet/sock" silent >"closed$i" &
	silent=$!
done
run hold ls quiet
exits 0
wait $silent
file closed3 closed

it "survives 10 000 random messages, and so does the job"
start_job fuzzed -T --stdin -- sh -c 'until [ -e go ]; do sleep 0.02; done; exit 5'
start_job terminal -- sh -c 'stty raw; until [ -e go ]; do sleep 0.02; done; exit 6'
for name in fuzzed terminal; do
	monitor=$(json monitor $name)
	for seed in 1 2 3 4 5; do
		jobpeer "$HOLD_DIR/$name/sock" fuzz $seed 1000
		wait_for is $name running
	done
	same "$monitor" "$(json monitor $name)" monitor
	same 0 "$(find "/proc/$monitor/fd" | awk 'END { print (NR > 40) }')" "many descriptors"
done
: >go
run timeout 20 hold wait fuzzed
exits 5
run timeout 20 hold wait terminal
exits 6

it "passes on what is sent: keys, texts, lines of standard input, and the end of input"
start_job typed -T --stdin -- sh -c 'while IFS= read -r line; do echo "got $line"; done; echo end'
run timeout 20 hold send -e typed one 'two  three'
exits 0
printf 'four\nfive\n' >lines
(exec <lines && exec timeout 20 hold send typed)
run timeout 20 hold send -k Tab -e typed x
exits 0
run timeout 20 hold send -k EOF typed
exits 0
run timeout 20 hold wait typed
exits 0
same "got one two  three
got four
got five
got 	x
end" "$(cat "$HOLD_DIR/typed/tail")" output
run hold send typed x
exits 1; complains "hold: 'typed' is not running"
start_job deaf -T -- sleep 100
run hold send deaf x
exits 1; complains "hold: 'deaf' takes no input"
run hold send -k Nokey deaf
exits 125
run hold stop -t 0 deaf

it "reports that it cannot read what is to be sent"
start_job unread -T --stdin -- sleep 100
run hold send unread </
exits 125; complains "hold: cannot read standard input: Is a directory"
run sh -c 'hold send unread <&-'
exits 125; complains "hold: cannot read standard input: Bad file descriptor"

it "sends nothing of a line that the terminal would cut"
start_job cooked -- sh -c 'cat >got'
run hold send -e cooked "$(printf '%04096d' 0)"
exits 125; complains "hold: a line has more than 4095 bytes, and would be cut"
run hold send -e cooked "$(printf '%04095d' 0)"
exits 0
wait_for sh -c '[ "$(wc -c <got)" = 4096 ]'
hold stop -t 0 cooked

it "writes all that a job that reads slowly is sent, and does not block others meanwhile"
start_job slow -T --stdin -- sh -c 'until [ -e go ]; do sleep 0.02; done; cat >got'
head -c 300000 /dev/zero >lots
(exec <lots && exec timeout 60 hold send slow) &
sender=$!
wait_for sh -c 'hold ls slow | grep -q running'
run hold ls slow
exits 0
: >go
wait $sender
same 0 $? "status of send"
timeout 20 hold send -k EOF slow
timeout 20 hold wait slow
same 300000 "$(wc -c <got)" bytes

it "sends a paste as one only if the job has asked for that, and Enter in a write of its own"
if command -v strace >/dev/null && has FEATURE_HOLD_REPLAY; then
	strace -f -e trace=write -o trace hold run -d -n pastes -- sh -c 'stty raw -echo
	printf "\033[?2004hready"; until [ -e go ]; do sleep 0.02; done
	dd bs=100 count=1 2>/dev/null | od -c; : >was_read; until [ -e end ]; do sleep 0.02; done' >out 2>&1 &
	tracer=$!
	wait_for [ -e "$HOLD_DIR/pastes/sock" ]
	wait_for hold wait -t 0 --for=text:ready pastes
	run timeout 20 hold send -p -e pastes "$(printf 'a\033b')"
	exits 0
	: >go
	wait_for [ -e was_read ]
	: >end
	wait $tracer
	grep -q 'write([0-9]*, "\\r", 1)' trace || wrong "$(cat trace)"
	grep -qF '033   [   2   0   0   ~   a   b 033   [   2   0   1   ~' "$HOLD_DIR/pastes/tail" ||
		wrong "$(cat "$HOLD_DIR/pastes/tail")"
else
	skip "strace is not installed, or FEATURE_HOLD_REPLAY not configured"
fi

finish
