/* processor_table.h - the processor that this is compiled for. For libcommon/processor.c only. */
#ifndef PROCESSOR_TABLE_H
#define PROCESSOR_TABLE_H

#if defined(PROCESSOR_GENERIC)
#include "processor_generic.h"
#elif defined(__x86_64__) && defined(__LP64__)
#include "processor_x86_64.h"
#elif defined(__i386__)
#include "processor_i386.h"
#elif defined(__aarch64__) && defined(__AARCH64EL__)
#include "processor_aarch64.h"
#elif defined(__ARM_EABI__) && defined(__ARMEL__)
#include "processor_arm.h"
#elif defined(__riscv) && __riscv_xlen == 64
#include "processor_riscv64.h"
#else
#include "processor_generic.h"
#endif

#endif
