/* list.c - hold ls. */
#include <string.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/options.h"
#include "connection.h"
#include "list.h"
#include "target/target.h"
#include "text/clock.h"
#include "text/error.h"
#include "text/format.h"
#include "text/quote.h"
#include "text/sort.h"

enum { KEY_JSON = OPTION_LONG, ENDED_STATUS = 3, MISSING_STATUS = 4 };

static const struct applet_option options[] = {
	OPT(KEY_JSON, "json", NULL, "print a JSON array with an object for each job"),
	{ .key = 0 },
};

struct list {
	struct output output;
	bool json;
	int count, status;
};

/* How the job is, by its monitor, or else by its record. */
static void find_state(struct connection *connection, struct state *state)
{
	struct target target;

	if (connection->socket >= 0 && connection_state(connection, state))
		return;
	state_clear(state);
	if (connection->place->foreign)
		return;
	state_read(state, connection->directory);
	state->clients = UNKNOWN;
	if (state_is_over(state) || place_alive(connection->directory))
		return;
	state->state = LOST;
	if (state_process(state, &target))
		target_drop(&target);
	else
		state->pid = state->inode = UNKNOWN;
}

static void output_column(struct output *output, const char *text, size_t width)
{
	output_printable(output, text, true);
	for (size_t used = strlen(text); used < width; used++)
		output_char(output, ' ');
	output_char(output, ' ');
}

/* A number, or "-" if it is unknown. */
static void output_number_column(struct output *output, long long number, const char *unit,
				 size_t width)
{
	char text[24];

	format_text(text, sizeof(text), "%lld%s", number, unit);
	output_column(output, number < 0 ? "-" : text, width);
}

/* How long it has been running, or it was when it ended; in the largest unit that it fills. */
static void output_age(struct output *output, const struct state *state)
{
	static const int sizes[] = { 86400, 3600, 60, 1 };
	static const char units[][2] = { "d", "h", "m", "s" };
	long long age = UNKNOWN;
	int unit = 0;

	if (state_is_over(state))
		age = state->ended < 0 ? UNKNOWN : (now_realtime() - state->ended) / 1000000000;
	else if (state->begun >= 0 && state->state != LOST)
		age = (milliseconds_now() - state->begun) / 1000;
	while (unit < 3 && age < sizes[unit])
		unit++;
	output_number_column(output, age < 0 ? age : age / sizes[unit], units[unit], 5);
}

static void output_row(struct output *output, const struct row *row)
{
	const struct state *state = row->state;

	output_column(output, row->name, 15);
	output_column(output, state_name(state->state), 8);
	output_number_column(output, state->pid, "", 7);
	output_age(output, state);
	output_number_column(output, state->restarts < 0 ? UNKNOWN : state->restarts + 1, "", 6);
	output_number_column(output, state->clients, "", 8);
	for (char **word = row->command; word && *word; word++) {
		output_printable(output, *word, true);
		if (word[1])
			output_char(output, ' ');
	}
	if (state->state >= FAILED && *state->note) {
		output_text(output, " (");
		output_printable(output, state->note, true);
		output_char(output, ')');
	}
	output_char(output, '\n');
}

/* named: by the user; one that was found may have been removed by now */
static void list_job(struct list *list, const char *name, bool named)
{
	struct connection *connection = the_connection();
	struct state state;
	struct words words;
	struct row row = { .name = name, .place = the_place(false)->path, .state = &state };

	if (connection_open(connection, the_place(false), name, named) == REACH_NONE) {
		list->status = MISSING_STATUS;
		return;
	}
	find_state(connection, &state);
	if (words_read(&words, connection->directory, "argv")) {
		row.directory = words.directory;
		row.log = words.log;
		row.command = words.command;
	}
	if (state.state >= ENDED && !list->status)
		list->status = ENDED_STATUS;
	if (list->json) {
		output_text(&list->output, list->count++ ? ",\n" : "[\n");
		output_json(&list->output, &row);
	} else {
		if (!list->count++)
			output_text(
				&list->output,
				"NAME            STATE    PID     AGE   STARTS ATTACHED COMMAND\n");
		output_row(&list->output, &row);
	}
	text_free(&words.text);
	connection_close(connection);
}

static int compare_names(const void *one, const void *other, void *data)
{
	(void)data;
	return strcmp(one, other);
}

static void list_all(struct list *list)
{
	const struct place *place = the_place(false);
	struct text names = { .length = 0 };
	struct entries entries;
	const char *name;
	size_t count;

	entries_start(&entries, place->directory);
	while (place->directory >= 0 && (name = place_next(&entries, false)))
		format_text(text_add(&names, NAME_LIMIT + 1), NAME_LIMIT + 1, "%s", name);
	count = names.length / (NAME_LIMIT + 1);
	sort(names.bytes, count, NAME_LIMIT + 1, compare_names, NULL);
	for (size_t i = 0; i < count; i++)
		list_job(list, names.bytes + i * (NAME_LIMIT + 1), false);
	list->status = 0;
}

int list_jobs(char **names, bool json)
{
	struct list list = { .json = json };
	char buffer[1024];
	int status;

	output_start(&list.output, 1, buffer, sizeof(buffer));
	if (!*names)
		list_all(&list);
	while (*names)
		list_job(&list, *names++, true);
	if (json)
		output_text(&list.output, list.count ? "\n]\n" : "[]\n");
	status = output_finish(&list.output);
	return status ? status : list.status;
}

static int ls_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	bool json = false;

	(void)argc;
	while (option_next(&parsed))
		json = true;
	return list_jobs(argv + parsed.index, json);
}

VERB(hold_ls, ls_main) = {
	.name = "hold ls",
	.main = ls_main,
	.synopsis = "[--json] [NAME...]",
	.summary = "List jobs; exit status 0: all run, 3: one has ended, 4: no such job.",
	.options = options,
	.failure = FAILURE,
};
