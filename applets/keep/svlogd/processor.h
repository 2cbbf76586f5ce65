/* processor.h - the command that processes files when they have been rotated. */
#ifndef SVLOGD_PROCESSOR_H
#define SVLOGD_PROCESSOR_H

#include "svlogd.h"

/* Starts it with the oldest file that is to be processed, if there is one and it is not running. */
void processor_start(struct svlogd *svlogd, struct log *log);

/* Learns which processors have ended, and acts on that. */
void processor_reap(struct svlogd *svlogd);

/*
 * Waits until those that are running have ended; and, unless TERM was received or is now, until
 * nothing is left for them. TERM after that ends the wait.
 */
void processor_wait(struct svlogd *svlogd);

#endif
