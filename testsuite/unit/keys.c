/* keys - the key that detaches, among what is typed */
#include "keep/hold/keys.h"
#include "support.h"

static struct keys keys;
static char buffer[4096];
static struct output output;

static void begin(const char *wanted)
{
	memset(&keys, 0, sizeof(keys));
	assert_true(keys_parse(&keys, wanted));
	output_start(&output, OUTPUT_TEXT, buffer, sizeof(buffer));
}

static bool type(const char *text)
{
	return keys_feed(&keys, text, strlen(text), &output);
}

static const char *passed(void)
{
	assert_true(output_terminate(&output));
	return buffer;
}

static void parsing(void **state)
{
	static const struct {
		const char *text;
		bool valid;
		int first, second;
	} cases[] = {
		{ "^\\", true, 28, 0 }, { "none", true, 0, 0 },    { "^A d", true, 1, 'd' },
		{ "^a", true, 1, 0 },   { "^?", true, 127, 0 },    { "~ .", true, '~', '.' },
		{ "^", true, '^', 0 },  { "^A ^A", true, 1, 1 },   { "", false, 0, 0 },
		{ "ab", false, 0, 0 },  { "^A b c", false, 0, 0 }, { "^A ", true, 1, 0 },
		{ "^@", false, 0, 0 },  { "detach", false, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		memset(&keys, 0, sizeof(keys));
		assert_int_equal(keys_parse(&keys, cases[i].text), cases[i].valid);
		if (!cases[i].valid)
			continue;
		assert_int_equal(keys.codes[0], cases[i].first);
		assert_int_equal(keys.codes[1], cases[i].second);
	}
}

/* What is typed, what the job gets of it, and whether it detaches; with the keys of a test. */
struct typing {
	const char *typed, *passed;
	bool detaches;
};

static void check(const char *wanted, const struct typing *typing)
{
	size_t length = strlen(typing->typed);

	for (size_t cut = 0; cut <= length; cut++) {
		bool detached;

		begin(wanted);
		detached =
			keys_feed(&keys, typing->typed, cut, &output) || type(typing->typed + cut);
		if (detached != typing->detaches)
			fail_test(typing->typed);
		assert_string_equal(passed(), typing->passed);
	}
}

static void one_key(void **state)
{
	static const struct typing cases[] = {
		{ "ab\x1c", "ab", true },
		{ "a\x1c"
		  "b",
		  "a", true },
		{ "\033[92;5u", "", true },
		{ "\033[92:124;5u", "", true },
		{ "\033[92;5:1u", "", true },
		{ "\033[92;5:2u", "", true },
		{ "\033[92;69u", "", true },  /* caps lock */
		{ "\033[92;133u", "", true }, /* num lock */
		{ "\033[92;197u", "", true }, /* both */
		{ "\033[27;5;92~", "", true },
		{ "\033[27;69;92~", "", true },
		{ "x\033[28u", "x", true },
		/* other keys */
		{ "\033[92;5:3u", "\033[92;5:3u", false },
		{ "\033[92;7u", "\033[92;7u", false },
		{ "\033[92u", "\033[92u", false },
		{ "\033[93;5u", "\033[93;5u", false },
		{ "\033[27;5;93~", "\033[27;5;93~", false },
		{ "\033[27;5~", "\033[27;5~", false },
		{ "\033[?92;5u", "\033[?92;5u", false },
		{ "\033[A\033OA\033x", "\033[A\033OA\033x", false },
		{ "\xc3\xa4\r\t", "\xc3\xa4\r\t", false },
		{ "\033[M \x21\x21", "\033[M \x21\x21", false },
		{ "\033]11;rgb:0/0/0\033\\", "\033]11;rgb:0/0/0\033\\", false },
		/* not inside a paste */
		{ "\033[200~a\x1c"
		  "b\033[201~c",
		  "\033[200~a\x1c"
		  "b\033[201~c",
		  false },
		{ "\033[200~a\033[201~b\x1c", "\033[200~a\033[201~b", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		check("^\\", &cases[i]);
}

static void two_keys(void **state)
{
	static const struct typing cases[] = {
		{ "a\001d", "a", true },
		{ "a\001x", "a\001x", false },
		{ "a\001\001d", "a\001d", false },
		{ "\033[97;5ud", "", true },
		{ "\033[97;5u\033[100u", "", true },
		{ "\033[97;5u\033[97;5ux", "\033[97;5ux", false },
		{ "\001\033[A", "\001\033[A", false },
		{ "d\001", "d", false },
	};
	static const struct typing same = { "\001\001", "", true };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		check("^A d", &cases[i]);
	check("^A ^A", &same);
}

static void none(void **state)
{
	static const struct typing typing = { "a\x1c\001\033[92;5u", "a\x1c\001\033[92;5u", false };

	(void)state;
	check("none", &typing);
}

/* Half a key is waited for, the first of two is not. */
static void waiting(void **state)
{
	(void)state;
	begin("^A d");
	assert_false(type("a\001"));
	assert_false(keys_wait(&keys));
	assert_false(type("\033["));
	assert_true(keys_wait(&keys));
	keys_flush(&keys, &output);
	assert_false(keys_wait(&keys));
	assert_string_equal(passed(), "a\001\033[");
	/* what follows is not the rest */
	assert_false(type("A"));
	assert_string_equal(passed(), "a\001\033[A");
	assert_true(type("\001d"));
}

static void long_keys(void **state)
{
	char text[201];

	(void)state;
	memset(text, '1', 200);
	memcpy(text, "\033[", 2);
	text[200] = '\0';
	begin("^\\");
	assert_false(type(text));
	assert_false(type("A"));
	assert_int_equal(strlen(passed()), 201);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(parsing),
		cmocka_unit_test(one_key),
		cmocka_unit_test(two_keys),
		cmocka_unit_test(none),
		cmocka_unit_test(waiting),
		cmocka_unit_test(long_keys),
		{ 0 },
	};

	return run_subject("keys", tests);
}
