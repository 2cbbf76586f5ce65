/* list.h - hold ls. */
#ifndef LIST_H
#define LIST_H

#include <stdbool.h>

/*
 * Prints these jobs (NULL at the end; none: all) as a table or as JSON. Returns the exit status.
 */
int list_jobs(char **names, bool json);

#endif
