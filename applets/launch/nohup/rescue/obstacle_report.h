/* obstacle_report.h - reporting why a running process cannot be changed, and what can be done. */
#ifndef NOHUP_RESCUE_OBSTACLE_REPORT_H
#define NOHUP_RESCUE_OBSTACLE_REPORT_H

#include <sys/types.h>

#include "obstacle.h"

/* Reports it in one line (error.h). errno is that of OBSTACLE_FAILED and OBSTACLE_UNVERIFIED. */
void obstacle_report(pid_t pid, const struct proc_status *status, enum obstacle obstacle);

#endif
