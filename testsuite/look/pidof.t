. "${0%/*}/../lib.sh"
needs PIDOF
isolate

start wombat one; one=$started
start wombat two; two=$started
start quokka; quokka=$started
start verylongprocessname; long=$started
bin=$scratch/bin
ln -s wombat "$bin/link"

it "prints the IDs of a program by its name, highest first"
run pidof wombat
exits 0; complains
prints "$two $one"
run pidof verylongprocessname
prints "$long"
run pidof wombat quokka
prints "$two $one $quokka"

it "exits with 1 and prints nothing if there is no such process"
run pidof nosuchprogram
exits 1; prints; complains
run pidof verylongprocess
exits 1; prints

it "finds a program by its path, by that of a link to it, and under another name"
run pidof "$bin/wombat"
prints "$two $one"
run pidof "$bin/link"
prints "$two $one"
call "$bin/wombat" otherwise -r "$PWD/ready" &
renamed=$!
wait_for [ -e ready ]
run pidof "$bin/wombat"
prints "$renamed $two $one"
run pidof otherwise
prints $renamed
kill $renamed
wait $renamed 2>/dev/null
run pidof /nosuch/wombat
exits 1
rm "$bin/quokka"
run pidof "$bin/quokka"
prints "$quokka"

it "distinguishes applets, which are all the same file"
if ! has SLEEP || ! has TIMEOUT; then
	skip "SLEEP or TIMEOUT is not configured"
else
	"$HOLDBOX_LINKS/sleep" 100 &
	sleeper=$!
	"$HOLDBOX_LINKS/timeout" 100 "$bin/wombat" -r "$PWD/ready" &
	timer=$!
	wait_for [ -e ready ] && wait_for grep -q sleep /proc/$sleeper/comm
	run pidof "$HOLDBOX_LINKS/sleep"
	prints $sleeper
	run pidof "$HOLDBOX_LINKS/timeout"
	prints $timer
	ln -s "$HOLDBOX_LINKS/sleep" doze
	run pidof ./doze
	exits 1; prints
	run pidof "$HOLDBOX"
	prints "$timer $sleeper"
	kill $sleeper $timer
	wait $sleeper $timer 2>/dev/null
fi

it "agrees with sysvinit's pidof"
if ! [ "$(basename "$(readlink -f "$(PATH=$system_path command -v pidof)")")" = killall5 ]; then
	skip "sysvinit's pidof is not installed"
else
	theirs=$(PATH=$system_path command -v pidof)
	cd "$bin" || exit 1
	for line in wombat "$bin/wombat" "$bin/link" "wombat verylongprocessname" \
		"-s wombat" "-s wombat verylongprocessname" "-d, wombat" "-q wombat" "-q nosuch" \
		"-o $one wombat" "-o $one,$two wombat" "-o $one -o $two wombat" "-c wombat" \
		"-n wombat" "-x wombat" "nosuch wombat" "-z wombat" "nosuch"; do
		# shellcheck disable=SC2086
		agrees $line
	done
fi

it "omits with -o, also by handle and %PPID"
run pidof -o "$one" wombat
prints "$two"
run pidof -o "$one,$two" wombat
exits 1; prints
run pidof -o "$one" -o "$two" wombat
exits 1
run sh -c 'echo $$; pidof -o %PPID sh 1; :'
parent=$(head -n 1 out)
! sed 1d out | tr ' ' '\n' | grep -qx "$parent" || wrong "our parent, $parent, is among $(cat out)"
run sh -c 'echo $$; pidof sh; :'
parent=$(head -n 1 out)
sed 1d out | tr ' ' '\n' | grep -qx "$parent" || wrong "our parent, $parent, is not among $(cat out)"
run pidof -o x wombat
exits 1
complains "pidof: illegal omit pid value (x)!"
far=11111111111111111111111111111111111111111111111111
for list in $far "%PPID,$far" 2147483648; do
	run pidof -o "$list" wombat
	exits 1; prints
	complains "pidof: illegal omit pid value (${list#*,})! It must be from 1 to 2147483647"
done
run pidof -o ",$one,,$two," wombat
exits 1; prints; complains
run pidof -o "" wombat
prints "$two $one"

it "prints one of each with -s, nothing with -q, and another separator with -S"
run pidof -s wombat
prints "$two"
run pidof -s wombat quokka
prints "$two $quokka"
run pidof -q wombat
exits 0; prints
run pidof -q nosuch
exits 1; prints
run pidof -S ', ' wombat
prints "$two, $one"

it "finds scripts with -x"
mkfifo fifo
printf '#!/bin/sh\nread -r line <fifo\n' >script
printf '#!/bin/sh -e\nread -r line <fifo\n' >strict
printf 'read -r line <fifo\n' >plain
chmod +x script strict
./script & script=$!
./strict & strict=$!
sh -e ./plain & plain_e=$!
sh plain & plain=$!
# shellcheck disable=SC2317
all_run() {
	[ "$(cat "/proc/$script/comm" "/proc/$strict/comm")" = "script
strict" ] && grep -q plain "/proc/$plain/cmdline" &&
		grep -q plain "/proc/$plain_e/cmdline"
}
wait_for all_run
run pidof script
exits 1
run pidof -x script
prints $script
run pidof -x ./script
prints $script
run pidof -x strict
prints $strict
run pidof -x plain
prints $plain
sh -c 'read -r line <fifo; :' &
wait_for grep -q 'read' /proc/$!/cmdline
run pidof -x 'read -r line <fifo; :'
exits 1
kill $script $strict $plain $plain_e $!

it "finds zombies with -z only"
start grave -z
run pidof grave
prints "$started"
run pidof -z grave
same 2 "$(wc -w <out | tr -d ' ')" "processes"
kill "$started"

it "prints threads with -t"
threads 3 &
process=$!
# shellcheck disable=SC2317
has_threads() {
	[ "$(find "/proc/$process/task" -mindepth 1 -maxdepth 1 | wc -l)" -eq 3 ]
}
wait_for has_threads
run pidof threads
prints $process
run pidof -t threads
same "$(cd /proc/$process/task && printf '%s\n' * | sort -rn)" "$(tr ' ' '\n' <out)" threads
kill $process

it "omits processes with another root directory with -c"
mkdir root
cp "$HOLDBOX_TOOLS/idle" root/
ldd root/idle | sed -n 's/^[^/]*\(\/[^ ]*\) (.*/\1/p' >libraries
while read -r library; do
	mkdir -p "root/${library%/*}"
	cp "$library" "root/$library"
done <libraries
if (exec chroot root /idle -Z) 2>/dev/null; [ $? = 99 ]; then
	(exec chroot root /idle -r /ready) &
	inside=$!
	wait_for [ -e root/ready ]
	run pidof idle
	prints $inside
	run pidof -c idle
	exits 1
	kill $inside
else
	skip "the helper does not run in a root directory of its own"
fi

it "requires an operand"
run pidof
exits 1; prints
same "pidof: no program given" "$(head -n 1 err)" message

it "fails with a message if a process could not be read"
run sh -c 'ulimit -n 4; exec pidof wombat'
exits 1; prints
grep -q '^pidof: cannot read process [0-9]*: ' err || wrong "$(cat err)"
if is_static; then
	inject openat:error=EMFILE:when=1 pidof wombat
	exits 1
	prints "$two $one"
	inject newfstatat:error=ENOMEM:when=2+ pidof "$bin/wombat"
	exits 1
	inject getdents64:error=EIO:when=1 pidof wombat
	exits 1; prints
	complains "pidof: cannot read /proc: I/O error"
fi

it "reports an unwritable standard output"
run sh -c 'exec pidof wombat >/dev/full'
exits 1
complains "pidof: write error: No space left on device"

finish
