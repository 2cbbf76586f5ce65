/* byte.c - looking for bytes in a text. */
#include "text/byte.h"

const char *byte_find(const char *text, char byte)
{
	while (*text && *text != byte)
		text++;
	return text;
}

bool text_begins(const char *text, const char *start, size_t length)
{
	for (; length && *text == *start; text++, start++, length--) {
		if (!*text)
			return true;
	}
	return length == 0;
}

size_t length_within(const char *text, size_t size)
{
	size_t length = 0;

	while (length < size && text[length])
		length++;
	return length;
}

size_t span_of(const char *text, const char *set)
{
	size_t length = 0;

	while (text[length] && *byte_find(set, text[length]))
		length++;
	return length;
}

size_t span_before(const char *text, const char *set)
{
	size_t length = 0;

	while (text[length] && !*byte_find(set, text[length]))
		length++;
	return length;
}

char *next_word(char **list)
{
	char *word = *list;

	if (word) {
		*list = (char *)byte_find(word, ',');
		if (**list)
			*(*list)++ = '\0';
		else
			*list = NULL;
	}
	return word;
}

bool is_same_letter(char a, char b)
{
	bool is_letter = (a | 0x20) >= 'a' && (a | 0x20) <= 'z';

	return a == b || (is_letter && (a ^ b) == 0x20);
}

bool is_same(const char *a, const char *b, size_t length)
{
	for (; length && is_same_letter(*a, *b); a++, b++, length--) {
		if (!*a)
			return true;
	}
	return length == 0;
}
