/* utf8 - characters of names */
#include <locale.h>
#include <stdlib.h>
#include <wctype.h>

#include "support.h"
#include "text/utf8.h"

static bool in_locale(const char *all, const char *type, const char *lang)
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };
	const char *const values[] = { all, type, lang };

	for (int i = 0; i < 3; i++) {
		if (values[i])
			setenv(names[i], values[i], 1);
		else
			unsetenv(names[i]);
	}
	return utf8_locale();
}

static void locales(void **state)
{
	static const char *const yes[] = {
		"C.UTF-8", "C.utf8", "en_US.UTF-8", "de_DE.utf8@euro", "en_US.Utf-8",
		"ja_JP.UTF8", NULL,
	};
	static const char *const no[] = {
		"C", "POSIX", "en_US", "en_US.ISO-8859-1", ".", "C.", "C.U", "C.UT", "C.UTF",
		"C.UTF-", "C.UTF-7", "C.UTF7", "UTF-8", "en_US.ISO-8859-15@euro", "C.UTF--8",
		NULL,
	};

	(void)state;
	for (int i = 0; yes[i]; i++)
		assert_true(in_locale(yes[i], NULL, NULL));
	for (int i = 0; no[i]; i++)
		assert_false(in_locale(no[i], NULL, NULL));
}

static void precedence(void **state)
{
	(void)state;
	assert_false(in_locale(NULL, NULL, NULL));
	assert_false(in_locale("", "", ""));
	assert_true(in_locale(NULL, NULL, "C.UTF-8"));
	assert_true(in_locale("", "C.UTF-8", "C"));
	assert_true(in_locale("", "", "C.UTF-8"));
	assert_false(in_locale("C", "C.UTF-8", "C.UTF-8"));
	assert_false(in_locale(NULL, "C", "C.UTF-8"));
	assert_true(in_locale("C.UTF-8", "C", "C"));
}

static size_t encode(unsigned code, char text[4])
{
	size_t length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;

	for (size_t i = length; i-- > 1; code >>= 6)
		text[i] = (char)(0x80 | (code & 0x3f));
	text[0] = (char)(length == 1 ? code : (0xff << (8 - length) & 0xff) | code);
	return length;
}

static bool never_a_character(unsigned code)
{
	return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x2028 || code == 0x2029 ||
	       (code >= 0xd800 && code <= 0xdfff) || (code >= 0xfdd0 && code <= 0xfdef) ||
	       (code & 0xfffe) == 0xfffe || code > 0x10ffff;
}

static void every_code(void **state)
{
	bool ask_libc = setlocale(LC_CTYPE, "C.UTF-8");

	(void)state;
	for (unsigned code = 0; code < 0x200000; code++) {
		char text[4];
		size_t length = encode(code, text);
		size_t wanted = never_a_character(code) ? 0 : length;

		if (utf8_printable(text, length) != wanted ||
		    utf8_printable(text, 4) != wanted ||
		    (length > 1 && utf8_printable(text, length - 1) != 0))
			fail_test(formatted("code %u", code));
		/* what libc prints is printable */
		if (ask_libc && code < 0x110000 && !wanted && iswprint(code))
			fail_test(formatted("libc prints code %u", code));
	}
	assert_int_equal(utf8_printable("a", 0), 0);
	setlocale(LC_CTYPE, "C");
}

static void invalid(void **state)
{
	static const char *const texts[] = {
		"\x80", "\xbf", "\xc0\x80", "\xc0\xaf", "\xc1\xbf", "\xc2", "\xc2\x41",
		"\xc2\xc2", "\xe0\x80\x80", "\xe0\x9f\xbf", "\xe1\x80", "\xe1\x80\x41",
		"\xed\xa0\x80", "\xed\xbf\xbf", "\xf0\x80\x80\x80", "\xf0\x8f\xbf\xbf",
		"\xf1\x80\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xf8\x88\x80\x80\x80",
		"\xfe", "\xff", NULL,
	};

	(void)state;
	for (int i = 0; texts[i]; i++)
		assert_int_equal(utf8_printable(texts[i], strlen(texts[i])), 0);
}

/* The bytes stand at the end of a heap block, so that ASan sees a read beyond it. */
static void bounds(void **state)
{
	(void)state;
	for (unsigned first = 0; first < 256; first++) {
		for (size_t size = 1; size <= 4; size++) {
			char *text = malloc(size);

			memset(text, 0x80, size);
			text[0] = (char)first;
			assert_in_range(utf8_printable(text, size), 0, size);
			free(text);
		}
	}
}

static const struct CMUnitTest tests[] = {
	{ .name = "knows a UTF-8 locale by its name", .test_func = locales },
	{ .name = "asks LC_ALL, LC_CTYPE, LANG in this order, empty ones aside",
	  .test_func = precedence },
	{ .name = "takes every code that may be a character, and no other",
	  .test_func = every_code },
	{ .name = "refuses bytes that are no UTF-8", .test_func = invalid },
	{ .name = "reads no more than size bytes", .test_func = bounds },
	{ .name = NULL },
};

int main(void)
{
	return run_subject("utf8", tests);
}
