# shellcheck disable=SC2016,SC2317
# runsvdir - services that come and go, restarts, signals, the log in its command line, process 1
. "${0%/*}/../lib.sh"
. "${0%/*}/services.sh"
needs RUNSV RUNSVDIR SV
needs_program timeout od
isolate
give_up_after 900

# watch ARGUMENT...: runsvdir in the background; its ID: $watching
watch() {
	runsvdir "$@" 2>>err &
	watching=$!
}

# How many runsv it has.
count() {
	grep -l "^PPid:[[:space:]]*$watching\$" /proc/[0-9]*/status 2>/dev/null | wc -l
}
has_count() {
	[ "$(count)" = "$1" ]
}

soon() {
	before=$(now)
	"$@"
	took=$(($(now) - before))
	[ $took -lt 2000 ] || wrong "that took $took ms"
}

it "reports what is wrong with its arguments"
for arguments in '' -P '-x .' '. . .' '--y .'; do
	# shellcheck disable=SC2086
	run runsvdir $arguments
	exits 1; prints
	same "usage: runsvdir [-P] dir" "$(grep ^usage err)" usage
done

it "runs a runsv for each directory, but not for hidden ones and other files"
service dir/a 'exec sleep 1000'
service dir/.b 'exec sleep 1000'
service elsewhere/c 'exec sleep 1000'
ln -s ../elsewhere/c dir/c
echo >dir/file
watch dir
state dir/a run
state dir/c run
absent dir/.b/supervise
same 2 "$(count)" "number of runsv"
pid=$(grep -l "^PPid:[[:space:]]*$watching\$" /proc/[0-9]*/status | head -n 1)
same "runsv a " "$(tr '\0' ' ' <"${pid%/status}/cmdline" | sed 's/runsv c/runsv a/')" "command line"
kill -HUP $watching
wait $watching

it "notices at once when services are added, removed and renamed"
service dir/a 'exec sleep 1000'
service b 'exec sleep 1000'
watch dir
state dir/a run
pid=$(pid_of dir/a)
mv dir/a dir/z
service c 'exec sleep 1000'
mv c dir/c
soon state dir/c run
same "$pid" "$(pid_of dir/z)" "process of the renamed service"
ln -s ../b dir/b
SVDIR=dir run sv start b
exits 0
soon state b run
pid=$(pid_of b)
rm dir/b
soon wait_for is b down
ended "$pid" || wrong "the removed service still runs"
soon has_count 2

it "recognizes a directory that takes the place of another one"
service dir/a 'exec sleep 1000'
service a 'exec sleep 1000'
watch dir
state dir/a run
pid=$(pid_of dir/a)
mv dir/a old
mv a dir/a
soon state dir/a run
soon wait_for is old down
ended "$pid" || wrong "the old one still runs"
[ ! -s err ] || wrong "it complains: $(cat err)"

it "follows the links that lead to the directory"
service one/a 'exec sleep 1000'
service two/b 'exec sleep 1000'
mkdir etc
ln -s one current
ln -s ../current etc/service
watch "$PWD/etc/service"
state one/a run
ln -s two new
mv -T new current
soon state two/b run
soon wait_for is one/a down
ln -s ../one etc/new
mv -T etc/new etc/service
soon wait_for is one/a run
soon wait_for is two/b down

it "waits for a directory that does not exist, and reports that once"
watch dir
wait_for [ -s err ]
sleep 0.3
service dir.new/a 'exec sleep 1000'
ln -s missing dir.new/dangling
mv dir.new dir
state dir/a run
service missing 'exec sleep 1000'
mv missing dir/missing
state dir/missing run
rm -r dir/a
soon wait_for has_count 1
same "runsvdir dir: warning: unable to read dir: No such file or directory" \
	"$(grep ^runsvdir err)" messages

it "restarts a runsv that has ended"
service dir/a 'echo up >>log; exec sleep 1000'
watch dir
wait_for lines dir/a/log 1
letters dir/a x
soon wait_for lines dir/a/log 2
pid=$(pid_of dir/a)
sleep 1
kill -9 "$(sed -n 's/^PPid:[[:space:]]*//p' "/proc/$pid/status")"
wait_for has_count 1
state dir/a run
same "$pid" "$(pid_of dir/a)" "process of the service"

it "leaves the services running after TERM, and ends them after HUP"
for session in '' -P; do
	for name in a b c; do
		service "dir/$name" 'exec sleep 1000'
	done
	# shellcheck disable=SC2086
	watch $session dir
	for name in a b c; do
		state "dir/$name" run
	done
	pid=$(pid_of dir/a) parent=$(sed -n 's/^PPid:[[:space:]]*//p' "/proc/$(pid_of dir/a)/status")
	leads=$(awk '{ print $6 == $1 }' "/proc/$parent/stat")
	same "$([ -z "$session" ] && echo 0 || echo 1)" "$leads" "leads a session with '$session'"
	command="kill $watching"
	kill "$watching"
	status=0
	wait "$watching" || status=$?
	exits 0
	ended "$pid" && wrong "the service has ended"
	is dir/a run || wrong "$(cat dir/a/supervise/stat)"
	for name in a b c; do
		letters dir/$name x
		state dir/$name down
	done
	wait_for ended "$pid"
	# shellcheck disable=SC2086
	watch $session dir
	wait_for is dir/c run
	command="kill -HUP $watching"
	kill -HUP "$watching"
	status=0
	wait "$watching" || status=$?
	exits 111
	for name in a b c; do
		state dir/$name down
	done
	rm -r dir
done

it "runs up to 1000 services"
mkdir dir bin
# in place of runsv, which would start as many processes once more
script bin/runsv 'exec sleep 1000'
for n in 0 1 2 3 4 5 6 7 8 9; do
	mkdir dir/$n
	(cd dir && mkdir $(seq -f "$n-%g" 1 99))
done
mkdir dir/another
PATH=$PWD/bin:$PATH watch dir
wait_for grep -q . err
wait_for has_count 1000
same "runsvdir dir: warning: unable to start more than 1000 services, without N: No space left on device" \
	"$(sed 's/without [a-z0-9-]*/without N/' err)" messages
for n in 1 2 3 4 5; do
	rmdir dir/9-$n
done
soon wait_for has_count 996
rmdir dir/8-*
soon wait_for has_count 897

it "shows the last messages in its command line, under the title log"
service dir/a 'printf "oops: \033[31mred\n" >&2; exec sleep 1000'
line() {
	tr '\0' '|' <"/proc/$watching/cmdline"
}
shows() {
	line | grep -q "$1"
}
watch dir 'log: .............................................'
wait_for shows 'runsvdir|dir|log: \.*oops:  .31mred |$' || wrong "$(line)"
[ -s err ] && wrong "it goes to standard error, too: $(cat err)"
kill -HUP $watching
state dir/a down
for log in 'log: .' 'title.................'; do
	watch dir "$log"
	wait_for grep -q "log service disabled" err
	wait_for grep -q oops err
	same "runsvdir|dir|$log|" "$(line)" "command line"
	kill -HUP $watching
	wait $watching
	state dir/a down
	rm err
done

it "keeps the state of a read-only tree elsewhere"
service dir/a 'cat conf >conf.new; mv conf.new conf.seen; exec sleep 1000'
service dir/a/log 'exec cat >>out'
echo configured >dir/a/conf
mkdir state
chmod 755 dir/a
find dir -exec touch -d 2020-01-01 {} +
find dir | sort >before
watch -S state dir
SVDIR=state
export SVDIR
wait_for is state/a run
run sv -w5 stop a
exits 0
rm -f state/a/conf.seen
run sv start a
exits 0
wait_for [ -e state/a/conf.seen ]
same configured "$(cat state/a/conf.seen)" configuration
find dir | sort | diff before - || wrong "the tree has been written to"
rm dir/a/conf
touch dir/a/down
run sv exit a
wait_for is state/a down
wait_for [ -h state/a/down ]
[ -h state/a/conf ] && wrong "there is still a link to a file that has gone"
[ -d state/a/log/supervise ] || wrong "there is no state of the log"

it "looks every five seconds without inotify, and reports that once"
service dir/a 'exec sleep 1000'
service b 'exec sleep 1000'
if command -v strace >/dev/null; then
	strace -qq -o /dev/null -e trace=inotify_init1 -e inject=inotify_init1:error=ENOSYS \
		runsvdir dir 2>>err &
	state dir/a run
	mv b dir/b
	state dir/b run
	file err "runsvdir dir: warning: unable to watch dir: Function not implemented"
else
	skip "strace is not installed"
fi

it "retries when no process can be created"
service dir/a 'exec sleep 1000'
if command -v strace >/dev/null; then
	strace -qq -o /dev/null -e trace=vfork -e inject=vfork:error=EAGAIN:when=1 \
		runsvdir dir 2>>err &
	state dir/a run
	file err "runsvdir dir: warning: unable to fork for a: Resource temporarily unavailable"
else
	skip "strace is not installed"
fi

it "sleeps until something happens"
service dir/a 'exec sleep 1000'
watch dir
state dir/a run
sleep 0.2
before=$(grep ctxt "/proc/$watching/status")
sleep 5.5
same "$before" "$(grep ctxt "/proc/$watching/status")" wake-ups

it "is process 1 of a container, and reaps orphans there"
service dir/a 'echo up >>log; (sleep 0.2 &); exec sleep 1000'
pid_namespaces
# shellcheck disable=SC2086
"$unshare" $namespace runsvdir -P dir 2>>err &
started=$!
state dir/a run
sleep 0.5
inside=$(cat "/proc/$started/task/$started/children" 2>/dev/null)
inside=${inside% }
if [ -n "$inside" ]; then
	# shellcheck disable=SC2046
	zombies=$(grep -l '^State:.Z' $(grep -l "^PPid:[[:space:]]*$inside\$" /proc/[0-9]*/status) |
		wc -l)
	same 0 "$zombies" "zombies"
	letters dir/a d
	state dir/a down
	kill "$inside"
	wait "$started"
	wait_for ended "$inside"
else
	skip "this kernel does not list children"
fi

finish
