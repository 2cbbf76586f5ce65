/* sort.h - sorts an array in place. */
#ifndef TEXT_SORT_H
#define TEXT_SORT_H

#include <stddef.h>

/*
 * Sorts count items of width bytes each, ascending: compare returns less than, equal to or greater
 * than 0, as its first item precedes, equals or follows the second. Equal items are left in any
 * order. Never more than about 2 * count * log2(count) comparisons, and no memory. Instead of
 * libc's qsort_r(3), which is five times as large.
 */
void sort(void *items, size_t count, size_t width,
	  int (*compare)(const void *one, const void *other, void *data), void *data);

#endif
