/* match.h - which processes: conditions, and a pass over those for which they hold. */
#ifndef MATCH_MATCH_H
#define MATCH_MATCH_H

#include <regex.h>
#include <stdbool.h>
#include <stddef.h>

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

enum { MATCH_NAMESPACES = 8, MATCH_NAMESPACE_SIZE = 32 };

/* Kinds of namespaces, as in /proc/PID/ns. The first six are those that everybody means. */
extern const char match_namespaces[MATCH_NAMESPACES][8];

/*
 * Conditions, all of which must hold. What is zero is no condition. Nothing of it is ours to free:
 * there is one of these in the life of a program.
 */
struct match {
	struct text lists[MATCH_LISTS]; /* of long long; empty: any number */
	struct text handles;            /* of struct handle: it is one of those */
	const regex_t *pattern;         /* for the name, or its whole form (program_name) */
	bool full;                      /* for the command line (program_line) */
	const char *states;             /* letters */
	long long older;                /* seconds since its start, at the least; below 1: any */
	int caught;                     /* a signal that it has a handler for */
	const char *cgroups;            /* paths below cgroup2, commas between them */
	const char *variables;          /* NAME or NAME=VALUE, commas between them */
	unsigned namespaces;            /* bits: it shares those of */
	pid_t neighbour;
	/* any other, about a process that is entered; has context, too */
	bool (*also)(const struct match *match, struct process *process);

	bool inverse;         /* those for which not all hold */
	bool newest, oldest;  /* of them the one that was started last, or first */
	bool threads;         /* look at each thread, not at each process */
	bool spare_ancestors; /* none of the processes that we descend from */
	bool enter;           /* the process is to be handed over entered, so that it can be held */

	void *context;	      /* what match_each was given */

	/* the rest is the engine's own */
	unsigned parts;
	long long now; /* clock ticks after boot */
	struct text ancestors;
	char shared[MATCH_NAMESPACES][MATCH_NAMESPACE_SIZE];
	struct process process, best;
	void (*found)(void *context, struct process *process);
	size_t count;
};

/*
 * Looks at all processes but ourselves, in ascending order of their numbers, and calls found
 * (unless NULL) with those that match. Each costs the one read of the cheapest file that rules it
 * out; it is entered, and looked at once more, before a second file is read. found may take the
 * process's directory (target_hold). Returns how many there were. Fails with status 3 where /proc
 * cannot be read.
 */
size_t match_each(struct match *match, void (*found)(void *context, struct process *process),
		  void *context);

/* Appends a number to a list. */
void match_add(struct text *list, long long number);

/* The namespace of that kind that the process is in, as a text. False with errno (EACCES). */
bool match_namespace(struct process *process, int kind, char text[MATCH_NAMESPACE_SIZE]);

#endif
