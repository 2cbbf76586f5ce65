/* record - hold's record of a job: its state as a file, and times */
#include <stdlib.h>
#include <string.h>

#include "keep/hold/record.h"
#include "support.h"

static const char *time_text(long long seconds)
{
	static char text[32];
	struct output output;

	output_start(&output, OUTPUT_TEXT, text, sizeof(text));
	output_time(&output, seconds * 1000000000 + 7000000);
	output_terminate(&output);
	return text;
}

static void writes_times(void **state)
{
	(void)state;
	assert_string_equal(time_text(0), "1970-01-01T00:00:00.007Z");
	assert_string_equal(time_text(951782400), "2000-02-29T00:00:00.007Z");
	assert_string_equal(time_text(951868799), "2000-02-29T23:59:59.007Z");
	assert_string_equal(time_text(1078012800), "2004-02-29T00:00:00.007Z");
	assert_string_equal(time_text(4107542399), "2100-02-28T23:59:59.007Z");
	assert_string_equal(time_text(4107542400), "2100-03-01T00:00:00.007Z");
	assert_string_equal(time_text(1735689599), "2024-12-31T23:59:59.007Z");
	assert_string_equal(time_text(1767225600), "2026-01-01T00:00:00.007Z");
}

static void reads_what_it_has_written(void **unused)
{
	struct state state, again;
	char lines[STATE_SIZE + 1];

	(void)unused;
	state_clear(&state);
	state.state = WAITING;
	state.pid = 17;
	state.inode = 99;
	state.status = 256;
	strcpy(state.note, "two words");
	state_format(&state, lines);
	assert_int_equal(strlen(lines), STATE_SIZE);
	assert_non_null(strstr(lines, "\njob 17:99\n"));
	assert_non_null(strstr(lines, "\nended -\n"));
	assert_true(state_parse(&again, lines));
	assert_memory_equal(&state, &again, offsetof(struct state, boot));
	assert_string_equal(again.note, "two words");
	/* a later version's key is no reason not to read the others */
	assert_true(state_parse(&again, "format 1\nfuture 5\nstate failed\nend\n"));
	assert_int_equal(again.state, FAILED);
	assert_int_equal(again.pid, UNKNOWN);
	/* torn at any byte before the last line */
	*strstr(lines, "\nend") = '\0';
	for (size_t length = strlen(lines); length--;) {
		lines[length] = '\0';
		assert_false(state_parse(&again, lines));
		assert_int_equal(again.state, LOST);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_times),
		cmocka_unit_test(reads_what_it_has_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
