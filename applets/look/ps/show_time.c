/* show_time.c - fields: times and shares of CPU time. */
#include <string.h>
#include <time.h>

#include "date.h"
#include "show_time.h"
#include "text/clock.h"

enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

/* At least two digits: the formatter does not support widths. */
static void put_two(struct view *view, long long number)
{
	if (number < 10)
		view_number(view, 0);
	view_number(view, number);
}

static long long elapsed(struct view *view)
{
	long long ticks = view->uptime - view_stat(view, STAT_START);

	return ticks < 0 ? 0 : ticks / PROCESS_TICKS;
}

/* CPU time in clock ticks, with children including that of children it has waited for. */
static long long used(struct view *view, bool children)
{
	long long ticks = view_stat(view, STAT_UTIME) + view_stat(view, STAT_STIME);

	if (children)
		ticks += view_stat(view, STAT_CUTIME) + view_stat(view, STAT_CSTIME);
	return ticks;
}

/* [DD-]HH:MM:SS; without always_hours, [[DD-]HH:]MM:SS. */
static void put_duration(struct view *view, long long seconds, bool always_hours)
{
	if (seconds >= DAY) {
		put_two(view, seconds / DAY);
		view_format(view, "-");
	}
	if (always_hours || seconds >= HOUR) {
		put_two(view, seconds % DAY / HOUR);
		view_format(view, ":");
	}
	put_two(view, seconds % HOUR / MINUTE);
	view_format(view, ":");
	put_two(view, seconds % MINUTE);
}

/* The time since the start; with an argument, in seconds. */
void show_elapsed(struct view *view, const struct field *field)
{
	long long seconds = elapsed(view);

	if (field->argument)
		view_number(view, seconds);
	else
		put_duration(view, seconds, false);
	view->value = view->uptime - view_stat(view, STAT_START); /* not all seconds are the same */
}

/* CPU time; with an argument, in seconds. */
void show_used(struct view *view, const struct field *field)
{
	long long ticks = used(view, view->children);

	if (field->argument)
		view_number(view, ticks / PROCESS_TICKS);
	else
		put_duration(view, ticks / PROCESS_TICKS, true);
	view->value = ticks;
}

/* CPU time in minutes and seconds. */
void show_used_short(struct view *view, const struct field *field)
{
	long long ticks = used(view, view->children);

	(void)field;
	view_number(view, ticks / PROCESS_TICKS / MINUTE);
	view_format(view, ":");
	put_two(view, ticks / PROCESS_TICKS % MINUTE);
	view->value = ticks;
}

/* The format for a start: the time of day if it is recent, else the date. */
static const char *start_format(struct view *view, const struct tm *tm,
				enum start_kind kind, time_t start)
{
	time_t now = view->realtime;
	bool recent = start + DAY > now;
	struct tm now_tm;

	switch (kind) {
	case START_FULL:
		return view->date_format ? view->date_format : "%a %b %e %H:%M:%S %Y";
	case START_DAY:
		return recent ? "%H:%M:%S" : "  %b %d";
	case START_BSD:
		return recent ? "%H:%M" : "%b %e";
	default:
		zone_split(&view->zone, now, &now_tm);
		if (tm->tm_year != now_tm.tm_year)
			return "%Y";
		return tm->tm_yday != now_tm.tm_yday ? "%b%d" : "%H:%M";
	}
}

static void view_start_time(struct view *view, enum start_kind kind, time_t start)
{
	char buffer[256];
	struct output output;
	struct tm tm;

	zone_split(&view->zone, start, &tm);
	output_start(&output, OUTPUT_TEXT, buffer, sizeof(buffer));
	output_date(&output, start_format(view, &tm, kind, start), &tm, start);
	output_terminate(&output);
	view_text(view, buffer, strlen(buffer));
	if (kind < START_SHORT || strlen(buffer) >= sizeof(view->start.text))
		return;
	view->start.kind = kind;
	view->start.minute = start / MINUTE;
	memcpy(view->start.text, buffer, sizeof(view->start.text));
}

/* The argument is an enum start_kind. */
void show_start(struct view *view, const struct field *field)
{
	time_t start = view->boot + view_stat(view, STAT_START) / PROCESS_TICKS;

	/* only formats without seconds are cached, from START_SHORT on */
	if (field->argument >= START_SHORT && view->start.kind == field->argument &&
	    view->start.minute == start / MINUTE)
		view_text(view, view->start.text, strlen(view->start.text));
	else
		view_start_time(view, field->argument, start);
	view->value = view_stat(view, STAT_START);
}

/*
 * Milliseconds since the start. For a process younger than a second until now, which may be a
 * little later than when ps began.
 */
static long long exact_age(struct view *view)
{
	long long tick = 1000 / PROCESS_TICKS, start = view_stat(view, STAT_START) * tick;
	long long age = view->uptime * tick - start;
	struct timespec now;

	if (age < 1000) {
		now = clock_now(CLOCK_BOOTTIME);
		age = now.tv_sec * 1000LL + now.tv_nsec / 1000000 - start;
	}
	return age;
}

/* CPU time divided by the time since the start. The argument is an enum usage_kind. */
void show_usage(struct view *view, const struct field *field)
{
	bool children = view->children || field->argument == USAGE_CHILDREN;
	long long milliseconds = used(view, children) * (1000 / PROCESS_TICKS);
	long long age = exact_age(view), exact = age > 0 ? milliseconds * 100000 / age : 0;
	long long mille = exact / 100;

	switch (field->argument) {
	case USAGE_TENTHS:
		if (mille > 999)
			view_format(view, "%lld", mille / 10);
		else
			view_format(view, "%s%lld.%lld", mille < 100 ? " " : "", mille / 10,
				 mille % 10);
		break;
	case USAGE_PERCENT:
		view_format(view, "%lld", mille > 999 ? 99 : mille / 10);
		break;
	case USAGE_MILLE:
		view_format(view, "%lld", mille > 999 ? 999 : mille);
		break;
	default:
		view_format(view, "%lld.", exact / 1000);
		view_format(view, "%lld", exact / 100 % 10);
		put_two(view, exact % 100);
	}
	view->value = exact;
}
