/* format - any format of known conversions through a buffer of any size, and any bytes as UTF-8 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz.h"
#include "text/format.h"
#include "text/utf8.h"

struct argument {
	const char *text;
	long long number;
	int limit;
};

/* Appends one conversion to ours, and to wanted what printf makes of it. */
static void convert(int choice, const struct argument *argument, struct output *ours, FILE *wanted)
{
	const char *text = argument->text;
	long long number = argument->number;

	switch (choice % 10) {
	case 0:
		output_format(ours, "<%s>", text);
		fprintf(wanted, "<%s>", text);
		break;
	case 1:
		output_format(ours, "%.*s", argument->limit, text);
		fprintf(wanted, "%.*s", argument->limit, text);
		break;
	case 2:
		output_format(ours, "%d %u", (int)number, (unsigned)number);
		fprintf(wanted, "%d %u", (int)number, (unsigned)number);
		break;
	case 3:
		output_format(ours, "%ld%lu", (long)number, (unsigned long)number);
		fprintf(wanted, "%ld%lu", (long)number, (unsigned long)number);
		break;
	case 4:
		output_format(ours, "%lld%llu", number, (unsigned long long)number);
		fprintf(wanted, "%lld%llu", number, (unsigned long long)number);
		break;
	case 5:
		output_format(ours, "%zd%zu", (ssize_t)number, (size_t)number);
		fprintf(wanted, "%zd%zu", (ssize_t)number, (size_t)number);
		break;
	case 6:
		output_format(ours, "%c%%", (int)number);
		fprintf(wanted, "%c%%", (int)number);
		break;
	default:
		errno = (int)(number & 0x7f);
		output_format(ours, "%s: %m", text);
		fprintf(wanted, "%s: %s", text, strerror((int)(number & 0x7f)));
	}
}

static void check_format(const uint8_t *data, size_t size, char *text)
{
	size_t room = data[0] % 16 + 1, count;
	char *buffer = malloc(room), *wanted, *got;
	struct argument argument = { .text = text, .limit = (signed char)data[1] };
	struct output output;
	FILE *stream = open_memstream(&wanted, &count);
	int descriptor = memfd_create("output", MFD_CLOEXEC);

	output_start(&output, descriptor, buffer, room);
	for (size_t at = 2; at + 9 <= size && at < 100; at += 9) {
		memcpy(&argument.number, data + at + 1, 8);
		convert(data[at], &argument, &output, stream);
	}
	fclose(stream);
	fuzz_require(output_flush(&output), "flushed");
	got = malloc(count + 2);
	fuzz_require(pread(descriptor, got, count + 2, 0) == (ssize_t)count, "printf's length");
	fuzz_require(!memcmp(got, wanted, count), "printf's text");
	close(descriptor);
	free(got);
	free(wanted);
	free(buffer);
}

/* Character by character to the end, which is where the heap block ends. */
static void check_utf8(const uint8_t *data, size_t size)
{
	char *bytes = malloc(size);

	memcpy(bytes, data, size);
	for (size_t at = 0, length; at < size; at += length ? length : 1) {
		length = utf8_printable(bytes + at, size - at);
		fuzz_require(length <= 4 && length <= size - at, "within the bytes");
		fuzz_require(length != 1 || (bytes[at] >= ' ' && bytes[at] < 0x7f), "ASCII");
	}
	free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text;

	if (size < 2)
		return 0;
	text = fuzz_text(data + 1, size - 1);
	check_format(data, size, text);
	check_utf8(data, size);
	free(text);
	return 0;
}
