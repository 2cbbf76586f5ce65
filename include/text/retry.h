/* retry.h - making an interrupted call again, but not forever. */
#ifndef TEXT_RETRY_H
#define TEXT_RETRY_H

#include <stdbool.h>

/* How often in a row a call may be interrupted. More is a fault, which must not hang anything. */
enum { RETRIES = 100 };

/*
 * Whether a call that has failed should be made again: it was interrupted (EINTR), and *left, which
 * starts as RETRIES, is not used up. Keeps errno.
 */
bool retry_interrupted(int *left);

/* Whether a call that has failed may succeed later: it was interrupted, or would have waited. */
bool retry_later(void);

#endif
