/* label.c - labels of SELinux and profiles of AppArmor. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "applet/failure.h"
#include "file/descriptor.h"
#include "label.h"
#include "text/error.h"
#include "text/format.h"

const struct label_system LABEL_SELINUX = { "SELinux", "/sys/fs/selinux", "", "SELinux label" };
const struct label_system LABEL_APPARMOR = { "AppArmor", "/sys/kernel/security/apparmor", "exec ",
					     "AppArmor profile" };

void label_request(const struct label_system *system, const char *label, int status)
{
	static const char path[] = "/proc/self/attr/exec";
	size_t length = strlen(system->verb) + strlen(label);
	char request[length + 1];
	int file;

	if (access(system->directory, F_OK))
		fail(status, errno == ENOENT ? "%s is not running" : "%s is not running: %m",
		     system->name);
	format_text(request, length + 1, "%s%s", system->verb, label);
	file = open_above(path, O_WRONLY, 0);
	if (file < 0)
		fail(status, "cannot open %s: %m", path);
	if (write(file, request, length) != (ssize_t)length)
		fail(status, "write failed: %s: %m", path);
	close(file);
}

void output_label(struct output *output, const struct label_system *system)
{
	static const char path[] = "/proc/self/attr/current";
	ssize_t length = -1;
	char label[4096];
	int file;

	if (access(system->directory, F_OK))
		return;
	file = open_above(path, O_RDONLY, 0);
	if (file >= 0)
		length = read(file, label, sizeof(label));
	if (length < 0)
		applet_fail("cannot read %s: %m", path);
	close(file);
	while (length > 0 && (label[length - 1] == '\n' || label[length - 1] == '\0'))
		length--;
	output_format(output, "%s: %.*s\n", system->heading, (int)length, label);
}
