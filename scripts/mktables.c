/* mktables.c - writes C with the tables of a box: the contents of its applets' descriptors, packed
 *
 * usage: mktables [APPLET]...     (by the Makefile; without a name, of all applets)
 *
 * Linked with the descriptors, but not with what they refer to: no applet can run here. The result
 * goes with include/applet/packed.h and row.h. A short text of help is left as it is, because what
 * unpacks it takes 600 bytes.
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "applet/help.h"
#include "applet/long_name.h"
#include "applet/packed.h"
#include "applet_list.h"
#include "pack.h"
#include "reasons.h"
#include "text/unpack.h"

enum { TEXT_SIZE = 1 << 20, SHORT = 600 };

#define DECLARE(id) extern const struct applet id##_applet __attribute__((weak));
#define ENTRY(id) { #id, &id##_applet },

APPLET_LIST(DECLARE)

static const struct known {
	const char *id;
	const struct applet *applet;
} known[] = { APPLET_LIST(ENTRY) };

enum { KNOWN = sizeof(known) / sizeof(*known) };

static char text[TEXT_SIZE];
static size_t used;

static unsigned char rows[1 << 16];
static size_t rows_used;

static char prefaces[4096] = "NULL";
static int preface_count = 1;

static bool is_wanted(const struct known *one, int count, char **names)
{
	if (!one->applet) {
		fprintf(stderr, "mktables: undefined reference to '%s_applet'\n", one->id);
		exit(1);
	}
	if (!count)
		return true;
	while (count && strcmp(one->applet->name, names[count - 1]) != 0)
		count--;
	return count;
}

static void start_text(struct output *output)
{
	output_start(output, OUTPUT_TEXT, text + used, TEXT_SIZE - used);
}

static void end_text(struct output *output)
{
	output_terminate(output);
	used += strlen(text + used) + 1;
}

static void add_texts(const struct applet *applet)
{
	struct output output;

	start_text(&output);
	output_help(&output, applet);
	end_text(&output);
	if (applet->license) {
		start_text(&output);
		output_text(&output, applet->license);
		end_text(&output);
	}
}

static void add_texts_of_box(void)
{
	struct output output;

	start_text(&output);
	output_box_help(&output);
	end_text(&output);
	start_text(&output);
	output_box_config(&output);
	end_text(&output);
}

static void print_bytes(const unsigned char *bytes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		printf("%s%u,", i % 20 ? " " : "\n\t", bytes[i]);
	printf("\n};\n\n");
}

static void add_string(const char *text)
{
	strcpy((char *)rows + rows_used, text);
	rows_used += strlen(text) + 1;
}

/* Adds the name and the rows of these options; returns where they begin. */
static size_t add_rows(const char *applet, const struct applet_option *option)
{
	size_t begin = rows_used;

	add_string(applet);
	for (; option && option->key; option++) {
		const char *name = option->name ? option->name : "";

		if (option->key == OPTION_ABSENT)
			continue;
		rows[rows_used++] = option->key & 0xff;
		rows[rows_used++] = (unsigned char)(option->key >> 8 << 2 |
						    option_argument((const void *)option));
		add_string(name);
	}
	rows_used += 2; /* zeros */
	return begin;
}

static int add_preface(const char *id, const struct applet *applet)
{
	if (!applet->preface)
		return 0;
	printf("extern void %s_preface(int key);\n", id);
	strcat(strcat(strcat(prefaces, ", "), id), "_preface");
	return preface_count++;
}

/* What is left of a descriptor. */
static void print_descriptor(const char *id, const struct applet *applet, size_t row, int preface)
{
	printf("{ %s_entry, %u, %zu, %u, %u, %u, %d }", id, applet->flags, row, applet->failure,
	       applet->posix_failure, applet->write_failure, preface);
}

/* "hold run" is hold_run. */
static const char *id_of(const struct applet *verb)
{
	static char id[64];

	snprintf(id, sizeof(id), "%s", verb->name);
	for (char *at = id; *at; at++) {
		if (!isalnum((unsigned char)*at))
			*at = '_';
	}
	return id;
}

static void print_verb(const struct applet *verb)
{
	const char *id = id_of(verb);
	int preface = add_preface(id, verb);

	printf("extern int %s_entry(int argc, char **argv);\n", id);
	printf("extern const struct applet %s;\nconst struct applet %s = ", id, id);
	print_descriptor(id, verb, add_rows(verb->name, verb->options), preface);
	printf(";\n\n");
	add_texts(verb);
}

/* Packs these bytes, and makes sure that they can be had again. */
static size_t pack_checked(const char *what, size_t size, unsigned char *packed)
{
	size_t length = pack(what, size, packed);
	char *unpacked = malloc(size);

	unpack(packed, unpacked, size);
	if (memcmp(unpacked, what, size) != 0) {
		fprintf(stderr, "mktables: the packed text is not what it was\n");
		exit(1);
	}
	free(unpacked);
	return length;
}

static void print_help(void)
{
	unsigned char *packed = malloc(used + used / 2 + 16);
	size_t size = pack_checked(text, used, packed);
	bool is_packed = used > SHORT;

	printf("static const unsigned char help[] = {");
	print_bytes(is_packed ? packed : (unsigned char *)text, is_packed ? size : used);
	printf("const char *packed_help(void)\n{\n\treturn ");
	if (is_packed)
		printf("packed_text(help, %zu);\n}\n", used);
	else
		printf("(const char *)help;\n}\n");
	free(packed);
}

/* Prints packed_NAME, which unpacks these texts. */
static void print_texts(const char *name, const char *const *texts, int count)
{
	static unsigned char packed[8192];
	static char all[4096];
	size_t length = 0, size;

	for (int i = 0; i < count; i++)
		length += sprintf(all + length, "%s", texts[i] ? texts[i] : "") + 1;
	size = pack_checked(all, length, packed);
	printf("static const unsigned char %s[] = {", name);
	print_bytes(packed, size);
	printf("const char *packed_%s(void)\n{\n\tstatic char text[%zu];\n\n"
	       "\tif (!*text)\n\t\tunpack(%s, text, sizeof(text));\n\treturn text;\n}\n\n",
	       name, length, name);
}

int main(int argc, char **argv)
{
	static size_t row[KNOWN];
	static int preface[KNOWN];
	const struct applet *applet;

	printf("#include \"applet/list.h\"\n#include \"applet/packed.h\"\n"
	       "#include \"applet/row.h\"\n#include \"text/unpack.h\"\n\n");
	printf("const struct applet box_applet = { .rows = %zu, .failure = %u };\n\n",
	       add_rows(box_applet.name, NULL), box_applet.failure);
	for (int i = 0; i < KNOWN; i++) {
		if (!is_wanted(&known[i], argc - 1, argv + 1))
			continue;
		applet = known[i].applet;
		printf("extern int %s_entry(int argc, char **argv);\n", known[i].id);
		preface[i] = add_preface(known[i].id, applet);
		row[i] = add_rows(applet->name, applet->options);
		add_texts(applet);
		for (const struct applet *const *verb = applet->verbs; verb && *verb; verb++)
			print_verb(*verb);
	}
	if (argc == 1)
		add_texts_of_box();
	printf("\nconst struct applet packed_applets[] = {\n");
	for (int i = 0; i < KNOWN; i++) {
		if (!is_wanted(&known[i], argc - 1, argv + 1))
			continue;
		printf("\t");
		print_descriptor(known[i].id, known[i].applet, row[i], preface[i]);
		printf(",\n");
	}
	printf("};\n\nvoid (*const packed_prefaces[])(int key) = { %s };\n\n", prefaces);
	printf("const struct option_row *standard_rows(void)\n{\n"
	       "\treturn (const void *)\"\\%o\\0help\\0\\%o\\0version\\0\\0\";\n}\n\n", KEY_HELP,
	       KEY_VERSION);
	printf("const unsigned char packed_rows[] = {");
	print_bytes(rows, rows_used);
	print_texts("reasons", reasons, PACKED_REASONS);
	print_texts("signals", signals, PACKED_SIGNALS);
	print_help();
	return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
