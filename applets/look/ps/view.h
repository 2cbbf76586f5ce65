/* view.h - the process or thread that is being shown, and the cells of its row. */
#ifndef PS_VIEW_H
#define PS_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "id_names.h"
#include "proc/process.h"
#include "proc/tty_name.h"
#include "text/text.h"
#include "zone.h"

struct view {
	struct process process; /* the process, or a thread of it below /proc/PID/task */
	pid_t pid;		/* of the process, also if a thread is in view */
	bool is_thread;
	bool gone; /* it ended while it was being read, or could not be: discard its cells */

	struct text cells; /* each ends in a NUL */
	long long value;   /* the sort key of the last cell; ROW_TEXT: its text */
	size_t room;	   /* how many characters of a name fit into this cell */

	bool utf8;
	bool reads_stat, reads_status; /* of each process */
	bool numbers;	  /* of users and groups, not their names */
	bool name_only;	  /* not the command line */
	bool environment; /* after the command line */
	bool children;	  /* include the times of children that were waited for */
	bool signals;	  /* the names of signals, not their masks */
	const char *date_format; /* of a full start time, or NULL */

	long long realtime, boot; /* seconds since 1970 */
	long long uptime;	  /* clock ticks */
	long long memory;	  /* kB */
	long page;		  /* bytes */
	struct zone zone;
	struct id_names users, groups;
	long long tty; /* the terminal that tty_name belongs to; 0 at first */
	char tty_name[TTY_NAME_SIZE];
	struct {
		int kind; /* of what is cached; 0: nothing */
		time_t minute;
		char text[16];
	} start; /* many processes start in the same minute */
};

/* Reads the clocks and the size of memory. The switches are set by the caller. */
void view_start(struct view *view);

/*
 * Appends a formatted text (output_format) of up to 127 characters to the cell. Only for texts of
 * our own: those of others go through view_text.
 */
void view_format(struct view *view, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Appends a text, with control characters replaced (cell_add). */
void view_text(struct view *view, const char *text, size_t length);

/* The same of words that newlines or NULs separate: these become blanks. */
void view_words(struct view *view, const char *text, size_t length);

/* Appends a number, and makes it the sort key. */
void view_number(struct view *view, long long number);

/* Appends the last digits hexadecimal digits of number. */
void view_hex(struct view *view, unsigned long long number, int digits);

/*
 * Opens a directory of the process. Returns a descriptor, or -1; a failure that is to be reported
 * is kept in process.fault.
 */
int view_directory(struct view *view, const char *file);

/* Keeps a failure of a scan of that directory in the same way: errno, which may be 0. */
void view_scan_ended(struct view *view);

/* A field of stat; 0 with view->gone set if the process has ended. */
long long view_stat(struct view *view, enum stat_field field);

/* Whether status may have lines about memory: not of a zombie or a thread of the kernel. */
bool view_has_memory(struct view *view);

/*
 * A user ID, 0 to 3: the real, effective, saved one and that for files; or a group ID, 4 to 7. If
 * status is not read anyway, the effective ones are those of the owner of the directory, which the
 * kernel keeps equal to them, even of processes that are not dumpable. Sets view->gone if the
 * process has ended, or hides.
 */
enum { VIEW_EFFECTIVE_USER = 1, VIEW_EFFECTIVE_GROUP = 5 };
long long view_id(struct view *view, int which);

/*
 * The index'th number, from 0, in the line KEY: of status; -1 if there is none. Sets view->gone if
 * the process has ended.
 */
long long view_status(struct view *view, const char *key, int index);

#endif
