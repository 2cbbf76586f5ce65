/* options.h - conditions for processes, as options and operands. */
#ifndef MATCH_OPTIONS_H
#define MATCH_OPTIONS_H

#include "applet/applet.h"
#include "applet/options.h"
#include "match/match.h"

/* Keys of the rows in match/rows.h that have no letter, or not the same one in all applets. */
enum {
	MATCH_CGROUP = CONFIG_FEATURE_MATCH_MORE ? OPTION_LONG + 32 : OPTION_ABSENT,
	MATCH_ENVIRONMENT = CONFIG_FEATURE_MATCH_MORE ? OPTION_LONG + 33 : OPTION_ABSENT,
	MATCH_NS = CONFIG_FEATURE_MATCH_MORE ? OPTION_LONG + 34 : OPTION_ABSENT,
	MATCH_NSLIST = CONFIG_FEATURE_MATCH_MORE ? OPTION_LONG + 35 : OPTION_ABSENT,
	MATCH_HANDLER = CONFIG_FEATURE_MATCH_MORE ? 'H' : OPTION_ABSENT,
	MATCH_INVERSE = OPTION_LONG + 36,
};

/* A match as it was requested; starts as all zero. */
struct match_request {
	struct match match;
	bool given; /* there is a condition */
	bool exact, ignore_case, handler, locked, namespaces;
	const char *pidfile;
	struct pattern pattern;
};

/*
 * Takes an option of match/rows.h, or MATCH_INVERSE. Returns false for any other one. Exits
 * (usage_error) if the argument is invalid.
 */
bool match_option(struct match_request *request, int key, const char *argument);

/* The number of the signal that an argument names; exits (usage_error) if it names none. */
int match_signal(const char *text);

/*
 * To be called after the last option: takes the only operand, the pattern, and checks that there is
 * a condition and that the options do not contradict each other. signal is the one for
 * --require-handler. Exits if not: 1 for an invalid file of PIDs, 2 for a malformed pattern, or by
 * usage_error.
 */
void match_operand(struct match_request *request, int count, char **operands, int signal);

#endif
