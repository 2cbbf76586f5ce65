/* character - classes and cases of characters */
#include <locale.h>
#include <wctype.h>

#include "support.h"
#include "pattern/character.h"

static const char *const names[] = {
	"alnum", "alpha", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space",
	"upper", "xdigit",
};

static void find(void **state)
{
	(void)state;
	for (int class = 0; class < CLASSES; class++)
		assert_int_equal(character_class_find(names[class], strlen(names[class])), class);
	assert_int_equal(character_class_find("alpha:]", 5), CLASS_ALPHA);
	assert_int_equal(character_class_find("alphas", 6), CLASSES);
	assert_int_equal(character_class_find("alpha", 4), CLASSES);
	assert_int_equal(character_class_find("", 0), CLASSES);
}

/* ASCII as in the C locale; then Latin, Greek and Cyrillic, but for the rare ones with a case. */
static void classes(void **state)
{
	bool ask_libc = setlocale(LC_CTYPE, "C.UTF-8");

	(void)state;
	for (unsigned code = 1; code < (ask_libc ? 0x530 : 0x80); code++) {
		for (int class = 0; class < CLASSES; class++) {
			bool cased = class == CLASS_LOWER || class == CLASS_UPPER;

			if (code >= 0x80 && ((!iswprint(code) && !iswcntrl(code)) ||
					     (cased && code >= 0x130)))
				continue;
			if (character_is(code, class) != !!iswctype(code, wctype(names[class])))
				fail_test(formatted("code %u and %s", code, names[class]));
		}
	}
	setlocale(LC_CTYPE, "C");
}

static void cases(void **state)
{
	static const unsigned pairs[][2] = {
		{ 'a', 'A' }, { 'z', 'Z' }, { 'A', 'A' }, { '0', '0' }, { 0xe4, 0xc4 },
		{ 0xf7, 0xf7 }, { 0xdf, 0xdf }, { 0xff, 0x178 }, { 0x101, 0x100 },
		{ 0x100, 0x100 }, { 0x142, 0x141 }, { 0x17e, 0x17d }, { 0x3ac, 0x386 },
		{ 0x3b1, 0x391 }, { 0x3c2, 0x3a3 }, { 0x3c9, 0x3a9 }, { 0x430, 0x410 },
		{ 0x44f, 0x42f }, { 0x451, 0x401 }, { 0x491, 0x490 }, { 0x561, 0x531 },
		{ 0x1ef9, 0x1ef8 }, { 0x6f22, 0x6f22 }, { 0x1f600, 0x1f600 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		assert_int_equal(character_upper(pairs[i][0]), pairs[i][1]);
		assert_int_equal(character_upper(pairs[i][1]), pairs[i][1]);
		if (pairs[i][0] != pairs[i][1]) {
			assert_true(character_is(pairs[i][0], CLASS_LOWER));
			assert_true(character_is(pairs[i][1], CLASS_UPPER));
		}
	}
}

static void others(void **state)
{
	(void)state;
	assert_true(character_is(0x6f22, CLASS_ALPHA) && character_is(0x3042, CLASS_ALPHA));
	assert_true(character_is(0x2014, CLASS_PUNCT) && character_is(0x1f600, CLASS_PUNCT));
	assert_true(character_is(0x3000, CLASS_SPACE) && !character_is(0xa0, CLASS_SPACE));
}

static const struct CMUnitTest tests[] = {
	{ .name = "finds classes by their names", .test_func = find },
	{ .name = "knows the classes of European characters as libc does", .test_func = classes },
	{ .name = "knows the upper case of letters", .test_func = cases },
	{ .name = "knows letters and punctuation of other scripts", .test_func = others },
	{ .name = NULL },
};

int main(void)
{
	return run_subject("character", tests);
}
