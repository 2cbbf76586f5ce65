/*
 * split.c - any string through split_words: it stays in the buffer that it asked for, its words are
 * as many as it says, and a list of words that is quoted again comes out the same.
 *
 * By hand: clang -Iinclude -g -fsanitize=fuzzer,address,undefined testsuite/fuzz/split.c \
 *	applets/launch/env/split.c
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "launch/env/split.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int condition)
{
	if (!condition)
		abort();
}

/* Variables that begin with U are unset, with E empty; others hold what must stay as it is. */
static const char *look_up(const char *name, size_t length)
{
	require(length > 0 && name[length] == '}');
	return *name == 'U' ? NULL : *name == 'E' ? "" : " #'\"\\c ${A}";
}

/* Counts, splits into a buffer of just that size, and checks one against the other. */
static enum split_result split(const char *text, char **buffer, struct split *counted)
{
	struct split filled;
	enum split_result result;
	size_t ends = 0;

	*counted = (struct split){ .text = text, .look_up = look_up };
	result = split_words(counted);
	require(counted->text >= text && counted->text <= text + strlen(text));
	*buffer = malloc(counted->used + (counted->used == 0));
	filled = (struct split){ .text = text, .look_up = look_up, .buffer = *buffer };
	require(split_words(&filled) == result);
	require(filled.used == counted->used && filled.words == counted->words);
	require(filled.text == counted->text);
	for (size_t i = 0; i < filled.used; i++)
		ends += (*buffer)[i] == '\0';
	if (result != SPLIT_OK)
		return result;
	require(ends == filled.words);
	require(filled.used == 0 || (*buffer)[filled.used - 1] == '\0');
	return result;
}

/* The words, each in single quotes. */
static char *quote(const char *words, const struct split *split)
{
	char *text = malloc(2 * split->used + 4 * split->words + 1), *end = text;

	for (size_t i = 0; i < split->words; i++) {
		*end++ = ' ';
		*end++ = '\'';
		for (; *words; words++) {
			if (*words == '\'' || *words == '\\')
				*end++ = '\\';
			*end++ = *words;
		}
		words++;
		*end++ = '\'';
	}
	*end = '\0';
	return text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1), *words;
	struct split first;

	memcpy(text, data, size);
	text[size] = '\0';
	if (split(text, &words, &first) == SPLIT_OK) {
		char *quoted = quote(words, &first), *again;
		struct split second;

		require(split(quoted, &again, &second) == SPLIT_OK);
		require(second.words == first.words && second.used == first.used);
		require(!memcmp(words, again, first.used));
		free(quoted);
		free(again);
	}
	free(words);
	free(text);
	return 0;
}
