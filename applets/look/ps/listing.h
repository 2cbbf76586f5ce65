/* listing.h - reads the processes, and prints a row for each that is selected. */
#ifndef PS_LISTING_H
#define PS_LISTING_H

#include "plan.h"

/* Prints what the plan asks for. Returns the status to exit with: 1 if there was no row. */
int listing_print(struct plan *plan);

#endif
