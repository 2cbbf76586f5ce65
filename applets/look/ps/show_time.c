/* show_time.c - fields: times and shares of CPU time. */
#include <time.h>

#include "show_time.h"

enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

/* At least two digits: the formatter does not support widths. */
static void put_two(struct view *view, long long number)
{
	view_put(view, "%lld%lld", number / 10, number % 10);
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
		view_put(view, "-");
	}
	if (always_hours || seconds >= HOUR) {
		put_two(view, seconds % DAY / HOUR);
		view_put(view, ":");
	}
	put_two(view, seconds % HOUR / MINUTE);
	view_put(view, ":");
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
	view->value = seconds;
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
	(void)field;
	view->value = used(view, view->children);
	view_put(view, "%lld:", view->value / PROCESS_TICKS / MINUTE);
	put_two(view, view->value / PROCESS_TICKS % MINUTE);
}

static void put_clock(struct view *view, const struct tm *tm, bool seconds)
{
	put_two(view, tm->tm_hour);
	view_put(view, ":");
	put_two(view, tm->tm_min);
	if (seconds) {
		view_put(view, ":");
		put_two(view, tm->tm_sec);
	}
}

/* "Nov 22"; a day of one digit is preceded by filler. */
static void put_date(struct view *view, const struct tm *tm, const char *gap, const char *filler)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

	view_put(view, "%.*s%s%s%d", 3, months + 3 * tm->tm_mon, gap,
		 tm->tm_mday < 10 ? filler : "", tm->tm_mday);
}

/* The time of day if the start is recent, else the date. */
static void put_start(struct view *view, const struct tm *tm, enum start_kind kind, time_t start)
{
	time_t now = view->realtime;
	bool today = start + DAY > now;
	struct tm now_tm = *tm;

	if (kind == START_SHORT) {
		localtime_r(&now, &now_tm);
		if (tm->tm_year != now_tm.tm_year)
			view_put(view, "%d", tm->tm_year + 1900);
		else if (tm->tm_yday != now_tm.tm_yday)
			put_date(view, tm, "", "0");
		else
			put_clock(view, tm, false);
	} else if (!today) {
		if (kind == START_DAY)
			view_put(view, "  ");
		put_date(view, tm, " ", kind == START_DAY ? "0" : " ");
	} else {
		put_clock(view, tm, kind == START_DAY);
	}
}

/* The argument is an enum start_kind. */
void show_start(struct view *view, const struct field *field)
{
	static const char days[] = "SunMonTueWedThuFriSat";
	time_t start = view->boot + view_stat(view, STAT_START) / PROCESS_TICKS;
	struct tm tm;

	localtime_r(&start, &tm);
	if (field->argument == START_FULL) {
		view_put(view, "%.*s ", 3, days + 3 * tm.tm_wday);
		put_date(view, &tm, " ", " ");
		view_put(view, " ");
		put_clock(view, &tm, true);
		view_put(view, " %d", tm.tm_year + 1900);
	} else {
		put_start(view, &tm, field->argument, start);
	}
	view->value = view_stat(view, STAT_START);
}

/* CPU time divided by the time since the start. The argument is an enum usage_kind. */
void show_usage(struct view *view, const struct field *field)
{
	bool children = view->children || field->argument == USAGE_CHILDREN;
	long long ticks = used(view, children), seconds = elapsed(view);
	long long exact = seconds ? ticks * (100000 / PROCESS_TICKS) / seconds : 0;
	long long mille = exact / 100;

	switch (field->argument) {
	case USAGE_TENTHS:
		if (mille > 999)
			view_put(view, "%lld", mille / 10);
		else
			view_put(view, "%s%lld.%lld", mille < 100 ? " " : "", mille / 10,
				 mille % 10);
		break;
	case USAGE_PERCENT:
		view_put(view, "%lld", mille > 999 ? 99 : mille / 10);
		break;
	case USAGE_MILLE:
		view_put(view, "%lld", mille > 999 ? 999 : mille);
		break;
	default:
		view_put(view, "%lld.", exact / 1000);
		view_put(view, "%lld", exact / 100 % 10);
		put_two(view, exact % 100);
	}
	view->value = exact;
}
