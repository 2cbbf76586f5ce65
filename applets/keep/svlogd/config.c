/* config.c - the file config in a log's directory. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "config.h"
#include "log.h"
#include "text/error.h"
#include "text/lines.h"
#include "text/number.h"

enum { SYSLOG_PORT = 514, PORT_MAX = 65535, DIGITS_MAX = 18 };

/* Reads a number at *text and moves past it. Returns false if there is none up to maximum. */
static bool scan(const char **text, unsigned long long maximum, unsigned long long *value)
{
	const char *start = *text;

	*value = line_number(text, 10);
	return *text > start && *text - start <= DIGITS_MAX && *value <= maximum;
}

/* The numbers of a configuration, by their letters, and their units, the second the unit of it. */
static bool scan_number(struct log *log, const char *text)
{
	static const char letters[] = "snNt", units[][3] = { "km", "", "", "mh" };
	int which = (int)(strchr(letters, *text++) - letters);
	const char *unit;
	unsigned long long number;

	if (!scan(&text, 1ULL << 40, &number))
		return false;
	unit = *text ? strchr(units[which], *text) : NULL;
	text += unit != NULL;
	for (; unit && unit >= units[which]; unit--)
		number *= which ? 60 : 1024;
	/* whatever follows, as in runit */
	log->numbers[which] = number;
	return !*skip_blanks(text);
}

/* a.b.c.d or a.b.c.d:port; warns of anything else. */
static void scan_address(const char *text, struct sockaddr_in *address)
{
	unsigned long long number, ip = 0, port = SYSLOG_PORT;
	const char *at = text;

	for (int i = 0; i < 4; i++) {
		if (!scan(&at, 255, &number) || (i < 3 && *at++ != '.')) {
			error("warning: unable to scan ip address: %pn", text);
			return;
		}
		ip = ip << 8 | number;
	}
	text = at + (*at == ':');
	if (*at++ == ':' && (!scan(&at, PORT_MAX, &port) || !port)) {
		error("warning: unable to scan port number: %pn", text);
		return;
	}
	*address = (struct sockaddr_in){ .sin_family = AF_INET };
	address->sin_addr.s_addr = htonl((unsigned)ip);
	address->sin_port = htons((unsigned short)port);
}

static bool apply(struct log *log, const char *line)
{
	const char *rest = line + 1;

	switch (*line) {
	case 's':
	case 'n':
	case 'N':
	case 't':
		return scan_number(log, line);
	case '!':
		log->processor = *rest ? rest : log->processor;
		return true;
	case 'p':
		log->prefix = rest;
		return true;
	case 'U':
		log->remote = true;
		/* fall through */
	case 'u':
		scan_address(rest, &log->address);
		return true;
	case '+':
	case '-':
	case 'e':
	case 'E':
		log->patterns = true;
		return true;
	default:
		return !*line || *line == '#';
	}
}

bool config_read(struct log *log)
{
	static const unsigned long long defaults[] = { [MAXIMUM] = 1000000, [KEEP] = 10,
						       [LEAST] = 10, [AGE] = 0 };
	int file = logdir_file(log, "config", O_RDONLY, 0);

	memcpy(log->numbers, defaults, sizeof(defaults));
	log->processor = log->prefix = NULL;
	log->address.sin_port = 0;
	log->patterns = log->remote = false;
	log->config.length = 0;
	if (file < 0 ? errno != ENOENT : !text_read(&log->config, file))
		warn_unable(log, "read config");
	if (file >= 0)
		close(file);
	for (char *line = log->config.bytes, *next; file >= 0 && line < log->config.bytes +
	     log->config.length; line = next + 1) {
		next = strchrnul(line, '\n');
		*next = '\0';
		if (!apply(log, line))
			error("warning: invalid line in config: %pn: %pn", log->name, line);
	}
	if (!log->numbers[MAXIMUM])
		log->numbers[MAXIMUM] = -1ULL;
	return file >= 0;
}

/*
 * Whether all of the line matches the pattern: * is what precedes the next character of the
 * pattern, or at its end everything; + the next character once or more; any other character is
 * itself.
 */
static bool line_matches(const char *pattern, const char *line, size_t length)
{
	const char *end = line + length;

	for (; *pattern; pattern++) {
		bool many = *pattern == '+';

		if (*pattern == '*') {
			if (!pattern[1])
				return true;
			while (line < end && *line != pattern[1])
				line++;
			if (line == end)
				return false;
			continue;
		}
		if (many && !*++pattern)
			return false;
		if (line == end || *line++ != *pattern)
			return false;
		while (many && line < end && *line == *pattern)
			line++;
	}
	return line == end;
}

bool config_select(const struct log *log, const char *line, size_t length, bool *alert)
{
	const char *end = log->config.bytes + log->config.length;
	bool selected = true;

	*alert = false;
	if (!log->patterns)
		return true;
	for (const char *at = log->config.bytes; at < end; at += strlen(at) + 1) {
		if (!*at || !strchr("+-eE", *at) || !line_matches(at + 1, line, length))
			continue;
		if (*at == '+' || *at == '-')
			selected = *at == '+';
		else
			*alert = *at == 'e';
	}
	return selected;
}
