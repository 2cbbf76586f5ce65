/* exec - becoming another program, beside glibc's execvp */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "applet/self.h"
#include "launch/exec.h"
#include "support.h"

static void write_file(const char *path, const char *text, mode_t mode)
{
	int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	if (descriptor < 0 || write(descriptor, text, strlen(text)) < 0 || fchmod(descriptor, mode))
		give_up(path);
	close(descriptor);
}

/* Directories to look in, named by what they hold. */
static void make_tree(void)
{
	static const char *const directories[] = { "good", "denied", "folder", "folder/tool",
						   "empty" };

	if (chdir(scratch()))
		give_up(scratch());
	if (!access("good", F_OK))
		return;
	for (size_t i = 0; i < sizeof(directories) / sizeof(*directories); i++) {
		if (mkdir(directories[i], 0755))
			give_up(directories[i]);
	}
	write_file("good/tool", "echo \"good $0 $# $*\"\n", 0755); /* no #! */
	write_file("good/second", "#!/bin/sh\necho \"from PATH $*\"\n", 0755);
	write_file("denied/tool", "#!/bin/sh\n", 0644);
	write_file("denied/second", "#!/bin/sh\n", 0644);
	write_file("tool", "#!/bin/sh\necho here\n", 0755);
	write_file("lost", "#!/nonexistent/interpreter\n", 0755);
	write_file("file", "", 0644);
}

struct call {
	int (*exec)(char *const argv[]);
	const char *path; /* NULL: unset */
	char *argv[4];
};

static int theirs(char *const argv[])
{
	execvp(argv[0], argv);
	return errno == ENOENT ? 127 : 126;
}

static int call_exec(void *data)
{
	struct call *call = data;
	int status, reason;

	if (call->path)
		setenv("PATH", call->path, 1);
	else
		unsetenv("PATH");
	status = call->exec(call->argv);
	reason = errno;
	dprintf(2, "%s", strerror(reason));
	return status;
}

static void run(const char *path, const char *name, struct outcome *outcome)
{
	struct call call = {
		.exec = exec_command, .path = path, .argv = { (char *)name, "a", "b c" },
	};

	in_child(call_exec, &call, outcome);
}

static void expect(const char *path, const char *name, int status, const char *out, const char *err)
{
	struct outcome outcome;

	run(path, name, &outcome);
	assert_string_equal(outcome.err, err);
	assert_string_equal(outcome.out, out);
	assert_int_equal(outcome.status, status);
}

static void searches(void **state)
{
	(void)state;
	make_tree();
	expect("good", "tool", 0, "good good/tool 2 a b c\n", "");
	expect("empty:denied:folder:file:missing:good", "tool", 0, "good good/tool 2 a b c\n", "");
	expect("", "tool", 0, "here\n", "");
	expect("empty:", "tool", 0, "here\n", "");
	expect(":good", "tool", 0, "here\n", "");
	expect("empty::good", "tool", 0, "here\n", "");
	expect(NULL, "echo", 0, "a b c\n", ""); /* /bin:/usr/bin */
	expect("empty", "./tool", 0, "here\n", "");
	expect("empty", "good/tool", 0, "good good/tool 2 a b c\n", "");
}

static void reports(void **state)
{
	char name[NAME_MAX + 2];

	(void)state;
	make_tree();
	expect("good:empty", "missing", 127, "", "No such file or directory");
	expect("good", "", 127, "", "No such file or directory");
	expect("good", "missing/tool", 127, "", "No such file or directory");
	expect("denied:empty", "tool", 126, "", "Permission denied");
	expect("folder:empty", "tool", 126, "", "Permission denied");
	expect("empty", "denied/tool", 126, "", "Permission denied");
	expect("empty", "./folder", 126, "", "Permission denied");
	expect("empty", "file/tool", 126, "", "Not a directory");
	expect("empty:file", "tool", 126, "", "Not a directory");
	expect("file:empty", "tool", 127, "", "No such file or directory");
	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	expect("good", name, 126, "", "File name too long");
	name[NAME_MAX] = '\0';
	expect("good", name, 127, "", "No such file or directory");
}

/* Whether both come to the same. */
static void beside_execvp(void **state)
{
	static const char *const elements[] = {
		"empty", "denied", "folder", "missing", "good", "", "file", ".", "good/tool",
		"loop",
	};
	static char *const names[] = { "tool",   "lost",        "missing", "loop",
				       "./tool", "denied/tool", "" };
	static char long_element[PATH_MAX + 8];
	int different = 0;

	(void)state;
	make_tree();
	assert_true(!symlink("loop", "loop") || errno == EEXIST);
	memset(long_element, 'x', sizeof(long_element) - 1);
	for (int round = 0; round < 150; round++) {
		struct call call = { .exec = exec_command, .argv = { names[round % 7], "a" } };
		struct outcome ours, gnu;
		char path[2 * PATH_MAX] = "";

		for (int i = pseudo_random() % 5; i >= 0; i--)
			strcat(strcat(path, elements[pseudo_random() % 10]), i ? ":" : "");
		if (round % 20 == 19)
			strcat(strcat(path, ":"), long_element + round % 3 * 4);
		call.path = path;
		in_child(call_exec, &call, &ours);
		call.exec = theirs;
		in_child(call_exec, &call, &gnu);
		if (strcmp(ours.err, gnu.err) || strcmp(ours.out, gnu.out) ||
			 ours.status != gnu.status)
			fail_test(formatted("PATH=%s %s: %s%s, execvp: %s%s", path, call.argv[0],
					    ours.out, ours.err, gnu.out, gnu.err));
		different += strcmp(gnu.err, "No such file or directory") != 0;
	}
	assert_in_range(different, 30, 150);
}

static void scripts(void **state)
{
	struct call call = { .exec = exec_command, .path = "good", .argv = { "tool" } };
	struct outcome outcome;

	(void)state;
	make_tree();
	in_child(call_exec, &call, &outcome);
	assert_string_equal(outcome.out, "good good/tool 0 \n");
}

/* Our program is the box here: main tells how it was called. */
static void applets_last(void **state)
{
	(void)state;
	make_tree();
	expect("empty", "second", 0, "applet second a b c\n", "");
	expect("empty:file", "second", 0, "applet second a b c\n", "");
	expect("good", "second", 0, "from PATH a b c\n", "");
	expect("denied", "second", 126, "", "Permission denied"); /* PATH has the name */
	expect("empty", "./second", 127, "", "No such file or directory");
	expect("empty", "third", 127, "", "No such file or directory");
}

static int other_name(char *const argv[])
{
	return exec_command_as("tool", argv);
}

static int other_applet(char *const argv[])
{
	return exec_command_as("second", argv);
}

/* A script does not see its argv[0]; /bin/sh, which good/shell is a link to, does. */
static int other_shell(char *const argv[])
{
	return exec_command_as("shell", argv);
}

static void other_names(void **state)
{
	struct call call = { .exec = other_name, .path = "good", .argv = { "name", "a", "b" } };
	struct outcome outcome;

	(void)state;
	make_tree();
	in_child(call_exec, &call, &outcome);
	assert_string_equal(outcome.out, "good good/tool 2 a b\n");
	assert_true(!symlink("/bin/sh", "good/shell") || errno == EEXIST);
	call.exec = other_shell;
	call.argv[1] = "-c";
	call.argv[2] = "echo $0";
	in_child(call_exec, &call, &outcome);
	assert_string_equal(outcome.out, "name\n");
	call = (struct call){ .exec = other_applet, .path = "empty", .argv = { "n", "a", "b c" } };
	in_child(call_exec, &call, &outcome);
	assert_string_equal(outcome.out, "applet second a b c\n");
}

static int count_descriptors(void)
{
	int count = 0;

	for (int descriptor = 0; descriptor < 256; descriptor++)
		count += fcntl(descriptor, F_GETFD) != -1;
	return count;
}

static int keep_self(void *data)
{
	int before, kept = -1;

	(void)data;
	close(0);
	before = count_descriptors();
	exec_keep_self();
	exec_keep_self();
	if (count_descriptors() != before + 1 || fcntl(0, F_GETFD) != -1)
		return 1;
	for (int descriptor = 3; descriptor < 256; descriptor++) {
		if (fcntl(descriptor, F_GETFL) != -1 && fcntl(descriptor, F_GETFL) & O_PATH)
			kept = descriptor;
	}
	return kept >= 3 && fcntl(kept, F_GETFD) & FD_CLOEXEC ? 0 : 2;
}

static void keeps_self(void **state)
{
	struct outcome outcome;

	(void)state;
	in_child(keep_self, NULL, &outcome);
	assert_int_equal(outcome.status, 0);
}

static void knows_own_path(void **state)
{
	struct stat started, own;

	(void)state;
	assert_non_null(self_path());
	if (*self_path() != '/')
		return; /* relative to where we no longer are */
	assert_int_equal(stat(self_path(), &started), 0);
	assert_int_equal(stat("/proc/self/exe", &own), 0);
	assert_int_equal(started.st_ino, own.st_ino);
}

static const struct CMUnitTest tests[] = {
	{ .name = "looks along PATH", .test_func = searches },
	{ .name = "fails with 127 where nothing is found, else with 126", .test_func = reports },
	{ .name = "equals execvp for many paths", .test_func = beside_execvp },
	{ .name = "runs a file without a format by /bin/sh", .test_func = scripts },
	{ .name = "runs an applet only where PATH has no such name", .test_func = applets_last },
	{ .name = "gives the command another argv[0], but an applet its name",
	  .test_func = other_names },
	{ .name = "keeps one close-on-exec descriptor of itself", .test_func = keeps_self },
	{ .name = "knows the path it was started by", .test_func = knows_own_path },
	{ .name = NULL },
};

int main(int argc, char **argv)
{
	if (argc == 3 && !strcmp(argv[0], "second"))
		return printf("applet %s %s %s\n", argv[0], argv[1], argv[2]) < 0;
	return run_subject("exec", tests);
}
