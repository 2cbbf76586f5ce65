/* protocol.c - the messages between a job's monitor and its clients. */
#include <errno.h>
#include <sys/socket.h>

#include "protocol.h"

static struct message next;

struct message *message_begin(enum message_type type)
{
	next = (struct message){ .type = type, .version = PROTOCOL };
	return &next;
}

struct message *message_hello(int flags)
{
	message_begin(MESSAGE_HELLO);
	next.flags = flags;
	next.from = next.number = next.history = -1;
	return &next;
}

bool message_send(int socket, const void *bytes, size_t count)
{
	struct iovec parts[] = { { &next, sizeof(next) }, { (void *)bytes, count } };
	struct msghdr header = { .msg_iov = parts, .msg_iovlen = 2 };

	return sendmsg(socket, &header, MSG_NOSIGNAL | MSG_DONTWAIT) >= 0;
}

ssize_t packet_receive(int socket, struct packet *packet, bool peek)
{
	ssize_t count, header = sizeof(packet->message);
	int flags = MSG_DONTWAIT | MSG_TRUNC | (peek ? MSG_PEEK : 0);

	/* without room for descriptors, which the kernel then discards */
	count = recv(socket, packet, header + MESSAGE_DATA, flags);
	if (count < 0)
		return -1;
	if (count < header || count > header + MESSAGE_DATA) {
		errno = EPROTO;
		return -1;
	}
	packet->data[count - header] = '\0';
	return count - header;
}
