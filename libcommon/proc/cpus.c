/* cpus.c - sets of processors: lists and masks of them, and the affinity of tasks. */
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "proc/cpus.h"
#include "text/format.h"

enum { DIGITS = CPUS_MAX / 4, DIGITS_PER_WORD = CPUS_PER_WORD / 4, GROUP = 8 };

static bool is_set(const struct cpus *cpus, unsigned cpu)
{
	return cpu < CPUS_MAX && cpus->words[cpu / CPUS_PER_WORD] >> cpu % CPUS_PER_WORD & 1;
}

/* Reads a number at *text and moves past it. Returns false unless it is less than CPUS_MAX. */
static bool read_cpu(const char **text, unsigned *cpu)
{
	const char *at = *text;

	for (*cpu = 0; *at >= '0' && *at <= '9' && *cpu < CPUS_MAX; at++)
		*cpu = *cpu * 10 + (*at - '0');
	if (at == *text || *cpu >= CPUS_MAX)
		return false;
	*text = at;
	return true;
}

bool cpus_parse_list(const char *text, struct cpus *cpus)
{
	*cpus = (struct cpus){ { 0 } };
	do {
		unsigned first, last, stride = 1;

		if (!read_cpu(&text, &first))
			return false;
		last = first;
		if (*text == '-') {
			text++;
			if (!read_cpu(&text, &last) || last < first)
				return false;
			if (*text == ':') {
				text++;
				if (!read_cpu(&text, &stride) || stride == 0)
					return false;
			}
		}
		for (; first <= last; first += stride)
			cpus->words[first / CPUS_PER_WORD] |= 1UL << first % CPUS_PER_WORD;
	} while (*text++ == ',');
	return text[-1] == '\0';
}

static int digit_value(char byte)
{
	if (byte >= '0' && byte <= '9')
		return byte - '0';
	byte |= 0x20;
	return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

bool cpus_parse_mask(const char *text, struct cpus *cpus)
{
	size_t digits = 0, grouped = 0;
	const char *at;

	*cpus = (struct cpus){ { 0 } };
	if (text[0] == '0' && text[1] == 'x')
		text += 2;
	for (at = text + strlen(text); at > text;) {
		int value = digit_value(*--at);

		if (*at == ',' && at > text && digits % GROUP == 0 && digits != grouped) {
			grouped = digits;
			continue;
		}
		if (value < 0 || (value && digits >= DIGITS))
			return false;
		if (value)
			cpus->words[digits / DIGITS_PER_WORD] |= (unsigned long)value
								 << digits % DIGITS_PER_WORD * 4;
		digits++;
	}
	return digits > 0;
}

unsigned cpus_count(const struct cpus *cpus)
{
	unsigned count = 0;

	for (unsigned cpu = 0; cpu < CPUS_MAX; cpu++)
		count += is_set(cpus, cpu);
	return count;
}

void output_cpus_list(struct output *output, const struct cpus *cpus)
{
	const char *comma = "";

	for (unsigned first = 0, last; first < CPUS_MAX; first = last + 1) {
		last = first;
		if (!is_set(cpus, first))
			continue;
		while (is_set(cpus, last + 1))
			last++;
		output_format(output, "%s%u", comma, first);
		comma = ",";
		if (last > first) /* two in a row are not a range */
			output_format(output, "%c%u", last > first + 1 ? '-' : ',', last);
	}
}

void output_cpus_mask(struct output *output, const struct cpus *cpus)
{
	bool leading = true;

	for (unsigned digit = DIGITS; digit-- > 0;) {
		unsigned long word = cpus->words[digit / DIGITS_PER_WORD];
		unsigned value = word >> digit % DIGITS_PER_WORD * 4 & 15;

		leading &= value == 0 && digit > 0;
		if (!leading)
			output_char(output, "0123456789abcdef"[value]);
	}
}

/* Not with libc's functions, whose sets end at 1024. */
bool cpus_get_affinity(pid_t pid, struct cpus *cpus)
{
	/* the kernel fills in only as many words as it was built for */
	*cpus = (struct cpus){ { 0 } };
	return syscall(SYS_sched_getaffinity, pid, sizeof(*cpus), cpus) >= 0;
}

bool cpus_set_affinity(pid_t pid, const struct cpus *cpus)
{
	return syscall(SYS_sched_setaffinity, pid, sizeof(*cpus), cpus) == 0;
}
