/* wait.c - waiting until processes have ended that need not be children. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <time.h>

#include "target/signal.h"
#include "target/wait.h"
#include "text/duration.h"
#include "text/retry.h"
#include "text/text.h"

/* Between two checks of targets without a descriptor. */
static const struct timespec PATIENCE = { .tv_nsec = 50000000 };

/* Opens a descriptor for each target that can have one. Returns how many there are. */
static size_t open_targets(struct text *polled, struct target *targets, size_t count)
{
	polled->length = 0;
	for (size_t i = 0; i < count; i++) {
		if (target_open(&targets[i])) {
			struct pollfd *added = text_add(polled, sizeof(*added));

			*added = (struct pollfd){ .fd = targets[i].pidfd, .events = POLLIN };
		}
	}
	return polled->length / sizeof(struct pollfd);
}

/* Removes those that have ended, as poll(2) has reported for the ones with descriptors. */
static size_t keep_running(const struct pollfd *polled, struct target *targets, size_t count)
{
	size_t left = 0;

	for (size_t i = 0; i < count; i++) {
		if (targets[i].pidfd >= 0 ? (polled++)->revents != 0
					  : target_state(&targets[i]) == TARGET_ENDED)
			target_drop(&targets[i]);
		else
			targets[left++] = targets[i];
	}
	return left;
}

static bool is_longer(struct timespec a, struct timespec b)
{
	return a.tv_sec > b.tv_sec || (a.tv_sec == b.tv_sec && a.tv_nsec > b.tv_nsec);
}

size_t targets_wait(struct target *targets, size_t count, const struct timespec *deadline, bool any)
{
	struct timespec limit = { 0 }; /* at first only check which have already ended */
	struct text polled = { .length = 0 };
	size_t left = count;
	int retries = RETRIES, reason;
	bool last = false;

	for (;;) {
		size_t descriptors = open_targets(&polled, targets, left);
		bool must_check = descriptors < left;
		int found = ppoll((struct pollfd *)polled.bytes, descriptors, &limit, NULL);

		if (found < 0 && !retry_interrupted(&retries))
			break;
		if (found >= 0) {
			left = keep_running((struct pollfd *)polled.bytes, targets, left);
			retries = RETRIES;
			if (!left || (any && left < count) || last)
				break;
		}
		limit = deadline ? duration_left(*deadline) : DURATION_FOREVER;
		last = !is_longer(limit, (struct timespec){ 0 });
		if (must_check && is_longer(limit, PATIENCE))
			limit = PATIENCE;
	}
	reason = errno;
	text_free(&polled);
	errno = reason;
	return left;
}

size_t targets_stop(struct target *targets, size_t count, const struct timespec *grace,
		    struct timespec limit)
{
	struct timespec deadline;

	if (grace) {
		deadline = duration_deadline(*grace);
		count = targets_wait(targets, count, &deadline, false);
		for (size_t i = 0; i < count; i++)
			target_signal(&targets[i], SIGKILL, NULL);
	}
	deadline = duration_deadline(limit);
	return targets_wait(targets, count, &deadline, false);
}
