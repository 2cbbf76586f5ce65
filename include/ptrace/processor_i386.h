/* processor_i386.h - i386. For processor_table.h.
 *
 * The registers are those of struct user_regs_struct: ebx ecx edx esi edi ebp eax ds es fs gs
 * orig_eax eip cs eflags esp ss. The selector in cs differs if the kernel is for x86-64; programs
 * for x86-64 cannot be changed from here.
 */
#ifndef PTRACE_PROCESSOR_I386_H
#define PTRACE_PROCESSOR_I386_H

#include "ptrace/processor.h"

const struct processor_access processor_access = { .registers = 17, .access = ACCESS_WHOLE };
const struct generic_processor generic_processor = { .machine = 0 };

const struct processor processors[] = {
	{
		.word = 4,
		.length = 2,
		.instruction = { 0xcd, 0x80 }, /* int $0x80 */
		.number = 6,
		.result = 6,
		.arguments = { 0, 1, 2, 3, 4, 5 },
		.counter = 12,
		.original = 11,
		.mode = 13,
		.mode_mask = 0xff,
		.modes = { 0x73, 0x23 },
		.large_file = 0100000,
		.calls = { 192, 91, 174, 360, 372, 330, 295, 6 },
		.endless = { { 256, 3, -1 },
			     { 319, 3, -1 },
			     { 441, 3, 0 },
			     { 177, 2, 0 },
			     { 421, 2, 0 },
			     { 420, 3, 0 } },
	},
	{ .word = 0 },
};

#endif
