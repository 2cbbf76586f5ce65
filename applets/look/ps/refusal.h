/* refusal.h - why a command line makes no sense. */
#ifndef PS_REFUSAL_H
#define PS_REFUSAL_H

#include <stdbool.h>
#include <stddef.h>

/*
 * A command line is read in two ways, so what is wrong with it in the first one is kept until the
 * second one has failed, too.
 */
struct refusal {
	const char *wrong;
	const char *word; /* the word in question, or NULL */
	size_t length;	  /* of the word, which need not end in a NUL */
	bool is_field;	  /* it should be the name of a field */
};

/* Notes what is wrong. Returns false. */
bool refuse(struct refusal *refusal, const char *wrong);

/* The same of a word; it must stay where it is. */
bool refuse_word(struct refusal *refusal, const char *wrong, const char *word, size_t length);

/* The same of a word that is not the name of a field. */
bool refuse_field(struct refusal *refusal, const char *wrong, const char *word, size_t length);

/* Reports it as a usage error, with the field that may have been meant, and exits. */
_Noreturn void refusal_report(const struct refusal *refusal);

/* Reports that what was given is ignored, and why. */
void refusal_warn(const struct refusal *refusal, const char *what);

#endif
