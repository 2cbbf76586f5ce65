/* environment.c - the environment of a user. */
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "text/byte.h"
#include "user/environment.h"

size_t environment_count(void)
{
	size_t count = 0;

	while (environ[count])
		count++;
	return count;
}

/* Appends NAME=VALUE, which it writes to text, to the entries; returns the end of text. */
static char *add_variable(char ***entries, char *text, const char *name, const char *value)
{
	size_t length = strlen(name), size = strlen(value) + 1;

	*(*entries)++ = text;
	memcpy(text, name, length);
	memcpy(text + length, value, size);
	return text + length + size;
}

void environment_of_user(char **entries, char *text, const struct account *user)
{
	bool root = user->uid == 0;

	for (char **entry = environ; *entry; entry++) {
		if (text_begins(*entry, "TERM=", 5))
			*entries++ = *entry;
	}
	text = add_variable(&entries, text, "SHELL=", *user->shell ? user->shell : "/bin/sh");
	text = add_variable(&entries, text, "HOME=", *user->home ? user->home : "/");
	if (user->listed) {
		text = add_variable(&entries, text, "USER=", user->name);
		text = add_variable(&entries, text, "LOGNAME=", user->name);
	}
	add_variable(&entries, text, "PATH=",
		     root ? "/usr/local/sbin:/usr/local/bin:/sbin:/bin:/usr/sbin:/usr/bin"
			  : "/usr/local/bin:/bin:/usr/bin");
	*entries = NULL;
}

void environment_with_home(char **entries, char *text, const struct account *user)
{
	for (char **entry = environ; *entry; entry++) {
		if (!text_begins(*entry, "HOME=", 5))
			*entries++ = *entry;
	}
	add_variable(&entries, text, "HOME=", *user->home ? user->home : "/");
	*entries = NULL;
}
