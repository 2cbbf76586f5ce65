/* regain - try to get privileges back
 *
 * usage: regain
 *
 * Tries to become root again, or to have a group or a capability that is not there, in every way
 * that a process has without executing another program. Prints a line for each that worked. Status:
 * 0 if none did, 1 otherwise.
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

static void tell(const char *what, int worked)
{
	if (worked) {
		printf("%s\n", what);
		regained = 1;
	}
}

/* capset(2), version 3: all three sets full, or only the one of the number which */
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

	tell("setresuid", setresuid(0, 0, 0) == 0);
	tell("setuid", setuid(0) == 0);
	tell("seteuid", seteuid(0) == 0);
	tell("setreuid", setreuid(-1, 0) == 0 || setreuid(0, -1) == 0);
	setfsuid(0);
	tell("setfsuid", setfsuid(-1) == 0);
	tell("setresgid", setresgid(0, 0, 0) == 0);
	tell("setgid", setgid(0) == 0);
	tell("setegid", setegid(0) == 0);
	tell("setgroups", setgroups(1, &root) == 0);
	tell("capset all", set_caps(3));
	tell("capset effective", set_caps(0));
	tell("capset permitted", set_caps(1));
	for (int number = 0; number < 41; number++) {
		if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, number, 0, 0) == 0) {
			tell("ambient", 1);
			break;
		}
	}
	tell("securebits", prctl(PR_SET_SECUREBITS, 0x2f) == 0);
	return regained;
}
