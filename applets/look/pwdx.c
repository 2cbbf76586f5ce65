/* pwdx - print the working directories of processes
 * procps-ng 4.0 https://man7.org/linux/man-pages/man1/pwdx.1.html
 */
#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "file/descriptor.h"
#include "proc/procfs.h"
#include "text/byte.h"
#include "text/error.h"
#include "text/format.h"
#include "text/quote.h"

enum { FAILURE = 1, DIGITS = 20 /* no process has a number of more */ };

/* The number in PID or /proc/PID, as it was written. */
static const char *parse_id(const char *text)
{
	const char *id = text_begins(text, "/proc/", 6) ? text + 6 : text;
	size_t length = span_of(id, "0123456789");

	if (id[length] || span_of(id, "0") == length)
		applet_fail("invalid process id: %pn", text);
	return id;
}

/* Puts the directory into path, of PATH_MAX bytes, with a NUL. Returns false with errno. */
static bool find_directory(int proc, const char *id, char *path)
{
	char link[DIGITS + sizeof("/cwd")];

	format_text(link, sizeof(link), "%.*s/cwd", DIGITS, id);
	if (link_read(proc, link, path, PATH_MAX) >= 0)
		return true;
	if (errno == ENOENT)
		errno = ESRCH;
	return false;
}

/* As procps prints it: without the name of the program. */
static void report_failure(const char *text)
{
	struct output line;
	char buffer[64];
	int reason = errno;

	error_start(&line, buffer, sizeof(buffer));
	errno = reason;
	output_format(&line, "%s: %m\n", text);
	error_flush(&line);
}

static int pwdx_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	char buffer[PATH_MAX], path[PATH_MAX];
	struct output output;
	int proc, status = 0;
	bool terminal = isatty(1);

	while (option_next(&parsed))
		;
	if (parsed.index == argc)
		usage_error("no process specified");
	proc = procfs_open(FAILURE);
	output_start(&output, 1, buffer, sizeof(buffer));
	for (argv += parsed.index; *argv; argv++) {
		const char *id = parse_id(*argv);

		if (find_directory(proc, id, path)) {
			output_format(&output, "%s: ", *argv);
			if (terminal)
				output_printable(&output, path, true);
			else
				output_text(&output, path);
			output_char(&output, '\n');
			output_flush(&output);
		} else {
			report_failure(*argv);
			status = FAILURE;
		}
	}
	return output_finish(&output) ? FAILURE : status;
}

APPLET(pwdx) = {
	.name = "pwdx",
	.main = pwdx_main,
	.synopsis = "PID...",
	.summary = "Print the working directory of each process.",
	.failure = FAILURE,
	.flags = APPLET_PERMUTE | APPLET_SHORT_HELP | APPLET_LIKE_PROCPS,
};
