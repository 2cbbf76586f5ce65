/* signals.c - signal names and numbers. */
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>

#include "signal/signals.h"
#include "text/byte.h"
#include "text/number.h"

struct name {
	char name[7];
	unsigned char number;
};

/* MIPS has different numbers, and EMT in place of STKFLT. */
enum { MIPS = _NSIG > 65 };

/* The first name of a number is the one that is printed; the others are only accepted. */
static const struct name names[] = {
	{ "HUP", SIGHUP },       { "INT", SIGINT },     { "QUIT", SIGQUIT }, { "ILL", SIGILL },
	{ "TRAP", SIGTRAP },     { "ABRT", SIGABRT },   { "IOT", SIGABRT },  { "BUS", SIGBUS },
	{ "FPE", SIGFPE },       { "KILL", SIGKILL },   { "USR1", SIGUSR1 }, { "SEGV", SIGSEGV },
	{ "USR2", SIGUSR2 },     { "PIPE", SIGPIPE },   { "ALRM", SIGALRM }, { "TERM", SIGTERM },
	{ "CHLD", SIGCHLD },     { "CLD", SIGCHLD },    { "CONT", SIGCONT },
	{ "STOP", SIGSTOP },     { "TSTP", SIGTSTP },   { "TTIN", SIGTTIN }, { "TTOU", SIGTTOU },
	{ "URG", SIGURG },       { "XCPU", SIGXCPU },   { "XFSZ", SIGXFSZ }, { "PROF", SIGPROF },
	{ "VTALRM", SIGVTALRM }, { "WINCH", SIGWINCH }, { "POLL", SIGPOLL }, { "IO", SIGPOLL },
	{ "PWR", SIGPWR },       { "SYS", SIGSYS },     { "EXIT", 0 },
	{ { MIPS ? 'E' : 'S', MIPS ? 'M' : 'T', MIPS ? 'T' : 'K', MIPS ? '\0' : 'F', 'L', 'T' },
	  MIPS ? 7 : 16 },
};

enum { NAMES = sizeof(names) / sizeof(*names) };

/*
 * "RTMIN", "RTMIN+3", "RTMAX-2": a base and an offset. Like GNU's tools this accepts any offset
 * that stays within the real-time signals: RTMIN3, RTMAX+0.
 */
static int parse_realtime(const char *text)
{
	bool from_top = is_same(text, "RTMAX", 5);
	long long offset = 0;

	if (!from_top && !is_same(text, "RTMIN", 5))
		return -1;
	if (text[5] && number_parse(text + 5, from_top ? SIGNAL_RTMIN - SIGNAL_RTMAX : 0,
				    from_top ? 0 : SIGNAL_RTMAX - SIGNAL_RTMIN,
				    &offset) != NUMBER_OK)
		return -1;
	return (from_top ? SIGNAL_RTMAX : SIGNAL_RTMIN) + (int)offset;
}

int signal_parse(const char *text)
{
	long long number;

	if (is_same(text, "SIG", 3))
		text += 3;
	if (*text >= '0' && *text <= '9')
		return number_parse(text, 0, SIGNAL_RTMAX, &number) == NUMBER_OK ? (int)number : -1;
	for (int i = 0; i < NAMES; i++) {
		if (is_same(names[i].name, text, sizeof(names[i].name)))
			return names[i].number;
	}
	return parse_realtime(text);
}

const char *signal_name(int number, char buffer[SIGNAL_NAME_SIZE])
{
	char *end = buffer + 6;
	bool upper;
	int offset;

	for (int i = 0; i < NAMES; i++) {
		if (names[i].number == number)
			return names[i].name;
	}
	if (number < SIGNAL_RTMIN || number > SIGNAL_RTMAX)
		return NULL;
	offset = number - SIGNAL_RTMIN;
	if (number == SIGNAL_RTMIN || number == SIGNAL_RTMAX)
		return offset ? "RTMAX" : "RTMIN";
	/* like bash: the upper half counts down from the top */
	upper = offset > (SIGNAL_RTMAX - SIGNAL_RTMIN) / 2;
	memcpy(buffer, upper ? "RTMAX-" : "RTMIN+", 6);
	offset = upper ? SIGNAL_RTMAX - number : offset;
	if (offset >= 10)
		*end++ = (char)('0' + offset / 10);
	*end++ = (char)('0' + offset % 10);
	*end = '\0';
	return buffer;
}

int signal_parse_status(const char *text)
{
	char buffer[SIGNAL_NAME_SIZE];
	int number = signal_parse(text);
	long long status;

	if (number < 0 && *text >= '0' && *text <= '9' &&
	    number_parse(text, 0, INT_MAX, &status) == NUMBER_OK)
		number = (int)status & (status >= 0xff ? 0xff : 0x7f);
	return signal_name(number, buffer) ? number : -1;
}

const char *signal_hint(char buffer[NEAR_HINT_SIZE], const char *text)
{
	bool prefixed = is_same(text, "SIG", 3);
	const char *known = NULL;

	text += prefixed ? 3 : 0;
	for (int i = NAMES - 1; i >= 0; i--) {
		if (near_miss(text, names[i].name))
			known = names[i].name;
	}
	return near_hint(buffer, prefixed ? "SIG" : "", known);
}

bool signal_is_meant(const char *argument)
{
	static const char set[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-";

	if (argument[0] != '-' || argument[1] < '0' || argument[1] > 'Z')
		return false;
	return argument[1] <= '9' || !argument[1 + span_of(argument + 1, set)];
}

int signal_take_argument(int *argc, char **argv)
{
	for (int i = 1; i < *argc && strcmp(argv[i], "--"); i++) {
		int number = argv[i][0] == '-' ? signal_parse(argv[i] + 1) : -1;

		if (number >= 0) {
			memmove(argv + i, argv + i + 1, (*argc - i) * sizeof(*argv));
			--*argc;
			return number;
		}
	}
	return -1;
}
