/* yes - print a line over and over
 * GNU coreutils 9.x https://www.gnu.org/software/coreutils/yes
 */
#include <string.h>

#include "applet/failure.h"
#include "applet/options.h"
#include "text/error.h"
#include "text/output.h"

/* What is written at a time: as many whole lines as go into this, or one that is longer. */
enum { BLOCK = 16384 };

static size_t length_of(char **words)
{
	size_t length = 0;

	for (; *words; words++)
		length += strlen(*words) + 1;
	return length;
}

static void put_line(char *line, char **words)
{
	for (; *words; words++) {
		size_t length = strlen(*words);

		memcpy(line, *words, length);
		line[length] = words[1] ? ' ' : '\n';
		line += length + 1;
	}
}

static int yes_main(int argc, char **argv)
{
	struct options parsed = { .argv = argv, .index = 1 };
	char *usual[] = { (char *)"y", NULL }, **words;
	size_t line, size;

	while (option_next(&parsed))
		;
	words = parsed.index < argc ? argv + parsed.index : usual;
	line = length_of(words);
	size = line < BLOCK ? BLOCK / line * line : line;

	/* on the stack, of which the kernel gives arguments no more than a quarter */
	char block[size];

	put_line(block, words);
	for (size_t at = line; at < size; at += line)
		memcpy(block + at, block, line);
	while (write_all(1, block, size, -1))
		;
	fail(failure_status(), "standard output: %m");
}

APPLET(yes) = {
	.name = "yes",
	.main = yes_main,
	.synopsis = "[STRING]...\nOPTION",
	.summary = "Print a line of the STRINGs, or \"y\", until killed.",
	.failure = 1,
	.flags = APPLET_PERMUTE,
};
