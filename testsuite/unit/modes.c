/* modes - how a terminal is set, from the bytes that it was sent */
#include <stdio.h>

#include "keep/hold/modes.h"
#include "support.h"

static const struct modes reset;

static struct modes after(const char *bytes)
{
	struct modes modes = { 0 };

	modes_feed(&modes, bytes, strlen(bytes));
	return modes;
}

/* The sequences from one state to the other, readable: E for ESC. */
static const char *difference(const struct modes *from, const struct modes *to)
{
	static char buffer[MODES_SIZE + 1];
	struct output output;

	output_start(&output, OUTPUT_TEXT, buffer, sizeof(buffer));
	modes_write_difference(from, to, &output);
	assert_true(output_terminate(&output));
	return buffer;
}

static const char *readable(const char *text)
{
	static char buffer[MODES_SIZE + 1];
	size_t i = 0;

	for (; text[i]; i++)
		buffer[i] = text[i] == '\033' ? 'E' : text[i];
	buffer[i] = '\0';
	return buffer;
}

/*
 * But for what cannot be set again: a colour that OSC has set, and the alternate screen's keyboard
 * while the main one is shown. Nor does a state include what has begun.
 */
static void assert_same(struct modes wanted, struct modes got, bool main)
{
	wanted.flags &= ~(7u << MODE_COLOURS);
	got.flags &= ~(7u << MODE_COLOURS);
	wanted.scanner = got.scanner = reset.scanner;
	if (main)
		wanted.keyboard[SCREEN_ALTERNATE] = got.keyboard[SCREEN_ALTERNATE] = 0;
	assert_memory_equal(&wanted, &got, sizeof(got));
}

/* Another terminal can be set to it, and this one back. */
static void assert_reversible(const struct modes *modes)
{
	struct modes other = { 0 }, back = *modes;
	const char *there = difference(&reset, modes);

	modes_feed(&other, there, strlen(there));
	assert_same(*modes, other, !modes->alternate);
	back.scanner = reset.scanner;
	there = difference(modes, &reset);
	modes_feed(&back, there, strlen(there));
	assert_same(reset, back, !modes->alternate);
}

static const struct {
	const char *sent, *set, *back;
} table[] = {
	{ "text\r\n\x7f\xc3\xa4", "", "" },
	{ "\033[?1h", "E[?1h", "E[?1l" },
	{ "\033[?25l", "E[?25l", "E[?25h" },
	{ "\033[?7l", "E[?7l", "E[?7h" },
	{ "\033[?25h\033[?7h\033[?1l", "", "" },
	{ "\033[?69h\033[3;70s", "E[?69hE7E[rE[3;70sE8", "E[?69lE7E[rE8" },
	{ "\033[?1000;1006;2004h", "E[?1006hE[?2004hE[?1000h", "E[?1006lE[?2004lE[?1000l" },
	{ "\033[?1000h\033[?1003h", "E[?1003h", "E[?1003l" },
	{ "\033[?1003h\033[?1003l", "", "" },
	{ "\033[?9h", "E[?9h", "E[?9l" },
	{ "\033[?1049h", "E[?1049hE[2J", "E[?1049l" },
	{ "\033[?47h\033[?47l", "", "" },
	{ "\033[4h\033[20h", "E[4hE[20h", "E[4lE[20l" },
	{ "\033=", "E=", "E>" },
	{ "\033[?66h", "E=", "E>" },
	{ "\033[5;20r", "E7E[5;20rE8", "E7E[rE8" },
	{ "\033[1;20r", "E7E[;20rE8", "E7E[rE8" },
	{ "\033[5;20r\033[r", "", "" },
	{ "\033[2;9s\033[s", "", "" },
	{ "\033[4 q", "E[4 q", "E[0 q" },
	{ "\033(0", "E(0", "E(B" },
	{ "\033)0\016", "E)0\016", "E)B\017" },
	{ "\033[1;31m", "E[mE[1mE[31m", "E[m" },
	{ "\033[1;3;31;42m\033[22;39m", "E[mE[3mE[42m", "E[m" },
	{ "\033[1;2;3;4;5;7;8;9;53m", "E[mE[53mE[1mE[2mE[3mE[4mE[5mE[7mE[8mE[9m", "E[m" },
	{ "\033[1;2;3;4;5;6;7;8;9;53m\033[22;23;24;25;27;28;29;55m", "", "" },
	{ "\033[94;101m", "E[mE[94mE[101m", "E[m" },
	{ "\033[38;5;200;48;2;1;2;3;1m", "E[mE[1mE[38;5;200mE[48;2;1;2;3m", "E[m" },
	{ "\033[38:2::10:20:30;7m", "E[mE[7mE[38;2;10;20;30m", "E[m" },
	{ "\033[38:2:10:20:30;7m", "E[mE[7mE[38;2;10;20;30m", "E[m" },
	{ "\033[58:5:7;4:3m", "E[mE[4:3mE[58;5;7m", "E[m" },
	{ "\033[21m", "E[mE[4:2m", "E[m" },
	{ "\033[4m\033[4:0m", "", "" },
	{ "\033[31;4m\033[m", "", "" },
	{ "\033[38;5m\033[48m", "", "" },
	{ "\033[>4;2m", "E[>4;2m", "E[>4;0m" },
	{ "\033[>4;2m\033[>4n", "", "" },
	{ "\033[>4;2m\033[>4m", "", "" },
	{ "\033[>1u", "E[<6uE[>1u", "E[<6u" },
	{ "\033[>1u\033[>3u", "E[<6uE[>1uE[>3u", "E[<6u" },
	{ "\033[>1u\033[>3u\033[<u", "E[<6uE[>1u", "E[<6u" },
	{ "\033[>1u\033[=4;2u", "E[<6uE[>5u", "E[<6u" },
	{ "\033[>5u\033[=4;3u", "E[<6uE[>1u", "E[<6u" },
	{ "\033[>5u\033[=2u", "E[<6uE[>2u", "E[<6u" },
	{ "\033[>1u\033[<9u", "", "" },
	{ "\033[>1u\033[?1049h\033[>3u", "E[<6uE[>1uE[?1049hE[2JE[<6uE[>3u", "E[<6uE[?1049lE[<6u" },
	{ "\033]10;#fff\a\033]11;rgb:0/0/0\033\\", "", "E]110E\\E]111E\\" },
	{ "\033]12;red\a\033]112\a", "", "" },
	{ "\033]11;?\a\033]0;title\a", "", "" },
	{ "\033[?1;1000h\033[1m\033(0\033=\033c", "", "" },
	{ "\033[?1;1000;2004h\033[1m\033(0\033=\033[4h\033[2;3r\033[!p", "E[?2004hE[?1000h",
	  "E[?2004lE[?1000l" },
	/* what only looks like it */
	{ "\033P\033[?1h\033\\", "E[?1h", "E[?1l" },
	{ "\033Pq?1h[?1h\033\\", "", "" },
	{ "\033[?1\030h", "", "" },
	{ "\033]0;\033[?1h", "E[?1h", "E[?1l" },
	{ "\033[>1h\033[!1m\033[?1$p\033[?1;2m", "", "" },
	{ "\033[1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16;17;31;32m", NULL, NULL },
};

static void sequences(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
		struct modes modes = after(table[i].sent);

		if (table[i].set) {
			assert_string_equal(readable(difference(&reset, &modes)), table[i].set);
			assert_string_equal(readable(difference(&modes, &reset)), table[i].back);
		}
		assert_reversible(&modes);
	}
}

static void between(void **state)
{
	struct modes a = after("\033[?1h\033[1m\033[?1000h\033[?1049h");
	struct modes b = after("\033[?1h\033[1m\033[?1002h\033[?1049h\033[?25l");

	(void)state;
	assert_string_equal(difference(&a, &a), "");
	assert_string_equal(readable(difference(&a, &b)), "E[?25lE[?1000lE[?1002h");
}

static void characters(void **state)
{
	static const struct {
		const char *sent;
		bool between;
	} cases[] = {
		{ "", true },           { "a", true },         { "\xc3", false },
		{ "\xc3\xa4", true },   { "\xe2\x82", false }, { "\xe2\x82\xac", true },
		{ "\xf0\x9f", false },  { "\xff", true },      { "\xa4", true },
		{ "\xc3z", true },      { "\033", false },     { "\033[1", false },
		{ "\033[1m", true },    { "\033]0;", false },  { "\033]0;\a", true },
		{ "\033P1\a", false },  { "\033(", false },    { "\033(B", true },
		{ "\xe2\033[m", true }, { "\xe2\n", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct modes modes = after(cases[i].sent);

		assert_int_equal(scanner_is_between(&modes.scanner), cases[i].between);
	}
}

/* All of the table in one stream, fed in two parts, cut at each byte. */
static void cuts(void **state)
{
	static char sample[8192];
	struct modes whole;
	size_t size;

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
		strcat(sample, table[i].sent);
	size = strlen(sample);
	assert_true(size > 700);
	whole = after(sample);
	for (size_t i = 0; i <= size; i++) {
		struct modes parts = { 0 }, there;

		modes_feed(&parts, sample, i);
		assert_reversible(&parts);
		there = parts;
		modes_feed(&there, sample + i, size - i);
		assert_memory_equal(&whole, &there, sizeof(whole));
	}
}

/* Streams of pieces that mean something, cut anywhere and put together anyhow. */
static void random_streams(void **state)
{
	(void)state;
	for (int round = 0; round < 12000; round++) {
		struct modes modes = { 0 };

		for (int i = pseudo_random() % 12; i >= 0; i--) {
			const char *piece =
				table[pseudo_random() % (sizeof(table) / sizeof(*table))].sent;
			size_t from =
				pseudo_random() % 4 ? 0 : pseudo_random() % (strlen(piece) + 1);

			modes_feed(&modes, piece + from, strlen(piece + from));
			if (pseudo_random() % 4 == 0)
				modes_step(&modes, pseudo_random());
		}
		assert_reversible(&modes);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(sequences),      cmocka_unit_test(between),
		cmocka_unit_test(characters),     cmocka_unit_test(cuts),
		cmocka_unit_test(random_streams), { 0 },
	};

	return run_subject("modes", tests);
}
