/* hold - named, detachable, restarting jobs without a daemon
 * holdbox's own
 *
 * A job's monitor (monitor.c) is its parent and holds the other end of its terminal; what else is
 * called hold is a client of it. The job's directory (place.c), locked by the monitor, has the
 * socket between them (protocol.h) and the record (record.c).
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "applet/verbs.h"
#include "connection.h"
#include "follow.h"
#include "list.h"
#include "request.h"
#include "start.h"
#include "text/error.h"
#include "text/near.h"
#include "text/variable.h"
#include "view.h"

enum { KEY_DIR = OPTION_LONG, KEY_PATIENCE };

static const struct applet_option options[] = {
	OPT(KEY_DIR, "dir", "DIR",
	    "the directory of jobs, in place of $HOLD_DIR, /run/hold\n"
	    "(root) or /tmp/hold-UID"),
	{ .key = 0 },
};

static const struct view_options plain_view = { .history = -1, .patience = -1 };

static struct place place;

struct place *the_place(bool create)
{
	if (place.directory <= 0)
		jobs_open(&place, create);
	return &place;
}

/* ---- run, attach ---- */

static int run_main(int argc, char **argv)
{
	(void)argc;
	return start_run(&place, argv, &plain_view);
}

VERB(hold_run, run_main) = {
	.name = "hold run",
	.main = run_main,
	.synopsis = "[OPTION]... COMMAND [ARG]...",
	.summary = "Start a job and attach to it.",
	.options = job_options,
	.failure = FAILURE,
};

static const struct applet_option attach_options[] = {
	OPT('r', "read-only", NULL, "type nothing, and leave the size alone"),
	OPT('d', "detach-others", NULL, "detach the other clients"),
	OPT('e', "key", "KEYS", "the detach key: one or two, or none ($HOLD_DETACH, ^\\)"),
	OPT('n', "history", "SIZE", "bytes of history to show (all; 0: none)"),
	OPT(KEY_PATIENCE, "patience", "T",
	    "hold the job back up to this long if we read slowly\n"
	    "(1s on a terminal, else 10s)"),
	{ .key = 0 },
};

static int attach_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	struct view_options view = plain_view;
	int key;

	while ((key = option_next(&parsed))) {
		const char *text = parsed.argument;

		view.read_only |= key == 'r';
		view.others |= key == 'd';
		if (key == 'e')
			view.key = text;
		else if (key == 'n')
			view.history = option_size(key, text);
		else if (key == KEY_PATIENCE)
			view.patience = option_milliseconds(key, text);
	}
	if (argc - parsed.index != 1)
		usage_error(argc == parsed.index ? "missing operand" : "extra operand");
	return start_attach(the_place(false), argv[parsed.index], &view);
}

VERB(hold_attach, attach_main) = {
	.name = "hold attach",
	.main = attach_main,
	.synopsis = "[-r] [-d] [-e KEYS] [-n SIZE] [--patience=T] NAME",
	.summary = "Attach to a job; the detach key leaves it.",
	.options = attach_options,
	.failure = FAILURE,
};

const struct applet *const hold_verbs[] = {
	&hold_run,     &hold_attach,
	&hold_ls,      &hold_send,
	&hold_wait,    &hold_stop,
	&hold_restart, &hold_signal,
	&hold_rm,      CONFIG_FEATURE_HOLD_LOG ? &hold_log : NULL,
	NULL,
};

/* ---- hold NAME ---- */

/* Starts what the operands, or else the record or $SHELL, say. */
static int start(const char *name, char **command, bool recorded)
{
	const char *shell = variable_value("SHELL");
	struct text text = { .length = 0 };
	size_t count = 0;
	char **argv;
	int status;

	if (!*command && recorded && (status = start_again(&place, name, &plain_view)) >= 0)
		return status;
	while (command[count])
		count++;
	argv = text_add(&text, (count + 6) * sizeof(*argv));
	argv[0] = argv[1] = (char *)"-n";
	argv[2] = (char *)name;
	argv[3] = (char *)"--";
	memcpy(argv + 4, command, (count + 1) * sizeof(*argv));
	if (!count) {
		argv[4] = (char *)(shell && *shell ? shell : "/bin/sh");
		argv[5] = NULL;
	}
	return start_run(&place, argv, &plain_view);
}

/* Refuses what was probably meant as something else. */
static void check_name(const char *name, char **command)
{
	const char *near = verb_near(hold_verbs, name);
	char hint[NEAR_HINT_SIZE];
	int job = near ? place_job(&place, name) : 0;

	if (job < 0)
		usage_error("unknown verb %pq%s", name, near_hint(hint, "hold ", near));
	name_check(name);
	if (*command && **command == '-')
		usage_error("the command %pq begins with a dash", *command);
}

/* Attaches to the job of that name, once it runs. */
static int enter(const char *name, char **command)
{
	struct connection *connection = the_connection();
	struct state state;
	enum reach reach;
	bool ended;
	char *restart[] = { (char *)"restart", (char *)name, NULL };

	the_place(false);
	check_name(name, command);
	reach = connection_open(connection, &place, name, false);
	if (reach == REACH_NONE || reach == REACH_DEAD)
		return start(name, command, reach == REACH_DEAD);
	ended = reach == REACHED && connection_state(connection, &state) && state_is_over(&state);
	connection_close(connection);
	if (ended && *command)
		applet_fail("%pq has ended, but %lld processes are left", name, state.left);
	if (ended)
		verb_run(&hold_restart, 2, restart);
	else if (*command)
		error("%pq is already running; %pq was not started", name, *command);
	return start_attach(&place, name, &plain_view);
}

/* Nothing that we open may be one of the standard descriptors. */
static void fill_slots(void)
{
	int descriptor;

	do
		descriptor = open("/", O_PATH | O_CLOEXEC);
	while (descriptor >= 0 && descriptor < 3);
	close(descriptor);
}

static int hold_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	const struct applet *verb;
	char *none[] = { NULL };

	fill_slots();
	place.arguments = argv;
	while (option_next(&parsed))
		place.option = parsed.argument;
	argv += parsed.index;
	argc -= parsed.index;
	if (parsed.index > 1 && !strcmp(argv[-1], "--"))
		return start_run(&place, argv - 2, &plain_view);
	if (!argc)
		return list_jobs(none, false);
	verb = verb_find(hold_verbs, *argv);
	return verb ? verb_run(verb, argc, argv) : enter(*argv, argv + 1);
}

APPLET(hold) = {
	.name = "hold",
	.main = hold_main,
	.synopsis = "[--dir=DIR]\n[--dir=DIR] NAME [COMMAND...]\n[--dir=DIR] -- COMMAND...",
	.summary = "Keep named jobs that outlive their terminals; attach to one, which is started\n"
		   "first if it is not running, or list all.",
	.options = options,
	.failure = FAILURE,
	.flags = APPLET_SHORT_NAME,
	.verbs = hold_verbs,
};
