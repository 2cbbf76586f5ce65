/* rescuee - a process that waits or works in a certain way, and notices if that is disturbed
 *
 * usage: rescuee WAY [COMMAND...]
 *
 * Writes its process ID to the file "pid" when it begins. The ways with a time wait for five
 * seconds, or RESCUEE_TIME, and compare their end with that of an undisturbed child; the others
 * continue until something is written to the FIFO "go", which they create, or until SIGUSR1
 * arrives. Then prints "WAY: good" or what was wrong, and exits with 0 or 1. RESCUEE_REPEAT in the
 * environment: repeats calls that a stop may end with EINTR (signal(7)).
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/futex.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LATER = 700 /* ms of difference that still count as the same time */ };

static const char *way;
static int go;
static volatile sig_atomic_t signals;
static int seconds = 5;

/* Prints the result, by write(2) alone. */
__attribute__((noreturn)) static void conclude(const char *problem, long detail)
{
	char line[200];
	int length = snprintf(line, sizeof(line), problem ? "%s: %s (%ld)\n" : "%s: good\n", way,
			      problem, detail);

	if (write(1, line, length) != length)
		_exit(2);
	_exit(problem != NULL);
}

/* Keeps the numbers of closed standard descriptors free. */
static int high(int low)
{
	int descriptor = fcntl(low, F_DUPFD_CLOEXEC, 9);

	close(low);
	return descriptor;
}

static void count_signal(int signal)
{
	(void)signal;
	signals = signals + 1;
}

static void handle(int signal, int flags)
{
	struct sigaction action = { .sa_handler = count_signal, .sa_flags = flags };

	sigaction(signal, &action, NULL);
}

static void begin(void)
{
	FILE *file = fopen("pid.new", "w");

	if (file) {
		fprintf(file, "%d\n", (int)getpid());
		fclose(file);
	}
	rename("pid.new", "pid");
}

static bool told_to_go(void)
{
	struct pollfd waiting = { .fd = go, .events = POLLIN };

	return poll(&waiting, 1, 0) == 1;
}

/* Waits for the set without a time limit. */
static int wait_in(int set)
{
	struct epoll_event event;
	int result;

	do {
		result = epoll_wait(set, &event, 1, -1);
	} while (result < 0 && errno == EINTR && !signals && getenv("RESCUEE_REPEAT"));
	return result;
}

static long milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- ways with a time */

static long time_nanosleep(void)
{
	struct timespec time = { .tv_sec = seconds };

	return nanosleep(&time, NULL);
}

static long time_clock_nanosleep(void)
{
	struct timespec time = { .tv_sec = seconds };

	return clock_nanosleep(CLOCK_MONOTONIC, 0, &time, NULL);
}

static long time_poll(void)
{
	return poll(NULL, 0, seconds * 1000);
}

static long time_ppoll(void)
{
	struct timespec time = { .tv_sec = seconds };
	sigset_t mask;

	sigfillset(&mask);
	return ppoll(NULL, 0, &time, &mask);
}

static long time_select(void)
{
	struct timeval time = { .tv_sec = seconds };

	return select(0, NULL, NULL, NULL, &time);
}

static long time_futex(void)
{
	struct timespec time = { .tv_sec = seconds };
	static int word;

	errno = 0;
	syscall(SYS_futex, &word, FUTEX_WAIT, 0, &time, NULL, 0);
	return errno == ETIMEDOUT ? 0 : errno;
}

/* These two may be interrupted, like in any process that is stopped and continued: signal(7). */
static long time_epoll(void)
{
	struct epoll_event event;
	long result = epoll_wait(high(epoll_create1(0)), &event, 1, seconds * 1000);

	return result < 0 && errno == EINTR ? EINTR : result;
}

static long time_receive(void)
{
	struct timeval time = { .tv_sec = seconds };
	int sockets[2];
	char byte;

	socketpair(AF_UNIX, SOCK_STREAM, 0, sockets);
	setsockopt(sockets[0], SOL_SOCKET, SO_RCVTIMEO, &time, sizeof(time));
	if (recv(sockets[0], &byte, 1, 0) < 0)
		return errno == EAGAIN ? 0 : errno;
	return -1;
}

static void run_timed(long (*act)(void))
{
	long start, took, undisturbed, result;
	int channel[2];

	if (pipe2(channel, O_CLOEXEC))
		conclude("no pipe", errno);
	if (fork() == 0) {
		start = milliseconds();
		signal(SIGHUP, SIG_IGN);
		time_nanosleep();
		took = milliseconds() - start;
		_exit(write(channel[1], &took, sizeof(took)) < 0);
	}
	begin();
	start = milliseconds();
	result = act();
	took = milliseconds() - start;
	if (result == EINTR && (act == time_epoll || act == time_receive))
		conclude(NULL, 0);
	if (result)
		conclude("wrong result", result < 0 ? errno : result);
	if (read(channel[0], &undisturbed, sizeof(undisturbed)) != sizeof(undisturbed))
		conclude("no comparison", errno);
	if (took < seconds * 1000 - 1)
		conclude("ended too early", took);
	if (took > undisturbed + LATER)
		conclude("ended too late", took - undisturbed);
	conclude(NULL, 0);
}

/* ---- ways without a time */

static void way_read(void)
{
	char byte;

	begin();
	if (read(0, &byte, 1) >= 0)
		conclude("something was read", byte);
	conclude(errno == EBADF ? NULL : "another error", errno);
}

static void way_pause(void)
{
	handle(SIGUSR1, 0);
	begin();
	pause();
	conclude(errno == EINTR && signals == 1 ? NULL : "no signal", errno);
}

static void way_sigsuspend(void)
{
	sigset_t mask, now, wanted;

	sigemptyset(&wanted);
	sigaddset(&wanted, SIGUSR1);
	sigaddset(&wanted, SIGWINCH);
	sigprocmask(SIG_BLOCK, &wanted, NULL);
	sigfillset(&mask);
	sigdelset(&mask, SIGUSR1);
	handle(SIGUSR1, SA_RESTART);
	begin();
	sigsuspend(&mask);
	sigprocmask(SIG_BLOCK, NULL, &now);
	if (signals != 1)
		conclude("no signal", signals);
	for (int i = 1; i < 32; i++) {
		if (sigismember(&now, i) != sigismember(&wanted, i))
			conclude("another mask", i);
	}
	conclude(NULL, 0);
}

/* Leaves its process group when SIGUSR1 arrives, for the file "left". */
static void way_leave(void)
{
	char byte;

	handle(SIGUSR1, 0);
	begin();
	pause();
	if (setpgid(0, 0) || mkdir("left", 0700))
		conclude("cannot leave", errno);
	if (read(go, &byte, 1) != 1)
		conclude("wrong result", errno);
	conclude(signal(SIGHUP, SIG_DFL) == SIG_DFL ? NULL : "was changed", 0);
}

static void way_epoll(void)
{
	struct epoll_event event = { .events = EPOLLIN };
	int set = high(epoll_create1(0));

	epoll_ctl(set, EPOLL_CTL_ADD, go, &event);
	begin();
	conclude(wait_in(set) == 1 ? NULL : "wrong result", errno);
}

static void way_sigwait(void)
{
	siginfo_t info;
	sigset_t mask;
	int signal;

	sigemptyset(&mask);
	sigaddset(&mask, SIGUSR1);
	sigprocmask(SIG_BLOCK, &mask, NULL);
	begin();
	do {
		signal = sigwaitinfo(&mask, &info);
	} while (signal < 0 && errno == EINTR && getenv("RESCUEE_REPEAT"));
	conclude(signal == SIGUSR1 ? NULL : "wrong result", errno);
}

static void way_waitpid(void)
{
	pid_t child = fork();
	int status = 0;
	char byte;

	if (child == 0) {
		signal(SIGHUP, SIG_IGN);
		_exit(read(go, &byte, 1) == 1 ? 7 : 8);
	}
	begin();
	if (waitpid(child, &status, 0) != child)
		conclude("wrong result", errno);
	conclude(WEXITSTATUS(status) == 7 ? NULL : "wrong status", status);
}

/* Many values at once, so that all registers are in use. */
static uint64_t compute(void)
{
	static volatile int enough = 3000000; /* unknown to the compiler */
	int rounds = enough;

	uint64_t a = 1, b = 2, c = 3, d = 4, e = 5, f = 6, g = 7, h = 8;
	double x = 1.5, y = 0.25, z = 3;

	for (int i = 0; i < rounds; i++) {
		a = a * 6364136223846793005 + b;
		b ^= a >> 7 ^ c;
		c += b * 3;
		d = (d << 5 | d >> 59) ^ c;
		e += d ^ f;
		f = f * 31 + e;
		g ^= f << 3;
		h += g ^ a;
		x = x * 1.0000001 + y;
		y = y * 0.9999 + 1 / (z + 1);
		z = x > 1e6 ? 3 : z + y;
	}
	return a ^ b ^ c ^ d ^ e ^ f ^ g ^ h ^ (uint64_t)(x * 1000) ^ (uint64_t)(y * 1000) ^
	       (uint64_t)(z * 1000);
}

static void work(void)
{
	uint64_t wanted = compute();
	long wrong = 0;

	begin();
	while (!told_to_go())
		wrong += compute() != wanted;
	conclude(wrong ? "wrong results" : NULL, wrong);
}

static void *work_in_thread(void *unused)
{
	(void)unused;
	work();
	return NULL;
}

static void *wait_in_thread(void *unused)
{
	while (pause())
		;
	return unused;
}

static void way_threads(void)
{
	pthread_t thread;

	for (int i = 0; i < 7; i++)
		pthread_create(&thread, NULL, wait_in_thread, NULL);
	work();
}

/* The first thread ends; the process continues in another one. */
static void way_zombie(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, work_in_thread, NULL);
	syscall(SYS_exit, 0);
}

static void way_timer(void)
{
	struct itimerval often = { { 0, 100 }, { 0, 100 } };

	handle(SIGALRM, SA_RESTART);
	setitimer(ITIMER_REAL, &often, NULL);
	work();
}

static void way_handler(void)
{
	handle(SIGHUP, SA_RESTART);
	way_epoll();
}

static void way_cloexec(void)
{
	fcntl(1, F_SETFD, FD_CLOEXEC);
	way_epoll();
}

static void way_undumpable(void)
{
	prctl(PR_SET_DUMPABLE, 0);
	way_epoll();
}

static void way_full(void)
{
	struct pollfd waiting = { .fd = go, .events = POLLIN };
	struct rlimit limit;
	int highest = dup(go);

	getrlimit(RLIMIT_NOFILE, &limit);
	limit.rlim_cur = highest + 1;
	begin();
	setrlimit(RLIMIT_NOFILE, &limit);
	poll(&waiting, 1, -1);
	getrlimit(RLIMIT_NOFILE, &limit);
	conclude(limit.rlim_cur == (rlim_t)highest + 1 ? NULL : "another limit", limit.rlim_cur);
}

/* The child has ended and is not reaped; "pid" has the child's ID. */
static void way_exited(void)
{
	struct pollfd waiting = { .fd = go, .events = POLLIN };
	siginfo_t info;

	if (fork() == 0) {
		begin();
		_exit(0);
	}
	waitid(P_ALL, 0, &info, WEXITED | WNOWAIT);
	poll(&waiting, 1, -1);
	conclude(NULL, 0);
}

/* The child is traced by its parent; "pid" has the child's ID. */
static void way_traced(void)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		ptrace(PTRACE_TRACEME, 0, NULL, NULL);
		begin();
		way_epoll();
	}
	waitpid(child, &status, 0);
	conclude(WIFEXITED(status) ? NULL : "it was stopped", status);
}

/* The parent waits, uninterruptibly, for its child to exec or to end. */
static void way_vfork(void)
{
	char byte;

	begin();
	if (vfork() == 0) {
		signal(SIGHUP, SIG_IGN);
		_exit(read(go, &byte, 1) != 1);
	}
	conclude(NULL, 0);
}

/* ---- system call filters */

/* A filter that returns match for calls with these numbers, up to a -1, and rest for all others. */
static void filter(const int *numbers, unsigned match, unsigned rest)
{
	struct sock_filter program[32] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
	};
	struct sock_fprog whole;
	int length = 1;

	for (; *numbers >= 0; numbers++) {
		program[length++] =
			(struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, *numbers, 0, 1);
		program[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, match);
	}
	program[length] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, rest);
	whole.filter = program;
	whole.len = length + 1;
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &whole))
		conclude("no filter", errno);
}

/* FILTER errno, trap: socketpair and openat are denied; kill: all but what it needs. */
static void way_filter(unsigned action)
{
	static const int refused[] = { SYS_socketpair, SYS_openat, -1 };
	static const int needed[] = {
		SYS_epoll_pwait, SYS_write, SYS_exit_group, SYS_restart_syscall, SYS_rt_sigreturn,
#ifdef SYS_epoll_wait
		SYS_epoll_wait,
#endif
		-1,
	};
	struct epoll_event event = { .events = EPOLLIN };
	int set = high(epoll_create1(0));

	handle(SIGSYS, 0);
	epoll_ctl(set, EPOLL_CTL_ADD, go, &event);
	begin();
	if (action == SECCOMP_RET_KILL_PROCESS)
		filter(needed, SECCOMP_RET_ALLOW, action);
	else
		filter(refused, action, SECCOMP_RET_ALLOW);
	if (wait_in(set) != 1)
		conclude("wrong result", errno);
	conclude(signals ? "a SIGSYS came" : NULL, signals);
}

static void way_strict(void)
{
	char byte;

	begin();
	prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT);
	syscall(SYS_exit, read(go, &byte, 1) != 1);
}

/* Every system call raises a SIGSYS, as in a program that emulates those of another system. */
static volatile char selector;

static void way_dispatch(void)
{
	uint64_t wanted = compute();
	long wrong = 0;

	handle(SIGSYS, 0);
	begin();
	if (prctl(59 /* PR_SET_SYSCALL_USER_DISPATCH */, 1, 0, 0, &selector))
		conclude("no dispatch", errno);
	for (int i = 0; i < 400 && !wrong; i++) {
		selector = 1;
		wrong = compute() != wanted;
		selector = 0;
		if (signals || told_to_go())
			break;
	}
	conclude(wrong ? "wrong results" : signals ? "a SIGSYS came" : NULL, signals);
}

/* COMMAND cannot get descriptors of other processes, as in a container. */
static void way_confined(char **command)
{
	static const int refused[] = { SYS_pidfd_getfd, -1 };

	filter(refused, SECCOMP_RET_ERRNO | EPERM, SECCOMP_RET_ALLOW);
	execvp(*command, command);
	_exit(127);
}

static void way_filter_errno(void)
{
	way_filter(SECCOMP_RET_ERRNO | EACCES);
}

static void way_filter_trap(void)
{
	way_filter(SECCOMP_RET_TRAP);
}

static void way_filter_kill(void)
{
	way_filter(SECCOMP_RET_KILL_PROCESS);
}

static const struct {
	const char *name;
	long (*timed)(void);
	void (*act)(void);
} ways[] = {
	{ "nanosleep", time_nanosleep, NULL },
	{ "clock_nanosleep", time_clock_nanosleep, NULL },
	{ "poll", time_poll, NULL },
	{ "ppoll", time_ppoll, NULL },
	{ "select", time_select, NULL },
	{ "futex", time_futex, NULL },
	{ "epoll_timed", time_epoll, NULL },
	{ "receive_timed", time_receive, NULL },
	{ "read", NULL, way_read },
	{ "pause", NULL, way_pause },
	{ "sigsuspend", NULL, way_sigsuspend },
	{ "leave", NULL, way_leave },
	{ "epoll", NULL, way_epoll },
	{ "sigwait", NULL, way_sigwait },
	{ "waitpid", NULL, way_waitpid },
	{ "work", NULL, work },
	{ "threads", NULL, way_threads },
	{ "zombie", NULL, way_zombie },
	{ "timer", NULL, way_timer },
	{ "handler", NULL, way_handler },
	{ "cloexec", NULL, way_cloexec },
	{ "undumpable", NULL, way_undumpable },
	{ "full", NULL, way_full },
	{ "exited", NULL, way_exited },
	{ "traced", NULL, way_traced },
	{ "vfork", NULL, way_vfork },
	{ "filter_errno", NULL, way_filter_errno },
	{ "filter_trap", NULL, way_filter_trap },
	{ "filter_kill", NULL, way_filter_kill },
	{ "strict", NULL, way_strict },
	{ "dispatch", NULL, way_dispatch },
};

int main(int argc, char **argv)
{
	way = argc > 1 ? argv[1] : "";
	if (getenv("RESCUEE_TIME"))
		seconds = atoi(getenv("RESCUEE_TIME"));
	if (!strcmp(way, "confined") && argc > 2)
		way_confined(argv + 2);
	if (mkfifo("go", 0600) && errno != EEXIST)
		return 99;
	go = high(open("go", O_RDWR));
	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
		if (strcmp(way, ways[i].name) != 0)
			continue;
		if (ways[i].timed)
			run_timed(ways[i].timed);
		ways[i].act();
	}
	return 99;
}
