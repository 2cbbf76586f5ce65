/* readiness.c - hearing from a program that it is ready to serve. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "keep/readiness.h"
#include "text/byte.h"
#include "text/clock.h"
#include "text/format.h"
#include "text/number.h"

enum { MESSAGE_SIZE = 2048, MICROSECONDS = 1000000, ERROR_MAX = 4095 };

bool readiness_open_pipe(struct readiness *readiness)
{
	struct launch pipe;

	if (!launch_open(&pipe))
		return false;
	readiness->descriptor = pipe.heard;
	readiness->writer = pipe.said;
	descriptor_control(pipe.heard, F_SETFL, O_NONBLOCK);
	return true;
}

bool readiness_give(const struct readiness *readiness, int number)
{
	if (readiness->writer == number)
		return descriptor_control(number, F_SETFD, 0) == 0;
	return redirect(readiness->writer, number);
}

/* Binds it to a name that no other process has had, as no two have an ID at the same time. */
static bool bind_socket(struct readiness *readiness, int descriptor)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	struct timespec now = clock_now(CLOCK_MONOTONIC);
	const char *name;
	size_t length;

	format_text(readiness->variable, sizeof(readiness->variable),
		    "NOTIFY_SOCKET=@ready-%d-%lld.%ld", (int)getpid(), (long long)now.tv_sec,
		    now.tv_nsec);
	name = strchr(readiness->variable, '@');
	length = strlen(name);
	memcpy(address.sun_path + 1, name + 1, length - 1);
	return bind(descriptor, (struct sockaddr *)&address,
		    (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length)) == 0;
}

bool readiness_open_socket(struct readiness *readiness)
{
	int on = 1;

	readiness->writer = -1;
	readiness->descriptor =
		move_above(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
	if (readiness->descriptor < 0)
		return false;
	if (setsockopt(readiness->descriptor, SOL_SOCKET, SO_PASSCRED, &on, sizeof(on)) == 0 &&
	    bind_socket(readiness, readiness->descriptor))
		return true;
	close_keeping_errno(readiness->descriptor);
	return false;
}

/* What follows key, with its =, if the line begins with that; else NULL. */
static const char *value_of(const char *line, const char *key)
{
	size_t length = strlen(key);

	return text_begins(line, key, length) ? line + length : NULL;
}

static int take_line(struct readiness *readiness, const char *line)
{
	long long number;
	const char *value;

	if (!strcmp(line, "READY=1"))
		return READINESS_READY;
	if ((value = value_of(line, "STATUS="))) {
		format_text(readiness->status, sizeof(readiness->status), "%s", value);
		return READINESS_STATUS;
	}
	if ((value = value_of(line, "ERRNO=")) &&
	    number_parse(value, 1, ERROR_MAX, &number) == NUMBER_OK) {
		readiness->error = (int)number;
		return READINESS_FAILED;
	}
	if ((value = value_of(line, "EXTEND_TIMEOUT_USEC=")) &&
	    number_parse(value, 0, LLONG_MAX, &number) != NUMBER_INVALID && number) {
		readiness->extension.tv_sec = (time_t)(number / MICROSECONDS);
		readiness->extension.tv_nsec = (long)(number % MICROSECONDS * 1000);
		return READINESS_EXTENDED;
	}
	return READINESS_OTHER;
}

/* Whether the sender, as the kernel reports it, is one of those that are heard. */
static bool is_heard(struct msghdr *message, pid_t main, uid_t user)
{
	const struct cmsghdr *control = CMSG_FIRSTHDR(message);
	struct ucred sender;

	if (!control || control->cmsg_level != SOL_SOCKET ||
	    control->cmsg_type != SCM_CREDENTIALS)
		return false;
	memcpy(&sender, CMSG_DATA(control), sizeof(sender));
	return (sender.pid > 0 && sender.pid == main) || sender.uid == 0 ||
	       sender.uid == geteuid() || sender.uid == user;
}

int readiness_read(struct readiness *readiness, pid_t main, uid_t user)
{
	/* without room for descriptors: the kernel closes those that are sent */
	_Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(struct ucred))];
	char text[MESSAGE_SIZE + 1], *line = text, *end;
	struct iovec part = { .iov_base = text, .iov_len = MESSAGE_SIZE };
	struct msghdr message = {
		.msg_iov = &part,
		.msg_iovlen = 1,
		.msg_control = control,
		.msg_controllen = sizeof(control),
	};
	int news = READINESS_OTHER;
	ssize_t count;

	if (readiness->writer >= 0) {
		count = read(readiness->descriptor, text, MESSAGE_SIZE);
		if (count > 0 && memchr(text, '\n', (size_t)count))
			return READINESS_READY;
		return count < 0 ? 0 : count ? READINESS_OTHER : READINESS_CLOSED;
	}
	count = recvmsg(readiness->descriptor, &message, 0);
	if (count < 0)
		return 0;
	if (!is_heard(&message, main, user))
		return news;
	text[count] = '\0';
	while ((end = strchrnul(line, '\n')) && *end) {
		*end = '\0';
		news |= take_line(readiness, line);
		line = end + 1;
	}
	/* the last line need not end in a newline, but the message may have been cut off */
	if (!(message.msg_flags & MSG_TRUNC))
		news |= take_line(readiness, line);
	return news;
}
