/* pattern - extended regular expressions, and whether a text matches one */
#include <stdlib.h>
#include <time.h>

#include "support.h"
#include "pattern/pattern.h"

static const char *compile(struct pattern *pattern, const char *text, bool ignore_case)
{
	*pattern = (struct pattern){ .bits.usable = false };
	return pattern_compile(pattern, text, ignore_case);
}

/* Expects that a text matches, or does not. */
static void expect(const char *expression, bool ignore_case, const char *text, bool wanted)
{
	struct pattern pattern;
	const char *fault = compile(&pattern, expression, ignore_case);

	if (fault)
		fail_test(formatted("'%s': %s", expression, fault));
	if (pattern_search(&pattern, text) != (wanted ? PATTERN_MATCHES : PATTERN_DIFFERS))
		fail_test(formatted("'%s' and '%s'", expression, text));
	/* what the first search has left does no harm to the next */
	if (pattern_search(&pattern, text) != (wanted ? PATTERN_MATCHES : PATTERN_DIFFERS))
		fail_test(formatted("'%s' and '%s' the second time", expression, text));
	pattern_free(&pattern);
}

/* An expression, what matches it, what does not; each up to a NULL. */
static void expect_all(const char *const *row)
{
	const char *expression = *row++;

	for (; *row; row++)
		expect(expression, false, *row, true);
	while (*++row)
		expect(expression, false, *row, false);
}

static void expect_rows(const char *const (*rows)[12])
{
	for (; **rows; rows++)
		expect_all(*rows);
}

static void posix(void **state)
{
	static const char *const rows[][12] = {
		{ "sh", "sh", "bash", "shell", NULL, "", "s", "hs" },
		{ "^sh$", "sh", NULL, "bash", "shell", "" },
		{ "", "", "a", NULL, NULL },
		{ "a.c", "abc", "a\nc", "xa.cx", NULL, "ac", "ab" },
		{ "ab*c", "ac", "abc", "abbbc", NULL, "abb", "adc" },
		{ "ab+c", "abc", "abbc", NULL, "ac" },
		{ "^ab?c$", "ac", "abc", NULL, "abbc" },
		{ "^(ab|c)+$", "ab", "c", "cabc", NULL, "", "a", "cb" },
		{ "a|b|cd", "a", "b", "xcdx", NULL, "c", "d" },
		{ "^a{2}$", "aa", NULL, "a", "aaa" },
		{ "^a{2,}$", "aa", "aaaaa", NULL, "a" },
		{ "^a{1,3}$", "a", "aa", "aaa", NULL, "", "aaaa" },
		{ "^(a{1,2}b){2}$", "abab", "aabab", "aabaab", NULL, "ab", "aaabab" },
		{ "[abc]", "b", NULL, "d" },
		{ "^[^abc]$", "d", "]", NULL, "a", "" },
		{ "^[]a]$", "]", "a", NULL, "b" },
		{ "^[^]a]$", "b", NULL, "]", "a" },
		{ "^[a-c-]$", "b", "-", NULL, "d" },
		{ "^[\\d]$", "\\", "d", NULL, "5" },
		{ "^[[:alpha:]_][[:alnum:]]*$", "a1", "_", NULL, "1a", "a-" },
		{ "^[[:digit:][:space:]]+$", "1 2", NULL, "", "1a" },
		{ "\\.\\*\\[\\(", "x.*[(", NULL, "xxx" },
		{ "^^a$$", "a", NULL, "b" },
		{ "a^b|a$b", NULL, "ab", "a^b", "a$b" },
		{ NULL },
	};

	(void)state;
	expect_rows(rows);
}

static void glibc(void **state)
{
	static const char *const rows[][12] = {
		{ "^sle{,2}p$", "slp", "slep", "sleep", NULL, "sleeep", "sle{,2}p" },
		{ "^a{,}$", "", "a", "aaaa", NULL, "b" },
		{ "^a{0}b$", "b", NULL, "ab" },
		{ "^a**b+?*c$", "c", "aabbc", NULL, "ad" },
		{ "()", "", "a", NULL, NULL },
		{ "^(|a)b$", "b", "ab", NULL, "aab" },
		{ "^a(|b|)c$", "ac", "abc", NULL, "abbc" },
		{ "a|", "", "b", NULL, NULL },
		{ "^a)$", "a)", NULL, "a" },
		{ "^}$", "}", NULL, "{" },
		{ "^a\\{1}$", "a{1}", NULL, "a" },
		{ "(^)*a", "a", "ba", NULL, "b" },
		{ "^[[=s=]][[.x.]]$", "sx", NULL, "xs", "s" },
		{ "^[[.-.]-0]$", "-", ".", "0", NULL, "1" },
		{ "^\\d$", "d", NULL, "5", "\\d" },
		{ "\\`sh", "sh", "shell", NULL, "bash" },
		{ "sh\\'", "sh", "bash", NULL, "shell" },
		{ "^\\w+$", "a_1", NULL, "a-1", "" },
		{ "^\\W\\s\\S$", "- x", NULL, "a x", "- -x", "-  " },
		{ "\\<sh\\>", "sh", "-sh", "a sh b", NULL, "bash", "sh1" },
		{ "\\bsh", "sh", "-sh -c", NULL, "bash" },
		{ "sh\\b", "sh", "bash -c", NULL, "shell" },
		{ "\\Bsh", "bash", NULL, "sh", "-sh" },
		{ "sh\\B", "shell", NULL, "sh", "sh -c" },
		{ "\\B", "", "ab", NULL, "a" },
		{ "a$\\B|b\\<$", NULL, "a", "ba", "b" },
		{ NULL },
	};

	(void)state;
	expect_rows(rows);
}

static void references(void **state)
{
	static const char *const rows[][12] = {
		{ "(e)\\1", "sleep", "ee", NULL, "sleap", "e" },
		{ "^(.*)\\1$", "", "abab", "aa", NULL, "aba" },
		{ "^(a*)(b*)\\2\\1$", "abba", "aabbaa", NULL, "abb" },
		{ "(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\\9", "abcdefghiji", NULL, "abcdefghijj" },
		{ "^(a|b)*\\1$", "abb", "aa", NULL, "aba", "ab", "" },
		{ "^((a)|b)*\\2$", "aba", "aa", NULL, "bab", "b" },
		{ "^(..)(\\1|x)*$", "ab", "abababxab", NULL, "ababa" },
		{ "^(a+)\\1{2}$", "aaa", "aaaaaa", NULL, "aaaa" },
		{ "^(a)?b\\1", NULL, "b", "ba" },
		{ "(a){0}\\1", NULL, "", "a" },
		{ "^(.)\\1.*(.)\\2$", "aaxyzbb", NULL, "aaxyzbc", "abxyzbb" },
		{ NULL },
	};

	(void)state;
	expect_rows(rows);
	expect("^(ab)\\1$", true, "abAB", true);
	expect("^(ab)\\1$", false, "abAB", false);
}

static void case_ignored(void **state)
{
	(void)state;
	expect("^sshd$", true, "SSHd", true);
	expect("^SSHD$", true, "sshd", true);
	expect("^[a-c]+$", true, "aBC", true);
	expect("^[^a-c]$", true, "B", false);
	expect("^[[:upper:]][[:lower:]]$", true, "aB", true);
	expect("^[[:upper:]][[:lower:]]$", false, "aB", false);
	expect("^\\x$", true, "X", true);
	expect("^[Z-[]$", true, "z", true);
}

static void refused(void **state)
{
	static const char *const rows[][2] = {
		{ "*a", "Invalid preceding regular expression" },
		{ "a|*b", "Invalid preceding regular expression" },
		{ "(+a)", "Invalid preceding regular expression" },
		{ "^*", "Invalid preceding regular expression" },
		{ "\\b?", "Invalid preceding regular expression" },
		{ "{1}", "Invalid preceding regular expression" },
		{ "(", "Unmatched ( or \\(" },
		{ "(a|b", "Unmatched ( or \\(" },
		{ "[", "Invalid regular expression" },
		{ "[a", "Unmatched [, [^, [:, [., or [=" },
		{ "[[:alpha:", "Unmatched [, [^, [:, [., or [=" },
		{ "[a-", "Unmatched [, [^, [:, [., or [=" },
		{ "[b-a]", "Invalid range end" },
		{ "[[:alpha:]-z]", "Invalid range end" },
		{ "[a-c-e]", "Invalid range end" },
		{ "[[:nosuch:]]", "Invalid character class name" },
		{ "[[.nosuch.]]", "Invalid collation character" },
		{ "[[==]]", "Invalid collation character" },
		{ "a{", "Unmatched \\{" },
		{ "a{1", "Unmatched \\{" },
		{ "a{1,", "Unmatched \\{" },
		{ "a{}", "Invalid content of \\{\\}" },
		{ "a{x}", "Invalid content of \\{\\}" },
		{ "a{2,1}", "Invalid content of \\{\\}" },
		{ "a{1,2,3}", "Invalid content of \\{\\}" },
		{ "a{32768}", "Regular expression too big" },
		{ "((((a{99}){99}){99}){99})", "Regular expression too big" },
		{ "[^[:upper:]]??{2}{2}{2}{2}{2}{2}{2}{2}{2}{2}{2}{2}{2}{2}{2}{2}{2}{2}{2}",
		  "Regular expression too big" },
		{ "\\", "Trailing backslash" },
		{ "(a\\1)", "Invalid back reference" },
		{ "(a)|\\1", "Invalid back reference" },
		{ "(a)\\2", "Invalid back reference" },
		{ NULL, NULL },
	};
	struct pattern pattern;
	const char *fault;

	(void)state;
	for (int i = 0; rows[i][0]; i++) {
		fault = compile(&pattern, rows[i][0], false);
		if (!fault || strcmp(fault, rows[i][1]) != 0)
			fail_test(formatted("'%s': %s", rows[i][0], fault ? fault : "accepted"));
		pattern_free(&pattern);
	}
}

static void characters(void **state)
{
	static const char *const bytes[][12] = {
		{ "^..$", "\303\244", "ab", NULL, "a" },
		{ "^[\200-\377]+$", "\303\244", NULL, "a" },
		{ "^\\W\\W$", "\303\244", NULL, "ab" },
		{ NULL },
	};
	static const char *const utf8[][12] = {
		{ "^.$", "\303\244", "a", "\342\202\254", NULL, "\303", "ab", "\377" },
		{ "^\303\244+$", "\303\244\303\244", NULL, "\303\244\244" },
		{ "^[\303\240-\303\257]$", "\303\244", NULL, "\303\237", "\303", "a" },
		{ "^[^a]$", "\303\244", "\342\202\254", NULL, "a", "\377" },
		{ "^[\320\260-\321\217]$", "\320\266", NULL, "\320\226" },
		{ "^[[=\303\244=]]$", "\303\244", NULL, "a" },
		{ "^\\w$", "\303\244", "\320\266", "\346\274\242", NULL, "\342\202\254", "\377" },
		{ "^[[:lower:]]$", "\303\244", "\320\266", NULL, "\303\204", "\320\226" },
		{ "^[[:upper:]]$", "\303\204", "\316\221", NULL, "\303\244", "\316\261" },
		{ "\\bx", "\302\251x", NULL, "\303\244x" },
		{ "^\377$", "\377", NULL, "\376", "\303\277" },
		{ NULL },
	};

	(void)state;
	setenv("LC_ALL", "C", 1);
	expect_rows(bytes);
	expect("^\303\244$", true, "\303\204", false);
	setenv("LC_ALL", "C.UTF-8", 1);
	expect_rows(utf8);
	expect("^\303\244\320\266\316\261\305\277$", true, "\303\204\320\226\316\221S", true);
	expect("^[\303\240-\303\257]$", true, "\303\204", true);
	setenv("LC_ALL", "C", 1);
}

static char *repeated(const char *text, size_t count)
{
	size_t length = strlen(text);
	char *all = malloc(count * length + 1);

	all[0] = '\0';
	for (size_t i = 0; i < count; i++)
		memcpy(all + i * length, text, length + 1);
	return all;
}

static void large(void **state)
{
	char *text = repeated("x", 100000), *open = repeated("(", 100000);
	char *stars = repeated("*", 100000), *choices = repeated("ab|", 30000);
	struct pattern pattern;

	(void)state;
	expect("x{300}", false, text, true);
	expect("^x{256,}$", false, text, true);
	expect("^(x{100}){1000}$", false, text, true);
	expect("^(x{100}){999}$", false, text, false);
	expect("^x{32767}$", false, text + 100000 - 32767, true);
	expect("^x{32767}$", false, text + 100000 - 32766, false);
	expect("x{1000}", false, text + 100000 - 999, false);
	expect("(x*)*(x*)*(x*)*y", false, text, false);
	expect(choices, false, "", true);
	assert_string_equal(compile(&pattern, open, false), "Unmatched ( or \\(");
	pattern_free(&pattern);
	assert_non_null(compile(&pattern, stars, false));
	pattern_free(&pattern);
	*stars = 'x';
	expect(stars, false, "y", true);
	free(text);
	free(open);
	free(stars);
	free(choices);
}

/* What a reference stands for is soon forgotten: the others have a bound. */
static void bounded(void **state)
{
	char *text = repeated("xyz", 1000);
	struct pattern pattern;

	(void)state;
	expect("(x)\\1.*a", false, text, false);
	assert_null(compile(&pattern, "(.*)(.*)(.*)\\3\\2\\1a", false));
	assert_int_equal(pattern_search(&pattern, text), PATTERN_UNDECIDED);
	pattern_free(&pattern);
	free(text);
}

static int give_up_loudly(void *data)
{
	struct pattern pattern;

	compile(&pattern, "(.*)(.*)(.*)\\3\\2\\1a", false);
	return pattern_matches(&pattern, data);
}

static void given_up(void **state)
{
	char *text = repeated("xyz", 1000);
	struct outcome outcome;

	(void)state;
	in_child(give_up_loudly, text, &outcome);
	assert_string_equal(outcome.err,
			    "unit: regex error: the pattern takes too long to match\n");
	assert_int_not_equal(outcome.status, 0);
	free(text);
}

static const struct CMUnitTest tests[] = {
	{ .name = "matches as POSIX has it", .test_func = posix },
	{ .name = "matches as glibc has it, where POSIX leaves it open", .test_func = glibc },
	{ .name = "follows references to groups", .test_func = references },
	{ .name = "ignores case", .test_func = case_ignored },
	{ .name = "refuses what is not a regular expression, with glibc's reason",
	  .test_func = refused },
	{ .name = "takes characters of UTF-8 or bytes, by the locale", .test_func = characters },
	{ .name = "takes long texts, large counts and deep nesting", .test_func = large },
	{ .name = "gives up a search that would take too long", .test_func = bounded },
	{ .name = "never takes a search that was given up for one without a match",
	  .test_func = given_up },
	{ .name = NULL },
};

int main(void)
{
	setenv("LC_ALL", "C", 1);
	return run_subject("pattern", tests);
}
