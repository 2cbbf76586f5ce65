/* lines.c - the lines of the kernel's files, and the numbers in them. */
#include <string.h>
#include <unistd.h>

#include "text/lines.h"

bool lines_each(int descriptor, bool (*act)(void *context, const char *line), void *context)
{
	char buffer[1024], line[LINE_SIZE];
	size_t used = 0;
	ssize_t count;

	while ((count = read(descriptor, buffer, sizeof(buffer))) > 0) {
		for (ssize_t i = 0; i < count; i++) {
			if (buffer[i] != '\n') {
				if (used < sizeof(line) - 1)
					line[used++] = buffer[i];
				continue;
			}
			line[used] = '\0';
			used = 0;
			if (!act(context, line))
				return true;
		}
	}
	return count == 0;
}

unsigned long long line_number(const char **text, unsigned base)
{
	static const char digits[] = "0123456789abcdef";
	unsigned long long value = 0;
	const char *digit;

	if (base == 16 && !strncmp(*text, "0x", 2))
		*text += 2;
	while (**text && (digit = memchr(digits, **text, base))) {
		value = value * base + (digit - digits);
		++*text;
	}
	return value;
}
