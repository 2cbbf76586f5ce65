/* yes - print a line over and over
 * GNU coreutils 9.x https://www.gnu.org/software/coreutils/yes
 */
#include <string.h>

#include "applet/failure.h"
#include "applet/options.h"
#include "text/error.h"
#include "text/output.h"

/* As many whole lines as fit into this are written at a time, or one longer line. */
enum { BLOCK = 16384 };

static size_t length_of(char **words)
{
	size_t length = 0;

	for (; *words; words++)
		length += strlen(*words) + 1;
	return length;
}

static void copy_line(char *line, char **words)
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
	char *default_words[] = { (char *)"y", NULL }, **words;
	size_t line, size;

	while (option_next(&parsed))
		;
	words = parsed.index < argc ? argv + parsed.index : default_words;
	line = length_of(words);
	size = line < BLOCK ? BLOCK / line * line : line;

	/* on the stack: the kernel limits arguments to a quarter of it */
	char block[size];

	copy_line(block, words);
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
	.summary = "Print the STRINGs, or \"y\", over and over until killed.",
	.failure = 1,
	.flags = APPLET_PERMUTE,
};
