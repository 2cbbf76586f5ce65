/* start.h - starting jobs, by name and by record. */
#ifndef START_H
#define START_H

#include "job.h"
#include "place.h"
#include "view.h"

/*
 * Whether the name cannot be a job's: malformed, a verb or reserved. Reports it and exits if it is
 * that.
 */
void name_check(const char *name);

/* hold run: argv as main's, of job_options. attach: with these options once it runs. */
int start_run(struct place *place, char **argv, const struct view_options *attach);

/*
 * Starts the job by its record: its options, command and directory, our environment. attach NULL:
 * returns once it runs. Without a record: -1, or exits if attach is NULL.
 */
int start_again(struct place *place, const char *name, const struct view_options *attach);

/*
 * Attaches to a job, but not to the one that we are in; one that has ended says how. Returns the
 * status to exit with.
 */
int start_attach(const struct place *place, const char *name, const struct view_options *view);

/* The applet's verbs, and what hold run is there. */
extern const struct applet *const hold_verbs[];
extern const struct applet hold_run;

#endif
