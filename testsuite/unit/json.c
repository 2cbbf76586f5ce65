/* json - strings in JSON */
#include "support.h"
#include "text/json.h"

static void expect(const char *text, const char *wanted)
{
	char buffer[256];
	struct output output;

	output_start(&output, OUTPUT_TEXT, buffer, sizeof(buffer));
	output_json_string(&output, text);
	output_terminate(&output);
	assert_string_equal(buffer, wanted);
}

static void escapes_what_has_to_be(void **state)
{
	(void)state;
	expect("", "\"\"");
	expect("plain", "\"plain\"");
	expect("quo\"te \\", "\"quo\\\"te \\\\\"");
	expect("tab\tdel\177", "\"tab\\u0009del\\u007f\"");
}

static void keeps_characters_but_those_that_control_a_terminal(void **state)
{
	(void)state;
	expect("\303\251 \360\237\230\200", "\"\303\251 \360\237\230\200\"");
	expect("\302\233m \342\200\250", "\"\\u009bm \\u2028\"");
}

static void keeps_bytes_that_are_not_utf_8(void **state)
{
	(void)state;
	expect("\377x\303", "\"\\udcffx\\udcc3\"");
	/* surrogates, and what is never a character */
	expect("\355\240\200", "\"\\udced\\udca0\\udc80\"");
	expect("\360\237\277\276", "\"\\udcf0\\udc9f\\udcbf\\udcbe\"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(escapes_what_has_to_be),
		cmocka_unit_test(keeps_characters_but_those_that_control_a_terminal),
		cmocka_unit_test(keeps_bytes_that_are_not_utf_8),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
