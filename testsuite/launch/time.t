# shellcheck disable=SC1003,SC2016,SC2023 # for sh -c and formats
. "${0%/*}/../lib.sh"
needs TIME
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"

root=$(cd "${0%/*}/../.." && pwd)
unset TIME
env=$(PATH=$system_path command -v env)

strace_options=-f

# $2 as a number of $1 bytes in the kernel's byte order, in hexadecimal.
bytes() {
	printf '%016x' "$2" | sed 's/../& /g' | tr ' ' '\n' | sed '/^$/d' | tac | head -n "$1" | tr -d '\n'
}

# Runs time with wait4 reporting the status word $1 and resources in this order: seconds and
# microseconds of user time, the same of system time, then the 14 counters.
made_up() {
	word=$(bytes 4 "$1")
	words=
	for number in $2; do
		words=$words$(bytes 8 "$number")
	done
	shift 2
	if ! command -v strace >/dev/null || strace --version | grep -q 'version [1-5]\.[0-9]\.' ||
		[ "$(uname -m)" != x86_64 ]; then
		skip "strace is missing or cannot do this"
		return 1
	fi
	run strace -o trace -e trace=wait4 \
		-e inject=wait4:poke_exit=@arg2="$word",@arg4="$words" time "$@"
}
usage="12 345678 0 79999 101 102 103 104 105 106 107 108 109 110 111 112 113 114"

# Standard error with the measurements as #.
shape() {
	sed 's/[0-9][0-9]*/#/g' "${1:-err}"
}

it "runs the command, exits with its status and reports resources on standard error"
run time sh -c 'echo out'
exits 0; prints out
same "#.#user #.#system #:#.#elapsed #%CPU (#avgtext+#avgdata #maxresident)k
#inputs+#outputs (#major+#minor)pagefaults #swaps" "$(shape)" "error output"

it "reports how the command ended, unless successfully"
run time sh -c 'echo err >&2; exit 7'
exits 7; prints
same "err
Command exited with non-zero status 7" "$(head -n 2 err)" message
same 4 "$(wc -l <err)" lines
run time sh -c 'kill -KILL $$'
exits 137
same "Command terminated by signal 9" "$(head -n 1 err)" message
run time sh -c 'kill -TERM $$'
exits 143
same "Command terminated by signal 15" "$(head -n 1 err)" message

it "does not report that with -q or --quiet"
for option in -q --quiet --qui; do
	run time $option -f '%x' sh -c 'exit 7'
	exits 7; prints
	complains 7
	run time -f '%x' $option sh -c 'kill -KILL $$'
	exits 137
	complains 0
done

it "prints only the three lines of POSIX with -p or --portability"
for option in -p --portability "-f x -p" "-qp"; do
	# shellcheck disable=SC2086
	run time $option sh -c 'exit 7'
	exits 7; prints
	same "real #.#
user #.#
sys #.#" "$(shape)" "error output"
done

it "measures time"
run time -f '%e' sleep 0.25
exits 0
awk '{ exit !($1 >= 0.25 && $1 < 60) }' err || wrong "0.25 s are $(cat err)"
run time -f '%U' sh -c 'i=0; while [ $i -lt 200000 ]; do i=$((i + 1)); done'
awk '{ exit !($1 > 0.02 && $1 < 60) }' err || wrong "not measured: $(cat err)"

it "measures the resources of the command's children"
run time -f '%R' sh -c ':'
few=$(cat err)
run time -f '%R' sh -c 'sh -c :; sh -c :; sh -c :'
[ "$(cat err)" -gt $((few + 50)) ] || wrong "$few page faults are $(cat err) with children"

it "replaces the letters of -f or --format"
for option in "-f" --format --form; do
	made_up 0 "$usage" $option '%U %S %M %X %D %p %R %F %W %I %O %s %r %k %w %c %K %t %x %Z|%C' \
		true a 'b  c' && {
		exits 0; prints
		complains "12.34 0.07 101 102 103 104 105 106 107 108 109 110 111 112 113 114 0 0 0 $(
			getconf PAGESIZE)|true a b  c"
	}
done
made_up $((0x2a00)) "$usage" -qf '%x' true && { exits 42; complains 42; }
made_up 11 "$usage" -qf '%x' true && { exits 139; complains 0; }
made_up 139 "$usage" -f '%x' true && {
	exits 139
	complains "Command terminated by signal 11
0"
}
run time -f '%%e %%%x%%' true
complains '%e %0%'

it "quotes arguments with control characters for a terminal and with -v, but not in a format"
argument=$(printf 'a\033\nb')
run time -f %C true "$argument" "c d"
complains "true $argument c d"
run onpty 2 time -f %C true "$argument" "c d"
prints "true 'a'\$'\\033\\n''b' c d"
run time -v true "$argument"
same "	Command being timed: \"true 'a'\$'\\033\\n''b'\"" "$(head -n 1 err)" "first line"

it "copies other text and expands escapes"
run time -f 'a\tb\nc\\d %% \q\"\
x %q%5e%ä' true
exits 0
complains 'a	b
c\d % ?\q?\"?\
x ?q?5e?ä'
run time -f '' true
exits 0
same 1 "$(wc -c <err)" bytes
run time -f 'end %' true
complains "end ?"
run time -f 'end \' true
complains 'end ?\'

it "prints the elapsed time with minutes, and with hours if needed"
box=$build_directory
if command -v cc >/dev/null && [ -f "$box/include/autoconf.h" ] && [ -d "$root/libcommon" ]; then
	cat >unit.c <<-'EOF2'
	#define clock_now set_clock
	#include "applets/launch/time.c"
	const struct applet *running_applet = &time_applet;
	const struct applet *const applets[] = { &time_applet, NULL };
	static long long set;
	struct timespec set_clock(clockid_t id)
	{
		(void)id;
		return (struct timespec){ set / 1000000, set % 1000000 * 1000 + 999 };
	}
	const struct applet *applet_find(const char *name)
	{
		return name ? NULL : &time_applet;
	}
	const struct applet *applet_at(size_t index)
	{
		return applets[index];
	}
	void dispatch_run(const struct applet *applet, int argc, char **argv)
	{
		exit(applet && argv ? argc : 0);
	}
	int main(int argc, char **argv)
	{
		struct plan plan = { .format = "%E %e %P" };
		struct result result = { .decimals = 2, .usage.ru_utime.tv_sec = 1 };
	
		(void)argc;
		set = atoll(argv[1]);
		result.elapsed = now();
		return !print_result(&plan, &result, 1);
	}
	EOF2
	find "$root/libcommon" -name '*.c' ! -name dispatch.c ! -name box.c \
		! -path '*/applet/list.c' ! -path '*/applet/packed.c' >sources
	# shellcheck disable=SC2046
	run cc -std=gnu11 -D_GNU_SOURCE -I"$box/include" -I"$root/include" -I"$root" -o unit unit.c \
		$(cat sources)
	exits 0
	for case in "0=0:00.00 0.00 0%" "9999=0:00.00 0.00 10001%" "10000=0:00.01 0.01 10000%" \
		"1000000=0:01.00 1.00 100%" "59999999=0:59.99 59.99 1%" "60000000=1:00.00 60.00 1%" \
		"754560000=12:34.56 754.56 0%" "3599990000=59:59.99 3599.99 0%" \
		"3600000000=1:00:00 3600.00 0%" "3661999999=1:01:01 3661.99 0%" \
		"360000010000=100:00:00 360000.01 0%"; do
		run ./unit "${case%%=*}"
		exits 0; prints "${case#*=}"
	done
else
	skip "there are no sources or no compiler"
fi

it "uses the variable TIME if no option gives a format"
run env TIME='%x T' time true
complains "0 T"
run env TIME= time true
complains ""
for option in "-f hi" "-p -f hi"; do
	# shellcheck disable=SC2086
	run env TIME='%x T' time $option true
	complains hi
done
run env TIME='%x T' time -p true
same 3 "$(wc -l <err)" lines
run env TIME='%x T' time -v true
same 23 "$(wc -l <err)" lines

it "prints all measurements with -v or --verbose, whatever the format"
for option in -v --verbose --verb "-v -p" "-f hi -v" "-v -f hi"; do
	# shellcheck disable=SC2086
	run time $option sh -c 'exit 7'
	exits 7
	same 24 "$(wc -l <err)" lines
	same 'Command exited with non-zero status 7
	Command being timed: "sh -c exit 7"' "$(head -n 2 err)" begin
	same "	Exit status: 7" "$(tail -n 1 err)" end
done
made_up 0 "$usage" -v true && {
	same "	Command being timed: \"true\"
	User time (seconds): 12.34
	System time (seconds): 0.07
	Percent of CPU this job got: #%
	Elapsed (wall clock) time (h:mm:ss or m:ss): #:#.#
	Average shared text size (kbytes): 102
	Average unshared data size (kbytes): 103
	Average stack size (kbytes): 104
	Average total size (kbytes): 0
	Maximum resident set size (kbytes): 101
	Average resident set size (kbytes): 0
	Major (requiring I/O) page faults: 106
	Minor (reclaiming a frame) page faults: 105
	Voluntary context switches: 113
	Involuntary context switches: 114
	Swaps: 107
	File system inputs: 108
	File system outputs: 109
	Socket messages sent: 110
	Socket messages received: 111
	Signals delivered: 112
	Page size (bytes): $(getconf PAGESIZE)
	Exit status: 0" "$(sed '4,5s/: [0-9][0-9]*/: #/; 5s/[0-9][0-9]*/#/g' err)" "error output"
}

it "writes to a file with -o or --output, or appends to it with -a"
for option in "-o file" --output=file "--out file"; do
	echo before >file
	# shellcheck disable=SC2086
	run time $option -f %x sh -c 'exit 7'
	exits 7; prints; complains
	file file "Command exited with non-zero status 7
7"
done
for option in -ao --append\ -o; do
	# shellcheck disable=SC2086
	run time $option file -f %x true
	exits 0; complains
done
file file "Command exited with non-zero status 7
7
0
0"
rm file
run time -o file true
mode file 644
run time -a -f %x true
complains 0

it "runs nothing if that file cannot be opened"
run time -o missing/file echo ran
exits 125; prints
complains "time: missing/file: No such file or directory"
run time -o . echo ran
exits 125; prints

it "does not pass the file on to the command, and leaves closed descriptors closed"
report before leaks >plain 2>&1
run time -o file report after leaks
file after "$(cat before)"
run sh -c 'exec time -o file report slots <&- >&- 2>&-'
exits 0
file slots "0 closed
1 closed
2 closed"
[ -s file ] || wrong "nothing was written"

it "reports an unwritable report and fails"
run time -o /dev/full true
exits 125
complains "time: write error: No space left on device"
run time -o /dev/full sh -c 'exit 7'
exits 7
run sh -c 'exec time true 2>/dev/full'
exits 125
run sh -c 'exec time true 2>&-'
exits 125
run sh -c 'exec time --help >/dev/full'
exits 125

it "exits with 127 if the command does not exist and 126 if it cannot run"
run time -f %x ./missing
exits 127; prints
complains "time: cannot run ./missing: No such file or directory
Command exited with non-zero status 127
127"
run time -f %x /
exits 126; prints
complains "time: cannot run /: Permission denied
Command exited with non-zero status 126
126"
run time -q -o file -f %x ./missing
exits 127
complains "time: cannot run ./missing: No such file or directory"
file file 127

it "runs a script without a #! line"
printf 'exit 3\n' >script
chmod +x script
run time -p ./script
exits 3

it "reports that it cannot fork or wait"
inject '?fork,?vfork,clone:error=EAGAIN' time echo ran
exits 125; prints
complains "time: cannot fork: Resource temporarily unavailable"
inject wait4:error=ECHILD time true
exits 125
grep -q '^time: error waiting for child process: No child process' err || wrong "$(cat err)"

it "continues to wait after an interruption"
inject wait4:error=EINTR:when=1..3 time -f %x sh -c 'exit 7'
exits 7
complains "Command exited with non-zero status 7
7"

it "ignores signals from the keyboard while it waits, but the command does not"
command="kill -INT"
for signal in INT QUIT; do
	rm -f gate up signals file
	mkfifo gate
	(exec "$env" --default-signal=INT,QUIT time -o file -f %x \
		sh -c 'report signals signals; : >up; read -r line <gate; exit 7') >/dev/null 2>&1 &
	pid=$!
	wait_for [ -e up ]
	kill -$signal $pid
	echo go >gate
	wait $pid
	same 7 $? status
	"$env" --default-signal=INT,QUIT report plain signals >/dev/null 2>&1
	file signals "$(cat plain)"
	file file "Command exited with non-zero status 7
7"
	rm plain
done

it "waits even if SIGCHLD is ignored, which it stays for the command"
run sh -c 'trap "" CHLD; exec time -p sh -c "exit 7"'
exits 7
run sh -c 'trap "" CHLD INT
	grep SigIgn /proc/self/status; exec time -p grep SigIgn /proc/self/status'
exits 0
same 1 "$(uniq out | wc -l)" "number of masks"

it "does not parse the options of the command, and stops at --"
run time -p printf '%s.' -f --json -v
exits 0; prints "-f.--json.-v."
run time -f %C -- printf x
complains "printf x"
run time -f %x -- -x
exits 127

it "requires a command"
for option in -- -v "-o file"; do
	# shellcheck disable=SC2086
	run time $option
	exits 125; prints
	complains "time: missing program to run
Try 'time --help' for more information."
done
absent file

it "prints a JSON object with --json"
if ! has FEATURE_TIME_JSON; then
	run time --json true
	exits 125
	skip "FEATURE_TIME_JSON is not configured"
else
	made_up $((0x700)) "$usage" --json true 'a "b"' && {
		exits 7; prints
		same '{"command":["true","a \"b\""],"exit_status":7,"signal":0,"cpu_percent":#,'$(
		)'"elapsed_seconds":#.######,"user_seconds":12.345678,"system_seconds":0.079999,'$(
		)'"max_rss_kb":101,"major_faults":106,"minor_faults":105,"voluntary_switches":113,'$(
		)'"involuntary_switches":114,"fs_inputs":108,"fs_outputs":109,"page_size":'"$(
		getconf PAGESIZE)}" \
			"$(sed 's/\(percent":\)[0-9]*/\1#/; s/\(elapsed_seconds":\)[0-9]*\.[0-9]\{6\},/\1#.######,/' \
				err)" object
	}
	run time --json -v -p -f x -o file sh -c 'kill -TERM $$'
	exits 143; complains
	same 1 "$(wc -l <file)" lines
	grep -q '"exit_status":143,"signal":15,' file || wrong "$(cat file)"
	run time --json ./missing
	exits 127
	same 2 "$(wc -l <err)" lines
	grep -q '"exit_status":127,"signal":0,' err || wrong "$(cat err)"
fi

it "quotes a command with any bytes in it"
if has FEATURE_TIME_JSON && command -v python3 >/dev/null; then
	set -- "a	b
c" '"\/' "$(printf '\001\037\177 é 日本 \200\377 \303 \355\240\200')" \
		"$(printf '\360\237\230\200 \302\205 \342\200\250')" ''
	for locale in C C.UTF-8; do
		LC_ALL=$locale run time --json -o file printf '%s\0' "$@"
		exits 0; complains
		run python3 -c '
import json, os, sys
words = json.load(open("file", "rb"))["command"]
sys.stdout.buffer.write(b"".join(os.fsencode(word) + b"\0" for word in words[2:]))'
		exits 0
		printf '%s\0' "$@" >wanted
		cmp -s wanted out || wrong "the words are others: $(cat file)"
	done
else
	skip "there is no python3 to read it"
fi

it "prints help and version, also with short options"
for option in -h --help -ph; do
	run time $option
	exits 0; complains
	same "Usage: time [OPTION]... COMMAND [ARG]..." "$(head -n 1 out)" usage
done
for option in -V --version; do
	run time $option
	exits 0; complains
	same "time (holdbox)" "$(cut -d' ' -f1-2 out)" version
done

# The output of GNU's, without quotes around names, and without values that vary between runs.
agrees_in_shape() {
	rm -f file
	(exec "$theirs" "$@") >wanted 2>wanted.err
	wanted=$?
	[ ! -e file ] || mv file wanted.file
	run time "$@"
	exits "$wanted"
	prints "$(cat wanted)"
	same "$(sed "s|$theirs|time|g; s/'//g" wanted.err | shape -)" "$(sed "s/'//g" err | shape -)" \
		"error output"
	[ ! -e wanted.file ] || same "$(shape wanted.file)" "$(shape file)" file
	rm -f wanted.file
}

it "behaves like GNU's"
if reference time "GNU Time"; then
	for options in "" -p -v -q -qv -pv -vp "-f x" "-p -f x" "-f x -p" "-v -f x" "-o file" "-ao file" \
		"-qpo file" --quiet --portability --verbose --append --output=file --form=%x -f%x%Z -x \
		--foo --p=1 --format -; do
		for script in "" "exit 3" "echo out; kill -KILL \$\$"; do
			# shellcheck disable=SC2086
			agrees_in_shape $options sh -c "$script"
		done
		# shellcheck disable=SC2086
		agrees_in_shape $options
	done 2>/dev/null
	for format in '%%|%C|%q|%5e' 'a\tb\nc\\d\q\"' '%x%x %Z %D %K %X %p %t %k %r %s %W' '' '%' '%%%' \
		'%e %E %U %S %P' '%M %F %R %I %O %w %c' '\\%x\\'; do
		[ "$format" = % ] && continue # where GNU forgets the newline
		agrees_in_shape -f "$format" true 'x y' z
		TIME=$format agrees_in_shape false
	done
	for command in ./missing / '' 'a b'; do
		agrees_in_shape -p "$command"
		agrees_in_shape -f %x "$command" x
	done
else
	skip "GNU time is not installed"
fi

finish
