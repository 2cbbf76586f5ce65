/* processor_generic.h - processors that are not described. For processor_table.h.
 *
 * On these substitute.c needs only what elf.h calls the machine, and the numbers of the calls; the
 * ones for shared memory are for s390x, where mmap takes its arguments from memory. If the machine
 * is not listed either, nothing can be changed. (MIPS has a different struct sigaction.)
 */
#ifndef PTRACE_PROCESSOR_GENERIC_H
#define PTRACE_PROCESSOR_GENERIC_H

#include <elf.h>
#include <sys/syscall.h>

#include "ptrace/processor.h"

enum { ARCH_64 = 0x80000000, ARCH_LITTLE = 0x40000000 };

const struct processor_access processor_access = { .registers = 0 };
const struct processor processors[] = { { .word = 0 } };

const struct generic_processor generic_processor = {
#if defined(__x86_64__) && defined(__LP64__)
	.machine = EM_X86_64 | ARCH_64 | ARCH_LITTLE,
#elif defined(__powerpc64__) && defined(__LITTLE_ENDIAN__)
	.machine = EM_PPC64 | ARCH_64 | ARCH_LITTLE,
#elif defined(__powerpc64__)
	.machine = EM_PPC64 | ARCH_64,
#elif defined(__loongarch__) && __loongarch_grlen == 64
	.machine = 258 /* EM_LOONGARCH */ | ARCH_64 | ARCH_LITTLE,
#elif defined(__s390x__)
	.machine = EM_S390 | ARCH_64,
#endif
#if defined(__s390x__)
	.calls = { 90, 91, 174, 360, 372, 326, 288, 6, 395, 397, 396, 398 },
#elif defined(SYS_mmap) && defined(SYS_socketpair) && defined(SYS_recvmsg)
	.calls = { SYS_mmap, SYS_munmap, SYS_rt_sigaction, SYS_socketpair, SYS_recvmsg, SYS_dup3,
		   SYS_openat, SYS_close },
#endif
};

#endif
