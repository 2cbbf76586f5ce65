/* backoff - any text as delays or as a limit of starts */
#include <stdlib.h>

#include "fuzz.h"
#include "keep/backoff.h"

static void check_delays(const struct backoff *backoff)
{
	long long before = 0;

	fuzz_require(backoff->start >= 0 && backoff->cap >= backoff->start, "start and cap");
	fuzz_require(backoff->factor >= 1000 && backoff->factor <= 1000000, "factor");
	for (unsigned n = 0; n < 40; n++) {
		long long delay = backoff_delay(backoff, n, BACKOFF_EXACT);

		fuzz_require(delay >= before && delay <= backoff->cap / 1000 + 1, "delay");
		before = delay;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);
	struct backoff_starts starts = { .count = 0 };
	struct backoff_limit limit;
	struct backoff backoff;

	if (backoff_parse(text, &backoff))
		check_delays(&backoff);
	if (backoff_limit_parse(text, &limit)) {
		fuzz_require(limit.count > 0 && limit.count < BACKOFF_STARTS, "count");
		fuzz_require(limit.window > 0, "window");
		for (int i = 0; i <= limit.count; i++) {
			fuzz_require(!backoff_exceeded(&starts, &limit, i), "too early");
			backoff_started(&starts, 0);
		}
		fuzz_require(backoff_exceeded(&starts, &limit, 0), "too late");
	}
	free(text);
	return 0;
}
