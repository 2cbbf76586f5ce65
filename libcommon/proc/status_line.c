/* status_line.c - the lines of /proc/PID/status. */
#include <errno.h>
#include <string.h>

#include "text/lines.h"
#include "proc/status_line.h"

const char *process_status_line(struct process *process, const char *key)
{
	const char *line = process_status(process);
	size_t length = strlen(key);

	if (!line)
		return NULL;
	while (line && (strncmp(line, key, length) || line[length] != ':')) {
		line = strchr(line, '\n');
		line += line != NULL;
	}
	errno = ENOENT;
	return line ? line + length + 1 + strspn(line + length + 1, " \t") : NULL;
}

long long process_status_number(struct process *process, const char *key, int index, unsigned base)
{
	const char *line = process_status_line(process, key), *end = line;
	long long number = -1;

	for (; line && index >= 0; index--) {
		line = end + strspn(end, " \t");
		end = line;
		number = (long long)line_number(&end, base);
	}
	return line == end ? -1 : number;
}
