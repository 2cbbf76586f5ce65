/* signals - names and numbers, compared with bash's kill -l */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "signal/signals.h"
#include "support.h"

static void common_names(void **state)
{
	(void)state;
	assert_int_equal(signal_parse("HUP"), SIGHUP);
	assert_int_equal(signal_parse("SIGHUP"), SIGHUP);
	assert_int_equal(signal_parse("sighup"), SIGHUP);
	assert_int_equal(signal_parse("hUp"), SIGHUP);
	assert_int_equal(signal_parse("KILL"), SIGKILL);
	assert_int_equal(signal_parse("IOT"), SIGABRT);
	assert_int_equal(signal_parse("CLD"), SIGCHLD);
	assert_int_equal(signal_parse("IO"), SIGIO);
	assert_int_equal(signal_parse("POLL"), SIGIO);
	assert_int_equal(signal_parse("STKFLT"), SIGSTKFLT);
	assert_int_equal(signal_parse("VTALRM"), SIGVTALRM);
	assert_int_equal(signal_parse("EXIT"), 0);
	assert_int_equal(signal_parse("0"), 0);
	assert_int_equal(signal_parse("1"), 1);
	assert_int_equal(signal_parse("009"), 9);
	assert_int_equal(signal_parse("64"), 64);
	assert_int_equal(signal_parse("SIG2"), 2);
	assert_int_equal(signal_parse("sig015"), 15);
}

static void realtime(void **state)
{
	(void)state;
	assert_int_equal(signal_parse("RTMIN"), 34);
	assert_int_equal(signal_parse("sigrtmin"), 34);
	assert_int_equal(signal_parse("RTMIN+0"), 34);
	assert_int_equal(signal_parse("RTMIN+3"), 37);
	assert_int_equal(signal_parse("RTMIN-0"), 34);
	assert_int_equal(signal_parse("RTMIN3"), 37);
	assert_int_equal(signal_parse("RTMAX+0"), SIGNAL_RTMAX);
	assert_int_equal(signal_parse("rtmin+30"), 64);
	assert_int_equal(signal_parse("RTMAX"), SIGNAL_RTMAX);
	assert_int_equal(signal_parse("SIGRTMAX-2"), SIGNAL_RTMAX - 2);
	assert_int_equal(signal_parse(formatted("RTMAX-%d", SIGNAL_RTMAX - 34)), 34);
}

static void malformed(void **state)
{
	static const char *const texts[] = {
		"", "SIG", "SIGSIGHUP", "HU", "HUPP", "HUP ", " HUP", "-1", "+1", "1x", "1 ",
		"65536", "99999999999999999999", "128", "SIG65536", "SIG-1", "SIG+1", "RT",
		"RTMI", "RTMIN-1", "RTMIN+", "RTMIN+-1", "RTMIN++1", "RTMIN+x", "RTMIN 1",
		"RTMINX", "RTMIN1x", "RTMAX+1", "RTMAX-", "RTMAX--1", "RTMAX1", "RTMIN+99",
		"RTMAX-99", "RTMIN+99999999999999999999", "0x1", "NOTHING", "VTALRMX", NULL,
	};

	(void)state;
	for (int i = 0; texts[i]; i++) {
		if (signal_parse(texts[i]) != -1)
			fail_test(formatted("%pq is %d", texts[i], signal_parse(texts[i])));
	}
	assert_int_equal(signal_parse(formatted("%d", SIGNAL_RTMAX + 1)), -1);
}

static void round_trip(void **state)
{
	(void)state;
	for (int number = 0; number <= SIGNAL_RTMAX; number++) {
		char buffer[SIGNAL_NAME_SIZE], lower[32];
		const char *name = signal_name(number, buffer);

		assert_int_equal(signal_parse(formatted("%d", number)), number);
		if (number == 32 || number == 33) { /* reserved by libc */
			assert_null(name);
			continue;
		}
		assert_non_null(name);
		assert_in_range(strlen(name), 2, SIGNAL_NAME_SIZE - 1);
		assert_int_equal(signal_parse(name), number);
		strcpy(lower, formatted("SIG%s", name));
		for (char *at = lower; *at; at++)
			*at = (char)tolower(*at);
		assert_int_equal(signal_parse(lower), number);
	}
}

static void statuses(void **state)
{
	char buffer[SIGNAL_NAME_SIZE];

	(void)state;
	for (int number = 0; number <= SIGNAL_RTMAX; number++) {
		int wanted = signal_name(number, buffer) ? number : -1;

		assert_int_equal(signal_parse_status(formatted("%d", number)), wanted);
		assert_int_equal(signal_parse_status(formatted("%d", 128 + number)), wanted);
		assert_int_equal(signal_parse_status(formatted("%d", 256 + number)), wanted);
	}
	assert_int_equal(signal_parse_status("HUP"), SIGHUP);
	assert_int_equal(signal_parse_status("sigrtmin+1"), 35);
	assert_int_equal(signal_parse_status("127"), SIGNAL_RTMAX == 127 ? 127 : -1);
	assert_int_equal(signal_parse_status("99999999999999999999"), -1);
	assert_int_equal(signal_parse_status("137x"), -1);
	assert_int_equal(signal_parse_status("-9"), -1);
	assert_int_equal(signal_parse_status(""), -1);
}

static void unnamed(void **state)
{
	static const int numbers[] = {
		-1, 32, 33, SIGNAL_RTMAX + 1, 1000, -2147483647, 2147483647
	};
	char buffer[SIGNAL_NAME_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		assert_null(signal_name(numbers[i], buffer));
}

static void same_as_bash(void **state)
{
	static const char script[] = "for n in {0..64}; do echo $n $(kill -l $n 2>/dev/null); done";
	const char *const argv[] = { "/bin/bash", "-c", script, NULL };
	const char *const environment[] = { "LC_ALL=C", NULL };
	int status, number;
	char *text, name[32];

	(void)state;
	if (access("/bin/bash", X_OK)) {
		print_message("# bash is not installed\n");
		return;
	}
	text = program_output(argv, environment, &status);
	for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
		char buffer[SIGNAL_NAME_SIZE];
		const char *ours;

		*name = '\0';
		assert_true(sscanf(line, "%d %31s", &number, name) >= 1);
		ours = signal_name(number, buffer);
		if (!*name) {
			assert_null(ours);
			continue;
		}
		assert_int_equal(signal_parse(name), number);
		/* 29 is POLL in POSIX and IO in bash */
		assert_string_equal(ours, number == SIGPOLL ? "POLL" : name);
	}
	assert_int_equal(number, 64);
	free(text);
}

static const struct CMUnitTest tests[] = {
	{ .name = "accepts names in any case, with or without SIG, and numbers",
	  .test_func = common_names },
	{ .name = "counts real-time signals from 34 up and from the last down",
	  .test_func = realtime },
	{ .name = "rejects anything else", .test_func = malformed },
	{ .name = "names every number, and parses that name back", .test_func = round_trip },
	{ .name = "has no name for invalid numbers", .test_func = unnamed },
	{ .name = "accepts the exit status that a shell uses for a signal", .test_func = statuses },
	{ .name = "agrees with bash's kill -l", .test_func = same_as_bash },
	{ .name = NULL },
};

int main(void)
{
	return run_subject("signals", tests);
}
