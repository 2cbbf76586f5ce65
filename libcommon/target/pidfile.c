/* pidfile.c - reading files that contain process IDs. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "target/handle.h"
#include "target/pidfile.h"
#include "text/byte.h"
#include "text/reason.h"

static const char BLANKS[] = " \t\r\v\f", BLANKS_AND_NEWLINE[] = " \t\r\v\f\n";

/* Whether another process has the file locked, one way or the other. */
static bool is_locked(int descriptor)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	if (descriptor_control(descriptor, F_GETLK, (long)&lock) == 0 && lock.l_type != F_UNLCK)
		return true;
	return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

/* Parses the process ID at the start of the line. *alone: nothing else is on the line. */
static bool parse_line(const char *line, struct handle *handle, bool *alone)
{
	char copy[48];
	size_t length;

	line += span_of(line, BLANKS);
	length = span_before(line, BLANKS_AND_NEWLINE);
	if (length >= sizeof(copy))
		return false;
	memcpy(copy, line, length);
	copy[length] = '\0';
	line += length + span_of(line + length, BLANKS);
	*alone = !*line || *line == '\n';
	return handle_parse(copy, handle);
}

/* The lines after the first one may be something else, such as the port of a server. */
static bool parse_lines(const char *line, struct text *handles)
{
	size_t first = handles->length + sizeof(struct handle);
	struct handle handle;
	bool alone, all = true;

	for (; line && line[span_of(line, BLANKS_AND_NEWLINE)]; line = strchr(line, '\n')) {
		line += span_of(line, BLANKS_AND_NEWLINE);
		if (parse_line(line, &handle, &alone))
			memcpy(text_add(handles, sizeof(handle)), &handle, sizeof(handle));
		else if (handles->length < first)
			return false;
		else
			alone = false;
		all &= alone;
	}
	if (!all)
		handles->length = first;
	return handles->length >= first;
}

const char *pidfile_read(const char *path, bool locked, struct text *handles)
{
	enum { BLOCK = 4096 };
	bool input = !strcmp(path, "-");
	int descriptor = input ? 0 : open_above(path, O_RDONLY, 0);
	struct text text = { .length = 0 };
	const char *fault = NULL;
	ssize_t count = -1;

	while (descriptor >= 0) {
		text_reserve(&text, text.length + BLOCK + 1);
		count = read(descriptor, text.bytes + text.length, BLOCK);
		if (count <= 0)
			break;
		text.length += count;
	}
	if (count < 0)
		return reason_text(errno);
	text.bytes[text.length] = '\0';
	if (locked && !is_locked(descriptor))
		fault = "it is not locked";
	else if (!parse_lines(text.bytes, handles))
		fault = "it contains no process ID";
	if (!input)
		close(descriptor);
	text_free(&text);
	return fault;
}
