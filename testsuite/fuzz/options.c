/* options - any command line, beside getopt_long's way with it */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "same_as_getopt.h"

enum { PERMUTE = 1, POSIXLY_CORRECT = 2, WORDS_MAX = 24 };

/* The first byte says how to parse, the others are the arguments, a NUL after each. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *argv[WORDS_MAX + 2] = { "unit" };
	const char *difference;
	int argc = 1;

	if (size < 1)
		return 0;
	for (size_t at = 1; at < size && argc <= WORDS_MAX; at += strlen(argv[argc++]) + 1)
		argv[argc] = fuzz_text(data + at, size - at);
	if (*data & POSIXLY_CORRECT)
		setenv("POSIXLY_CORRECT", "1", 1);
	else
		unsetenv("POSIXLY_CORRECT");
	difference = differs_from_getopt(argc, argv, *data & PERMUTE);
	fuzz_require(!difference, difference);
	while (argc > 1)
		free(argv[--argc]);
	return 0;
}
