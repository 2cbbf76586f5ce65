/* variable.c - variables of the environment. */
#include <string.h>
#include <unistd.h>

#include "text/byte.h"
#include "text/variable.h"

char *variable_value(const char *name)
{
	size_t length = strlen(name);

	for (char **entry = environ; entry && *entry; entry++) {
		if (text_begins(*entry, name, length) && (*entry)[length] == '=')
			return *entry + length + 1;
	}
	return NULL;
}
