/* pack.h - packs texts for include/text/unpack.h. */
#ifndef PACK_H
#define PACK_H

#include <stddef.h>

/* Packs size bytes of text into packed, which has room for as many and a half. Returns how many. */
size_t pack(const char *text, size_t size, unsigned char *packed);

#endif
