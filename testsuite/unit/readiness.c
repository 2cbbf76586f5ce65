/* readiness - hearing from a program that it is ready to serve */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "keep/readiness.h"
#include "support.h"

enum { NOBODY = 54321 };

static struct readiness readiness;

static void open_socket(void)
{
	memset(&readiness, 0, sizeof(readiness));
	if (!readiness_open_socket(&readiness))
		give_up("socket");
}

/* Sends a message as the program does, with a descriptor unless that is -1. */
static void say(const char *text, size_t length, int descriptor)
{
	const char *name = strchr(readiness.variable, '@');
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	union {
		struct cmsghdr header;
		char room[CMSG_SPACE(sizeof(int))];
	} control = { .header = { .cmsg_len = CMSG_LEN(sizeof(int)), .cmsg_level = SOL_SOCKET,
				  .cmsg_type = SCM_RIGHTS } };
	struct iovec part = { .iov_base = (void *)text, .iov_len = length };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_name = &address };
	int sender = socket(AF_UNIX, SOCK_DGRAM, 0);

	assert_int_equal(strncmp(readiness.variable, "NOTIFY_SOCKET=@", 15), 0);
	memcpy(address.sun_path + 1, name + 1, strlen(name) - 1);
	message.msg_namelen = offsetof(struct sockaddr_un, sun_path) + strlen(name);
	if (descriptor >= 0) {
		memcpy(CMSG_DATA(&control.header), &descriptor, sizeof(descriptor));
		message.msg_control = &control;
		message.msg_controllen = sizeof(control);
	}
	assert_int_equal(sendmsg(sender, &message, 0), (ssize_t)length);
	close(sender);
}

static int news_of(const char *text)
{
	say(text, strlen(text), -1);
	return readiness_read(&readiness, 0, NOBODY);
}

static void messages(void **state)
{
	(void)state;
	open_socket();
	assert_int_equal(readiness_read(&readiness, 0, NOBODY), 0);
	assert_int_equal(news_of("READY=1") & ~READINESS_OTHER, READINESS_READY);
	assert_int_equal(news_of("READY=1\n") & ~READINESS_OTHER, READINESS_READY);
	assert_int_equal(news_of("READY=0"), READINESS_OTHER);
	assert_int_equal(news_of("READY=10\nALREADY=1\n READY=1"), READINESS_OTHER);
	assert_int_equal(news_of(""), READINESS_OTHER);
	assert_int_equal(news_of("\n\nX=1"), READINESS_OTHER);
	assert_int_equal(news_of("ERRNO=2\n") & ~READINESS_OTHER, READINESS_FAILED);
	assert_int_equal(readiness.error, 2);
	assert_int_equal(news_of("ERRNO=0"), READINESS_OTHER);
	assert_int_equal(news_of("ERRNO=-1\nERRNO=2x\nERRNO=99999"), READINESS_OTHER);
	assert_int_equal(news_of("STATUS=one\nREADY=1\nEXTEND_TIMEOUT_USEC=1500000\nERRNO=7") &
				 ~READINESS_OTHER,
			 READINESS_STATUS | READINESS_READY | READINESS_EXTENDED |
				 READINESS_FAILED);
	assert_string_equal(readiness.status, "one");
	assert_int_equal(readiness.error, 7);
	assert_int_equal(readiness.extension.tv_sec, 1);
	assert_int_equal(readiness.extension.tv_nsec, 500000000);
	assert_int_equal(readiness_read(&readiness, 0, NOBODY), 0);
	close(readiness.descriptor);
}

static void bounds(void **state)
{
	char text[10000];

	(void)state;
	open_socket();
	assert_int_equal(news_of("EXTEND_TIMEOUT_USEC=99999999999999999999999") &
				 ~READINESS_OTHER,
			 READINESS_EXTENDED);
	assert_int_equal(readiness.extension.tv_sec, LLONG_MAX / 1000000);
	assert_int_equal(news_of("EXTEND_TIMEOUT_USEC=0\nEXTEND_TIMEOUT_USEC="), READINESS_OTHER);
	memset(text, 'x', sizeof(text));
	memcpy(text, "STATUS=", 7);
	text[500] = '\0';
	assert_int_equal(news_of(text) & ~READINESS_OTHER, READINESS_STATUS);
	assert_int_equal(strlen(readiness.status), READINESS_STATUS_SIZE - 1);
	/* what was cut off is not a line */
	text[500] = 'x';
	memcpy(text, "READY=1\n", 8);
	memcpy(text + 2048 - 8, "\nERRNO=12", 9);
	say(text, sizeof(text), -1);
	assert_int_equal(readiness_read(&readiness, 0, NOBODY) & ~READINESS_OTHER,
			 READINESS_READY);
	/* a NUL ends the message */
	say("READY=1\0X\nERRNO=3", 17, -1);
	assert_int_equal(readiness_read(&readiness, 0, NOBODY) & ~READINESS_OTHER,
			 READINESS_READY);
	close(readiness.descriptor);
}

static int open_count(void)
{
	int count = 0;

	for (int i = 0; i < 256; i++)
		count += fcntl(i, F_GETFD) >= 0;
	return count;
}

static void descriptors(void **state)
{
	int before;

	(void)state;
	open_socket();
	before = open_count();
	say("READY=1", 7, 1);
	assert_int_equal(readiness_read(&readiness, 0, NOBODY) & ~READINESS_OTHER,
			 READINESS_READY);
	assert_int_equal(open_count(), before);
	assert_int_equal(fcntl(readiness.descriptor, F_GETFD), FD_CLOEXEC);
	close(readiness.descriptor);
}

/* Has a process of the user send a message. Returns what was read with main, or that process. */
static int said_by(uid_t user, pid_t main, uid_t also)
{
	pid_t child = fork();

	if (child == 0) {
		if (setresuid(user, user, user))
			_exit(1);
		say("READY=1", 7, -1);
		_exit(0);
	}
	assert_int_equal(waitpid(child, NULL, 0), child);
	return readiness_read(&readiness, main ? main : child, also) & READINESS_READY;
}

static void senders(void **state)
{
	(void)state;
	if (geteuid())
		skip();
	open_socket();
	assert_int_equal(said_by(NOBODY, 1, (uid_t)-1), 0);
	assert_int_equal(said_by(NOBODY, 0, (uid_t)-1), READINESS_READY);
	assert_int_equal(said_by(NOBODY, 1, NOBODY), READINESS_READY);
	assert_int_equal(said_by(NOBODY, 1, NOBODY + 1), 0);
	assert_int_equal(said_by(0, 1, (uid_t)-1), READINESS_READY);
	close(readiness.descriptor);
}

static void names(void **state)
{
	char first[64];

	(void)state;
	open_socket();
	strcpy(first, readiness.variable);
	close(readiness.descriptor);
	open_socket();
	assert_string_not_equal(first, readiness.variable);
	close(readiness.descriptor);
}

static void pipes(void **state)
{
	(void)state;
	memset(&readiness, 0, sizeof(readiness));
	assert_true(readiness_open_pipe(&readiness));
	assert_int_equal(fcntl(readiness.writer, F_GETFD), FD_CLOEXEC);
	assert_int_equal(readiness_read(&readiness, 0, NOBODY), 0);
	assert_true(readiness_give(&readiness, 99));
	assert_int_equal(fcntl(99, F_GETFD), 0);
	assert_true(readiness_give(&readiness, readiness.writer));
	assert_int_equal(fcntl(readiness.writer, F_GETFD), 0);
	assert_int_equal(write(99, "some", 4), 4);
	assert_int_equal(readiness_read(&readiness, 0, NOBODY), READINESS_OTHER);
	assert_int_equal(write(99, " text\n", 6), 6);
	assert_int_equal(readiness_read(&readiness, 0, NOBODY), READINESS_READY);
	close(99);
	assert_int_equal(readiness_read(&readiness, 0, NOBODY), 0);
	close(readiness.writer);
	assert_int_equal(readiness_read(&readiness, 0, NOBODY), READINESS_CLOSED);
	close(readiness.descriptor);
}

static const struct CMUnitTest tests[] = {
	{ .name = "reads the lines of messages, and passes over those that are malformed",
	  .test_func = messages },
	{ .name = "bounds numbers, texts and messages", .test_func = bounds },
	{ .name = "keeps no descriptor that comes with a message", .test_func = descriptors },
	{ .name = "hears only the program, root, our own user and one more", .test_func = senders },
	{ .name = "uses no name twice", .test_func = names },
	{ .name = "waits for a newline on a pipe, and notices its end", .test_func = pipes },
	{ .name = NULL },
};

int main(void)
{
	return run_subject("readiness", tests);
}
