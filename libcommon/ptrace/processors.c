/* processors.c - the processor that this is compiled for. */
#include <stddef.h>

#include "ptrace/processor_table.h"
#include "ptrace/processors.h"

bool processor_is_unknown(void)
{
	return !processors[0].word && !generic_processor.machine;
}

const struct processor *processor_find(const unsigned long *registers)
{
	const struct processor *processor;

	for (processor = processors; processor->word; processor++) {
		unsigned long mode = registers[processor->mode] & processor->mode_mask;

		if (mode == processor->modes[0] || mode == processor->modes[1])
			return processor;
	}
	return NULL;
}
