/* listing.c - reads the processes, and prints a row for each that is selected. */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/usage.h"
#include "columns.h"
#include "listing.h"
#include "pattern/pattern.h"
#include "proc/procfs.h"
#include "proc/program.h"
#include "text/error.h"
#include "text/utf8.h"

/*
 * Each process is read, selected, made into a row of cells and printed before the next one is read.
 * Rows that are sorted or shown as a tree are kept, and printed at the end.
 */
struct listing {
	struct plan *plan;
	int proc;
	struct pattern pattern;
	struct view view;
	struct columns columns;
	struct rows rows;
	struct output output;
	long long lines; /* until the next headings */
	bool printed;

	/* the first failure to read what may exist, or 0; and the process, or 0 for /proc itself */
	int fault;
	pid_t failed;
};

/* Keeps the failure to read the current process, to be reported at the end. */
static void note_fault(struct listing *listing)
{
	if (listing->fault)
		return;
	listing->fault = listing->view.process.fault;
	listing->failed = listing->view.pid;
}

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
		view_format(view, "-");
	else
		field->show(view, field);
	*(char *)text_add(&view->cells, 1) = '\0';
}

static void add_cells(struct listing *listing)
{
	const struct columns *columns = &listing->columns;
	const struct field *fields = (const void *)listing->plan->fields.fields.bytes;

	for (size_t i = 0; i < columns->count; i++) {
		const struct column *column = &columns->list[i];
		bool open_ended = columns->delimiter ||
				  (i + 1 == columns->count && !(column->flags & COLUMN_MASK));

		if (!(column->flags & COLUMN_LITERAL))
			add_cell(listing, &fields[column->number],
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
	int tasks = view_directory(view, "task");
	pid_t thread;

	if (tasks < 0)
		return;
	if (!below || show_row(listing, true)) {
		view->is_thread = true;
		scan_start(scan, tasks);
		while ((thread = scan_next(scan))) {
			process_start(&view->process, tasks, thread);
			if (!(plan->fields.needs & FIELD_OTHER) || process_enter(&view->process))
				show_row(listing, !below);
			note_fault(listing);
		}
		view_scan_ended(view);
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
	return line && pattern_matches(&listing->pattern, line);
}

static bool is_selected(struct listing *listing)
{
	const struct plan *plan = listing->plan;

	return selection_includes(&plan->selection, &listing->view) &&
	       (!CONFIG_FEATURE_PS_GREP || !plan->pattern || plan->selection.quick ||
		matches_pattern(listing));
}

/* Shows one process if it is selected. */
static void show_process(struct listing *listing, pid_t pid, bool enter, struct scan *threads)
{
	struct view *view = &listing->view;
	const struct plan *plan = listing->plan;

	process_start(&view->process, listing->proc, pid);
	view->pid = pid;
	view->gone = false;
	if ((!enter || process_enter(&view->process)) && is_selected(listing)) {
		if (plan->sets[THREADS])
			show_threads(listing, threads);
		else
			show_row(listing, true);
	}
	note_fault(listing);
}

/* Shows the listed processes without a scan of /proc. The IDs of other threads match nothing. */
static void show_listed(struct listing *listing, const struct selector *selector, size_t count,
			struct scan *threads)
{
	struct view *view = &listing->view;

	for (; count; count--, selector++) {
		view->pid = selector->number;
		process_start(&view->process, listing->proc, view->pid);
		if (process_enter(&view->process) && view_status(view, "Tgid", 0) == view->pid)
			show_process(listing, view->pid, true, threads);
		note_fault(listing);
	}
}

static int count_files(unsigned needs)
{
	if (needs & FIELD_STAT)
		needs &= ~FIELD_NAME;
	return !!(needs & FIELD_STAT) + !!(needs & FIELD_STATUS) + !!(needs & FIELD_COMMAND) +
	       !!(needs & FIELD_NAME) + !!(needs & FIELD_OWNED) + 2 * !!(needs & FIELD_OTHER);
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

	listing->view.reads_stat = needs & FIELD_STAT;
	listing->view.reads_status = needs & FIELD_STATUS;
	if (list) {
		show_listed(listing, list, count, &threads);
		return;
	}
	scan_start(&scan, listing->proc);
	while ((pid = scan_next(&scan)))
		show_process(listing, pid, enter, &threads);
	if (errno && !listing->fault) {
		listing->fault = errno;
		listing->failed = 0;
	}
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
	view->signals = switches & SIGNALS;
	view->date_format = plan->date_format;
	view->process.keeps = true;
	plan->selection.by = plan->sets[SELECTION];
	plan->selection.bsd_default = plan->bsd;
	selection_start(&plan->selection, view, listing->proc);
	note_fault(listing);
}

/* Adapts a column to options that may come after the format. */
static void adapt_column(struct column *column, const struct view *view)
{
	enum { SIGNALS_WIDTH = 27 };

	if (view->numbers && column->flags & FIELD_USER)
		column->flags |= COLUMN_RIGHT;
	if (!view->signals || !(column->flags & COLUMN_MASK))
		return;
	column->flags &= ~(COLUMN_RIGHT | COLUMN_MASK);
	if (column->width == MASK_NARROW)
		column->width = SIGNALS_WIDTH;
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
		adapt_column(column, &listing->view);
	}
	screen_fit(&plan->screen, plan->heading == HEADING_PAGES);
	columns->screen = plan->screen.width;
	columns->delimiter = plan->delimiter;
	columns_fit(columns);
	listing->lines = titled && plan->heading != HEADING_NEVER ? 0 : INT64_MAX;
}

static void compile_pattern(struct listing *listing)
{
	const char *pattern = listing->plan->pattern;
	const char *fault = pattern_compile(&listing->pattern, pattern, false);

	if (fault)
		usage_error("%pq: %s", pattern, fault);
}

/* Reports the first failure. Returns whether there was one. */
static bool report_fault(const struct listing *listing)
{
	errno = listing->fault;
	if (listing->failed && listing->fault)
		error("cannot read process %d: %m", (int)listing->failed);
	else if (listing->fault)
		error("cannot read /proc: %m");
	return listing->fault;
}

int listing_print(struct plan *plan)
{
	enum { BUFFER = 32768 }; /* more than a small stack has room for */
	struct text buffer = { .length = 0 };
	struct listing listing = { .plan = plan };
	int status;

	if (CONFIG_FEATURE_PS_GREP && plan->pattern)
		compile_pattern(&listing);
	listing.proc = procfs_open(failure_status());
	prepare_view(&listing);
	prepare_columns(&listing);
	output_start(&listing.output, 1, text_add(&buffer, BUFFER), BUFFER);
	show_processes(&listing);
	rows_print(&listing.rows, print_row, &listing);
	if (listing.lines == 0 && !listing.printed)
		columns_headings(&listing.columns, &listing.output);
	status = output_finish(&listing.output);
	return report_fault(&listing) || status || !listing.printed;
}
