/* line.h - from the input to the logs. */
#ifndef SVLOGD_LINE_H
#define SVLOGD_LINE_H

#include "svlogd.h"

/*
 * Logs what the input holds up to its last newline, and as much of a line as is longer than the
 * buffer; with final all of it. The latest read added the last fresh bytes.
 */
void lines_log(struct svlogd *svlogd, size_t fresh, bool final);

#endif
