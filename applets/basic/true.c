/* true - succeed; also the smallest applet: copy it to start one of your own
 * POSIX.1-2024 https://pubs.opengroup.org/onlinepubs/9799919799/utilities/true.html
 * GNU coreutils 9.x
 */
#include <string.h>

#include "applet/row.h"
#include "applet/usage.h"

/* Options count only as the sole argument; anything else is ignored, as GNU's true does. */
static int true_main(int argc, char **argv)
{
	if (argc == 2 && !strcmp(argv[1], "--help"))
		return help_print(running_applet);
	if (argc == 2 && !strcmp(argv[1], "--version"))
		return version_print(applet_name(running_applet));
	return 0;
}

APPLET(true) = {
	.name = "true",
	.main = true_main,
	.synopsis = "[ignored command line arguments]\nOPTION",
	.summary = "Exit with a status code indicating success.",
	.failure = 1,
};
