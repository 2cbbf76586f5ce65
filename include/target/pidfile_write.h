/* pidfile_write.h - writing a file that contains a process ID, and undoing that.
 *
 * Stands alone: whatever starts a job in the background needs it; testsuite/unit/pidfile_write.c.
 */
#ifndef TARGET_PIDFILE_WRITE_H
#define TARGET_PIDFILE_WRITE_H

#include <stdbool.h>
#include <sys/types.h>

/* A file that was written, and what it replaced. */
struct pidfile {
	const char *path;
	pid_t pid;
	int lock;     /* the locked directory, or -1; pidfile_make does not lock it */
	int replaced; /* the file that was there, or -1; for pidfile_make, the new one */
	bool special; /* a device or a FIFO */
	dev_t device; /* of the new file */
	ino_t inode;
};

/*
 * Makes path contain pid and a newline, atomically: a reader sees either the whole file or the
 * previous one. New files get mode 0644 minus the umask. A device or a FIFO is written to instead.
 * Returns false with errno and leaves path as it was. pidfile_undo may follow; an exec closes what
 * *file has open. Until then other processes that write a pidfile there wait, two seconds at most.
 */
bool pidfile_write(struct pidfile *file, const char *path, pid_t pid);

/*
 * The same as init scripts need it, with these differences: more follows the number and its
 * newline; new files get mode 0666 minus the umask; a link is not replaced (ELOOP); where no file
 * can be created, the one that is there is written to; no other process has to wait; and
 * pidfile_revoke may follow, even after a change of root, directory or user.
 */
bool pidfile_make(struct pidfile *file, const char *path, pid_t pid, const char *more);

/*
 * Removes the file that pidfile_make has written; if that is not permitted any more, empties it.
 * Leaves one alone that another process has put there since.
 */
void pidfile_revoke(const struct pidfile *file);

/*
 * Restores what was there before pidfile_write, or removes the file if nothing was; but leaves one
 * that another process has put there since. Keeps errno.
 */
void pidfile_undo(struct pidfile *file);

#endif
