/* processor_aarch64.h - aarch64. For processor_table.h.
 *
 * The registers are those of struct user_pt_regs: x0 to x30, sp, pc, pstate. Bit 4 of pstate is set
 * in a program for the 32-bit arm, which we cannot change; bits 10 and 11 (BTYPE) restrict where an
 * indirect jump may land. x0, the first argument, is also the result. A system call keeps only the
 * first 128 bits of each SVE register and ends the streaming mode of SME: NT_ARM_SVE and
 * NT_ARM_SSVE.
 */
#ifndef PTRACE_PROCESSOR_AARCH64_H
#define PTRACE_PROCESSOR_AARCH64_H

#include "ptrace/processor.h"

const struct processor_access processor_access = {
	.registers = 34,
	.access = ACCESS_SET,
	.cancel = CANCEL_SET,
	.vectors = { 0x405, 0x40b },
	.size = SIZE_FIRST,
};
const struct generic_processor generic_processor = { .machine = 0 };

const struct processor processors[] = {
	{
		.word = 8,
		.length = 4,
		.instruction = { 0x01, 0x00, 0x00, 0xd4 }, /* svc #0 */
		.number = 8,
		.arguments = { 0, 1, 2, 3, 4, 5 },
		.counter = 32,
		.mode = 33,
		.mode_mask = 0x10,
		.flow = 0xc00,
		.calls = { 222, 215, 134, 199, 212, 24, 56, 57 },
		.endless = { { 22, 3, -1 },
			     { 441, 3, 0 },
			     { 137, 2, 0 },
			     { 193, -1, 0 },
			     { 192, 3, 0 } },
	},
	{ .word = 0 },
};

#endif
