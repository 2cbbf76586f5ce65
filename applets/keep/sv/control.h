/* control.h - sending letters to services, and waiting until these have taken effect. */
#ifndef SV_CONTROL_H
#define SV_CONTROL_H

#include <stdbool.h>
#include <time.h>

#include "text/output.h"

enum {
	SV_WAITS = 1,   /* for the letters to take effect */
	SV_APPEARS = 2, /* also for a runsv to appear */
	SV_KILLS = 4,   /* what has not ended in time */
};

struct sv {
	const char *name, *part; /* of the service in messages; its part is "" or "/log" */
	const char *letters; /* what to send; "s": nothing, report the status */
	char only[2];
	unsigned char flags;
	bool lsb;
	int here, services; /* directories */
	int fault; /* why services is -1 */
	long long deadline;    /* milliseconds_now() */
	struct timespec begun; /* on CLOCK_REALTIME */
	struct output output;
	unsigned failures;
	int lsb_status;
};

/* Does the command for each of these services, and reports. */
void control(struct sv *sv, char **services, int count);

#endif
