/* rows.h - rows of an option table: the conditions that match_option accepts.
 *
 * Included within the tables of the applets that select processes.
 */
	OPT('f', "full", NULL, "match PATTERN against the whole command line"),
	OPT('i', "ignore-case", NULL, "ignore case"),
	OPT('x', "exact", NULL, "match the whole name or command line, not a part of it"),
	OPT('n', "newest", NULL, "select only the one that was started last"),
	OPT('o', "oldest", NULL, "select only the one that was started first"),
	OPT('O', "older", "SECONDS", "started at least SECONDS ago"),
	OPT('p', "pid", "PID,...", "with one of these process IDs, or PID:INODE"),
	OPT('F', "pidfile", "FILE", "processes whose IDs are listed in FILE"),
	OPT('L', "logpidfile", NULL, "fail if the FILE of -F is not locked"),
	OPT('P', "parent", "PPID,...", "children of these processes"),
	OPT('g', "pgroup", "PGID,...", "in one of these process groups; 0: pgrep's own"),
	OPT('s', "session", "SID,...", "in one of these sessions; 0: pgrep's own"),
	OPT('t', "terminal", "TTY,...", "with one of these controlling terminals"),
	OPT('u', "euid", "USER,...", "with one of these effective users (names or numbers)"),
	OPT('U', "uid", "USER,...", "with one of these real users"),
	OPT('G', "group", "GROUP,...", "with one of these real groups"),
	OPT('r', "runstates", "STATE,...", "in one of these states: R, S, D, T, Z..."),
	OPT('A', "ignore-ancestors", NULL, "exclude pgrep's own ancestors"),
	OPT(MATCH_HANDLER, "require-handler", NULL, "that have a handler for the signal"),
	OPT(MATCH_CGROUP, "cgroup", "PATH,...", "in one of these control groups (version 2)"),
	OPT(MATCH_ENVIRONMENT, "env", "NAME[=VALUE],...", "with one of these variables"),
	OPT(MATCH_NS, "ns", "PID", "in the same namespaces as PID"),
	OPT(MATCH_NSLIST, "nslist", "TYPE,...", "compare only these namespaces: ipc, mnt, net,\n"
						"pid, user, uts, cgroup, time"),
