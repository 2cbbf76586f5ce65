/* fuzz.h - what the fuzz targets share. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* What libFuzzer calls for each input; to return 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/*
 * The input as a text: up to its first NUL, with one at the end, on the heap, where ASan sees a
 * read beyond it. To be freed.
 */
char *fuzz_text(const uint8_t *data, size_t size);

/* Ends the run with a message unless the property holds; libFuzzer keeps the input then. */
void fuzz_require(int holds, const char *property);

#endif
