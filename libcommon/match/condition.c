/* condition.c - whether a process meets conditions. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "autoconf.h"
#include "file/descriptor.h"
#include "match/condition.h"
#include "proc/program.h"
#include "proc/status.h"
#include "target/handle.h"
#include "target/target.h"
#include "text/byte.h"

void condition_add_number(struct text *list, long long number)
{
	memcpy(text_add(list, sizeof(number)), &number, sizeof(number));
}

int condition_find_number(const struct text *list, long long number)
{
	const long long *numbers = (const long long *)(void *)list->bytes;
	int count = (int)(list->length / sizeof(number));

	while (count-- > 0 && numbers[count] != number)
		;
	return count;
}

static bool admits(const struct text *list, long long number)
{
	return !list->length || condition_find_number(list, number) >= 0;
}

static bool pattern_holds(const struct conditions *conditions, struct process *process)
{
	const char *text = conditions->full ? program_line(process) : process_name(process);

	if (!text)
		return false;
	if (pattern_matches(conditions->pattern, text))
		return true;
	if (conditions->full || strlen(text) != PROCESS_NAME)
		return false;
	text = program_name(process);
	return text && pattern_matches(conditions->pattern, text);
}

static bool owner_holds(const struct conditions *conditions, struct process *process)
{
	uid_t owner;

	return process_owner(process, &owner) && admits(&conditions->lists[MATCH_EUID], owner);
}

static bool stat_holds(const struct conditions *conditions, struct process *process)
{
	const long long *fields = process_stat(process);

	if (!fields)
		return false;
	for (int list = MATCH_PPID; list <= MATCH_TTY; list++) {
		if (!admits(&conditions->lists[list], fields[STAT_PPID + list]))
			return false;
	}
	if (conditions->states && !strchr(conditions->states, (int)fields[STAT_STATE]))
		return false;
	return conditions->older <= 0 ||
	       (conditions->now - fields[STAT_START]) / PROCESS_TICKS >= conditions->older;
}

/* Whether the signal is in the set at text, hexadecimal digits, however many there are. */
static bool has_signal(const char *text, int signal)
{
	size_t count = text ? span_of(text, "0123456789abcdef") : 0, digit = (signal - 1) / 4;
	int value;

	if (digit >= count)
		return false;
	value = text[count - 1 - digit];
	value -= value >= 'a' ? 'a' - 10 : '0';
	return value >> (signal - 1) % 4 & 1;
}

static bool status_holds(const struct conditions *conditions, struct process *process)
{
	const struct text *lists = conditions->lists;

	return admits(&lists[MATCH_UID], process_status_number(process, "Uid", 0, 10)) &&
	       admits(&lists[MATCH_GID], process_status_number(process, "Gid", 0, 10)) &&
	       (!CONFIG_FEATURE_MATCH_MORE || !conditions->caught ||
		has_signal(process_status_line(process, "SigCgt"), conditions->caught));
}

/*
 * Whether the length bytes at text are an element of the list, which commas separate. Of a variable
 * the part before '=' suffices.
 */
static bool lists_text(const char *list, const char *text, size_t length, bool variable)
{
	for (;; list++) {
		size_t element = span_before(list, ",");

		if (element <= length && text_begins(list, text, element) &&
		    (element == length || (variable && text[element] == '=')))
			return true;
		list += element;
		if (!*list)
			return false;
	}
}

static bool cgroup_holds(const struct conditions *conditions, struct process *process)
{
	size_t length;
	const char *line = process_file(process, "cgroup", &length);

	while (line && !text_begins(line, "0::", 3)) {
		line = strchr(line, '\n');
		line += line != NULL;
	}
	return line &&
	       lists_text(conditions->cgroups, line + 3, span_before(line + 3, "\n"), false);
}

static bool variables_hold(const struct conditions *conditions, struct process *process)
{
	size_t length;
	const char *variable = process_file(process, "environ", &length), *end;

	for (end = variable ? variable + length : NULL; variable < end;
	     variable += strlen(variable) + 1) {
		if (lists_text(conditions->variables, variable, strlen(variable), true))
			return true;
	}
	return false;
}

static bool namespaces_hold(const struct conditions *conditions, struct process *process)
{
	for (int i = 0; i < NAMESPACE_TYPES; i++) {
		char other[NAMESPACE_SIZE];

		if (conditions->namespaces >> i & 1 &&
		    (!namespace_read(process, i, other) || strcmp(other, conditions->shared[i])))
			return false;
	}
	return true;
}

/* The inode is read by a descriptor of the same process that was entered. */
static bool handle_holds(const struct conditions *conditions, struct process *process)
{
	const struct handle *handle = handle_find(&conditions->handles, process->id);
	struct target target = { .pid = process->id, .pidfd = -1, .start = -1 };
	unsigned long long inode;

	if (!handle || !handle->inode)
		return handle != NULL;
	target.directory = copy_above(process->directory);
	errno = target.directory < 0 ? errno : 0;
	inode = target.directory < 0 ? 0 : target_inode(&target);
	if (!inode && errno != ESRCH)
		process->fault = errno ? errno : EOPNOTSUPP;
	target_drop(&target);
	return inode == handle->inode;
}

static bool also_holds(const struct conditions *conditions, struct process *process)
{
	return conditions->also(conditions, process);
}

unsigned condition_parts(const struct conditions *conditions)
{
	const struct text *lists = conditions->lists;
	bool stat = lists[MATCH_PPID].length || lists[MATCH_PGRP].length ||
		    lists[MATCH_SESSION].length || lists[MATCH_TTY].length || conditions->states ||
		    conditions->older > 0;
	bool status = lists[MATCH_UID].length || lists[MATCH_GID].length || conditions->caught;

	return (conditions->pattern ? CONDITION_PATTERN : 0) |
	       (lists[MATCH_EUID].length ? CONDITION_OWNER : 0) | (stat ? CONDITION_STAT : 0) |
	       (status ? CONDITION_STATUS : 0) | (conditions->cgroups ? CONDITION_CGROUP : 0) |
	       (conditions->variables ? CONDITION_VARIABLES : 0) |
	       (conditions->namespaces ? CONDITION_NAMESPACES : 0) |
	       (conditions->handles.length ? CONDITION_HANDLE : 0) |
	       (conditions->also ? CONDITION_ALSO : 0);
}

bool condition_holds(const struct conditions *conditions, struct process *process, unsigned parts)
{
	static bool (*const tests[])(const struct conditions *, struct process *) = {
		pattern_holds, owner_holds, stat_holds, status_holds,
		CONFIG_FEATURE_MATCH_MORE ? cgroup_holds : NULL,
		CONFIG_FEATURE_MATCH_MORE ? variables_hold : NULL,
		CONFIG_FEATURE_MATCH_MORE ? namespaces_hold : NULL,
		handle_holds, also_holds,
	};

	for (size_t i = 0; i < sizeof(tests) / sizeof(*tests); i++) {
		if (parts >> i & 1 && !tests[i](conditions, process))
			return false;
	}
	return true;
}
