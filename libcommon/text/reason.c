/* reason.c - errno and signals in words; where these are packed, packed.c is in for this. */
#include <string.h>

#include "text/reason.h"

const char *reason_text(int reason)
{
	return strerror(reason);
}

const char *signal_text(int number)
{
	return strsignal(number);
}
