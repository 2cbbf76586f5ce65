/* rows.h - rows of an option table: the conditions that match_option accepts.
 *
 * Included within the tables of the applets that select processes.
 */
	OPT('f', "full", NULL, "match PATTERN against the whole command line"),
	OPT('i', "ignore-case", NULL, "ignore case"),
	OPT('x', "exact", NULL, "match the whole name or command line, not a part of it"),
	OPT('n', "newest", NULL, "only the process that was started last"),
	OPT('o', "oldest", NULL, "only the process that was started first"),
	OPT('O', "older", "SECONDS", "only processes that were started at least SECONDS ago"),
	OPT('p', "pid", "PID,...", "only processes with these IDs, or PID:INODE"),
	OPT('F', "pidfile", "FILE", "only processes whose IDs are listed in FILE"),
	OPT('L', "logpidfile", NULL, "fail if the FILE of -F is not locked"),
	OPT('P', "parent", "PPID,...", "only children of these processes"),
	OPT('g', "pgroup", "PGID,...", "only members of these groups; 0: the command's own"),
	OPT('s', "session", "SID,...", "only members of these sessions; 0: the command's own"),
	OPT('t', "terminal", "TTY,...", "only processes with these controlling terminals"),
	OPT('u', "euid", "USER,...", "only processes of these effective users, names or IDs"),
	OPT('U', "uid", "USER,...", "only processes of these real users"),
	OPT('G', "group", "GROUP,...", "only processes of these real groups"),
	OPT('r', "runstates", "STATE,...", "only processes in these states: R, S, D, T, Z..."),
	OPT('A', "ignore-ancestors", NULL, "exclude the command's own ancestors"),
	OPT(MATCH_HANDLER, "require-handler", NULL, "only processes with a handler for the signal"),
	OPT(MATCH_CGROUP, "cgroup", "PATH,...", "only members of these control groups (version 2)"),
	OPT(MATCH_ENVIRONMENT, "env", "NAME[=VALUE],...", "only processes with these variables"),
	OPT(MATCH_NS, "ns", "PID", "only processes in the same namespaces as PID"),
	OPT(MATCH_NSLIST, "nslist", "TYPE,...", "compare only these namespaces: ipc, mnt, net,\n"
						"pid, user, uts, cgroup, time"),
