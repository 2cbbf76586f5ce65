/* life.c - starts and ends of a job. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "monitor.h"
#include "proc/status.h"
#include "target/target.h"
#include "text/clock.h"
#include "text/format.h"

static void set_note(struct monitor *monitor, const char *text)
{
	format_text(monitor->state.note, sizeof(monitor->state.note), "%s", text);
}

static void set_state(struct monitor *monitor, enum job_state state)
{
	monitor->state.state = state;
	monitor->state.lost = monitor->log.lost;
	monitor->state.head = (long long)monitor->ring.head;
	state_write(&monitor->state, monitor->directory);
}

void life_tell(struct monitor *monitor, int status)
{
	if (monitor->launching) {
		monitor->launching = false;
		launch_say(&monitor->launch, status);
		close(monitor->launch.said);
	}
	serve_state(monitor);
}

void life_ready(struct monitor *monitor)
{
	monitor->state.ready = 1;
	monitor->deadlines[AT_READY] = NEVER;
	if (monitor->state.state == STARTING)
		set_state(monitor, RUNNING);
	life_tell(monitor, 0);
}

/* Identifies the main process for the time when we are gone. */
static void identify(struct monitor *monitor)
{
	struct target target;

	monitor->state.pid = monitor->child;
	monitor->state.starttime = start_time(monitor->child);
	monitor->state.inode = UNKNOWN;
	if (target_of_pid(&target, monitor->child, 0)) {
		unsigned long long inode = target_inode(&target);

		monitor->state.inode = inode ? (long long)inode : UNKNOWN;
		target_drop(&target);
	}
}

int life_start(struct monitor *monitor)
{
	struct job *job = &monitor->job;
	struct state *state = &monitor->state;
	int status;

	monitor->intent = NO_INTENT;
	monitor->stop_signals_sent = false;
	monitor->phase = RUN;
	monitor->reaps = true;
	monitor->begun_at = monitor->ring.head;
	status = child_start(monitor);
	monitor->now = monitor->begun = milliseconds_now();
	monitor->deadlines[AT_START] = NEVER;
	if (CONFIG_FEATURE_HOLD_RESTART && job->limit.count)
		backoff_started(&monitor->starts, monitor->begun);
	state->begun = monitor->begun;
	state->started = now_realtime();
	state->ended = state->next = UNKNOWN;
	state->ready = job_readiness(job) == READY_AT_ONCE;
	monitor->drained = false;
	if (status) {
		/* it has become no command: what its end says is not the job's status */
		monitor->status = status << 8;
		if (monitor->child)
			waitpid(monitor->child, NULL, 0);
		monitor->child = 0;
		return status;
	}
	identify(monitor);
	monitor->ready_text = (struct match){ .text = job->ready_text };
	if (job_readiness(job))
		monitor->deadlines[AT_READY] = monitor->begun + job->ready_timeout;
	state->state = job_readiness(job) ? STARTING : RUNNING;
	return 0;
}

/* Whether the main process ignores TERM, as shells that are talked to do. */
static bool ignores_term(const struct monitor *monitor)
{
	struct proc_status status;

	return proc_status_read(monitor->child, &status) && status.ignored >> (SIGTERM - 1) & 1;
}

static void signal_group(const struct monitor *monitor, int number)
{
	kill(-monitor->group, number);
	kill(-monitor->group, SIGCONT);
}

/* The first signals of a stop. */
static void send_stop_signals(struct monitor *monitor, long long timeout)
{
	int number = monitor->job.stop_signal ? monitor->job.stop_signal : SIGTERM;

	if (monitor->child) {
		signal_group(monitor, number);
		if (!monitor->job.piped && !monitor->job.stop_signal)
			monitor->deadlines[AT_HANGUP] =
				monitor->now + (ignores_term(monitor) ? 0 : timeout / 2);
	} else {
		/* members of the group have got it already if the main process was stopped */
		tree_signal(&monitor->tree, number,
			    monitor->stop_signals_sent ? monitor->group : 0);
	}
	monitor->stop_signals_sent = true;
}

/* What is left is killed. */
static void kill_all(struct monitor *monitor)
{
	struct client *client = NULL;

	monitor->deadlines[AT_KILL] = monitor->deadlines[AT_HANGUP] = NEVER;
	monitor->kept = !tree_kill(&monitor->tree, &monitor->child, &monitor->status);
	if (!monitor->kept)
		return;
	/* they have other users now; the job goes on, as far as it does */
	monitor->intent = NO_INTENT;
	set_state(monitor, monitor->child ? RUNNING : ENDED);
	monitor->phase = monitor->child ? RUN : REST;
	while ((client = serve_next(monitor, client))) {
		if (client->waits)
			serve_error(monitor, client, 4, "has processes that cannot be stopped");
	}
}

static void finish(struct monitor *monitor, enum job_state state);

void life_stop(struct monitor *monitor, enum intent intent, long long timeout)
{
	long long limit = monitor->now + (timeout < 0 ? monitor->job.stop_timeout : timeout);
	bool running = monitor->phase == RUN || monitor->phase == SWEEP || monitor->kept;

	if (monitor->intent != STOP)
		monitor->intent = intent;
	if (monitor->phase == DELAY) {
		finish(monitor, ENDED);
		return;
	}
	if (!running)
		return;
	if (monitor->phase == REST)
		monitor->phase = SWEEP;
	monitor->deadlines[AT_KILL] = milliseconds_earlier(monitor->deadlines[AT_KILL], limit);
	if (!monitor->stop_signals_sent && limit > monitor->now)
		send_stop_signals(monitor, limit - monitor->now);
	set_state(monitor, STOPPING);
}

const char *life_restart(struct monitor *monitor)
{
	if (monitor->state.state == STOPPING)
		return "is being stopped";
	if (monitor->phase == DELAY || monitor->phase == REST) {
		monitor->intent = RESTART;
		monitor->deadlines[AT_START] = monitor->now;
	} else {
		life_stop(monitor, RESTART, -1);
	}
	return NULL;
}

/* The ring as a file, for those that come when we are gone. */
static void write_tail(struct monitor *monitor)
{
	int file = file_open(monitor->directory, "tail",
			     O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
	uint64_t at = ring_tail(&monitor->ring);
	struct piece piece;

	while (file >= 0 && (piece = ring_peek(&monitor->ring, at)).count &&
	       write_all(file, piece.bytes, piece.count, -1))
		at += piece.count;
	if (file >= 0)
		close(file);
	monitor->tailed = monitor->ring.head;
}

void life_record(struct monitor *monitor)
{
	if (monitor->tailed != monitor->ring.head)
		write_tail(monitor);
	monitor->state.head = (long long)monitor->ring.head;
	state_write(&monitor->state, monitor->directory);
}

/* The job has ended, for good. */
static void finish(struct monitor *monitor, enum job_state state)
{
	struct client *client = NULL;

	monitor->phase = REST;
	monitor->deadlines[AT_START] = monitor->deadlines[AT_KILL] = NEVER;
	if (state == FAILED && WIFEXITED(monitor->status) && !WEXITSTATUS(monitor->status))
		monitor->status = FAILURE << 8;
	monitor->state.status = monitor->status;
	monitor->state.next = UNKNOWN;
	write_tail(monitor);
	set_state(monitor, state);
	/* also those that have used theirs up get the time to read the rest, or how much it is */
	while ((client = serve_next(monitor, client))) {
		client->flow.left += PATIENCE_TERMINAL;
		client->flow.until = 0;
	}
	life_tell(monitor, monitor->status ? status_exit(monitor->status) : FAILURE);
}

/* Whether another run follows the one that has ended. */
static bool goes_on(const struct monitor *monitor)
{
	const struct job *job = &monitor->job;

	if (monitor->intent != NO_INTENT)
		return monitor->intent == RESTART;
	return CONFIG_FEATURE_HOLD_RESTART &&
	       (job->restart == RESTART_ALWAYS ||
		(job->restart == RESTART_ON_FAILURE && job_failed(job, monitor->status)));
}

/* Nothing of the run is left that has to go. */
static void after_run(struct monitor *monitor)
{
	const struct job *job = &monitor->job;
	long long delay;

	if (!goes_on(monitor)) {
		finish(monitor, monitor->intent == GIVE_UP ? FAILED : ENDED);
		return;
	}
	delay = 0;
	if (CONFIG_FEATURE_HOLD_RESTART && monitor->intent != RESTART) {
		if (monitor->now - monitor->begun >= job->healthy)
			monitor->failures = 0;
		delay = backoff_delay(&job->backoff, monitor->failures++, backoff_jitter());
	}
	monitor->phase = DELAY;
	monitor->deadlines[AT_START] = monitor->now + delay;
	monitor->state.next = now_realtime() + delay * 1000000;
	set_state(monitor, WAITING);
	serve_state(monitor);
}

/* The main process has ended, and its output has been read. */
static void end_run(struct monitor *monitor)
{
	struct state *state = &monitor->state;

	state->status = monitor->status;
	state->ended = now_realtime();
	state->pid = state->inode = UNKNOWN;
	monitor->deadlines[AT_READY] = monitor->deadlines[AT_HANGUP] = NEVER;
	/* run -d waits until it is ready: a first run that ends before has failed */
	if (monitor->launching && monitor->intent == NO_INTENT)
		monitor->intent = GIVE_UP;
	if (monitor->kept && (goes_on(monitor) || monitor->intent != NO_INTENT)) {
		monitor->phase = SWEEP;
		if (monitor->deadlines[AT_KILL] == NEVER)
			monitor->deadlines[AT_KILL] = monitor->now + monitor->job.stop_timeout;
		send_stop_signals(monitor, 0);
		set_state(monitor, STOPPING);
		return;
	}
	after_run(monitor);
}

/* The next start is due. */
static void start_again(struct monitor *monitor)
{
	const struct backoff_limit *limit = &monitor->job.limit;

	monitor->deadlines[AT_START] = NEVER;
	if (CONFIG_FEATURE_HOLD_RESTART && limit->count && monitor->intent != RESTART) {
		struct backoff_starts starts = monitor->starts;

		backoff_started(&starts, monitor->now);
		if (backoff_exceeded(&starts, limit, monitor->now)) {
			set_note(monitor, "too many starts");
			finish(monitor, FAILED);
			return;
		}
	}
	monitor->state.restarts++;
	if (!life_start(monitor))
		state_write(&monitor->state, monitor->directory);
	serve_state(monitor);
}

bool life_due(struct monitor *monitor, enum deadline which)
{
	if (!monitor->deadlines[which] || monitor->deadlines[which] > monitor->now)
		return false;
	monitor->deadlines[which] = NEVER;
	return true;
}

bool life_advance(struct monitor *monitor)
{
	if (monitor->reaps)
		monitor->kept = tree_reap(&monitor->tree, &monitor->child, &monitor->status);
	monitor->reaps = false;
	if (CONFIG_FEATURE_HOLD_RESTART && life_due(monitor, AT_READY)) {
		set_note(monitor, "not ready in time");
		life_stop(monitor, GIVE_UP, -1);
	}
	if (life_due(monitor, AT_HANGUP) && monitor->child)
		signal_group(monitor, SIGHUP);
	if (life_due(monitor, AT_KILL))
		kill_all(monitor);
	if (monitor->phase == RUN && !monitor->child && monitor->drained)
		end_run(monitor);
	if (monitor->phase == SWEEP && !monitor->kept)
		after_run(monitor);
	if (life_due(monitor, AT_START))
		start_again(monitor);
	return monitor->phase == REST && !monitor->kept;
}

void life_hear(struct monitor *monitor)
{
	struct readiness *readiness = &monitor->readiness;
	int heard;

	while ((heard = readiness_read(readiness, monitor->child, geteuid()))) {
		if (heard & READINESS_STATUS)
			set_note(monitor, readiness->status);
		if (heard & READINESS_EXTENDED && monitor->deadlines[AT_READY] != NEVER)
			monitor->deadlines[AT_READY] = monitor->now +
						       readiness->extension.tv_sec * 1000LL +
						       readiness->extension.tv_nsec / 1000000;
		if (heard & READINESS_READY && !monitor->state.ready)
			life_ready(monitor);
		if (heard & READINESS_CLOSED) {
			close(readiness->descriptor);
			readiness->descriptor = -1;
			return;
		}
	}
}
