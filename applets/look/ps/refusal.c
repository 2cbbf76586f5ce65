/* refusal.c - why a command line makes no sense. */
#include <string.h>

#include "applet/usage.h"
#include "refusal.h"
#include "text/text.h"

bool refuse(struct refusal *refusal, const char *wrong)
{
	return refuse_word(refusal, wrong, NULL, 0);
}

bool refuse_word(struct refusal *refusal, const char *wrong, const char *word, size_t length)
{
	*refusal = (struct refusal){ wrong, word, length };
	return false;
}

void refusal_report(const struct refusal *refusal)
{
	struct text word = { .length = 0 };

	if (!refusal->word)
		usage_error("%s", refusal->wrong);
	memcpy(text_add(&word, refusal->length), refusal->word, refusal->length);
	*(char *)text_add(&word, 1) = '\0';
	usage_error("%s %pq", refusal->wrong, word.bytes);
}
