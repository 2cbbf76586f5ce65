/* terminals.c - replacing the standard descriptors that are terminals. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "applet/failure.h"
#include "file/descriptor.h"
#include "nohup_out.h"
#include "signal/mask.h"
#include "terminals.h"
#include "text/error.h"

static bool is_terminal(enum slot slot)
{
	return slot == SLOT_TERMINAL || slot == SLOT_HUNG_UP;
}

bool terminals_announce(const struct terminals *terminals, const char *message, const char *name)
{
	struct mask stopping = { 0 }, before;
	bool written;

	if (terminals->slots[2] == SLOT_HUNG_UP)
		return true;
	if (terminals->stops_writers) {
		mask_add(&stopping, SIGTTOU);
		mask_change(SIG_BLOCK, &stopping, &before);
	}
	written = error(message, name);
	if (terminals->stops_writers)
		mask_change(SIG_SETMASK, &before, NULL);
	return written;
}

static enum slot find_slot(struct terminals *terminals, int descriptor)
{
	bool *stops_writers = descriptor == 2 ? &terminals->stops_writers : NULL;
	enum slot slot = slot_look(descriptor, stops_writers);

	if (terminals->pipes && slot == SLOT_FILE && lseek(descriptor, 0, SEEK_CUR) < 0 &&
	    errno == ESPIPE)
		return SLOT_TERMINAL;
	return slot;
}

bool terminals_look(struct terminals *terminals)
{
	enum slot *slots = terminals->slots;

	for (int i = 0; i < 3; i++)
		slots[i] = find_slot(terminals, i);
	if (terminals->keeps_output)
		slots[1] = SLOT_FILE;
	return is_terminal(slots[0]) || is_terminal(slots[1]) || is_terminal(slots[2]);
}

/*
 * Frees 0 and 1 by one call if both are to be replaced: what is opened next gets these numbers by
 * itself. Closing can fail only on a kernel without close_range (before Linux 5.9).
 */
static void vacate_input_and_output(void)
{
	if (syscall(SYS_close_range, 0, 1, 0)) {
		close(0);
		close(1);
	}
}

void descriptor_place(int descriptor, int slot, const char *what)
{
	if (descriptor != slot && !redirect(descriptor, slot))
		applet_fail("failed to redirect %s: %m", what);
}

static void make_input_unreadable(int (*opener)(const char *, int, mode_t))
{
	int descriptor = opener("/dev/null", O_WRONLY, 0);

	if (descriptor < 0)
		applet_fail("failed to render standard input unusable: %m");
	descriptor_place(descriptor, 0, "standard input");
}

/* Does not return without a file for the output. */
static int open_output(int (*opener)(const char *, int, mode_t), struct nohup_out *file)
{
	int descriptor = nohup_out_open(opener, file);

	if (descriptor >= 0)
		return descriptor;
	nohup_out_complain(file);
	exit(failure_status());
}

static const char *redirection_message(bool ignoring_input, bool appending, bool following)
{
	if (appending)
		return ignoring_input ? "ignoring input and appending output to %pq" :
					"appending output to %pq";
	if (following)
		return ignoring_input ? "ignoring input and redirecting stderr to stdout" :
					"redirecting stderr to stdout";
	return ignoring_input ? "ignoring input" : NULL;
}

/* Points stderr to where stdout goes, or to output if stdout is closed. */
static void follow_output(const struct terminals *terminals, int output)
{
	/* Without a copy the job still runs; its output then has the message of a failed exec. */
	int saved = copy_above(2);

	if (saved >= 0)
		error_descriptor = saved;
	descriptor_place(terminals->slots[1] == SLOT_CLOSED ? output : 1, 2, "standard error");
}

void terminals_leave(const struct terminals *terminals)
{
	const enum slot *slots = terminals->slots;
	int (*opener)(const char *, int, mode_t) = open_above;
	bool input, appending, following;
	struct nohup_out file = { .name = NULL };
	const char *text;
	int output = -1;

	input = is_terminal(slots[0]);
	following = is_terminal(slots[2]);
	appending = is_terminal(slots[1]) || (slots[1] == SLOT_CLOSED && following);
	if (input && is_terminal(slots[1])) {
		vacate_input_and_output();
		opener = open_retry;
	}
	if (input)
		make_input_unreadable(opener);
	if (appending)
		output = open_output(opener, &file);
	if (is_terminal(slots[1]))
		descriptor_place(output, 1, "standard output");
	text = redirection_message(input, appending, following);
	if (text && !terminals_announce(terminals, text, file.name))
		exit(failure_status());
	if (following)
		follow_output(terminals, output);
}
