/* caps_name.c - names of capabilities. */
#include <string.h>

#include "user/caps_name.h"

enum { KNOWN = 41 };

/* In the order of their numbers, separated by NULs: pointers would double the size. */
static const char names[] =
	"chown\0dac_override\0dac_read_search\0fowner\0fsetid\0kill\0setgid\0setuid\0setpcap\0"
	"linux_immutable\0net_bind_service\0net_broadcast\0net_admin\0net_raw\0ipc_lock\0"
	"ipc_owner\0sys_module\0sys_rawio\0sys_chroot\0sys_ptrace\0sys_pacct\0sys_admin\0"
	"sys_boot\0sys_nice\0sys_resource\0sys_time\0sys_tty_config\0mknod\0lease\0audit_write\0"
	"audit_control\0setfcap\0mac_override\0mac_admin\0syslog\0wake_alarm\0block_suspend\0"
	"audit_read\0perfmon\0bpf\0checkpoint_restore";

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
