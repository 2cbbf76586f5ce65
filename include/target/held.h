/* held.h - the processes that matched, held one by one, and their names. */
#ifndef TARGET_HELD_H
#define TARGET_HELD_H

#include "target/target.h"
#include "text/output.h"

/* Starts as all zero. */
struct held {
	struct text targets; /* of struct target */
	struct text names;
	bool named;    /* their names are kept as well */
	bool terminal; /* the names are printed to a terminal */
};

/* To be called before the first one is added if names will be printed to standard output. */
void held_with_names(struct held *held);

/* Holds a process that is entered (target_hold). Returns its target, or NULL if it is gone. */
struct target *held_add(struct held *held, struct process *process);

/* Returns all targets, in the order in which they were added; *count is their number. */
struct target *held_targets(const struct held *held, size_t *count);

/* Appends the name of the index'th target, safe for a terminal (output_printable). */
void held_print_name(const struct held *held, size_t index, struct output *output);

#endif
