/* processor.h - how system calls are made on the processor that this is compiled for. */
#ifndef PTRACE_PROCESSOR_H
#define PTRACE_PROCESSOR_H

#include <stdbool.h>
#include <sys/types.h>

/* The most that any processor has: registers, and bytes of vector registers (aarch64's SVE). */
enum { REGISTERS_MAX = 40, VECTORS_MAX = 9216 };

/* The system calls that we make in another process. */
enum call {
	CALL_MMAP,
	CALL_MUNMAP,
	CALL_SIGACTION,
	CALL_SOCKETPAIR,
	CALL_RECVMSG,
	CALL_DUP3,
	CALL_OPENAT,
	CALL_CLOSE,
	CALL_SHMGET, /* these where mmap cannot be called: see struct generic_processor */
	CALL_SHMAT,
	CALL_SHMCTL,
	CALL_SHMDT,
	CALL_COUNT,
};

/*
 * Calls that a stop ends with EINTR, which nothing repeats (signal(7)). It can be undone where they
 * wait for ever: the argument of this index is this; -1: they always do.
 */
struct endless {
	short number;
	signed char argument;
	signed char value;
};

/*
 * One mode of the processor. Registers are named by their index in what the kernel gives for the
 * general ones, all words of our own size.
 */
struct processor {
	unsigned char word;   /* bytes of an address */
	unsigned char length; /* of the instruction that makes a system call, and what it is */
	unsigned char instruction[4];
	unsigned char number; /* the register with the number of the call; */
	unsigned char result; /* with what it returns; */
	unsigned char arguments[6];
	unsigned char counter;     /* the program counter; */
	unsigned char original;    /* x86: the number of the call that it is in, or -1; else 0 */
	unsigned char mode;        /* the register that tells the mode, which this is */
	unsigned char mode_mask;   /* if of these bits */
	unsigned char modes[2];    /* one of these is there */
	unsigned long flow;        /* bits of that register about what comes at the next place */
	unsigned large_file;       /* O_LARGEFILE */
	short calls[CALL_COUNT];   /* their numbers */
	struct endless endless[8]; /* up to a number of 0 */
};

/* The modes, up to one whose word is 0. None for a processor that is not described. */
extern const struct processor processors[];

/*
 * Of a processor that is not described, but by what the kernel does for all: see substitute.h.
 * Where mmap takes its arguments from memory, and so cannot be the first call, shared memory has
 * numbers.
 */
struct generic_processor {
	unsigned machine; /* AUDIT_ARCH of it; 0: unknown */
	short calls[CALL_COUNT];
};
extern const struct generic_processor generic_processor;

/* Whether nothing at all is known of the processor. */
bool processor_is_unknown(void);

/* How its registers are got at. */
enum registers_access {
	ACCESS_WHOLE, /* PTRACE_GETREGS */
	ACCESS_SET,   /* PTRACE_GETREGSET, NT_PRSTATUS */
};

/* How a system call that has begun is turned into none. */
enum call_cancel {
	CANCEL_REGISTER, /* by the register of its number, or processor.original */
	CANCEL_SET,      /* by the register set NT_ARM_SYSTEM_CALL */
	CANCEL_REQUEST,  /* by PTRACE_SET_SYSCALL */
};

/* How large a register set of vectors is: more may be given. */
enum vectors_size {
	SIZE_FIRST,  /* it begins with that, in 32 bits */
	SIZE_LENGTH, /* behind five words are 32 registers, whose length is the last of those */
};

struct processor_access {
	unsigned char registers; /* how many there are */
	unsigned char access;    /* enum registers_access */
	unsigned char cancel;    /* enum call_cancel */
	short vectors[2];        /* register sets that a system call destroys; 0: none */
	unsigned char size;      /* enum vectors_size */
};
extern const struct processor_access processor_access;

/* The mode that is of a thread with these registers, or NULL. */
const struct processor *processor_find(const unsigned long *registers);

#endif
