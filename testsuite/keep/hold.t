# hold: jobs by name: starting, waiting, attaching as a plain reader, statuses, names, JSON
# shellcheck disable=SC2016,SC2317,SC2086,SC2034
. "${0%/*}/../lib.sh"
. "${0%/*}/hold.sh"
needs HOLD
give_up_after 200

it "starts a job that outlives its starter, and reports afterwards how it ended"
start_job early -T -- sh -c 'echo begun; until [ -e go ]; do sleep 0.02; done; exit 3'
run hold ls early
exits 0
same "early running 1 0" "$(awk 'NR == 2 { print $1, $2, $5, $6 }' out)" "row of"
is early running || wrong "it does not run"
: >go
run timeout 20 hold wait early
exits 3; prints; complains
run timeout 20 hold attach early
exits 3; complains "[early ended: exit 3]"
run hold ls early
exits 3
is early ended || wrong "it has not ended"

it "attaches to NAME, which it starts first if it does not run: COMMAND, or what its record says"
run timeout 20 hold again -- sh -c 'echo one $#; exit 4' a b c
exits 125
run timeout 20 hold again sh -c 'echo one $#; pwd; exit 4' a b c
exits 4; shows "one 2
$PWD"; complains "[again ended: exit 4]"
mkdir elsewhere && cd elsewhere || exit 1
run timeout 20 hold again
exits 4; shows "one 2
${PWD%/elsewhere}"; complains "[again ended: exit 4]"
run timeout 20 hold again echo other
exits 0; shows other; complains "[again ended: exit 0]"
SHELL=/bin/true run timeout 20 hold nothing
exits 0; prints; complains "[nothing ended: exit 0]"

it "reports that NAME is already running, and that COMMAND was not started"
start_job busy -T -- sh -c 'echo here; until [ -e go ]; do sleep 0.02; done'
(sleep 0.3; : >go) &
run timeout 20 hold busy touch made
exits 0; prints here
same "hold: 'busy' is already running; 'touch' was not started
[busy ended: exit 0]" "$(cat err)" messages
absent made

it "returns from run -d once COMMAND is executed, or else with 126 or 127 and without a record"
run hold run -d -n missing -- ./missing
exits 127; prints; complains "hold: failed to run command './missing': No such file or directory"
: >plain
run hold run -n denied -- ./plain
exits 126; prints; complains "hold: failed to run command './plain': Permission denied"
run hold run -n denied -T -- /
exits 126
for name in missing denied; do
	absent "$HOLD_DIR/$name"
done
run hold run -n early -d -T -- ./missing
exits 127
run timeout 20 hold wait early
exits 3

it "finds a default name: COMMAND's, then with a number, made of allowed characters"
for wanted in sleep sleep-2 sleep-3; do
	run hold run -d -- sleep 100
	exits 0; prints "$wanted"
done
run hold stop sleep-2
exits 0
run hold run -d -- sleep 100
prints sleep-2
mkdir bin
long=$(printf '%070d' 0)
for pair in 'a b+c=a_b_c' '..-x=x' 'run=run-1' 'list=list-1' "$long=$(printf '%060d' 0)" '___=___' '-=job'; do
	ln -sf "/bin/true" "bin/${pair%=*}"
	run timeout 20 hold run -d -- "$PWD/bin/${pair%=*}"
	exits 0; prints "${pair##*=}"
done

it "takes everything after -- for the command"
run hold -- -d -n dashed true
exits 127; prints; complains "hold: failed to run command '-d': No such file or directory"
run timeout 20 hold -- sh -c 'echo "$0"' --
exits 0; shows --

it "rejects names that cannot be a job's"
for name in '' . .. a/b -x .hidden "$(printf '%065d' 0)" run list log new upgrade "$(printf 'a\nb')" 'a b' é; do
	run hold run -d -n "$name" -- true
	exits 125; prints
	[ "$(sed -n '$=' err)" = 2 ] || wrong "messages: $(cat err)"
done
run hold run -d -n "$(printf 'a\033b')" -- true
grep -q "^hold run: 'a'\$'\\\\033''b' cannot be the name of a job: it must have 1 to 64 letters, " err ||
	wrong "$(cat err)"
run hold run -d -n status -- true
grep -q "^hold run: 'status' cannot be the name of a job: it is reserved\$" err || wrong "$(cat err)"
run hold run -d -n "$(printf '%064d' 0)" -- true
exits 0

it "takes no path and no reserved word for a job, whatever the verb: rm removes nothing elsewhere"
mkdir elsewhere && : >elsewhere/file
for name in ../elsewhere "$PWD/elsewhere" . .. '' run; do
	for verb in attach ls log send wait stop restart 'signal TERM' rm; do
		run timeout 20 hold $verb "$name"
		exits 125; prints
		grep -q " cannot be the name of a job: " err || wrong "$verb $name: $(cat err)"
	done
done
[ -e elsewhere/file ] || wrong "the file is gone"

it "takes a word one typo away from a verb for a mistake, unless a job has that name"
run hold atach web
exits 125; prints
complains "hold: unknown verb 'atach'; did you mean 'hold attach'?
Try 'hold --help' for more information."
run hold lss
exits 125; prints
complains "hold: unknown verb 'lss'; did you mean 'hold ls'?
Try 'hold --help' for more information."
run hold status
exits 125
run hold run -d -n sop -- true
exits 0
run timeout 20 hold sop
exits 0; complains "[sop ended: exit 0]"
run hold other -x
exits 125; prints
grep -q "'-x'" err || wrong "$(cat err)"

it "exits with 125 and 'no job' for unknown names"
for verb in attach wait 'stop' 'restart' 'signal TERM' 'send -e' rm; do
	run hold $verb nobody
	same "hold: no job 'nobody' in '$HOLD_DIR'" "$(cat err)" "message of $verb"
	case $verb in
	attach | wait) exits 125 ;;
	*) exits 1 ;;
	esac
done
run hold ls nobody
exits 4

# shellcheck disable=SC2317 # wait_for calls it
lines_are() {
	[ "$(wc -l <"$2")" -ge "$1" ]
}

it "starts one of two that are started at once, 200 times"
for i in $(seq 200); do
	starters=
	for j in 1 2; do
		hold run -d -T -n twice -- sh -c 'echo >>ran; exec sleep 100' >"out.$j" 2>&1 &
		starters="$starters $!"
	done
	# shellcheck disable=SC2086
	wait $starters
	[ "$(grep -cx twice out.1 out.2 | grep -c :1)" = 1 ] ||
		wrong "round $i: $(cat out.1 out.2)"
	wait_for lines_are $i ran
	hold stop -t 0 twice || wrong "cannot stop round $i"
done
same 200 "$(wc -l <ran)" "starts of"

it "starts a job whose record is being removed"
for i in $(seq 60); do
	timeout 20 hold run -T -n removed -- true >/dev/null 2>told &
	starter=$!
	hold rm removed 2>/dev/null
	wait $starter || wrong "round $i: $(cat told)"
done

it "frees the name by the time that run returns: it can be run, entered or removed at once"
for i in $(seq 30); do
	run timeout 20 hold run -T -- sh -c 'exit 7'
	exits 7; complains '[sh ended: exit 7]'
	if has FEATURE_HOLD_RESTART; then
		run timeout 20 hold run -d -T -n sh --ready=fd:3 -- sh -c 'exit 9'
		exits 9; complains "hold: 'sh' failed: it ended before it was ready"
	fi
	run timeout 20 hold sh true
	exits 0
	run hold rm sh
	exits 0; complains
done
start_job left -T -- sh -c 'sleep 100 &'
wait_for is left ended
run timeout 20 hold run -d -n left -- true
exits 125; complains "hold: 'left' has ended, but 1 processes are left"
run timeout 20 hold stop left
exits 0

it "exits as the job does from run, attach and wait, also after the monitor is gone"
for n in 0 1 124 125 255; do
	run timeout 20 hold run -T -n fate -- sh -c "exit $n"
	exits $n; complains "[fate ended: exit $n]"
	run hold wait fate
	exits $n; complains
done
for pair in TERM=15 KILL=9 HUP=1; do
	signal=${pair%=*}
	run timeout 20 hold run -T -n fate -- sh -c "kill -$signal \$\$"
	complains "[fate ended: signal $signal]"
	exits $((128 + ${pair#*=}))
	run hold attach fate
	exits $((128 + ${pair#*=}))
	same "\"$signal\"" "$(json signal fate)" signal
done
start_job fate -T -- sh -c 'until [ -e go ]; do sleep 0.02; done; exit 7'
hold wait fate 2>waited.err &
waiting=$!
hold attach fate >attached 2>attached.err &
attaching=$!
wait_for sh -c 'hold ls --json fate | grep -q "\"clients\":[1-9]"'
: >go
wait $waiting
same 7 $? "status of wait"
wait $attaching
same 7 $? "status of attach"
file attached.err "[fate ended: exit 7]"

it "waits for several jobs, for a time, for a text and for nothing"
start_job slow -T -- sh -c 'echo "a$(printf "\033[1m")b"c; until [ -e go ]; do sleep 0.02; done; echo end; exit 5'
run hold wait -t 0 slow
exits 124
run hold wait -t 0.05 slow
exits 124
run timeout 20 hold wait --for=text:abc slow
exits 0
run hold wait -t 0.05 --for=text:end slow
exits 124
run hold wait -t 0.05 --for=ready slow
exits 0
(sleep 0.2; : >go) &
run timeout 20 hold wait fate slow
exits 7
run timeout 20 hold wait --for=text:end slow
exits 5
run timeout 20 hold wait --json slow fate
exits 5
same 2 "$(grep -c '"exit":[57]' out)" objects
run hold wait --for=else slow
exits 125

it "exits with 0 for a job that is already running with --oknodo"
start_job daemon -T -- sleep 100
run hold run -d -n daemon -- touch made
exits 125; complains "hold: 'daemon' is already running (PID $(json pid daemon))"
run hold run -d -o -n daemon -- touch made
exits 0; prints; complains
absent made

it "refuses to attach to the job that it is in"
start_job inner -- sh -c 'hold attach inner 2>refused; echo $? >>refused; HOLD_NAME= hold attach inner 2>again
	echo $? >>again; until [ -e go ]; do sleep 0.02; done'
wait_for [ -s again ]
wait_for grep -q 125 again
file refused "hold: 'inner' cannot be attached to from within itself
125"

it "lists jobs as JSON, with every key, null where nothing is known"
log='' path=null
! has FEATURE_HOLD_LOG || log=-l path="\"$HOLD_DIR/lines/log\""
start_job lines -T $log -- sh -c 'exec sleep 100' "quo\"te" "$(printf 'tab\t\377\303\251')"
run hold ls --json lines
exits 0
sed -n 2p out >object
same 'name state pid handle monitor boot started ended restarts next_start exit signal ready pty clients left log dir cwd command' \
	"$(grep -o '"[a-z_]*":' object | tr -d '":' | tr '\n' ' ' | sed 's/ $//')" keys
same "[
]" "$(sed -n '1p;3p' out)" brackets
grep -qF '"command":["sh","-c","exec sleep 100","quo\"te","tab\u0009\udcffé"]' object || wrong "$(cat object)"
grep -qE '"started":"20[0-9-]{8}T[0-9:]{8}\.[0-9]{3}Z","ended":null,"restarts":0,"next_start":null,"exit":null,"signal":null' object ||
	wrong "$(cat object)"
same "$path" "$(json log lines)" log
same "\"$PWD\"" "$(json cwd lines)" cwd
run hold ls --json nobody
prints "[]"
for program in python3 jq; do
	command -v $program >/dev/null || continue
	hold ls --json >all
	[ $program = jq ] && filter=. || filter='-c import json,sys;json.load(sys.stdin)'
	IFS='
'
	# shellcheck disable=SC2086
	$program ${filter%% *} ${filter#* } <all >/dev/null 2>&1 || [ $program = jq ] || wrong "invalid: $(cat all)"
	unset IFS
done

it "exits with 0 from ls without names, whatever there is"
run hold ls
exits 0
grep -q '^early .*ended' out || wrong "$(cat out)"
HOLD_DIR=$PWD/none run hold ls
exits 0; prints
absent none
: >"$HOLD_DIR/file"
run hold ls
exits 0; complains
rm "$HOLD_DIR/file"

it "removes the records of jobs that have ended, but not of those that run"
run hold rm early
exits 0
absent "$HOLD_DIR/early"
run hold rm lines
exits 1; complains "hold: 'lines' is running"
mkdir "$HOLD_DIR/.rm-1"
run hold rm -a
exits 0
absent "$HOLD_DIR/slow"
absent "$HOLD_DIR/.rm-1"
is lines running || wrong "lines is gone"
run timeout 20 hold run -T --rm -n fleeting -- true
exits 0
wait_for [ ! -e "$HOLD_DIR/fleeting" ]

it "removes all records with rm -a, but no directory that is not a job's"
mkdir "$HOLD_DIR/other" "$HOLD_DIR/empty"
: >"$HOLD_DIR/other/file"
run hold rm -a
exits 0; prints; complains
[ -e "$HOLD_DIR/other/file" ] || wrong "the file is gone"
absent "$HOLD_DIR/empty"
rm -r "$HOLD_DIR/other"

it "removes nothing of a record that contains a directory"
hold run -T -n full -- true 2>/dev/null
mkdir "$HOLD_DIR/full/more"
run hold rm full
exits 1; complains "hold: cannot remove 'full': Directory not empty"
run hold rm -a
exits 1; complains "hold: cannot remove 'full': Directory not empty"
[ -s "$HOLD_DIR/full/state" ] || wrong "the record is gone"
same "" "$(find "$HOLD_DIR" -name '.rm*')" "what is left"
rmdir "$HOLD_DIR/full/more"
run hold rm full
exits 0
absent "$HOLD_DIR/full"

it "gives the job its name and directory, and the caller's umask, directory and ignored signals"
mkdir -p "$PWD/jobs"
chmod 700 jobs
HOLD_DIR=$PWD/jobs run timeout 20 sh -c 'umask 027; trap "" USR2; hold run -T -n env -- sh -c "
	echo \$HOLD_NAME \$HOLD_DIR; umask; pwd; grep SigIgn /proc/self/status; ls -l /proc/self/fd | wc -l"'
exits 0
same "env $PWD/jobs
0027
$PWD" "$(head -n 3 out)" "environment of"
grep -q 'SigIgn:.*[89a-f]00$' out || wrong "signals: $(cat out)"

finish
