/* mkwidths.c - prints the tables of libcommon/text/width.c, from this libc's wcwidth(3)
 *
 * musl-gcc -static -D_GNU_SOURCE scripts/mkwidths.c -o mkwidths && ./mkwidths
 */
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <wchar.h>

enum { CODES = 0x110000, COLUMNS = 100, TAB = 8 };

/* What utf8_printable rejects has no width: it continues what precedes it. */
static bool is_printable(unsigned code)
{
	return code >= 0xa0 && !(code >= 0xd800 && code <= 0xdfff) && code != 0x2028 &&
	       code != 0x2029 && (code & 0xfffe) != 0xfffe && !(code >= 0xfdd0 && code <= 0xfdef);
}

static void print_byte(unsigned byte, int *column)
{
	char text[8];
	int length = snprintf(text, sizeof(text), "%u,", byte);

	if (*column + 1 + length > COLUMNS) {
		printf("\n\t");
		*column = TAB - 1;
	} else if (*column >= TAB) {
		putchar(' ');
	}
	fputs(text, stdout);
	*column += 1 + length;
}

/* Seven bits a byte, the highest first; all but the last have the eighth. */
static void print_number(unsigned number, int *column)
{
	for (int shift = 21; shift; shift -= 7) {
		if (number >> shift)
			print_byte((number >> shift & 0x7f) | 0x80, column);
	}
	print_byte(number & 0x7f, column);
}

static void print_table(const char *name, int width)
{
	unsigned from = 0;
	int column = TAB - 1;
	bool in = false;

	printf("static const unsigned char %s[] = {\n\t", name);
	for (unsigned code = 0; code < CODES; code++) {
		if (!is_printable(code) || (wcwidth((wchar_t)code) == width) == in)
			continue;
		print_number(code - from, &column);
		from = code;
		in = !in;
	}
	print_number(CODES, &column);
	printf("\n};\n");
}

int main(void)
{
	setlocale(LC_ALL, "C.UTF-8");
	print_table("without_cell", 0);
	print_table("of_two_cells", 2);
	return 0;
}
