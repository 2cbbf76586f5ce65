/* handle.c - processes as arguments: PID, or PID:INODE for one particular process. */
#include <limits.h>
#include <stdint.h>
#include <string.h>

#include "target/handle.h"
#include "text/byte.h"
#include "text/number.h"

enum { DIGITS = 20 };

bool handle_parse(const char *text, struct handle *handle)
{
	size_t length = span_before(text, ":");
	char number[DIGITS + 1];
	long long pid, inode = 0;

	if (length > DIGITS)
		return false;
	memcpy(number, text, length);
	number[length] = '\0';
	if (number_parse(number, 1, INT_MAX, &pid) != NUMBER_OK ||
	    (text[length] && number_parse(text + length + 1, 1, INT64_MAX, &inode) != NUMBER_OK))
		return false;
	*handle = (struct handle){ (pid_t)pid, (unsigned long long)inode };
	return true;
}

const struct handle *handle_find(const struct text *handles, pid_t pid)
{
	const struct handle *handle = (const struct handle *)(void *)handles->bytes;

	for (size_t left = handles->length / sizeof(*handle); left--; handle++) {
		if (handle->pid == pid)
			return handle;
	}
	return NULL;
}
