/* recycle - does a command signal or change the process that it has found, and no other one?
 *
 * usage: recycle [-glw] [-a CALL] [-n LIMIT] [-r RUNS] [-x CALL=ERRNO]... COMMAND [ARG]...
 *
 * Runs COMMAND over and over, each time with a process named prey. COMMAND is stopped before its
 * first system call, in the next run after it, then before the second one, after it and so on:
 * there the prey is killed and reaped, and an innocent process gets its number, 20000. It must not
 * be signalled, nor made to ignore hangups. If COMMAND is tracing the prey at that point, it stays
 * a zombie and keeps its number.
 * Prints "RUNS HITS LAST": how often COMMAND was run, how often it hit the innocent process, and in
 * which run it last did, counted back from the final run. In that one COMMAND ends undisturbed, and
 * must have hit the prey. To be run in a PID namespace of its own, with the rights to choose
 * process IDs (clone3's set_tid).
 *   -a CALL         replaces the prey only after COMMAND's first CALL: pidfd_open or close
 *   -g              the prey and the innocent process lead process groups
 *   -l              only the prey leads a process group
 *   -n LIMIT        limits the number of COMMAND's descriptors
 *   -r RUNS         makes no more than so many runs, without the final one
 *   -w              COMMAND waits for the prey and sends no signal: it hits the innocent process if
 *                   it goes on waiting
 *   -x CALL=ERRNO   makes pidfd_open, pidfd_send_signal or pidfd_getfd fail in COMMAND: 38
 *                   (ENOSYS), 1 (EPERM)
 * Exit status: 0; 99 if that is not possible here; 98 if the prey was not hit in the final run.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { NUMBER = 20000, RUNS = 5000, FILTERS = 8, NO_CALL = -1 };
enum { CALL_INFO = 0x420e /* PTRACE_GET_SYSCALL_INFO */, CALL_ENTRY = 1 };

/* More than the tick of the clock by which processes are told apart. */
static const struct timespec TICKS = { .tv_nsec = 15000000 };

/* A command that waits may take so long to notice the end of the prey. */
static const struct timespec PATIENCE = { .tv_sec = 1 };

struct plan {
	rlim_t limit;
	bool groups; /* both lead one; */
	bool leads;  /* or only the prey does */
	bool waits;
	int runs;
	int after; /* a system call, or NO_CALL */
	struct sock_filter filters[1 + 2 * FILTERS + 1];
	unsigned short filter_count;
	char **argv;
};

static _Noreturn void fatal(const char *what)
{
	fprintf(stderr, "recycle: %s: %s\n", what, strerror(errno));
	exit(99);
}

/*
 * Starts a process of this name with the one number, which blocks all signals and only waits.
 * Returns false if the number is still taken.
 */
static bool start(const struct plan *plan, const char *name)
{
	static const pid_t number = NUMBER;
	struct clone_args arguments = {
		.exit_signal = SIGCHLD,
		.set_tid = (uintptr_t)&number,
		.set_tid_size = 1,
	};
	int ready[2];
	sigset_t all;
	pid_t child;
	char byte;

	if (pipe2(ready, O_CLOEXEC))
		fatal("pipe");
	child = (pid_t)syscall(SYS_clone3, &arguments, sizeof(arguments));
	if (child < 0 && errno != EEXIST)
		fatal("clone3");
	if (child == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		prctl(PR_SET_NAME, name);
		if (plan->groups || (plan->leads && !strcmp(name, "prey")))
			setpgid(0, 0);
		signal(SIGHUP, SIG_DFL);
		sigfillset(&all);
		sigprocmask(SIG_BLOCK, &all, NULL);
		close(ready[0]);
		if (write(ready[1], "r", 1) != 1)
			_exit(99);
		for (;;)
			pause();
	}
	close(ready[1]);
	if (child > 0 && read(ready[0], &byte, 1) != 1)
		fatal("child");
	close(ready[0]);
	return child > 0;
}

static void end(void)
{
	kill(NUMBER, SIGKILL);
	if (waitpid(NUMBER, NULL, 0) != NUMBER)
		fatal("waitpid");
}

/* The values in these two lines of the status of the process with the number, or-ed. */
static unsigned long long read_status(const char *first, const char *second, int base)
{
	char line[256], path[32];
	unsigned long long found = 0;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/status", NUMBER);
	file = fopen(path, "re");
	if (!file)
		fatal(path);
	while (fgets(line, sizeof(line), file)) {
		if (!strncmp(line, first, strlen(first)) || !strncmp(line, second, strlen(second)))
			found |= strtoull(strchr(line, ':') + 1, NULL, base);
	}
	fclose(file);
	return found;
}

/* Whether a signal is pending for it, or it ignores hangups. */
static bool is_hit(void)
{
	return read_status("SigPnd:", "ShdPnd:", 16) ||
	       read_status("SigIgn:", "SigIgn:", 16) & 1 << (SIGHUP - 1);
}

/* Then it stays a zombie and keeps its number until the tracer has waited for it. */
static bool is_traced(void)
{
	return read_status("TracerPid:", "TracerPid:", 10) != 0;
}

static void execute(struct plan *plan)
{
	struct rlimit limit = { plan->limit, plan->limit };
	struct sock_fprog program = { plan->filter_count, plan->filters };
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (plan->limit && setrlimit(RLIMIT_NOFILE, &limit))
		fatal("setrlimit");
	if (ptrace(PTRACE_TRACEME, 0, NULL, NULL))
		fatal("ptrace");
	if (plan->filter_count > 1 && (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ||
				       prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program)))
		fatal("seccomp");
	execvp(plan->argv[0], plan->argv);
	fatal(plan->argv[0]);
}

/* Of a run: COMMAND ended before that stop; the prey kept its number, or was replaced. */
enum result { ENDED, KEPT, REPLACED, WAITED /* and COMMAND went on waiting after that */ };

/* Waits until the command stops or ends. Returns false if it only waits itself. */
static bool wait_stop(const struct plan *plan, pid_t child, int *status)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	for (;;) {
		pid_t found = waitpid(child, status, plan->waits ? WNOHANG : 0);

		if (found == child)
			return true;
		if (found < 0)
			fatal("waitpid");
		if (sigtimedwait(&set, NULL, &PATIENCE) < 0)
			return false;
	}
}

/* Whether the command has just made that system call. */
static bool has_made(pid_t child, int call, int *entered)
{
	uint8_t info[88]; /* the stage, and from byte 24 on the number */
	uint64_t number;

	if (syscall(SYS_ptrace, CALL_INFO, child, (void *)sizeof(info), info) <= 0)
		fatal("ptrace");
	if (info[0] == CALL_ENTRY) {
		memcpy(&number, info + 24, sizeof(number));
		*entered = (int)number;
		return false;
	}
	return *entered == call;
}

static bool replace(const struct plan *plan)
{
	kill(NUMBER, SIGKILL);
	if (!is_traced())
		end();
	return start(plan, "innocent");
}

/* Runs the command, and replaces the prey at that stop. */
static enum result run(struct plan *plan, int change)
{
	int status, stop = 0, entered = NO_CALL;
	long options = PTRACE_O_EXITKILL | PTRACE_O_TRACESYSGOOD;
	bool counting = plan->after == NO_CALL, changed = false, replaced = false;
	pid_t child;

	start(plan, "prey");
	nanosleep(&TICKS, NULL);
	child = fork();
	if (child < 0)
		fatal("fork");
	if (child == 0)
		execute(plan);
	for (bool first = true;; first = false) {
		if (!wait_stop(plan, child, &status)) {
			kill(child, SIGKILL);
			waitpid(child, NULL, 0);
			return changed ? WAITED : ENDED;
		}
		if (!WIFSTOPPED(status))
			break;
		if (first)
			ptrace(PTRACE_SETOPTIONS, child, NULL, (void *)options);
		else if (!counting)
			counting = has_made(child, plan->after, &entered);
		if (counting && stop++ == change) {
			changed = true;
			replaced = replace(plan);
		}
		if (ptrace(changed ? PTRACE_CONT : PTRACE_SYSCALL, child, NULL, NULL))
			fatal("ptrace");
	}
	return replaced ? REPLACED : changed ? KEPT : ENDED;
}

static void add_filter(struct plan *plan, const char *text)
{
	const char *value = strchr(text, '=');
	unsigned call = !strncmp(text, "pidfd_open", 10)  ? SYS_pidfd_open :
			!strncmp(text, "pidfd_getfd", 11) ? SYS_pidfd_getfd :
							    SYS_pidfd_send_signal;
	struct sock_filter *next = plan->filters + plan->filter_count;

	if (!value || plan->filter_count + 2 > 2 * FILTERS)
		fatal(text);
	next[0] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1);
	next[1] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K,
					       SECCOMP_RET_ERRNO | atoi(value + 1));
	plan->filter_count += 2;
}

int main(int argc, char **argv)
{
	struct plan plan = { .filter_count = 1, .runs = RUNS, .after = NO_CALL };
	int option, hits = 0, last = 0, change = 0;
	enum result result;
	sigset_t set;

	plan.filters[0] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
						       offsetof(struct seccomp_data, nr));
	while ((option = getopt(argc, argv, "+a:gln:r:wx:")) != -1) {
		if (option == 'a')
			plan.after = strcmp(optarg, "close") ? SYS_pidfd_open : SYS_close;
		else if (option == 'g')
			plan.groups = true;
		else if (option == 'l')
			plan.leads = true;
		else if (option == 'w')
			plan.waits = true;
		else if (option == 'r')
			plan.runs = atoi(optarg);
		else if (option == 'n')
			plan.limit = (rlim_t)atoi(optarg);
		else if (option == 'x')
			add_filter(&plan, optarg);
		else
			return 99;
	}
	sigemptyset(&set); /* for sigtimedwait */
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, NULL);
	plan.argv = argv + optind;
	plan.filters[plan.filter_count++] =
		(struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	if (plan.filter_count == 2)
		plan.filter_count = 1;
	if (optind == argc)
		return 99;
	for (; change < plan.runs && (result = run(&plan, change)) != ENDED; change++) {
		if (plan.waits ? result == WAITED : result == REPLACED && is_hit()) {
			hits++;
			last = change;
		}
		end();
	}
	printf("%d %d %d\n", change, hits, hits ? change - last : 0);
	if (change == plan.runs)
		return 0;
	if (!plan.waits && !is_hit()) {
		fputs("recycle: the prey was not hit\n", stderr);
		return 98;
	}
	end();
	return 0;
}
