/* process - what /proc reports of a process, from files of our own and from the real ones */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fake.h"
#include "proc/process.h"
#include "proc/procfs.h"
#include "proc/status.h"
#include "support.h"

static void names(void **state)
{
	static const char *const every[] = {
		"sh", "a b", ") R 1 1", "((sd-pam))", "", "\xff\n\x1b[", "a\nb", NULL,
	};
	struct process process = { .from = 0 };
	int fake = enter_fake(state);

	for (int i = 0; every[i]; i++) {
		const char *text = formatted("%s\n", every[i]);

		write_file("7/comm", text, strlen(text));
		text = formatted("7 (%s) S -1 2 3 34817 5 6 7\n", every[i]);
		write_file("7/stat", text, strlen(text));
		process_start(&process, fake, 7);
		assert_string_equal(process_name(&process), every[i]);
		process_start(&process, fake, 7);
		assert_true(process_enter(&process));
		assert_non_null(process_stat(&process));
		assert_string_equal(process_name(&process), every[i]);
		assert_int_equal(process.fields[STAT_STATE], 'S');
		assert_int_equal(process.fields[STAT_PPID], -1);
		assert_int_equal(process.fields[STAT_TTY], 34817);
		assert_int_equal(process.fields[STAT_START], 0); /* an old kernel's file is short */
	}
	process_leave(&process);
}

static void rubbish(void **state)
{
	static const char *const every[] = { "", "7", "7 (", "7 (sh", "7 sh) S 1", "7 (sh)",
					     "7 (sh) ", NULL };
	struct process process = { .from = 0 };
	int fake = enter_fake(state);

	for (int i = 0; every[i]; i++) {
		write_file("7/stat", every[i], strlen(every[i]));
		process_start(&process, fake, 7);
		errno = 0;
		assert_null(process_stat(&process));
		assert_int_equal(errno, ESRCH);
		assert_null(process_stat(&process));
	}
}

static void whole_command_lines(void **state)
{
	enum { SIZE = 3000000 };
	struct process process = { .from = 0 };
	char *bytes = malloc(SIZE);
	const char *read;
	size_t length;
	int fake = enter_fake(state);

	memset(bytes, 'x', SIZE);
	bytes[1000] = '\0';
	for (int size = 0; size <= SIZE; size = size * 7 + 4095) {
		write_file("7/cmdline", bytes, size);
		process_start(&process, fake, 7);
		read = process_cmdline(&process, &length);
		assert_int_equal(length, size);
		assert_memory_equal(read, bytes, size);
		assert_int_equal(read[size], '\0');
	}
	free(bytes);
}

static void status_lines(void **state)
{
	static const char text[] = "Name:\tUid:\nUidx:\t9\nUid:\t1\t2\t3\t4\nGroups: \n"
				   "VmLck:\t  12 kB\n";
	struct process process = { .from = 0 };
	int fake = enter_fake(state);

	write_file("7/status", text, sizeof(text) - 1);
	process_start(&process, fake, 7);
	assert_memory_equal(process_status_line(&process, "Uid"), "1\t2\t3\t4\n", 8);
	assert_memory_equal(process_status_line(&process, "Groups"), "\n", 1);
	assert_memory_equal(process_status_line(&process, "VmLck"), "12 kB\n", 6);
	assert_null(process_status_line(&process, "Nam"));
	assert_int_equal(errno, ENOENT);
}

static void status_numbers(void **state)
{
	static const char text[] = "Name:\t7\nUid:\t1\t22\t4294967295\t4\nGroups: \n"
				   "VmLck:\t  12 kB\nSigCgt:\t0000000180014a07\nSeccomp:\t";
	struct process process = { .from = 0 };
	int fake = enter_fake(state);

	write_file("7/status", text, sizeof(text) - 1);
	process_start(&process, fake, 7);
	assert_int_equal(process_status_number(&process, "Uid", 0, 10), 1);
	assert_int_equal(process_status_number(&process, "Uid", 1, 10), 22);
	assert_int_equal(process_status_number(&process, "Uid", 2, 10), 4294967295);
	assert_int_equal(process_status_number(&process, "Uid", 3, 10), 4);
	assert_int_equal(process_status_number(&process, "Uid", 4, 10), -1);
	assert_int_equal(process_status_number(&process, "Groups", 0, 10), -1);
	assert_int_equal(process_status_number(&process, "VmLck", 0, 10), 12);
	assert_int_equal(process_status_number(&process, "VmLck", 1, 10), -1);
	assert_int_equal(process_status_number(&process, "SigCgt", 0, 16), 0x180014a07);
	assert_int_equal(process_status_number(&process, "Seccomp", 0, 10), -1);
	assert_int_equal(process_status_number(&process, "SigIgn", 0, 16), -1);
}

static void missing(void **state)
{
	struct process process = { .from = 0 };
	size_t length;
	int fake = enter_fake(state);

	process_start(&process, fake, 8);
	assert_null(process_name(&process));
	assert_int_equal(errno, ENOENT);
	assert_false(process_enter(&process));
	assert_null(process_cmdline(&process, &length));
	assert_null(process_file(&process, "environ", &length));
	assert_int_equal(process_link(&process, "exe", (char[9]){ 0 }, 9), -1);
}

/* Files of an entered process stay its own, even when its number is reused. */
static void identity(void **state)
{
	struct process process = { .from = 0 };
	int fake = enter_fake(state);

	write_file("7/comm", "old\n", 4);
	process_start(&process, fake, 7);
	assert_true(process_enter(&process));
	assert_int_equal(rename("7", "8"), 0);
	assert_int_equal(mkdir("7", 0755), 0);
	write_file("7/comm", "new\n", 4);
	assert_string_equal(process_name(&process), "old");
	process_start(&process, fake, 7);
	assert_string_equal(process_name(&process), "new");
}

static void ourselves(void **state)
{
	struct process process = { .from = procfs_open(1) };
	struct scan scan;
	const long long *fields;
	pid_t child = fork(), id, last = 0;
	bool found = false;
	char link[4096];

	(void)state;
	if (child == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		pause();
		_exit(0);
	}
	scan_start(&scan, process.from);
	while ((id = scan_next(&scan))) {
		assert_true(id > last);
		last = id;
		found |= id == child;
	}
	assert_true(found);
	process_start(&process, process.from, child);
	assert_true(process_enter(&process));
	fields = process_stat(&process);
	assert_non_null(fields);
	assert_int_equal(fields[STAT_PPID], getpid());
	assert_int_equal(fields[STAT_PGRP], getpgrp());
	assert_true(fields[STAT_START] > 0);
	assert_true(process_link(&process, "exe", link, sizeof(link)) > 0);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	assert_null(process_status(&process));
	assert_int_equal(errno, ESRCH);
}

static const struct CMUnitTest tests[] = {
	{ .name = "accepts any name, up to the last parenthesis", .test_func = names },
	{ .name = "rejects a stat that is cut short", .test_func = rubbish },
	{ .name = "reads command lines as a whole", .test_func = whole_command_lines },
	{ .name = "finds lines of status by the whole key", .test_func = status_lines },
	{ .name = "reads numbers of status, or that there is none", .test_func = status_numbers },
	{ .name = "reports that a process is gone", .test_func = missing },
	{ .name = "stays with the process that it has entered", .test_func = identity },
	{ .name = "reads the processes of this machine", .test_func = ourselves },
	{ .name = NULL },
};

int main(void)
{
	return run_subject("process", tests);
}
