/* processors.h - the processor that this is compiled for.
 *
 * Stands alone: part of the ptrace engine, which testsuite/launch/nohup-pid*.t test as a whole.
 */
#ifndef PTRACE_PROCESSORS_H
#define PTRACE_PROCESSORS_H

#include <stdbool.h>

#include "ptrace/processor.h"

/* Its modes, up to one whose word is 0. Empty if the processor is not described. */
extern const struct processor processors[];
extern const struct processor_access processor_access;
extern const struct generic_processor generic_processor;

/* Whether nothing at all is known of the processor. */
bool processor_is_unknown(void);

/* The mode of a thread with these registers, or NULL. */
const struct processor *processor_find(const unsigned long *registers);

#endif
