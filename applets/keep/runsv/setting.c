/* setting.c - the files in a service's directory that change how runsv treats it. */
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "setting.h"
#include "signal/signals.h"
#include "text/error.h"
#include "text/number.h"

/* The files; for numbers the minimum, what an empty file stands for, and the maximum. */
static const struct {
	char name[16], example[9];
	unsigned char minimum;
	short empty;
	int maximum;
} files[] = {
	[SETTING_BACKOFF] = { "backoff", "1s 60s 2", 0, 0, 0 },
	[SETTING_MAX_RESTARTS] = { "max-restarts", "10 60s", 0, 0, 0 },
	[SETTING_DOWN_SIGNAL] = { "down-signal", "HUP", 0, 0, 0 },
	[SETTING_NOTIFICATION_FD] = { "notification-fd", "3", 3, -1, 255 },
	[SETTING_TIMEOUT_KILL] = { "timeout-kill", "5000", 0, -1, INT_MAX },
	[SETTING_TIMEOUT_FINISH] = { "timeout-finish", "5000", 0, 5000, INT_MAX },
};

bool setting_read(const char *name, char text[SETTING_SIZE])
{
	int descriptor = open_above(name, O_RDONLY | O_NONBLOCK, 0);
	ssize_t count;

	if (descriptor < 0)
		return false;
	count = read(descriptor, text, SETTING_SIZE - 1);
	close(descriptor);
	text[count < 0 ? 0 : count] = '\0';
	*strchrnul(text, '\n') = '\0';
	return true;
}

static bool parse(enum setting setting, const char *text, union setting_value *value)
{
	switch (setting) {
	case SETTING_BACKOFF:
		return backoff_parse(text, &value->backoff);
	case SETTING_MAX_RESTARTS:
		return backoff_limit_parse(text, &value->limit);
	case SETTING_DOWN_SIGNAL:
		value->number = signal_parse(text);
		return value->number > 0;
	default:
		value->number = files[setting].empty;
		return !*text || number_parse(text, files[setting].minimum,
					      files[setting].maximum, &value->number) == NUMBER_OK;
	}
}

bool setting_get(struct settings *settings, enum setting setting)
{
	unsigned *reported = &settings->reported[setting], sum = 1;
	char text[SETTING_SIZE];
	bool exists = setting_read(files[setting].name, text);

	if (exists && parse(setting, text, &settings->value)) {
		*reported = 0;
		return true;
	}
	settings->value.number = -1;
	for (const char *at = text; exists && *at; at++)
		sum = sum * 31 + (unsigned char)*at;
	if (exists && sum != *reported)
		error("warning: invalid %s: %pc, an example is '%s'", files[setting].name, text,
		      files[setting].example);
	*reported = exists ? sum : 0;
	return false;
}
