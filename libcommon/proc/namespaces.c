/* namespaces.c - the namespaces of a process. */
#include <string.h>

#include "proc/namespaces.h"
#include "text/format.h"

const char namespace_types[NAMESPACE_TYPES][8] = { "cgroup", "ipc",  "mnt",  "net",
						   "pid",    "time", "user", "uts" };

int namespace_find(const char *name)
{
	for (int type = 0; type < NAMESPACE_TYPES; type++) {
		if (!strcmp(name, namespace_types[type]))
			return type;
	}
	return -1;
}

bool namespace_read(struct process *process, int type, char text[NAMESPACE_SIZE])
{
	char file[16];

	format_text(file, sizeof(file), "ns/%s", namespace_types[type]);
	return process_link(process, file, text, NAMESPACE_SIZE) > 0;
}
