/* columns - prints cells in columns below headings */
#include <locale.h>

#include "look/ps/columns.h"
#include "support.h"
#include "text/format.h"

static char printed[4096];

/* A row of these cells, or the headings if NULL, without its newline. */
static const char *row(struct columns *columns, const char *cells, const char *tree)
{
	struct output output;

	output_start(&output, -1, printed, sizeof(printed));
	if (cells)
		columns_row(columns, &output, cells, tree);
	else
		columns_headings(columns, &output);
	assert_true(output.used > 0 && output.used < sizeof(printed));
	assert_int_equal(printed[output.used - 1], '\n');
	printed[output.used - 1] = '\0';
	return printed;
}

static void alignment(void **state)
{
	struct column list[] = {
		{ .heading = "PID", .width = 5, .flags = COLUMN_RIGHT },
		{ .heading = "TTY", .width = 8 },
		{ .heading = "TIME", .width = 4, .flags = COLUMN_RIGHT },
		{ .heading = "CMD", .width = 10 },
	};
	struct columns columns = { .list = list, .count = 4 };

	(void)state;
	assert_string_equal(row(&columns, NULL, ""), "  PID TTY      TIME CMD");
	assert_string_equal(row(&columns, "1\0pts/0\0000:01\0sh", ""), "    1 pts/0    0:01 sh");
	assert_string_equal(row(&columns, "\0\0\0", ""), "                    ");
}

/* A cell that is too wide moves the next ones, until their padding makes up for it. */
static void overflow(void **state)
{
	struct column list[] = {
		{ .heading = "A", .width = 3, .flags = COLUMN_RIGHT },
		{ .heading = "B", .width = 3, .flags = COLUMN_RIGHT },
		{ .heading = "C", .width = 6, .flags = COLUMN_RIGHT },
		{ .heading = "D", .width = 1 },
	};
	struct columns columns = { .list = list, .count = 4 };

	(void)state;
	assert_string_equal(row(&columns, "12345\0001\0002\0d", ""), "12345 1      2 d");
	assert_string_equal(row(&columns, "12345\0001234\00012345\0d", ""), "12345 1234 12345 d");
}

static void cuts(void **state)
{
	struct column list[] = {
		{ .heading = "NAME", .width = 4, .flags = COLUMN_CUT },
		{ .heading = "ARGUMENTS", .width = 9, .flags = COLUMN_CUT | COLUMN_TREE },
	};
	struct columns columns = { .list = list, .count = 2, .branch = 4, .utf8 = true };

	(void)state;
	assert_string_equal(row(&columns, "abcdef\0sleep 1000 1001", ""), "abcd sleep 1000 1001");
	columns.screen = 12;
	assert_string_equal(row(&columns, "ab\0sleep 1000", ""), "ab   sleep 1");
	assert_string_equal(row(&columns, NULL, ""), "NAME ARGUMENTS");
	/* whole branches, and not half of an ideograph, which is two columns wide */
	assert_string_equal(row(&columns, "ab\0sleep", " \\_ "), "ab    \\_ sle");
	assert_string_equal(row(&columns, "ab\0sleep", " |   \\_ "), "ab    |  sle");
	if (setlocale(LC_CTYPE, "C.UTF-8")) /* glibc depends on it for widths */
		assert_string_equal(row(&columns, "\xe6\x97\xa5x\xe6\x97\xa5\0a", ""),
				    "\xe6\x97\xa5x  a");
}

/* Literal text keeps the place that it has if all cells have their proper width. */
static void literals(void **state)
{
	struct column list[] = {
		{ .heading = "<", .flags = COLUMN_LITERAL },
		{ .heading = "PID", .width = 5, .flags = COLUMN_RIGHT },
		{ .heading = "|", .flags = COLUMN_LITERAL },
		{ .heading = "CMD", .width = 4 },
		{ .heading = ">", .flags = COLUMN_LITERAL },
	};
	struct columns columns = { .list = list, .count = 5 };

	(void)state;
	assert_string_equal(row(&columns, "12\0sh", ""), "<   12|sh  >");
	assert_string_equal(row(&columns, NULL, ""), "<  PID|CMD >");
}

static void fitting(void **state)
{
	struct column list[] = {
		{ .heading = "PENDING", .width = MASK_NARROW, .flags = COLUMN_MASK },
		{ .heading = "ARGUMENTS", .width = 27, .flags = COLUMN_CUT },
	};
	struct columns columns = { .list = list, .count = 2, .screen = 13 };

	(void)state;
	columns_fit(&columns); /* 9, a blank and the minimum of the last column */
	assert_int_equal(columns.screen, 13);
	assert_int_equal(list[0].width, MASK_NARROW);
	columns.screen = 12;
	columns_fit(&columns); /* two lines, on which a wide mask fits */
	assert_int_equal(columns.screen, 24);
	assert_int_equal(list[0].width, MASK_WIDE);
	list[0].width = MASK_NARROW;
	columns.screen = 0;
	columns_fit(&columns);
	assert_int_equal(columns.screen, 0);
	assert_int_equal(list[0].width, MASK_WIDE);
}

static void delimiters(void **state)
{
	struct column list[] = {
		{ .heading = "PID", .width = 5, .flags = COLUMN_RIGHT },
		{ .heading = "|", .flags = COLUMN_LITERAL },
		{ .heading = "NAME", .width = 4, .flags = COLUMN_CUT | COLUMN_TREE },
		{ .heading = "TTY", .width = 8 },
	};
	struct columns columns = { .list = list, .count = 4, .delimiter = ", ", .screen = 8 };

	(void)state;
	assert_string_equal(row(&columns, NULL, ""), "PID, NAME, TTY");
	assert_string_equal(row(&columns, "1\0sleeping\0?", " \\_ "), "1,  \\_ sleeping, ?");
	assert_string_equal(row(&columns, "\0\0", ""), ", , ");
}

static const char *safe(const char *text, size_t length, bool utf8)
{
	struct text cells = { .length = 0 };
	const char *made;

	cell_add(&cells, text, length, utf8);
	made = formatted("%.*s", (int)cells.length, cells.bytes);
	text_free(&cells);
	return made;
}

static void safety(void **state)
{
	(void)state;
	assert_string_equal(safe("a\nb\0c", 5, true), "a?b?c");
	assert_string_equal(safe("\x1b]0;t\a", 6, true), "?]0;t?");
	assert_string_equal(safe("\x1b]0;t\a", 6, false), "?]0;t?");
	assert_string_equal(safe("\xc3\xa4\xc2\x9b\xff\xc3", 6, true), "\xc3\xa4???");
	assert_string_equal(safe("\xc3\xa4", 2, false), "??");
}

static const struct CMUnitTest tests[] = {
	{ .name = "aligns cells below their headings", .test_func = alignment },
	{ .name = "moves the cells after one that is too wide", .test_func = overflow },
	{ .name = "cuts off what does not fit", .test_func = cuts },
	{ .name = "keeps the text between cells in its place", .test_func = literals },
	{ .name = "puts a delimiter between cells, without padding", .test_func = delimiters },
	{ .name = "fills whole lines of the screen", .test_func = fitting },
	{ .name = "replaces control characters", .test_func = safety },
	{ .name = NULL },
};

int main(void)
{
	return run_subject("columns", tests);
}
