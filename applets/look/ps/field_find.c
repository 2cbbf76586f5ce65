/* field_find.c - fields by their names, and how wide they are. */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "field_find.h"

const struct field *field_find(const char *name, size_t length)
{
	for (const struct field *field = fields; field->name; field++) {
		if (strncmp(field->name, name, length) == 0 && !field->name[length])
			return field;
	}
	return NULL;
}

unsigned pid_width(void)
{
	enum { LEAST = 5 };
	int descriptor = open("/proc/sys/kernel/pid_max", O_RDONLY | O_CLOEXEC);
	char text[16];
	ssize_t count = 0;
	unsigned long greatest = 0;
	unsigned width = 0;

	if (descriptor >= 0) {
		count = read(descriptor, text, sizeof(text));
		close(descriptor);
	}
	for (ssize_t i = 0; i < count && text[i] >= '0' && text[i] <= '9'; i++)
		greatest = greatest * 10 + (text[i] - '0');
	/* the greatest itself is never given out */
	for (greatest -= greatest > 0; greatest; greatest /= 10)
		width++;
	return width < LEAST ? LEAST : width;
}
