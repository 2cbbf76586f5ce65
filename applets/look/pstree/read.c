/* read.c - the nodes of the tree, read from /proc. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "applet/failure.h"
#include "file/descriptor.h"
#include "proc/process.h"
#include "proc/procfs.h"
#include "read.h"
#include "text/byte.h"
#include "text/error.h"
#include "text/format.h"

enum { FAILURE = 1 };

/* What is being read into the tree. */
struct reader {
	struct tree *tree;
	int proc;
	struct process process, task;
};

/* Reports the first process that could not be read; a reason of 0 is none. */
static void note_fault(struct reader *reader, int reason)
{
	if (!reason)
		return;
	errno = reason;
	if (!reader->tree->incomplete)
		error("cannot read process %d: %m", (int)reader->process.id);
	reader->tree->incomplete = true;
}

/* Adds a text with its NUL, in braces for a thread. Returns its offset. */
static size_t add_text(struct tree *tree, const char *bytes, size_t length, bool braces)
{
	size_t offset = tree->texts.length;
	char *added = text_add(&tree->texts, length + 2 * braces + 1);

	if (braces)
		*added++ = '{';
	memcpy(added, bytes, length);
	added += length;
	if (braces)
		*added++ = '}';
	*added = '\0';
	return offset;
}

static void read_namespaces(struct reader *reader, const struct node *node)
{
	const struct plan *plan = reader->tree->plan;
	struct membership *membership = node_membership(reader->tree, node);

	for (int type = 0; type < NAMESPACE_TYPES; type++) {
		char path[16];
		struct stat status;

		if (!plan->changes && type != plan->namespace)
			continue;
		format_text(path, sizeof(path), "ns/%s", namespace_types[type]);
		if (process_file_status(&reader->process, path, &status))
			membership->inodes[type] = status.st_ino;
	}
}

/* A thread of the process leader, which it resembles. */
static void add_thread(struct tree *tree, unsigned leader, pid_t id, size_t name)
{
	struct node *node = tree_add(tree, id, node_at(tree, leader)->pid, name);
	const struct node *process = node_at(tree, leader);

	node->thread = true;
	node->parent = leader;
	node->uid = process->uid;
	node->group = process->group;
	node->start = process->start;
	node->label = process->label;
	if (plan_reads_namespaces(tree->plan))
		*node_membership(tree, node) = *node_membership(tree, process);
}

/* A thread, whose own name replaces the shared one with --thread-names. */
static void read_thread(struct reader *reader, unsigned leader, int tasks, pid_t id, size_t shared)
{
	struct tree *tree = reader->tree;
	const char *name = NULL;

	if (tree->plan->thread_names) {
		process_start(&reader->task, tasks, id);
		name = process_name(&reader->task);
		note_fault(reader, reader->task.fault);
	}
	add_thread(tree, leader, id, name ? add_text(tree, name, strlen(name), true) : shared);
}

/* The threads of the process that was read last. */
static void read_threads(struct reader *reader)
{
	struct tree *tree = reader->tree;
	unsigned leader = node_count(tree) - 1;
	const char *name = process_name(&reader->process);
	size_t shared = add_text(tree, name, strlen(name), true);
	struct scan scan;
	pid_t id;
	int tasks = file_open(reader->process.directory, "task",
			      O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

	if (tasks >= 0) {
		scan_start(&scan, tasks);
		while ((id = scan_next(&scan))) {
			if (id != reader->process.id)
				read_thread(reader, leader, tasks, id, shared);
		}
	}
	if (errno && process_is_fault(errno))
		note_fault(reader, errno);
	if (tasks >= 0)
		close(tasks);
}

static void read_arguments(struct reader *reader, struct node *node)
{
	size_t length = 0, skipped;
	const char *line = process_cmdline(&reader->process, &length);

	node->nameless = !line || !length;
	if (node->nameless)
		return;
	skipped = strlen(line) + 1;
	if (skipped >= length)
		return;
	node->size = length - skipped + (line[length - 1] != '\0');
	node->arguments = add_text(reader->tree, line + skipped, length - skipped, false);
}

static void read_label(struct reader *reader, struct node *node)
{
	size_t length;
	const char *label = process_file(&reader->process, "attr/current", &length);

	if (label)
		node->label = add_text(reader->tree, label, span_before(label, "\n"), false);
}

static void read_process(struct reader *reader, pid_t pid)
{
	struct process *process = &reader->process;
	struct tree *tree = reader->tree;
	const struct plan *plan = tree->plan;
	const long long *fields;
	const char *name;
	struct node *node;
	uid_t uid;

	process_start(process, reader->proc, pid);
	if (!process_enter(process) || !(fields = process_stat(process)) ||
	    !process_owner(process, &uid))
		return;
	name = process_name(process);
	node = tree_add(tree, pid, fields[STAT_PPID], add_text(tree, name, strlen(name), false));
	node->group = fields[STAT_PGRP];
	node->start = fields[STAT_START];
	node->uid = uid;
	if (plan->arguments)
		read_arguments(reader, node);
	if (plan->labels)
		read_label(reader, node);
	if (plan_reads_namespaces(plan))
		read_namespaces(reader, node);
	if (!plan->hide_threads && fields[STAT_THREADS] > 1)
		read_threads(reader);
}

void tree_read(struct tree *tree)
{
	struct reader reader = { .tree = tree, .proc = procfs_open(FAILURE) };
	struct scan scan;
	pid_t pid;

	tree->self = procfs_self(reader.proc);
	if (!tree->self && errno != ENOENT)
		applet_fail("cannot read /proc/self: %m");
	add_text(tree, "", 0, false);
	tree_add(tree, 0, 0, add_text(tree, "?", 1, false));
	scan_start(&scan, reader.proc);
	while ((pid = scan_next(&scan))) {
		read_process(&reader, pid);
		note_fault(&reader, reader.process.fault);
	}
	if (errno)
		applet_fail("cannot read /proc: %m");
	process_leave(&reader.process);
	close(reader.proc);
}
