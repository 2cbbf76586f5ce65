/* list.c - lists of signals, as kill -l and -L print them. */
#include <string.h>

#include "signal/list.h"
#include "signal/signals.h"
#include "text/format.h"

enum { WIDTH = 72, COLUMN = 11, COLUMNS = 7 };

/* Signals with a name of their own, and the first and last real-time ones; others are NULL. */
static const char *listed_name(int number, char buffer[SIGNAL_NAME_SIZE])
{
	if (number >= 32 && number != SIGNAL_RTMIN && number != SIGNAL_RTMAX)
		return NULL;
	return signal_name(number, buffer);
}

void signal_list_names(struct output *output, bool terminal)
{
	char buffer[SIGNAL_NAME_SIZE];
	size_t column = 0;

	for (int number = 1; number <= SIGNAL_RTMAX; number++) {
		const char *name = listed_name(number, buffer);
		size_t length = name ? strlen(name) : 0;

		if (!name)
			continue;
		if (column && (!terminal || column + 1 + length > WIDTH)) {
			output_char(output, '\n');
			column = 0;
		}
		output_format(output, column ? " %s" : "%s", name);
		column += length + (column ? 1 : 0);
	}
	output_char(output, '\n');
}

void signal_list_table(struct output *output, bool terminal)
{
	char buffer[SIGNAL_NAME_SIZE];
	int column = 0;

	for (int number = 1; number <= SIGNAL_RTMAX; number++) {
		const char *name = listed_name(number, buffer);

		if (!name)
			continue;
		if (column == (terminal ? COLUMNS : 1)) {
			output_char(output, '\n');
			column = 0;
		}
		output_format(output, number < 10 ? " %d %s" : "%d %s", number, name);
		for (size_t used = strlen(name) + 3; terminal && used < COLUMN; used++)
			output_char(output, ' ');
		column++;
	}
	output_char(output, '\n');
}

void signal_list_mask(struct output *output, unsigned long long mask, char separator)
{
	char buffer[SIGNAL_NAME_SIZE];

	for (int number = 1; mask; number++, mask >>= 1) {
		const char *name = signal_name(number, buffer);

		if (!(mask & 1))
			continue;
		if (name)
			output_text(output, name);
		else
			output_format(output, "%d", number);
		output_char(output, mask > 1 ? separator : '\n');
	}
}
