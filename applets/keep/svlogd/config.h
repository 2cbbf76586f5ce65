/* config.h - the file config in a log's directory. */
#ifndef SVLOGD_CONFIG_H
#define SVLOGD_CONFIG_H

#include "svlogd.h"

/*
 * Sets what the file says, and the default for the rest; warns of lines that are not valid. Returns
 * whether there is such a file.
 */
bool config_read(struct log *log);

/* Whether the line, of length bytes, is to be logged; *alert: also to be written to stderr. */
bool config_select(const struct log *log, const char *line, size_t length, bool *alert);

#endif
