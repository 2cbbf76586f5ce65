/* lines.c - the lines of the kernel's files, and the numbers in them. */
#include <string.h>
#include <unistd.h>

#include "text/byte.h"
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

/* The value of a digit; 16 if it is none. */
static unsigned digit_value(char digit)
{
	unsigned value = digit - '0';

	if (value <= 9)
		return value;
	value = (digit | 0x20) - 'a';
	return value < 6 ? value + 10 : 16;
}

unsigned long long line_number(const char **text, unsigned base)
{
	unsigned long long value = 0;
	unsigned digit;

	if (base == 16 && text_begins(*text, "0x", 2))
		*text += 2;
	for (; (digit = digit_value(**text)) < base; ++*text)
		value = value * base + digit;
	return value;
}
