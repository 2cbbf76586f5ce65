/* support.h - what the unit tests of libcommon share. */
#ifndef SUPPORT_H
#define SUPPORT_H

/* in this order, as cmocka wants it */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef fail /* error.h has a function of that name */

#include <poll.h>
#include <stdbool.h>
#include <string.h>
#include <sys/types.h>

#include "applet/applet.h"
#include "text/output.h"

/* The applets under test: unit has the options and flags that a test gives it. */
extern struct applet unit_applet;
extern const struct applet second_applet;

/* Makes unit the running applet again, without options, flags, or a failed call before it. */
int set_up(void **state);

/* Runs the tests, up to one without a name, each after set_up. To be main's result. */
int run_subject(const char *subject, const struct CMUnitTest *tests);

/* Fail the running test: with a text; and with errno, since its surroundings do not allow it. */
_Noreturn void fail_test(const char *text);
_Noreturn void give_up(const char *what);

/* Instead of these system calls libcommon makes those, where they are set (-Wl,--wrap). */
extern ssize_t (*on_write)(int descriptor, const void *bytes, size_t count);
extern int (*on_open)(const char *path, int flags, mode_t mode);
extern int (*on_dup2)(int from, int to);
extern int (*on_poll)(struct pollfd *list, nfds_t count, int timeout);
extern int (*on_tcgetattr)(int descriptor);

/* What came of a function in a process of its own. */
struct outcome {
	int status; /* of exit, or 128 + the signal */
	char out[8192];
	char err[8192];
};

/* Runs function(data) in a child with pipes for 1 and 2; its result is the exit status. */
void in_child(int (*function)(void *data), void *data, struct outcome *outcome);

/* What output_format makes of the arguments; valid for the next three calls, as their argument. */
const char *formatted(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* What the program writes to 1 and 2, both, as one text to be freed; NULL if it cannot be run. */
char *program_output(const char *const argv[], const char *const environment[], int *status);

/* Numbers that look random but are the same in every run. */
uint32_t pseudo_random(void);

/* An empty directory of this program's own, made at the first call, removed at the end. */
const char *scratch(void);

#endif
