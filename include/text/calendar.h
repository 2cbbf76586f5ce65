/* calendar.h - dates of the Gregorian calendar, without libc's, which is larger. */
#ifndef TEXT_CALENDAR_H
#define TEXT_CALENDAR_H

#include <stdbool.h>
#include <time.h>

#include "text/output.h"

/* The TAI64 label of the second in which 1970 began; ten leap seconds count, and no later ones. */
#define TAI64_EPOCH ((1ULL << 62) + 10)

bool calendar_is_leap(int year);

/* The first day of the year, counted from that of 1970. */
long long calendar_first_day(int year);

/* The first day of the month, 1 to 13, counted from that of the year. */
int calendar_month_day(int year, int month);

/* 0 to 6, Sunday to Saturday, and the year; the day is counted from the first one of 1970. */
int calendar_weekday(long long day);
int calendar_year(long long day);

/* The date and time of day so many seconds after 1970 began, in UTC, like gmtime_r(3). */
void calendar_split(long long seconds, struct tm *tm);

/* Appends it as 2026-11-30T06:15:22, with these five bytes between the numbers. */
void output_calendar(struct output *output, long long seconds, const char separators[5]);

#endif
