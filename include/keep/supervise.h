/* supervise.h - the 20 bytes of supervise/status, in which runsv reports how a service is.
 *
 * The form is runit's, and that of daemontools in its first 18 bytes.
 */
#ifndef KEEP_SUPERVISE_H
#define KEEP_SUPERVISE_H

#include <stdbool.h>
#include <sys/types.h>
#include <time.h>

enum supervise_state { SUPERVISE_DOWN, SUPERVISE_RUN, SUPERVISE_FINISH };

struct supervise {
	struct timespec since; /* the last change, on CLOCK_REALTIME */
	pid_t pid;             /* of run or finish; 0: neither is running */
	unsigned char paused;
	unsigned char want; /* 'u' or 'd' */
	unsigned char terminating; /* TERM was sent */
	unsigned char state;
};

enum { SUPERVISE_SIZE = 20 };

/* The names of the states; the one after the last is for any other. */
extern const char supervise_states[][8];

void supervise_pack(unsigned char bytes[SUPERVISE_SIZE], const struct supervise *status);

/* Reads supervise/status below the working directory. False with errno; 0: it is too short. */
bool supervise_read(struct supervise *status);

#endif
