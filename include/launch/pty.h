/* pty.h - a pseudo-terminal for a command.
 *
 * Stands alone: any launcher that gives its command a terminal needs it; it has its own tests.
 */
#ifndef LAUNCH_PTY_H
#define LAUNCH_PTY_H

#include <stdbool.h>
#include <sys/types.h>
#include <termios.h>

struct pty {
	int master; /* non-blocking */
	int slave;
	dev_t device; /* of the slave */
};

/*
 * Opens a pair, close-on-exec, without making it our controlling terminal. Before Linux 4.13 the
 * slave is opened by its name in /dev/pts. Returns false with errno: ENOENT there is no /dev/ptmx
 * or /dev/pts; ENOSPC there are too many.
 */
bool pty_open(struct pty *pty);

/* Sets the size of the terminal; both above 0. */
void pty_resize(const struct pty *pty, unsigned short rows, unsigned short columns);

/*
 * In a child that leads no session: makes it lead one whose controlling terminal this is, with
 * standard input, output and error on it. Returns false with errno.
 */
bool pty_enter(const struct pty *pty);

/* Closes both ends. Keeps errno. */
void pty_close(struct pty *pty);

#endif
