/* json.h - strings in JSON. */
#ifndef TEXT_JSON_H
#define TEXT_JSON_H

#include "text/output.h"

/*
 * Appends text as a JSON string, in quotes. JSON is UTF-8: a byte that is not becomes half of a
 * surrogate pair, \udc80 to \udcff, from which Python restores it. What cannot be printed is
 * escaped. Standard: RFC 8259.
 */
void output_json_string(struct output *output, const char *text);

#endif
