/* box.c - what the binary does under its own name. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "applet/box.h"
#include "applet/failure.h"
#include "applet/help.h"
#include "applet/list.h"
#include "applet/row.h"
#include "applet/self.h"
#include "applet/usage.h"
#include "commit.h"
#include "config_text.h"
#include "text/error.h"
#include "text/format.h"
#include "text/near.h"
#include "text/path.h"

static int list(struct output *output, const char *prefix)
{
	for (size_t i = 0; applet_at(i); i++)
		output_format(output, "%s%s\n", prefix, applet_name(applet_at(i)));
	return output_finish(output);
}

static int print_help(struct output *output)
{
	output_box_help(output);
	return output_finish(output);
}

static int print_version(struct output *output)
{
	output_version(output, "holdbox");
	output_text(output, *HOLDBOX_COMMIT ? "commit " HOLDBOX_COMMIT "\n" : "");
	output_text(output, "built with " LIBC "\nMIT license\n");
	return output_finish(output);
}

static bool same_file(const struct stat *a, int directory, const char *name)
{
	struct stat b;

	return !fstatat(directory, name, &b, 0) && a->st_dev == b.st_dev && a->st_ino == b.st_ino;
}

/* Links every applet to path in the open directory. Existing files stay as they are. */
static bool install_links(int directory, const char *name, const char *path, bool symbolic)
{
	const char *target = path;
	struct stat own;
	bool good = true;

	if (stat(path, &own)) {
		error("%pq: %m", path);
		return false;
	}
	/* beside the box a link without a path still works when the tree is moved */
	if (symbolic && same_file(&own, directory, base_name(path)))
		target = base_name(path);
	for (size_t i = 0; applet_at(i); i++) {
		const char *link = applet_name(applet_at(i));
		int result = symbolic ? symlinkat(target, directory, link) :
					linkat(AT_FDCWD, path, directory, link, 0);

		if (result && !(errno == EEXIST && same_file(&own, directory, link))) {
			error("cannot link %pq in %pq: %m", link, name);
			good = false;
		}
	}
	return good;
}

static int install(int argc, char **argv)
{
	bool symbolic = argc > 2 && !strcmp(argv[2], "-s");
	const char *name = argv[symbolic ? 3 : 2], *path;
	char buffer[PATH_MAX];
	int directory;

	if (argc != (symbolic ? 4 : 3) || *name == '-')
		usage_error("--install takes [-s] and one directory");
	path = self_absolute_path(buffer);
	if (!path)
		return 1;
	directory = open(name, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (directory < 0)
		fail(1, "%pq: %m", name);
	return install_links(directory, name, path, symbolic) ? 0 : 1;
}

/* An option of the box's own that is one slip away from what was given, or NULL. */
static const char *near_option(const char *given)
{
	static const char *const names[] = { "--install", "--list",    "--list-full", "--config",
					     "--help",    "--version", NULL };

	for (const char *const *name = names; *name; name++) {
		if (near_miss(given, *name))
			return *name;
	}
	return NULL;
}

int box_main(int argc, char **argv)
{
	const char *command = argc > 1 ? argv[1] : "--help";
	bool helps = !strcmp(command, "help");
	char buffer[1024], hint[NEAR_HINT_SIZE];
	struct output output;

	output_start(&output, 1, buffer, sizeof(buffer));
	if (!strcmp(command, "--install"))
		return install(argc, argv);
	if (argc > 2 + helps)
		usage_error("extra operand %pq", argv[2 + helps]);
	if (helps && argc > 2)
		return help_print(applet_known(argv[2]));
	if (helps || !strcmp(command, "--help") || !strcmp(command, "-h"))
		return print_help(&output);
	if (!strcmp(command, "--list"))
		return list(&output, "");
	if (!strcmp(command, "--list-full"))
		return list(&output, LINK_PREFIX);
	if (!strcmp(command, "--version"))
		return print_version(&output);
	if (strcmp(command, "--config"))
		usage_error("unrecognized option %pq%s", command,
			    near_hint(hint, "", near_option(command)));
	output_box_config(&output);
	return output_finish(&output);
}
