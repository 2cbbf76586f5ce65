/* argument.c - arguments of the form -SIGNAL, as -9 and -HUP. */
#include <string.h>

#include "signal/argument.h"
#include "signal/signals.h"

int signal_take_argument(int *argc, char **argv)
{
	for (int i = 1; i < *argc && strcmp(argv[i], "--"); i++) {
		int number = argv[i][0] == '-' ? signal_parse(argv[i] + 1) : -1;

		if (number >= 0) {
			memmove(argv + i, argv + i + 1, (*argc - i) * sizeof(*argv));
			--*argc;
			return number;
		}
	}
	return -1;
}
