/* output.c - buffered output whose last write is checked. */
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "text/output.h"
#include "text/retry.h"

bool write_all(int descriptor, const char *bytes, size_t count, int patience)
{
	int retries = RETRIES;

	while (count > 0) {
		ssize_t written = write(descriptor, bytes, count);

		if (written > 0) {
			bytes += written;
			count -= written;
			retries = RETRIES;
			continue;
		}
		if (written == 0) {
			errno = EIO;
			return false;
		}
		if ((errno != EINTR && errno != EAGAIN) || retries-- == 0)
			return false;
		if (errno == EAGAIN) {
			struct pollfd full = { .fd = descriptor, .events = POLLOUT };

			if (poll(&full, 1, patience) == 0) {
				errno = EAGAIN;
				return false;
			}
		}
	}
	return true;
}

void output_start(struct output *output, int descriptor, char *buffer, size_t size)
{
	*output = (struct output){ .buffer = buffer, .size = size, .descriptor = descriptor,
				   .patience = -1 };
}

/* A text that fills its buffer loses its last byte, and whatever follows. */
static bool cut_text(struct output *output)
{
	if (output->used == output->size) {
		output->used--;
		output->error = EOVERFLOW;
	}
	errno = output->error;
	return !output->error;
}

bool output_terminate(struct output *output)
{
	output->buffer[output->used] = '\0';
	return !output->error;
}

bool output_flush(struct output *output)
{
	if (output->descriptor == OUTPUT_TEXT)
		return cut_text(output);
	if (!output->error && output->used &&
	    !write_all(output->descriptor, output->buffer, output->used, output->patience))
		output->error = errno;
	output->used = 0;
	errno = output->error;
	return !output->error;
}

void output_char(struct output *output, char byte)
{
	output->buffer[output->used++] = byte;
	if (output->used == output->size)
		output_flush(output);
}

void output_bytes(struct output *output, const char *bytes, size_t count)
{
	while (count >= output->size - output->used) {
		size_t room = output->size - output->used;

		memcpy(output->buffer + output->used, bytes, room);
		output->used += room;
		bytes += room;
		count -= room;
		output_flush(output);
	}
	if (count)
		memcpy(output->buffer + output->used, bytes, count);
	output->used += count;
}

void output_text(struct output *output, const char *text)
{
	output_bytes(output, text, strlen(text));
}
