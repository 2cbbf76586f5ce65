/* pstree - show processes as a tree
 * psmisc 23 https://man7.org/linux/man-pages/man1/pstree.1.html
 *
 * All processes are read into one array (read.c) that is then sorted by parent (tree.c), so that
 * the children of each process are consecutive. What is read is a moving picture: a parent may be
 * missing, or its number may have been another process's when the child was born.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "draw.h"
#include "line.h"
#include "plan.h"
#include "proc/procfs.h"
#include "read.h"
#include "text/error.h"
#include "text/number.h"
#include "text/screen.h"
#include "text/utf8.h"
#include "text/variable.h"
#include "tree.h"
#include "user/account.h"

enum { FAILURE = 1, USUAL_WIDTH = 132 };

static const struct applet_option options[] = {
	OPT('a', "arguments", NULL, "show the arguments of each process, one process a line"),
	OPT('A', "ascii", NULL, "draw lines with ASCII characters"),
	OPT('c', "compact-not", NULL, "do not merge identical subtrees"),
	OPT('C', "color", "TYPE", "colour names by TYPE, which is age: green up to a minute,\n"
				  "yellow up to an hour, then red"),
	OPT('g', "show-pgids", NULL, "show process groups; merge only within one"),
	OPT('G', "vt100", NULL, "draw lines with VT100 line drawing characters"),
	OPT('h', "highlight-all", NULL, "highlight this process and its ancestors"),
	OPT('H', "highlight-pid", "PID", "highlight process PID and its ancestors"),
	OPT('l', "long", NULL, "do not cut off long lines"),
	OPT('n', "numeric-sort", NULL, "sort by PID, not by name"),
	OPT('N', "ns-sort", "TYPE", "show a tree for each namespace of this type: cgroup, ipc,\n"
				    "mnt, net, pid, time, user, uts"),
	OPT('p', "show-pids", NULL, "show process IDs; implies -c"),
	OPT('s', "show-parents", NULL, "show the ancestors of the process as well"),
	OPT('S', "ns-changes", NULL, "show which namespaces differ from the parent's"),
	OPT('t', "thread-names", NULL, "show the threads' own names"),
	OPT('T', "hide-threads", NULL, "do not show threads"),
	OPT('u', "uid-changes", NULL, "show the user if it differs from the parent's"),
	OPT('U', "unicode", NULL, "draw lines with UTF-8 characters"),
	OPT('V', NULL, NULL, "same as --version"),
	OPT('Z', "security-context", NULL, "show security labels"),
	{ .key = 0 },
};

/* What the operand names: a process, or a user. */
struct subject {
	const char *text; /* NULL: there is no operand */
	pid_t pid;
	bool by_user;
	struct account user;
};

static unsigned screen_width(void)
{
	struct screen screen = { .usual = USUAL_WIDTH };

	screen_fit(&screen, false);
	return screen.width ? screen.width : USUAL_WIDTH;
}

/* Whether the terminal can highlight; without complaint if that is not demanded. */
static bool terminal_highlights(bool demanded)
{
	const char *terminal = variable_value("TERM");

	if (demanded && !terminal)
		applet_fail("TERM is not set");
	if (demanded && !*terminal)
		applet_fail("Can't get terminal capabilities");
	return terminal && *terminal && strcmp(terminal, "dumb") != 0;
}

static int parse_namespace(const char *text)
{
	int type = namespace_find(text);

	if (type < 0)
		usage_error("unknown namespace type: %pq", text);
	return type;
}

static pid_t parse_pid(const char *text, pid_t minimum)
{
	long long pid;

	switch (number_parse(text, minimum, INT_MAX, &pid)) {
	case NUMBER_OK:
		return pid;
	case NUMBER_INVALID:
		usage_error("invalid process ID: %pq", text);
	default:
		usage_error("invalid process ID: %pq: must be from %d to %d", text, (int)minimum,
			    INT_MAX);
	}
}

static void check_color(const char *text)
{
	if (strcmp(text, "age") != 0)
		usage_error("unknown color type: %pq", text);
}

static void take_option(struct plan *plan, int key, const char *argument)
{
	plan->arguments |= key == 'a';
	plan->compact_not |= key == 'c' || key == 'p';
	plan->ages |= key == 'C';
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
		plan->style = key == 'A' ? ASCII : key == 'G' ? VT100 : UNICODE;
	else if (key == 'C')
		check_color(argument);
	else if (key == 'h')
		plan->mark_self = terminal_highlights(false);
	else if (key == 'l')
		plan->width = 0;
	else if (key == 'N')
		plan->namespace = parse_namespace(argument);
	else if (key == 'H') {
		plan->mark_self = false;
		plan->marked = parse_pid(argument, 1);
		if (!terminal_highlights(true))
			plan->marked = 0;
	}
}

static void take_operand(struct subject *subject, const char *text)
{
	subject->text = text;
	subject->by_user = *text < '0' || *text > '9';
	/* by name only: user_find also accepts a number with a sign */
	if (subject->by_user && !user_find(text, &subject->user)) {
		account_require_look(FAILURE, text);
		applet_fail("No such user name: %pn", text);
	}
	if (subject->by_user && strcmp(subject->user.name, text) != 0)
		applet_fail("No such user name: %pn", text);
	if (!subject->by_user)
		subject->pid = parse_pid(text, 0);
}

/* Where the tree begins: with --show-parents at the topmost ancestor. */
static const struct node *find_root(const struct tree *tree, struct node *node)
{
	while (tree->plan->parents && node->pid > INIT && node_parent(tree, node)->pid) {
		struct node *parent = node_parent(tree, node);

		parent->below = node->pid;
		node = parent;
	}
	return node;
}

/* Draws what is asked for; returns the exit status. */
static int show_trees(struct tree *tree, struct line *line, const struct subject *subject)
{
	const struct plan *plan = tree->plan;
	/* psmisc's --ns-sort ignores PID as well */
	struct node *node = tree_find(tree, plan->namespace == NO_NAMESPACE ? subject->pid : INIT);
	pid_t marked_pid = plan->mark_self ? tree->self : plan->marked;
	struct node *marked = marked_pid ? tree_find(tree, marked_pid) : NULL;

	if (!node && subject->text && tree->incomplete)
		return FAILURE; /* it may exist */
	if (!node && subject->text) {
		error("Process %s not found.", subject->text);
		return 0; /* psmisc's status as well */
	}
	tree_find_children(tree);
	if (!node)
		node = node_at(tree, 0);
	if (marked)
		tree_mark(tree, marked);
	if (plan->namespace != NO_NAMESPACE) {
		draw_namespace_trees(tree, line, node);
	} else if (subject->by_user) {
		if (!draw_user_trees(tree, line, node, subject->user.uid) && !tree->incomplete)
			applet_fail("No processes found.");
	} else {
		draw_tree(tree, line, find_root(tree, node));
	}
	return output_finish(&line->output) || tree->incomplete ? FAILURE : 0;
}

static int pstree_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	bool utf8 = utf8_locale();
	struct plan plan = {
		.namespace = NO_NAMESPACE,
		.style = utf8 && isatty(1) ? UNICODE : ASCII,
		.width = screen_width(),
		.now = uptime_ticks(),
	};
	struct tree tree = { .plan = &plan };
	struct line line = { .utf8 = utf8 };
	struct subject subject = { .pid = INIT };
	char buffer[4096];
	int key;

	while ((key = option_next(&parsed))) {
		if (key == 'V')
			return version_print(error_name);
		take_option(&plan, key, parsed.argument);
	}
	if (parsed.index + 1 < argc)
		usage_error("extra operand %pq", argv[parsed.index + 1]);
	if (parsed.index < argc)
		take_operand(&subject, argv[parsed.index]);
	line.style = plan.style;
	line.width = plan.width;
	output_start(&line.output, 1, buffer, sizeof(buffer));
	tree_read(&tree);
	if (plan.pids && tree.self != getpid())
		error("warning: /proc and these process IDs belong to another PID namespace");
	tree_find_parents(&tree);
	return show_trees(&tree, &line, &subject);
}

APPLET(pstree) = {
	.name = "pstree",
	.main = pstree_main,
	.synopsis = "[OPTION]... [PID | USER]",
	.summary = "Show processes as a tree, from the first process or PID, or those of USER.",
	.options = options,
	.failure = FAILURE,
	.flags = APPLET_PERMUTE | APPLET_LIKE_PSMISC,
};
