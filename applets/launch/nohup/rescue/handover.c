/* handover.c - passing open files to another process. */
#include <errno.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "handover.h"
#include "ptrace/area.h"
#include "ptrace/remote_call.h"
#include "reopen.h"

/* Where things are in our mapping there. */
enum {
	MESSAGE = 0, /* struct msghdr, seven words */
	VECTOR = 64, /* struct iovec */
	BYTE = 96,
	CONTROL = 128, /* struct cmsghdr and the descriptors */
	CONTROL_SIZE = 64,
	SOCKETS = 256,
	SPARE = 8, /* descriptors by which the limit is raised */
};

static bool send_files(int channel, const struct handover *handover)
{
	char byte = 0;
	struct iovec vector = { .iov_base = &byte, .iov_len = 1 };
	_Alignas(struct cmsghdr) char control[CMSG_SPACE(HANDOVER_MAX * sizeof(int))] = { 0 };
	size_t size = handover->count * sizeof(int);
	struct msghdr message = {
		.msg_iov = &vector,
		.msg_iovlen = 1,
		.msg_control = control,
		.msg_controllen = CMSG_SPACE(size),
	};
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);

	header->cmsg_len = CMSG_LEN(size);
	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	memcpy(CMSG_DATA(header), handover->ours, size);
	return sendmsg(channel, &message, MSG_DONTWAIT | MSG_NOSIGNAL) == 1;
}

/* Sets handover->theirs. Returns how many of the files have arrived, or -1 with errno. */
static int receive_files(struct remote *remote, int channel, struct handover *handover)
{
	uint64_t start = remote->area.start;
	unsigned word = remote->area.word;
	const uint64_t message[] = {
		0, 0, start + VECTOR, 1, start + CONTROL, CONTROL_SIZE, 0,
	};
	const uint64_t vector[] = { start + BYTE, 1 };
	const uint64_t arguments[6] = {
		channel,
		start + MESSAGE,
		MSG_CMSG_CLOEXEC | MSG_DONTWAIT,
	};
	uint64_t length = 0;
	uint32_t half;
	int64_t result;
	int count;

	if (!area_write_words(remote, MESSAGE, message, 7) ||
	    !area_write_words(remote, VECTOR, vector, 2))
		return -1;
	result = remote_call(remote, CALL_RECVMSG, arguments);
	if (result < 0) {
		errno = (int)-result;
		return -1;
	}
	/* the header is its length, a word, and two ints */
	if (!area_read(remote, CONTROL, word == 4 ? (void *)&half : &length, word))
		return -1;
	if (word == 4)
		length = half;
	count = length < word + 8 ? 0 : (int)((length - word - 8) / sizeof(int));
	if (count > handover->count ||
	    !area_read(remote, CONTROL + word + 8, handover->theirs, count * sizeof(int)))
		return -1;
	return count;
}

/* Returns 0 or the errno. */
static int pass_by_socket(struct remote *remote, struct handover *handover)
{
	const uint64_t arguments[6] = {
		AF_UNIX,
		SOCK_DGRAM | SOCK_CLOEXEC,
		0,
		remote->area.start + SOCKETS,
	};
	int64_t result = remote_call(remote, CALL_SOCKETPAIR, arguments);
	int sockets[2], channel, reason, count = -1;

	if (result < 0)
		return (int)-result;
	if (!area_read(remote, SOCKETS, sockets, sizeof(sockets)))
		return EIO;
	channel = (int)syscall(SYS_pidfd_getfd, handover->pidfd, sockets[0], 0);
	if (channel >= 0 && send_files(channel, handover))
		count = receive_files(remote, sockets[1], handover);
	reason = errno;
	if (channel >= 0)
		close(channel);
	remote_close(remote, sockets[0]);
	remote_close(remote, sockets[1]);
	if (count == handover->count)
		return 0;
	for (int i = 0; i < count; i++)
		remote_close(remote, handover->theirs[i]);
	return count < 0 ? reason : EMFILE; /* for some there was no free number */
}

static int pass_by_path(struct remote *remote, struct handover *handover)
{
	for (int i = 0; i < handover->count; i++) {
		int64_t theirs = reopen_file(remote, handover->pid, handover->ours[i]);

		if (theirs < 0) {
			while (i-- > 0)
				remote_close(remote, handover->theirs[i]);
			return (int)-theirs;
		}
		handover->theirs[i] = (int)theirs;
	}
	return 0;
}

static int pass_files(struct remote *remote, struct handover *handover)
{
	int reason = pass_by_socket(remote, handover);

	if (reason && reason != EMFILE && !remote->error)
		reason = pass_by_path(remote, handover);
	return reason;
}

bool handover_pass(struct remote *remote, struct handover *handover)
{
	struct rlimit before, raised;
	int reason = pass_files(remote, handover);

	if (reason == EMFILE && prlimit(handover->pid, RLIMIT_NOFILE, NULL, &before) == 0) {
		raised = before;
		raised.rlim_cur += SPARE;
		if (raised.rlim_max < raised.rlim_cur)
			raised.rlim_max = raised.rlim_cur;
		if (prlimit(handover->pid, RLIMIT_NOFILE, &raised, NULL) == 0) {
			reason = pass_files(remote, handover);
			if (reason == EMFILE) /* something other than the numbers caused it */
				reason = pass_by_path(remote, handover);
			prlimit(handover->pid, RLIMIT_NOFILE, &before, NULL);
		}
	}
	errno = reason;
	return !reason;
}

void handover_close(struct remote *remote, const struct handover *handover)
{
	for (int i = 0; i < handover->count; i++)
		remote_close(remote, handover->theirs[i]);
}
