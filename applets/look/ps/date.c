/* date.c - dates in a format of the user's, as strftime(3) makes them in the C locale. */
#include <stdbool.h>
#include <string.h>

#include "date.h"
#include "text/format.h"

/* A number, and how it is padded: to width characters, with a filler. */
struct number {
	long long value;
	int width;
	char filler;
};

static int days_in(int year)
{
	return 365 + (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
}

/* The number of the week by ISO 8601, and the year that it belongs to: that of its Thursday. */
static int iso_week(const struct tm *tm, int *year)
{
	int thursday = tm->tm_yday - (tm->tm_wday + 6) % 7 + 3;

	*year = tm->tm_year + 1900;
	if (thursday < 0) {
		thursday += days_in(--*year);
	} else if (thursday >= days_in(*year)) {
		thursday -= days_in(*year);
		++*year;
	}
	return thursday / 7 + 1;
}

/* The number that a conversion stands for. Returns false if it does not stand for one. */
static bool find_number(char conversion, const struct tm *tm, time_t seconds, struct number *number)
{
	static const char conversions[] = "CdegGHIjklmMsSuUVwWyY";
	static const char widths[] = "222242232222121221224";
	const char *at = strchr(conversions, conversion);
	int year, week = iso_week(tm, &year), hour = (tm->tm_hour + 11) % 12 + 1;
	const long long values[] = {
		(tm->tm_year + 1900) / 100, tm->tm_mday, tm->tm_mday, year % 100, year,
		tm->tm_hour, hour, tm->tm_yday + 1, tm->tm_hour, hour, tm->tm_mon + 1, tm->tm_min,
		seconds, tm->tm_sec, (tm->tm_wday + 6) % 7 + 1,
		(tm->tm_yday + 7 - tm->tm_wday) / 7, week, tm->tm_wday,
		(tm->tm_yday + 7 - (tm->tm_wday + 6) % 7) / 7, tm->tm_year % 100,
		tm->tm_year + 1900,
	};

	if (!at || !*at)
		return false;
	number->value = values[at - conversions];
	number->width = widths[at - conversions] - '0';
	number->filler = strchr("ekl", conversion) ? ' ' : '0';
	return true;
}

static void output_number(struct output *output, const struct number *number)
{
	char digits[24];
	size_t length;

	format_text(digits, sizeof(digits), "%lld", number->value);
	for (length = strlen(digits); (int)length < number->width && number->filler; length++)
		output_char(output, number->filler);
	output_text(output, digits);
}

/* The format that a conversion abbreviates, or NULL. */
static const char *expand(char conversion)
{
	static const char formats[][22] = {
		"c%a %b %e %H:%M:%S %Y", "D%m/%d/%y", "F%Y-%m-%d", "r%I:%M:%S %p", "R%H:%M",
		"T%H:%M:%S", "x%m/%d/%y", "X%H:%M:%S", "h%b", "n\n", "t\t",
	};

	for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++) {
		if (formats[i][0] == conversion)
			return formats[i] + 1;
	}
	return NULL;
}

/* A conversion that is text. Returns false if it is unknown. */
static bool output_name(struct output *output, char conversion, const struct tm *tm)
{
	static const char *const days[] = { "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday",
					    "Friday", "Saturday" };
	static const char *const months[] = { "January", "February", "March", "April", "May",
					      "June", "July", "August", "September", "October",
					      "November", "December" };
	long offset = tm->tm_gmtoff < 0 ? -tm->tm_gmtoff : tm->tm_gmtoff;
	const char *name = strchr("Aa", conversion) ? days[tm->tm_wday] : months[tm->tm_mon];

	switch (conversion) {
	case 'A':
	case 'B':
		output_text(output, name);
		return true;
	case 'a':
	case 'b':
		output_bytes(output, name, 3);
		return true;
	case 'p':
	case 'P':
		output_text(output, &"AM\0PM\0am\0pm"[3 * (tm->tm_hour >= 12) +
						      6 * (conversion == 'P')]);
		return true;
	case 'Z':
		output_text(output, tm->tm_zone);
		return true;
	case 'z':
		output_char(output, tm->tm_gmtoff < 0 ? '-' : '+');
		output_digits(output, (unsigned)(offset / 3600), 2);
		output_digits(output, (unsigned)(offset / 60 % 60), 2);
		return true;
	default:
		return false;
	}
}

void output_date(struct output *output, const char *format, const struct tm *tm, time_t seconds)
{
	for (; *format; format++) {
		const char *start = format, *expansion;
		struct number number;
		char flag = '\0';

		if (*format != '%' || format[1] == '%') {
			format += *format == '%';
			output_char(output, *format);
			continue;
		}
		format++;
		if (*format && strchr("-_0", *format))
			flag = *format++;
		format += *format == 'E' || *format == 'O'; /* the same in the C locale */
		expansion = expand(*format);
		if (expansion) {
			output_date(output, expansion, tm, seconds);
		} else if (find_number(*format, tm, seconds, &number)) {
			if (flag)
				number.filler = flag == '-' ? '\0' : flag == '_' ? ' ' : '0';
			output_number(output, &number);
		} else if (!*format || !output_name(output, *format, tm)) {
			output_bytes(output, start, format - start + (*format != '\0'));
			format -= !*format;
		}
	}
}
