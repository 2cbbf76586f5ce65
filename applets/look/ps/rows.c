/* rows.c - rows that are kept until the end, to be sorted or shown as a tree. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "rows.h"

/* The place of a row in the sorted list, by its parent's number or by its own. */
struct link {
	pid_t id;
	size_t row;
};

/* The state of rows_print. */
struct printing {
	struct rows *rows;
	struct text children; /* links, by parent */
	void (*print)(void *data, const char *cells, const char *tree);
	void *data;
};

static struct row *list_of(const struct rows *rows, size_t *count)
{
	*count = rows->list.length / sizeof(struct row);
	return (struct row *)(void *)rows->list.bytes;
}

static void append(struct text *text, const void *bytes, size_t length)
{
	if (length)
		memcpy(text_add(text, length), bytes, length);
}

void row_key(struct text *cells, long long number)
{
	append(cells, "", 1);
	append(cells, &number, sizeof(number));
}

void row_keep(struct rows *rows, const struct row *row, const struct text *cells)
{
	struct row *kept = text_add(&rows->list, sizeof(*kept));

	*kept = *row;
	kept->text = rows->kept.length;
	kept->order = rows->list.length;
	kept->lines = 1;
	append(&rows->kept, cells->bytes, cells->length);
}

void row_continue(struct rows *rows, const struct text *cells)
{
	size_t count;
	struct row *list = list_of(rows, &count);

	list[count - 1].lines++;
	append(&rows->kept, cells->bytes, cells->length);
}

/* Compares one key of each row, and moves both pointers to the next key. */
static int compare_keys(const char **one, const char **other)
{
	const char *a = *one + strlen(*one) + 1, *b = *other + strlen(*other) + 1;
	long long number, other_number;
	int order;

	memcpy(&number, a, sizeof(number));
	memcpy(&other_number, b, sizeof(number));
	order = (number > other_number) - (number < other_number);
	if (!order && number == ROW_TEXT)
		order = strcmp(*one, *other);
	*one = a + sizeof(number);
	*other = b + sizeof(number);
	return order;
}

/* For qsort_r. Equal rows keep their order. */
static int compare_rows(const void *one, const void *other, void *data)
{
	const struct rows *rows = data;
	const struct row *a = one, *b = other;
	const char *a_key = rows->kept.bytes + a->text, *b_key = rows->kept.bytes + b->text;
	const bool *reverse = (const void *)rows->reverse.bytes;
	int order = 0;

	for (size_t i = 0; i < rows->keys && !order; i++) {
		order = compare_keys(&a_key, &b_key);
		order = reverse[i] ? -order : order;
	}
	if (!order && rows->tree && !rows->keys)
		order = (a->start > b->start) - (a->start < b->start);
	return order ? order : (a->order > b->order) - (a->order < b->order);
}

static int compare_links(const void *one, const void *other)
{
	const struct link *a = one, *b = other;

	if (a->id != b->id)
		return a->id < b->id ? -1 : 1;
	return (a->row > b->row) - (a->row < b->row);
}

/* The first link with this number, or NULL. */
static const struct link *find_link(const struct text *links, pid_t id)
{
	const struct link *list = (const void *)links->bytes;
	size_t from = 0, count = links->length / sizeof(*list), to = count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (list[middle].id < id)
			from = middle + 1;
		else
			to = middle;
	}
	return from < count && list[from].id == id ? &list[from] : NULL;
}

static void print_lines(const struct printing *printing, const struct row *row, const char *tree)
{
	const struct rows *rows = printing->rows;
	const char *cells = rows->kept.bytes + row->text;

	for (size_t i = 0; i < rows->keys; i++)
		cells += strlen(cells) + 1 + sizeof(long long);
	for (unsigned line = 0; line < row->lines; line++) {
		printing->print(printing->data, cells, tree);
		for (size_t i = 0; i < rows->cells; i++)
			cells += strlen(cells) + 1;
	}
}

/* A row, then those of its children. more: its parent has further children. */
static void print_branch(struct printing *printing, size_t number, unsigned level, bool more)
{
	struct text *branches = &printing->rows->branches;
	const struct row *row = (const void *)printing->rows->list.bytes;
	const struct link *child, *end;
	size_t before = branches->length;
	bool drawn = printing->rows->tree == TREE_DRAWN;

	row += number;
	if (level)
		append(branches, drawn ? " \\_ " : "  ", printing->rows->tree);
	append(branches, "", 1);
	print_lines(printing, row, branches->bytes);
	branches->length = before;
	if (level)
		append(branches, drawn && more ? " |  " : "    ", printing->rows->tree);
	end = (const void *)(printing->children.bytes + printing->children.length);
	child = find_link(&printing->children, row->id);
	for (; child && child < end && child->id == row->id; child++)
		print_branch(printing, child->row, level + !(drawn && row->id == 1),
			     child + 1 < end && child[1].id == row->id);
	branches->length = before;
}

static void print_tree(struct printing *printing, const struct row *list, size_t count)
{
	struct text all = { .length = 0 };
	struct link *link;

	for (size_t i = 0; i < count; i++) {
		link = text_add(&printing->children, sizeof(*link));
		*link = (struct link){ list[i].parent, i };
		link = text_add(&all, sizeof(*link));
		*link = (struct link){ list[i].id, i };
	}
	qsort(printing->children.bytes, count, sizeof(*link), compare_links);
	qsort(all.bytes, count, sizeof(*link), compare_links);
	for (size_t i = 0; i < count; i++) {
		if (!find_link(&all, list[i].parent))
			print_branch(printing, i, 0, false);
	}
}

void rows_print(struct rows *rows, void (*print)(void *data, const char *cells, const char *tree),
		void *data)
{
	struct printing printing = { .rows = rows, .print = print, .data = data };
	size_t count;
	struct row *list = list_of(rows, &count);

	if (!count)
		return;
	qsort_r(list, count, sizeof(*list), compare_rows, rows);
	if (rows->tree) {
		print_tree(&printing, list, count);
		return;
	}
	for (size_t i = 0; i < count; i++)
		print_lines(&printing, &list[i], "");
}
