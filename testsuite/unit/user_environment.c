/* user_environment - the environment of a user */
#include <unistd.h>

#include "support.h"
#include "user/environment.h"

static char text[USER_ENVIRONMENT_TEXT];
static char *entries[8 + USER_ENVIRONMENT_MORE];

static void expect(void (*make)(char **, char *, const struct account *),
		   const struct account *user, const char *const wanted[])
{
	static char *present[] = { (char *)"A=1",      (char *)"HOME=/old", (char *)"TERM=x",
				   (char *)"HOMELY=2", (char *)"HOME=/two", NULL };
	char **before = environ;
	size_t i = 0;

	environ = present;
	assert_int_equal(environment_count(), 5);
	make(entries, text, user);
	environ = before;
	for (; wanted[i]; i++)
		assert_string_equal(entries[i], wanted[i]);
	assert_null(entries[i]);
}

static void home(void **state)
{
	struct account user = { .uid = 5, .listed = true, .name = "five", .home = "/five" };
	const char *const wanted[] = { "A=1", "TERM=x", "HOMELY=2", "HOME=/five", NULL };
	const char *const homeless[] = { "A=1", "TERM=x", "HOMELY=2", "HOME=/", NULL };

	(void)state;
	expect(environment_with_home, &user, wanted);
	*user.home = '\0';
	expect(environment_with_home, &user, homeless);
}

static void whole(void **state)
{
	static struct account user = { .listed = true, .name = "toor", .shell = "/bin/zsh" };
	static const char *const root[] = {
		"TERM=x", "SHELL=/bin/zsh", "HOME=/", "USER=toor", "LOGNAME=toor",
		"PATH=/usr/local/sbin:/usr/local/bin:/sbin:/bin:/usr/sbin:/usr/bin", NULL
	};
	static const struct account unknown = { .uid = 70001 };
	static const char *const minimum[] = { "TERM=x", "SHELL=/bin/sh", "HOME=/",
					       "PATH=/usr/local/bin:/bin:/usr/bin", NULL };

	(void)state;
	expect(environment_of_user, &user, root);
	expect(environment_of_user, &unknown, minimum);
}

static void longest(void **state)
{
	static struct account user = { .listed = true };

	(void)state;
	memset(user.name, 'n', sizeof(user.name) - 1);
	memset(user.home, 'h', sizeof(user.home) - 1);
	memset(user.shell, 's', sizeof(user.shell) - 1);
	environment_of_user(entries, text, &user);
	for (char **entry = entries; *entry; entry++) {
		if (*entry >= text && *entry < text + sizeof(text))
			assert_true(*entry + strlen(*entry) < text + sizeof(text));
	}
}

static const struct CMUnitTest tests[] = {
	{ .name = "changes only HOME", .test_func = home },
	{ .name = "builds a minimum for a user who is not listed", .test_func = whole },
	{ .name = "has room for the longest names", .test_func = longest },
	{ .name = NULL },
};

int main(void)
{
	return run_subject("user_environment", tests);
}
