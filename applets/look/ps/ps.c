/* ps - list processes
 * POSIX.1-2024 https://pubs.opengroup.org/onlinepubs/9799919799/utilities/ps.html
 * procps-ng 4.x https://gitlab.com/procps-ng/procps
 */
#include <signal.h>
#include <unistd.h>

#include "listing.h"
#include "plan.h"
#include "syntax.h"

/* The letters of BSD's syntax are not among these: see syntax.c. */
static const struct applet_option options[] = {
	OPT('A', NULL, NULL, "select all processes"),
	OPT('a', NULL, NULL, "all with a terminal except session leaders"),
	OPT('C', NULL, "LIST", "processes with one of these names"),
	OPT('c', NULL, NULL, "scheduling class and priority"),
	OPT('D', "date-format", "FORMAT", "the format of lstart, as for strftime(3)"),
	OPT('d', NULL, NULL, "all except session leaders"),
	OPT('e', NULL, NULL, "same as -A"),
	OPT('F', NULL, NULL, "extra full format: more than -f"),
	OPT('f', NULL, NULL, "full format: user, parent, start, command line"),
	OPT('G', "Group", "LIST", "processes of these real groups"),
	OPT('g', NULL, "LIST", "processes in these sessions, or groups if by name"),
	OPT(EFFECTIVE_GROUP, "group", "LIST", "processes of these effective groups"),
	OPT(GREP, "grep", "ERE", "only processes whose command line matches ERE"),
	OPT('H', NULL, NULL, "indent each process below its parent"),
	OPT('j', NULL, NULL, "jobs format: process group and session"),
	OPT('L', NULL, NULL, "threads, with LWP (and -f: NLWP) columns"),
	OPT('l', NULL, NULL, "long format: state, priority, size, wait channel"),
	OPT('M', NULL, NULL, "add the security label"),
	OPT('m', NULL, NULL, "threads, below their processes"),
	OPT('N', "deselect", NULL, "all but those that the other options select"),
	OPT('O', NULL, "FORMAT", "as -o, between PID and state, tty, time, command"),
	OPT('o', "format", "FORMAT", "print these fields: NAME[:WIDTH][=HEADING],..."),
	OPT('P', NULL, NULL, "add the processor (PSR)"),
	OPT('p', "pid", "LIST", "processes with these IDs"),
	OPT(PARENTS, "ppid", "LIST", "children of the processes with these IDs"),
	OPT('q', "quick-pid", "LIST", "processes with these IDs, in this order"),
	OPT('s', "sid", "LIST", "processes in these sessions"),
	OPT('T', NULL, NULL, "threads, with an SPID column"),
	OPT('t', "tty", "LIST", "processes on these terminals; - means without one"),
	OPT('U', "User", "LIST", "processes of these real users"),
	OPT('u', "user", "LIST", "processes of these effective users"),
	OPT('V', NULL, NULL, "same as --version"),
	OPT('w', NULL, NULL, "wide output: 132 columns; -ww: unlimited width"),
	OPT('y', NULL, NULL, "with -l, show RSS instead of F and ADDR"),
	OPT('Z', NULL, NULL, "same as -M"),
	OPT(COLUMNS, "columns", "N", "set the width of the output"),
	OPT(COLUMNS, "cols", "N", "same as --columns"),
	OPT(COLUMNS, "width", "N", "same as --columns"),
	OPT(CONTEXT, "context", NULL, "security format: PID, CONTEXT and COMMAND"),
	OPT(CUMULATIVE, "cumulative", NULL, "include the times of children that have ended"),
	OPT(DELIMITER, "delimiter", "TEXT", "put TEXT between columns instead of padding them"),
	OPT(FOREST, "forest", NULL, "draw a tree of processes"),
	OPT(HEADERS, "headers", NULL, "repeat the headings on every page"),
	OPT(INFO, "info", NULL, "list the predefined formats and their fields"),
	OPT(NO_HEADERS, "no-headers", NULL, "print no headings"),
	OPT(ROWS, "rows", "N", "set the height of a page"),
	OPT(ROWS, "lines", "N", "same as --rows"),
	OPT(SIGNAL_NAMES, "signames", NULL, "show names of signals instead of masks"),
	OPT(SORT, "sort", "LIST", "sort by these fields; -NAME: in descending order"),
	{ .key = 0 },
};

/*
 * A reader that has seen enough, as in ps | head, is no failure, even under pipefail: so is it with
 * procps.
 */
static void end_quietly(int number)
{
	(void)number;
	_exit(0);
}

static int ps_main(int argc, char **argv)
{
	struct plan plan;

	(void)argc;
	signal(SIGPIPE, end_quietly);
	syntax_read(&plan, argv + 1);
	return listing_print(&plan);
}

APPLET(ps) = {
	.name = "ps",
	.main = ps_main,
	.synopsis = "[-AacdeFfHjLlMmNPTVwyZ] [-CDGgOopqstUu LIST]...\n"
		    "[acefghHjlLmnrSsTuVvwXxZ] [kOopqtU LIST]... [PID]...",
	.summary = "List processes.",
	.options = options,
	.failure = 1,
	.flags = APPLET_LIKE_PROCPS,
};
