/* nohup_out.h - opening the file for the output: nohup.out here, or else in the home directory. */
#ifndef NOHUP_NOHUP_OUT_H
#define NOHUP_NOHUP_OUT_H

#include <sys/types.h>

#include "text/text.h"

/*
 * Opens file to append to it, by open_retry or open_above; a new one gets mode 0600. Does not block
 * on a FIFO without a reader. Returns a descriptor, or -1 with errno.
 */
int append_open(int (*opener)(const char *, int, mode_t), const char *file);

/* What nohup_out_open tried. */
struct nohup_out {
	const char *name; /* of the file that was opened, or the last one tried; may be NULL */
	int reasons[2];   /* errno of the first file and of the second one */
	struct text path; /* starts empty; may be longer than any that can be opened */
};

/* Opens nohup.out, else $HOME/nohup.out. Returns a descriptor, or -1 for nohup_out_complain. */
int nohup_out_open(int (*opener)(const char *, int, mode_t), struct nohup_out *file);

/* Reports each file that could not be opened, a line each. */
void nohup_out_complain(const struct nohup_out *file);

#endif
