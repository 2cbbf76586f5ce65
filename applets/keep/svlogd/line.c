/* line.c - from the input to the logs. */
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "config.h"
#include "file/descriptor.h"
#include "line.h"
#include "log.h"
#include "stamp.h"

enum { STAMP, PREFIX, TEXT, END, PARTS };

static void put_text(struct svlogd *svlogd, struct log *log, const char *text)
{
	logdir_put(svlogd, log, text, strlen(text));
}

/* What is not sent is noted in the log. */
static void send_line(struct svlogd *svlogd, struct log *log, struct iovec parts[PARTS])
{
	struct msghdr message = { .msg_name = &log->address, .msg_iov = parts,
				  .msg_namelen = sizeof(log->address), .msg_iovlen = PARTS };

	if (svlogd->socket < 0)
		svlogd->socket = move_above(
			socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
	if (svlogd->socket >= 0 && sendmsg(svlogd->socket, &message, 0) >= 0)
		return;
	put_text(svlogd, log, svlogd->socket < 0 ? "warning: no udp socket available: "
						 : "warning: failure sending through udp: ");
	for (int i = 0; i < PARTS; i++)
		logdir_put(svlogd, log, parts[i].iov_base, parts[i].iov_len);
}

/* Decides what to do with a line, given its first bytes. Logs what is put before it. */
static void begin_line(struct svlogd *svlogd, struct log *log, const char *line, size_t length,
		       const char *stamp)
{
	bool cut = length > svlogd->length, alert;
	struct iovec parts[PARTS] = {
		[STAMP] = { (char *)stamp, svlogd->stamp ? STAMP_SIZE : 0 },
		[TEXT] = { (char *)line, cut ? svlogd->length : length },
		[END] = { cut ? (char *)"...\n" : (char *)"\n", cut ? 4 : 1 },
	};
	size_t before;

	if (log->prefix)
		parts[PREFIX] = (struct iovec){ (char *)log->prefix, strlen(log->prefix) };
	log->selected = config_select(log, line, parts[TEXT].iov_len, &alert);
	while (alert && writev(2, parts, PARTS) < 0 && errno == EINTR)
		;
	if (log->selected && log->address.sin_port)
		send_line(svlogd, log, parts);
	log->selected &= !log->remote;
	if (!log->selected)
		return;
	before = parts[STAMP].iov_len + parts[PREFIX].iov_len;
	if (log->size + before + length + 1 > log->numbers[MAXIMUM])
		logdir_rotate(svlogd, log, line, false);
	logdir_put(svlogd, log, stamp, parts[STAMP].iov_len);
	logdir_put(svlogd, log, parts[PREFIX].iov_base, parts[PREFIX].iov_len);
}

/* Logs bytes of the input, in as many files as it takes. */
static void put_input(struct svlogd *svlogd, struct log *log, const char *bytes, size_t count)
{
	while (count) {
		size_t some = count;

		if (log->size >= log->numbers[MAXIMUM])
			logdir_rotate(svlogd, log, bytes, true);
		if (some > log->numbers[MAXIMUM] - log->size)
			some = log->numbers[MAXIMUM] - log->size;
		logdir_put(svlogd, log, bytes, some);
		bytes += some;
		count -= some;
	}
}

/* Logs what is in the input in one log. Returns up to where. */
static const char *log_lines(struct svlogd *svlogd, struct log *log, const char *start,
			     const char *end, bool final)
{
	const char *at = start, *next;
	bool *inside = &svlogd->inside;

	for (; at < end; at = next) {
		const char *newline = memchr(at, '\n', end - at);
		size_t length = (newline ? newline : end) - at;
		unsigned long long limit = log->numbers[MAXIMUM];

		if (!newline && !final && !*inside && !input_is_stuck(&svlogd->input, at))
			break;
		if (!*inside)
			begin_line(svlogd, log, at, length,
				   svlogd->stamps[!(at == start && svlogd->carried)]);
		next = at + length + (newline != NULL);
		*inside = !newline;
		if (!log->selected)
			continue;
		put_input(svlogd, log, at, next - at);
		if (limit > svlogd->length)
			limit -= svlogd->length;
		if (newline && log->size >= limit)
			logdir_rotate(svlogd, log, next, false);
	}
	if (final && *inside && log->selected)
		put_text(svlogd, log, "\n");
	return at;
}

/* Replaces bytes of the input, once they are there. */
static void replace(const struct svlogd *svlogd, char *bytes, size_t count)
{
	for (; svlogd->replacement >= 0 && count--; bytes++) {
		if (*bytes != '\n' && (*bytes < 32 || *bytes > 126 ||
				       strchr(svlogd->replaced, *bytes)))
			*bytes = (char)svlogd->replacement;
	}
}

void lines_log(struct svlogd *svlogd, size_t fresh, bool final)
{
	const struct progress *progress = input_progress(&svlogd->input);
	const char *start = input_bytes(&svlogd->input);
	const char *end = start + (progress->end - progress->start);
	const char *at = start;
	bool inside = svlogd->inside;
	struct log *used = NULL;

	replace(svlogd, (char *)end - fresh, fresh);
	if (svlogd->stamp)
		stamp_format(svlogd->stamps[1], svlogd->stamp, svlogd_time(svlogd, false));
	for (struct log *log = svlogd->logs; log < svlogd->end; log++) {
		if (log->directory < 0)
			continue;
		svlogd->inside = inside;
		at = log_lines(svlogd, log, start, end, final);
		logdir_flush(svlogd, log, at, svlogd->inside && !final, false);
		used = log;
	}
	if (!svlogd->carried || at > start)
		memcpy(svlogd->stamps[0], svlogd->stamps[1], STAMP_SIZE);
	svlogd->carried = at < end;
	if (used)
		logdir_flush(svlogd, used, at, svlogd->inside && !final, true);
}
