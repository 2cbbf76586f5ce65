/* width - how many cells of a terminal a character takes */
#include "support.h"
#include "text/width.h"

static void widths(void **state)
{
	static const struct {
		unsigned code;
		int width;
	} known[] = {
		{ 'a', 1 }, { 0xa0, 1 }, { 0xad, 1 }, { 0x2ff, 1 }, { 0x300, 0 }, { 0x36f, 0 },
		{ 0x370, 1 }, { 0x10ff, 1 }, { 0x1100, 2 }, { 0x200b, 0 }, { 0x3041, 2 },
		{ 0x4e00, 2 }, { 0xac00, 2 }, { 0xd7a3, 2 }, { 0xff21, 2 }, { 0xff71, 1 },
		{ 0x1f600, 2 }, { 0x20000, 2 }, { 0x3fffd, 2 }, { 0x40000, 1 }, { 0xe0100, 0 },
		{ 0x10fffd, 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		assert_int_equal(character_width(known[i].code), known[i].width);
}

static const struct CMUnitTest tests[] = {
	{ .name = "knows marks, wide characters, and what is around them", .test_func = widths },
	{ .name = NULL },
};

int main(void)
{
	return run_subject("width", tests);
}
