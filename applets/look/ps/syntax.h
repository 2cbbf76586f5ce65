/* syntax.h - the three syntaxes of the command line. */
#ifndef PS_SYNTAX_H
#define PS_SYNTAX_H

#include "applet/options.h"
#include "plan.h"

/* Keys of the options that have only a long name. */
enum syntax_key {
	COLUMNS = OPTION_LONG,
	CONTEXT,
	CUMULATIVE,
	DELIMITER,
	DESELECT,
	FOREST,
	EFFECTIVE_GROUP,
	HEADERS,
	INFO,
	PARENTS,
	NO_HEADERS,
	ROWS,
	SIGNAL_NAMES,
	SORT,
	GREP = CONFIG_FEATURE_PS_GREP ? SORT + 1 : OPTION_ABSENT,
};

/*
 * Reads the words of the command line: options of UNIX, with a dash; BSD's, without; and long ones,
 * with two. Words that make no sense that way are read again as if none began with a dash, so that
 * ps -aux is ps aux. If that fails, too, reports what was wrong first, and exits.
 */
void syntax_read(struct plan *plan, char **words);

#endif
