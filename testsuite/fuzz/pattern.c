/* pattern - any regular expression and text, beside glibc's way with them */
#include <locale.h>
#include <regex.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "pattern/pattern.h"

/* The first byte says how; then so many parts of a pattern as the second says, then texts. */
enum { IGNORE_CASE = 1, UTF8 = 2, RAW = 4, PARTS_MAX = 24, PATTERN_SIZE = 1024, TEXT_PARTS = 10 };

static const char *const parts[] = {
	"a", "b", "c", "B", "_", " ", "-", "0", ",", "}", "]", "=", "(", "(", "(", ")", ")", ")",
	"|", "|", "*", "+", "?", "{2}", "{1,3}", "{,2}", "{0}", "{2,}", "{,}", "{", "[ab]", "[^a]",
	"[a-c]", "[^[:upper:]]", "[[:alpha:]_]", "[[:digit:][:space:]]", "[", "[^", "[]a]", "[a-]",
	"[b-a]", "[+--]", "[a-b-c]", "[[.a.]]", "[[=b=]-c]", "[[:foo:]]", "[[:", "[\\]", "^", "$",
	".", ".*", "\\", "\\.", "\\w", "\\W", "\\s", "\\S", "\\d", "\\<", "\\>", "\\b", "\\B",
	"\\`", "\\'", "\\1", "\\1", "\\2", "\\3", "\303\244", "\303\204",
	"[^\303\244]", "[\303\244]",
};

static const char *const text_parts[] = {
	"a", "b", "c", "A", "B", "_", " ", "-", "0", "\n", "\303\244", "\303\204", "a", "b",
	"\377", "\303",
};

/* What a byte of the input stands for. */
static const char *part(uint8_t byte)
{
	return parts[byte % (sizeof(parts) / sizeof(*parts))];
}

static size_t make_pattern(char pattern[PATTERN_SIZE], const uint8_t *data, size_t size)
{
	size_t count = data[1] % PARTS_MAX, at = 2;

	*pattern = '\0';
	for (; at < size && at < count + 2; at++) {
		char byte[2] = { (char)data[at] };

		strcat(pattern, *data & RAW ? byte : part(data[at]));
	}
	return at;
}

static void make_text(char *text, const uint8_t *data, size_t size, bool valid, bool lines)
{
	*text = '\0';
	for (size_t at = 0; at < size && at < TEXT_PARTS; at++) {
		int part = data[at] % 16;

		if ((part < 14 || !valid) && (text_parts[part][0] != '\n' || lines))
			strcat(text, text_parts[part]);
	}
}

static bool has_any(const char *pattern, const char *const *texts)
{
	for (; *texts; texts++) {
		if (strstr(pattern, *texts))
			return true;
	}
	return false;
}

static const char *const words[] = { "\\<", "\\>", "\\b", "\\B", NULL };
static const char *const anchors[] = { "^", "$", "\\`", "\\'", NULL };
static const char *const long_ends[] = { "-\303", "\244-", "\204-", NULL };
static const char *const copies[] = { ")*", ")+", ")?", "){", NULL };
static const char *const references[] = {
	"\\1", "\\2", "\\3", "\\4", "\\5", "\\6", "\\7", "\\8", "\\9", NULL,
};

/*
 * Whether glibc 2.36 understands the pattern as its own manual has it. What we do not follow:
 * - a letter after a backslash never matches if case is ignored, because only the text is changed;
 * - a group that is repeated and then referred to may have another copy's text, or a match is not
 *   found; with a reference in the group, the search may run out of stack;
 * - a word's edge between a group and its reference may count as if it were there;
 * - a word's edge in a group with a count does not count for all copies;
 * - "\," ends the first number of an interval;
 * - in C.UTF-8 no range may begin or end with a character beyond ASCII;
 * and, by what the texts are, not by the pattern:
 * - ^ and $ match at a newline if something else has matched before;
 * - bytes that are not UTF-8 are parts of words, or not, depending on the rest of the pattern.
 */
static bool is_sound(const char *pattern, bool ignore_case, bool utf8)
{
	bool counted = strchr(pattern, '{');

	if (has_any(pattern, references) && (has_any(pattern, copies) || has_any(pattern, words)))
		return false;
	if (counted && (has_any(pattern, words) || has_any(pattern, anchors)))
		return false;
	if (utf8 && has_any(pattern, long_ends))
		return false;
	for (const char *at = strchr(pattern, '\\'); at && at[1]; at = strchr(at + 2, '\\')) {
		if (at[1] == ',' || (ignore_case && !strchr("wsb", at[1]) && at[1] >= 'a'))
			return false;
	}
	return true;
}

/* Whether glibc may need much memory or time: it makes copies, also for "+". */
static bool is_large(const char *pattern)
{
	int digits = 0, copies = 0, stacked = 0;

	for (; *pattern; pattern++) {
		digits += *pattern >= '2' && *pattern <= '9';
		copies += *pattern == '+' || *pattern == '{';
		stacked += strchr("*+?}", pattern[0]) && pattern[1] && strchr("*+?{", pattern[1]);
	}
	return digits > 4 || copies > 6 || stacked > 3;
}

static void expect(bool same, const char *pattern, const char *wanted, const char *got)
{
	if (!same)
		fprintf(stderr, "pattern '%s': glibc: %s; ours: %s\n", pattern, wanted, got);
	fuzz_require(same, "as glibc");
}

/* Whether both take the pattern, or have the same against it. */
static bool is_taken(regex_t *theirs, struct pattern *ours, const char *pattern, bool ignore_case)
{
	int fault = regcomp(theirs, pattern, REG_EXTENDED | REG_NOSUB |
					     (ignore_case ? REG_ICASE : 0));
	const char *our_fault = pattern_compile(ours, pattern, ignore_case);
	char text[128] = "taken";

	if (fault)
		regerror(fault, theirs, text, sizeof(text));
	our_fault = our_fault ? our_fault : "taken";
	expect(!strcmp(text, our_fault), pattern, text, our_fault);
	return !fault;
}

static void compare(const char *pattern, const uint8_t *data, size_t size, int flags)
{
	struct pattern ours = { .bits.usable = false };
	bool lines = !has_any(pattern, anchors), valid = flags & UTF8 && has_any(pattern, words);
	char text[4 * TEXT_PARTS];
	regex_t theirs;
	bool matches;

	if (is_taken(&theirs, &ours, pattern, flags & IGNORE_CASE)) {
		for (size_t at = 0; at < size; at += TEXT_PARTS) {
			make_text(text, data + at, size - at, valid, lines);
			matches = regexec(&theirs, text, 0, NULL, 0) == 0;
			expect(pattern_search(&ours, text) ==
			       (matches ? PATTERN_MATCHES : PATTERN_DIFFERS),
			       pattern, matches ? "matches" : "differs", text);
		}
		regfree(&theirs);
	}
	pattern_free(&ours);
}

static void try_ours(const char *pattern, const uint8_t *data, size_t size, int flags)
{
	struct pattern ours = { .bits.usable = false };
	char text[4 * TEXT_PARTS];

	if (!pattern_compile(&ours, pattern, flags & IGNORE_CASE)) {
		make_text(text, data, size, false, true);
		pattern_search(&ours, text);
	}
	pattern_free(&ours);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char pattern[PATTERN_SIZE];
	size_t at;
	int flags;

	if (size < 2)
		return 0;
	/* raw bytes are for the C locale, where each is a character */
	flags = *data & RAW ? *data & ~UTF8 : *data;
	setenv("LC_ALL", flags & UTF8 ? "C.UTF-8" : "C", 1);
	setlocale(LC_ALL, "");
	at = make_pattern(pattern, data, size);
	if (!is_large(pattern) && is_sound(pattern, flags & IGNORE_CASE, flags & UTF8))
		compare(pattern, data + at, size - at, flags);
	else
		try_ours(pattern, data + at, size - at, flags);
	return 0;
}
