/* yes - print a line over and over
 * GNU coreutils 9.x https://www.gnu.org/software/coreutils/yes
 */
#include <errno.h>
#include <string.h>

#include "applet/failure.h"
#include "applet/options.h"
#include "text/output.h"

/* As many whole lines as fit into this are written at a time; a longer line in several parts. */
enum { BLOCK = 16384 };

static size_t length_of(char **words)
{
	size_t length = 0;

	for (; *words; words++)
		length += strlen(*words) + 1;
	return length;
}

static void append_line(struct output *output, char **words)
{
	for (; *words; words++) {
		output_text(output, *words);
		output_char(output, words[1] ? ' ' : '\n');
	}
}

static int yes_main(int argc, char **argv)
{
	static char block[BLOCK]; /* too much for a small stack */
	struct options parsed = options_of(argv);
	char *default_words[] = { (char *)"y", NULL }, **words;
	struct output output;
	size_t line;

	while (option_next(&parsed))
		;
	words = parsed.index < argc ? argv + parsed.index : default_words;
	line = length_of(words);
	output_start(&output, 1, block, sizeof(block));
	while (output.used + line < sizeof(block)) /* which would be written when it is full */
		append_line(&output, words);
	if (output.used) {
		while (write_all(1, block, output.used, -1))
			;
	} else {
		while (!output.error)
			append_line(&output, words);
		errno = output.error;
	}
	applet_fail("standard output: %m");
}

APPLET(yes) = {
	.name = "yes",
	.main = yes_main,
	.synopsis = "[STRING]...\nOPTION",
	.summary = "Print the STRINGs, or \"y\", over and over until killed.",
	.failure = 1,
	.flags = APPLET_PERMUTE,
};
