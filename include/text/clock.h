/* clock.h - what time it is. */
#ifndef TEXT_CLOCK_H
#define TEXT_CLOCK_H

#include <sys/syscall.h>
#include <time.h>

/* The system call; with 32 bits musl has none of that name, because it is of a smaller time_t. */
#ifdef SYS_clock_gettime
enum { CALL_CLOCK = SYS_clock_gettime };
#else
enum { CALL_CLOCK = -1 };
#endif

/* The time on this clock, as by clock_gettime(2), or 0 on one that the kernel does not know. */
struct timespec clock_now(clockid_t clock);

/* A duration in milliseconds, rounded down; at most INT_MAX seconds. */
long long milliseconds_of(struct timespec duration);

/* The time on CLOCK_MONOTONIC, in milliseconds. */
long long milliseconds_now(void);

/* The earlier one of two such times; 0 is never. */
long long milliseconds_earlier(long long one, long long other);

/* How long it is until such a time, for poll(2): 0 once it has passed; -1 if it is 0, never. */
int milliseconds_until(long long time);

#endif
