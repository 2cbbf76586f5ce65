/* pstree - show processes as a tree
 * psmisc 23 https://man7.org/linux/man-pages/man1/pstree.1.html
 *
 * All processes are read into one array, and their texts into another. Each knows its parent's
 * place there; sorted by parent and then by name, the children of each are in one row. What is read
 * is a picture that moves: a parent may be missing, or have got its number after the child was
 * born, and then is none.
 */
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "proc/process.h"
#include "proc/procfs.h"
#include "text/error.h"
#include "text/format.h"
#include "text/number.h"
#include "text/text.h"
#include "text/utf8.h"
#include "user/account.h"

enum { FAILURE = 1, INIT = 1, USUAL_WIDTH = 132, NOWHERE = 0 /* the text at 0 is empty */ };

static const struct applet_option options[] = {
	OPT('a', "arguments", NULL, "show the arguments of each process, one a line"),
	OPT('A', "ascii", NULL, "draw lines with ASCII characters"),
	OPT('c', "compact-not", NULL, "do not merge equal subtrees"),
	OPT('C', "color", "TYPE", "colour names by TYPE, which is age: green up to a minute,\n"
				  "yellow up to an hour, then red"),
	OPT('g', "show-pgids", NULL, "show process groups; merge nothing that differs in them"),
	OPT('G', "vt100", NULL, "draw lines as VT100 terminals do"),
	OPT('h', "highlight-all", NULL, "highlight this process and its ancestors"),
	OPT('H', "highlight-pid", "PID", "highlight that process and its ancestors"),
	OPT('l', "long", NULL, "do not cut long lines off"),
	OPT('n', "numeric-sort", NULL, "sort by PID, not by name"),
	OPT('N', "ns-sort", "TYPE", "show a tree for each namespace of that type: cgroup, ipc,\n"
				    "mnt, net, pid, time, user, uts"),
	OPT('p', "show-pids", NULL, "show process IDs; implies -c"),
	OPT('s', "show-parents", NULL, "show the ancestors of the process too"),
	OPT('S', "ns-changes", NULL, "show which namespaces differ from the parent's"),
	OPT('t', "thread-names", NULL, "show the threads' own names"),
	OPT('T', "hide-threads", NULL, "show no threads"),
	OPT('u', "uid-changes", NULL, "show the user where it differs from the parent's"),
	OPT('U', "unicode", NULL, "draw lines with UTF-8 characters"),
	OPT('V', NULL, NULL, "as --version"),
	OPT('Z', "security-context", NULL, "show security labels"),
	{ .key = 0 },
};

enum { SPACES = 8, NO_SPACE = -1 };

static const char *const space_names[SPACES] = { "cgroup", "ipc",  "mnt",  "net",
						 "pid",	   "time", "user", "uts" };

struct spaces {
	ino_t inodes[SPACES]; /* 0: not to be seen, or not asked for */
};

struct node {
	pid_t pid;
	pid_t parent_pid;
	pid_t group;
	uid_t uid;
	unsigned parent;	/* their places in the array of nodes */
	unsigned first, count;	/* its children, places in the order */
	long long start;	/* ticks after boot */
	size_t name;		/* in texts */
	size_t label;
	size_t arguments, size; /* each with its NUL, but for the first one */
	bool thread;
	bool nameless; /* no command line: a kernel thread, a zombie */
	bool marked;   /* to be highlighted */
	pid_t below;   /* the only child that --show-parents shows, or 0 */
	bool merged;   /* shown with a sibling */
};

/* Where a line of the tree goes down. */
struct bar {
	unsigned column;
	bool more; /* children are to come */
};

enum drawing { ASCII, VT100, UNICODE };

struct plan {
	bool arguments, apart, ages, groups, by_pid, pids, parents, changes, thread_names,
		hide_threads, users, labels, utf8;
	pid_t marked;
	int space; /* that --ns-sort names, or NO_SPACE */
	enum drawing drawing;
	unsigned width; /* 0: any */
	unsigned column;
	long long now; /* ticks after boot */
	struct account user;
	bool user_known;

	struct text nodes;  /* of struct node */
	struct text spaces; /* of struct spaces, one for each, if they are asked for */
	struct text texts;
	struct text order; /* of unsigned: first by PID, then by parent */
	struct text bars;
	size_t read; /* how many nodes are in the order by PID */
	int proc;
	struct process process, task;
	struct output output;
};

/* ---- reading ------------------------------------------------------------------------------- */

static struct node *node_at(const struct plan *plan, unsigned at)
{
	return (struct node *)plan->nodes.bytes + at;
}

static unsigned node_count(const struct plan *plan)
{
	return plan->nodes.length / sizeof(struct node);
}

static const char *text_at(const struct plan *plan, size_t at)
{
	return plan->texts.bytes + at;
}

static struct node *parent_of(const struct plan *plan, const struct node *node)
{
	return node_at(plan, node->parent);
}

static struct spaces *spaces_of(const struct plan *plan, const struct node *node)
{
	return (struct spaces *)plan->spaces.bytes + (node - node_at(plan, 0));
}

static bool reads_spaces(const struct plan *plan)
{
	return plan->changes || plan->space != NO_SPACE;
}

/* Keeps a text, with a NUL; braces around it for threads. Returns where it is. */
static size_t keep(struct plan *plan, const char *bytes, size_t length, bool braces)
{
	size_t at = plan->texts.length;
	char *kept = text_add(&plan->texts, length + 2 * braces + 1);

	if (braces)
		*kept++ = '{';
	memcpy(kept, bytes, length);
	kept += length;
	if (braces)
		*kept++ = '}';
	*kept = '\0';
	return at;
}

/* A node of which only the number is known. */
static struct node *add_node(struct plan *plan, pid_t pid, pid_t parent_pid, size_t name)
{
	struct node *node = text_add(&plan->nodes, sizeof(*node));

	*node = (struct node){ .pid = pid, .parent_pid = parent_pid, .name = name };
	if (reads_spaces(plan))
		memset(text_add(&plan->spaces, sizeof(struct spaces)), 0, sizeof(struct spaces));
	return node;
}

static void read_spaces(struct plan *plan, const struct node *node)
{
	struct spaces *spaces = spaces_of(plan, node);

	for (int i = 0; i < SPACES; i++) {
		char path[16];
		struct stat status;

		if (!plan->changes && i != plan->space)
			continue;
		format_text(path, sizeof(path), "ns/%s", space_names[i]);
		if (fstatat(plan->process.directory, path, &status, 0) == 0)
			spaces->inodes[i] = status.st_ino;
	}
}

/* The threads of the process that was just read, the last of the nodes. */
static void read_threads(struct plan *plan)
{
	unsigned leader = node_count(plan) - 1;
	const char *name = process_name(&plan->process);
	size_t shared = keep(plan, name, strlen(name), true);
	struct scan scan;
	pid_t id;
	int tasks = openat(plan->process.directory, "task", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (tasks < 0)
		return;
	scan_start(&scan, tasks);
	while ((id = scan_next(&scan))) {
		size_t kept = shared;
		struct node *node;

		if (id == plan->process.id)
			continue;
		process_start(&plan->task, tasks, id);
		name = plan->thread_names ? process_name(&plan->task) : NULL;
		if (name)
			kept = keep(plan, name, strlen(name), true);
		node = add_node(plan, id, plan->process.id, kept);
		node->thread = true;
		node->parent = leader;
		node->uid = node_at(plan, leader)->uid;
		node->group = node_at(plan, leader)->group;
		node->start = node_at(plan, leader)->start;
		node->label = node_at(plan, leader)->label;
		if (reads_spaces(plan))
			*spaces_of(plan, node) = *spaces_of(plan, node_at(plan, leader));
	}
	close(tasks);
}

static void read_arguments(struct plan *plan, struct node *node)
{
	size_t length = 0, skipped;
	const char *line = process_cmdline(&plan->process, &length);

	node->nameless = !line || !length;
	if (node->nameless)
		return;
	skipped = strlen(line) + 1;
	if (skipped >= length)
		return;
	node->size = length - skipped + (line[length - 1] != '\0');
	node->arguments = keep(plan, line + skipped, length - skipped, false);
}

static void read_label(struct plan *plan, struct node *node)
{
	size_t length;
	const char *label = process_file(&plan->process, "attr/current", &length);

	if (label)
		node->label = keep(plan, label, strcspn(label, "\n"), false);
}

static void read_process(struct plan *plan, pid_t pid)
{
	struct process *process = &plan->process;
	const long long *fields;
	const char *name;
	struct stat status;
	struct node *node;

	process_start(process, plan->proc, pid);
	if (!process_enter(process) || !(fields = process_stat(process)) ||
	    fstat(process->directory, &status))
		return;
	name = process_name(process);
	node = add_node(plan, pid, fields[STAT_PPID], keep(plan, name, strlen(name), false));
	node->group = fields[STAT_PGRP];
	node->start = fields[STAT_START];
	node->uid = status.st_uid;
	if (plan->arguments)
		read_arguments(plan, node);
	if (plan->labels)
		read_label(plan, node);
	if (reads_spaces(plan))
		read_spaces(plan, node);
	if (!plan->hide_threads && fields[STAT_THREADS] > 1)
		read_threads(plan);
}

/* The first node is the kernel, PID 0, which has no files to be read. */
static void read_all(struct plan *plan)
{
	struct scan scan;
	pid_t pid;

	keep(plan, "", 0, false);
	add_node(plan, 0, 0, keep(plan, "?", 1, false));
	scan_start(&scan, plan->proc);
	while ((pid = scan_next(&scan)))
		read_process(plan, pid);
	process_leave(&plan->process);
}

/* ---- the tree ------------------------------------------------------------------------------ */

static unsigned *order_of(const struct plan *plan)
{
	return (unsigned *)plan->order.bytes;
}

static int compare_pids(const void *one, const void *other, void *context)
{
	pid_t a = node_at(context, *(const unsigned *)one)->pid;
	pid_t b = node_at(context, *(const unsigned *)other)->pid;

	return (a > b) - (a < b);
}

/* By parent; then by PID, or by name, user and in the order of reading. */
static int compare_places(const void *one, const void *other, void *context)
{
	unsigned first = *(const unsigned *)one, second = *(const unsigned *)other;
	const struct node *a = node_at(context, first), *b = node_at(context, second);
	const struct plan *plan = context;
	int result;

	if (!first || !second) /* the kernel is nobody's child */
		return (first > second) - (first < second);
	if (a->parent != b->parent)
		return a->parent > b->parent ? 1 : -1;
	if (plan->by_pid)
		return compare_pids(one, other, context);
	result = strcmp(text_at(plan, a->name), text_at(plan, b->name));
	if (result)
		return result;
	if (a->uid != b->uid)
		return a->uid > b->uid ? 1 : -1;
	return (first > second) - (first < second);
}

static void sort(struct plan *plan, int (*compare)(const void *, const void *, void *))
{
	unsigned count = node_count(plan);

	plan->order.length = 0;
	text_add(&plan->order, count * sizeof(unsigned));
	for (unsigned i = 0; i < count; i++)
		order_of(plan)[i] = i;
	qsort_r(order_of(plan), count, sizeof(unsigned), compare, plan);
}

/* The place of the process with this number, among those added for lack of one too; or -1. */
static long find(const struct plan *plan, pid_t pid)
{
	size_t low = 0, high = plan->read;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		unsigned at = order_of(plan)[middle];
		pid_t found = node_at(plan, at)->pid;

		if (found == pid)
			return at;
		if (found < pid)
			low = middle + 1;
		else
			high = middle;
	}
	for (unsigned i = plan->read; i < node_count(plan); i++) {
		if (node_at(plan, i)->pid == pid)
			return i;
	}
	return -1;
}

/*
 * Whether this cannot be the parent: it is younger, its number was another's before; or it is a
 * descendant, of the same tick, which is the same. Each such circle has a step up to a later node.
 */
static bool is_false(const struct plan *plan, unsigned child, long parent)
{
	long long start = node_at(plan, child)->start;

	if (node_at(plan, parent)->pid == 0)
		return false;
	if (node_at(plan, parent)->start > start)
		return true;
	for (size_t steps = plan->read; steps && parent >= (long)child; steps--) {
		if (parent == (long)child)
			return true;
		if (node_at(plan, parent)->start != start)
			return false;
		parent = find(plan, node_at(plan, parent)->parent_pid);
	}
	return false;
}

/* Finds the parents; where one cannot be seen (hidepid), it is "?" and a child of the first one. */
static void find_parents(struct plan *plan)
{
	size_t unknown = node_at(plan, 0)->name;

	sort(plan, compare_pids);
	plan->read = node_count(plan);
	for (unsigned i = 1; i < node_count(plan); i++) {
		struct node *node = node_at(plan, i);
		long parent;

		if (node->thread)
			continue;
		parent = find(plan, node->parent_pid);
		if (parent >= 0 && i < plan->read && is_false(plan, i, parent))
			parent = find(plan, node->parent_pid = node->pid == INIT ? 0 : INIT);
		if (parent < 0) {
			parent = node_count(plan);
			add_node(plan, node->parent_pid, node->parent_pid == INIT ? 0 : INIT,
				 unknown);
		}
		node_at(plan, i)->parent = parent;
	}
}

static void find_children(struct plan *plan)
{
	unsigned count = node_count(plan);

	sort(plan, compare_places);
	for (unsigned i = 1; i < count; i++) {
		struct node *parent = parent_of(plan, node_at(plan, order_of(plan)[i]));

		if (!parent->count++)
			parent->first = i;
	}
}

static struct node *child_of(const struct plan *plan, const struct node *node, unsigned index)
{
	return node_at(plan, order_of(plan)[node->first + index]);
}

/* Whether two subtrees look the same. */
static bool equal(const struct plan *plan, const struct node *a, const struct node *b)
{
	if (a->count != b->count || a->thread != b->thread || a->marked != b->marked ||
	    (plan->users && a->uid != b->uid) || (plan->groups && a->group != b->group) ||
	    strcmp(text_at(plan, a->name), text_at(plan, b->name)) != 0 ||
	    strcmp(text_at(plan, a->label), text_at(plan, b->label)) != 0)
		return false;
	if (reads_spaces(plan) &&
	    memcmp(spaces_of(plan, a), spaces_of(plan, b), sizeof(struct spaces)) != 0)
		return false;
	for (unsigned i = 0; i < a->count; i++) {
		if (!equal(plan, child_of(plan, a, i), child_of(plan, b, i)))
			return false;
	}
	return true;
}

/* Marks a process and its ancestors to be highlighted. */
static void mark(struct plan *plan, struct node *node)
{
	for (; node->pid; node = parent_of(plan, node))
		node->marked = true;
	node->marked = true;
}

/* ---- printing ------------------------------------------------------------------------------ */

/* One character on the screen. What does not fit ends in a plus. */
static void put_bytes(struct plan *plan, const char *bytes, size_t count)
{
	plan->column++;
	if (!plan->width || plan->column < plan->width)
		output_bytes(&plan->output, bytes, count);
	else if (plan->column == plan->width)
		output_char(&plan->output, '+');
}

static void put_char(struct plan *plan, char byte)
{
	put_bytes(plan, &byte, 1);
}

static void put_plain(struct plan *plan, const char *text)
{
	while (*text)
		put_char(plan, *text++);
}

static void put_number(struct plan *plan, unsigned long long number)
{
	char digits[24];

	format_text(digits, sizeof(digits), "%llu", number);
	put_plain(plan, digits);
}

/*
 * A name or an argument, what is not printable as octal numbers. Returns how many columns it
 * takes; without print it only counts them.
 */
static size_t put_text(struct plan *plan, const char *text, bool print)
{
	size_t left = strlen(text), length, columns = 0;

	for (; left; text += length, left -= length) {
		unsigned char byte = *text;
		char octal[] = { '\\', '0' + (byte >> 6), '0' + (byte >> 3 & 7), '0' + (byte & 7),
				 '\0' };

		length = byte < 0x80 || plan->utf8 ? utf8_printable(text, left) : 0;
		columns += length && byte != '\\' ? 1 : byte == '\\' ? 2 : 4;
		if (print && length && byte != '\\')
			put_bytes(plan, text, length);
		else if (print)
			put_plain(plan, byte == '\\' ? "\\\\" : octal);
		length += !length;
	}
	return columns;
}

/* Lines, by the letters that VT100s have for them. */
static void draw(struct plan *plan, const char *shape)
{
	static const char letters[] = "qwtmx", ascii[] = "-+|`|";
	static const char *const unicode[] = { "\u2500", "\u252c", "\u251c", "\u2514", "\u2502" };

	if (plan->drawing == VT100)
		output_text(&plan->output, "\033(0");
	for (; *shape; shape++) {
		size_t which = strchr(letters, *shape) - letters;

		if (plan->drawing == UNICODE)
			put_bytes(plan, unicode[which], strlen(unicode[which]));
		else
			put_char(plan, plan->drawing == ASCII ? ascii[which] : *shape);
	}
	if (plan->drawing == VT100)
		output_text(&plan->output, "\033(B");
}

static void put_name(struct plan *plan, const struct node *node)
{
	enum { MINUTE = 60 * PROCESS_TICKS, HOUR = 60 * MINUTE };
	long long age = plan->now - node->start;

	if (plan->ages)
		output_text(&plan->output, age < MINUTE ? "\033[32m" :
					   age < HOUR	? "\033[33m" :
							  "\033[31m");
	if (node->marked)
		output_text(&plan->output, "\033[1m");
	put_text(plan, text_at(plan, node->name), true);
	if (plan->ages || node->marked)
		output_text(&plan->output, "\033[0m");
}

/* What separates a detail from what is before it. */
static void separate(struct plan *plan, unsigned *details)
{
	put_char(plan, *details || plan->arguments ? ',' : '(');
	++*details;
}

static void put_user(struct plan *plan, uid_t uid)
{
	if (!plan->user_known || plan->user.uid != uid)
		plan->user_known = user_find_id(uid, &plan->user);
	if (plan->user_known && plan->user.listed)
		put_text(plan, plan->user.name, true);
	else
		put_number(plan, uid);
}

static void put_changes(struct plan *plan, const struct node *node, unsigned *details)
{
	const struct spaces *own = spaces_of(plan, node);
	const struct spaces *before = spaces_of(plan, parent_of(plan, node));

	for (int i = 0; i < SPACES; i++) {
		if (!own->inodes[i] || !before->inodes[i] || own->inodes[i] == before->inodes[i])
			continue;
		separate(plan, details);
		put_plain(plan, space_names[i]);
	}
}

/* What stands in parentheses behind the name. */
static void put_details(struct plan *plan, const struct node *node, uid_t above)
{
	unsigned details = 0;

	if (plan->pids) {
		separate(plan, &details);
		put_number(plan, node->pid);
	}
	if (plan->groups) {
		separate(plan, &details);
		put_number(plan, node->group);
	}
	if (plan->users && node->uid != above) {
		separate(plan, &details);
		put_user(plan, node->uid);
	}
	if (plan->changes)
		put_changes(plan, node, &details);
	if (plan->labels) {
		separate(plan, &details);
		put_char(plan, '`');
		put_text(plan, text_at(plan, node->label), true);
		put_char(plan, '\'');
	}
	if (details && !plan->arguments)
		put_char(plan, ')');
}

/* The arguments, as many as there is room for and " ..." */
static void put_arguments(struct plan *plan, const struct node *node)
{
	const char *text = text_at(plan, node->arguments), *end = text + node->size;

	while (text < end) {
		const char *next = text + strlen(text) + 1;
		size_t columns = plan->column + 2 + put_text(plan, text, false);

		if (next < end)
			columns += sizeof(" ...") - 1;
		if (next < end || *text)
			put_char(plan, ' ');
		if (plan->width && columns > plan->width) {
			put_plain(plan, "...");
			return;
		}
		put_text(plan, text, true);
		text = next;
	}
}

static void put_process(struct plan *plan, const struct node *node, uid_t above)
{
	if (node->nameless)
		put_char(plan, '(');
	put_name(plan, node);
	put_details(plan, node, above);
	if (node->nameless)
		put_char(plan, ')');
	put_arguments(plan, node);
}

static void end_line(struct plan *plan, unsigned closing)
{
	while (closing--)
		put_char(plan, ']');
	output_char(&plan->output, '\n');
	plan->column = 0;
}

static struct bar *last_bar(const struct plan *plan)
{
	return (struct bar *)(plan->bars.bytes + plan->bars.length) - 1;
}

/* A new line, up to where the lowest bar branches off. */
static void begin_line(struct plan *plan)
{
	for (const struct bar *bar = (struct bar *)plan->bars.bytes; bar <= last_bar(plan); bar++) {
		while (plan->column < bar->column)
			put_char(plan, ' ');
		if (bar == last_bar(plan))
			draw(plan, bar->more ? "tq" : "mq");
		else if (bar->more)
			draw(plan, "x");
	}
}

static bool is_shown(const struct plan *plan, const struct node *node)
{
	const struct node *parent = parent_of(plan, node);

	if (node->merged || (parent->below && parent->below != node->pid))
		return false;
	return plan->space == NO_SPACE || spaces_of(plan, node)->inodes[plan->space] ==
						  spaces_of(plan, parent)->inodes[plan->space];
}

/* The next child that is shown, from *index on, which moves behind it; or NULL. */
static struct node *next_child(const struct plan *plan, const struct node *node, unsigned *index)
{
	while (*index < node->count) {
		struct node *child = child_of(plan, node, (*index)++);

		if (is_shown(plan, child))
			return child;
	}
	return NULL;
}

/* Marks the siblings after it that look like this child as merged. Returns how many there are. */
static unsigned merge(const struct plan *plan, const struct node *node, const struct node *child,
		      unsigned index)
{
	unsigned alike = 1;
	struct node *other;

	if (plan->apart || ((plan->arguments || plan->labels) && !child->thread))
		return alike;
	while ((other = next_child(plan, node, &index))) {
		if (equal(plan, child, other)) {
			other->merged = true;
			alike++;
		} else if (!plan->by_pid &&
			   strcmp(text_at(plan, child->name), text_at(plan, other->name)) != 0) {
			break; /* in order of their names, no other can be alike */
		}
	}
	return alike;
}

/*
 * A process and what is below it, from where the line has got to. It stands for alike ones; closing
 * brackets are open that each line below it ends in, for what is merged above.
 */
static void put_tree(struct plan *plan, const struct node *node, unsigned alike, unsigned closing,
		     uid_t above)
{
	bool lines = plan->arguments || plan->labels;
	unsigned column = plan->column, index = 0;
	const struct node *child = next_child(plan, node, &index);
	size_t bar = plan->bars.length;
	bool first = !lines;

	if (alike > 1) {
		put_number(plan, alike);
		put_plain(plan, "*[");
		closing++;
	}
	put_process(plan, node, above);
	if (!lines && child && plan->width && plan->column + 1 >= plan->width) {
		draw(plan, "q");
		child = NULL; /* no column is left for what is below it */
	}
	if (lines || !child)
		end_line(plan, closing);
	if (!child)
		return;
	if (lines) /* below the name's first letters */
		column += plan->arguments + (strlen(text_at(plan, node->name)) > 1);
	else
		column = plan->column + 1;
	*(struct bar *)text_add(&plan->bars, sizeof(struct bar)) = (struct bar){ .column = column };
	while (child) {
		unsigned same = merge(plan, node, child, index);
		const struct node *next = next_child(plan, node, &index);

		last_bar(plan)->more = next;
		if (first)
			draw(plan, next ? "qwq" : "qqq");
		else
			begin_line(plan);
		put_tree(plan, child, same, closing, node->uid);
		child = next;
		first = false;
	}
	plan->bars.length = bar;
}

/* All trees whose uppermost process is the user's. Returns how many there are. */
static size_t put_user_trees(struct plan *plan, const struct node *node, uid_t uid, size_t before)
{
	if (node->uid == uid && node->pid) {
		if (before)
			output_char(&plan->output, '\n');
		put_tree(plan, node, 1, 0, uid);
		return 1;
	}
	for (unsigned i = 0, found = 0;; i++) {
		if (i == node->count)
			return found;
		found += put_user_trees(plan, child_of(plan, node, i), uid, before + found);
	}
}

/* Below node, those that are in another namespace than their parents are, as places. */
static void find_entrants(const struct plan *plan, const struct node *node, struct text *entrants)
{
	const struct spaces *above = spaces_of(plan, node);

	for (unsigned i = 0; i < node->count; i++) {
		const struct node *child = child_of(plan, node, i);

		if (spaces_of(plan, child)->inodes[plan->space] != above->inodes[plan->space])
			*(unsigned *)text_add(entrants, sizeof(unsigned)) =
				child - node_at(plan, 0);
		find_entrants(plan, child, entrants);
	}
}

/* The trees of each namespace, in the order in which these are met. */
static void put_space_trees(struct plan *plan, const struct node *node)
{
	struct text entrants = { .length = 0 };
	unsigned *places, count;

	*(unsigned *)text_add(&entrants, sizeof(unsigned)) = node - node_at(plan, 0);
	find_entrants(plan, node, &entrants);
	places = (unsigned *)entrants.bytes;
	count = entrants.length / sizeof(*places);
	for (unsigned i = 0; i < count; i++) {
		ino_t inode = spaces_of(plan, node_at(plan, places[i]))->inodes[plan->space];

		if (!inode || node_at(plan, places[i])->merged)
			continue;
		output_format(&plan->output, "[%llu]\n", (unsigned long long)inode);
		for (unsigned j = i; j < count; j++) {
			struct node *entrant = node_at(plan, places[j]);

			if (spaces_of(plan, entrant)->inodes[plan->space] != inode)
				continue;
			put_tree(plan, entrant, 1, 0, 0);
			entrant->merged = true;
		}
	}
}

/* ---- options ------------------------------------------------------------------------------- */

static unsigned screen_width(void)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;
	long long width;

	if (columns && number_parse(columns, 1, INT_MAX, &width) == NUMBER_OK)
		return width;
	if (ioctl(1, TIOCGWINSZ, &size) == 0 && size.ws_col)
		return size.ws_col;
	return USUAL_WIDTH;
}

/* Whether the terminal highlights; without a word for terminals that do not. */
static bool highlights(bool demanded)
{
	const char *terminal = getenv("TERM");

	if (demanded && !terminal)
		fail(FAILURE, "TERM is not set");
	if (demanded && !*terminal)
		fail(FAILURE, "Can't get terminal capabilities");
	return terminal && *terminal && strcmp(terminal, "dumb") != 0;
}

static int space_option(const char *text)
{
	for (int i = 0; i < SPACES; i++) {
		if (strcmp(text, space_names[i]) == 0)
			return i;
	}
	usage_error("unknown type of namespace: %pq", text);
}

static pid_t pid_option(const char *text)
{
	long long pid;

	if (number_parse(text, 1, INT_MAX, &pid) != NUMBER_OK)
		usage_error("invalid process ID: %pq", text);
	return pid;
}

static void age_option(struct plan *plan, const char *text)
{
	if (strcmp(text, "age") != 0)
		usage_error("unknown type of colouring: %pq", text);
	plan->now = uptime_ticks();
	plan->ages = true;
}

static void take_option(struct plan *plan, int key, const char *argument)
{
	plan->arguments |= key == 'a';
	plan->apart |= key == 'c' || key == 'p';
	plan->groups |= key == 'g';
	plan->pids |= key == 'p';
	plan->by_pid |= key == 'n';
	plan->parents |= key == 's';
	plan->changes |= key == 'S';
	plan->thread_names |= key == 't';
	plan->hide_threads |= key == 'T';
	plan->users |= key == 'u';
	plan->labels |= key == 'Z';
	if (key == 'A' || key == 'G' || key == 'U')
		plan->drawing = key == 'A' ? ASCII : key == 'G' ? VT100 : UNICODE;
	else if (key == 'C')
		age_option(plan, argument);
	else if (key == 'h')
		plan->marked = highlights(false) ? getpid() : 0;
	else if (key == 'l')
		plan->width = 0;
	else if (key == 'N')
		plan->space = space_option(argument);
	else if (key == 'H') {
		plan->marked = pid_option(argument);
		if (!highlights(true))
			plan->marked = 0;
	}
}

/* Where the tree begins: with --show-parents at the uppermost ancestor. */
static const struct node *find_start(struct plan *plan, const struct node *node)
{
	while (plan->parents && node->pid > INIT && parent_of(plan, node)->pid) {
		struct node *parent = parent_of(plan, node);

		parent->below = node->pid;
		node = parent;
	}
	return node;
}

/* What is asked for; returns the exit status. */
static int show(struct plan *plan, const char *text, pid_t pid, bool by_user, uid_t uid)
{
	/* psmisc's --ns-sort, too, heeds no PID */
	long at = find(plan, plan->space == NO_SPACE ? pid : INIT);
	long marked = plan->marked ? find(plan, plan->marked) : -1;
	const struct node *node = node_at(plan, at < 0 ? 0 : at);

	if (at < 0 && text) {
		error("Process %s not found.", text);
		return 0; /* which is psmisc's status, too */
	}
	find_children(plan);
	if (marked >= 0)
		mark(plan, node_at(plan, marked));
	if (plan->space != NO_SPACE) {
		put_space_trees(plan, node);
	} else if (by_user) {
		if (!put_user_trees(plan, node, uid, 0))
			fail(FAILURE, "No processes found.");
	} else {
		put_tree(plan, find_start(plan, node), 1, 0, 0);
	}
	return output_finish(&plan->output);
}

static int pstree_main(int argc, char **argv)
{
	struct options parsed = { .argv = argv, .index = 1 };
	bool utf8 = utf8_locale();
	struct plan plan = {
		.space = NO_SPACE,
		.utf8 = utf8,
		.drawing = utf8 && isatty(1) ? UNICODE : ASCII,
		.width = screen_width(),
	};
	char buffer[16384];
	const char *operand;
	long long pid = INIT;
	bool by_user;
	int key;

	while ((key = option_next(&parsed))) {
		if (key == 'V')
			return version_print(error_name);
		take_option(&plan, key, parsed.argument);
	}
	operand = argv[parsed.index];
	if (operand && parsed.index + 1 < argc)
		usage_error("extra operand %pq", argv[parsed.index + 1]);
	by_user = operand && (*operand < '0' || *operand > '9');
	/* no number is meant, which user_find takes too */
	if (by_user && (!user_find(operand, &plan.user) || strcmp(plan.user.name, operand) != 0))
		fail(FAILURE, "No such user name: %pq", operand);
	if (operand && !by_user && number_parse(operand, 0, INT_MAX, &pid) == NUMBER_INVALID)
		usage_error("invalid process ID: %pq", operand);
	output_start(&plan.output, 1, buffer, sizeof(buffer));
	plan.proc = procfs_open(FAILURE);
	read_all(&plan);
	find_parents(&plan);
	return show(&plan, operand, pid, by_user, plan.user.uid);
}

APPLET(pstree) = {
	.name = "pstree",
	.main = pstree_main,
	.synopsis = "[OPTION]... [PID | USER]",
	.summary = "Show processes as a tree, from PID or the first process on, or all of USER's.",
	.options = options,
	.failure = FAILURE,
	.flags = APPLET_PERMUTE | APPLET_LIKE_PSMISC,
};
