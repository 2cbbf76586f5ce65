/* verbs.h - applets whose first operand, the verb, says what they do.
 *
 * A verb is a descriptor of its own, named "APPLET VERB", in the applet's table of verbs: it has a
 * synopsis, options and a --help like any applet, and usage errors point to that.
 *
 * Stands alone: nothing in it is particular to one applet; it has its own tests.
 */
#ifndef APPLET_VERBS_H
#define APPLET_VERBS_H

#include "applet/applet.h"

/* The verb of that name in the table; only the exact name matches. NULL: there is none. */
const struct applet *verb_find(const struct applet *const *verbs, const char *name);

/* The name of a verb that is one slip away from name, or NULL. */
const char *verb_near(const struct applet *const *verbs, const char *name);

/*
 * Runs the verb in place of the running applet; argv[0] is the word before its arguments. Messages
 * begin with the applet's name as before. Returns the exit status.
 */
int verb_run(const struct applet *verb, int argc, char **argv);

#endif
