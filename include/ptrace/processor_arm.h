/* processor_arm.h - arm with the EABI, in ARM and in Thumb mode. For processor_table.h.
 *
 * The registers are those of struct pt_regs: r0 to r15, cpsr and the original r0. Bit 5 of cpsr is
 * set in Thumb mode; bits 10 to 15, 25 and 26 (IT) make the next instructions conditional.
 */
#ifndef PTRACE_PROCESSOR_ARM_H
#define PTRACE_PROCESSOR_ARM_H

#include "ptrace/processor.h"

const struct processor_access processor_access = {
	.registers = 18,
	.access = ACCESS_SET,
	.cancel = CANCEL_REQUEST,
};
const struct generic_processor generic_processor = { .machine = 0 };

const struct processor processors[] = {
	{
		.word = 4,
		.length = 4,
		.instruction = { 0x00, 0x00, 0x00, 0xef }, /* svc 0 */
		.number = 7,
		.arguments = { 0, 1, 2, 3, 4, 5 },
		.counter = 15,
		.mode = 16,
		.mode_mask = 0x20,
		.flow = 0x0600fc00,
		.large_file = 0400000,
		.calls = { 192, 91, 174, 288, 297, 358, 322, 6 },
		.endless = { { 252, 3, -1 },
			     { 346, 3, -1 },
			     { 441, 3, 0 },
			     { 177, 2, 0 },
			     { 421, 2, 0 },
			     { 298, -1, 0 },
			     { 312, 3, 0 } },
	},
	{
		.word = 4,
		.length = 2,
		.instruction = { 0x00, 0xdf }, /* svc 0 */
		.number = 7,
		.arguments = { 0, 1, 2, 3, 4, 5 },
		.counter = 15,
		.mode = 16,
		.mode_mask = 0x20,
		.modes = { 0x20, 0x20 },
		.flow = 0x0600fc00,
		.large_file = 0400000,
		.calls = { 192, 91, 174, 288, 297, 358, 322, 6 },
		.endless = { { 252, 3, -1 },
			     { 346, 3, -1 },
			     { 441, 3, 0 },
			     { 177, 2, 0 },
			     { 421, 2, 0 },
			     { 298, -1, 0 },
			     { 312, 3, 0 } },
	},
	{ .word = 0 },
};

#endif
