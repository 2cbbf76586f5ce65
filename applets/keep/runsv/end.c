/* end.c - what follows when run or finish has ended. */
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "end.h"
#include "place.h"
#include "text/clock.h"
#include "text/error.h"

enum { SECOND = 1000, HEALTHY = 10 * SECOND, GIVE_UP = 125 };

void end_limit(struct service *service, enum setting setting)
{
	struct settings *settings = &service->settings;

	setting_get(settings, setting);
	if (settings->value.number >= 0)
		service->wake = milliseconds_now() + settings->value.number;
}

/* The delay before the next start, in milliseconds. */
static long long delay(struct service *service, long long ran)
{
	static const struct backoff usual = { SECOND * 1000LL, 60 * SECOND * 1000LL, 2000 };
	struct settings *settings = &service->settings;

	if (ran >= HEALTHY)
		service->runs = 0;
	if (setting_get(settings, SETTING_BACKOFF))
		return backoff_delay(&settings->value.backoff, service->runs++, backoff_jitter());
	if (service->reasons[0] || service->status.state == SUPERVISE_FINISH)
		return backoff_delay(&usual, service->runs++, BACKOFF_EXACT);
	return ran < SECOND ? SECOND : 0;
}

void end_plan_start(struct service *service)
{
	long long now = milliseconds_now();

	service->wake = now + delay(service, now - service->started);
}

static bool has_started_too_often(struct service *service)
{
	struct settings *settings = &service->settings;

	return setting_get(settings, SETTING_MAX_RESTARTS) &&
	       backoff_exceeded(&service->starts, &settings->value.limit, milliseconds_now());
}

static void give_up(struct service *service)
{
	service->status.want = 'd';
	service->failed = true;
}

struct sweep {
	pid_t spared;
	int left;
};

static void sweep_child(void *context, pid_t process)
{
	struct sweep *sweep = context;

	if (process != sweep->spared) {
		kill(process, SIGKILL);
		sweep->left++;
	}
}

/* Kills the children that are neither the service nor its log; the end of each calls us again. */
static bool has_descendants(struct service *service)
{
	struct runsv *runsv = service->runsv;
	struct sweep sweep = { .spared = runsv->services[LOG].status.pid };

	if (service->is_log || !runsv->adopts || access("flag-tree", F_OK))
		return false;
	tree_each(&runsv->tree, sweep_child, &sweep);
	return sweep.left > 0;
}

void end_settle(struct service *service)
{
	service_enter(service);
	if (has_descendants(service)) {
		service->status.state = SUPERVISE_FINISH;
		place_write_status(service);
		return;
	}
	service->status.state = SUPERVISE_DOWN;
	service->status.since = clock_now(CLOCK_REALTIME);
	if (service->status.want == 'u' && has_started_too_often(service)) {
		error("warning: %s has been started too often", service->is_log ? "log" : "it");
		give_up(service);
	}
	place_write_status(service);
	if (service->status.want == 'u')
		end_plan_start(service);
}

void end_reaped(struct service *service, int status)
{
	bool finished = service->status.state == SUPERVISE_FINISH;

	service_enter(service);
	unlink("supervise/handle");
	target_drop(&service->held);
	service->adopted = false;
	service->status.pid = 0;
	service->status.terminating = false;
	service->wake = 0;
	if (finished) {
		if (WIFEXITED(status) && WEXITSTATUS(status) == GIVE_UP)
			give_up(service);
		end_settle(service);
		return;
	}
	service->wait = status;
	unlink("supervise/ready");
	if (service->readiness.descriptor >= 0)
		close(service->readiness.descriptor);
	service->readiness.descriptor = -1;
	if (service->is_log || access("finish", F_OK)) {
		end_settle(service);
		return;
	}
	service->status.state = SUPERVISE_FINISH;
	service->wake = milliseconds_now();
}
