/* title.h - the last messages, shown in our own command line. */
#ifndef RUNSVDIR_TITLE_H
#define RUNSVDIR_TITLE_H

#include <stdbool.h>
#include <stddef.h>

struct title {
	int reader;      /* of the messages, to be polled for input; -1: none are shown */
	char *text;      /* in the command line */
	size_t size;
	size_t shown;    /* how many messages' bytes it still holds */
	long long fades; /* when the next one gives way to a dot; 0: none is shown */
};

/* Has standard error shown in this argument from now on, if that is suitable. */
void title_start(struct title *title, char *argument);

/* Shows what has been written, or lets it fade. */
void title_update(struct title *title, bool written);

#endif
