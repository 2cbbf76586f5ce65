/* listing.c - reads the processes, and prints a row for each that is selected. */
#include <fcntl.h>
#include <regex.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/usage.h"
#include "columns.h"
#include "listing.h"
#include "proc/procfs.h"
#include "proc/program.h"
#include "text/utf8.h"

/*
 * Each process is read, selected, made into a row of cells and printed before the next one is read.
 * Rows that are sorted or shown as a tree are kept, and printed at the end.
 */
struct listing {
	struct plan *plan;
	int proc;
	regex_t regex;
	struct view view;
	struct columns columns;
	struct rows rows;
	struct output output;
	long long lines; /* until the next headings */
	bool printed;
};

static void print_row(void *data, const char *cells, const char *tree)
{
	struct listing *listing = data;
	bool pages = listing->plan->heading == HEADING_PAGES;

	if (listing->lines-- == 0) {
		columns_headings(&listing->columns, &listing->output);
		listing->lines = pages ? listing->plan->screen.height - 2 : INT64_MAX;
	}
	columns_row(&listing->columns, &listing->output, cells, tree);
	listing->printed = true;
}

static void add_cell(struct listing *listing, const struct field *field, size_t room)
{
	struct view *view = &listing->view;
	bool both = listing->plan->sets[THREADS] & (UNIX_M | BSD_M);

	view->value = 0;
	view->room = room;
	/* a process above its threads leaves their fields to them, and they the process's to it */
	if (both && field->flags & (view->is_thread ? FIELD_PROCESS : FIELD_THREAD))
		view_put(view, "-");
	else
		field->show(view, field);
	*(char *)text_add(&view->cells, 1) = '\0';
}

static void add_cells(struct listing *listing)
{
	const struct columns *columns = &listing->columns;

	for (size_t i = 0; i < columns->count; i++) {
		const struct column *column = &columns->list[i];
		bool open_ended = i + 1 == columns->count && !(column->flags & COLUMN_MASK);

		if (!(column->flags & COLUMN_LITERAL))
			add_cell(listing, column->data,
				 open_ended ? SIZE_MAX - 1 : column->width);
	}
}

/*
 * Shows the process or thread in view, in a row of its own or (not first) in another line of the
 * last one. Returns false if it has ended.
 */
static bool show_row(struct listing *listing, bool first)
{
	struct view *view = &listing->view;
	struct row row = { .id = view->pid };

	view->gone = false;
	view->cells.length = 0;
	if (first)
		field_keys_show(&listing->plan->keys, view);
	add_cells(listing);
	if (listing->rows.tree) {
		row.parent = view_stat(view, STAT_PPID);
		row.start = view_stat(view, STAT_START);
	}
	if (view->gone)
		return false;
	if (!listing->rows.keys && !listing->rows.tree)
		print_row(listing, view->cells.bytes, "");
	else if (first)
		row_keep(&listing->rows, &row, &view->cells);
	else
		row_continue(&listing->rows, &view->cells);
	return true;
}

/* Shows the threads of the process in view: in rows of their own, or below that of the process. */
static void show_threads(struct listing *listing, struct scan *scan)
{
	struct view *view = &listing->view;
	const struct plan *plan = listing->plan;
	bool below = plan->sets[THREADS] & (UNIX_M | BSD_M);
	int tasks;
	pid_t thread;

	if (!process_enter(&view->process))
		return;
	tasks = openat(view->process.directory, "task", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (tasks < 0)
		return;
	if (!below || show_row(listing, true)) {
		view->is_thread = true;
		scan_start(scan, tasks);
		while ((thread = scan_next(scan))) {
			process_start(&view->process, tasks, thread);
			if (plan->fields.needs & FIELD_OTHER && !process_enter(&view->process))
				continue;
			show_row(listing, !below);
		}
		view->is_thread = false;
	}
	process_leave(&view->process);
	close(tasks);
}

/* Whether the command line matches --grep; never that of ps itself or of its parent. */
static bool matches_pattern(struct listing *listing)
{
	const struct selection *selection = &listing->plan->selection;
	pid_t pid = listing->view.pid;
	const char *line;

	if (pid == selection->self || pid == selection->parent)
		return false;
	line = program_line(&listing->view.process);
	return line && regexec(&listing->regex, line, 0, NULL, 0) == 0;
}

/* Shows one process if it is selected. */
static void show_process(struct listing *listing, pid_t pid, bool enter, struct scan *threads)
{
	struct view *view = &listing->view;
	const struct plan *plan = listing->plan;

	process_start(&view->process, listing->proc, pid);
	view->pid = pid;
	view->gone = false;
	if (enter && !process_enter(&view->process))
		return;
	if (!selection_includes(&plan->selection, view))
		return;
	if (CONFIG_FEATURE_PS_GREP && plan->pattern && !plan->selection.quick &&
	    !matches_pattern(listing))
		return;
	if (plan->sets[THREADS])
		show_threads(listing, threads);
	else
		show_row(listing, true);
}

/* Shows the listed processes without a scan of /proc. The IDs of other threads match nothing. */
static void show_listed(struct listing *listing, const struct selector *selector, size_t count,
			struct scan *threads)
{
	struct view *view = &listing->view;

	for (; count; count--, selector++) {
		process_start(&view->process, listing->proc, selector->number);
		if (process_enter(&view->process) &&
		    view_status(view, "Tgid", 0) == selector->number)
			show_process(listing, selector->number, true, threads);
	}
}

static int count_files(unsigned needs)
{
	if (needs & FIELD_STAT)
		needs &= ~FIELD_NAME;
	return !!(needs & FIELD_STAT) + !!(needs & FIELD_STATUS) + !!(needs & FIELD_COMMAND) +
	       !!(needs & FIELD_NAME) + 2 * !!(needs & FIELD_OTHER);
}

static void show_processes(struct listing *listing)
{
	struct plan *plan = listing->plan;
	unsigned needs = plan->fields.needs | selection_needs(&plan->selection) |
			 (plan->tree ? FIELD_STAT : 0) | (plan->pattern ? FIELD_COMMAND : 0);
	bool enter = count_files(needs) > 1 || plan->sets[THREADS];
	struct scan scan, threads;
	size_t count;
	const struct selector *list = selection_pids(&plan->selection, &count);
	pid_t pid;

	if (list) {
		show_listed(listing, list, count, &threads);
		return;
	}
	scan_start(&scan, listing->proc);
	while ((pid = scan_next(&scan)))
		show_process(listing, pid, enter, &threads);
	process_leave(&listing->view.process);
}

static void prepare_view(struct listing *listing)
{
	struct plan *plan = listing->plan;
	struct view *view = &listing->view;
	unsigned switches = plan->sets[SWITCHES];

	view_start(view);
	view->utf8 = utf8_locale();
	view->name_only = switches & NAME_ONLY;
	view->environment = switches & ENVIRONMENT;
	view->children = switches & CHILDREN;
	view->numbers = switches & NUMBERS;
	view->process.keeps = true;
	plan->selection.by = plan->sets[SELECTION];
	plan->selection.bsd_default = plan->bsd;
	selection_start(&plan->selection, view, listing->proc);
}

static void prepare_columns(struct listing *listing)
{
	struct plan *plan = listing->plan;
	struct columns *columns = &listing->columns;
	struct rows *rows = &listing->rows;
	bool titled = false;

	columns->list = (struct column *)(void *)plan->fields.columns.bytes;
	columns->count = plan->fields.columns.length / sizeof(struct column);
	rows->keys = field_keys_count(&plan->keys);
	rows->reverse = plan->keys.reverse;
	rows->tree = plan->tree;
	plan->fields.needs |= plan->keys.needs;
	columns->utf8 = listing->view.utf8;
	columns->branch = plan->tree;
	for (size_t i = 0; i < columns->count; i++) {
		struct column *column = &columns->list[i];

		rows->cells += !(column->flags & COLUMN_LITERAL);
		titled |= *column->heading != '\0';
		/* known only now, because BSD's n may be the last of the options */
		if (listing->view.numbers && column->flags & FIELD_USER)
			column->flags |= COLUMN_RIGHT;
	}
	screen_fit(&plan->screen, plan->heading == HEADING_PAGES);
	columns->screen = plan->screen.width;
	columns_fit(columns);
	listing->lines = titled && plan->heading != HEADING_NEVER ? 0 : INT64_MAX;
}

static void compile_pattern(struct listing *listing)
{
	const char *pattern = listing->plan->pattern;
	char message[128];
	int wrong = regcomp(&listing->regex, pattern, REG_EXTENDED | REG_NOSUB);

	if (!wrong)
		return;
	regerror(wrong, &listing->regex, message, sizeof(message));
	usage_error("%pq: %s", pattern, message);
}

int listing_print(struct plan *plan)
{
	char buffer[32768];
	struct listing listing = { .plan = plan };

	if (CONFIG_FEATURE_PS_GREP && plan->pattern)
		compile_pattern(&listing);
	listing.proc = procfs_open(failure_status());
	prepare_view(&listing);
	prepare_columns(&listing);
	output_start(&listing.output, 1, buffer, sizeof(buffer));
	show_processes(&listing);
	rows_print(&listing.rows, print_row, &listing);
	if (listing.lines == 0 && !listing.printed)
		columns_headings(&listing.columns, &listing.output);
	return output_finish(&listing.output) || !listing.printed;
}
