/* quote - any name: no control byte comes out, and a shell reads the name in it */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "text/quote.h"
#include "text/utf8.h"

/* One escape of $'...', from behind its backslash; sets *byte and returns what follows it. */
static const char *read_escape(const char *text, char *byte)
{
	static const char letters[] = "abtnvfr";
	const char *letter = strchr(letters, *text);

	if (*text && letter) {
		*byte = (char)(7 + (letter - letters));
		return text + 1;
	}
	fuzz_require(strspn(text, "01234567") >= 3, "three octal digits");
	*byte = (char)((text[0] - '0') << 6 | (text[1] - '0') << 3 | (text[2] - '0'));
	return text + 3;
}

/* Reads one quoted part, or a backslash and a byte, and appends what it means to *to. */
static const char *read_part(const char *text, char **to)
{
	bool dollar = *text == '$';
	char quote = text[dollar];

	if (*text == '\\') {
		*(*to)++ = text[1];
		return text + 2;
	}
	fuzz_require(quote == '\'' || (quote == '"' && !dollar), "nothing outside of quotes");
	for (text += dollar + 1; *text != quote;) {
		fuzz_require(*text, "quotes are closed");
		fuzz_require(quote == '\'' || !strchr("$`\\!", *text), "nothing special in \"\"");
		if (dollar && *text == '\\')
			text = read_escape(text + 1, (*to)++);
		else
			*(*to)++ = *text++;
	}
	return text + 1;
}

static void check(const char *name, bool utf8)
{
	size_t size = 8 * strlen(name) + 16;
	char *quoted = malloc(size), *back = malloc(size), *to = back;
	struct output output;

	setenv("LC_ALL", utf8 ? "C.UTF-8" : "C", 1);
	output_start(&output, -1, quoted, size);
	output_quoted(&output, name);
	output_char(&output, '\0');
	fuzz_require(!output.error, "at most 8 bytes a byte");
	for (const char *at = quoted; *at; at++) {
		fuzz_require((unsigned char)*at >= ' ' && *at != 0x7f, "no control byte");
		fuzz_require(utf8 || (unsigned char)*at < 0x80, "ASCII");
	}
	for (size_t at = 0, length; quoted[at]; at += length) {
		length = utf8_printable(quoted + at, strlen(quoted + at));
		fuzz_require(length > 0, "printable");
	}
	for (const char *at = quoted; *at;)
		at = read_part(at, &to);
	*to = '\0';
	fuzz_require(!strcmp(back, name), "unquotes to the name");
	free(quoted);
	free(back);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *name = fuzz_text(data, size);

	check(name, false);
	check(name, true);
	free(name);
	return 0;
}
