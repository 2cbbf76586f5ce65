/* zone.c - local time: POSIX.1-2024 8.3 (TZ), RFC 8536 (files of time zones). */
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "text/byte.h"
#include "text/calendar.h"
#include "text/format.h"
#include "text/lines.h"
#include "text/variable.h"
#include "zone.h"

enum { HOUR = 3600, DAY = 86400, HEADER = 44 };

/* Copies the name that at begins with, letters or <...>. Returns what follows it. */
static const char *take_name(const char *at, char name[16])
{
	bool quoted = *at == '<';
	int length = 0;

	for (at += quoted; quoted ? *at && *at != '>' : (*at | 32u) - 'a' < 26; at++) {
		if (length < 15)
			name[length++] = *at;
	}
	name[length] = '\0';
	return at + (quoted && *at);
}

static int take_number(const char **at)
{
	return (int)(line_number(at, 10) % 1000);
}

/* [+-]HH[:MM[:SS]] in seconds. */
static int take_time(const char **at)
{
	bool negative = **at == '-';
	int sum = 0;

	*at += negative || **at == '+';
	for (int unit = HOUR; unit; unit /= 60) {
		sum += take_number(at) * unit;
		if (**at != ':')
			break;
		++*at;
	}
	return negative ? -sum : sum;
}

/* ,Mm.w.d or ,Jn or ,n and perhaps /TIME: seconds since 1970 by the clock on the wall. */
static long long take_change(const char **at, int year)
{
	char kind = **at ? *++*at : '\0';
	long long day = calendar_first_day(year);
	int number, week, time = 2 * HOUR;

	*at += kind == 'M' || kind == 'J';
	number = take_number(at);
	if (kind == 'M') {
		int end = calendar_month_day(year, number + 1) - calendar_month_day(year, number);

		*at += **at == '.';
		week = take_number(at);
		*at += **at == '.';
		day += calendar_month_day(year, number);
		number = (take_number(at) + 7 - calendar_weekday(day)) % 7 + 7 * (week - 1);
		number -= number < end ? 0 : 7; /* the last one of the month */
	} else if (kind == 'J') {
		number -= number < 60 || !calendar_is_leap(year);
	}
	if (**at == '/') {
		++*at;
		time = take_time(at);
	}
	return (day + number) * DAY + time;
}

/* The offset to UTC at that time, in seconds, by the rule; and the name. */
static int offset_by_rule(struct zone *zone, const char *rule, long long seconds)
{
	char name[sizeof(zone->name)];
	const char *at = take_name(rule, zone->name);
	int offset = -take_time(&at), summer = offset + HOUR, year;
	long long begin, end;

	at = take_name(at, name);
	if (!*name)
		return offset;
	if (*at && *at != ',')
		summer = -take_time(&at);
	if (*at != ',')
		at = ",M3.2.0,M11.1.0";
	year = calendar_year((seconds + offset) / DAY);
	begin = take_change(&at, year) - offset;
	end = take_change(&at, year) - summer;
	if (begin < end ? seconds < begin || seconds >= end : seconds >= end && seconds < begin)
		return offset;
	format_text(zone->name, sizeof(zone->name), "%s", name);
	return summer;
}

/* A signed number, the most significant byte first. */
static long long number_at(const char *at, int width)
{
	unsigned long long number = (signed char)*at < 0 ? ULLONG_MAX : 0;

	while (width--)
		number = number << 8 | (unsigned char)*at++;
	return (long long)number;
}

static int offset_at(struct zone *zone, long long seconds)
{
	size_t i = zone->count, kind;
	const char *type, *name;

	while (i && seconds < number_at(zone->times + (i - 1) * zone->width, zone->width))
		i--;
	if (!zone->kinds || (zone->rule && i == zone->count))
		return offset_by_rule(zone, zone->rule ? zone->rule : "UTC", seconds);
	kind = i ? (unsigned char)zone->times[zone->count * zone->width + i - 1] : 0;
	type = zone->types + 6 * (kind < zone->kinds ? kind : 0);
	name = zone->names + (unsigned char)type[5];
	*zone->name = '\0';
	if (name < zone->file.bytes + zone->file.length)
		format_text(zone->name, sizeof(zone->name), "%s", name);
	return (int)number_at(type, 4);
}

/* A header and what it counts. Returns its end, or NULL if that is not there. */
static const char *read_block(struct zone *zone, const char *at, int width)
{
	const char *end = zone->file.bytes + zone->file.length;
	/* marks of UTC, of winter time; leap seconds, times, kinds, bytes of names */
	unsigned long long counts[6], length = 0;
	const unsigned char lengths[] = { 1, 1, width + 4, width + 1, 6, 1 };

	if (end - at < HEADER || memcmp(at, "TZif", 4) != 0)
		return NULL;
	for (int i = 0; i < 6; i++) {
		counts[i] = number_at(at + 20 + 4 * i, 4) & UINT32_MAX;
		length += counts[i] * lengths[i];
	}
	at += HEADER;
	if (length > (unsigned long long)(end - at))
		return NULL;
	zone->width = width;
	zone->count = counts[3];
	zone->kinds = counts[4];
	zone->times = at;
	zone->types = at + counts[3] * lengths[3];
	zone->names = zone->types + counts[4] * lengths[4];
	return at + length;
}

static bool read_file(struct zone *zone, const char *directory, const char *name)
{
	struct stat status;
	char path[PATH_MAX];
	int descriptor;
	bool good;

	if (!format_text(path, sizeof(path), "%s%s", directory, name))
		return false;
	descriptor = open_above(path, O_RDONLY | O_NONBLOCK, 0);
	if (descriptor < 0)
		return false;
	good = fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) &&
	       text_read(&zone->file, descriptor);
	close(descriptor);
	return good;
}

void zone_start(struct zone *zone)
{
	const char *name = variable_value("TZ"), *at;

	if (!name)
		name = ":/etc/localtime";
	at = take_name(name, zone->name);
	if (at != name && (span_of(at, "+-0123456789") || !strcmp(zone->name, "UTC") ||
			   !strcmp(zone->name, "GMT"))) {
		zone->rule = name;
		return;
	}
	name += *name == ':';
	if (*name == '/' || *name == '.')
		read_file(zone, "", name);
	else if (!strchr(name, '.') && !read_file(zone, "/usr/share/zoneinfo/", name) &&
		 !read_file(zone, "/share/zoneinfo/", name))
		read_file(zone, "/etc/zoneinfo/", name);
	if (!zone->file.length)
		return;
	at = read_block(zone, zone->file.bytes, 4);
	if (!at || zone->file.bytes[4] < '2')
		return;
	at = read_block(zone, at, 8);
	if (at && *at == '\n' && at[1] != '\n')
		zone->rule = at + 1;
}

void zone_split(struct zone *zone, long long seconds, struct tm *tm)
{
	int offset = offset_at(zone, seconds);

	calendar_split(seconds + offset, tm);
	tm->tm_gmtoff = offset;
	tm->tm_zone = zone->name;
}
