/* cpus.h - sets of processors, and how they are written. */
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
 * false for anything else: empty, backwards, a stride of 0, a number from CPUS_MAX up.
 */
bool cpus_parse_list(const char *text, struct cpus *cpus);

/*
 * Parses all of text as a hexadecimal mask, with or without 0x; as in the kernel's files a comma
 * may precede each eight digits, counted from the right. False also for a bit from CPUS_MAX up.
 */
bool cpus_parse_mask(const char *text, struct cpus *cpus);

/* Append them: "0,1,4-7" and "f3". */
void output_cpus_list(struct output *output, const struct cpus *cpus);
void output_cpus_mask(struct output *output, const struct cpus *cpus);

/* The processors that a task may run on. pid 0 is ourselves. Both return false with errno. */
bool cpus_get_affinity(pid_t pid, struct cpus *cpus);
bool cpus_set_affinity(pid_t pid, const struct cpus *cpus);

#endif
