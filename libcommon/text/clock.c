/* clock.c - what time it is. */
#include <limits.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "text/clock.h"

struct timespec clock_now(clockid_t clock)
{
	struct timespec now = { 0 };

	/* libc would first look for it in the kernel's shared object: a kB to save a microsecond */
	if (CALL_CLOCK < 0 || sizeof(long) < sizeof(now.tv_sec))
		clock_gettime(clock, &now);
	else
		syscall(CALL_CLOCK, clock, &now);
	return now;
}

long long milliseconds_now(void)
{
	struct timespec now = clock_now(CLOCK_MONOTONIC);

	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

long long milliseconds_of(struct timespec duration)
{
	if (duration.tv_sec > INT_MAX)
		duration.tv_sec = INT_MAX;
	return duration.tv_sec * 1000LL + duration.tv_nsec / 1000000;
}

long long milliseconds_earlier(long long one, long long other)
{
	return !other || (one && one < other) ? one : other;
}

int milliseconds_until(long long time)
{
	long long left = time - milliseconds_now();

	if (!time || left > INT_MAX)
		return time ? INT_MAX : -1;
	return left > 0 ? (int)left : 0;
}
