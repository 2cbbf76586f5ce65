/* processor.h - how the description of a processor is made up: how it makes system calls.
 *
 * One small header describes each processor; processors.h has the one that this is compiled for.
 */
#ifndef PTRACE_PROCESSOR_H
#define PTRACE_PROCESSOR_H

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
	CALL_SHMGET, /* these if mmap cannot be called: see struct generic_processor */
	CALL_SHMAT,
	CALL_SHMCTL,
	CALL_SHMDT,
	CALL_COUNT,
};

/*
 * A call that a stop ends with EINTR and that the kernel never restarts (signal(7)). We can make it
 * again if it waits forever: if the argument with this index has this value; -1: always.
 */
struct endless {
	short number;
	signed char argument;
	signed char value;
};

/*
 * One mode of the processor. Registers are given by their index in the kernel's set of general
 * registers, which are all words of our own size.
 */
struct processor {
	unsigned char word;   /* bytes of an address */
	unsigned char length; /* of the instruction that makes a system call, and its bytes */
	unsigned char instruction[4];
	unsigned char number; /* the register with the number of the call; */
	unsigned char result; /* with its result; */
	unsigned char arguments[6];
	unsigned char counter;     /* the program counter; */
	unsigned char original;    /* x86: the number of the call that it is in, or -1; else 0 */
	unsigned char mode;        /* the register that shows the mode: it is this one */
	unsigned char mode_mask;   /* if these bits of it */
	unsigned char modes[2];    /* have one of these values */
	unsigned long flow;        /* bits of it that are about the next instruction only */
	unsigned large_file;       /* the value of O_LARGEFILE */
	short calls[CALL_COUNT];   /* the numbers of the calls */
	struct endless endless[8]; /* up to a number of 0 */
};

/*
 * A processor that is not described is handled by what the kernel does for all: see substitute.h.
 * The calls for shared memory have numbers if mmap takes its arguments from memory and so cannot be
 * the first call.
 */
struct generic_processor {
	unsigned machine; /* its AUDIT_ARCH; 0: unknown */
	short calls[CALL_COUNT];
};

/* How to reach its registers. */
enum registers_access {
	ACCESS_WHOLE, /* PTRACE_GETREGS */
	ACCESS_SET,   /* PTRACE_GETREGSET, NT_PRSTATUS */
};

/* How to cancel a system call that has been entered. */
enum call_cancel {
	CANCEL_REGISTER, /* by the register of its number, or processor.original */
	CANCEL_SET,      /* by the register set NT_ARM_SYSTEM_CALL */
	CANCEL_REQUEST,  /* by PTRACE_SET_SYSCALL */
};

/* How to determine the size of a set of vector registers; the kernel may return more. */
enum vectors_size {
	SIZE_FIRST,  /* the set begins with it, in 32 bits */
	SIZE_LENGTH, /* five words, the last of which is the length of each of 32 registers */
};

struct processor_access {
	unsigned char registers; /* how many there are */
	unsigned char access;    /* enum registers_access */
	unsigned char cancel;    /* enum call_cancel */
	short vectors[2];        /* register sets that a system call destroys; 0: none */
	unsigned char size;      /* enum vectors_size */
};

#endif
