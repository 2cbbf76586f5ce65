/* place.c - the directory of jobs, and each job's directory in it. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "applet/failure.h"
#include "file/descriptor.h"
#include "file/entries.h"
#include "job.h"
#include "place.h"
#include "text/byte.h"
#include "text/error.h"
#include "text/format.h"
#include "text/path.h"
#include "text/variable.h"

const char PLACE_LETTERS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_@.-";

void pause_for(int time)
{
	poll(NULL, 0, time);
}

/* Makes a directory for us alone, whatever the umask. Returns 0 if it was there; -1 with errno. */
static int make_directory(int above, const char *path)
{
	mode_t mask = umask(077);
	int made = mkdirat(above, path, 0700) == 0;

	umask(mask);
	return made || errno == EEXIST ? made : -1;
}

/* Opens the directory at place->path, made first if create. Returns false with errno. */
static bool open_directory(struct place *place, bool create)
{
	if (create && make_directory(AT_FDCWD, place->path) < 0)
		return false;
	place->directory = open_above(place->path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0);
	return place->directory >= 0;
}

/* Copies the path, absolute and without slashes at its end: those would follow a link. */
static void set_path(struct place *place, const char *path)
{
	size_t length;

	if (!path_from_here(place->path, sizeof(place->path), path))
		applet_fail("%pq: %m", path);
	length = strlen(place->path);
	while (length > 1 && place->path[length - 1] == '/')
		place->path[--length] = '\0';
}

/* Returns 0; errno; or -1: it is another user's, or open to others. */
static int check_owner(struct place *place)
{
	struct stat status;
	uid_t self = geteuid();

	if (fstat(place->directory, &status))
		return errno;
	place->owner = status.st_uid;
	if (place->owner != self && self == 0 && place->option) {
		place->foreign = true;
		error("warning: %pq belongs to user %u", place->path, place->owner);
		return 0;
	}
	return place->owner != self || status.st_mode & 077 ? -1 : 0;
}

/* Returns as check_owner does. */
static int find_jobs(struct place *place, bool create)
{
	const char *environment = variable_value("HOLD_DIR");
	uid_t self = geteuid();
	const char *path = place->option ? place->option : environment;
	bool good;

	place->given = path && *path;
	place->directory = -1;
	place->owner = self;
	if (place->given)
		set_path(place, path);
	else
		format_text(place->path, sizeof(place->path), self ? "/tmp/hold-%u" : "/run/hold",
			    self);
	good = open_directory(place, create);
	if (!good && !place->given && !self &&
	    (errno == ENOENT || errno == EROFS || errno == EACCES)) {
		set_path(place, "/tmp/hold-0");
		good = open_directory(place, create);
		if (!good) {
			int reason = errno;

			set_path(place, "/run/hold"); /* for messages */
			errno = reason;
		}
	}
	return good ? check_owner(place) : errno;
}

void jobs_open(struct place *place, bool create)
{
	int trouble = find_jobs(place, create);

	if (trouble < 0)
		applet_fail("%pq must belong to user %u, with mode 0700; set HOLD_DIR or --dir",
		     place->path, geteuid());
	errno = trouble;
	if (trouble && (create || trouble != ENOENT))
		applet_fail("%pq: %m%s", place->path,
			    place->given ? "" : "; set HOLD_DIR or --dir");
}

bool jobs_try(struct place *place)
{
	return find_jobs(place, false) == 0;
}

bool place_name_valid(const char *name)
{
	size_t length = strlen(name);

	return length && length <= NAME_LIMIT && *name != '.' && *name != '-' &&
	       span_of(name, PLACE_LETTERS) == length;
}

int place_job(const struct place *place, const char *name)
{
	if (place->directory < 0) {
		errno = ENOENT;
		return -1;
	}
	return file_open(place->directory, name,
			 O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0);
}

int place_lock(const struct place *place, const char *name, bool create, bool *created)
{
	struct stat named, opened;
	int job, reason, made = 0;

	for (;;) {
		if (create)
			made |= make_directory(place->directory, name);
		if (made < 0)
			return UNOPENED;
		job = place_job(place, name);
		if (job < 0 && create && errno == ENOENT)
			continue; /* it has just been removed */
		if (job < 0)
			return UNOPENED;
		if (flock(job, LOCK_EX | LOCK_NB) || fstat(job, &opened)) {
			reason = errno;
			close(job);
			if (made && reason != EWOULDBLOCK)
				unlinkat(place->directory, name, AT_REMOVEDIR);
			errno = reason;
			return UNLOCKED;
		}
		if (!fstatat(place->directory, name, &named, AT_SYMLINK_NOFOLLOW) &&
		    named.st_ino == opened.st_ino && named.st_dev == opened.st_dev)
			break;
		close(job);
	}
	if (created)
		*created = made;
	return job;
}

bool place_alive(int job_directory)
{
	bool alive = flock(job_directory, LOCK_SH | LOCK_NB) != 0;

	if (!alive)
		flock(job_directory, LOCK_UN);
	return alive;
}

const char *place_next(struct entries *entries, bool hidden)
{
	const char *name;

	do
		name = entries_next(entries);
	while (name && (hidden ? *name != '.' || !strcmp(name, ".") || !strcmp(name, "..")
			       : !place_name_valid(name)));
	return name;
}

/* Whether there are directories in it, apart from itself and the one above. */
static bool has_directories(int directory)
{
	struct entries entries;
	struct stat status;
	const char *name;
	int count = 0;

	entries_start(&entries, directory);
	while ((name = entries_next(&entries)))
		count += !fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) &&
			 S_ISDIR(status.st_mode);
	return count > 2;
}

/* A directory that changes may leave entries out: several passes. */
static void remove_files(int directory)
{
	struct entries entries;
	const char *name;

	for (int pass = 0; pass < 3; pass++) {
		entries_start(&entries, directory);
		while ((name = entries_next(&entries)))
			unlinkat(directory, name, 0);
	}
}

bool place_remove(const struct place *place, const char *name, int job_directory)
{
	char hidden[32];

	if (has_directories(job_directory)) {
		errno = ENOTEMPTY;
		return false;
	}
	/* under another name first: nobody finds it half removed */
	format_text(hidden, sizeof(hidden), ".rm-%d", getpid());
	if (*name != '.' && renameat(place->directory, name, place->directory, hidden))
		return false;
	remove_files(job_directory);
	return unlinkat(place->directory, *name == '.' ? name : hidden, AT_REMOVEDIR) == 0;
}

bool place_path(const struct place *place, const char *name, const char *file,
		char path[PLACE_PATH])
{
	return format_text(path, PLACE_PATH, "%s/%s/%s", place->path, name, file);
}
