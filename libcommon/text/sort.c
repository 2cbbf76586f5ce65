/* sort.c - sorts an array in place: heapsort. */
#include "text/sort.h"

static void swap(char *one, char *other, size_t width)
{
	while (width--) {
		char byte = *one;

		*one++ = *other;
		*other++ = byte;
	}
}

void sort(void *items, size_t count, size_t width,
	  int (*compare)(const void *one, const void *other, void *data), void *data)
{
	char *first = items, *end = first + count * width, *top = first + count / 2 * width;

	/* from top on no item precedes the two below it; once all is so, the first is the last */
	while (end > first + width) {
		char *item, *below;

		if (top > first)
			top -= width;
		else
			swap(first, end -= width, width);
		for (item = top; (below = item + (item - first) + width) < end; item = below) {
			if (below + width < end && compare(below, below + width, data) < 0)
				below += width;
			if (compare(item, below, data) >= 0)
				break;
			swap(item, below, width);
		}
	}
}
