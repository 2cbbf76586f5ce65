/* soak - a program that checks itself while a command is done to it again and again
 *
 * usage: soak KIND COUNT COMMAND [ARG]... PID
 *
 * KIND is what it does: "work" only calculations, "calls" a mixture of system calls and
 * calculations, "timer" calculations with a handler that runs 10 000 times a second, "sequence"
 * restartable sequences (rseq(2)), "vectors" values in the vector registers. On aarch64 these
 * may be in a mode of their own and have an array beside them: "streaming" tests both, "array" the
 * array together with the vectors of the other mode. The program has a terminal of its own and does
 * not ignore hangups; its process ID is COMMAND's last argument. COMMAND has to make it ignore
 * hangups and to replace its standard descriptors. The program then undoes that, COUNT times.
 * Prints what went wrong and how often; the exit status is 1 if anything did, or 77 if the
 * processor has nothing of that KIND.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

/* Shared by the process that checks itself and the one that watches it. */
static struct shared {
	volatile int undo;   /* requested by the latter */
	volatile int rounds; /* completed by the former */
	volatile int wrong;
	volatile int stop;
	volatile int aborts; /* of sequences */
	char problem[80];
} *shared;

static void complain(const char *problem)
{
	shared->wrong = shared->wrong + 1;
	snprintf(shared->problem, sizeof(shared->problem), "%s", problem);
}

static volatile int enough = 20000;

static uint64_t compute(void)
{
	uint64_t a = 1, b = 2, c = 3, d = 4, e = 5, f = 6;
	double x = 1.5, y = 0.25;
	int rounds = enough;

	for (int i = 0; i < rounds; i++) {
		a = a * 6364136223846793005 + b;
		b ^= a >> 7 ^ c;
		c += b * 3;
		d = (d << 5 | d >> 59) ^ c;
		e += d ^ f;
		f = f * 31 + e;
		x = x * 1.0000001 + y;
		y = y * 0.9999 + 1 / (x + 1);
	}
	return a ^ b ^ c ^ d ^ e ^ f ^ (uint64_t)(x * 1000) ^ (uint64_t)(y * 1e6);
}

static void do_calls(void)
{
	static int zero = -1;
	struct timespec begin, end, little = { .tv_nsec = 1000000 };
	char bytes[16];

	if (zero < 0)
		zero = open("/dev/zero", O_RDONLY);
	for (int i = 0; i < 50; i++) {
		memset(bytes, 7, sizeof(bytes));
		if (read(zero, bytes, i % 16) != i % 16)
			complain("a read returned something else");
		for (int k = 0; k < 16; k++) {
			if (bytes[k] != (k < i % 16 ? 0 : 7))
				complain("a read went elsewhere");
		}
	}
	clock_gettime(CLOCK_MONOTONIC, &begin);
	if (nanosleep(&little, NULL))
		complain("a sleep was interrupted");
	clock_gettime(CLOCK_MONOTONIC, &end);
	if ((end.tv_sec - begin.tv_sec) * 1000000000 + end.tv_nsec - begin.tv_nsec < 1000000)
		complain("a sleep was too short");
}

#if defined(__x86_64__) && __has_include(<sys/rseq.h>)
#include <sys/rseq.h>

/*
 * A long sequence, so that it is interrupted often: if it reaches its end it must still be
 * registered with the kernel, because nothing else would restart it. Returns false if it is not.
 */
static int do_sequence(void)
{
	struct rseq *area = (struct rseq *)((char *)__builtin_thread_pointer() + __rseq_offset);
	uint64_t kept = 0, wanted = 0;
	int turns = enough, aborted = 0;

	if (!__rseq_size) /* not registered */
		return true;
	__asm__ volatile("	.pushsection .data\n"
			 "	.balign 32\n"
			 "9:	.long 0, 0\n"
			 "	.quad 1f, 2f - 1f, 4f\n"
			 "	.popsection\n"
			 "5:	leaq 9b(%%rip), %[wanted]\n"
			 "	movq %[wanted], %[where]\n"
			 "1:	movl %[turns], %%ecx\n"
			 "6:	decl %%ecx\n"
			 "	jnz 6b\n"
			 "	movq %[where], %[kept]\n"
			 "2:	jmp 3f\n"
			 "	.long %c[signature]\n"
			 "4:	incl %[aborted]\n"
			 "	jmp 5b\n"
			 "3:\n"
			 : [kept] "=&r"(kept), [wanted] "=&r"(wanted), [aborted] "+m"(aborted),
			   [where] "+m"(area->rseq_cs)
			 : [turns] "m"(turns), [signature] "i"(RSEQ_SIG)
			 : "rcx", "memory", "cc");
	area->rseq_cs = 0;
	shared->aborts = shared->aborts + aborted;
	return kept == wanted;
}
#else
static int do_sequence(void)
{
	return getpid(); /* never 0 */
}
#endif

/*
 * Vector registers, which a system call of the program itself would destroy. Each of these keeps
 * values there for a while, and returns how many bytes have changed.
 */
#if defined(__aarch64__)
enum {
	SVE = 1 << 22, /* of AT_HWCAP */
	SME = 1 << 23, /* of AT_HWCAP2 */
	ROWS_MAX = 256,
	STREAMING = 1, /* of SVCR */
	ARRAY = 2,
};

static bool can_do(const char *kind)
{
	if (!strcmp(kind, "streaming") || !strcmp(kind, "array"))
		return getauxval(AT_HWCAP2) & SME;
	return strcmp(kind, "vectors") != 0 || getauxval(AT_HWCAP) & SVE;
}

/*
 * The vectors of SVE or those of the streaming mode. The predicate register is checked, too: if it
 * were lost, that would hide other losses.
 */
static long do_vectors(bool streaming)
{
	long wrong = 0, turns = 100L * enough, mode = STREAMING | ARRAY;

	__asm__ volatile("	.arch_extension sme\n"
			 "	cbz	%w[streaming], 1f\n"
			 "	smstart	sm\n"
			 "1:	ptrue	p0.b\n"
			 "	index	z0.b, #1, #1\n"
			 "	index	z31.b, #2, #3\n"
			 "2:	subs	%[turns], %[turns], #1\n"
			 "	b.ne	2b\n"
			 "	cbz	%w[streaming], 3f\n"
			 "	mrs	%[mode], svcr\n"
			 "3:	ptrue	p2.b\n"
			 "	not	p1.b, p2/z, p0.b\n"
			 "	cntp	%[wrong], p2, p1.b\n"
			 "	index	z1.b, #1, #1\n"
			 "	cmpne	p1.b, p2/z, z0.b, z1.b\n"
			 "	cntp	%[turns], p2, p1.b\n"
			 "	add	%[wrong], %[wrong], %[turns]\n"
			 "	index	z1.b, #2, #3\n"
			 "	cmpne	p1.b, p2/z, z31.b, z1.b\n"
			 "	cntp	%[turns], p2, p1.b\n"
			 "	add	%[wrong], %[wrong], %[turns]\n"
			 "	cbz	%w[streaming], 4f\n"
			 "	smstop	sm\n"
			 "4:\n"
			 : [wrong] "=&r"(wrong), [turns] "+&r"(turns), [mode] "+&r"(mode)
			 : [streaming] "r"(streaming)
			 : "v0", "v1", "v2", "v3", "v4", "v5", "v6", "v7", "v8", "v9", "v10", "v11",
			   "v12", "v13", "v14", "v15", "v16", "v17", "v18", "v19", "v20", "v21",
			   "v22", "v23", "v24", "v25", "v26", "v27", "v28", "v29", "v30", "v31",
			   "cc", "memory");
	return wrong + (mode != (STREAMING | ARRAY));
}

/* Moves the array of SME, row by row, from or to memory. */
static void move_array(unsigned char *rows, long size, bool out)
{
	for (long i = 0; i < size; i++) {
		if (out)
			__asm__ volatile("	.arch_extension sme\n"
					 "	mov	w12, %w[row]\n"
					 "	str	za[w12, 0], [%[bytes]]\n"
					 :
					 : [row] "r"(i), [bytes] "r"(rows + i * size)
					 : "x12", "memory");
		else
			__asm__ volatile("	.arch_extension sme\n"
					 "	mov	w12, %w[row]\n"
					 "	ldr	za[w12, 0], [%[bytes]]\n"
					 :
					 : [row] "r"(i), [bytes] "r"(rows + i * size)
					 : "x12", "memory");
	}
}

/* The array, with the streaming mode or, with SVE's own vectors, without. */
static long do_array(bool streaming)
{
	static unsigned char before[ROWS_MAX * ROWS_MAX], after[ROWS_MAX * ROWS_MAX];
	long size, wrong;

	__asm__ volatile("	.arch_extension sme\n"
			 "	rdsvl	%[size], #1\n"
			 "	smstart	za\n"
			 : [size] "=r"(size));
	for (long i = 0; i < size * size; i++)
		before[i] = i * 7 + i / size + 1;
	move_array(before, size, false);
	wrong = do_vectors(streaming);
	move_array(after, size, true);
	__asm__ volatile("	.arch_extension sme\n"
			 "	smstop	za\n");
	for (long i = 0; i < size * size; i++)
		wrong += before[i] != after[i];
	return wrong;
}
#elif defined(__riscv)
static bool can_do(const char *kind)
{
	enum { VECTORS = 1 << ('v' - 'a') }; /* of AT_HWCAP */

	if (!strcmp(kind, "streaming") || !strcmp(kind, "array"))
		return false;
	return strcmp(kind, "vectors") != 0 || getauxval(AT_HWCAP) & VECTORS;
}

/* The type and the length are not set a second time: they must have been kept. */
static long do_vectors(bool streaming)
{
	long wrong = streaming, some, turns = 100L * enough;

	__asm__ volatile("	.option	push\n"
			 "	.option	arch, +v\n"
			 "	vsetvli	%[some], zero, e8, m8, ta, ma\n"
			 "	vid.v	v8\n"
			 "	vadd.vi	v16, v8, 5\n"
			 "	vadd.vi	v24, v8, 9\n"
			 "1:	addi	%[turns], %[turns], -1\n"
			 "	bnez	%[turns], 1b\n"
			 "	vid.v	v0\n"
			 "	vmsne.vv v0, v8, v0\n"
			 "	vcpop.m	%[wrong], v0\n"
			 "	vid.v	v0\n"
			 "	vadd.vi	v0, v0, 5\n"
			 "	vmsne.vv v0, v16, v0\n"
			 "	vcpop.m	%[some], v0\n"
			 "	add	%[wrong], %[wrong], %[some]\n"
			 "	vid.v	v0\n"
			 "	vadd.vi	v0, v0, 9\n"
			 "	vmsne.vv v0, v24, v0\n"
			 "	vcpop.m	%[some], v0\n"
			 "	add	%[wrong], %[wrong], %[some]\n"
			 "	.option	pop\n"
			 : [wrong] "=&r"(wrong), [some] "=&r"(some), [turns] "+&r"(turns)
			 :
			 : "memory");
	return wrong;
}

static long do_array(bool streaming)
{
	return streaming;
}
#else
static bool can_do(const char *kind)
{
	return strcmp(kind, "vectors") != 0 && strcmp(kind, "streaming") != 0 &&
	       strcmp(kind, "array") != 0;
}

static long do_vectors(bool streaming)
{
	return streaming;
}

static long do_array(bool streaming)
{
	return streaming;
}
#endif

static void on_alarm(int signal)
{
	(void)signal;
}

/* Checks itself, and undoes on request what has been done to it. */
static void check_itself(const char *kind)
{
	struct itimerval often = { { 0, 100 }, { 0, 100 } };
	struct sigaction action = { .sa_handler = on_alarm, .sa_flags = SA_RESTART };
	uint64_t wanted = compute();
	int terminal = fcntl(0, F_DUPFD, 30);

	if (!strcmp(kind, "timer")) {
		sigaction(SIGALRM, &action, NULL);
		setitimer(ITIMER_REAL, &often, NULL);
	}
	while (!shared->stop) {
		if (!strcmp(kind, "calls"))
			do_calls();
		for (int i = 0; i < 30 && !strcmp(kind, "sequence"); i++) {
			if (!do_sequence())
				complain("a sequence was resumed without protection");
		}
		if ((!strcmp(kind, "vectors") && do_vectors(false)) ||
		    (!strcmp(kind, "streaming") && do_array(true)) ||
		    (!strcmp(kind, "array") && do_array(false)))
			complain("a vector register has lost what was in it");
		if (compute() != wanted)
			complain("a calculation went wrong");
		if (shared->undo) {
			for (int i = 0; i < 3; i++)
				dup2(terminal, i);
			signal(SIGHUP, SIG_DFL);
			shared->undo = 0;
		}
		shared->rounds = shared->rounds + 1;
	}
	_exit(0);
}

/* What must not grow or change. */
static void describe(pid_t pid, char *text, size_t size)
{
	char path[64], line[256];
	int count = 0;
	size_t used = 0;
	FILE *file;
	DIR *directory;

	snprintf(path, sizeof(path), "/proc/%d/fd", (int)pid);
	directory = opendir(path);
	while (directory && readdir(directory))
		count++;
	if (directory)
		closedir(directory);
	used += snprintf(text + used, size - used, "descriptors: %d\n", count - 2);
	snprintf(path, sizeof(path), "/proc/%d/status", (int)pid);
	file = fopen(path, "r");
	while (file && fgets(line, sizeof(line), file)) {
		/* with the timer, it may be in its handler */
		if (!strncmp(line, "SigBlk:\t", 8))
			snprintf(line + 8, sizeof(line) - 8, "%llx\n",
				 strtoull(line + 8, NULL, 16) & ~(1ULL << (SIGALRM - 1)));
		if (!strncmp(line, "VmSize", 6) || !strncmp(line, "SigBlk", 6))
			used += snprintf(text + used, size - used, "%s", line);
	}
	if (file)
		fclose(file);
}

static pid_t start(const char *kind)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	pid_t pid;

	if (master < 0 || grantpt(master) || unlockpt(master))
		exit(99);
	pid = fork();
	if (pid == 0) {
		int slave = open(ptsname(master), O_RDWR | O_NOCTTY);

		close(master);
		for (int i = 0; i < 3; i++)
			dup2(slave, i);
		close(slave);
		check_itself(kind);
	}
	return pid;
}

static bool await(const volatile int *value, int beyond, pid_t pid)
{
	for (int i = 0; i < 20000; i++) {
		if (*value > beyond)
			return true;
		if (waitpid(pid, NULL, WNOHANG) == pid)
			return false;
		usleep(500);
	}
	return false;
}

/* Runs argv and returns its exit status. */
static int run(char **argv)
{
	int status;
	pid_t pid = vfork();

	if (pid == 0) {
		execvp(argv[0], argv);
		_exit(127);
	}
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

int main(int argc, char **argv)
{
	char number[16], before[400], after[400];
	int count, failures = 0;
	pid_t pid;

	if (argc < 5)
		return 99;
	if (!can_do(argv[1]))
		return 77;
	count = atoi(argv[2]);
	shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pid = start(argv[1]);
	snprintf(number, sizeof(number), "%d", (int)pid);
	argv[argc - 1] = number;
	await(&shared->rounds, 3, pid);
	describe(pid, before, sizeof(before));
	for (int i = 0; i < count; i++) {
		int rounds;

		failures += run(argv + 3) != 0;
		shared->undo = 1;
		rounds = shared->rounds;
		if (!await(&shared->rounds, rounds + 1, pid) || shared->undo) {
			printf("it does not go on\n");
			kill(pid, SIGKILL);
			return 1;
		}
	}
	describe(pid, after, sizeof(after));
	shared->stop = 1;
	waitpid(pid, NULL, 0);
	if (failures)
		printf("%d times the command failed\n", failures);
	if (shared->wrong)
		printf("%d times: %s\n", shared->wrong, shared->problem);
	if (strcmp(before, after) != 0)
		printf("before:\n%safter:\n%s", before, after);
	if (!strcmp(argv[1], "sequence"))
		fprintf(stderr, "%d sequences aborted\n", shared->aborts);
	return failures || shared->wrong || strcmp(before, after) != 0;
}
