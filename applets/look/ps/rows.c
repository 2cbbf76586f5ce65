/* rows.c - rows that are kept until the end, to be sorted or shown as a tree. */
#include <string.h>

#include "rows.h"
#include "text/sort.h"

/* The place of a row in the sorted list, by its parent's number or by its own. */
struct link {
	pid_t id;
	size_t row;
};

/* The children of a row. */
struct level {
	const struct link *next; /* the next one to be printed, or NULL */
	pid_t parent;
	size_t branches; /* the length of the branches before the row */
};

/* The state of rows_print. */
struct printing {
	struct rows *rows;
	struct text children; /* links, by parent */
	struct text levels;   /* those of the tree that the current row is in */
	struct text branches; /* what precedes it */
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

/* Equal rows keep their order. */
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
	if (!order && rows->tree)
		order = (a->start > b->start) - (a->start < b->start);
	return order ? order : (a->order > b->order) - (a->order < b->order);
}

static int compare_links(const void *one, const void *other, void *data)
{
	const struct link *a = one, *b = other;

	(void)data;
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

/* The first of the children from link on that is not printed: in a loop it may be. Or NULL. */
static const struct link *next_child(const struct printing *printing, const struct link *link,
				     pid_t parent)
{
	const struct row *list = (const void *)printing->rows->list.bytes;
	const struct link *end = (const void *)(printing->children.bytes +
						printing->children.length);

	while (link && link < end && link->id == parent && list[link->row].printed)
		link++;
	return link && link < end && link->id == parent ? link : NULL;
}

/* Prints a row of the tree and enters the level of its children. more: its parent has others. */
static void enter_row(struct printing *printing, size_t number, bool more)
{
	struct text *branches = &printing->branches;
	struct row *row = (struct row *)(void *)printing->rows->list.bytes + number;
	bool drawn = printing->rows->tree == TREE_DRAWN, root = !printing->levels.length;
	size_t before = branches->length;
	struct level *level = text_add(&printing->levels, sizeof(*level));

	row->printed = true;
	if (!root)
		append(branches, drawn ? " \\_ " : "  ", printing->rows->tree);
	append(branches, "", 1);
	print_lines(printing, row, branches->bytes);
	branches->length = before;
	if (!root)
		append(branches, drawn && more ? " |  " : "    ", printing->rows->tree);
	*level = (struct level){ find_link(&printing->children, row->id), row->id, before };
}

/* Prints a row and its descendants, without recursion: a tree may be deep, and a stack small. */
static void print_branch(struct printing *printing, size_t root)
{
	enter_row(printing, root, false);
	while (printing->levels.length) {
		struct level *level = (void *)(printing->levels.bytes + printing->levels.length -
					       sizeof(*level));
		const struct link *child = next_child(printing, level->next, level->parent);

		if (child) {
			level->next = next_child(printing, child + 1, level->parent);
			enter_row(printing, child->row, level->next);
		} else {
			printing->branches.length = level->branches;
			printing->levels.length -= sizeof(*level);
		}
	}
}

static void print_tree(struct printing *printing, const struct row *list, size_t count)
{
	const struct link *children;
	struct text all = { .length = 0 };
	struct link *link;

	for (size_t i = 0; i < count; i++) {
		link = text_add(&printing->children, sizeof(*link));
		*link = (struct link){ list[i].parent, i };
		link = text_add(&all, sizeof(*link));
		*link = (struct link){ list[i].id, i };
	}
	sort(printing->children.bytes, count, sizeof(*link), compare_links, NULL);
	sort(all.bytes, count, sizeof(*link), compare_links, NULL);
	children = (const void *)printing->children.bytes;
	/* the last tree first, as procps does: that of kthreadd precedes that of init */
	for (size_t i = count; i--;) {
		if (!find_link(&all, children[i].id))
			print_branch(printing, children[i].row);
	}
	/* the rest descend from each other */
	for (size_t i = 0; i < count; i++) {
		if (!list[i].printed)
			print_branch(printing, i);
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
	sort(list, count, sizeof(*list), compare_rows, rows);
	if (rows->tree) {
		print_tree(&printing, list, count);
		return;
	}
	for (size_t i = 0; i < count; i++)
		print_lines(&printing, &list[i], "");
}
