/* request.h - the formats and sort orders that options ask for. */
#ifndef PS_REQUEST_H
#define PS_REQUEST_H

#include "plan.h"
#include "refusal.h"

/* They can be read only when all options are known. Starts as all zero. */
struct requests {
	struct text list;	/* struct request, in the order of the command line */
	const char *bsd_layout; /* the format of one of BSD's letters, or NULL */
	bool conflict;		/* set by requests_apply: there are two formats */
};

/*
 * Keeps the argument of the option o, O, B (BSD's O) or k (a sort order). Returns false if it is
 * empty.
 */
bool requests_add(struct requests *requests, char option, const char *text,
		  struct refusal *refusal);

/* Sets the fields and the keys of the plan. Returns false if something is refused. */
bool requests_apply(struct requests *requests, struct plan *plan, struct refusal *refusal);

#endif
