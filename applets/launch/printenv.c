/* printenv - print environment variables
 * GNU coreutils 9.x https://www.gnu.org/software/coreutils/printenv
 */
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/options.h"
#include "text/byte.h"
#include "text/output.h"

static const struct applet_option options[] = {
	OPT('0', "null", NULL, "end each line of output with NUL instead of a newline"),
	{ .key = 0 },
};

/* Prints every value of that name, as there may be several; returns whether there was any. */
static bool print_values(struct output *output, const char *name, char end)
{
	size_t length = strlen(name);
	bool found = false;

	/* "a=b" is not a name, even if the environment contains "a=b=c" */
	if (length == 0 || strchr(name, '='))
		return false;
	for (char **entry = environ; *entry; entry++) {
		if (!text_begins(*entry, name, length) || (*entry)[length] != '=')
			continue;
		output_text(output, *entry + length + 1);
		output_char(output, end);
		found = true;
	}
	return found;
}

static int printenv_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	struct output output;
	char buffer[1024], end = '\n';
	bool missing = false;
	int status;

	while (option_next(&parsed))
		end = '\0';
	output_start(&output, 1, buffer, sizeof(buffer));
	for (char **entry = environ; parsed.index == argc && *entry; entry++) {
		output_text(&output, *entry);
		output_char(&output, end);
	}
	for (char **name = argv + parsed.index; *name; name++)
		missing |= !print_values(&output, *name, end);
	status = output_finish(&output);
	return status ? status : missing;
}

APPLET(printenv) = {
	.name = "printenv",
	.main = printenv_main,
	.synopsis = "[OPTION]... [VARIABLE]...",
	.summary = "Print the value of each VARIABLE, or without any the whole environment.",
	.options = options,
	.failure = 2,
};
