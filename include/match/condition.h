/* condition.h - whether a process meets conditions. */
#ifndef MATCH_CONDITION_H
#define MATCH_CONDITION_H

#include <stdbool.h>
#include <sys/types.h>

#include "pattern/pattern.h"
#include "proc/namespaces.h"
#include "proc/process.h"
#include "text/text.h"

/* Lists of numbers, one of which the process must have; the first ones as in enum stat_field. */
enum match_list {
	MATCH_PPID,
	MATCH_PGRP,
	MATCH_SESSION,
	MATCH_TTY,
	MATCH_EUID,
	MATCH_UID, /* the real ones */
	MATCH_GID,
	MATCH_LISTS,
};

/* All of them must hold. A member that is zero is not a condition. */
struct conditions {
	struct text lists[MATCH_LISTS]; /* of long long; empty: any number */
	struct text handles;            /* of struct handle: the process is one of these */
	struct pattern *pattern;        /* for its name, or its full name (program_name) */
	bool full;                      /* the pattern is for the command line (program_line) */
	const char *states;             /* letters */
	long long now;                  /* clock ticks after boot (uptime_ticks) */
	long long older;                /* minimum of seconds since its start; below 1: any */
	int caught;                     /* a signal that it has a handler for */
	const char *cgroups;            /* paths below cgroup2, separated by commas */
	const char *variables;          /* NAME or NAME=VALUE, separated by commas */
	unsigned namespaces;            /* bits by type: it is in the same namespaces as */
	pid_t neighbour;                /* this process, namely in these: */
	char shared[NAMESPACE_TYPES][NAMESPACE_SIZE];

	/* any other, for a process that is entered; context is that of match_each */
	bool (*also)(const struct conditions *conditions, struct process *process);
	void *context;
};

/*
 * Conditions by the files of /proc that they need, cheapest first. Any one of the first three can
 * be tested before the process is entered, but not more than one.
 */
enum {
	CONDITION_PATTERN = 1,
	CONDITION_OWNER = 2,
	CONDITION_STAT = 4,
	CONDITION_STATUS = 8,
	CONDITION_CGROUP = 16,
	CONDITION_VARIABLES = 32,
	CONDITION_NAMESPACES = 64,
	CONDITION_HANDLE = 128,
	CONDITION_ALSO = 256,
};

/* The bits of those that are set. */
unsigned condition_parts(const struct conditions *conditions);

/* Whether all conditions in parts hold; false if the process is gone or cannot be read. */
bool condition_holds(const struct conditions *conditions, struct process *process, unsigned parts);

/* Appends a number to a list. */
void condition_add_number(struct text *list, long long number);

/* The index of the number in the list, or -1. */
int condition_find_number(const struct text *list, long long number);

#endif
