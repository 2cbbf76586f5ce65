/* refusal.c - why a command line makes no sense. */
#include <string.h>

#include "applet/usage.h"
#include "field.h"
#include "refusal.h"
#include "text/error.h"
#include "text/format.h"
#include "text/near.h"
#include "text/text.h"

bool refuse(struct refusal *refusal, const char *wrong)
{
	return refuse_word(refusal, wrong, NULL, 0);
}

bool refuse_word(struct refusal *refusal, const char *wrong, const char *word, size_t length)
{
	*refusal = (struct refusal){ wrong, word, length, false };
	return false;
}

bool refuse_field(struct refusal *refusal, const char *wrong, const char *word, size_t length)
{
	*refusal = (struct refusal){ wrong, word, length, true };
	return false;
}

/* The whole message, in memory that the text holds. */
static const char *explain(const struct refusal *refusal, struct text *text)
{
	char near[NEAR_HINT_SIZE];
	const char *hint = "";
	size_t size = strlen(refusal->wrong) + 4 * refusal->length + NEAR_HINT_SIZE;
	char *word;

	if (!refusal->word)
		return refusal->wrong;
	text_reserve(text, refusal->length + 1 + size);
	word = text_add(text, refusal->length + 1);
	memcpy(word, refusal->word, refusal->length);
	word[refusal->length] = '\0';
	if (refusal->is_field)
		hint = near_hint(near, "", field_near(word, refusal->length));
	if (refusal->is_field && !*hint)
		hint = "; 'ps L' lists the fields";
	format_text(text_add(text, size), size, "%s: %pq%s", refusal->wrong, word, hint);
	return word + refusal->length + 1;
}

void refusal_report(const struct refusal *refusal)
{
	struct text text = { .length = 0 };

	usage_error("%s", explain(refusal, &text));
}

void refusal_warn(const struct refusal *refusal, const char *what)
{
	struct text text = { .length = 0 };

	error("warning: %s ignored: %s", what, explain(refusal, &text));
	text_free(&text);
}
