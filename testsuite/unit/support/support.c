/* support.c - what the unit tests of libcommon share. */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "applet/applet.h"
#include "support.h"
#include "text/error.h"
#include "text/format.h"

ssize_t __real_write(int descriptor, const void *bytes, size_t count);
ssize_t __wrap_write(int descriptor, const void *bytes, size_t count);
int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __wrap_open64(const char *path, int flags, ...) __attribute__((alias("__wrap_open")));
int __real_dup2(int from, int to);
int __wrap_dup2(int from, int to);
int __real_poll(struct pollfd *list, nfds_t count, int timeout);
int __wrap_poll(struct pollfd *list, nfds_t count, int timeout);
int __real_tcgetattr(int descriptor, struct termios *terminal);
int __wrap_tcgetattr(int descriptor, struct termios *terminal);

ssize_t (*on_write)(int descriptor, const void *bytes, size_t count);
int (*on_open)(const char *path, int flags, mode_t mode);
int (*on_dup2)(int from, int to);
int (*on_poll)(struct pollfd *list, nfds_t count, int timeout);
int (*on_tcgetattr)(int descriptor);

static int unit_main(int argc, char **argv)
{
	printf("unit %d %s\n", argc, argv[0]);
	return 40 + argc;
}

static int second_main(int argc, char **argv)
{
	printf("second %d %s called %s\n", argc, argv[0], error_name);
	return 0;
}

struct applet unit_applet;
const struct applet second_applet = {
	.name = "second", .main = second_main, .synopsis = "", .summary = "Be it.", .failure = 1,
};

int set_up(void **state)
{
	(void)state;
	unit_applet = (struct applet){
		.name = "unit",
		.main = unit_main,
		.synopsis = "",
		.summary = "Be tested.",
		.failure = 99,
	};
	running_applet = &unit_applet;
	error_name = "unit";
	error_status = unit_applet.failure;
	error_descriptor = 2;
	on_write = NULL;
	on_open = NULL;
	on_dup2 = NULL;
	on_poll = NULL;
	on_tcgetattr = NULL;
	unsetenv("POSIXLY_CORRECT");
	unsetenv("LC_CTYPE");
	unsetenv("LANG");
	setenv("LC_ALL", "C", 1);
	return 0;
}

int run_subject(const char *subject, const struct CMUnitTest *tests)
{
	struct CMUnitTest prepared[64];
	size_t count = 0;

	for (; tests[count].name; count++) {
		if (count == sizeof(prepared) / sizeof(*prepared))
			return 99;
		prepared[count] = tests[count];
		prepared[count].setup_func = set_up;
	}
	return _cmocka_run_group_tests(subject, prepared, count, NULL, NULL);
}

void fail_test(const char *text)
{
	print_error("%s\n", text);
	_fail(__FILE__, __LINE__);
	abort(); /* not come to: _fail jumps */
}

void give_up(const char *what)
{
	fail_test(formatted("%s: %s", what, strerror(errno)));
}

ssize_t __wrap_write(int descriptor, const void *bytes, size_t count)
{
	return on_write ? on_write(descriptor, bytes, count) :
			  __real_write(descriptor, bytes, count);
}

int __wrap_open(const char *path, int flags, ...)
{
	mode_t mode = 0;
	va_list arguments;

	if (flags & O_CREAT) {
		va_start(arguments, flags);
		mode = va_arg(arguments, mode_t);
		va_end(arguments);
	}
	return on_open ? on_open(path, flags, mode) : __real_open(path, flags, mode);
}

int __wrap_dup2(int from, int to)
{
	return on_dup2 ? on_dup2(from, to) : __real_dup2(from, to);
}

int __wrap_poll(struct pollfd *list, nfds_t count, int timeout)
{
	return on_poll ? on_poll(list, count, timeout) : __real_poll(list, count, timeout);
}

int __wrap_tcgetattr(int descriptor, struct termios *terminal)
{
	return on_tcgetattr ? on_tcgetattr(descriptor) : __real_tcgetattr(descriptor, terminal);
}

/* Reads both pipes until they end, so that a child that fills one of them is not stuck. */
static void read_both(int out, int err, struct outcome *outcome)
{
	struct pollfd list[2] = { { .fd = out, .events = POLLIN },
				  { .fd = err, .events = POLLIN } };
	char *texts[2] = { outcome->out, outcome->err };
	size_t used[2] = { 0, 0 };

	while (list[0].fd >= 0 || list[1].fd >= 0) {
		__real_poll(list, 2, -1);
		for (int i = 0; i < 2; i++) {
			ssize_t count;

			if (list[i].fd < 0 || !list[i].revents)
				continue;
			count = read(list[i].fd, texts[i] + used[i],
				     sizeof(outcome->out) - 1 - used[i]);
			if (count <= 0)
				list[i].fd = -1;
			else
				used[i] += count;
		}
	}
	outcome->out[used[0]] = '\0';
	outcome->err[used[1]] = '\0';
}

static int exit_status_of(pid_t child)
{
	int status;

	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

void in_child(int (*function)(void *data), void *data, struct outcome *outcome)
{
	int out[2], err[2], status;
	pid_t child;

	fflush(NULL);
	if (pipe2(out, O_CLOEXEC) || pipe2(err, O_CLOEXEC))
		give_up("pipe");
	child = fork();
	if (child < 0)
		give_up("fork");
	if (child == 0) {
		__real_dup2(out[1], 1);
		__real_dup2(err[1], 2);
		status = function(data);
		fflush(NULL);
		_exit(status);
	}
	close(out[1]);
	close(err[1]);
	read_both(out[0], err[0], outcome);
	close(out[0]);
	close(err[0]);
	outcome->status = exit_status_of(child);
}

const char *formatted(const char *format, ...)
{
	static char buffers[4][16384];
	static int turn;
	char *buffer = buffers[turn++ % 4];
	struct output output;
	va_list arguments;

	output_start(&output, -1, buffer, sizeof(*buffers));
	va_start(arguments, format);
	output_vformat(&output, format, arguments);
	va_end(arguments);
	output_char(&output, '\0');
	assert_true(output.used > 0 && !output.error);
	return buffer;
}

char *program_output(const char *const argv[], const char *const environment[], int *status)
{
	posix_spawn_file_actions_t actions;
	char *text = NULL;
	size_t size = 0, used = 0;
	ssize_t count = 1;
	int ends[2], result;
	pid_t child;

	if (pipe2(ends, O_CLOEXEC))
		return NULL;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
	posix_spawn_file_actions_adddup2(&actions, ends[1], 2);
	/* the casts only take away const: the strings are not written to */
	result = posix_spawnp(&child, argv[0], &actions, NULL, (char **)argv, (char **)environment);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	while (result == 0 && count > 0) {
		if (used + 4096 > size) {
			size = 2 * size + 8192;
			text = realloc(text, size);
		}
		count = read(ends[0], text + used, 4000);
		used += count > 0 ? count : 0;
		text[used] = '\0';
	}
	close(ends[0]);
	if (result == 0)
		*status = exit_status_of(child);
	return text;
}

uint32_t pseudo_random(void)
{
	static uint32_t state = 2463534242;

	state ^= state << 13;
	state ^= state >> 17;
	state ^= state << 5;
	return state;
}

static char directory[64];
static pid_t owner;

static void remove_scratch(void)
{
	const char *const argv[] = { "rm", "-rf", directory, NULL };
	const char *const environment[] = { "PATH=/bin:/usr/bin", NULL };
	int status;

	if (getpid() == owner) /* and no child that calls exit */
		free(program_output(argv, environment, &status));
}

const char *scratch(void)
{
	const char *parent = getenv("TMPDIR");

	if (*directory)
		return directory;
	if (!parent || strlen(parent) > 40)
		parent = "/tmp";
	snprintf(directory, sizeof(directory), "%s/holdbox.XXXXXX", parent);
	if (!mkdtemp(directory))
		give_up(directory);
	owner = getpid();
	atexit(remove_scratch);
	return directory;
}
