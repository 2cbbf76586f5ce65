/* dump.c - setpriv --dump: the users, groups, capabilities and so on of this process. */
#include <sys/prctl.h>
#include <unistd.h>

#include "applet/failure.h"
#include "caps.h"
#include "dump.h"
#include "label.h"
#include "securebits.h"
#include "signal/signals.h"
#include "text/format.h"
#include "user/caps_name.h"
#include "user/credentials.h"

static void print_caps(struct output *output, const char *what, uint64_t set)
{
	char buffer[CAPS_NAME_SIZE];
	const char *comma = "";

	output_format(output, "%s: %s", what, set ? "" : "[none]");
	for (int number = 0; set; number++, set >>= 1) {
		if (!(set & 1))
			continue;
		output_format(output, "%s%s", comma, caps_name(number, buffer));
		comma = ",";
	}
	output_char(output, '\n');
}

static void print_ids(struct output *output, bool saved)
{
	unsigned id[3] = { 0 };

	if (getresuid(&id[0], &id[1], &id[2]))
		applet_fail("getresuid failed: %m");
	output_format(output, "uid: %u\neuid: %u\n", id[0], id[1]);
	if (saved)
		output_format(output, "suid: %u\n", id[2]);
	if (getresgid(&id[0], &id[1], &id[2]))
		applet_fail("getresgid failed: %m");
	output_format(output, "gid: %u\negid: %u\n", id[0], id[1]);
	if (saved)
		output_format(output, "sgid: %u\n", id[2]);
}

static void print_groups(struct output *output)
{
	struct text memory = { 0 };
	gid_t *groups = groups_reserve(&memory);
	int count = getgroups(GROUPS_MAX, groups);

	if (count < 0)
		applet_fail("getgroups failed: %m");
	output_format(output, "Supplementary groups: %s", count ? "" : "[none]");
	for (int i = 0; i < count; i++)
		output_format(output, "%s%u", i ? "," : "", groups[i]);
	output_char(output, '\n');
}

static void print_no_new_privs(struct output *output)
{
	int set = prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0);

	if (set < 0)
		applet_fail("getting no_new_privs failed: %m");
	output_format(output, "no_new_privs: %d\n", set);
}

/* The ambient and the bounding set. */
static void print_kept_caps(struct output *output)
{
	bool supported;
	uint64_t set;

	if (!caps_get_ambient(&set, &supported))
		applet_fail("getting ambient capabilities failed: %m");
	if (supported)
		print_caps(output, "Ambient capabilities", set);
	else
		output_text(output, "Ambient capabilities: [unsupported]\n");
	if (!caps_get_bounding(&set))
		applet_fail("getting capability bounding set failed: %m");
	print_caps(output, "Capability bounding set", set);
}

static void print_securebits(struct output *output)
{
	int bits = prctl(PR_GET_SECUREBITS);

	if (bits < 0)
		applet_fail("getting process secure bits failed: %m");
	output_text(output, "Securebits: ");
	output_securebits(output, bits);
	output_char(output, '\n');
}

static void print_death_signal(struct output *output)
{
	char buffer[SIGNAL_NAME_SIZE];
	const char *name = NULL;
	int number;

	if (prctl(PR_GET_PDEATHSIG, &number))
		applet_fail("get pdeathsig failed: %m");
	if (!number)
		name = "[none]";
	else if (number < SIGNAL_RTMIN)
		name = signal_name(number, buffer);
	if (name)
		output_format(output, "Parent death signal: %s\n", name);
	else
		output_format(output, "Parent death signal: %d\n", number);
}

int dump_privileges(int detail)
{
	struct output output;
	char buffer[1024];
	struct caps caps;

	if (!caps_get(&caps))
		applet_fail("getting capabilities failed: %m");
	output_start(&output, 1, buffer, sizeof(buffer));
	print_ids(&output, detail > 2);
	print_groups(&output);
	print_no_new_privs(&output);
	if (detail > 1) {
		print_caps(&output, "Effective capabilities", caps.effective);
		print_caps(&output, "Permitted capabilities", caps.permitted);
	}
	print_caps(&output, "Inheritable capabilities", caps.inheritable);
	print_kept_caps(&output);
	print_securebits(&output);
	print_death_signal(&output);
	output_label(&output, &LABEL_SELINUX);
	output_label(&output, &LABEL_APPARMOR);
	return output_finish(&output);
}
