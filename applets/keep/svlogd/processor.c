/* processor.c - the command that processes files when they have been rotated.
 *
 * What is to be processed is in files whose names end in .u, so a restart loses nothing of it. In
 * the order in which the files are renamed and removed, each state that a sudden end leaves behind
 * says what is still to be done.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "log.h"
#include "processor.h"
#include "signal/child.h"
#include "text/clock.h"
#include "text/error.h"

enum { TYPE_AT = 26, LONGEST_DELAY = 6 };

/* The name of the file at work with another letter at its end. */
static const char *work_as(const struct log *log, char letter, char name[LOG_NAME_SIZE])
{
	memcpy(name, log->work, LOG_NAME_SIZE);
	name[TYPE_AT] = letter;
	return name;
}

/* In the child, which shares our memory until it executes the shell. */
static _Noreturn void become_processor(const struct svlogd *svlogd, const struct log *log)
{
	static const char script[] =
		":>>state;exec <$1 >$2 4<state 5>newstate /bin/sh -c \"$0\"";
	char output[LOG_NAME_SIZE];
	const char *const argv[] = { "sh", "-c", script, log->processor, log->work,
				     work_as(log, 't', output), NULL };

	if (descriptor_enter(log->directory) == 0) {
		/* not those of a processor that has outlived a killed svlogd */
		unlink(output);
		unlink("newstate");
		arrival_restore(&svlogd->arrival);
		execve("/bin/sh", (char *const *)argv, environ);
	}
	warn_unable(log, "run processor");
	_exit(FAILURE);
}

/* Makes the processor's output the file that is kept. What is done already is not done again. */
static bool finish(const struct svlogd *svlogd, const struct log *log)
{
	char name[LOG_NAME_SIZE], kept[LOG_NAME_SIZE];
	const char *output = work_as(log, 't', name);

	work_as(log, 's', kept);
	if (!logdir_has(log, kept)) {
		syscall(SYS_fchmodat, log->directory, output, 0744);
		if (renameat(log->directory, output, log->directory, kept)) {
			warn_unable(log, "rename processed");
			return false;
		}
	}
	renameat(log->directory, "newstate", log->directory, "state");
	if (unlinkat(log->directory, log->work, 0))
		error("warning: unable to unlink: %pn/%pn: %m", log->name, log->work);
	if (svlogd->verbose)
		error("info: processed: %pn/%s", log->name, kept);
	return true;
}

/* The next file: the one that failed, or else the oldest. */
static bool find_work(struct log *log)
{
	struct old_files old;

	if (!*log->work || !logdir_has(log, log->work)) {
		*log->work = '\0';
		logdir_find_old(log, &old);
		memcpy(log->work, old.unprocessed, LOG_NAME_SIZE);
	}
	return *log->work;
}

void processor_start(struct svlogd *svlogd, struct log *log)
{
	char name[LOG_NAME_SIZE];
	pid_t child;

	if (!log->processor || log->child || log->retry || log->directory < 0)
		return;
	while (find_work(log) &&
	       logdir_has(log, work_as(log, 's', name))) {
		if (!finish(svlogd, log))
			return;
	}
	if (!*log->work)
		return;
	child = vfork();
	if (child == 0)
		become_processor(svlogd, log);
	if (child > 0) {
		log->child = child;
		return;
	}
	error("pausing: unable to fork for processor: %pn: %m", log->name);
	log->retry = milliseconds_now() + 1000;
}

static void on_end(struct svlogd *svlogd, struct log *log, int status)
{
	log->child = 0;
	if (log->directory < 0)
		return;
	if (status == 0 && finish(svlogd, log)) {
		log->failures = 0;
		*log->work = '\0';
		processor_start(svlogd, log);
		return;
	}
	error("warning: processor failed, restart: %pn", log->name);
	log->retry = milliseconds_now() + (1000LL << log->failures);
	log->failures += log->failures < LONGEST_DELAY;
}

void processor_reap(struct svlogd *svlogd)
{
	int status;
	pid_t child;

	svlogd->child = false;
	while ((child = child_wait(-1, &status, WNOHANG, NULL)) > 0) {
		for (struct log *log = svlogd->logs; log < svlogd->end; log++) {
			if (log->child == child)
				on_end(svlogd, log, status);
		}
	}
}

static bool is_running(const struct svlogd *svlogd)
{
	bool running = false;

	for (const struct log *log = svlogd->logs; log < svlogd->end; log++)
		running |= log->child > 0;
	return running;
}

void processor_wait(struct svlogd *svlogd)
{
	bool all = !svlogd->terminate;

	svlogd->terminate = false;
	while (is_running(svlogd)) {
		svlogd_wait(svlogd, -1, false);
		if (svlogd->terminate && !all)
			return;
		all &= !svlogd->terminate;
		svlogd->terminate = false;
		for (struct log *log = svlogd->logs; !all && log < svlogd->end; log++)
			log->processor = NULL; /* no further one */
		processor_reap(svlogd);
	}
}
