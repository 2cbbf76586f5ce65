/* uptime.h - how long the system has been up, as the start times of processes count it. */
#ifndef PROC_UPTIME_H
#define PROC_UPTIME_H

/* Clock ticks since boot, PROCESS_TICKS a second: what STAT_START is of who is started now. */
long long uptime_ticks(void);

#endif
