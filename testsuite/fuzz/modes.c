/* modes - any output of a program: a terminal can be set as it has left its own, and set back */
#include <string.h>

#include "fuzz.h"
#include "keep/hold/modes.h"

static const struct modes reset;

/* Feeds the difference to the first state. What a colour was is not known. */
static struct modes become(struct modes from, const struct modes *to)
{
	static char buffer[MODES_SIZE + 1];
	struct output output;

	from.scanner = reset.scanner;
	output_start(&output, OUTPUT_TEXT, buffer, sizeof(buffer));
	modes_write_difference(&from, to, &output);
	fuzz_require(output_terminate(&output), "size");
	modes_feed(&from, buffer, output.used);
	fuzz_require(scanner_is_between(&from.scanner), "whole sequences");
	from.scanner = reset.scanner;
	from.flags &= ~(7u << MODE_COLOURS);
	return from;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct modes whole = { 0 }, parts = { 0 }, there, back;
	size_t cut = size ? data[0] % size : 0;

	modes_feed(&whole, (const char *)data, size);
	modes_feed(&parts, (const char *)data, cut);
	modes_feed(&parts, (const char *)data + cut, size - cut);
	fuzz_require(!memcmp(&whole, &parts, sizeof(whole)), "cut");
	there = become(reset, &whole);
	back = become(whole, &reset);
	if (!whole.alternate) /* its keyboard can be changed only while it is shown */
		whole.keyboard[SCREEN_ALTERNATE] = back.keyboard[SCREEN_ALTERNATE] = 0;
	fuzz_require(!memcmp(&back, &reset, sizeof(back)), "back");
	whole.scanner = reset.scanner;
	whole.flags &= ~(7u << MODE_COLOURS);
	fuzz_require(!memcmp(&there, &whole, sizeof(whole)), "there");
	return 0;
}
