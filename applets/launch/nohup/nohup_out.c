/* nohup_out.c - opening the file for the output: nohup.out here, or else in the home directory. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "nohup_out.h"
#include "text/error.h"
#include "text/variable.h"

/*
 * O_CREAT even if the file exists, so that the kernel rejects one that another user has left in a
 * sticky directory. The mode is 0600 under any umask: 022, the usual one, allows that and does not
 * have to be restored.
 */
int append_open(int (*opener)(const char *, int, mode_t), const char *file)
{
	mode_t mask = umask(022);
	int descriptor = opener(file, O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK | O_NOCTTY,
				   S_IRUSR | S_IWUSR);
	int reason;

	if (mask != 022)
		umask(mask);
	if (descriptor < 0 || !descriptor_control(descriptor, F_SETFL, O_APPEND))
		return descriptor;
	reason = errno;
	close(descriptor);
	errno = reason;
	return -1;
}

/*
 * $HOME/nohup.out in path, or NULL if HOME is unset. As GNU's: slashes at its end become one, but a
 * HOME of nothing else stays as it is, and an empty one means the working directory.
 */
static const char *path_at_home(struct text *path)
{
	static const char file[] = "/nohup.out";
	const char *home = variable_value("HOME"), *name = file;
	size_t length = home ? strlen(home) : 0;

	if (!home)
		return NULL;
	while (length && home[length - 1] == '/')
		length--;
	if (!length) {
		length = strlen(home);
		name++;
	}
	text_reserve(path, length + sizeof(file));
	memcpy(path->bytes, home, length);
	memcpy(path->bytes + length, name, strlen(name) + 1);
	return path->bytes;
}

int nohup_out_open(int (*opener)(const char *, int, mode_t), struct nohup_out *file)
{
	int descriptor;

	file->name = "nohup.out";
	descriptor = append_open(opener, file->name);
	if (descriptor >= 0)
		return descriptor;
	file->reasons[0] = errno;
	file->name = path_at_home(&file->path);
	descriptor = file->name ? append_open(opener, file->name) : -1;
	file->reasons[1] = errno;
	return descriptor;
}

void nohup_out_complain(const struct nohup_out *file)
{
	errno = file->reasons[0];
	error("failed to open %pq: %m", "nohup.out");
	errno = file->reasons[1];
	if (file->name)
		error("failed to open %pq: %m", file->name);
}
