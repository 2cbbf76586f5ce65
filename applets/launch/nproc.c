/* nproc - print the number of available processors
 * GNU coreutils 9.8 https://www.gnu.org/software/coreutils/nproc
 * OpenMP https://www.openmp.org/specifications/ (OMP_NUM_THREADS, OMP_THREAD_LIMIT)
 * cgroup v2 https://docs.kernel.org/admin-guide/cgroup-v2.html (cpu.max)
 */
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <stdbool.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "file/descriptor.h"
#include "proc/cpus.h"
#include "text/byte.h"
#include "text/format.h"
#include "text/number.h"
#include "text/text.h"
#include "text/variable.h"

enum { ALL = OPTION_LONG, IGNORE };

static const struct applet_option options[] = {
	OPT(ALL, "all", NULL,
	    "print the number of installed processors, even those not\n"
	    "available to this process"),
	OPT(IGNORE, "ignore", "N", "leave out N of them, but never print less than 1"),
	{ .key = 0 },
};

typedef unsigned long long count;

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static count minimum(count a, count b)
{
	return a < b ? a : b;
}

/* Reads the number at *text and moves past it; far too large ones are ULLONG_MAX. */
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

/* Reads the file; if that is not possible, text is empty. */
static void read_file(const char *path, struct text *text)
{
	int descriptor = open_retry(path, O_RDONLY | O_CLOEXEC, 0);

	text_reserve(text, 1);
	if (descriptor < 0 || !text_read(text, descriptor))
		text->bytes[0] = '\0';
	if (descriptor >= 0)
		close(descriptor);
}

/* The number of processors in a list of the kernel's, such as 0-3,8; 0 without such a file. */
static count count_listed(const char *path)
{
	struct text text = { 0 };
	struct cpus cpus;

	read_file(path, &text);
	*strchrnul(text.bytes, '\n') = '\0';
	return cpus_parse_list(text.bytes, &cpus) ? cpus_count(&cpus) : 0;
}

static count count_allowed(void)
{
	struct cpus cpus;

	if (cpus_get_affinity(0, &cpus))
		return cpus_count(&cpus);
	return count_listed("/sys/devices/system/cpu/online");
}

/* "QUOTA PERIOD", rounded to whole processors, at least 1; ULLONG_MAX for "max" or no file. */
static count quota_in(const char *path)
{
	struct text text = { 0 };
	count quota, period;
	const char *at;

	read_file(path, &text);
	at = text.bytes;
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

/* The lowest quota of our control group and of those that contain it. */
static count group_quota(void)
{
	static const char root[] = "/sys/fs/cgroup", file[] = "/cpu.max";
	struct text groups = { 0 }, path = { 0 };
	count lowest = ULLONG_MAX;
	const char *group;
	char *top, *end;
	size_t length;

	read_file("/proc/self/cgroup", &groups);
	group = groups.bytes;
	while (!text_begins(group, "0::/", 4)) {
		group = strchr(group, '\n');
		if (!group++)
			return lowest;
	}
	if (is_realtime()) /* no quota applies to it */
		return lowest;
	group += strlen("0::");
	length = span_before(group, "\n");
	text_reserve(&path, sizeof(root) + length + sizeof(file));
	memcpy(path.bytes, root, sizeof(root));
	top = path.bytes + sizeof(root) - 1;
	memcpy(top, group, length);
	for (end = length > 1 ? top + length : top;;) {
		memcpy(end, file, sizeof(file));
		lowest = minimum(lowest, quota_in(path.bytes));
		if (end == top)
			return lowest;
		while (*--end != '/')
			;
	}
}

/*
 * A variable of OpenMP's: a number, with white space around it, and after a comma a list of more of
 * them, which only concern nested teams. 0 if it is unset, zero or malformed.
 */
static count read_variable(const char *name)
{
	static const char blanks[] = " \t\n\v\f\r";
	const char *text = variable_value(name);
	count value;

	if (!text)
		return 0;
	text += span_of(text, blanks);
	value = read_number(&text);
	text += span_of(text, blanks);
	return *text == '\0' || *text == ',' ? value : 0;
}

/* The number of threads that OpenMP is asked to use, or else of processors available to us. */
static count count_usable(void)
{
	count threads = read_variable("OMP_NUM_THREADS"), limit = read_variable("OMP_THREAD_LIMIT");

	if (limit == 0)
		limit = ULLONG_MAX;
	return minimum(limit, threads ? threads : minimum(count_allowed(), group_quota()));
}

static count count_installed(void)
{
	count number = count_listed("/sys/devices/system/cpu/possible");

	return number ? number : count_allowed();
}

static count parse_ignored(const char *text)
{
	/* strtoumax accepts blanks before the number */
	const char *digits = skip_blanks(text);
	long long value;
	enum number_result result = number_parse(digits, 0, LLONG_MAX, &value);

	if (result == NUMBER_INVALID || *digits == '-')
		applet_fail("invalid number: %pc", text);
	return value; /* the maximum if it is even larger */
}

static int nproc_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	count number, ignore = 0;
	struct output output;
	char buffer[32];
	bool all = false;
	int key;

	while ((key = option_next(&parsed))) {
		all |= key == ALL;
		if (key == IGNORE)
			ignore = parse_ignored(parsed.argument);
	}
	if (parsed.index < argc)
		usage_error("extra operand %pc", argv[parsed.index]);
	number = all ? count_installed() : count_usable();
	output_start(&output, 1, buffer, sizeof(buffer));
	output_format(&output, "%llu\n", ignore < number ? number - ignore : 1);
	return output_finish(&output);
}

APPLET(nproc) = {
	.name = "nproc",
	.main = nproc_main,
	.synopsis = "[OPTION]...",
	.summary = "Print the number of processors available to this process, which may be fewer\n"
		   "than are installed.",
	.options = options,
	.failure = 1,
	.flags = APPLET_PERMUTE,
};
