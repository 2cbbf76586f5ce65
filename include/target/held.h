/* held.h - processes that match, held one by one, and what they are called. */
#ifndef TARGET_HELD_H
#define TARGET_HELD_H

#include "target/target.h"
#include "text/output.h"

/* Starts as all zero. */
struct held {
	struct text targets; /* of struct target */
	struct text names;
	bool named;    /* their names are kept, too */
	bool terminal; /* which reads them */
};

/* To be called before the first is added, where names will be told on standard output. */
void held_with_names(struct held *held);

/* Holds a process that is entered (target_hold). Returns its target, or NULL if it is gone. */
struct target *held_add(struct held *held, struct process *process);

/* All of them, in the order in which they were added, and how many there are. */
struct target *held_targets(const struct held *held, size_t *count);

/* Appends the name of the index'th, safe for who reads it (output_printable). */
void held_print_name(const struct held *held, size_t index, struct output *output);

#endif
