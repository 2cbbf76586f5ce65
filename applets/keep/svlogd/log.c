/* log.c - one directory: its files.
 *
 * Each file that is not current any more was complete and on disk before it got its name.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "config.h"
#include "file/descriptor.h"
#include "file/entries.h"
#include "log.h"
#include "processor.h"
#include "stamp.h"
#include "text/clock.h"
#include "text/error.h"

enum { TYPE_AT = 26, BUFFER_MIN = 8192 };

int logdir_file(const struct log *log, const char *name, int flags, int mode)
{
	return move_above(file_open(log->directory, name,
				    flags | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, mode));
}

bool logdir_has(const struct log *log, const char *name)
{
	/* not libc's function, which emulates flags that are not used here */
	return syscall(SYS_faccessat, log->directory, name, F_OK) == 0;
}

static void set_older(char oldest[LOG_NAME_SIZE], const char *name)
{
	if (!*oldest || strcmp(name, oldest) < 0)
		memcpy(oldest, name, LOG_NAME_SIZE);
}

void logdir_find_old(const struct log *log, struct old_files *old)
{
	struct entries entries;
	const char *name;

	memset(old, 0, sizeof(*old));
	entries_start(&entries, log->directory);
	while ((name = entries_next(&entries))) {
		bool at_work;

		if (*name != '@' || strlen(name) != LOG_NAME_SIZE - 1)
			continue;
		at_work = log->child && !memcmp(name, log->work, TYPE_AT);
		if (name[TYPE_AT] == 't') {
			if (!at_work)
				unlinkat(log->directory, name, 0);
			continue;
		}
		old->count++;
		if (name[TYPE_AT] == 'u' && !at_work)
			set_older(old->unprocessed, name);
		else if (name[TYPE_AT] != 'u')
			set_older(old->processed, name);
	}
}

/* Removes the oldest file if there are more than so many: one that is processed, if possible. */
static bool remove_oldest(const struct log *log, unsigned long long keep, const char *why)
{
	struct old_files old;
	const char *name;

	logdir_find_old(log, &old);
	name = *old.processed ? old.processed : old.unprocessed;
	if (old.count <= keep || !*name)
		return false;
	if (why)
		error("%sdelete: %pn/%s", why, log->name, name);
	if (unlinkat(log->directory, name, 0) == 0)
		return true;
	warn_unable(log, "unlink oldest logfile");
	return false;
}

/* If the disk is full: removes an old file, unless the configuration keeps them. Keeps errno. */
static bool make_room(const struct log *log)
{
	int reason = errno;
	bool removed = reason == ENOSPC && log->numbers[LEAST] < log->numbers[KEEP] &&
		       remove_oldest(log, log->numbers[LEAST], "warning: out of disk space, ");

	errno = reason;
	return removed;
}

static void write_out(struct svlogd *svlogd, const struct log *log)
{
	const char *at = svlogd->out;
	bool reported = false;

	while (svlogd->used) {
		ssize_t count = write(log->current, at, svlogd->used);

		if (count > 0) {
			at += count;
			svlogd->used -= count;
		} else if ((count == 0 || errno != EINTR) && !make_room(log)) {
			svlogd_pause(svlogd, log, "write to current", &reported);
		}
	}
}

void logdir_flush(struct svlogd *svlogd, const struct log *log, const char *position, bool inside,
	       bool move)
{
	struct progress progress = { .size = (off_t)log->size, .inode = log->inode };

	write_out(svlogd, log);
	if (inside)
		progress.inside = log->selected ? 1 : 2;
	input_note(&svlogd->input, position, move, &progress);
}

/* Lets current become older from now on, if it does not already. */
static void start_age(struct log *log)
{
	if (log->numbers[AGE] && !log->full_age)
		log->full_age = milliseconds_now() + 1000 * (long long)log->numbers[AGE];
}

void logdir_put(struct svlogd *svlogd, struct log *log, const char *bytes, size_t count)
{
	start_age(log);
	log->size += count;
	while (count) {
		size_t some = OUT_SIZE - svlogd->used;

		if (some > count)
			some = count;
		memcpy(svlogd->out + svlogd->used, bytes, some);
		svlogd->used += some;
		bytes += some;
		count -= some;
		if (svlogd->used == OUT_SIZE)
			write_out(svlogd, log);
	}
}

static void open_current(struct svlogd *svlogd, struct log *log)
{
	bool reported = false;
	struct stat status;

	while ((log->current = logdir_file(log, "current", O_WRONLY | O_CREAT | O_APPEND, 0644)) <
	       0 || fstat(log->current, &status))
		svlogd_pause(svlogd, log, "open current", &reported);
	descriptor_set_mode(log->current, 0644);
	log->inode = status.st_ino;
	log->size = status.st_size;
	log->full_age = 0;
	if (log->size)
		start_age(log);
}

/* Renames current to a name that is later than any before. */
static void rename_current(struct svlogd *svlogd, const struct log *log, char type)
{
	char name[LOG_NAME_SIZE] = { [TYPE_AT - 1] = '.', [TYPE_AT] = type };
	bool reported = false;

	do
		stamp_format(name, STAMP_TAI64N, svlogd_time(svlogd, true));
	while (logdir_has(log, name));
	if (svlogd->verbose)
		error("info: rename: %pn/current %s %llu", log->name, name, log->size);
	while (renameat(log->directory, "current", log->directory, name))
		svlogd_pause(svlogd, log, "rename current", &reported);
	remove_oldest(log, log->numbers[KEEP] ? log->numbers[KEEP] : -1ULL,
		      svlogd->verbose ? "info: " : NULL);
}

/* Marks current as complete. */
static void complete(const struct log *log)
{
	if (fsync(log->current) || descriptor_set_mode(log->current, 0744))
		warn_unable(log, "complete current");
	close(log->current);
}

void logdir_rotate(struct svlogd *svlogd, struct log *log, const char *position, bool inside)
{
	if (log->directory < 0 || !log->size)
		return;
	logdir_flush(svlogd, log, position, inside, false);
	complete(log);
	rename_current(svlogd, log, log->processor ? 'u' : 's');
	open_current(svlogd, log);
	logdir_flush(svlogd, log, position, inside, false);
	processor_start(svlogd, log);
}

/* After a kill: cuts off what was written of the input that is about to be logged again. */
static void recover(struct svlogd *svlogd, struct log *log)
{
	const struct progress *progress = input_progress(&svlogd->input);
	int current = logdir_file(log, "current", O_WRONLY, 0);
	struct stat status;

	svlogd->inside = progress->inside;
	log->selected = progress->inside == 1;
	if (current >= 0 && fstat(current, &status) == 0 && !(status.st_mode & S_IXUSR) &&
	    status.st_ino == progress->inode && status.st_size > progress->size &&
	    ftruncate(current, progress->size))
		warn_unable(log, "truncate current");
	close(current);
}

static bool lock(struct log *log)
{
	log->directory = open_above(log->name, O_RDONLY | O_DIRECTORY, 0);
	if (log->directory < 0) {
		warn_unable(log, "open log directory");
		return false;
	}
	log->lock = logdir_file(log, "lock", O_RDWR | O_CREAT, 0600);
	if (log->lock >= 0 && lock_soon(log->lock))
		return true;
	warn_unable(log, "lock directory");
	if (log->lock >= 0)
		close(log->lock);
	close(log->directory);
	log->directory = -1;
	return false;
}

/* With one directory the input is kept there, where the next svlogd finds it. */
static void open_input(struct svlogd *svlogd, struct log *log)
{
	size_t size = 2 * svlogd->buffer + BUFFER_MIN;
	struct input input;

	if (svlogd->several && svlogd->input.journal)
		return;
	if (input_open(&input, &svlogd->input, svlogd->several ? -1 : log->lock, size)) {
		svlogd->input = input;
		recover(svlogd, log);
	}
	svlogd->input = input;
}

bool logdir_open(struct svlogd *svlogd, struct log *log)
{
	struct stat status;

	if (!lock(log))
		return false;
	if (config_read(log) && svlogd->verbose)
		error("info: read: %pn/config", log->name);
	open_input(svlogd, log);
	if (fstatat(log->directory, "current", &status, 0) == 0 && status.st_size &&
	    !(status.st_mode & S_IXUSR)) {
		log->size = status.st_size;
		rename_current(svlogd, log, 'u');
	}
	open_current(svlogd, log);
	if (svlogd->verbose)
		error("info: %s: %pn/current", log->size ? "append" : "new", log->name);
	logdir_flush(svlogd, log, input_bytes(&svlogd->input), svlogd->inside, false);
	processor_start(svlogd, log);
	return true;
}

void logdir_close(struct svlogd *svlogd, struct log *log)
{
	if (log->directory < 0)
		return;
	if (svlogd->verbose)
		error("info: close: %pn", log->name);
	complete(log);
	if (!svlogd->several)
		input_close(&svlogd->input);
	flock(log->lock, LOCK_UN); /* the input, which stays mapped, would keep it */
	close(log->lock);
	close(log->directory);
	log->directory = -1;
	log->full_age = 0;
}
