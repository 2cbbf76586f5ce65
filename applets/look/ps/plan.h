/* plan.h - what the command line asks for. */
#ifndef PS_PLAN_H
#define PS_PLAN_H

#include "field_keys.h"
#include "field_list.h"
#include "rows.h"
#include "selection.h"
#include "text/screen.h"

/* Options that only switch something on set bits: of enum select_by, enum layout and these. */
enum plan_set { SELECTION, LAYOUT, SWITCHES, THREADS, SETS };
enum switches { NAME_ONLY = 1, ENVIRONMENT = 2, CHILDREN = 4, NUMBERS = 8, SIGNALS = 16 };
enum threads { UNIX_L = 1, UNIX_T = 2, UNIX_M = 4, BSD_H = 8, BSD_M = 16 };

enum heading { HEADING_ONCE, HEADING_NEVER, HEADING_PAGES };

struct plan {
	bool bsd; /* an option of BSD's was given */
	unsigned sets[SETS];
	struct selection selection;
	const char *pattern; /* of --grep, or NULL */
	struct field_list fields;
	struct field_keys keys;
	enum tree_style tree;
	enum heading heading;
	const char *delimiter;	 /* between cells, or NULL */
	const char *date_format; /* of lstart, or NULL */
	struct screen screen;
};

#endif
