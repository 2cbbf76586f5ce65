/* title.c - the last messages, shown in our own command line. */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "launch/launch.h"
#include "text/byte.h"
#include "text/clock.h"
#include "text/error.h"
#include "title.h"

static const char prefix[] = "log: ";

enum { PREFIX = sizeof(prefix) - 1, LEAST = 7, FADE_EVERY = 15 * 60 * 1000 };

void title_start(struct title *title, char *argument)
{
	struct launch pipe;

	if (strlen(argument) < LEAST)
		error("warning: log must have at least seven characters.");
	else if (!text_begins(argument, prefix, PREFIX))
		error("warning: log must begin with '%s'.", prefix);
	else if (!launch_open(&pipe))
		error("warning: unable to create pipe for log: %m");
	else {
		title->text = argument + PREFIX;
		title->size = strlen(title->text);
		title->reader = pipe.heard;
		descriptor_control(pipe.heard, F_SETFL, O_NONBLOCK);
		redirect(pipe.said, 2);
		close(pipe.said);
		return;
	}
	error("warning: log service disabled.");
}

/* The oldest byte gives way to this one. */
static void append(struct title *title, char byte)
{
	memmove(title->text, title->text + 1, title->size - 1);
	title->text[title->size - 1] = byte;
}

void title_update(struct title *title, bool written)
{
	char bytes[256];
	ssize_t count = written ? read(title->reader, bytes, sizeof(bytes)) : 0;

	for (ssize_t i = 0; i < count; i++)
		append(title, (unsigned char)bytes[i] < ' ' || bytes[i] == 127 ? ' ' : bytes[i]);
	if (count > 0) {
		title->shown = title->size;
	} else if (title->fades && title->fades <= milliseconds_now()) {
		append(title, '.');
		title->shown--;
	} else {
		return;
	}
	title->fades = title->shown ? milliseconds_now() + FADE_EVERY : 0;
}
