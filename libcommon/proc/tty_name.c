/* tty_name.c - names of terminals, and the device numbers that the kernel knows them by. */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "proc/tty_name.h"
#include "text/byte.h"
#include "text/format.h"
#include "text/number.h"
#include "text/text.h"

/* Majors, by the kernel's list of devices (devices.txt). */
enum { TTY = 4, CONSOLES = 5, PTS = 136, PTS_LAST = 143, SERIAL = 64, MINORS = 256 };

/* A number as in stat: the minor is in two parts, around the major. */
static long long encode(unsigned major, unsigned minor)
{
	return (minor & 0xff) | major << 8 | (minor & ~0xffU) << 12;
}

static unsigned major_of(long long device)
{
	return device >> 8 & 0xfff;
}

static unsigned minor_of(long long device)
{
	return (device & 0xff) | (device >> 12 & 0xfff00);
}

/* Reads the number at *at, after blanks, and moves past it. */
static unsigned read_number(const char **at)
{
	unsigned number = 0;

	*at += span_of(*at, " \t");
	for (; **at >= '0' && **at <= '9'; ++*at)
		number = number * 10 + (**at - '0');
	return number;
}

/*
 * Looks in the text of /proc/tty/drivers, lines of DRIVER /dev/NAME MAJOR MINOR[-MINOR] TYPE, for
 * the driver of the device. Returns whether there is one: its name, and the first minor.
 */
static bool find_driver(const char *line, long long device, char name[TTY_NAME_SIZE],
			unsigned *first)
{
	while (*line) {
		const char *at = line + span_before(line, " \n"), *path;
		size_t length;
		unsigned major, last;

		path = at += span_of(at, " ");
		length = span_before(at, " \n");
		at += length;
		major = read_number(&at);
		last = *first = read_number(&at);
		if (*at == '-') {
			at++;
			last = read_number(&at);
		}
		if (major == major_of(device) && minor_of(device) >= *first &&
		    minor_of(device) <= last && text_begins(path, "/dev/", 5) &&
		    length - 5 < TTY_NAME_SIZE / 2) {
			memcpy(name, path + 5, length - 5);
			name[length - 5] = '\0';
			return true;
		}
		line = strchrnul(at, '\n');
		line += *line == '\n';
	}
	return false;
}

static bool driver_name(long long device, char name[TTY_NAME_SIZE], unsigned *first)
{
	int descriptor = open("/proc/tty/drivers", O_RDONLY | O_CLOEXEC);
	struct text drivers = { .length = 0 };
	bool found;

	if (descriptor < 0)
		return false;
	found = text_read(&drivers, descriptor) && find_driver(drivers.bytes, device, name, first);
	text_free(&drivers);
	close(descriptor);
	return found;
}

void tty_name(long long device, char name[TTY_NAME_SIZE])
{
	unsigned major = major_of(device), minor = minor_of(device), first = 0;
	char driver[TTY_NAME_SIZE];
	struct output output;

	output_start(&output, OUTPUT_TEXT, name, TTY_NAME_SIZE);
	if (device == 0)
		output_text(&output, "?");
	else if (major >= PTS && major <= PTS_LAST)
		output_format(&output, "pts/%u", minor + (major - PTS) * MINORS);
	else if (major == TTY)
		output_format(&output, minor < SERIAL ? "tty%u" : "ttyS%u",
			      minor < SERIAL ? minor : minor - SERIAL);
	else if (major == CONSOLES && minor < 2)
		output_text(&output, minor ? "console" : "tty");
	else if (driver_name(device, driver, &first))
		output_format(&output, "%s%u", driver, minor - first);
	else
		output_format(&output, "%u/%u", major, minor);
	output_terminate(&output);
}

static bool look_up(const char *prefix, const char *text, long long *device)
{
	struct stat status;
	char path[TTY_NAME_SIZE + 32];

	if (strlen(text) >= TTY_NAME_SIZE)
		return false;
	format_text(path, sizeof(path), "%s%s", prefix, text);
	if (stat(path, &status) || !S_ISCHR(status.st_mode))
		return false;
	*device = encode(major(status.st_rdev), minor(status.st_rdev));
	return true;
}

/* A name made of a prefix and a number, if /dev does not contain it. */
static bool usual_name(const char *text, long long *device)
{
	static const struct {
		const char *prefix;
		unsigned major, first;
	} names[] = {
		{ "pts/", PTS, 0 }, { "", PTS, 0 }, { "ttyS", TTY, SERIAL },
		{ "S", TTY, SERIAL }, { "tty", TTY, 0 },
	};
	long long number;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		size_t length = strlen(names[i].prefix);

		if (text_begins(text, names[i].prefix, length) && text[length] >= '0' &&
		    text[length] <= '9' &&
		    number_parse(text + length, 0, 0xfffff, &number) == NUMBER_OK) {
			*device = encode(names[i].major, names[i].first + (unsigned)number);
			return true;
		}
	}
	return false;
}

bool tty_parse(const char *text, long long *device)
{
	static const char *const prefixes[] = { "/dev/pts/", "/dev/", "/dev/tty" };

	if (strcmp(text, "-") == 0 || strcmp(text, "?") == 0) {
		*device = 0;
		return true;
	}
	if (*text == '/' && look_up("", text, device))
		return true;
	for (int i = 0; i < 3; i++) {
		if (look_up(prefixes[i], text, device))
			return true;
	}
	return usual_name(text_begins(text, "/dev/", 5) ? text + 5 : text, device);
}
