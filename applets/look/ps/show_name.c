/* show_name.c - fields: names, except those of users. */
#include <limits.h>
#include <string.h>

#include "find.h"
#include "show_name.h"
#include "show_number.h"
#include "text/byte.h"

enum { SHORT = 8 };

static void view_name(struct view *view)
{
	const char *name = process_name(&view->process);

	view->gone |= !name;
	if (name)
		view_text(view, name, strlen(name));
}

void show_name(struct view *view, const struct field *field)
{
	(void)field;
	/* read first, for the name is in it too */
	if (view_stat(view, STAT_STATE) == 'Z') {
		view_name(view);
		view_format(view, " <defunct>");
	} else {
		view_name(view);
	}
}

void show_short_name(struct view *view, const struct field *field)
{
	const char *name = process_name(&view->process);
	size_t bytes;

	(void)field;
	view->gone |= !name;
	if (!name)
		return;
	cell_width(name, view->utf8, SHORT, &bytes);
	view_text(view, name, bytes);
}

static void add_environment(struct view *view)
{
	size_t length;
	const char *text = process_file(&view->process, "environ", &length);

	if (!text || !length)
		return;
	view_format(view, " ");
	view_words(view, text, length - !text[length - 1]);
}

void show_environ(struct view *view, const struct field *field)
{
	size_t length;
	const char *text = process_file(&view->process, "environ", &length);

	if (text && length)
		view_words(view, text, length - !text[length - 1]);
	else
		show_none(view, field);
}

void show_command(struct view *view, const struct field *field)
{
	size_t length;
	const char *text;

	if (view->name_only) {
		show_name(view, field);
		return;
	}
	text = process_cmdline(&view->process, &length);
	if (!text) {
		view->gone = true;
		return;
	}
	while (length && !text[length - 1])
		length--;
	if (length) {
		view_words(view, text, length);
	} else {
		view_format(view, "[");
		view_name(view);
		view_format(view, view_stat(view, STAT_STATE) == 'Z' ? "] <defunct>" : "]");
	}
	if (view->environment)
		add_environment(view);
}

void show_link(struct view *view, const struct field *field)
{
	char target[PATH_MAX];
	ssize_t length = process_link(&view->process, field->argument ? "cwd" : "exe", target,
				      sizeof(target));

	if (length > 0)
		view_text(view, target, length);
	else
		show_none(view, field);
}

/* With an argument, without the usual beginning, "pts/" or "tty". */
void show_tty(struct view *view, const struct field *field)
{
	long long device = view_stat(view, STAT_TTY);
	const char *name = view->tty_name;

	if (device != view->tty)
		tty_name(device, view->tty_name);
	view->tty = view->value = device;
	if (field->argument && (text_begins(name, "pts/", 4) || text_begins(name, "tty", 3)))
		name += *name == 'p' ? 4 : 3;
	view_text(view, name, strlen(name));
}

void show_wchan(struct view *view, const struct field *field)
{
	size_t length;
	const char *text = process_file(&view->process, "wchan", &length);

	if (!text) {
		view_format(view, "?");
	} else if (!length || strcmp(text, "0") == 0) {
		show_none(view, field);
	} else {
		text += span_of(text, "._");
		view_text(view, text, strlen(text));
	}
}

/*
 * The lines of cgroup except those of root groups, separated by commas; with an argument, only that
 * of a named hierarchy, if there is one.
 */
void show_cgroup(struct view *view, const struct field *field)
{
	size_t length;
	const char *line = process_file(&view->process, "cgroup", &length), *name;
	size_t start = view->cells.length;

	for (; line && *line; line += length + (line[length] == '\n')) {
		length = span_before(line, "\n");
		if (length < 2 || memcmp(line + length - 2, ":/", 2) == 0)
			continue;
		name = field->argument ? text_find(line, ":name=") : NULL;
		if (name && name < line + length) {
			name += strlen(":name=");
			view->cells.length = start;
			view_text(view, name, line + length - name);
			return;
		}
		view_format(view, view->cells.length > start ? "," : "");
		view_text(view, line, length);
	}
	if (view->cells.length == start)
		show_none(view, field);
}

void show_label(struct view *view, const struct field *field)
{
	size_t length;
	const char *text = process_file(&view->process, "attr/current", &length);

	if (text)
		length = span_before(text, "\n");
	if (text && length)
		view_text(view, text, length);
	else
		show_none(view, field);
}

static bool ends_in(const char *text, size_t length, const char *end)
{
	return length > strlen(end) && memcmp(text + length - strlen(end), end, strlen(end)) == 0;
}

/* From the path of systemd's group: the unit, or with an argument the slice that it is in. */
void show_unit(struct view *view, const struct field *field)
{
	size_t size, length = 0;
	const char *path = process_file(&view->process, "cgroup", &size), *slice = NULL;

	const char *named = path ? text_find(path, ":name=systemd:") : NULL;

	if (named)
		path = named + 14;
	else if (path && text_begins(path, "0::", 3))
		path += 3;
	while (path && *path == '/') {
		length = span_before(++path, "/\n");
		if (!ends_in(path, length, ".slice"))
			break;
		slice = path;
		path += length;
	}
	if (field->argument && !slice)
		view_format(view, "-.slice");
	else if (field->argument)
		view_text(view, slice, span_before(slice, "/\n"));
	else if (path && (ends_in(path, length, ".service") || ends_in(path, length, ".scope")))
		view_text(view, path, length);
	else
		show_none(view, field);
}

/* The ID of a Docker container, of which 12 digits are usual: docker-ID.scope or docker/ID. */
void show_container(struct view *view, const struct field *field)
{
	enum { DIGITS = 64, USUAL = 12 };
	size_t length;
	const char *at = process_file(&view->process, "cgroup", &length);

	while (at && (at = text_find(at, "docker"))) {
		at += strlen("docker");
		if ((*at == '-' || *at == '/') && span_of(at + 1, "0123456789abcdef") == DIGITS) {
			view_text(view, at + 1, USUAL);
			return;
		}
	}
	show_none(view, field);
}
