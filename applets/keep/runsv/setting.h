/* setting.h - the files in a service's directory that change how runsv treats it. */
#ifndef RUNSV_SETTING_H
#define RUNSV_SETTING_H

#include <stdbool.h>

#include "keep/backoff.h"

enum { SETTING_SIZE = 128 };

enum setting {
	SETTING_BACKOFF,
	SETTING_MAX_RESTARTS,
	SETTING_DOWN_SIGNAL,
	/* numbers, -1 for none */
	SETTING_NOTIFICATION_FD,
	SETTING_TIMEOUT_KILL,   /* milliseconds, as the next one */
	SETTING_TIMEOUT_FINISH,
	SETTINGS,
};

union setting_value {
	struct backoff backoff;
	struct backoff_limit limit;
	long long number;
};

/* At first all zero. */
struct settings {
	union setting_value value;   /* of the one that was read last */
	unsigned reported[SETTINGS]; /* what was in the files when they were reported invalid */
};

/* Reads the first line of the file. Returns whether it exists. */
bool setting_read(const char *name, char text[SETTING_SIZE]);

/*
 * Reads that setting of the service in the working directory. Returns whether it exists and is
 * valid, with its value in settings; else value.number is -1. An invalid file is reported once,
 * until it changes.
 */
bool setting_get(struct settings *settings, enum setting setting);

#endif
