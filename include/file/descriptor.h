/* descriptor.h - opening files clear of the standard descriptors, and redirecting those. */
#ifndef FILE_DESCRIPTOR_H
#define FILE_DESCRIPTOR_H

#include <stdbool.h>
#include <sys/types.h>

enum slot {
	SLOT_FILE,     /* open, but not a terminal */
	SLOT_TERMINAL, /* a terminal */
	SLOT_HUNG_UP,  /* a terminal that has hung up: reads give 0, writes EIO */
	SLOT_CLOSED,
};

/*
 * What descriptor is, by one ioctl. *stops_writers, unless NULL, is set to whether the terminal
 * stops background processes that write to it (stty tostop).
 */
enum slot slot_look(int descriptor, bool *stops_writers);

/* open(2), EINTR retried a bounded number of times. Returns a descriptor, or -1 with errno. */
int open_retry(const char *path, int flags, mode_t mode);

/*
 * open_retry with O_CLOEXEC, but never onto 0, 1 or 2: those that the caller left closed stay
 * closed. Returns a descriptor >= 3, or -1 with errno.
 */
int open_above(const char *path, int flags, mode_t mode);

/* A close-on-exec copy of descriptor that is >= 3, or -1 with errno. */
int copy_above(int descriptor);

/* dup2(2), EINTR retried a bounded number of times. Returns false with errno. */
bool redirect(int from, int to);

#endif
