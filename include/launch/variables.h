/* variables.h - changing the environment, also by the files in a directory. */
#ifndef LAUNCH_VARIABLES_H
#define LAUNCH_VARIABLES_H

#include <stdbool.h>

#include "text/text.h"

/* Copies environ into list, which is all zero, so that it can be changed. */
void variables_start(struct text *list);

/* Removes the variable that entry, NAME=VALUE or NAME, names; adds it if it has a value. */
void variables_put(struct text *list, char *entry);

/*
 * Each file in the directory is a variable: its first line, without blanks at the end, is the
 * value, in which a newline stands for each NUL. An empty file and a broken link unset the
 * variable. Names that begin with a dot are skipped, and so are directories unless files_only is
 * set, with a message that begins with warning unless that is NULL. If anything else cannot be
 * read, fails with status.
 */
void variables_read(struct text *list, const char *path, bool files_only, const char *warning,
		    int status);

#endif
