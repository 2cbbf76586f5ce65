/* descriptor.h - opening files clear of the standard descriptors, and redirecting those. */
#ifndef FILE_DESCRIPTOR_H
#define FILE_DESCRIPTOR_H

#include <stdbool.h>
#include <sys/syscall.h>
#include <sys/types.h>

#ifdef SYS_fcntl64
enum { CALL_FCNTL = SYS_fcntl64 };
#else
enum { CALL_FCNTL = SYS_fcntl };
#endif

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

/*
 * openat(2) by the kernel's own call: libc's function does more for old kernels and for threads
 * that are cancelled.
 */
int file_open(int directory, const char *path, int flags, mode_t mode);

/*
 * What the link at path points to, with a NUL and cut to size bytes. Returns the length, or -1 with
 * errno. The same call as readlinkat(2).
 */
ssize_t link_read(int directory, const char *path, char *target, size_t size);

/* open(2), EINTR retried a bounded number of times. Returns a descriptor, or -1 with errno. */
int open_retry(const char *path, int flags, mode_t mode);

/*
 * open_retry with O_CLOEXEC, but never onto 0, 1 or 2: those that the caller left closed stay
 * closed. Returns a descriptor >= 3, or -1 with errno.
 */
int open_above(const char *path, int flags, mode_t mode);

/* A close-on-exec copy of descriptor that is >= 3, or -1 with errno. */
int copy_above(int descriptor);

/*
 * Moves a new descriptor above 2: closes it and returns a close-on-exec copy if it is 0, 1 or 2.
 * Returns -1 with errno if descriptor is -1, or if there is no other.
 */
int move_above(int descriptor);

/*
 * fcntl(2), fchdir(2) and fchmod(2) by the kernel's own calls: libc's functions make two of one for
 * the sake of kernels before 3.5, and cost a kB.
 */
int descriptor_control(int descriptor, int command, long argument);
int descriptor_enter(int directory);
int descriptor_set_mode(int descriptor, mode_t mode);

/* A pipe whose ends are close-on-exec. Returns false with errno. */
bool pipe_open(int ends[2]);

/* Makes all descriptors from 3 up close-on-exec; before Linux 5.11, those up to 65535. */
void close_others_on_exec(void);

/* Closes it, unless it is -1, and keeps errno. */
void close_keeping_errno(int descriptor);

/*
 * Locks it by flock(2), exclusively; tries for a second while it is locked: a process that is
 * killed while it starts another one leaves its locks to that, until this executes its program.
 * Returns false with errno.
 */
bool lock_soon(int descriptor);

/* dup2(2), EINTR retried a bounded number of times. Returns false with errno. */
bool redirect(int from, int to);

#endif
