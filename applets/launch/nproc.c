/* nproc - print how many processors there are to be used
 * GNU coreutils 9.8 https://www.gnu.org/software/coreutils/nproc
 * OpenMP https://www.openmp.org/specifications/ (OMP_NUM_THREADS, OMP_THREAD_LIMIT)
 * cgroup v2 https://docs.kernel.org/admin-guide/cgroup-v2.html (cpu.max)
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "file/descriptor.h"
#include "text/error.h"
#include "text/format.h"
#include "text/number.h"

enum {
	ALL = OPTION_LONG,
	IGNORE,
	MASK_BYTES = 8192, /* eight times what the kernel can have at the time of writing */
	FILE_BYTES = 16384,
};

static const struct applet_option options[] = {
	OPT(ALL, "all", NULL, "print how many are installed, whoever may use them"),
	OPT(IGNORE, "ignore", "N", "leave out N of them, but not the last one"),
	{ .key = 0 },
};

typedef unsigned long long count;

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static count least(count a, count b)
{
	return a < b ? a : b;
}

/* The number at *text, which is moved behind it; far too large ones are ULLONG_MAX. */
static count read_number(const char **text)
{
	count value = 0;

	for (; is_digit(**text); ++*text) {
		if (__builtin_mul_overflow(value, 10, &value) ||
		    __builtin_add_overflow(value, **text - '0', &value))
			value = ULLONG_MAX;
	}
	return value;
}

/* All that fits of the file, and a NUL; nothing where it cannot be read. */
static void read_file(const char *path, char text[FILE_BYTES])
{
	int descriptor = open_retry(path, O_RDONLY | O_CLOEXEC, 0);
	ssize_t got = 1;
	size_t used = 0;

	while (descriptor >= 0 && got > 0 && used < FILE_BYTES - 1) {
		got = read(descriptor, text + used, FILE_BYTES - 1 - used);
		if (got > 0)
			used += got;
	}
	text[used] = '\0';
	if (descriptor >= 0)
		close(descriptor);
}

/* How many processors a list of the kernel's, such as 0-3,8, has; 0 without such a file. */
static count listed(const char *path)
{
	char text[FILE_BYTES];
	const char *at = text;
	count sum = 0;

	read_file(path, text);
	while (is_digit(*at)) {
		count first = read_number(&at), last = first;

		if (*at == '-') {
			at++;
			last = read_number(&at);
		}
		sum += last - first + 1;
		at += *at == ',';
	}
	return sum;
}

/* The kernel's own call, since cpu_set_t ends at 1024 processors. */
static count allowed(void)
{
	unsigned long mask[MASK_BYTES / sizeof(unsigned long)];
	long size = syscall(SYS_sched_getaffinity, 0, sizeof(mask), mask);
	count sum = 0;

	for (size_t i = 0; size > 0 && i < size / sizeof(*mask); i++) {
		for (unsigned long word = mask[i]; word; word &= word - 1)
			sum++;
	}
	return sum ? sum : listed("/sys/devices/system/cpu/online");
}

/* "QUOTA PERIOD", rounded to whole processors, at least one; ULLONG_MAX for "max" or no file. */
static count quota_in(const char *path)
{
	char text[FILE_BYTES];
	const char *at = text;
	count quota, period;

	read_file(path, text);
	if (!is_digit(*at))
		return ULLONG_MAX;
	quota = read_number(&at);
	at += *at == ' ';
	period = read_number(&at);
	if (period == 0 || quota > ULLONG_MAX / 4 || period > ULLONG_MAX / 4)
		return ULLONG_MAX;
	return 2 * quota < period ? 1 : (2 * quota + period) / (2 * period);
}

static bool is_realtime(void)
{
	int policy = syscall(SYS_sched_getscheduler, 0) & ~SCHED_RESET_ON_FORK;

	return policy == SCHED_FIFO || policy == SCHED_RR || policy == SCHED_DEADLINE;
}

/* The least quota of our control group and of those that it is in. */
static count group_quota(void)
{
	static const char root[] = "/sys/fs/cgroup", file[] = "/cpu.max";
	char text[1 + FILE_BYTES] = "\n", path[sizeof(root) + FILE_BYTES + sizeof(file)];
	char *top = path + sizeof(root) - 1, *end;
	count lowest = ULLONG_MAX;
	const char *group;
	size_t length;

	read_file("/proc/self/cgroup", text + 1);
	group = strstr(text, "\n0::/");
	if (!group || is_realtime()) /* which a quota does not concern */
		return lowest;
	group += strlen("\n0::");
	length = strcspn(group, "\n");
	memcpy(path, root, sizeof(root));
	memcpy(top, group, length);
	for (end = length > 1 ? top + length : top;;) {
		memcpy(end, file, sizeof(file));
		lowest = least(lowest, quota_in(path));
		if (end == top)
			return lowest;
		while (*--end != '/')
			;
	}
}

/*
 * A variable of OpenMP's: a number, white space around it, and a list of more of them behind a
 * comma, which count for nested teams only. 0 where it is unset, zero or anything else.
 */
static count variable(const char *name)
{
	static const char blanks[] = " \t\n\v\f\r";
	const char *text = getenv(name);
	count value;

	if (!text)
		return 0;
	text += strspn(text, blanks);
	value = read_number(&text);
	text += strspn(text, blanks);
	return *text == '\0' || *text == ',' ? value : 0;
}

/* The number of threads that OpenMP is told to have, else of the processors we may use. */
static count usable(void)
{
	count threads = variable("OMP_NUM_THREADS"), limit = variable("OMP_THREAD_LIMIT");

	if (limit == 0)
		limit = ULLONG_MAX;
	return least(limit, threads ? threads : least(allowed(), group_quota()));
}

static count installed(void)
{
	count number = listed("/sys/devices/system/cpu/possible");

	return number ? number : allowed();
}

static count ignored(const char *text)
{
	/* blanks before the number, as strtoumax allows them */
	const char *digits = skip_blanks(text);
	long long value;
	enum number_result result = number_parse(digits, 0, LLONG_MAX, &value);

	errno = EOVERFLOW;
	if (result == NUMBER_INVALID || *digits == '-')
		fail(1, "invalid number: %pq", text);
	if (result == NUMBER_OVERFLOW)
		fail(1, "invalid number: %pq: %m", text);
	return value;
}

static int nproc_main(int argc, char **argv)
{
	struct options parsed = { .argv = argv, .index = 1 };
	count number, ignore = 0;
	struct output output;
	char buffer[32];
	bool all = false;
	int key;

	while ((key = option_next(&parsed))) {
		all |= key == ALL;
		if (key == IGNORE)
			ignore = ignored(parsed.argument);
	}
	if (parsed.index < argc)
		usage_error("extra operand %pq", argv[parsed.index]);
	number = all ? installed() : usable();
	output_start(&output, 1, buffer, sizeof(buffer));
	output_format(&output, "%llu\n", ignore < number ? number - ignore : 1);
	return output_finish(&output);
}

APPLET(nproc) = {
	.name = "nproc",
	.main = nproc_main,
	.synopsis = "[OPTION]...",
	.summary = "Print how many processors there are for the present process, which may be\n"
		   "fewer than are installed.",
	.options = options,
	.failure = 1,
	.flags = APPLET_PERMUTE,
};
