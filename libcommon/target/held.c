/* held.c - the processes that matched, held one by one, and their names. */
#include <string.h>

#include "file/descriptor.h"
#include "target/held.h"
#include "text/format.h"
#include "text/quote.h"

enum { NAME_SIZE = 64 };

void held_with_names(struct held *held)
{
	held->named = true;
	held->terminal = slot_look(1, NULL) == SLOT_TERMINAL;
}

struct target *held_add(struct held *held, struct process *process)
{
	const char *name = held->named ? process_name(process) : NULL;
	struct target target, *added;
	char *copy;

	if (!target_hold(&target, process))
		return NULL;
	added = text_add(&held->targets, sizeof(target));
	*added = target;
	if (held->named) {
		copy = text_add(&held->names, NAME_SIZE);
		format_text(copy, NAME_SIZE, "%s", name ? name : "");
	}
	return added;
}

struct target *held_targets(const struct held *held, size_t *count)
{
	*count = held->targets.length / sizeof(struct target);
	return (struct target *)(void *)held->targets.bytes;
}

void held_print_name(const struct held *held, size_t index, struct output *output)
{
	output_printable(output, held->names.bytes + index * NAME_SIZE, held->terminal);
}
