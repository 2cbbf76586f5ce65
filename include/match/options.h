/* options.h - conditions for processes, as options and operands. */
#ifndef MATCH_OPTIONS_H
#define MATCH_OPTIONS_H

#include "applet/applet.h"
#include "applet/options.h"
#include "match/match.h"

/* Keys of the rows in match_rows.h that have no letter, or another one in another applet. */
enum {
	MATCH_CGROUP = CONFIG_FEATURE_MATCH_MORE ? OPTION_LONG + 32 : OPTION_ABSENT,
	MATCH_ENVIRONMENT = CONFIG_FEATURE_MATCH_MORE ? OPTION_LONG + 33 : OPTION_ABSENT,
	MATCH_NS = CONFIG_FEATURE_MATCH_MORE ? OPTION_LONG + 34 : OPTION_ABSENT,
	MATCH_NSLIST = CONFIG_FEATURE_MATCH_MORE ? OPTION_LONG + 35 : OPTION_ABSENT,
	MATCH_HANDLER = CONFIG_FEATURE_MATCH_MORE ? 'H' : OPTION_ABSENT,
	MATCH_INVERSE = OPTION_LONG + 36,
};

/* What was asked for, and how it hangs together; starts as all zero. */
struct selection {
	struct match match;
	bool given; /* some condition */
	bool exact, ignore_case, handler, locked, namespaces;
	const char *pidfile;
	regex_t pattern;
};

/*
 * Takes an option of match_rows.h, or MATCH_INVERSE. Returns false for any other one. Exits
 * (usage_error) for an argument that means nothing.
 */
bool match_option(struct selection *selection, int key, const char *argument);

/*
 * To be called after the last option: takes the one operand, the pattern, and checks that there is
 * something to be looked for, and nothing that contradicts itself. signal is what is to be handled.
 * Exits if it finds fault: 1 a file of PIDs that is none, 2 a malformed pattern, or usage_error.
 */
void match_operand(struct selection *selection, int count, char **operands, int signal);

#endif
