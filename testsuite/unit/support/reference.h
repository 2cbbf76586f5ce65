/* reference.h - glibc's getopt_long; apart, because its struct applet_option is not ours. */
#ifndef REFERENCE_H
#define REFERENCE_H

#include <stdbool.h>

enum { PARSED_MAX = 64 };

enum parsed_end {
	PARSED_TO_OPERANDS,
	PARSED_TO_ERROR,
	PARSED_TO_HELP, /* or version: neither goes on */
};

struct parsed {
	enum parsed_end end;
	int index; /* of the first operand */
	int count;
	int keys[PARSED_MAX];
	const char *arguments[PARSED_MAX];
	char message[1024]; /* the error's line, without a name before it */
};

struct reference_option {
	const char *name; /* or NULL */
	int argument;     /* no_argument 0, required_argument 1, optional_argument 2 */
	int key;          /* a short option below 256; 0 ends the table */
};

/* The keys of --help and --version, which the table need not have. */
enum { REFERENCE_HELP = 2, REFERENCE_VERSION = 3 };

/* Parses as getopt_long does, and moves the operands of argv to its end if it permutes. */
void reference_parse(int argc, char **argv, const struct reference_option *options, bool permute,
		     struct parsed *parsed);

#endif
