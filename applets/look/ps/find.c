/* find.c - a word within a text. */
#include <string.h>

#include "find.h"
#include "text/byte.h"

const char *text_find(const char *text, const char *word)
{
	size_t length = strlen(word);

	for (; !text_begins(text, word, length); text++) {
		if (!*text)
			return NULL;
	}
	return text;
}
