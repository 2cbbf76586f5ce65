/* status_line.h - the lines of /proc/PID/status. */
#ifndef PROC_STATUS_LINE_H
#define PROC_STATUS_LINE_H

#include "proc/process.h"

/* What follows "KEY:" and blanks in its status, up to a newline; NULL with ENOENT: no such line. */
const char *process_status_line(struct process *process, const char *key);

/*
 * The number in that line, the index'th from 0, of this base, up to 16, and without a sign; -1:
 * there is none.
 */
long long process_status_number(struct process *process, const char *key, int index,
				unsigned base);

#endif
