/* duration - any text as a time, beside strtold's way with it */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "text/duration.h"

/* Whether the number at text has no digit but 0; even where it is too small for strtold. */
static bool is_zero(const char *text)
{
	bool hexadecimal = (text[1] | 0x20) == 'x';
	const char *digits = hexadecimal ? "123456789abcdefABCDEF" : "123456789";

	text += hexadecimal ? 2 : 0;
	return strcspn(text, digits) >= strcspn(text, hexadecimal ? "pP" : "eE");
}

/*
 * The seconds that text means to strtold and a suffix, or -1 if that does not take it. What it
 * takes and we do not: blanks in front, what is not zero but too small for it behind a minus, nan.
 */
static long double reference(const char *text)
{
	static const char suffixes[] = "smhd";
	static const int units[] = { 1, 60, 3600, 86400 };
	char *end;
	long double value = strtold(text, &end);
	const char *suffix = *end ? strchr(suffixes, *end) : suffixes;

	if (end == text || !suffix || (*end && end[1]))
		return -1;
	if (strchr(" \t\n\v\f\r", *text) || isnan(value) || value < 0)
		return -1;
	if (*text == '-' && !is_zero(text + 1))
		return -1;
	return value * units[suffix - suffixes];
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);
	struct timespec duration = { 0 };
	bool valid = duration_parse(text, &duration);
	long double wanted = reference(text), value;

	fuzz_require(valid == (wanted >= 0), "valid as for strtold");
	if (valid) {
		fuzz_require(duration.tv_sec >= 0, "not negative");
		fuzz_require(duration.tv_nsec >= 0 && duration.tv_nsec < 1000000000, "nanoseconds");
		value = duration.tv_sec + duration.tv_nsec / 1e9L;
		/* near it; testsuite/unit/duration.c looks at every nanosecond */
		if (wanted < 9e18L)
			fuzz_require(fabsl(value - wanted) <= 2e-9L + wanted * 1e-17L, "value");
		duration = duration_deadline(duration_add(duration, duration));
		fuzz_require(duration.tv_nsec >= 0 && duration.tv_nsec < 1000000000, "sum");
	}
	free(text);
	return 0;
}
