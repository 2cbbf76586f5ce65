/* regain - try to regain privileges
 *
 * usage: regain
 *
 * Tries to become root again, or to acquire a group or a capability, in every way that is available
 * without executing another program. Prints a line for each one that worked. Exit status: 0 if none
 * did, 1 otherwise.
 */
#include <grp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/fsuid.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static int regained;

static void report(const char *what, int worked)
{
	if (worked) {
		printf("%s\n", what);
		regained = 1;
	}
}

/* capset(2), version 3: fills the set with this number, or all three if it is 3 */
static int set_caps(int which)
{
	uint32_t header[2] = { 0x20080522, 0 }, data[6];

	if (syscall(SYS_capget, header, data))
		return 0;
	for (int half = 0; half < 2; half++) {
		for (int set = 0; set < 3; set++) {
			if (which == 3 || which == set)
				data[3 * half + set] = half ? 0x1ff : UINT32_MAX;
		}
	}
	return syscall(SYS_capset, header, data) == 0;
}

int main(void)
{
	const gid_t root = 0;

	report("setresuid", setresuid(0, 0, 0) == 0);
	report("setuid", setuid(0) == 0);
	report("seteuid", seteuid(0) == 0);
	report("setreuid", setreuid(-1, 0) == 0 || setreuid(0, -1) == 0);
	setfsuid(0);
	report("setfsuid", setfsuid(-1) == 0);
	report("setresgid", setresgid(0, 0, 0) == 0);
	report("setgid", setgid(0) == 0);
	report("setegid", setegid(0) == 0);
	report("setgroups", setgroups(1, &root) == 0);
	report("capset all", set_caps(3));
	report("capset effective", set_caps(0));
	report("capset permitted", set_caps(1));
	for (int number = 0; number < 41; number++) {
		if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, number, 0, 0) == 0) {
			report("ambient", 1);
			break;
		}
	}
	report("securebits", prctl(PR_SET_SECUREBITS, 0x2f) == 0);
	return regained;
}
