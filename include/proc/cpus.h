/* cpus.h - sets of processors: lists and masks of them, and the affinity of tasks. */
#ifndef PROC_CPUS_H
#define PROC_CPUS_H

#include <stdbool.h>
#include <sys/types.h>

#include "text/output.h"

/* The maximum that any kernel is built for. */
enum { CPUS_MAX = 8192, CPUS_PER_WORD = 8 * sizeof(unsigned long) };

/* In the layout of sched_setaffinity(2). */
struct cpus {
	unsigned long words[CPUS_MAX / CPUS_PER_WORD];
};

/*
 * Parses all of text as a list of numbers, ranges, and ranges with a stride: "0,5,8-15:2". Returns
 * false for anything else: an empty text, a descending range, a stride of 0, numbers from CPUS_MAX
 * up.
 */
bool cpus_parse_list(const char *text, struct cpus *cpus);

/*
 * Parses all of text as a hexadecimal mask, with or without 0x; as in the kernel's files a comma
 * may precede each eight digits, counted from the right. Also returns false for bits from CPUS_MAX
 * up.
 */
bool cpus_parse_mask(const char *text, struct cpus *cpus);

/* How many processors are in the set. */
unsigned cpus_count(const struct cpus *cpus);

/* Append them: "0,1,4-7" and "f3". */
void output_cpus_list(struct output *output, const struct cpus *cpus);
void output_cpus_mask(struct output *output, const struct cpus *cpus);

/* The processors that a task may run on; pid 0 is this process. Both return false with errno. */
bool cpus_get_affinity(pid_t pid, struct cpus *cpus);
bool cpus_set_affinity(pid_t pid, const struct cpus *cpus);

#endif
