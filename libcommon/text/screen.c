/* screen.c - how wide and how high what is printed may get. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "text/number.h"
#include "text/screen.h"

enum { WIDE = 132, MOST = 1 << 20 };

static bool ask(int terminal, struct winsize *window)
{
	struct winsize found;

	if (ioctl(terminal, TIOCGWINSZ, &found) || !found.ws_col || !found.ws_row)
		return false;
	*window = found;
	return true;
}

/* Of whichever descriptor is a terminal, else of the one that we have. */
static void find_window(struct winsize *window)
{
	int terminal;

	if (ask(1, window) || ask(2, window) || ask(0, window))
		return;
	terminal = open("/dev/tty", O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	if (terminal < 0)
		return;
	ask(terminal, window);
	close(terminal);
}

/* The number that the environment has by this name, or what is usual. */
static long long from_environment(const char *name, long long least, long long usual)
{
	const char *text = getenv(name);
	long long number;

	return text && number_parse(text, least, MOST, &number) == NUMBER_OK ? number : usual;
}

void screen_fit(struct screen *screen, bool height)
{
	struct winsize window = { .ws_col = 80, .ws_row = 24 };
	bool on_terminal = isatty(1);

	if ((on_terminal && !screen->width) || height)
		find_window(&window);
	if (!screen->width)
		screen->width = from_environment("COLUMNS", 1, on_terminal ? window.ws_col : 0);
	if (screen->wide && screen->width && screen->width < WIDE)
		screen->width = WIDE;
	if (screen->wide > 1)
		screen->width = 0;
	if (!screen->height)
		screen->height = from_environment("LINES", 2, window.ws_row);
	if (screen->height < 2)
		screen->height = 2;
}
