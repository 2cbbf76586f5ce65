/* applet.h - the descriptor of an applet. */
#ifndef APPLET_APPLET_H
#define APPLET_APPLET_H

#include "autoconf.h"

/*
 * PACKED=1: of the descriptors of applets, the box contains what scripts/mktables.c makes of them
 * (see packed.h), and not what is written here. 0: as it is written.
 */
#ifndef PACKED
#define PACKED 0
#define DESCRIPTOR applet
#else
#define DESCRIPTOR applet_source
#endif

/*
 * One option. The table of them is the grammar that options.c parses (by row.h), the text of --help
 * and the list in the manual page.
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
	APPLET_ERROR_USAGE = 512,     /* a usage error ends with "usage: " and the synopsis */

	/* what the programs of a family have in common; those of GNU have none of it */
	APPLET_LIKE_PROCPS = APPLET_SHORT_NAME | APPLET_PIPE_MAY_BREAK,
	APPLET_LIKE_PSMISC = APPLET_LIKE_PROCPS | APPLET_MAY_BE_CLOSED, /* sysvinit, too */
	APPLET_LIKE_RUNIT = APPLET_LIKE_PSMISC | APPLET_NO_HINT | APPLET_ERROR_USAGE,
	APPLET_LIKE_UTIL_LINUX = APPLET_LIKE_PSMISC | APPLET_SHORT_HELP,
};

/* What an applet's file tells of it. */
struct DESCRIPTOR {
	const char *name;
	int (*main)(int argc, char **argv); /* returns the exit status */
	const char *synopsis;               /* after the name, a line each; "": takes nothing */
	const char *summary;                /* one sentence, imperative */
	const struct applet_option *options;       /* NULL: only --help and --version */
	void (*preface)(int key);           /* said before --help and --version, by key, or with a
					       usage error, 0; or NULL */
	unsigned char failure;              /* exit status of a usage error */
	unsigned char posix_failure;        /* the same where POSIXLY_CORRECT is set, if not 0 */
	unsigned char write_failure;        /* of an unwritable standard output; 0: as failure */
	unsigned short flags;               /* enum applet_flags */
	const struct applet *const *verbs;  /* NULL at the end; NULL: none; see verbs.h */
	const char *license;                /* what output_license appends, or NULL */
};

/*
 * The last thing in an applet's file: APPLET(nohup) = { .name = "nohup", ... }; whose main function
 * is nohup_main, and its preface, if there is one, nohup_preface, which is not static. Of a verb:
 * VERB(hold_run, run_main) = { .name = "hold run", ... }; see verbs.h.
 */
#if PACKED
struct option_row;

/* What is known of it at run time. */
struct applet {
	int (*main)(int argc, char **argv);
	unsigned short flags;
	unsigned short rows; /* where its name is in packed_rows; its rows follow that */
	unsigned char failure, posix_failure, write_failure;
	unsigned char preface; /* its place in packed_prefaces */
};

#define VERB(id, main)                                                                             \
	extern const struct applet id;                                                             \
	int id##_entry(int argc, char **argv) __attribute__((alias(#main)));                       \
	static const struct applet_source id##_source __attribute__((unused))
#define APPLET(id)                                                                                 \
	int id##_entry(int argc, char **argv) __attribute__((alias(#id "_main")));                 \
	static const struct applet_source id##_source __attribute__((unused))
#else
#define VERB(id, main)                                                                             \
	extern const struct applet id;                                                             \
	const struct applet id
#define APPLET(id) const struct applet id##_applet
#endif

/* What runs under the box's own name; it has no main. */
extern const struct applet box_applet;

/* The one that runs: set by the dispatcher, together with error_name and error_status. */
extern const struct applet *running_applet;

#endif
