/* variables.c - changing the environment, also by the files in a directory. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "file/entries.h"
#include "launch/variables.h"
#include "text/byte.h"
#include "text/error.h"
#include "text/format.h"
#include "text/retry.h"

enum { VARIABLE_MAX = 128 * 1024 };

void variables_start(struct text *list)
{
	size_t size = 0;

	while (environ[size++])
		;
	size *= sizeof(*environ);
	memcpy(text_add(list, size), environ, size);
}

void variables_put(struct text *list, char *entry)
{
	size_t length = strchrnul(entry, '=') - entry;
	char **kept = (char **)list->bytes;

	for (char **next = kept; *next; next++) {
		if (!text_begins(*next, entry, length) || (*next)[length] != '=')
			*kept++ = *next;
	}
	*kept = NULL;
	list->length = (char *)(kept + 1) - list->bytes;
	if (entry[length]) {
		char **end = text_add(list, sizeof(*end));

		end[-1] = entry;
		*end = NULL;
	}
	environ = (char **)list->bytes;
}

/* Where the first line ends, without the blanks at its end; NULL: it is too long. */
static const char *end_of_line(const char *buffer, size_t count)
{
	const char *end = memchr(buffer, '\n', count);

	if (!end && count == VARIABLE_MAX)
		return NULL;
	if (!end)
		end = buffer + count;
	while (end > buffer && (end[-1] == ' ' || end[-1] == '\t'))
		end--;
	return end;
}

/* Each variable has memory of its own, as it must not move any more. */
static bool read_entry(struct text *list, char buffer[VARIABLE_MAX], int directory,
		       const char *name)
{
	int file = file_open(directory, name, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0);
	int left = RETRIES;
	ssize_t count = -1;
	struct text entry = { 0 };
	size_t length = strlen(name);
	const char *end;
	char *to;

	if (file >= 0) {
		do
			count = read(file, buffer, VARIABLE_MAX);
		while (count < 0 && retry_interrupted(&left));
	} else if (errno == ENOENT) {
		count = 0; /* a broken link */
	}
	close_keeping_errno(file);
	if (count < 0)
		return false;
	end = end_of_line(buffer, count);
	if (!end) {
		errno = E2BIG;
		return false;
	}
	to = text_add(&entry, length + 2 + (end - buffer));
	memcpy(to, name, length);
	to += length;
	if (count)
		*to++ = '=';
	while (buffer < end) {
		*to++ = *buffer ? *buffer : '\n';
		buffer++;
	}
	*to = '\0';
	variables_put(list, entry.bytes);
	return true;
}

void variables_read(struct text *list, const char *path, bool files_only, const char *warning,
		    int status)
{
	int directory = open_above(path, O_RDONLY | O_DIRECTORY, 0);
	const char *name, *fatal = error_name;
	struct entries entries;
	struct text buffer = { 0 };

	text_reserve(&buffer, VARIABLE_MAX);
	if (directory < 0)
		fail(status, "unable to switch to directory: %pn: %m", path);
	entries_start(&entries, directory);
	while ((name = entries_next(&entries))) {
		if (strchr(name, '='))
			fail(status, "invalid name of a variable: %pn/%pn", path, name);
		if (*name == '.' || read_entry(list, buffer.bytes, directory, name))
			continue;
		if (errno != EISDIR || files_only)
			fail(status, "unable to read %pn/%pn: %m", path, name);
		if (!warning)
			continue;
		error_name = warning;
		error("unable to read %pn/%pn: %m", path, name);
		error_name = fatal;
	}
	if (errno)
		fail(status, "unable to read directory: %pn: %m", path);
	close(directory);
}
