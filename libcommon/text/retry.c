/* retry.c - making an interrupted call again, but not forever. */
#include <errno.h>

#include "text/retry.h"

bool retry_interrupted(int *left)
{
	return errno == EINTR && (*left)-- > 0;
}

bool retry_later(void)
{
	return errno == EINTR || errno == EAGAIN;
}
