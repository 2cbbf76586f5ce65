/* uptime.c - how long the system has been up, as the start times of processes count it. */
#include <time.h>

#include "proc/process.h"
#include "proc/uptime.h"

long long uptime_ticks(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return now.tv_sec * (long long)PROCESS_TICKS + now.tv_nsec / (1000000000 / PROCESS_TICKS);
}
