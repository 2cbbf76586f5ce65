/* request.c - the formats and sort orders that options ask for. */
#include <string.h>

#include "layout.h"
#include "request.h"
#include "text/byte.h"
#include "text/variable.h"

enum { OTHER_LAYOUTS = LAYOUT_FULL | LAYOUT_CONTEXT };

struct request {
	char option;
	const char *text;
};

bool requests_add(struct requests *requests, char option, const char *text,
		  struct refusal *refusal)
{
	struct request *request;

	if (!*text)
		return refuse(refusal,
			      option == 'k' ? "long sort specification must follow --sort" :
			      option == 'o' ? "format specification must follow -o" :
					      "format or sort specification must follow -O");
	request = text_add(&requests->list, sizeof(*request));
	*request = (struct request){ option, text };
	return true;
}

/* -O: the fields in the middle of some usual ones. */
static bool add_around(struct field_list *fields, const char *format, const char *last,
		       struct refusal *refusal)
{
	return field_list_add(fields, "pid", refusal) && field_list_add(fields, format, refusal) &&
	       field_list_add(fields, last, refusal);
}

/* BSD's O takes fields, as -O does, or else sort keys. */
static bool apply_overloaded(struct plan *plan, const char *text, bool has_format,
			     struct refusal *refusal)
{
	/* fields with a name of one letter are sort keys, too */
	bool are_fields = !strchr("+-", *text) && text[1];
	struct field field;

	for (const char *at = text; are_fields && *at;
	     at += span_before(at, ", "), at += *at != '\0')
		are_fields = field_find(at, span_before(at, ":=, "), &field);
	if (!are_fields)
		return field_keys_add_letters(&plan->keys, text, refusal);
	if (has_format)
		return refuse(refusal, "option O is neither first format nor sort order");
	return add_around(&plan->fields, text, "state,tname,time,comm", refusal);
}

static bool apply_request(const struct request *request, struct plan *plan, bool has_format,
			  struct refusal *refusal)
{
	const char *text = request->text;

	if (request->option == 'k')
		return field_keys_add(&plan->keys, text, refusal);
	if (request->option == 'B')
		return apply_overloaded(plan, text, has_format, refusal);
	if (request->option == 'o')
		return field_list_add(&plan->fields, text, refusal);
	if (has_format)
		return refuse(refusal, "option -O can not follow other format options");
	return add_around(&plan->fields, text, "state,tname,time,command", refusal);
}

/* The format of PS_FORMAT. A malformed one must not make every ps fail: it gets a warning. */
static bool add_usual(struct field_list *fields, const char *format)
{
	struct field_list before = *fields;
	struct refusal refusal;

	if (field_list_add(fields, format, &refusal))
		return true;
	refusal_warn(&refusal, "$PS_FORMAT");
	fields->columns.length = before.columns.length;
	fields->needs = before.needs;
	return false;
}

bool requests_apply(struct requests *requests, struct plan *plan, struct refusal *refusal)
{
	const struct request *request = (const void *)requests->list.bytes;
	size_t count = requests->list.length / sizeof(*request);
	unsigned layout = plan->sets[LAYOUT];
	const char *usual = variable_value("PS_FORMAT"), *format = requests->bsd_layout;
	bool has_format = false;

	if (layout & LAYOUT_CONTEXT && !format)
		format = "pid,context,args";
	if (layout & LAYOUT_NO_FLAGS && !(layout & LAYOUT_LONG) && !format)
		return refuse(refusal, "modifier -y without format -l makes no sense");
	for (; count; count--, request++) {
		if (!apply_request(request, plan, has_format, refusal))
			return false;
		has_format = plan->fields.columns.length > 0;
	}
	requests->conflict = format && (has_format || layout & LAYOUT_LONG ||
					(requests->bsd_layout && layout & OTHER_LAYOUTS));
	if (has_format)
		return true;
	if (format) {
		layout_add_bsd(&plan->fields, format, layout);
		return true;
	}
	if (usual && *usual && !layout && add_usual(&plan->fields, usual))
		return true;
	layout_add(&plan->fields, layout | (plan->bsd ? LAYOUT_BSD : 0));
	return true;
}
