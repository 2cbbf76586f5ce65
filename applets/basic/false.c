/* false - fail
 * POSIX.1-2024 https://pubs.opengroup.org/onlinepubs/9799919799/utilities/false.html
 * GNU coreutils 9.x
 */
#include <string.h>

#include "applet/row.h"
#include "applet/usage.h"

/* Options count only as the sole argument; anything else is ignored. Fails in any case. */
static int false_main(int argc, char **argv)
{
	if (argc == 2 && !strcmp(argv[1], "--help"))
		help_print(running_applet);
	if (argc == 2 && !strcmp(argv[1], "--version"))
		version_print(applet_name(running_applet));
	return 1;
}

APPLET(false) = {
	.name = "false",
	.main = false_main,
	.synopsis = "[ignored command line arguments]\nOPTION",
	.summary = "Exit with a status code indicating failure.",
	.failure = 1,
};
