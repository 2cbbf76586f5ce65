/* number - any text as an integer, beside strtoll's way with it */
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "text/number.h"

/* Whether strtoll takes all of text, and a blank before the number is no part of it. */
static bool is_integer(const char *text, const char *end)
{
	return *text && !*end && strchr("+-0123456789", *text) && end > text;
}

static void check_within(const char *text, long long minimum, long long maximum, long long full)
{
	long long value = 0, wanted = full < minimum ? minimum : full > maximum ? maximum : full;
	enum number_result result = number_parse(text, minimum, maximum, &value);

	fuzz_require(result != NUMBER_INVALID, "valid with and without limits");
	fuzz_require(value == wanted, "the nearer limit");
	fuzz_require(full == wanted || result == NUMBER_OVERFLOW, "overflow is reported");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size), *end;
	long long value = 0, wanted;
	enum number_result result = number_parse(text, LLONG_MIN, LLONG_MAX, &value);

	errno = 0;
	wanted = strtoll(text, &end, 10);
	if (is_integer(text, end)) {
		fuzz_require(result == (errno ? NUMBER_OVERFLOW : NUMBER_OK),
			     "valid as in strtoll");
		fuzz_require(value == wanted, "strtoll's value");
		check_within(text, 0, INT_MAX, wanted);
		check_within(text, -20, 19, wanted);
	} else {
		fuzz_require(result == NUMBER_INVALID, "invalid as in strtoll");
	}
	free(text);
	return 0;
}
