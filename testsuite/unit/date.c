/* date - dates in a format of the user's */
#include <stdlib.h>
#include <time.h>

#include "look/ps/date.h"
#include "support.h"

static const char *made(const char *format, time_t seconds)
{
	static char text[256];
	struct output output;
	struct tm tm;

	localtime_r(&seconds, &tm);
	output_start(&output, OUTPUT_TEXT, text, sizeof(text));
	output_date(&output, format, &tm, seconds);
	output_terminate(&output);
	return text;
}

static void set_zone(const char *zone)
{
	setenv("TZ", zone, 1);
	tzset();
}

/* Random seconds, and those around the first days of many years, where weeks are counted anew. */
static void conversions(void **state)
{
	static const char *const formats[] = {
		"%a %A %b %B %h %c|%C %d %D %e %F %g %G %H %I %j %k %l %m %M %n %p %P",
		"%r %R %S %s %t %T %u %U %V %w %W %x %X %y %Y %z %Z %%",
		"%-d|%_d|%0e|%-H%_M%-j|%Ey%OH%EY|%-I", "", "plain", "%%d",
	};
	char wanted[256];
	struct tm tm;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		time_t seconds = i % 2 ? (time_t)(pseudo_random() & INT32_MAX) :
					 (i / 16) * 31556952L + (i % 16 - 8) * 86400L + 43200;

		set_zone(i % 3 ? "UTC0" : i % 4 ? "XST-5:30" : "XST3:15");
		localtime_r(&seconds, &tm);
		for (size_t j = 0; j < sizeof(formats) / sizeof(*formats); j++) {
			wanted[0] = '\0';
			strftime(wanted, sizeof(wanted), formats[j], &tm);
			assert_string_equal(made(formats[j], seconds), wanted);
		}
	}
}

static void malformed(void **state)
{
	(void)state;
	assert_string_equal(made("a%", 0), "a%");
	assert_string_equal(made("%-", 0), "%-");
	assert_string_equal(made("%E", 0), "%E");
	assert_string_equal(made("%!%q", 0), "%!%q");
}

static const struct CMUnitTest tests[] = {
	{ .name = "converts as strftime does", .test_func = conversions },
	{ .name = "copies what is not a conversion", .test_func = malformed },
	{ .name = NULL },
};

int main(void)
{
	return run_subject("date", tests);
}
