/* status_line.h - the lines of /proc/PID/status. */
#ifndef STATUS_LINE_H
#define STATUS_LINE_H

#include "process.h"

/* What follows "KEY:" and blanks in its status, up to a newline; NULL with ENOENT: no such line. */
const char *process_status_line(struct process *process, const char *key);

#endif
