/* processor_riscv64.h - 64-bit RISC-V. For processor_table.h.
 *
 * The registers are those of struct user_regs_struct: pc, ra, sp, gp, tp, t0 to t2, s0, s1, a0 to
 * a7, and others. a0, the first argument, is also the result. A system call destroys the contents
 * of the vector registers: NT_RISCV_VECTOR.
 */
#ifndef PTRACE_PROCESSOR_RISCV64_H
#define PTRACE_PROCESSOR_RISCV64_H

#include "ptrace/processor.h"

const struct processor_access processor_access = {
	.registers = 32,
	.access = ACCESS_SET,
	.cancel = CANCEL_REGISTER,
	.vectors = { 0x901 },
	.size = SIZE_LENGTH,
};
const struct generic_processor generic_processor = { .machine = 0 };

const struct processor processors[] = {
	{
		.word = 8,
		.length = 4,
		.instruction = { 0x73, 0x00, 0x00, 0x00 }, /* ecall */
		.number = 17,
		.result = 10,
		.arguments = { 10, 11, 12, 13, 14, 15 },
		.counter = 0,
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
