/* filter - what of a job's output a client's terminal is sent */
#include "keep/hold/filter.h"
#include "support.h"

static struct filter filter;
static char buffer[16384];
static struct output output;

/* The history is this long, and entry as in WELCOME. */
static void begin(const char *prefix, size_t history, uint64_t entry)
{
	filter = (struct filter){ .head = 1000 + history, .entry = entry };
	output_start(&output, OUTPUT_TEXT, buffer, sizeof(buffer));
	filter_begin(&filter, 1000, prefix, strlen(prefix), &output);
}

static const char *result(void)
{
	for (size_t i = 0; i < output.used; i++)
		buffer[i] = buffer[i] == '\033' ? 'E' : buffer[i];
	assert_true(output_terminate(&output));
	return buffer;
}

static void feed(const char *text)
{
	assert_int_equal(filter_feed(&filter, text, strlen(text), &output), strlen(text));
}

static const struct {
	const char *sent, *replayed, *quiet;
} sequences[] = {
	/* passed on */
	{ "text\r\n\xc3\xa4\t", "text\r\n\xc3\xa4\t", NULL },
	{ "\033[1;31m\033[5;1H\033[2J\033[?25l", "E[1;31mE[5;1HE[2JE[?25l", NULL },
	{ "\033]0;title\a", "E]0;title\a", NULL },
	{ "\033]2;title\033\\x", "E]2;titleE\\x", NULL },
	{ "\033]8;;http://x\033\\link\033]8;;\a", "E]8;;http://xE\\linkE]8;;\a", NULL },
	{ "\033]11;#000\a\033]4;1;#000\a", "E]11;#000\aE]4;1;#000\a", NULL },
	{ "\033(0\0337\0338", "E(0E7E8", NULL },
	{ "\033[>4;1m\033[>1u\033[4 q", "E[>4;1mE[>1uE[4 q", NULL },
	{ "\033[>n", "E[>n", NULL },
	/* acts, once: only in the history it is left out */
	{ "a\ab", "ab", "a\ab" },
	{ "a\033[?2026hb", "ab", "aE[?2026hb" },
	{ "a\033]52;c;eA==\ab", "ab", "aE]52;c;eA==\ab" },
	{ "a\033]9;note\ab", "ab", "aE]9;note\ab" },
	{ "a\033_apc\033\\b", "aE\\b", "aE_apcE\\b" },
	{ "a\033^pm\033\\b", "aE\\b", "aE^pmE\\b" },
	{ "a\033Xsos\033\\b", "aE\\b", "aEXsosE\\b" },
	/* asks */
	{ "a\005b", "ab", "ab" },
	{ "a\033[cb\033[>cc\033[=c", "abc", "abc" },
	{ "a\033Zb", "ab", "ab" },
	{ "a\033[5nb\033[6nc\033[?6nd", "abcd", "abcd" },
	{ "a\033[?2026$pb\033[4$pc", "abc", "abc" },
	{ "a\033[>qb\033[>0qc", "abc", "abc" },
	{ "a\033[?ub", "ab", "ab" },
	{ "a\033[14tb\033[22;0;0tc", "abc", "abc" },
	{ "a\033[ib\033[0xc", "abc", "abc" },
	{ "a\033Pq$qm\033\\b\033P+q544e\033\\c", "aE\\bE\\c", "aE\\bE\\c" },
	{ "a\033]11;?\ab\033]4;1;?\033\\c", "abE\\c", "abE\\c" },
	/* cancelled */
	{ "a\033[1\030b\033[2\032c", "abc", NULL },
	{ "a\033[1\033[2mb", "aE[2mb", NULL },
};

static void dropped(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(sequences) / sizeof(*sequences); i++) {
		const char *sent = sequences[i].sent;
		const char *quiet = sequences[i].quiet ? sequences[i].quiet : sequences[i].replayed;

		for (size_t cut = 0; cut <= strlen(sent); cut++) {
			/* history, in two parts */
			begin("", strlen(sent) + 1, 0);
			assert_int_equal(filter_feed(&filter, sent, cut, &output), cut);
			feed(sent + cut);
			assert_string_equal(result(), sequences[i].replayed);
			/* another client answers */
			begin("", 0, 0);
			filter.silent = true;
			assert_int_equal(filter_feed(&filter, sent, cut, &output), cut);
			feed(sent + cut);
			assert_string_equal(result(), quiet);
		}
		/* nothing is left out where it is answered */
		begin("", 0, 0);
		feed(sent);
		if (!strchr(sent, '\030') && !strstr(sent, "\033[1\033"))
			assert_int_equal(strlen(result()), strlen(sent));
	}
}

/* A sequence that is longer than what is held is left out of the history. */
static void long_sequences(void **state)
{
	char text[1000];

	(void)state;
	for (int history = 0; history < 2; history++) {
		memset(text, 'x', sizeof(text));
		memcpy(text, "\033]8;;", 5);
		text[998] = '\a';
		text[999] = '\0';
		begin("", history ? 2000 : 0, 0);
		feed(text);
		assert_int_equal(strlen(result()), history ? 0 : 999);
		memcpy(text, "\033Pq##", 5);
		text[997] = '\033';
		text[998] = '\\';
		begin("", history ? 2000 : 0, 0);
		feed(text);
		assert_int_equal(strlen(result()), history ? 2 : 999);
	}
}

static void finished_stays(void **state)
{
	(void)state;
	begin("", 1000, UINT64_MAX);
	feed("one\033[?1049hscreen\033[?1049ltwo");
	assert_string_equal(result(), "onetwo");
	/* it began before the history, and left a mode on */
	begin("\033[?1049h\033[?1h", 1000, UINT64_MAX);
	feed("screen\033[1;1H\033[?1000h\033[?1l\033[?1049ltwo");
	assert_string_equal(result(), "E[?1000htwo");
}

static void present_stay(void **state)
{
	(void)state;
	/* the same size: shown from its beginning on */
	begin("", 20, 1000 + 3 + 8);
	feed("one\033[?1049h123456789live");
	assert_string_equal(result(), "oneE[?1049h123456789live");
	/* another one: entered when the history is over */
	begin("", 20, UINT64_MAX);
	feed("one\033[?1049h12\033[1m789live");
	assert_string_equal(result(), "oneE[?1049hE[2JE[mE[1mlive");
	/* an earlier one does not show */
	begin("", 29, 1000 + 21 + 8);
	feed("\033[?1049h12345\033[?1049l\033[?1049hlive");
	assert_string_equal(result(), "E[?1049hlive");
	/* it began before the history */
	begin("\033[?1049h\033[?1h", 4, 10);
	feed("1234live");
	assert_string_equal(result(), "E[?1049hE[2JE[?1h1234live");
}

/* What was held back is there at the end of the history. */
static void head(void **state)
{
	(void)state;
	begin("\033[?2026h\033[1m", 8, UINT64_MAX);
	feed("1234567");
	assert_string_equal(result(), "E[mE[1m1234567");
	begin("\033[?2026h\033[1m", 4, UINT64_MAX);
	feed("1234");
	feed("5\033[?2026l");
	assert_string_equal(result(), "E[mE[1m1234E[?2026h5E[?2026l");
	/* the beginning of a sequence, too */
	begin("", 4, UINT64_MAX);
	feed("ab\033[c");
	assert_string_equal(result(), "abE[c");
	/* margins are those of another size */
	filter = (struct filter){ .head = 1010, .other_size = true };
	output_start(&output, OUTPUT_TEXT, buffer, sizeof(buffer));
	filter_begin(&filter, 1000, "", 0, &output);
	feed("\033[2;9rabcdx");
	assert_string_equal(result(), "E[2;9rabcdE7E[rE8x");
}

/* Output was skipped in the middle of a sequence. */
static void skipped(void **state)
{
	(void)state;
	begin("", 0, 0);
	feed("a\033[?1000hb\033]0;ti");
	filter.offset += 100;
	filter_begin(&filter, 2000, "\033[1m", 4, &output);
	feed("c");
	assert_string_equal(result(), "aE[?1000hbE[?1000lE[mE[1mc");
}

/* The terminal was left and set back: it is set again, in the middle of a sequence. */
static void resumed(void **state)
{
	static const struct modes reset;

	(void)state;
	begin("", 0, 0);
	feed("a\033[1m\033[?2");
	output.used = 0;
	filter.shown = reset;
	filter.live = false;
	filter.head += 100;
	filter_begin(&filter, filter.offset, NULL, 0, &output);
	feed("004hb");
	assert_string_equal(result(), "E[mE[1mE[?2004hb");
}

static void room(void **state)
{
	char text[5000];
	size_t taken;

	(void)state;
	begin("", 0, 0);
	memset(text, 'x', sizeof(text));
	output.size = 2048;
	taken = filter_feed(&filter, text, sizeof(text), &output);
	assert_true(taken > 500 && taken <= 2048 - FILTER_ROOM + 1);
	assert_int_equal(output.used, taken);
	output.used = 0;
	assert_int_equal(filter_feed(&filter, text + taken, 100, &output), 100);
}

/* Whatever the history was, the terminal is set as the job's would be, and is asked nothing. */
static void random_histories(void **state)
{
	static const char *const pieces[] = {
		"text",         "\r\n",       "\033[?1049h", "\033[?1049l",  "\033[?1h",
		"\033[?1l",     "\033[1;31m", "\033[m",      "\033[?2026h",  "\033[?2026l",
		"\033[?1002h",  "\033[c",     "\033[4 q",    "\033(0",       "\033]0;x\a",
		"\033[6n",      "\033[?47h",  "\033[?47l",   "\033Pq\033\\", "\033[>1u",
		"\xe2\x82\xac", "\033[<u",    "\033[2;5r",   "\033[r",
	};

	(void)state;
	for (int round = 0; round < 5000; round++) {
		char text[512] = "";
		struct modes wanted = { .flags = 0 };
		size_t length, head;

		for (int i = pseudo_random() % 20; i >= 0; i--)
			strcat(text, pieces[pseudo_random() % (sizeof(pieces) / sizeof(*pieces))]);
		length = strlen(text);
		head = pseudo_random() % (length + 1);
		modes_feed(&wanted, text, length);
		begin("", head, pseudo_random() % 2 ? UINT64_MAX : 1000 + pseudo_random() % 256);
		feed(text);
		/* what a stay that is not shown has left to the next one is not known there */
		filter.shown.keyboard[SCREEN_ALTERNATE] = wanted.keyboard[SCREEN_ALTERNATE];
		if (wanted.alternate)
			filter.shown.keyboard[SCREEN_MAIN] = wanted.keyboard[SCREEN_MAIN];
		wanted.scanner = filter.shown.scanner;
		assert_memory_equal(&filter.shown, &wanted, sizeof(wanted));
		/* as far as it is history */
		begin("", length, UINT64_MAX);
		text[length] = '\0';
		feed(text);
		result();
		assert_null(strstr(buffer, "E[c"));
		assert_null(strstr(buffer, "E[6n"));
		assert_null(strstr(buffer, "EPq"));
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(dropped),
		cmocka_unit_test(long_sequences),
		cmocka_unit_test(finished_stays),
		cmocka_unit_test(present_stay),
		cmocka_unit_test(head),
		cmocka_unit_test(skipped),
		cmocka_unit_test(resumed),
		cmocka_unit_test(room),
		cmocka_unit_test(random_histories),
		{ 0 },
	};

	return run_subject("filter", tests);
}
