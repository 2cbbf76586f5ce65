/* field_list.c - columns made of lists of fields, as users give them. */
#include <string.h>

#include "field_find.h"
#include "field_list.h"

static bool refuse(struct field_list *list, const char *wrong, const char *word)
{
	list->wrong = wrong;
	list->word = word;
	return false;
}

/* Those of BSD's letters, and what both traditions show without options. */
const struct field_macro field_macros[] = {
	{ "DefBSD", "pid,tname,stat,bsdtime,args" },
	{ "DefSysV", "pid,tname,time,cmd" },
	{ "OL_j", "ppid,pid,pgid,sid,tname,tpgid,stat,uid,bsdtime,args" },
	{ "OL_l", "f,uid,pid,ppid,priority,ni,vsz,rss,wchan,stat,tname,bsdtime,args" },
	{ "OL_s", "uid,pid,pending,blocked,ignored,caught,stat,tname,bsdtime,args" },
	{ "OL_u", "user,pid,%cpu,%mem,vsz,rss,tname,stat,start_time,bsdtime,args" },
	{ "OL_v", "pid,tname,stat,bsdtime,maj_flt,m_trs,m_drs,rss,%mem,args" },
	{ "OL_X", "pid,stackp,esp,eip,tmout,alarm,stat,tname,bsdtime,args" },
	{ NULL, NULL },
};

static const char *find_macro(const char *name, size_t length)
{
	for (const struct field_macro *macro = field_macros; macro->name; macro++) {
		if (!strncmp(macro->name, name, length) && !macro->name[length])
			return macro->fields;
	}
	return NULL;
}

static struct column *add_column(struct field_list *list, const struct field *field)
{
	struct column *column = text_add(&list->columns, sizeof(*column));

	*column = (struct column){
		.heading = field->heading,
		.width = field->width ? field->width : pid_width(),
		.flags = field->flags,
		.data = field,
	};
	list->needs |= field->flags;
	return column;
}

/* A copy of length bytes that stays: there is room for all words of the command line. */
static char *keep_text(struct field_list *list, const char *text, size_t length)
{
	char *bytes = text_add(&list->words, length + 1);

	memcpy(bytes, text, length);
	bytes[length] = '\0';
	return bytes;
}

/* NAME[:WIDTH][=HEADING], not ended by a NUL. */
static bool add_field(struct field_list *list, const char *text, size_t length)
{
	size_t name = strcspn(text, ":=, \t"), width = 0;
	const struct field *field = field_find(text, name);
	const char *macro = find_macro(text, name), *at = text + name;
	struct column *column;

	if (macro && name == length)
		return field_list_add(list, macro);
	if (!field)
		return refuse(list, "unknown user-defined format specifier",
			      keep_text(list, text, length));
	column = add_column(list, field);
	if (*at == ':') {
		for (at++; *at >= '0' && *at <= '9' && width < 1000000; at++)
			width = width * 10 + (*at - '0');
		if (!width || (at < text + length && *at != '='))
			return refuse(list, "column widths must be unsigned decimal numbers", NULL);
		column->width = width;
	}
	if (at < text + length) {
		column->heading = keep_text(list, at + 1, text + length - at - 1);
		if (!width && strlen(column->heading) > column->width)
			column->width = strlen(column->heading);
	}
	return true;
}

/* AIX's: %p and the like, other text as it is. */
static bool add_aix_format(struct field_list *list, const char *format)
{
	static const char codes[] = "CGPUacgnprtuxyz";
	static const char *const names[] = { "pcpu", "group", "ppid", "user", "args", "comm",
					     "rgroup", "nice", "pid", "pgid", "etime", "ruser",
					     "time", "tname", "vsz" };
	static const struct field literal = { .flags = COLUMN_LITERAL };

	for (;;) {
		size_t length = strcspn(format, "%");
		const char *code;

		for (size_t i = 0; i < length; i++) {
			if (strchr(",|=:", format[i]))
				return refuse(list, "improper AIX field descriptor", NULL);
		}
		/* one behind the last field, too: that is filled up */
		add_column(list, &literal)->heading = keep_text(list, format, length);
		if (!format[length])
			return true;
		format += length + 1;
		code = *format ? strchr(codes, *format) : NULL;
		if (!code)
			return refuse(list, *format && *format != '%' ?
						    "unknown AIX field descriptor" :
						    "missing AIX field descriptor", NULL);
		add_column(list, field_find(names[code - codes], strlen(names[code - codes])));
		format++;
	}
}

/* Whether there is a '%' that begins no field's name: %p, but not %cpu. */
static bool is_aix_format(const char *format)
{
	for (; (format = strchr(format, '%')); format++) {
		if (!field_find(format, strcspn(format, ":=, \t")))
			return true;
	}
	return false;
}

bool field_list_add(struct field_list *list, const char *format)
{
	if (is_aix_format(format))
		return add_aix_format(list, format);
	do {
		size_t length = strcspn(format, ", \t");

		if (!length)
			return refuse(list, "improper format list", NULL);
		if (!add_field(list, format, length))
			return false;
		format += length;
		format += *format != '\0';
	} while (*format);
	return true;
}
