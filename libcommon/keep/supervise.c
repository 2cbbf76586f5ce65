/* supervise.c - the 20 bytes of supervise/status, in which runsv reports how a service is.
 *
 * Bytes 0 to 7 are the seconds as TAI64, 8 to 11 the nanoseconds, both most significant byte
 * first; 12 to 15 the process ID, least significant byte first.
 */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "keep/supervise.h"
#include "text/calendar.h"

const char supervise_states[][8] = { "down", "run", "finish", "unknown" };

void supervise_pack(unsigned char bytes[SUPERVISE_SIZE], const struct supervise *status)
{
	unsigned long long seconds = status->since.tv_sec + TAI64_EPOCH;

	for (int i = 0; i < 8; i++)
		bytes[i] = (unsigned char)(seconds >> (56 - 8 * i));
	for (int i = 0; i < 4; i++) {
		bytes[8 + i] = (unsigned char)(status->since.tv_nsec >> (24 - 8 * i));
		bytes[12 + i] = (unsigned char)(status->pid >> 8 * i);
	}
	bytes[16] = status->paused;
	bytes[17] = status->want;
	bytes[18] = status->terminating;
	bytes[19] = status->state;
}

static void unpack(const unsigned char bytes[SUPERVISE_SIZE], struct supervise *status)
{
	unsigned long long seconds = 0;
	unsigned nanoseconds = 0, pid = 0;

	for (int i = 0; i < 8; i++)
		seconds = seconds << 8 | bytes[i];
	for (int i = 0; i < 4; i++) {
		nanoseconds = nanoseconds << 8 | bytes[8 + i];
		pid |= (unsigned)bytes[12 + i] << 8 * i;
	}
	*status = (struct supervise){
		.since = { .tv_sec = (time_t)(seconds - TAI64_EPOCH), .tv_nsec = nanoseconds },
		.pid = (pid_t)pid,
		.paused = bytes[16],
		.want = bytes[17],
		.terminating = bytes[18],
		.state = bytes[19],
	};
}

bool supervise_read(struct supervise *status)
{
	unsigned char bytes[SUPERVISE_SIZE];
	int descriptor = open_above("supervise/status", O_RDONLY | O_NONBLOCK, 0);
	ssize_t count;

	if (descriptor < 0)
		return false;
	count = read(descriptor, bytes, sizeof(bytes));
	if (count >= 0)
		errno = 0;
	close_keeping_errno(descriptor);
	if (count != SUPERVISE_SIZE)
		return false;
	unpack(bytes, status);
	return true;
}
