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
	int lock;     /* the locked directory, or -1 */
	int replaced; /* the file that was there, or -1 */
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
 * Restores what was there before pidfile_write, or removes the file if nothing was; but leaves one
 * that another process has put there since. Keeps errno.
 */
void pidfile_undo(struct pidfile *file);

#endif
