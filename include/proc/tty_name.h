/* tty_name.h - names of terminals, and the device numbers that the kernel knows them by. */
#ifndef PROC_TTY_NAME_H
#define PROC_TTY_NAME_H

#include <stdbool.h>

enum { TTY_NAME_SIZE = 64 };

/*
 * The name below /dev (pts/0, tty1, ttyS0) of the terminal with this number, STAT_TTY of a process;
 * "?" for 0, no terminal. A device that no driver in /proc/tty/drivers owns is named MAJOR/MINOR.
 */
void tty_name(long long device, char name[TTY_NAME_SIZE]);

/*
 * The number of the terminal that text names: /dev/pts/0, pts/0 or 0; /dev/tty1 or tty1; ttyS0 or
 * S0; 0 for "-" and "?", no terminal. Uses /dev; if that contains no such name, the usual numbers.
 * Returns false if text does not name a terminal.
 */
bool tty_parse(const char *text, long long *device);

#endif
