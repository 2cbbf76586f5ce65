/* verbs.c - applets whose first operand, the verb, says what they do. */
#include <string.h>

#include "applet/row.h"
#include "applet/verbs.h"
#include "text/error.h"
#include "text/near.h"

static const char *word_of(const struct applet *verb)
{
	return strchr(applet_name(verb), ' ') + 1;
}

const struct applet *verb_find(const struct applet *const *verbs, const char *name)
{
	while (*verbs && strcmp(word_of(*verbs), name) != 0)
		verbs++;
	return *verbs;
}

const char *verb_near(const struct applet *const *verbs, const char *name)
{
	while (*verbs && !near_miss(name, word_of(*verbs)))
		verbs++;
	return *verbs ? word_of(*verbs) : NULL;
}

int verb_run(const struct applet *verb, int argc, char **argv)
{
	running_applet = verb;
	error_status = verb->failure;
	return verb->main(argc, argv);
}
