/* log - the file with a job's output: text, times, rotation, a full disk */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "fake.h"
#include "keep/hold/log.h"
#include "support.h"

ssize_t __real_write(int descriptor, const void *bytes, size_t count);

static struct ring ring;
static struct log log_;
static struct log_options options;

static const char *get(const char *name)
{
	static char buffers[4][16384];
	static int turn;
	char *buffer = buffers[turn++ % 4];
	int descriptor = open(name, O_RDONLY);
	ssize_t count;

	if (descriptor < 0)
		return "-";
	count = read(descriptor, buffer, sizeof(*buffers) - 1);
	close(descriptor);
	buffer[count] = '\0';
	return buffer;
}

static void begin(void **state, struct log_options wanted)
{
	close(enter_fake(state));
	unlink("log");
	unlink("log.1");
	unlink("log.2");
	on_write = NULL;
	options = wanted;
	options.path = "log";
	assert_true(ring_make(&ring, 4096));
	assert_null(log_open(&log_, &options));
}

static void feed(const char *text)
{
	ring_add(&ring, text, strlen(text));
	log_feed(&log_, &ring, 0, false);
}

static const struct {
	const char *sent, *logged;
} texts[] = {
	{ "a\r\nb\n", "a\nb\n" },
	{ "a\rb\a\b\x7f\tc", "ab\tc" },
	{ "\033[1;31mred\033[m \033]0;title\a\033]8;;x\033\\link\033(B\033Pq\033\\.", "red link." },
	{ "one\033[?1049hscreen\r\nmore\033[?1049ltwo", "onetwo" },
	{ "\xc3\xa4 \xe2\x82\xac \xff", "\xc3\xa4 \xe2\x82\xac \xff" },
};

static void terminals(void **state)
{
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		begin(state, (struct log_options){ .pty = true });
		feed(texts[i].sent);
		assert_string_equal(get("log"), texts[i].logged);
		for (size_t cut = 0; cut < strlen(texts[i].sent); cut++) {
			char first[100] = "";

			begin(state, (struct log_options){ .pty = true });
			strncpy(first, texts[i].sent, cut);
			feed(first);
			feed(texts[i].sent + cut);
			assert_string_equal(get("log"), texts[i].logged);
		}
		begin(state, (struct log_options){ .pty = true, .raw = true });
		feed(texts[i].sent);
		assert_string_equal(get("log"), texts[i].sent);
		begin(state, (struct log_options){ .pty = false });
		feed(texts[i].sent);
		assert_string_equal(get("log"), texts[i].sent);
	}
}

/* The log without its times, each of which has been looked at. */
static const char *without_times(const char *log)
{
	static char buffer[1024];
	int day, length = 0;
	char *end = buffer;

	while (*log) {
		if (sscanf(log, "20%*2d-%*2d-%2dT%*2d:%*2d:%*2d.%*3dZ%n", &day, &length) != 1 ||
		    length != 24 || log[24] != ' ')
			fail_test(log);
		log += 25;
		*end++ = '>';
		length = 0;
		do
			*end++ = *log;
		while (*log && *log++ != '\n');
	}
	*end = '\0';
	return buffer;
}

static void times(void **state)
{
	begin(state, (struct log_options){ .stamp = true });
	feed("one\ntw");
	feed("o\n");
	feed("\n");
	feed("thr");
	feed("ee");
	assert_string_equal(without_times(get("log")), ">one\n>two\n>\n>three");
	begin(state, (struct log_options){ .stamp = true, .pty = true });
	feed("one\r");
	feed("\n\033[1m");
	feed("two\r\n");
	assert_string_equal(without_times(get("log")), ">one\n>two\n");
}

static void rotation(void **state)
{
	begin(state, (struct log_options){ .size = 10, .keep = 2 });
	feed("1234567\n");
	feed("89\nabc\n");
	assert_string_equal(formatted("%s|%s", get("log.1"), get("log")), "1234567\n89\n|abc\n");
	feed("abcdef\nx\n");
	assert_string_equal(formatted("%s|%s|%s", get("log.2"), get("log.1"), get("log")),
			    "1234567\n89\n|abc\nabcdef\n|x\n");
	/* lines that are too long are cut at five quarters */
	feed("0123456789abcdefghijklmnop");
	assert_string_equal(formatted("%s|%s|%s", get("log.2"), get("log.1"), get("log")),
			    "x\n0123456789|abcdefghijkl|mnop");
	begin(state, (struct log_options){ .size = 4, .keep = 0 });
	feed("abc\ndef\ngh");
	assert_string_equal(formatted("%s|%s", get("log.1"), get("log")), "-|gh");
	/* what was there counts */
	write_file("log", "1234567\n", 8);
	options = (struct log_options){ .path = "log", .size = 10, .keep = 2 };
	close(log_.descriptor);
	assert_null(log_open(&log_, &options));
	log_.cursor = ring.head;
	feed("89\nab");
	assert_string_equal(formatted("%s|%s", get("log.1"), get("log")), "1234567\n89\n|ab");
}

static void reopening(void **state)
{
	begin(state, (struct log_options){ 0 });
	feed("one\n");
	assert_int_equal(rename("log", "log.1"), 0);
	feed("two\n");
	log_reopen(&log_);
	feed("three\n");
	assert_string_equal(formatted("%s|%s", get("log.1"), get("log")), "one\ntwo\n|three\n");
}

static void refusals(void **state)
{
	struct log second;

	begin(state, (struct log_options){ 0 });
	assert_string_equal(log_open(&second, &options), "is the log of another job");
	options.path = "/dev/zero";
	assert_string_equal(log_open(&second, &options), "is not a regular file");
	options.path = ".";
	assert_string_equal(log_open(&second, &options), strerror(EISDIR));
	options.path = "/dev/null";
	options.size = 1;
	assert_null(log_open(&second, &options));
	log_feed(&second, &ring, 0, false);
	close(second.descriptor);
}

static int failing;
static size_t free_bytes;

static ssize_t full_disk(int descriptor, const void *bytes, size_t count)
{
	if (descriptor != log_.descriptor || !failing)
		return __real_write(descriptor, bytes, count);
	if (free_bytes == 0) {
		errno = failing;
		return -1;
	}
	if (count > free_bytes)
		count = free_bytes;
	free_bytes -= count;
	return __real_write(descriptor, bytes, count);
}

static void full(void **state)
{
	char text[4097];

	begin(state, (struct log_options){ 0 });
	on_write = full_disk;
	failing = ENOSPC;
	free_bytes = 6;
	feed("one\ntwo\n");
	assert_string_equal(get("log"), "one\ntw");
	assert_int_equal(log_.retry, LOG_RETRY);
	/* it is not tried again before that */
	failing = 0;
	feed("three\n");
	assert_string_equal(get("log"), "one\ntw");
	log_feed(&log_, &ring, LOG_RETRY, false);
	assert_string_equal(get("log"), "one\ntwo\nthree\n");
	assert_int_equal(log_.retry, 0);
	assert_int_equal(log_.lost, 0);
	/* nor is the end put off */
	failing = EIO;
	free_bytes = 0;
	feed("four\n");
	failing = 0;
	log_feed(&log_, &ring, 0, true);
	assert_string_equal(get("log"), "one\ntwo\nthree\nfour\n");
	/* what the ring loses meanwhile is lost and said; what was about to be written is not */
	failing = ENOSPC;
	feed("five");
	memset(text, 'x', 4096);
	text[4096] = '\0';
	feed(text);
	feed("yyy\n");
	assert_int_equal(log_.lost, 4);
	memset(text, 'z', 4090);
	text[4090] = '\0';
	feed(text);
	assert_int_equal(log_.lost, 4094);
	failing = 0;
	log_feed(&log_, &ring, LOG_RETRY, false);
	assert_string_equal(get("log"), formatted("one\ntwo\nthree\nfour\nfive\n"
						  "[hold: 4094 bytes lost: %s]\nxxyyy\n%s",
						  strerror(ENOSPC), text));
	on_write = NULL;
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(terminals),
		cmocka_unit_test(times),
		cmocka_unit_test(rotation),
		cmocka_unit_test(reopening),
		cmocka_unit_test(refusals),
		cmocka_unit_test(full),
		{ 0 },
	};

	return run_subject("log", tests);
}
