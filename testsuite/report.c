/* report - report what a launcher has passed on to its command
 *
 * usage: report FILE [TOPIC]...
 *
 * Appends to FILE, a line each: what the descriptors 0, 1 and 2 are (with no TOPIC, or for the
 * topic "fds"), the open descriptors from 3 up ("leaks"), ignored and blocked signals in
 * hexadecimal ("signals"), the umask ("umask"), the ids of process, parent, group and session
 * ("ids"). Then writes "out" to standard output and "err" to standard error, if they are open.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

static const char *base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash && slash[1] ? slash + 1 : path;
}

/* kcmp(2), KCMP_FILE: whether both are the same open file description */
static int same_description(int a, int b)
{
	return syscall(SYS_kcmp, getpid(), getpid(), 0, a, b) == 0;
}

static void describe(FILE *file, int descriptor)
{
	static const char *const access_modes[] = { "r", "w", "rw", "?" };
	int flags = fcntl(descriptor, F_GETFL);
	char link[64], path[PATH_MAX];
	struct termios terminal;
	ssize_t length;

	fprintf(file, "%d ", descriptor);
	if (flags < 0) {
		fprintf(file, "closed\n");
		return;
	}
	if (descriptor == 2 && same_description(1, 2)) {
		fprintf(file, "as 1\n");
		return;
	}
	if (tcgetattr(descriptor, &terminal) == 0 || errno == EIO) {
		fprintf(file, "terminal\n");
		return;
	}
	snprintf(link, sizeof(link), "/proc/self/fd/%d", descriptor);
	length = readlink(link, path, sizeof(path) - 1);
	path[length < 0 ? 0 : length] = '\0';
	fprintf(file, "%s %s%s%s\n", base(path), access_modes[flags & O_ACCMODE],
		flags & O_APPEND ? " append" : "", flags & O_NONBLOCK ? " nonblock" : "");
}

static void list_leaks(FILE *file)
{
	DIR *directory = opendir("/proc/self/fd");
	struct dirent *entry;

	fprintf(file, "leaks");
	while (directory && (entry = readdir(directory))) {
		int descriptor = atoi(entry->d_name);

		if (descriptor > 2 && descriptor != fileno(file) && descriptor != dirfd(directory))
			fprintf(file, " %d", descriptor);
	}
	fprintf(file, "\n");
}

static void show_signals(FILE *file)
{
	FILE *status = fopen("/proc/self/status", "r");
	char line[256];

	while (status && fgets(line, sizeof(line), status)) {
		if (!strncmp(line, "SigIgn:", 7) || !strncmp(line, "SigBlk:", 7))
			fprintf(file, "%.6s %s", line, line + 8);
	}
	if (status)
		fclose(status);
}

static void report_topic(FILE *file, const char *topic)
{
	mode_t mask;

	if (!strcmp(topic, "fds")) {
		for (int i = 0; i < 3; i++)
			describe(file, i);
	} else if (!strcmp(topic, "leaks")) {
		list_leaks(file);
	} else if (!strcmp(topic, "signals")) {
		show_signals(file);
	} else if (!strcmp(topic, "umask")) {
		mask = umask(0);
		umask(mask);
		fprintf(file, "umask %04o\n", mask);
	} else if (!strcmp(topic, "ids")) {
		fprintf(file, "pid %d ppid %d pgrp %d sid %d\n", getpid(), getppid(), getpgrp(),
			getsid(0));
	}
}

int main(int argc, char **argv)
{
	int descriptor, high;
	FILE *file;

	if (argc < 2)
		return 99;
	descriptor = open(argv[1], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
	high = fcntl(descriptor, F_DUPFD_CLOEXEC, 50);
	if (high < 0)
		return 99;
	close(descriptor);
	file = fdopen(high, "a");
	if (argc == 2)
		report_topic(file, "fds");
	for (int i = 2; i < argc; i++)
		report_topic(file, argv[i]);
	fclose(file);
	if (fcntl(1, F_GETFD) >= 0 && write(1, "out\n", 4) != 4)
		return 98;
	if (fcntl(2, F_GETFD) >= 0 && write(2, "err\n", 4) != 4)
		return 97;
	return 0;
}
