/* commands - random command lines for every applet, to find crashes, hangs and sanitizers' reports
 *
 * usage: commands BOX SECONDS SEED
 *
 * Applets and their options are taken from BOX --list and NAME --help; arguments are hostile. Each
 * batch of command lines runs in user, PID, mount, network and IPC namespaces of its own, on a tree
 * that is read-only except for an empty directory, so nothing outside can be signalled or changed.
 * The same SEED gives the same command lines. Prints the command
 * lines that failed; the exit status is 1 if there were any.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	FAILURE = 99,
	BATCH = 40,
	APPLETS_MAX = 64, OPTIONS_MAX = 80, OPTION_SIZE = 40, NAME_SIZE = 24,
	WORDS_MAX = 16, LINE_SIZE = 8192, OUTPUT_SIZE = 16384,
	IDLE_LIMIT = 150, TIME_LIMIT = 5000, CPU_LIMIT = 2000, GRACE = 3000, /* ms */
	VICTIMS = 3,
};

struct applet {
	char name[NAME_SIZE];
	char options[OPTIONS_MAX][OPTION_SIZE]; /* as in its help: "-s" or "--signal=SIGNAL" */
	int count;
};

/* What a batch has in common with us. */
struct shared {
	int commands, failures; /* so far, of all batches */
	long long processor_time; /* of the command lines, in ms */
	char line[LINE_SIZE];     /* the one that runs, as a shell would read it */
};

struct command {
	const struct applet *applet;
	char *words[WORDS_MAX + 1];
	const char *environment[4];
	int count;
	int closed;      /* a standard descriptor, or -1 */
	bool full;       /* standard output is /dev/full */
};

static const char *const arguments[] = {
	"", " ", "0", "-0", "1", "2", "3", "-1", "+1", "9", "-9", "0x1", "01", "1 ", " 1",
	"1e3", "1e400", "1.5", "-1.5", ".", "nan", "inf", "infinity", "32767", "65535", "65536",
	"2147483647", "2147483648", "-2147483648", "-2147483649", "4294967295", "4294967297",
	"4194304", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
	"18446744073709551615", "99999999999999999999999999999999999999999999999999",
	"0.0000000001", "1,2,3", "1,,2", ",", "0-3", "3-0", "0-3:2", "0-4294967295", "1:2",
	"1:", ":", "::", "=", "a=b", "=b", "a=", "a==b", "a,b=c", "--", "-", "---", "--=", "-=",
	"/", "//", "/dev/null", "/dev/full", "/nosuch/file", "file", "./file", "directory",
	"../..", "/proc/self/mem", "/proc/1", "/proc/self/exe", "%", "%s", "%n", "%%%", "%p %c",
	"%5$s", "%d%d%d%d", "\\", "\\0", "\\x", "\\033", "\n", "a\nb", "\t", "\033[31m", "\177",
	"\303\244", "\303", "\377\376", "\342\200\250", "'", "\"", "`", "$HOME", "${A}", "${",
	"#", "*", "?", "[", "(", "(a*)*\\1", "a{1,300}", "[[:alpha:]]", "x*y|", "TERM",
	"SIGTERM", "term", "INT", "CONT", "EXIT", "NULL", "RTMIN", "RTMIN+3", "RTMAX-3",
	"RTMAX+1", "SIG", "SIGNOSUCH", "ALL", "root", "nosuchuser", "0:0", "root:root", ":root",
	"users", "victim", "commands", "sh", "sleep", "pid,ppid,comm", "pid:5=ID,args", "pid=",
	"nosuch", "+pid", "-pid,+comm", "comm:-1", "comm:99999999999", "%cpu", "lstart", "all",
	"none", "keep", "clear", "+all,-all", "-chown", "cap_1", "+cap_99", "pid,net,mnt",
	"net", "idle", "batch", "best-effort", "realtime", "nofile", "nofile=1:2", "unlimited",
	"unlimited:unlimited", "1:unlimited", "10ms", "1s", "0.01", "1m", "1d", "1y", "0.1d1h",
	"aux", "axf", "-ef", "l", "auxww", "k", "T", "true", "false", "yes", "env",
	"nosuchcommand", "#!", "victim\n", "holdbox",
};

static const char *const commands[][4] = {
	{ "true" }, { "false" }, { "sleep", "0.02" }, { "nosuchcommand" }, { "/" }, { "" },
	{ "./file" }, { "sh", "-c", "echo out; echo err >&2; exit 3" },
	{ "sh", "-c", "sleep 0.05 & echo $$" },
};

static const char *const variables[] = {
	"LC_ALL=C.UTF-8", "POSIXLY_CORRECT=1", "HOME=", "HOME=/nosuch", "PATH=", "PATH=/bin:.",
	"TZ=EST5EDT", "TZ=:/nosuch", "TZ=\377<->", "COLUMNS=1", "COLUMNS=99999999999999999999",
	"COLUMNS=-1", "PS_FORMAT=pid,nosuch", "PS_FORMAT=", "PS_PERSONALITY=bsd", "LINES=0",
	"TERM=dumb", "TIME=%e %", "TINI_SUBREAPER=1", "TINI_VERBOSITY=9",
	"TINI_KILL_PROCESS_GROUP=1", "DUMB_INIT_DEBUG=1", "SUDO_USER=nosuch", "TMPDIR=/nosuch",
};

enum {
	argument_count = sizeof(arguments) / sizeof(*arguments),
	command_count = sizeof(commands) / sizeof(*commands),
	variable_count = sizeof(variables) / sizeof(*variables),
};

static struct applet applets[APPLETS_MAX];
static int applet_count;
static const char *box;
static char directory[] = "/tmp/commands.XXXXXX", logs[] = "/tmp/commands.XXXXXX/logs";
static struct shared *shared;
static uint64_t random_state;
static bool user_is_mapped; /* the batch is in a user namespace of its own */

static _Noreturn void give_up(const char *what)
{
	perror(what);
	exit(FAILURE);
}

static long long now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000LL + time.tv_nsec / 1000000;
}

static int below(int limit)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return (int)((random_state >> 20) % (unsigned)limit);
}

static bool one_in(int count)
{
	return below(count) == 0;
}

/* ---- what there is to run -------------------------------------------------------------------- */

static FILE *open_output(const char *name, const char *option)
{
	char line[512];
	FILE *stream;

	snprintf(line, sizeof(line), "exec '%s' %s %s", box, name, option);
	stream = popen(line, "r");
	if (!stream)
		give_up("popen");
	return stream;
}

/* The options at the beginning of a line of help. */
static void read_options(struct applet *applet, char *line)
{
	char *end;

	while (applet->count < OPTIONS_MAX && strncmp(line, "  -", 3) != 0 && *line == ' ')
		line++;
	for (line += strspn(line, " "); *line == '-' && applet->count < OPTIONS_MAX; line = end) {
		end = line + strcspn(line, ",\n");
		if (strstr(line, "  ") && strstr(line, "  ") < end)
			end = strstr(line, "  ");
		snprintf(applet->options[applet->count++], OPTION_SIZE, "%.*s", (int)(end - line),
			 line);
		end += *end == ',' ? strspn(end, ", ") : strlen(end);
	}
}

static void read_applets(void)
{
	FILE *list = open_output("--list", ""), *help;
	char line[512];

	while (applet_count < APPLETS_MAX &&
	       fscanf(list, "%23s", applets[applet_count].name) == 1) {
		struct applet *applet = &applets[applet_count++];

		if (!strcmp(applet->name, "false") || !strcmp(applet->name, "true"))
			continue;
		help = open_output(applet->name, "--help");
		while (fgets(line, sizeof(line), help)) {
			if (*line == ' ' && line[strspn(line, " ")] == '-')
				read_options(applet, line);
		}
		pclose(help);
	}
	if (pclose(list) || !applet_count) {
		fprintf(stderr, "commands: %s cannot list its applets\n", box);
		exit(FAILURE);
	}
}

/* ---- a command line -------------------------------------------------------------------------- */

static void add_word(struct command *command, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void add_word(struct command *command, const char *format, ...)
{
	va_list values;

	if (command->count == WORDS_MAX)
		return;
	va_start(values, format);
	if (vasprintf(&command->words[command->count], format, values) < 0)
		give_up("vasprintf");
	va_end(values);
	command->words[++command->count] = NULL;
}

/* Mostly one of the table, else a long one, or two that are joined. */
static const char *random_argument(void)
{
	static char text[5000];
	const char *argument = arguments[below(argument_count)];

	if (one_in(40)) {
		memset(text, one_in(2) ? 'A' : '7', sizeof(text) - 1);
		return text;
	}
	if (one_in(15)) {
		snprintf(text, sizeof(text), "%s%s", argument,
			 arguments[below(argument_count)]);
		return text;
	}
	return argument;
}

static void add_option(struct command *command)
{
	const char *option = command->applet->options[below(command->applet->count)];
	int name = (int)strcspn(option, "=[ "), length = name;

	if (option[1] != '-') {
		add_word(command, "%.*s%s", name, option, one_in(3) ? random_argument() : "");
		if (option[name] == ' ' && !one_in(4))
			add_word(command, "%s", random_argument());
		return;
	}
	if (one_in(5) && name > 3)
		length = 3 + below(name - 3);
	if (option[name] ? one_in(2) : one_in(10)) {
		add_word(command, "%.*s=%s", length, option, random_argument());
	} else {
		add_word(command, "%.*s", length, option);
		if (option[name] == '=' && !one_in(4))
			add_word(command, "%s", random_argument());
	}
}

static void add_command(struct command *command)
{
	const char *const *words = commands[below(command_count)];

	for (int i = 0; i < 4 && words[i]; i++)
		add_word(command, "%s", words[i]);
}

static void make_command(struct command *command)
{
	*command = (struct command){ .applet = &applets[below(applet_count)], .closed = -1 };
	add_word(command, "%s", command->applet->name);
	for (int i = below(6); i > 0; i--) {
		if (command->applet->count && !one_in(3))
			add_option(command);
		else
			add_word(command, "%s", random_argument());
	}
	if (one_in(2))
		add_command(command);
	for (int i = one_in(2) ? below(4) : 0; i > 0; i--)
		command->environment[i - 1] = variables[below(variable_count)];
	if (one_in(10))
		command->closed = below(3);
	command->full = one_in(15);
}

static void free_command(struct command *command)
{
	while (command->count > 0)
		free(command->words[--command->count]);
}

/* Appends text, quoted for a shell with $'...'. */
static char *quote(char *to, const char *end, const char *text)
{
	if (to < end - 8)
		to += sprintf(to, "$'");
	for (; *text && to < end - 8; text++)
		to += sprintf(to, *text < ' ' || *text == 0x7f || *text == '\'' || *text == '\\' ?
				  "\\%03o" : "%c", (unsigned char)*text);
	return to + (to < end - 4 ? sprintf(to, "' ") : 0);
}

static void note_line(const struct command *command)
{
	char *to = shared->line, *end = to + LINE_SIZE;

	to += sprintf(to, "env ");
	for (int i = 0; i < 3; i++) {
		if (command->environment[i])
			to = quote(to, end, command->environment[i]);
	}
	for (int i = 0; i < command->count; i++)
		to = quote(to, end, command->words[i]);
	if (command->closed >= 0 && to < end - 8)
		to += sprintf(to, "%d>&- ", command->closed);
	if (command->full && to < end - 16)
		to += sprintf(to, ">/dev/full ");
	*to = '\0';
}

/* ---- running it ------------------------------------------------------------------------------ */

static _Noreturn void become(const struct command *command, int output)
{
	static const int usual[] = { SIGHUP, SIGINT, SIGTERM, SIGPIPE, SIGCHLD, SIGCONT };
	int input = open("/dev/null", O_RDWR | O_CLOEXEC);
	int full = open("/dev/full", O_WRONLY | O_CLOEXEC);

	for (size_t i = 0; i < sizeof(usual) / sizeof(*usual); i++)
		signal(usual[i], SIG_DFL);
	setpgid(0, 0);
	dup2(input, 0);
	dup2(command->full ? full : output, 1);
	dup2(output, 2);
	if (command->closed >= 0)
		close(command->closed);
	for (int i = 0; i < 3; i++) {
		if (command->environment[i])
			putenv((char *)(uintptr_t)command->environment[i]);
	}
	execv(box, command->words);
	_exit(FAILURE);
}

/* Reads what there is, and keeps the beginning of it. */
static void read_output(int from, char *output, size_t *length)
{
	static char rest[4096];
	size_t room;
	ssize_t count;

	do {
		room = OUTPUT_SIZE - 1 - *length;
		count = read(from, room ? output + *length : rest, room ? room : sizeof(rest));
		if (count > 0 && room)
			*length += (size_t)count;
	} while (count > 0);
	output[*length] = '\0';
}

/* The processor time in ms of a process, and its state; -1 if there is none. */
static long long used(pid_t process, char *state)
{
	unsigned long user = 0, system = 0;
	char path[32], line[1024] = "", *end;
	int file;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)process);
	file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0 || read(file, line, sizeof(line) - 1) <= 0 || !(end = strrchr(line, ')'))) {
		close(file);
		return -1;
	}
	close(file);
	sscanf(end + 1, " %c %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %lu %lu", state, &user,
	       &system);
	return (long long)(user + system) * 1000 / sysconf(_SC_CLK_TCK);
}

/* Reaps it, if it has ended; orphans, too. */
static bool has_ended(pid_t process, int *status)
{
	int other;
	pid_t ended;

	while ((ended = waitpid(-1, &other, WNOHANG | __WALL)) > 0) {
		if (ended == process) {
			*status = other;
			return true;
		}
	}
	return ended < 0 && errno == ECHILD;
}

/* Waits for the end until the time has come. */
static bool await(pid_t process, int from, char *output, size_t *length, int *status,
		  long long until)
{
	struct pollfd waiting[] = {
		{ .fd = (int)syscall(SYS_pidfd_open, process, 0), .events = POLLIN },
		{ .fd = from, .events = POLLIN },
	};
	bool ended;

	while (!(ended = has_ended(process, status)) && now() < until) {
		if (poll(waiting, 2, 20) > 0 && waiting[1].revents & POLLIN)
			read_output(from, output, length);
		else if (waiting[1].revents)
			waiting[1].fd = -1;
	}
	close(waiting[0].fd);
	return ended;
}

/* Waits for the end as long as it does something, and not for too long. */
static bool await_busy(pid_t process, int from, char *output, size_t *length, int *status)
{
	long long until = now() + TIME_LIMIT, time = 0, before;
	char state;

	do {
		before = time;
		if (await(process, from, output, length, status, now() + IDLE_LIMIT))
			return true;
		time = used(process, &state);
	} while (time > before && now() < until);
	return false;
}

/* Not yes, which runs until it is killed, nor env, if it ignores or blocks TERM. */
static bool should_end(const struct command *command)
{
	for (int i = 0; i < command->count; i++) {
		const char *word = command->words[i];

		if (!strcmp(word, "yes") || !strncmp(word, "--ig", 4) || !strncmp(word, "--bl", 4))
			return false;
	}
	return true;
}

/* Reads what a sanitizer has written to the directory of logs, and removes it; false if nothing. */
static bool take_log(char *text, size_t size)
{
	DIR *list = opendir(logs);
	struct dirent *entry;
	bool found = false;
	ssize_t count;
	int file;

	while (list && (entry = readdir(list))) {
		file = *entry->d_name == '.' ? -1 :
		       openat(dirfd(list), entry->d_name, O_RDONLY | O_CLOEXEC);
		if (file < 0)
			continue;
		count = read(file, text, size - 1);
		text[count > 0 ? count : 0] = '\0';
		found = true;
		close(file);
		unlinkat(dirfd(list), entry->d_name, 0);
	}
	if (list)
		closedir(list);
	return found;
}

static void report(const char *what, const char *output)
{
	shared->failures++;
	printf("\n%s: %s\n%.1000s\n", what, shared->line, output);
	fflush(stdout);
}

static void judge(const struct command *command, int status, const char *output)
{
	static const int crashes[] = { SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGFPE };
	static const char *const texts[] = {
		"AddressSanitizer", "runtime error:", "LeakSanitizer", "Result not representable",
		"Numerical result out of range", "stack smashing", "free():", "malloc():",
	};

	/* with too little memory the kernel ends what is run so */
	bool may_crash = !strcmp(command->applet->name, "prlimit");

	for (size_t i = 0; i < sizeof(crashes) / sizeof(*crashes) && !may_crash; i++) {
		if (WIFSIGNALED(status) && WTERMSIG(status) == crashes[i])
			report(strsignal(crashes[i]), output);
	}
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		if (strstr(output, texts[i])) {
			report(texts[i], output);
			return;
		}
	}
}

/* Ends what still runs: by TERM, as a user would; a process that is stopped or waits may do so. */
static bool end_process(const struct command *command, pid_t process, int from, char *output,
			size_t *length, int *status)
{
	char state = '?';
	long long time = used(process, &state);

	if (time > CPU_LIMIT && should_end(command))
		report("uses the processor without an end", output);
	kill(process, SIGTERM);
	kill(process, SIGCONT);
	if (await(process, from, output, length, status, now() + GRACE))
		return true;
	used(process, &state);
	if (state == 'R' && should_end(command))
		report("does not end by TERM", output);
	kill(-process, SIGKILL);
	kill(process, SIGKILL);
	return await(process, from, output, length, status, now() + GRACE);
}

static void run_command(const struct command *command)
{
	char output[OUTPUT_SIZE] = "";
	size_t length = 0;
	int ends[2], status = 0;
	pid_t process;

	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) < 0)
		give_up("pipe");
	fcntl(ends[1], F_SETFL, 0);
	process = fork();
	if (process < 0)
		give_up("fork");
	if (process == 0)
		become(command, ends[1]);
	close(ends[1]);
	if (!await_busy(process, ends[0], output, &length, &status) &&
	    !end_process(command, process, ends[0], output, &length, &status))
		report("cannot be killed", output);
	read_output(ends[0], output, &length);
	close(ends[0]);
	judge(command, status, output);
	if (take_log(output, sizeof(output)))
		report("a sanitizer's report", output);
	shared->commands++;
}

/* ---- batches --------------------------------------------------------------------------------- */

static void write_file(const char *path, const char *text)
{
	int file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0755);

	if (file < 0 || write(file, text, strlen(text)) < 0)
		give_up(path);
	close(file);
}

/* All that is mounted becomes read-only, but a new /proc and the directory, which is empty. */
static void close_tree(void)
{
	/* MOUNT_ATTR_RDONLY to be set, none to be cleared, the propagation; AT_RECURSIVE */
	const uint64_t attributes[4] = { 1, 0, MS_PRIVATE, 0 };

	if (syscall(SYS_mount_setattr, AT_FDCWD, "/", 0x8000, attributes, sizeof(attributes)) < 0)
		give_up("mount_setattr");
	if (mount("proc", "/proc", "proc", 0, NULL) < 0)
		give_up("mount /proc");
	if (mount("tmpfs", directory, "tmpfs", MS_NODEV, "size=64m") < 0 || chdir(directory) < 0)
		give_up(directory);
	if (mkdir("logs", 0777) < 0 || mkdir("work", 0777) < 0 || chdir("work") < 0 ||
	    mkdir("directory", 0777) < 0)
		give_up("mkdir");
	write_file("file", "1\n2\nvictim\n");
}

/* No more processes than a batch needs, if namespaces have that limit (since Linux 6.14). */
static void limit_processes(void)
{
	int file = open("/proc/sys/kernel/pid_max", O_WRONLY | O_CLOEXEC);

	if (file >= 0 && write(file, "400", 3) < 0)
		errno = 0;
	close(file);
}

static void start_victims(pid_t victims[VICTIMS])
{
	for (int i = 0; i < VICTIMS; i++) {
		if (victims[i] > 0 && kill(victims[i], 0) == 0)
			continue;
		victims[i] = fork();
		if (victims[i])
			continue;
		prctl(PR_SET_NAME, "victim");
		setpgid(0, 0);
		while (pause())
			;
	}
}

/* Process 1 of the batch. */
static _Noreturn void run_batch(void)
{
	struct rlimit none = { 0, 0 };
	pid_t victims[VICTIMS] = { 0 };
	struct command command;
	struct rusage usage;
	char options[128];

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setrlimit(RLIMIT_CORE, &none);
	close_tree();
	if (user_is_mapped)
		limit_processes();
	snprintf(options, sizeof(options), "detect_leaks=0:log_path=%s/log", logs);
	setenv("ASAN_OPTIONS", options, 1);
	setenv("UBSAN_OPTIONS", options + strlen("detect_leaks=0:"), 1);
	for (int i = 0; i < BATCH; i++) {
		start_victims(victims);
		make_command(&command);
		note_line(&command);
		run_command(&command);
		free_command(&command);
	}
	getrusage(RUSAGE_CHILDREN, &usage);
	shared->processor_time += usage.ru_utime.tv_sec * 1000LL + usage.ru_utime.tv_usec / 1000 +
				  usage.ru_stime.tv_sec * 1000LL + usage.ru_stime.tv_usec / 1000;
	_exit(0);
}

static void map_user(void)
{
	char line[64];
	unsigned user = geteuid(), group = getegid();

	if (unshare(CLONE_NEWUSER) < 0) {
		if (user != 0)
			give_up("unshare");
		return;
	}
	user_is_mapped = true;
	write_file("/proc/self/setgroups", "deny");
	snprintf(line, sizeof(line), "0 %u 1\n", user);
	write_file("/proc/self/uid_map", line);
	snprintf(line, sizeof(line), "0 %u 1\n", group);
	write_file("/proc/self/gid_map", line);
}

/* The parent of process 1, outside of its PID namespace. Returns the exit status. */
static int run_in_namespaces(void)
{
	int status;
	pid_t first;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	map_user();
	if (unshare(CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS) < 0)
		give_up("unshare");
	first = fork();
	if (first == 0)
		run_batch();
	if (first < 0 || waitpid(first, &status, 0) < 0)
		give_up("fork");
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

/* A command line may do harm to process 1, which it is allowed to: then the rest is not run. */
static bool finish_batch(pid_t batch)
{
	long long until = now() + 60000;
	int seen = shared->commands, status;

	while (waitpid(batch, &status, WNOHANG) == 0) {
		if (seen != shared->commands)
			until = now() + 60000;
		seen = shared->commands;
		if (now() > until)
			kill(batch, SIGKILL);
		usleep(20000);
	}
	return status == 0;
}

int main(int argc, char **argv)
{
	long long until;
	int batches = 0, cut_short = 0;
	pid_t batch;

	if (argc != 4) {
		fprintf(stderr, "usage: commands BOX SECONDS SEED\n");
		return FAILURE;
	}
	box = argv[1];
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
		      -1, 0);
	if (shared == MAP_FAILED || !mkdtemp(directory))
		give_up("commands");
	memcpy(logs, directory, strlen(directory));
	setenv("ASAN_OPTIONS", "detect_leaks=0", 1);
	read_applets();
	for (until = now() + atol(argv[2]) * 1000; now() < until; batches++) {
		random_state = ((uint64_t)atol(argv[3]) << 32 | (unsigned)batches) *
			       0x9e3779b97f4a7c15 + 1;
		batch = fork();
		if (batch == 0)
			_exit(run_in_namespaces());
		if (batch < 0)
			give_up("fork");
		cut_short += !finish_batch(batch);
	}
	rmdir(directory);
	printf("%d command lines in %d batches, %d of them cut short; %lld s of processor time; "
	       "%d failed\n", shared->commands, batches, cut_short, shared->processor_time / 1000,
	       shared->failures);
	if (shared->commands < batches * BATCH / 2) {
		fprintf(stderr, "commands: most of them could not be run\n");
		return FAILURE;
	}
	return shared->failures > 0;
}
