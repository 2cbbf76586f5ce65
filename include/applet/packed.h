/* packed.h - the texts that scripts/mktables.c packs when the box is built; for its tables: row.h.
 *
 * Only with PACKED=1: they are what help.c makes otherwise.
 */
#ifndef APPLET_PACKED_H
#define APPLET_PACKED_H

#include <stddef.h>

/*
 * The text of --help of every applet and of the box, and its configuration; an applet's license
 * follows its help. Each has a NUL.
 */
const char *packed_help(void);

enum { PACKED_REASONS = 134, PACKED_SIGNALS = 65 };

/*
 * What errno and signals say, by their numbers on most processors: so many texts with a NUL; some
 * are empty.
 */
const char *packed_reasons(void);
const char *packed_signals(void);

/* Unpacks that to size bytes of new memory, which are never freed. If there is none, fails. */
const char *packed_text(const unsigned char *packed, size_t size);

#endif
