/* field_list.c - the columns that a list of fields asks for. */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "applet/failure.h"
#include "field_list.h"
#include "text/byte.h"
#include "text/format.h"

/* The formats of BSD's letters, and the defaults of both syntaxes. */
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
		if (text_begins(macro->name, name, length) && !macro->name[length])
			return macro->fields;
	}
	return NULL;
}

/* How many digits the process IDs of this system may have, at least 5, and room for a heading. */
static unsigned pid_width(const char *heading)
{
	enum { MINIMUM = 5 };
	unsigned minimum = strlen(heading) > MINIMUM ? strlen(heading) : MINIMUM;
	int descriptor = open("/proc/sys/kernel/pid_max", O_RDONLY | O_CLOEXEC);
	char text[16];
	ssize_t count = 0;
	unsigned long limit = 0;
	unsigned width = 0;

	if (descriptor >= 0) {
		count = read(descriptor, text, sizeof(text));
		close(descriptor);
	}
	for (ssize_t i = 0; i < count && text[i] >= '0' && text[i] <= '9'; i++)
		limit = limit * 10 + (text[i] - '0');
	/* pid_max itself is never assigned */
	for (limit -= limit > 0; limit; limit /= 10)
		width++;
	return width < minimum ? minimum : width;
}

static struct column *add_column(struct field_list *list, const struct field *field)
{
	struct column *column = text_add(&list->columns, sizeof(*column));

	*column = (struct column){
		.heading = field->heading,
		.width = field->width || !field->heading ? field->width : pid_width(field->heading),
		.flags = field->flags,
		.number = list->fields.length / sizeof(*field),
	};
	memcpy(text_add(&list->fields, sizeof(*field)), field, sizeof(*field));
	list->needs |= field->flags;
	return column;
}

/* A copy of a heading, which stays where it is: there is room for the whole command line. */
static char *keep_text(struct field_list *list, const char *text, size_t length)
{
	char *bytes = text_add(&list->words, length + 1);

	memcpy(bytes, text, length);
	bytes[length] = '\0';
	return bytes;
}

/* NAME[:WIDTH][=HEADING], of length bytes. */
static bool add_field(struct field_list *list, const char *text, size_t length,
		      struct refusal *refusal)
{
	size_t name = span_before(text, ":=, \t"), width = 0;
	struct field field;
	const char *macro = find_macro(text, name), *at = text + name;
	struct column *column;

	if (macro && name == length)
		return field_list_add(list, macro, refusal);
	if (!field_find(text, name, &field))
		return refuse_field(refusal, "unknown user-defined format specifier", text, name);
	column = add_column(list, &field);
	if (*at == ':') {
		for (at++; *at >= '0' && *at <= '9' && width < 1000000; at++)
			width = width * 10 + (*at - '0');
		if (!width || (at < text + length && *at != '='))
			return refuse_word(refusal,
					   "column widths must be unsigned decimal numbers",
					   text, length);
		column->width = width;
	}
	if (at < text + length) {
		column->heading = keep_text(list, at + 1, text + length - at - 1);
		if (!width && strlen(column->heading) > column->width)
			column->width = strlen(column->heading);
	}
	return true;
}

/* Literal text of an AIX format; there is room for it. */
static void add_literal(struct field_list *list, const char *text, size_t length)
{
	static const struct field literal = { .flags = COLUMN_LITERAL };

	add_column(list, &literal)->heading = keep_text(list, text, length);
}

/*
 * As on AIX: %p and the like are fields. Blanks between them are copied, and so is one character
 * before the first of them; other text is refused, as procps does.
 */
static bool add_aix_format(struct field_list *list, const char *format, struct refusal *refusal)
{
	static const char codes[] = "CGPUacgnprtuxyz";
	static const char *const names[] = { "pcpu", "group", "ppid", "user", "args", "comm",
					     "rgroup", "nice", "pid", "pgid", "etime", "ruser",
					     "time", "tname", "vsz" };
	const char *first = format;
	struct field field;

	for (;; format++) {
		size_t length = span_before(format, "%"), text = format == first && length;
		const char *code;

		if (text + span_of(format + text, " ") < length)
			return refuse_word(refusal, "improper AIX field descriptor", first,
					   strlen(first));
		/* also after the last field, even if empty: that field is padded */
		if (length || !format[length])
			add_literal(list, format, length);
		if (!format[length])
			return true;
		format += length + 1;
		code = *format ? strchr(codes, *format) : NULL;
		if (!code)
			return refuse_word(refusal,
					   *format && !strchr("% ", *format) ?
						   "unknown AIX field descriptor" :
						   "missing AIX field descriptor",
					   first, strlen(first));
		field_find(names[code - codes], strlen(names[code - codes]), &field);
		add_column(list, &field);
	}
}

/* Whether some '%' does not begin a field's name: %p, but not %cpu. */
static bool is_aix_format(const char *format)
{
	struct field field;

	for (; (format = strchr(format, '%')); format++) {
		if (!field_find(format, span_before(format, ":=, \t"), &field))
			return true;
	}
	return false;
}

bool field_list_add(struct field_list *list, const char *format, struct refusal *refusal)
{
	const char *whole = format;

	if (is_aix_format(format))
		return add_aix_format(list, format, refusal);
	do {
		size_t length = span_before(format, ", \t");

		if (!length)
			return refuse_word(refusal, "improper format list", whole,
					   strlen(whole));
		if (!add_field(list, format, length, refusal))
			return false;
		format += length;
		format += *format != '\0';
	} while (*format);
	return true;
}

int field_macros_print(void)
{
	char buffer[1024];
	struct output output;

	output_start(&output, 1, buffer, sizeof(buffer));
	for (const struct field_macro *macro = field_macros; macro->name; macro++)
		output_format(&output, "%s %s\n", macro->name, macro->fields);
	return output_finish(&output);
}
