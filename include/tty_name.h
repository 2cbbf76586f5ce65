/* tty_name.h - terminals: their names and the numbers that processes have them by. */
#ifndef TTY_NAME_H
#define TTY_NAME_H

#include <stdbool.h>

/*
 * The number, as STAT_TTY has it, of the terminal that text names: "pts/0", "tty1", with or without
 * "/dev/" before it. Returns false with errno if there is no such device.
 */
bool tty_parse(const char *text, long long *device);

#endif
