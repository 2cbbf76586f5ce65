/* applet.h - the descriptor of an applet. */
#ifndef APPLET_APPLET_H
#define APPLET_APPLET_H

#include "autoconf.h"

/*
 * One option. The table of them is the grammar that options.c parses, the text of --help and the
 * list in the manual page.
 */
struct applet_option {
	const char *name;     /* long name without its dashes, or NULL */
	const char *argument; /* NULL: takes none; "FILE": takes one; "[=SIG]": may have one */
	const char *help;     /* one line or more, '\n' between them */
	unsigned short key;   /* the letter; from OPTION_LONG up where there is none; 0 ends */
};

enum {
	OPTION_ABSENT = 1, /* the key of an option that is configured out; 1 in OPT */
	OPTION_LONG = 256, /* first key that is not a letter */
};

/* Texts that only --help shows; CONFIG_FEATURE_HELP=n takes them out of the binary. */
#define HELP(text) (CONFIG_FEATURE_HELP ? (text) : (const char *)0)

/* A row of an option table. Nothing of an absent option stays in the binary. */
#define OPT(k, n, a, text)                                                                         \
	{                                                                                          \
		.key = (k), .name = (int)(k) == 1 ? (const char *)0 : (n),                         \
		.argument = (int)(k) == 1 ? (const char *)0 : (a),                                 \
		.help = (int)(k) == 1 ? (const char *)0 : HELP(text),                              \
	}

enum applet_flags {
	APPLET_PERMUTE = 1,    /* options may follow operands, unless POSIXLY_CORRECT is set */
	APPLET_SHORT_HELP = 2, /* -h and -V are --help and --version */
	APPLET_EXECS = 4,      /* becomes its command at once: the process need not be renamed */
	APPLET_NEEDS_EXEC = 8, /* what it sets takes effect at execve, so it must make one */
	APPLET_NO_HINT = 16,   /* a usage error ends without a hint at --help */
	APPLET_ERROR_HELP = 32, /* it ends with the whole help instead */
	APPLET_SHORT_NAME = 64, /* messages begin with the base name, not with argv[0] as it is */
	APPLET_PIPE_MAY_BREAK = 128,  /* a closed reader of standard output is not an error */
	APPLET_MAY_BE_CLOSED = 256,   /* nor is a standard output that was closed at the start */

	/* what the programs of a family have in common; those of GNU have none of it */
	APPLET_LIKE_PROCPS = APPLET_SHORT_NAME | APPLET_PIPE_MAY_BREAK,
	APPLET_LIKE_PSMISC = APPLET_LIKE_PROCPS | APPLET_MAY_BE_CLOSED, /* sysvinit, too */
	APPLET_LIKE_UTIL_LINUX = APPLET_LIKE_PSMISC | APPLET_SHORT_HELP,
};

struct applet {
	const char *name;
	int (*main)(int argc, char **argv); /* returns the exit status */
	const char *synopsis;               /* after the name, a line each; "": takes nothing */
	const char *summary;                /* one sentence, imperative */
	const struct applet_option *options;       /* NULL: only --help and --version */
	void (*preface)(int key);           /* said before --help and --version, by key, or NULL */
	unsigned char failure;              /* exit status of a usage error */
	unsigned char posix_failure;        /* the same where POSIXLY_CORRECT is set, if not 0 */
	unsigned char write_failure;        /* of an unwritable standard output; 0: as failure */
	unsigned short flags;               /* enum applet_flags */
};

/* The last thing in an applet's file: APPLET(nohup) = { .name = "nohup", ... }; */
#define APPLET(id) const struct applet id##_applet

/* The one that runs: set by the dispatcher, together with error_name and error_status. */
extern const struct applet *running_applet;

#endif
