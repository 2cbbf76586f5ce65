/* reference.c - glibc's getopt_long, to compare ours with. */
#include "reference.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OPTIONS_MAX = 32 };

static void convert(const struct reference_option *options, char letters[], struct option longs[])
{
	for (; options->key; options++) {
		if (options->name)
			*longs++ = (struct option){ options->name, options->argument, NULL,
						    options->key };
		if (options->key >= 256 || strchr(letters, options->key))
			continue;
		letters += strlen(letters);
		*letters++ = (char)options->key;
		memcpy(letters, "::", options->argument);
		letters[options->argument] = '\0';
	}
	*longs++ = (struct option){ "help", no_argument, NULL, REFERENCE_HELP };
	*longs++ = (struct option){ "version", no_argument, NULL, REFERENCE_VERSION };
	*longs = (struct option){ 0 };
}

static int next(int argc, char **argv, const char *letters, const struct option *longs,
		struct parsed *parsed)
{
	int key = getopt_long(argc, argv, letters, longs, NULL);

	if (key == '?')
		parsed->end = PARSED_TO_ERROR;
	else if (key == REFERENCE_HELP || key == REFERENCE_VERSION)
		parsed->end = PARSED_TO_HELP;
	return key;
}

void reference_parse(int argc, char **argv, const struct reference_option *options, bool permute,
		     struct parsed *parsed)
{
	char letters[3 * OPTIONS_MAX + 2] = "+";
	struct option longs[OPTIONS_MAX];
	FILE *old = stderr;
	char *text = NULL, *message;
	size_t size;
	int key;

	*parsed = (struct parsed){ 0 };
	convert(options, letters, longs);
	stderr = open_memstream(&text, &size);
	optind = 0;
	while ((key = next(argc, argv, letters + permute, longs, parsed)) != -1) {
		if (parsed->end != PARSED_TO_OPERANDS || parsed->count == PARSED_MAX)
			break;
		parsed->keys[parsed->count] = key;
		parsed->arguments[parsed->count++] = optarg;
	}
	parsed->index = optind;
	fclose(stderr);
	stderr = old;
	message = strstr(text, ": ");
	if (message)
		strncat(parsed->message, message + 2, sizeof(parsed->message) - 1);
	free(text);
}
