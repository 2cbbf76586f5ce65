/* signals - any text as a signal */
#include <stdlib.h>
#include <strings.h>

#include "fuzz.h"
#include "signal/signals.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size), *buffer = malloc(SIGNAL_NAME_SIZE);
	int number = signal_parse(text);
	const char *name = signal_name(number, buffer);

	fuzz_require(number >= -1 && number <= SIGNAL_RTMAX, "a signal or -1");
	fuzz_require(number != -1 || !name, "no name for none");
	fuzz_require(!name || signal_parse(name) == number, "the name means the number");
	fuzz_require(number <= 0 || strcasecmp(text, "EXIT") != 0, "EXIT is 0");
	free(buffer);
	free(text);
	return 0;
}
