/* send.c - hold send: types to a job. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "connection.h"
#include "job.h"
#include "text/byte.h"
#include "text/error.h"
#include "text/format.h"

enum { CANONICAL_LIMIT = 4095, STDIN_LIMIT = 1 << 20 };

static const struct applet_option options[] = {
	OPT('p', "paste", NULL, "send TEXT as a paste, if the job supports that"),
	OPT('k', "key", "KEY", "^C, Escape, Tab, Enter, Up, F1 ...; EOF: end of input"),
	OPT('e', "enter", NULL, "press Enter at the end"),
	{ .key = 0 },
};

/* Names, each with its bytes after a NUL. */
static const char keys[] =
	"Escape\0\033\0Esc\0\033\0Tab\0\t\0Enter\0\r\0Space\0 \0BackSpace\0\177\0"
	"Up\0\033[A\0Down\0\033[B\0Right\0\033[C\0Left\0\033[D\0Home\0\033[H\0End\0\033[F\0"
	"PageUp\0\033[5~\0PageDown\0\033[6~\0Insert\0\033[2~\0Delete\0\033[3~\0"
	"F1\0\033OP\0F2\0\033OQ\0F3\0\033OR\0F4\0\033OS\0F5\0\033[15~\0F6\0\033[17~\0F7\0\033[18~\0"
	"F8\0\033[19~\0F9\0\033[20~\0F10\0\033[21~\0F11\0\033[23~\0F12\0\033[24~\0";

struct typing {
	struct text text;
	bool paste, enter, end, keyed;
};

static void add(struct typing *typing, const char *bytes, size_t count)
{
	memcpy(text_add(&typing->text, count), bytes, count);
}

static const char *after(const char *text)
{
	return text + strlen(text) + 1;
}

static void add_key(struct typing *typing, const char *name)
{
	const char *key = keys;

	typing->keyed = true;
	if (!strcmp(name, "EOF")) {
		typing->end = true;
		return;
	}
	if (name[0] == '^' && name[1] >= '?' && name[1] <= '~' && !name[2]) {
		char control = name[1] == '?' ? 0x7f : (char)(name[1] & 0x1f);

		add(typing, &control, 1);
		return;
	}
	while (*key && !is_same(name, key, strlen(key) + 1))
		key = after(after(key));
	if (!*key)
		usage_error("unknown key %pq", name);
	key = after(key);
	add(typing, key, strlen(key));
}

/* TEXTs, joined by blanks, or standard input; in a paste without what could end that. */
static void add_texts(struct typing *typing, char **texts, bool paste)
{
	char buffer[1024];
	ssize_t count = 0;

	if (paste)
		add(typing, "\033[200~", 6);
	for (char **text = texts; *text; text++) {
		for (const char *byte = *text; *byte; byte++) {
			if (!paste || *byte != '\033')
				add(typing, byte, 1);
		}
		if (text[1])
			add(typing, " ", 1);
	}
	while (!*texts && (count = read(0, buffer, sizeof(buffer))) > 0) {
		if (typing->text.length > STDIN_LIMIT)
			applet_fail("more than %d bytes of input", STDIN_LIMIT);
		for (ssize_t i = 0; i < count; i++) {
			if (!paste || buffer[i] != '\033')
				add(typing, buffer + i, 1);
		}
	}
	if (count < 0)
		applet_fail("cannot read standard input: %m");
	if (paste)
		add(typing, "\033[201~", 6);
}

/* The kernel would cut such a line, silently. */
static void check_lines(const struct typing *typing)
{
	size_t length = 0;

	for (size_t i = 0; i < typing->text.length; i++) {
		char byte = typing->text.bytes[i];

		length = byte == '\n' || byte == '\r' ? 0 : length + 1;
		if (length > CANONICAL_LIMIT)
			applet_fail("a line has more than %d bytes, and would be cut",
			     CANONICAL_LIMIT);
	}
}

/* Sends a part and waits until the job's queue has taken it. Returns the status. */
static int send_part(struct connection *connection, const char *bytes, size_t count, int flags)
{
	int type = 0;

	message_begin(MESSAGE_INPUT)->flags = flags | INPUT_ANSWER;
	if (message_send(connection->socket, bytes, count))
		while ((type = connection_receive(connection, -1)) < 0 || type == MESSAGE_END)
			;
	if (type == MESSAGE_ERROR)
		return connection_error(connection);
	if (type == 0)
		error("%pq has lost its monitor", connection->name);
	return type ? 0 : FAILURE;
}

static int type_all(struct connection *connection, const struct typing *typing, int flags)
{
	size_t at = 0, chunk = MESSAGE_DATA / 4;
	int status = 0;

	while (!status && at < typing->text.length) {
		size_t count = typing->text.length - at;

		count = count < chunk ? count : chunk;
		status = send_part(connection, typing->text.bytes + at, count, 0);
		at += count;
	}
	if (!status && typing->enter)
		status = send_part(connection, flags & WELCOME_PTY ? "\r" : "\n", 1, INPUT_ALONE);
	if (!status && typing->end)
		status = send_part(connection, NULL, 0, INPUT_END | INPUT_ALONE);
	return status;
}

static int send_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	struct typing typing = { .paste = false };
	struct connection *connection = the_connection();
	int key, flags, status;
	const char *name;
	char **texts;

	(void)argc;
	while ((key = option_next(&parsed))) {
		typing.paste |= key == 'p';
		typing.enter |= key == 'e';
		if (key == 'k')
			add_key(&typing, parsed.argument);
	}
	name = argv[parsed.index];
	if (!name)
		usage_error("missing operand");
	texts = argv + parsed.index + 1;
	status = connection_enter(connection, name, 0, 1);
	if (status > 0)
		return status;
	flags = connection->last.message.flags;
	if (status < 0 || !(flags & WELCOME_INPUT)) {
		error(status ? "%pq is not running" : "%pq takes no input", name);
		return 1;
	}
	if (*texts || !(typing.keyed || typing.enter))
		add_texts(&typing, texts, typing.paste && flags & WELCOME_PASTE);
	if (flags & WELCOME_LINES)
		check_lines(&typing);
	return type_all(connection, &typing, flags);
}

VERB(hold_send, send_main) = {
	.name = "hold send",
	.main = send_main,
	.synopsis = "[-p] [-k KEY]... [-e] NAME [TEXT...]",
	.summary = "Type to a job: keys, then the TEXTs, or standard input.",
	.options = options,
	.failure = FAILURE,
};
