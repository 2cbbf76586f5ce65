/* zone - local time, compared with libc's */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "look/ps/zone.h"
#include "support.h"

static struct tm split(const char *name, long long seconds)
{
	struct zone zone = { .rule = NULL };
	struct tm tm;

	if (name)
		setenv("TZ", name, 1);
	else
		unsetenv("TZ");
	zone_start(&zone);
	zone_split(&zone, seconds, &tm);
	text_free(&zone.file);
	return tm;
}

static void assert_same(const char *name, long long seconds)
{
	struct zone zone = { .rule = NULL };
	struct tm ours, theirs;
	char text[2][256];
	time_t time = seconds;

	setenv("TZ", name, 1);
	tzset();
	localtime_r(&time, &theirs);
	zone_start(&zone);
	zone_split(&zone, seconds, &ours);
	strftime(text[0], sizeof(text[0]), "%F %T %j %w %z %Z", &theirs);
	strftime(text[1], sizeof(text[1]), "%F %T %j %w %z %Z", &ours);
	text_free(&zone.file);
	if (strcmp(text[0], text[1]) != 0)
		print_error("%s %lld:\n", name, seconds);
	assert_string_equal(text[1], text[0]);
}

/* Random seconds, and those around each month's ends, when rules change. */
static void as_libc(void **state)
{
	static const char *const names[] = {
		"UTC0", "XST-5:30", "XST3:15", "XST-0:00:01", "<-03>3<-02>,M3.5.0/-2,M10.5.0/-1",
		"CET-1CEST,M3.5.0,M10.5.0/3", "EST5EDT,M3.2.0,M11.1.0", "AST4ADT,J60/0,J300/1",
		"AST4ADT,59/0,299", "NZST-12NZDT,M9.5.0,M4.1.0/3", "IST-1GMT0,M10.5.0,M3.5.0/1",
		"Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe",
		"America/Sao_Paulo", "Africa/Casablanca", "Pacific/Apia", "Europe/Dublin", "UTC",
		":Asia/Tokyo", ":/usr/share/zoneinfo/Asia/Kathmandu",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const char *name = names[i];
		char path[128];

		snprintf(path, sizeof(path), "/usr/share/zoneinfo/%s", name + (*name == ':'));
		if (strchr(name, '/') && !strchr(name, ',') && access(path, R_OK) &&
		    access(name + 1, R_OK))
			continue; /* no such file here */
		for (int j = 0; j < 400; j++) {
			long long month = (j % 200) * 2629746LL * 8;

			assert_same(name, (long long)(pseudo_random() & 0x1ffffffff) - 1000);
			assert_same(name, month + (j & 1 ? 1 : -1) * (j / 2) * 900);
		}
	}
}

static void without_rule(void **state)
{
	(void)state;
	/* 2021-07-01 and 2021-03-10, before the second Sunday of March */
	assert_int_equal(split("EST5EDT", 1625097600).tm_gmtoff, -4 * 3600);
	assert_int_equal(split("EST5EDT", 1615334400).tm_gmtoff, -5 * 3600);
	assert_int_equal(split("MET-1MEST-2", 1625097600).tm_gmtoff, 2 * 3600);
	assert_int_equal(split("EST5", 1625097600).tm_gmtoff, -5 * 3600);
	assert_int_equal(split("<-03>3<-02>", 1625097600).tm_gmtoff, -2 * 3600);
}

static void malformed(void **state)
{
	static const char *const names[] = {
		"", ":", "Nowhere/City", "../etc/passwd", ".", "/", "/dev/zero", "/etc/passwd",
		"/nonexistent", "<", "X", "UTC", "GMT", ":UTC0junk",
	};
	static const char *const wild[] = {
		"EST5EDT,", "EST5EDT,M", "EST5EDT,M3.2.0", "EST5EDT,M0.0.0,M99.99.99/999:999:999",
		"EST5EDT,J,J", "EST5EDT4,,", "A1B2C3,J999,9999999999",
		"<AAAAAAAAAAAAAAAAAAAAAAAAAA>1", "E-99999999999999999999:99999999:9999E", "<A1<B2",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct tm tm = split(names[i], 1625097600);

		assert_int_equal(tm.tm_gmtoff, 0);
		assert_int_equal(tm.tm_hour, 0);
		assert_int_equal(tm.tm_mday, 1);
		assert_int_equal(tm.tm_mon, 6);
	}
	for (size_t i = 0; i < sizeof(wild) / sizeof(*wild); i++)
		split(wild[i], 1625097600);
	split(NULL, 0);
}

/* Every prefix and a few thousand corruptions of a file: never a fault, which sanitizers see. */
static void corrupt_files(void **state)
{
	char bytes[8192], path[] = "/tmp/zone.XXXXXX", name[32];
	FILE *file = fopen("/usr/share/zoneinfo/Europe/Berlin", "r");
	size_t length;
	int descriptor;

	(void)state;
	if (!file)
		skip();
	length = fread(bytes, 1, sizeof(bytes), file);
	fclose(file);
	descriptor = mkstemp(path);
	snprintf(name, sizeof(name), ":%s", path);
	for (size_t i = 0; i < 6000; i++) {
		size_t count = i < length ? i : length, at = pseudo_random() % length;
		char before = bytes[at];

		if (i >= length)
			bytes[pseudo_random() & 1 ? at : at % 100] = (char)pseudo_random();
		assert_int_equal(ftruncate(descriptor, 0), 0);
		assert_int_equal(pwrite(descriptor, bytes, count, 0), count);
		split(name, (long long)(pseudo_random() & 0xffffffff));
		if (i % 8)
			bytes[at] = before;
	}
	close(descriptor);
	unlink(path);
}

static const struct CMUnitTest tests[] = {
	{ .name = "splits seconds as libc does, by rules and by files", .test_func = as_libc },
	{ .name = "has the rule of the USA where there is none", .test_func = without_rule },
	{ .name = "takes UTC where there is no such zone", .test_func = malformed },
	{ .name = "survives corrupt files", .test_func = corrupt_files },
	{ .name = NULL },
};

int main(void)
{
	return run_subject("zone", tests);
}
