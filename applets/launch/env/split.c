/* split.c - env -S: one string into words. */
#include <stdbool.h>
#include <string.h>

#include "split.h"

static const char blanks[] = " \t\n\v\f\r";

static void put_byte(struct split *split, char byte)
{
	if (split->buffer)
		split->buffer[split->used] = byte;
	split->used++;
}

/* A word begins, and is counted, at its first byte or quote, so that '' is one. */
static void begin_word(struct split *split, bool *between)
{
	split->words += *between;
	*between = false;
}

static void end_word(struct split *split, bool *between)
{
	if (!*between)
		put_byte(split, '\0');
	*between = true;
}

static bool is_name(char byte, bool first)
{
	return byte == '_' || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z') ||
	       (!first && byte >= '0' && byte <= '9');
}

/* ${NAME} at split->text. */
static enum split_result expand_variable(struct split *split, bool *between)
{
	const char *name = split->text + 2, *value;
	size_t length = 0;

	if (split->text[1] != '{')
		return SPLIT_EXPANSION;
	while (is_name(name[length], length == 0))
		length++;
	if (length == 0 || name[length] != '}')
		return SPLIT_EXPANSION;
	split->text = name + length + 1;
	value = split->look_up(name, length);
	if (value)
		begin_word(split, between);
	while (value && *value && split->used <= SPLIT_MAX)
		put_byte(split, *value++);
	return SPLIT_OK;
}

/* A backslash and a letter at split->text, outside single quotes. */
static enum split_result expand_escape(struct split *split, bool *between, bool quoted)
{
	static const char letters[] = "\"#$'\\fnrtv_", bytes[] = "\"#$'\\\f\n\r\t\v ";
	char letter = split->text[1];
	const char *found = strchr(letters, letter);

	if (letter == '\0')
		return SPLIT_TRAILING;
	if (letter == 'c' && quoted)
		return SPLIT_END_IN_QUOTES;
	if (!found && letter != 'c')
		return SPLIT_SEQUENCE;
	split->text += 2;
	if (letter == 'c') {
		split->text += strlen(split->text);
	} else if (letter == '_' && !quoted) {
		end_word(split, between);
	} else {
		begin_word(split, between);
		put_byte(split, bytes[found - letters]);
	}
	return SPLIT_OK;
}

enum split_result split_words(struct split *split)
{
	enum split_result result = SPLIT_OK;
	bool between = true; /* between words, where # begins a comment */
	char quote = '\0', byte;

	while (result == SPLIT_OK && (byte = *split->text)) {
		if (split->used > SPLIT_MAX)
			return SPLIT_TOO_LONG;
		if ((byte == '\'' || byte == '"') && (!quote || byte == quote)) {
			begin_word(split, &between);
			quote = quote ? '\0' : byte;
			split->text++;
		} else if (!quote && strchr(blanks, byte)) {
			end_word(split, &between);
			split->text++;
		} else if (between && byte == '#') {
			break;
		} else if (byte == '\\' &&
			   (quote != '\'' || split->text[1] == '\'' || split->text[1] == '\\')) {
			result = expand_escape(split, &between, quote == '"');
		} else if (byte == '$' && quote != '\'') {
			result = expand_variable(split, &between);
		} else {
			begin_word(split, &between);
			put_byte(split, byte);
			split->text++;
		}
	}
	if (result == SPLIT_OK && quote)
		return SPLIT_UNTERMINATED;
	end_word(split, &between);
	return result;
}
