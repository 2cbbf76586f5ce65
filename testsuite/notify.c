/* notify - sends messages to the socket in NOTIFY_SOCKET, as sd_notify(3) does
 *
 * usage: notify MESSAGE [COMMAND [ARG]...]
 *
 * Becomes COMMAND afterwards. Exit status: 99 if the message cannot be sent.
 */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	const char *name = getenv("NOTIFY_SOCKET");
	int descriptor = socket(AF_UNIX, SOCK_DGRAM, 0);
	size_t length;

	if (argc < 2 || !name || strlen(name) > sizeof(address.sun_path) || descriptor < 0)
		return 99;
	length = strlen(name);
	memcpy(address.sun_path, name, length);
	if (*name == '@')
		address.sun_path[0] = '\0';
	if (sendto(descriptor, argv[1], strlen(argv[1]), 0, (struct sockaddr *)&address,
		   (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length)) < 0) {
		perror("notify");
		return 99;
	}
	if (argc == 2)
		return 0;
	execvp(argv[2], argv + 2);
	perror(argv[2]);
	return 127;
}
