/* condition.h - whether a process meets conditions. */
#ifndef MATCH_CONDITION_H
#define MATCH_CONDITION_H

#include <regex.h>
#include <stdbool.h>
#include <sys/types.h>

#include "proc/namespaces.h"
#include "proc/process.h"
#include "text/text.h"

/* Numbers of which a process must have one; the first ones in the order of enum stat_field. */
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

/* All of them must hold. What is zero is no condition. */
struct conditions {
	struct text lists[MATCH_LISTS]; /* of long long; empty: any number */
	struct text handles;            /* of struct handle: it is one of those */
	const regex_t *pattern;         /* for the name, or its whole form (program_name) */
	bool full;                      /* for the command line (program_line) */
	const char *states;             /* letters */
	long long now;                  /* clock ticks after boot (uptime_ticks) */
	long long older;                /* seconds since its start, at the least; below 1: any */
	int caught;                     /* a signal that it has a handler for */
	const char *cgroups;            /* paths below cgroup2, commas between them */
	const char *variables;          /* NAME or NAME=VALUE, commas between them */
	unsigned namespaces;            /* bits by type: it is in the same namespaces as */
	pid_t neighbour;                /* this process, which are: */
	char shared[NAMESPACE_TYPES][NAMESPACE_SIZE];

	/* any other, about a process that is entered; context is what match_each was given */
	bool (*also)(const struct conditions *conditions, struct process *process);
	void *context;
};

/*
 * Conditions by where in /proc they are read, in the order in which it is best to look. The first
 * three can be told of a process that has not been entered; it must be for more than one of them.
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

/* Which of them there are. */
unsigned condition_parts(const struct conditions *conditions);

/* Whether all those in parts hold; not if the process is gone or cannot be looked at. */
bool condition_holds(const struct conditions *conditions, struct process *process, unsigned parts);

/* Appends a number to a list. */
void condition_add(struct text *list, long long number);

/* Where in the list the number is, or -1. */
int condition_find(const struct text *list, long long number);

#endif
