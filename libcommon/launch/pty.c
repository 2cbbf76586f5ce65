/* pty.c - a pseudo-terminal for a command. */
#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "launch/pty.h"
#include "text/format.h"

/* The slave, by its name if the kernel has no other way. */
static int open_slave(int master, unsigned number)
{
	int slave = ioctl(master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
	char path[32];

	if (slave >= 0)
		return slave;
	format_text(path, sizeof(path), "/dev/pts/%u", number);
	return open_above(path, O_RDWR | O_NOCTTY, 0);
}

bool pty_open(struct pty *pty)
{
	struct stat status;
	unsigned number;
	int unlocked = 0;

	pty->slave = -1;
	pty->master = open_above("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK, 0);
	if (pty->master < 0)
		return false;
	if (!ioctl(pty->master, TIOCSPTLCK, &unlocked) && !ioctl(pty->master, TIOCGPTN, &number))
		pty->slave = open_slave(pty->master, number);
	if (pty->slave >= 0 && !fstat(pty->slave, &status)) {
		pty->device = status.st_rdev;
		/*
		 * By name it is another one's if /dev/pts is not where the master is from: since
		 * Unix98 they have the major numbers 136 to 143, and the number as the minor one.
		 */
		if (S_ISCHR(status.st_mode) && (status.st_rdev & 0xff) == (number & 0xff))
			return true;
		errno = ENOENT;
	}
	pty_close(pty);
	return false;
}

void pty_resize(const struct pty *pty, unsigned short rows, unsigned short columns)
{
	struct winsize size = { .ws_row = rows, .ws_col = columns };

	ioctl(pty->master, TIOCSWINSZ, &size);
}

bool pty_enter(const struct pty *pty)
{
	setsid();
	if (ioctl(pty->slave, TIOCSCTTY, 0))
		return false;
	return redirect(pty->slave, 0) && redirect(pty->slave, 1) && redirect(pty->slave, 2);
}

void pty_close(struct pty *pty)
{
	close_keeping_errno(pty->master);
	close_keeping_errno(pty->slave);
	pty->master = pty->slave = -1;
}
