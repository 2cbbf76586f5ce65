/* screen.c - the width and height of what is printed. */
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "text/number.h"
#include "text/screen.h"
#include "text/variable.h"

enum { WIDE = 132, LIMIT = 1 << 20 };

/* Whether the terminal reports its size: the width at least. */
static bool read_size(int terminal, struct winsize *window)
{
	struct winsize found;

	if (ioctl(terminal, TIOCGWINSZ, &found) || !found.ws_col)
		return false;
	window->ws_col = found.ws_col;
	if (found.ws_row)
		window->ws_row = found.ws_row;
	return true;
}

/* The size of the first standard descriptor that is a terminal, else of the controlling one. */
static void find_size(struct winsize *window)
{
	int terminal;

	if (read_size(1, window) || read_size(2, window) || read_size(0, window))
		return;
	terminal = open("/dev/tty", O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	if (terminal < 0)
		return;
	read_size(terminal, window);
	close(terminal);
}

/* The number in the environment variable name, or usual. */
static long long environment_number(const char *name, long long minimum, long long usual)
{
	const char *text = variable_value(name);
	long long number;

	return text && number_parse(text, minimum, LIMIT, &number) == NUMBER_OK ? number : usual;
}

void screen_fit(struct screen *screen, bool height)
{
	struct winsize window = { .ws_col = screen->usual ? screen->usual : 80, .ws_row = 24 };
	bool on_terminal = isatty(1);

	if ((on_terminal && !screen->width) || height)
		find_size(&window);
	if (!screen->width)
		screen->width = environment_number("COLUMNS", 1, on_terminal ? window.ws_col : 0);
	if (screen->wide && screen->width && screen->width < WIDE)
		screen->width = WIDE;
	if (screen->wide > 1)
		screen->width = 0;
	if (!screen->height)
		screen->height = environment_number("LINES", 2, window.ws_row);
	if (screen->height < 2)
		screen->height = 2;
}
