# shellcheck disable=SC2016,SC3045
. "${0%/*}/../lib.sh"
needs PRLIMIT
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"

# below all limits that the tests set, so that root without CAP_SYS_RESOURCE can run them too
hard=$(ulimit -Hn)
[ "$hard" = unlimited ] || [ "$hard" -ge 100 ] || skip_all "the limit of open files is too low"
ulimit -Sn 90
[ "$(ulimit -Hc)$(prlimit --noheadings --raw -x -o HARD)" = unlimitedunlimited ] ||
	skip_all "core files or locks are limited here"
sleep 120 &
process=$!
trap 'kill $process; cd /; rm -rf "$scratch"' EXIT

# The limit of a process as the kernel reports it: limit_of PID "open files"
limit_of() {
	sed -n "s/^Max $2  *\([^ ]*\)  *\([^ ]*\) .*/\1:\2/p" "/proc/$1/limits"
}

it "shows all limits in a table"
run prlimit
exits 0; complains
same 17 "$(wc -l <out)" lines
same "RESOURCE   DESCRIPTION" "$(sed -n '1s/\(DESCRIPTION\).*/\1/p' out)" heading
same "AS CORE CPU DATA FSIZE LOCKS MEMLOCK MSGQUEUE NICE NOFILE NPROC RSS RTPRIO RTTIME \
SIGPENDING STACK" "$(sed '1d; s/ .*//' out | paste -sd ' ')" resources
same 17 "$(cut -c 12-44 out | grep -c '^[A-Za-z].*[a-zS ]$')" "number of descriptions"
mv out wanted
run prlimit --output resource,description,soft,hard,units
prints "$(cat wanted)"

it "shows the limits that the kernel reports"
for line in "AS address space" "CORE core file size" "CPU cpu time" "DATA data size" \
	"FSIZE file size" "LOCKS file locks" "MEMLOCK locked memory" "MSGQUEUE msgqueue size" \
	"NICE nice priority" "NOFILE open files" "NPROC processes" "RSS resident set" \
	"RTPRIO realtime priority" "RTTIME realtime timeout" "SIGPENDING pending signals" \
	"STACK stack size"; do
	name=${line%% *}
	option=--$(echo "$name" | tr '[:upper:]' '[:lower:]')
	run prlimit --pid "$process" --noheadings -o SOFT,HARD "$option"
	exits 0; complains
	same "$(limit_of "$process" "${line#* }")" "$(sed 's/^ *//; s/  */:/' out)" "$name"
done

it "accepts the short form of each resource"
for line in v:AS c:CORE t:CPU d:DATA f:FSIZE x:LOCKS l:MEMLOCK q:MSGQUEUE e:NICE n:NOFILE \
	u:NPROC m:RSS r:RTPRIO y:RTTIME i:SIGPENDING s:STACK; do
	run prlimit -"${line%:*}" --noheadings -o RESOURCE
	exits 0; complains
	prints "${line#*:}"
done

it "shows the limits given, in that order and as wide as needed"
run prlimit -n=64:90 -x=5:-1 prlimit -n -x -e=0
exits 0; complains
prints "RESOURCE DESCRIPTION                   SOFT      HARD UNITS
NOFILE   max number of open files        64        90 files
LOCKS    max number of file locks held    5 unlimited locks"
run prlimit -n=64:90 -n -r=0 -r --nofile --noheadings -o SOFT,RESOURCE,UNITS,HARD
exits 0
prints "  64 NOFILE   files   90
   0 RTPRIO            0"
run prlimit -n=64:90 prlimit -o UNITS,HARD,soft -n
prints "UNITS HARD SOFT
files   90   64"
run prlimit -n=64:90 prlimit -o SOFT -o Hard,HARD -n --noheadings
prints "  90   90"

it "shows them raw"
run prlimit -n=64:90 prlimit --raw -n
exits 0; complains
prints 'RESOURCE DESCRIPTION SOFT HARD UNITS
NOFILE max\x20number\x20of\x20open\x20files 64 90 files'
run prlimit --noheadings --raw -o DESCRIPTION,RESOURCE -n
prints 'max\x20number\x20of\x20open\x20files NOFILE'

it "sets both, the soft or the hard limit for a command"
for line in "-n=64 64:64" "-n64 64:64" "--nofile=64 64:64" "-n=64:80 64:80" "-n64:80 64:80" \
	"--nofile=64:80 64:80" "--nofile=64: 64:$hard" "--nofile=:95 90:95" "-n=+64 64:64" \
	"-n=0064:80 64:80" "-n=64: 64:$hard" "--nof=64 64:64" "-n=64:,-n=:80 64:80"; do
	# shellcheck disable=SC2046
	run prlimit $(echo "${line% *}" | tr , ' ') sh -c 'echo $(ulimit -Sn):$(ulimit -Hn); exit 7'
	exits 7; complains
	prints "${line#* }"
done

it "accepts unlimited and -1 for no limit"
for limits in unlimited -1 unlimited:unlimited -1:-1 -1:unlimited unlimited: \
	18446744073709551615; do
	run prlimit -c=0: prlimit --core=$limits sh -c 'echo $(ulimit -Sc):$(ulimit -Hc)'
	exits 0; complains
	prints unlimited:unlimited
done
run prlimit -c=0:-1 prlimit --noheadings -c -o SOFT,HARD
prints "   0 unlimited"

it "sets large limits"
run prlimit -c=9223372036854775807:18446744073709551614 -c --raw --noheadings -o SOFT,HARD
exits 0
prints "9223372036854775807 18446744073709551614"

it "sets several limits of a running process"
run prlimit -p "$process" --nofile=64:80 --core=5:6
exits 0; prints; complains
same 64:80 "$(limit_of "$process" "open files")" "open files"
same 5:6 "$(limit_of "$process" "core file size")" "core file size"
run prlimit --pid="$process" -n=60: -n
exits 0
prints "RESOURCE DESCRIPTION              SOFT HARD UNITS
NOFILE   max number of open files   60   80 files"

it "reports what it sets with --verbose"
run prlimit --verbose -p "$process" -c=4:5 -n=:70
exits 0; complains
prints "New CORE limit for pid $process: <4:5>
New NOFILE limit for pid $process: <60:70>"
run prlimit --verbose -c=-1 sh -c 'echo $$'
exits 0
prints "New CORE limit for pid $(tail -n 1 out): <unlimited:unlimited>
$(tail -n 1 out)"

it "shows limits before the command runs"
run prlimit -n=64:90 prlimit -n --noheadings -o SOFT sh -c 'echo ran; exit 7'
exits 7; complains
prints "  64
ran"
run prlimit echo -n=5 -c --help
exits 0
same "-n=5 -c --help" "$(tail -n 1 out)" "last line"

it "rejects a malformed limit, and changes nothing"
before=$(cat "/proc/$process/limits")
range="must be numbers up to 18446744073709551614, or unlimited"
for limits in '' : :: x 1x x: :x 1:x 1:2:3 ' 5' '5 ' - + -2 --1 +-1 0x10 5k 1.5 infinity \
	unlim UNLIMITED unlimitedx 18446744073709551616 99999999999999999999999 \
	1:99999999999999999999; do
	for option in --nofile= -n=; do
		run prlimit $option"$limits" echo ran
		exits 1; prints
		complains "prlimit: failed to parse NOFILE limit: '$limits': $range"
		run prlimit -p "$process" -c=0 $option"$limits"
		exits 1; prints
		complains "prlimit: failed to parse NOFILE limit: '$limits': $range"
	done
done
same "$before" "$(cat "/proc/$process/limits")" limits

it "rejects a soft limit above the hard one before it sets any"
for limits in -n=71:70 --nofile=71: -n=:50 -n=unlimited:5; do
	run prlimit -p "$process" -c=0 $limits
	exits 1; prints
	complains "prlimit: the soft limit NOFILE cannot exceed the hard limit"
done
same "$before" "$(cat "/proc/$process/limits")" limits
run prlimit --nofile=80:70 echo ran
exits 1; prints
complains "prlimit: the soft limit NOFILE cannot exceed the hard limit"

it "runs nothing if a limit cannot be set"
! grep -q /ld-linux "$HOLDBOX" || skip "the dynamic linker also reads limits"
inject prlimit64:error=EPERM prlimit -n=5 echo ran
exits 1; prints
complains "prlimit: failed to set the NOFILE resource limit: Operation not permitted"
inject prlimit64:error=EPERM prlimit -n=5: echo ran
exits 1; prints
complains "prlimit: failed to get old NOFILE limit: Operation not permitted"
inject prlimit64:error=EPERM prlimit -n echo ran
exits 1; prints
complains "prlimit: failed to get the NOFILE resource limit: Operation not permitted"
inject prlimit64:error=EPERM:when=2 prlimit --verbose -p "$process" -c=4:5 -n=60:70
exits 1
prints "New CORE limit for pid $process: <4:5>"
complains "prlimit: failed to set the NOFILE resource limit: Operation not permitted"

it "lets an unprivileged user only lower limits, and only of that user's processes"
run_as_user prlimit -n=64:64 prlimit -n=65 echo ran
exits 1; prints
complains "prlimit: failed to set the NOFILE resource limit: Operation not permitted"
run_as_user prlimit -n=64:70 prlimit -n=66: sh -c 'ulimit -n'
exits 0; prints 66
run_as_user prlimit -p "$process" -n
exits 1; prints
complains "prlimit: failed to get the NOFILE resource limit: Operation not permitted"
run_as_user prlimit -p "$process" -n=50
exits 1; prints
complains "prlimit: failed to set the NOFILE resource limit: Operation not permitted"

it "rejects an invalid process ID"
for pid in '' x 1x '1 ' -; do
	run prlimit -n=5 -p "$pid"
	exits 1; prints
	complains "prlimit: invalid PID argument: '$pid'"
done
for pid in -1 2147483648 99999999999999999999; do
	run prlimit -p $pid
	exits 1; prints
	grep -q "^prlimit: invalid PID argument: '$pid': " err || wrong "$(cat err)"
done
run prlimit -p 2147483647
exits 1; prints
complains "prlimit: failed to get the AS resource limit: No such process"
run prlimit -p "$process" -p "$process"
exits 1; prints
complains "prlimit: option --pid may be specified only once"
run prlimit -p "$process" echo ran
exits 1; prints
complains "prlimit: options --pid and COMMAND are mutually exclusive"

it "rejects an unknown column"
for list in '' x SOF SOFTX 'SOFT,' ',SOFT' 'SOFT,,HARD' +SOFT 'SOFT HARD' 'SOFT,x'; do
	run prlimit -o "$list" -n=5 echo ran
	exits 1; prints
	grep -q "^prlimit: unknown column: " err || wrong "$list: $(cat err)"
done
complains "prlimit: unknown column: x"
columns=SOFT
for doubled in 2 4 8 16 32; do
	columns=$columns,$columns
done
run prlimit --noheadings -n -o "$columns"
exits 0
same "$doubled" "$(wc -w <out)" columns
run prlimit -n -o "$columns,SOFT"
exits 1; prints
complains "prlimit: too many columns: SOFT"

it "exits with 127 if the command does not exist and 126 if it cannot run"
run prlimit -n=60: ./missing
exits 127; prints
complains "prlimit: failed to execute ./missing: No such file or directory"
run prlimit -n=60: /
exits 126; prints
complains "prlimit: failed to execute /: Permission denied"

it "reports a write error"
run sh -c 'exec prlimit >/dev/full'
exits 1
complains "prlimit: write error: No space left on device"
run sh -c 'exec prlimit -n sh -c "exit 3" >/dev/full'
exits 3
complains "prlimit: write error: No space left on device"

it "behaves like util-linux's"
if reference prlimit util-linux; then
	for arguments in "" "-p $process" "-p $process --raw" --raw --noheadings \
		"--noheadings --raw" "-c -n -e" "-o SOFT,RESOURCE" "-o UNITS,RESOURCE -e -n" \
		"-o DESCRIPTION,SOFT,HARD" "-o UNITS --raw" "-o soft,SOFT -n" \
		"-p $process -c=3:5 --verbose -c" "-p $process -n=60:70 -c=:5 --verbose" \
		"-n=80:70 true" "-p x" "-p 2147483647" "-p $process true" "-p 1 -p 2" --n --no \
		-x --foo -p -o "-n=5: false" "-c=3:4 false" "--verbose -p $process"; do
		# shellcheck disable=SC2086
		agrees $arguments
	done
else
	skip "util-linux's prlimit is not installed"
fi

finish
