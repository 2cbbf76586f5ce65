/* jobpeer - a client of hold's monitors that misbehaves, for tests
 *
 * usage: jobpeer SOCKET read|stuck [PATIENCE]   attach, with that patience in ms; stuck: read only
 *                                                once standard input has ended; then print
 *                                                "BYTES received, BYTES skipped, END or none"
 *        jobpeer SOCKET silent                   say nothing until the connection is closed, then
 *                                                print "closed"
 *        jobpeer SOCKET fuzz SEED COUNT          send that many messages of random contents
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "../applets/keep/hold/protocol.h"

static char packet[sizeof(struct message) + MESSAGE_DATA];

static int fatal(const char *what)
{
	fprintf(stderr, "jobpeer: %s: %s\n", what, strerror(errno));
	exit(99);
}

static int reach(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int result = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);

	strncpy(address.sun_path, path, sizeof(address.sun_path) - 1);
	if (result < 0 || connect(result, (struct sockaddr *)&address, sizeof(address)))
		fatal(path);
	return result;
}

static void attach(int peer, long long patience)
{
	struct message hello = { .type = MESSAGE_HELLO,
				 .version = PROTOCOL,
				 .flags = HELLO_ATTACH,
				 .from = 0,
				 .history = -1,
				 .number = patience };

	if (send(peer, &hello, sizeof(hello), MSG_NOSIGNAL) < 0)
		fatal("send");
}

static void read_all(int peer)
{
	long long bytes = 0, skipped = 0;
	const struct message *message = (const void *)packet;
	const char *how = "none";
	ssize_t count;

	while ((count = recv(peer, packet, sizeof(packet), 0)) > 0) {
		if (message->type == MESSAGE_OUTPUT)
			bytes += count - (ssize_t)sizeof(*message);
		if (message->type == MESSAGE_SKIP)
			skipped += message->number;
		if (message->type == MESSAGE_END)
			how = "END";
		if (message->type == MESSAGE_ERROR)
			printf("%.*s\n", (int)(count - sizeof(*message)),
			       packet + sizeof(*message));
	}
	printf("%lld received, %lld skipped, %s\n", bytes, skipped, how);
}

static unsigned next_random(unsigned *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8;
}

/* Mostly a valid header, whose fields are anything; now and then descriptors, or no header. */
static void send_random(int peer, unsigned *seed)
{
	struct message *message = (void *)packet;
	size_t size = next_random(seed) % 8 ? sizeof(*message) + next_random(seed) % 64
					    : next_random(seed) % sizeof(packet);

	for (size_t i = 0; i < size; i++)
		packet[i] = (char)next_random(seed);
	if (next_random(seed) % 16) {
		message->type = next_random(seed) % 12;
		message->version = PROTOCOL;
	}
	/* neither stop the job nor restart it, which would end the trial */
	if (message->type == MESSAGE_STOP || message->type == MESSAGE_RESTART ||
	    message->type == MESSAGE_SIGNAL)
		message->type = MESSAGE_INFO;
	if (next_random(seed) % 4 == 0)
		message->from = message->history = message->number = -1;
	send(peer, packet, size, MSG_NOSIGNAL | MSG_DONTWAIT);
}

static void fuzz(const char *path, unsigned seed, int count)
{
	while (count > 0) {
		int peer = reach(path), burst = 1 + (int)(next_random(&seed) % 20);

		if (next_random(&seed) % 8)
			attach(peer, 0);
		while (burst-- && count-- > 0)
			send_random(peer, &seed);
		while (next_random(&seed) % 4 &&
		       recv(peer, packet, sizeof(packet), MSG_DONTWAIT) > 0)
			;
		close(peer);
	}
}

int main(int argc, char **argv)
{
	const char *verb = argc > 2 ? argv[2] : "";
	int peer;

	if (!strcmp(verb, "fuzz") && argc == 5) {
		fuzz(argv[1], (unsigned)atoi(argv[3]), atoi(argv[4]));
		return 0;
	}
	peer = reach(argc > 2 ? argv[1] : "");
	if (!strcmp(verb, "silent")) {
		while (recv(peer, packet, sizeof(packet), 0) > 0)
			;
		puts("closed");
		return 0;
	}
	attach(peer, argc > 3 ? atoll(argv[3]) : -1);
	while (!strcmp(verb, "stuck") && read(0, packet, 1) > 0)
		;
	read_all(peer);
	return 0;
}
