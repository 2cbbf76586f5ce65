/* rows.h - rows of an option table: the conditions that match_option takes.
 *
 * Included within the tables of those applets that select processes.
 */
	OPT('f', "full", NULL, "match PATTERN against whole command lines"),
	OPT('i', "ignore-case", NULL, "ignore the case of letters"),
	OPT('x', "exact", NULL, "PATTERN is to match all of the name or command line"),
	OPT('n', "newest", NULL, "only the one that was started last"),
	OPT('o', "oldest", NULL, "only the one that was started first"),
	OPT('O', "older", "SECONDS", "those that were started at least that long ago"),
	OPT('p', "pid", "PID,...", "those with these process IDs, or PID:INODE"),
	OPT('F', "pidfile", "FILE", "those whose process IDs stand in FILE"),
	OPT('L', "logpidfile", NULL, "fail if that FILE is not locked"),
	OPT('P', "parent", "PPID,...", "children of these processes"),
	OPT('g', "pgroup", "PGID,...", "those of these process groups; 0: our own"),
	OPT('s', "session", "SID,...", "those of these sessions; 0: our own"),
	OPT('t', "terminal", "TTY,...", "those with these controlling terminals"),
	OPT('u', "euid", "USER,...", "those with these effective users, names or numbers"),
	OPT('U', "uid", "USER,...", "those with these real users"),
	OPT('G', "group", "GROUP,...", "those with these real groups"),
	OPT('r', "runstates", "STATE,...", "those in these states: R, S, D, T, Z..."),
	OPT('A', "ignore-ancestors", NULL, "none that we descend from"),
	OPT(MATCH_HANDLER, "require-handler", NULL, "those that handle the signal"),
	OPT(MATCH_CGROUP, "cgroup", "PATH,...", "those in these control groups (version 2)"),
	OPT(MATCH_ENVIRONMENT, "env", "NAME[=VALUE],...", "those that have one of these variables"),
	OPT(MATCH_NS, "ns", "PID", "those in the same namespaces as PID"),
	OPT(MATCH_NSLIST, "nslist", "KIND,...", "the same ones of these kinds: ipc, mnt, net,\n"
						"pid, user, uts, cgroup, time"),
