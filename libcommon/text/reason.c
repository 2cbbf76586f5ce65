/* reason.c - what errno says, in words; where they are packed, packed.c is in for this. */
#include <string.h>

#include "text/reason.h"

const char *reason_text(int reason)
{
	return strerror(reason);
}
