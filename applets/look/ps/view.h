/* view.h - one process or thread as it is shown: its cells, and what goes into them. */
#ifndef PS_VIEW_H
#define PS_VIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "id_names.h"
#include "proc/process.h"
#include "proc/tty_name.h"
#include "text/text.h"

struct view {
	struct process process; /* the process; or the thread, below /proc/PID/task */
	pid_t pid;		/* of the process that the thread is of */
	bool is_thread;
	bool gone; /* it has ended while it was looked at: its cells are worth nothing */

	struct text cells; /* a NUL after each */
	long long value;   /* what the last cell is compared by; ROW_TEXT: its text */
	size_t room;	   /* characters that a name has in this cell */

	bool utf8;
	bool numbers;	  /* not the names of users and groups */
	bool only_name;	  /* not the command line */
	bool environment; /* behind the command line */
	bool children;	  /* what has been waited for counts for the parent */

	long long realtime, boot; /* seconds since 1970 */
	long long uptime;	  /* clock ticks */
	long long memory;	  /* kB */
	long page;		  /* bytes */
	struct id_names users, groups;
	long long tty; /* whose name is known; 0 at the start */
	char tty_name[TTY_NAME_SIZE];
};

/* Takes the time, and what does not change. The switches are the user's to set. */
void view_start(struct view *view);

/* Appends to the cell; knows what output_format does, up to 127 characters. */
void view_put(struct view *view, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Appends a text, made safe for terminals. */
void view_text(struct view *view, const char *text, size_t length);

/* Appends a number, which is what the cell is compared by. */
void view_number(struct view *view, long long number);

/* Appends that many hexadecimal digits of number. */
void view_hex(struct view *view, unsigned long long number, int digits);

/* A field of the process's stat; 0 with view->gone if it is gone. */
long long view_stat(struct view *view, enum stat_field field);

/* A number of its status behind KEY:, the index'th from 0; -1: none. Sets view->gone if need be. */
long long view_status(struct view *view, const char *key, int index);

#endif
