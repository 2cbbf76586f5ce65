/* calendar.c - dates of the Gregorian calendar, without libc's, which is larger. */
#include "text/calendar.h"
#include "text/format.h"

enum { HOUR = 3600, DAY = 86400, EPOCH = 1970 };

bool calendar_is_leap(int year)
{
	return year % 4 == 0 && (year % 100 || year % 400 == 0);
}

long long calendar_first_day(int year)
{
	int before = year - 1;

	return 365LL * (year - EPOCH) + before / 4 - before / 100 + before / 400 - 477;
}

int calendar_month_day(int year, int month)
{
	return (367 * month - 362) / 12 - (month > 2 ? 2 - calendar_is_leap(year) : 0);
}

int calendar_weekday(long long day)
{
	return (int)((day % 7 + 11) % 7);
}

int calendar_year(long long day)
{
	int year = EPOCH + (int)(day / 366);

	while (day >= calendar_first_day(year + 1))
		year++;
	while (day < calendar_first_day(year))
		year--;
	return year;
}

void calendar_split(long long seconds, struct tm *tm)
{
	long long day = seconds / DAY - (seconds % DAY < 0);
	int rest = (int)(seconds - day * DAY), year = calendar_year(day), month = 12;

	*tm = (struct tm){
		.tm_hour = rest / HOUR,
		.tm_min = rest / 60 % 60,
		.tm_sec = rest % 60,
		.tm_year = year - 1900,
		.tm_yday = (int)(day - calendar_first_day(year)),
		.tm_wday = calendar_weekday(day),
	};
	while (tm->tm_yday < calendar_month_day(year, month))
		month--;
	tm->tm_mon = month - 1;
	tm->tm_mday = tm->tm_yday - calendar_month_day(year, month) + 1;
}

void output_calendar(struct output *output, long long seconds, const char separators[5])
{
	struct tm tm;

	calendar_split(seconds, &tm);
	output_digits(output, tm.tm_year + 1900, 4);
	for (int i = 0; i < 5; i++) {
		const int values[] = { tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min,
				       tm.tm_sec };

		output_char(output, separators[i]);
		output_digits(output, values[i], 2);
	}
}
