/* field_keys.c - the fields by which the rows are sorted. */
#include <stdint.h>
#include <string.h>

#include "field_keys.h"
#include "rows.h"
#include "text/byte.h"

size_t field_keys_count(const struct field_keys *keys)
{
	return keys->fields.length / sizeof(struct field);
}

static void add_key(struct field_keys *keys, const struct field *field, bool reverse)
{
	memcpy(text_add(&keys->fields, sizeof(*field)), field, sizeof(*field));
	*(bool *)text_add(&keys->reverse, sizeof(bool)) = reverse;
	keys->needs |= field->flags;
}

bool field_keys_add(struct field_keys *keys, const char *list, struct refusal *refusal)
{
	do {
		bool reverse = *list == '-';
		size_t length = span_before(list += *list == '-' || *list == '+', ",");
		struct field field;

		if (!field_find(list, length, &field))
			return refuse_field(refusal, "unknown sort specifier", list, length);
		add_key(keys, &field, reverse);
		list += length;
		list += *list == ',';
	} while (*list);
	return true;
}

bool field_keys_add_letters(struct field_keys *keys, const char *list, struct refusal *refusal)
{
	static const char letters[] = "CGJKMNPRSTUcfgjkmnoprstuvy";
	static const char *const names[] = {
		"pcpu",	 "tpgid",    "cutime", "utime", "maj_flt", "cmaj_flt", "ppid",
		"rss",	 "rss",	     "start_time", "uid", "args",  "flags",    "pgrp",
		"cutime", "utime",   "min_flt", "cmin_flt", "session", "pid",  "rss",
		"size",	 "tty",	     "user",   "vsize", "priority",
	};
	const char *whole = list;
	struct field field;

	for (; *list; list++) {
		bool reverse = *list == '-';
		const char *letter, *name;

		list += *list == '-' || *list == '+';
		letter = *list ? strchr(letters, *list) : NULL;
		if (!letter)
			return refuse_word(refusal, "bad sorting code", whole, strlen(whole));
		name = names[letter - letters];
		field_find(name, strlen(name), &field);
		add_key(keys, &field, reverse);
		list += list[1] == ',';
	}
	return true;
}

void field_keys_show(const struct field_keys *keys, struct view *view)
{
	const struct field *field = (const void *)keys->fields.bytes;

	for (size_t count = field_keys_count(keys); count; count--, field++) {
		view->value = ROW_TEXT;
		view->room = SIZE_MAX;
		field->show(view, field);
		row_key(&view->cells, view->value);
	}
}
