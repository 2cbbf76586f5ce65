/* processor_x86_64.h - x86-64, and programs for i386 on it. For processor_table.h.
 *
 * The registers are those of struct user_regs_struct, for both: r15 r14 r13 r12 rbp rbx r11 r10 r9
 * r8 rax rcx rdx rsi rdi orig_rax rip cs eflags rsp ss fs_base gs_base ds es fs gs. The selector in
 * cs shows which of the two a program is for.
 */
#ifndef PTRACE_PROCESSOR_X86_64_H
#define PTRACE_PROCESSOR_X86_64_H

#include "ptrace/processor.h"

const struct processor_access processor_access = { .registers = 27, .access = ACCESS_WHOLE };
const struct generic_processor generic_processor = { .machine = 0 };

const struct processor processors[] = {
	{
		.word = 8,
		.length = 2,
		.instruction = { 0x0f, 0x05 }, /* syscall */
		.number = 10,
		.result = 10,
		.arguments = { 14, 13, 12, 7, 9, 8 },
		.counter = 16,
		.original = 15,
		.mode = 17,
		.mode_mask = 0xff,
		.modes = { 0x33, 0x33 },
		.calls = { 9, 11, 13, 53, 47, 292, 257, 3 },
		.endless = { { 232, 3, -1 },
			     { 281, 3, -1 },
			     { 441, 3, 0 },
			     { 128, 2, 0 },
			     { 65, -1, 0 },
			     { 220, 3, 0 } },
	},
	{
		.word = 4,
		.length = 2,
		.instruction = { 0xcd, 0x80 }, /* int $0x80 */
		.number = 10,
		.result = 10,
		.arguments = { 5, 11, 12, 13, 14, 4 },
		.counter = 16,
		.original = 15,
		.mode = 17,
		.mode_mask = 0xff,
		.modes = { 0x23, 0x23 },
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
