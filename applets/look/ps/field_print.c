/* field_print.c - lists of the fields and formats that there are. */
#include <string.h>

#include "applet/failure.h"
#include "field_list.h"
#include "field_print.h"
#include "text/format.h"

static void pad(struct output *output, const char *text, size_t width)
{
	size_t length = strlen(text);

	output_text(output, text);
	for (; length < width; length++)
		output_char(output, ' ');
}

int field_print_names(void)
{
	enum { NAME_WIDTH = 13, HEADING_WIDTH = 8 };
	char buffer[1024];
	struct output output;

	output_start(&output, 1, buffer, sizeof(buffer));
	for (const struct field *field = fields; field->name; field++) {
		if (field->flags & FIELD_HIDDEN)
			continue;
		pad(&output, field->name, NAME_WIDTH);
		pad(&output, field->heading, HEADING_WIDTH);
		output_char(&output, '\n');
	}
	return output_finish(&output);
}

int field_print_formats(void)
{
	char buffer[1024];
	struct output output;

	output_start(&output, 1, buffer, sizeof(buffer));
	for (const struct field_macro *macro = field_macros; macro->name; macro++)
		output_format(&output, "%s %s\n", macro->name, macro->fields);
	return output_finish(&output);
}
