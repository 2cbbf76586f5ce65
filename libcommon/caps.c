/* caps.c - capabilities: their names, sets of them, and those of this process.
 *
 * By the kernel's own calls: libcap is larger than all of this program, and takes what it cannot do
 * for done.
 */
#include <errno.h>
#include <string.h>
#include <strings.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "caps.h"
#include "number.h"

enum { KNOWN = 41, HIGHEST = 63 };

/* capget(2) and capset(2), version 3: sets of 64 in two halves. libc has no header for it. */
enum { VERSION = 0x20080522 };
struct half {
	uint32_t effective;
	uint32_t permitted;
	uint32_t inheritable;
};

/* One behind the other by number, a NUL between them: pointers would take as much again. */
static const char names[] =
	"chown\0dac_override\0dac_read_search\0fowner\0fsetid\0kill\0setgid\0setuid\0setpcap\0"
	"linux_immutable\0net_bind_service\0net_broadcast\0net_admin\0net_raw\0ipc_lock\0"
	"ipc_owner\0sys_module\0sys_rawio\0sys_chroot\0sys_ptrace\0sys_pacct\0sys_admin\0"
	"sys_boot\0sys_nice\0sys_resource\0sys_time\0sys_tty_config\0mknod\0lease\0audit_write\0"
	"audit_control\0setfcap\0mac_override\0mac_admin\0syslog\0wake_alarm\0block_suspend\0"
	"audit_read\0perfmon\0bpf\0checkpoint_restore";

int caps_last(void)
{
	int last = KNOWN - 1;

	while (last < HIGHEST && prctl(PR_CAPBSET_READ, last + 1) >= 0)
		last++;
	while (last > 0 && prctl(PR_CAPBSET_READ, last) < 0)
		last--;
	return last;
}

const char *caps_name(int number, char buffer[CAPS_NAME_SIZE])
{
	const char *name = names;

	if (number >= KNOWN) {
		memcpy(buffer, "cap_", 4);
		buffer[4] = (char)('0' + number / 10);
		buffer[5] = (char)('0' + number % 10);
		buffer[6] = '\0';
		return buffer;
	}
	while (number--)
		name += strlen(name) + 1;
	return name;
}

/* The set that name stands for; 0 if it is no capability of this kernel. */
static uint64_t named_set(const char *name)
{
	char buffer[CAPS_NAME_SIZE];
	int last = caps_last();
	long long number;

	if (!strcmp(name, "all"))
		return ~UINT64_C(0) >> (HIGHEST - last);
	if (!strncmp(name, "cap_", 4) && number_parse(name + 4, 0, last, &number) == NUMBER_OK)
		return UINT64_C(1) << number;
	for (number = 0; number <= last; number++) {
		if (!strcasecmp(name, caps_name((int)number, buffer)))
			return UINT64_C(1) << number;
	}
	return 0;
}

enum caps_result caps_parse(char *list, struct caps_change *change, const char **wrong)
{
	char *element;

	*change = (struct caps_change){ .keep = ~UINT64_C(0) };
	while ((element = strsep(&list, ","))) {
		uint64_t set;

		*wrong = element;
		if (*element != '+' && *element != '-')
			return CAPS_MALFORMED;
		*wrong = element + 1;
		set = named_set(element + 1);
		if (!set)
			return CAPS_UNKNOWN;
		change->keep &= ~set;
		if (*element == '+')
			change->add |= set;
		else
			change->add &= ~set;
	}
	return CAPS_OK;
}

static uint64_t join(uint32_t low, uint32_t high)
{
	return low | (uint64_t)high << 32;
}

bool caps_get(struct caps *caps)
{
	uint32_t header[] = { VERSION, 0 }; /* and the process: we */
	struct half data[2];

	if (syscall(SYS_capget, header, data))
		return false;
	caps->effective = join(data[0].effective, data[1].effective);
	caps->permitted = join(data[0].permitted, data[1].permitted);
	caps->inheritable = join(data[0].inheritable, data[1].inheritable);
	return true;
}

bool caps_set(const struct caps *caps)
{
	uint32_t header[] = { VERSION, 0 }; /* and the process: we */
	struct half data[2];
	struct caps now;

	for (int i = 0; i < 2; i++) {
		data[i].effective = (uint32_t)(caps->effective >> 32 * i);
		data[i].permitted = (uint32_t)(caps->permitted >> 32 * i);
		data[i].inheritable = (uint32_t)(caps->inheritable >> 32 * i);
	}
	if (syscall(SYS_capset, header, data) || !caps_get(&now))
		return false;
	errno = EPERM;
	return now.effective == caps->effective && now.permitted == caps->permitted &&
	       now.inheritable == caps->inheritable;
}

/* The set of those for which the kernel says 1; *supported is whether it says anything. */
static uint64_t ask(int (*is_in)(int number), bool *supported)
{
	uint64_t set = 0;

	*supported = false;
	for (int number = 0; number <= HIGHEST; number++) {
		int answer = is_in(number);

		if (answer < 0)
			break;
		*supported = true;
		set |= (uint64_t)(answer > 0) << number;
	}
	return set;
}

static int is_in_bounding(int number)
{
	return prctl(PR_CAPBSET_READ, number);
}

static int is_in_ambient(int number)
{
	return prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, number, 0, 0);
}

uint64_t caps_bounding(void)
{
	bool supported;

	return ask(is_in_bounding, &supported);
}

uint64_t caps_ambient(bool *supported)
{
	return ask(is_in_ambient, supported);
}

bool caps_set_bounding(uint64_t wanted)
{
	uint64_t drop = caps_bounding() & ~wanted;

	for (int number = 0; number <= HIGHEST; number++) {
		if (drop >> number & 1 && prctl(PR_CAPBSET_DROP, number))
			return false;
	}
	errno = EPERM;
	return caps_bounding() == wanted;
}

bool caps_set_ambient(uint64_t wanted)
{
	bool supported;
	uint64_t change = caps_ambient(&supported) ^ wanted;

	for (int number = 0; number <= HIGHEST; number++) {
		int how = wanted >> number & 1 ? PR_CAP_AMBIENT_RAISE : PR_CAP_AMBIENT_LOWER;

		if (change >> number & 1 && prctl(PR_CAP_AMBIENT, how, number, 0, 0))
			return false;
	}
	errno = EPERM;
	return caps_ambient(&supported) == wanted;
}
