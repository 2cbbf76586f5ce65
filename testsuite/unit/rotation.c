/* rotation - old files of a log */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "fake.h"
#include "keep/rotation.h"
#include "support.h"

static void put(const char *name, const char *text)
{
	write_file(name, text, strlen(text));
}

/* The contents of a file, or "-" if there is none. */
static const char *get(const char *name)
{
	static char buffers[4][32];
	static int turn;
	char *buffer = buffers[turn++ % 4];
	int descriptor = open(name, O_RDONLY);
	ssize_t count = 1;

	if (descriptor < 0)
		return "-";
	count = read(descriptor, buffer, sizeof(*buffers) - 1);
	close(descriptor);
	buffer[count] = '\0';
	return buffer;
}

/* log, log.1, log.2 and log.3, each one's contents or "-". */
static const char *all(void)
{
	return formatted("%s %s %s %s", get("log"), get("log.1"), get("log.2"), get("log.3"));
}

static void start(void **state)
{
	close(enter_fake(state));
	unlink("log");
	unlink("log.1");
	unlink("log.2");
	unlink("log.3");
}

static void shifts(void **state)
{
	start(state);
	put("log", "a");
	assert_true(rotation_shift("log", 2));
	assert_string_equal(all(), "- a - -");
	put("log", "b");
	assert_true(rotation_shift("log", 2));
	put("log", "c");
	assert_true(rotation_shift("log", 2));
	assert_string_equal(all(), "- c b -");
	put("log", "d");
	assert_true(rotation_shift("log", 0));
	assert_string_equal(all(), "- c b -");
	assert_false(rotation_shift("log", 2));
	assert_int_equal(errno, ENOENT);
}

/* One that was interrupted is completed by the next. */
static void gaps(void **state)
{
	start(state);
	put("log", "c");
	put("log.2", "a");
	assert_true(rotation_shift("log", 3));
	assert_string_equal(all(), "- c - a");
}

static const char *follow(unsigned keep)
{
	static char text[64];
	struct stat file;
	int descriptor = rotation_open_next("log", keep, NULL), next;
	size_t used = 0;

	while (descriptor >= 0) {
		used += read(descriptor, text + used, sizeof(text) - 1 - used);
		assert_int_equal(fstat(descriptor, &file), 0);
		next = rotation_open_next("log", keep, &file);
		close(descriptor);
		descriptor = next;
	}
	assert_int_equal(errno, ENOENT);
	text[used] = '\0';
	return text;
}

static void reading(void **state)
{
	start(state);
	assert_string_equal(follow(3), "");
	put("log", "e");
	assert_string_equal(follow(0), "e");
	put("log.1", "d");
	put("log.3", "b");
	assert_string_equal(follow(3), "bde");
	assert_string_equal(follow(2), "de");
}

/* A file that was open is found again under its new name. */
static void renamed(void **state)
{
	struct stat file;
	char byte;
	int descriptor;

	start(state);
	put("log", "a");
	assert_int_equal(stat("log", &file), 0);
	assert_int_equal(rotation_open_next("log", 3, &file), -1);
	assert_int_equal(errno, ENOENT);
	assert_true(rotation_shift("log", 3));
	put("log", "b");
	assert_true(rotation_shift("log", 3));
	put("log", "c");
	descriptor = rotation_open_next("log", 3, &file);
	assert_int_equal(read(descriptor, &byte, 1), 1);
	assert_int_equal(byte, 'b');
	close(descriptor);
	/* one that is gone: all that there is follows it */
	unlink("log.2");
	put("other", "x");
	descriptor = rotation_open_next("log", 3, &file);
	assert_int_equal(read(descriptor, &byte, 1), 1);
	assert_int_equal(byte, 'b');
	close(descriptor);
}

static void long_names(void **state)
{
	static char path[ROTATION_PATH + 2];
	char name[ROTATION_PATH];

	(void)state;
	memset(path, 'x', ROTATION_PATH - 3);
	assert_true(rotation_name(name, path, 0));
	assert_true(rotation_name(name, path, 9));
	assert_false(rotation_name(name, path, 10));
	assert_false(rotation_shift(path, 10));
	assert_int_equal(rotation_open_next(path, 10, NULL), -1);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(shifts),  cmocka_unit_test(gaps),       cmocka_unit_test(reading),
		cmocka_unit_test(renamed), cmocka_unit_test(long_names), { 0 },
	};

	return run_subject("rotation", tests);
}
