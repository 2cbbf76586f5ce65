/* caps_list.c - capabilities on command lines: their names, and lists of them. */
#include <string.h>
#include <strings.h>
#include <sys/prctl.h>

#include "caps_list.h"
#include "text/number.h"

enum { KNOWN = 41, HIGHEST = 63 };

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

	*change = (struct caps_change){ 0 };
	while ((element = strsep(&list, ","))) {
		uint64_t set;

		*wrong = element;
		if (*element != '+' && *element != '-')
			return CAPS_MALFORMED;
		*wrong = element + 1;
		set = named_set(element + 1);
		if (!set)
			return CAPS_UNKNOWN;
		change->clear |= set;
		if (*element == '+')
			change->add |= set;
		else
			change->add &= ~set;
	}
	return CAPS_OK;
}
