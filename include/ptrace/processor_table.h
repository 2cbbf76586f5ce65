/* processor_table.h - includes the description of one processor. For processors.c only. */
#ifndef PTRACE_PROCESSOR_TABLE_H
#define PTRACE_PROCESSOR_TABLE_H

#if defined(PROCESSOR_GENERIC)
#include "ptrace/processor_generic.h"
#elif defined(__x86_64__) && defined(__LP64__)
#include "ptrace/processor_x86_64.h"
#elif defined(__i386__)
#include "ptrace/processor_i386.h"
#elif defined(__aarch64__) && defined(__AARCH64EL__)
#include "ptrace/processor_aarch64.h"
#elif defined(__ARM_EABI__) && defined(__ARMEL__)
#include "ptrace/processor_arm.h"
#elif defined(__riscv) && __riscv_xlen == 64
#include "ptrace/processor_riscv64.h"
#else
#include "ptrace/processor_generic.h"
#endif

#endif
