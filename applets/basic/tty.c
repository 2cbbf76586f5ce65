/* tty - print the name of the terminal
 * POSIX.1-2024 https://pubs.opengroup.org/onlinepubs/9799919799/utilities/tty.html
 * GNU coreutils 9.x
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "file/descriptor.h"
#include "text/error.h"
#include "text/format.h"

enum { NOT_A_TERMINAL = 1, USAGE = 2, UNWRITABLE = 3, NAMELESS = 4 };

/* The major numbers of pseudo-terminals, whose minor numbers start over in each container. */
enum { FIRST_PTY = 136, LAST_PTY = 143 };

static const struct applet_option options[] = {
	OPT('s', "silent", NULL, "print nothing, only return an exit status"),
	OPT(OPTION_LONG, "quiet", NULL, "the same as --silent"),
	{ .key = 0 },
};

static bool same_terminal(const struct stat *a, const struct stat *b)
{
	if (!S_ISCHR(a->st_mode) || a->st_rdev != b->st_rdev)
		return false;
	if (major(a->st_rdev) < FIRST_PTY || major(a->st_rdev) > LAST_PTY)
		return true;
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Prints the path of standard input's terminal if it is in directory. */
static bool print_if_in(struct output *output, const char *directory)
{
	_Alignas(struct dirent) char entries[4096];
	struct stat terminal, candidate;
	int descriptor = open_above(directory, O_RDONLY | O_DIRECTORY, 0);
	long count;

	if (fstat(0, &terminal))
		return false;
	while ((count = syscall(SYS_getdents64, descriptor, entries, sizeof(entries))) > 0) {
		for (const char *next = entries; next < entries + count;) {
			const struct dirent *entry = (const void *)next;

			next += entry->d_reclen;
			if (fstatat(descriptor, entry->d_name, &candidate, AT_SYMLINK_NOFOLLOW) ||
			    !same_terminal(&candidate, &terminal))
				continue;
			output_format(output, "%s/%s\n", directory, entry->d_name);
			return true;
		}
	}
	return false;
}

/* Prints the path by which standard input was opened, if the terminal is still there. */
static bool print_if_linked(struct output *output)
{
	struct stat terminal, found;
	char name[64];

	if (link_read(AT_FDCWD, "/proc/self/fd/0", name, sizeof(name)) <= 0)
		return false;
	if (stat(name, &found) || fstat(0, &terminal) || found.st_dev != terminal.st_dev ||
	    found.st_ino != terminal.st_ino)
		return false;
	output_format(output, "%s\n", name);
	return true;
}

/* Without /proc, or in a container whose /dev differs, searches /dev. */
static void print_name(struct output *output)
{
	if (!print_if_linked(output) && !print_if_in(output, "/dev/pts") &&
	    !print_if_in(output, "/dev")) {
		if (access("/proc/self", F_OK))
			fail(NAMELESS, "ttyname: /proc is missing, and /dev has no such terminal");
		errno = ENODEV;
		fail(NAMELESS, "ttyname: %m");
	}
}

static int tty_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	bool silent = false, terminal;
	struct output output;
	char buffer[512];
	int status;

	while (option_next(&parsed))
		silent = true;
	if (parsed.index < argc)
		usage_error("extra operand %pq", argv[parsed.index]);
	terminal = slot_look(0, NULL) == SLOT_TERMINAL;
	if (silent)
		return terminal ? 0 : NOT_A_TERMINAL;
	output_start(&output, 1, buffer, sizeof(buffer));
	if (terminal)
		print_name(&output);
	else
		output_text(&output, "not a tty\n");
	status = output_finish(&output);
	return status == 0 && !terminal ? NOT_A_TERMINAL : status;
}

APPLET(tty) = {
	.name = "tty",
	.main = tty_main,
	.synopsis = "[OPTION]...",
	.summary = "Print the file name of the terminal connected to standard input.",
	.options = options,
	.failure = USAGE,
	.write_failure = UNWRITABLE,
	.flags = APPLET_PERMUTE,
};
