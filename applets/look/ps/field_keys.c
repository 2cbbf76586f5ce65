/* field_keys.c - the fields by which the rows are sorted. */
#include <stdint.h>
#include <string.h>

#include "field_keys.h"
#include "rows.h"

static const struct field *const *fields_of(const struct field_keys *keys)
{
	return (const void *)keys->fields.bytes;
}

size_t field_keys_count(const struct field_keys *keys)
{
	return keys->fields.length / sizeof(*fields_of(keys));
}

static void add_key(struct field_keys *keys, const struct field *field, bool reverse)
{
	*(const struct field **)text_add(&keys->fields, sizeof(field)) = field;
	*(bool *)text_add(&keys->reverse, sizeof(bool)) = reverse;
	keys->needs |= field->flags;
}

bool field_keys_add(struct field_keys *keys, const char *list, struct refusal *refusal)
{
	do {
		bool reverse = *list == '-';
		size_t length = strcspn(list += *list == '-' || *list == '+', ",");
		const struct field *field = field_find(list, length);

		if (!field)
			return refuse(refusal, "unknown sort specifier");
		add_key(keys, field, reverse);
		list += length;
		list += *list == ',';
	} while (*list);
	return true;
}

bool field_keys_add_letters(struct field_keys *keys, const char *list, struct refusal *refusal)
{
	static const char letters[] = "CGJMNPRSTUcfgjkmnoprstuvy";
	static const char *const names[] = {
		"pcpu",	   "tpgid", "times",  "maj_flt", "maj_flt", "ppid", "rss",
		"rss",	   "start_time", "uid", "ucomm",  "flags",   "pgrp", "times",
		"times",   "min_flt", "min_flt", "session", "pid", "rss", "size",
		"tty",	   "user",  "vsize",  "priority",
	};

	for (; *list; list++) {
		bool reverse = *list == '-';
		const char *letter, *name;

		list += *list == '-' || *list == '+';
		letter = *list ? strchr(letters, *list) : NULL;
		if (!letter)
			return refuse(refusal, "bad sorting code");
		name = names[letter - letters];
		add_key(keys, field_find(name, strlen(name)), reverse);
		list += list[1] == ',';
	}
	return true;
}

void field_keys_show(const struct field_keys *keys, struct view *view)
{
	size_t count = field_keys_count(keys);

	for (const struct field *const *field = fields_of(keys); count; count--, field++) {
		view->value = ROW_TEXT;
		view->room = SIZE_MAX;
		(*field)->show(view, *field);
		row_key(&view->cells, view->value);
	}
}
