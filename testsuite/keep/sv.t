# shellcheck disable=SC2016,SC2046
# sv - waiting, check, what it reports where runit's differs; the rest is in runsv-runit.t
. "${0%/*}/../lib.sh"
. "${0%/*}/services.sh"
needs RUNSV SV
needs_program timeout od
isolate
give_up_after 900

# says TEXT: its output was TEXT, without IDs and seconds
says() {
	sed 's/pid [0-9]*/pid N/g; s/: [0-9][0-9]*s/: Ns/g; s/) [0-9][0-9]*s/) Ns/g' out >said
	file said "$1"
}

it "reports what is wrong with its arguments"
for arguments in '' status 'foo a' 'rest a' '-w' '-w x status a' '-w -1 status a' '-x status a' -V; do
	# shellcheck disable=SC2086
	run sv $arguments
	exits 100; prints
	same "usage: sv [-v] [-w sec] command service ..." "$(grep ^usage err)" usage
done
run sv -w x status a
complains "sv: invalid number of seconds 'x'
usage: sv [-v] [-w sec] command service ..."
run sv -V
same "sv (holdbox)" "$(sed -n '1s/ [0-9.]*$//p' err)" version

it "reports services that do not exist, or have no runsv"
mkdir services
service services/a 'exec sleep 1000'
SVDIR=$PWD/services
export SVDIR
run sv status a b
exits 2; says "warning: a: unable to open supervise/ok: No such file or directory
fail: b: unable to change to service directory: No such file or directory"
run sv status $(seq -f b%g 120)
exits 99
SVDIR=missing
run sv status a
exits 1; says "fail: a: unable to change to service directory: No such file or directory"
unset SVDIR
run sv status services/a/
exits 1; says "warning: services/a/: unable to open supervise/ok: No such file or directory"

it "looks for services in \$SVDIR, but for paths from the working directory"
mkdir services services/b.d
service services/a 'exec sleep 1000'
supervise services/a
SVDIR=services
export SVDIR
state services/a run
run sv status a ./services/a services/a/ "$PWD/services/a"
exits 0; says "run: a: (pid N) Ns
run: ./services/a: (pid N) Ns
run: services/a/: (pid N) Ns
run: $PWD/services/a: (pid N) Ns"
run sv status services/a
exits 1

it "waits for a runsv to appear when it starts a service, but not for up"
service a 'exec sleep 1000'
run sv up ./a
exits 1; says "warning: ./a: unable to open supervise/ok: No such file or directory"
run sv -w 0.2 start ./a
exits 1; says "warning: ./a: unable to open supervise/ok: No such file or directory"
sv start ./a >out 2>err &
waiting=$!
sleep 0.1
supervise a
command="sv start ./a" status=0
wait $waiting || status=$?
exits 0; says "ok: run: ./a: (pid N) Ns"

it "waits until a command has taken effect, up to the time given"
service a 'trap "" TERM; echo up >>log; while :; do sleep 0.05; done'
supervise a
wait_for lines a/log 1
for limit in '-w 1' ''; do
	before=$(now)
	# shellcheck disable=SC2086
	SVWAIT=1 run sv $limit stop ./a
	exits 1; says "timeout: run: ./a: (pid N) Ns, want down, got TERM"
	took=$(($(now) - before))
	{ [ $took -ge 1000 ] && [ $took -lt 2500 ]; } || wrong "it took $took ms"
done
before=$(now)
SVWAIT=9 run sv -w 1 restart ./a
exits 1; says "timeout: run: ./a: (pid N) Ns, got TERM"
[ $(($(now) - before)) -lt 6000 ] || wrong "it took $(($(now) - before)) ms"
run sv -w 0.2 force-stop ./a
exits 1; says "kill: run: ./a: (pid N) Ns, want down, got TERM"
state a down
run sv start ./a
exits 0; says "ok: run: ./a: (pid N) Ns"

it "notices at once that a command has taken effect"
service a 'exec sleep 1000'
supervise a
state a run
# the quickest one: this machine may be busy
quickest=9999
for word in stop start stop start stop start; do
	before=$(now)
	run sv $word ./a
	exits 0
	took=$(($(now) - before))
	[ $took -ge $quickest ] || quickest=$took
done
[ $quickest -lt 300 ] || wrong "it took $quickest ms"
for word in restart try-restart shutdown; do
	run sv $word ./a
	exits 0
done
says "ok: ./a: runsv not running"

it "starts a service that has just been told to stop"
service a 'trap "sleep 0.3; exit" TERM; echo up >>log; while :; do sleep 0.05; done'
supervise a
wait_for lines a/log 1
run sv d ./a
exits 0; prints
run sv u ./a
exits 0; prints
wait_for lines a/log 2
state a run

it "does not report a service as stopped that only waits to be started again"
service a 'exit 0'
echo '1000s 1000s 2' >a/backoff
supervise a
status_bytes a 00750000
kill -STOP "$started"
run sv -w 0.1 stop ./a
kill -CONT "$started"
exits 1; prints "timeout: down: ./a: $(sed 's/.* \([0-9]*s\),.*/\1/' out), normally up, want up"
run sv stop ./a
exits 0

it "does not send TERM twice for down"
service a 'trap "echo TERM >>log" TERM; echo up >>log; while :; do sleep 0.05; done'
supervise a
wait_for lines a/log 1
run sv down ./a
wait_for lines a/log 2
run sv down ./a
run sv -w 0.2 stop ./a
exits 1
file a/log "up
TERM"
run sv kill ./a
state a down

it "exits with the status of the service, not of its log"
service a 'exec sleep 1000'
service a/log 'exec cat'
touch a/log/down
supervise a
state a run
run sv status ./a
exits 0; says "run: ./a: (pid N) Ns; down: log: Ns"
run sv -w 1 start ./a
exits 0
run sv up ./a/log
exits 0
state a/log run
run sv -w 2 stop ./a/log
exits 0; says "ok: down: ./a/log: Ns"
state a run

it "exits with the status of the service as an init script, too, whatever its log does"
mkdir services
service services/a 'exec sleep 1000'
supervise services/a
state services/a run
ln -s "$HOLDBOX_LINKS/sv" a
SVDIR=$PWD/services
export SVDIR
mkdir services/a/log
run ./a status
exits 0; says "run: a: (pid N) Ns; warning: a/log: unable to open supervise/ok: No such file or directory"
rmdir services/a/log
echo >services/a/log
run ./a status
exits 0; says "run: a: (pid N) Ns; warning: a/log: unable to change directory: Not a directory"
run sv status a
exits 1
run ./a stat
exits 2
SVDIR=$PWD/a/log
run sv status a
exits 1; says "fail: a: unable to change to service directory: Not a directory"
unset SVDIR

it "sends to all services before it waits for any"
service a 'exec sleep 1000'
touch a/down
supervise a
run sv start ./a ./nosuch ./a
exits 1; says "fail: ./nosuch: unable to change to service directory: No such file or directory
ok: run: ./a: (pid N) Ns, normally down
ok: run: ./a: (pid N) Ns, normally down"

it "waits and kills for the capitals D, T, X and E"
service a 'trap "" TERM; echo up >>log; while :; do sleep 0.05; done'
touch a/down
supervise a
run sv start ./a
exits 0
wait_for lines a/log 1
run sv -w 0.5 D ./a
exits 1; says "kill: run: ./a: (pid N) Ns, normally down, want down, got TERM"
state a down
service b 'exec sleep 1000'
supervise b
state b run
run sv T ./b
exits 0; says "ok: run: ./b: (pid N) Ns"
run sv Exit ./b
exits 0; says "ok: ./b: runsv not running"
run sv X ./a
exits 0; says "ok: ./a: runsv not running"

it "runs check, without a standard output, until it succeeds or the time is over"
service a 'exec sleep 1000'
supervise a
state a run
script a/check 'echo check >>log; echo no; [ -e ready ]'
run sv -w 1 check ./a
exits 1; says "timeout: run: ./a: (pid N) Ns"
lines a/log 2 || wrong "it was run less than twice"
touch a/ready
run sv start ./a
exits 0; says "ok: run: ./a: (pid N) Ns"
run sv check ./a
exits 0
chmod 644 a/check
run sv -w 0.5 start ./a
exits 1
script a/check 'exec sleep 1000'
before=$(now)
run sv -w 0.5 start ./a
exits 1; says "timeout: run: ./a: (pid N) Ns"
[ $(($(now) - before)) -lt 3000 ] || wrong "it took $(($(now) - before)) ms"
run sv stop ./a
exits 0
run sv check ./a
exits 0; says "ok: down: ./a: Ns, normally up"

it "waits until a service is ready that can say so"
service a 'sleep 0.5; echo >&3; exec sleep 1000'
echo 3 >a/notification-fd
touch a/down
supervise a
state a down
run sv start ./a
exits 0; says "ok: run: ./a: (pid N) Ns, normally down"
[ -e a/supervise/ready ] || wrong "it is not ready"
service a 'exec sleep 1000'
run sv -w 0.5 restart ./a
exits 1

it "reports a time in the future as now"
service a 'exec sleep 1000'
supervise a
state a run
{ printf '\100\0\0\1'; tail -c +5 a/supervise/status; } >later
cp later a/supervise/status
run sv status ./a
exits 0; same "0s" "$(sed 's/.*) //' out)" age

it "serves as an init script by another name"
mkdir services init.d
service services/a 'exec sleep 1000'
supervise services/a
state services/a run
SVDIR=$PWD/services
export SVDIR
ln -s "$HOLDBOX_LINKS/sv" init.d/a
ln -s "$HOLDBOX_LINKS/sv" init.d/b
ln -s "$(command -v sv)" init.d/nice-name
run init.d/a status
exits 0; says "run: a: (pid N) Ns"
run init.d/a stop
exits 0
run init.d/a status
exits 3; says "down: a: Ns, normally up"
run init.d/a start
exits 0; says "ok: run: a: (pid N) Ns"
for arguments in '' foo '-w 1'; do
	# shellcheck disable=SC2086
	run init.d/a $arguments
	exits 2; prints; complains "usage: a [-w sec] command"
done
run init.d/b status
exits 1; says "fail: b: unable to change to service directory: No such file or directory"
mkdir services/b
run init.d/b status
exits 4; says "warning: b: unable to open supervise/ok: No such file or directory"
run init.d/b stop
exits 1
echo short >services/a/supervise/status
run init.d/a status
exits 4; says "warning: a: unable to read supervise/status: bad format"
letters services/a x
wait "$started"
run init.d/a status
exits 1; says "fail: a: runsv not running"
run init.d/a restart
exits 1

it "reports output that cannot be written"
service a 'exec sleep 1000'
supervise a
state a run
run sh -c 'exec sv status ./a >/dev/full'
exits 100; complains "sv: write error: No space left on device"

it "counts failed services although standard output is closed, or its reader has gone"
service a 'exec sleep 1000'
supervise a
state a run
mkfifo pipe
exec 8<>pipe
exec 9>pipe
exec 8<&-
for arguments in 'start ./a' 'status ./a'; do
	run sh -c "exec sv $arguments >&-"
	exits 0; complains ""
	run sh -c "trap '' PIPE; exec sv $arguments >&9"
	exits 0; complains ""
done
run sh -c 'exec sv status ./a ./missing >&-'
exits 1; complains ""
run sh -c "trap '' PIPE; exec sv status ./missing ./a ./missing >&9"
exits 2; complains ""
exec 9>&-

it "has no control bytes in the names that it prints"
mkdir "$(printf 'x\033y')"
run sv status "./$(printf 'x\033y')"
exits 1; prints "warning: ./x?y: unable to open supervise/ok: No such file or directory"

finish
