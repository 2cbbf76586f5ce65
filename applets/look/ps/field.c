/* field.c - the fields of a process that can be shown, by name. */
#include <string.h>
#include <strings.h>

#include "applet/failure.h"
#include "field.h"
#include "show_file.h"
#include "show_name.h"
#include "show_number.h"
#include "show_owner.h"
#include "show_time.h"
#include "text/near.h"

enum {
	RIGHT = COLUMN_RIGHT, CUT = COLUMN_CUT, TREE = COLUMN_TREE, MASK = COLUMN_MASK,
	OWNER = FIELD_USER, PROCESS = FIELD_PROCESS, THREAD = FIELD_THREAD, STAT = FIELD_STAT,
	STATUS = FIELD_STATUS, COMMAND = FIELD_COMMAND, NAME = FIELD_NAME, OTHER = FIELD_OTHER,
	HIDDEN = FIELD_HIDDEN,
};

/* Sorted by name. */
static const struct field fields[] = {
	{ "%cpu", "%CPU", show_usage, 4, USAGE_TENTHS, RIGHT | STAT },
	{ "%mem", "%MEM", show_memory_share, 4, 0, RIGHT | STATUS | PROCESS },
	{ "ag_id", "AGID", show_autogroup, 5, 0, RIGHT | OTHER },
	{ "ag_nice", "AGNI", show_autogroup, 4, 1, RIGHT | OTHER },
	{ "args", "COMMAND", show_command, 27, 0, CUT | TREE | STAT | COMMAND | PROCESS },
	{ "atime", "TIME", show_used, 8, 0, RIGHT | STAT },
	{ "blocked", "BLOCKED", show_mask, MASK_NARROW, 2, RIGHT | MASK | STATUS | THREAD },
	{ "bsdstart", "START", show_start, 6, START_BSD, RIGHT | STAT },
	{ "bsdtime", "TIME", show_used_short, 6, 0, RIGHT | STAT },
	{ "c", "C", show_usage, 2, USAGE_PERCENT, RIGHT | STAT },
	{ "caught", "CAUGHT", show_mask, MASK_NARROW, 4, RIGHT | MASK | STATUS | THREAD },
	{ "cgname", "CGNAME", show_cgroup, 27, 1, CUT | OTHER | PROCESS },
	{ "cgroup", "CGROUP", show_cgroup, 27, 0, CUT | OTHER | PROCESS },
	{ "cgroupns", "CGROUPNS", show_namespace, 10, 0, RIGHT | OTHER },
	{ "class", "CLS", show_class, 3, 0, STAT | THREAD },
	{ "cls", "CLS", show_class, 3, 0, RIGHT | STAT | THREAD },
	{ "cmaj_flt", "-", show_key, 1, STAT_CMAJFLT, STAT | HIDDEN },
	{ "cmin_flt", "-", show_key, 1, STAT_CMINFLT, STAT | HIDDEN },
	{ "cmd", "CMD", show_command, 27, 0, CUT | TREE | STAT | COMMAND | PROCESS },
	{ "comm", "COMMAND", show_name, 15, 0, CUT | TREE | STAT | PROCESS },
	{ "command", "COMMAND", show_command, 27, 0, CUT | TREE | STAT | COMMAND | PROCESS },
	{ "context", "CONTEXT", show_label, 31, 0, CUT | OTHER },
	{ "cp", "CP", show_usage, 3, USAGE_MILLE, RIGHT | STAT },
	{ "cpu", "CPU", show_processor, 3, 0, RIGHT | STAT | THREAD },
	{ "cpuid", "CPUID", show_processor, 5, 0, RIGHT | STAT | THREAD },
	{ "cputime", "TIME", show_used, 8, 0, RIGHT | STAT },
	{ "cputimes", "TIME", show_used, 8, 1, RIGHT | STAT },
	{ "cuc", "%CUC", show_usage, 7, USAGE_CHILDREN, RIGHT | STAT },
	{ "cutime", "-", show_key, 1, STAT_CUTIME, STAT | HIDDEN },
	{ "cuu", "%CUU", show_usage, 6, USAGE_EXACT, RIGHT | STAT },
	{ "cwd", "CWD", show_link, 27, 1, CUT | OTHER | PROCESS },
	{ "docker", "DOCKER", show_container, 12, 0, OTHER | PROCESS },
	{ "drs", "DRS", show_memory, 5, MEMORY_DATA, RIGHT | STAT | PROCESS },
	{ "dsiz", "DSIZ", show_memory, 4, MEMORY_DATA, RIGHT | STAT | PROCESS },
	{ "egid", "EGID", show_id, 5, 5, RIGHT | STATUS },
	{ "egroup", "EGROUP", show_owner, 8, 5, OWNER | STATUS },
	{ "eip", "EIP", show_address, 16, STAT_EIP, RIGHT | STAT | THREAD },
	{ "environ", "ENVIRONMENT", show_environ, 11, 0, CUT | OTHER | PROCESS },
	{ "esp", "ESP", show_address, 16, STAT_ESP, RIGHT | STAT | THREAD },
	{ "etime", "ELAPSED", show_elapsed, 11, 0, RIGHT | STAT },
	{ "etimes", "ELAPSED", show_elapsed, 7, 1, RIGHT | STAT },
	{ "euid", "EUID", show_id, 5, 1, RIGHT | STATUS },
	{ "euser", "EUSER", show_owner, 8, 1, OWNER | STATUS },
	{ "exe", "EXE", show_link, 27, 0, CUT | OTHER | PROCESS },
	{ "f", "F", show_flags, 1, 0, RIGHT | STAT },
	{ "fds", "FDS", show_descriptors, 4, 0, RIGHT | OTHER | PROCESS },
	{ "fgid", "FGID", show_id, 5, 7, RIGHT | STATUS },
	{ "fgroup", "FGROUP", show_owner, 8, 7, OWNER | STATUS },
	{ "flag", "F", show_flags, 1, 0, RIGHT | STAT },
	{ "flags", "F", show_flags, 1, 0, RIGHT | STAT },
	{ "fname", "COMMAND", show_short_name, 8, 0, TREE | NAME | PROCESS },
	{ "fsgid", "FSGID", show_id, 5, 7, RIGHT | STATUS },
	{ "fsgroup", "FSGROUP", show_owner, 8, 7, OWNER | STATUS },
	{ "fsuid", "FSUID", show_id, 5, 3, RIGHT | STATUS },
	{ "fsuser", "FSUSER", show_owner, 8, 3, OWNER | STATUS },
	{ "fuid", "FUID", show_id, 5, 3, RIGHT | STATUS },
	{ "fuser", "FUSER", show_owner, 8, 3, OWNER | STATUS },
	{ "gid", "GID", show_id, 5, 5, RIGHT | STATUS },
	{ "group", "GROUP", show_owner, 8, 5, OWNER | STATUS },
	{ "handle", "HANDLE", show_handle, 16, 0, OTHER | PROCESS },
	{ "htprv", "HTPRV", show_mapped, 5, 2, RIGHT | OTHER | PROCESS },
	{ "htshr", "HTSHR", show_mapped, 5, 3, RIGHT | OTHER | PROCESS },
	{ "ignored", "IGNORED", show_mask, MASK_NARROW, 3, RIGHT | MASK | STATUS | THREAD },
	{ "intpri", "PRI", show_priority, 3, 60, RIGHT | STAT | THREAD },
	{ "ipcns", "IPCNS", show_namespace, 10, 1, RIGHT | OTHER },
	{ "label", "LABEL", show_label, 31, 0, CUT | OTHER },
	{ "lastcpu", "C", show_processor, 3, 0, RIGHT | STAT | THREAD },
	{ "lim", "LIM", show_unlimited, 5, 0, RIGHT },
	{ "longtname", "TTY", show_tty, 8, 0, STAT | PROCESS },
	{ "lsession", "SESSION", show_none, 11, 0, 0 },
	{ "lstart", "STARTED", show_start, 24, START_FULL, RIGHT | STAT },
	{ "luid", "LUID", show_file, 5, 2, RIGHT | OTHER },
	{ "lwp", "LWP", show_tid, 0, 0, RIGHT | THREAD },
	{ "lxc", "LXC", show_none, 8, 0, 0 },
	{ "m_drs", "DRS", show_memory, 5, MEMORY_DATA, RIGHT | STAT | PROCESS },
	{ "m_size", "SIZE", show_memory, 5, MEMORY_BYTES, RIGHT | STAT | PROCESS },
	{ "m_trs", "TRS", show_memory, 5, MEMORY_CODE, RIGHT | STAT | PROCESS },
	{ "machine", "MACHINE", show_none, 31, 0, 0 },
	{ "maj_flt", "MAJFL", show_faults, 6, STAT_MAJFLT, RIGHT | STAT },
	{ "majflt", "MAJFLT", show_faults, 6, STAT_MAJFLT, RIGHT | STAT },
	{ "min_flt", "MINFL", show_faults, 6, STAT_MINFLT, RIGHT | STAT },
	{ "minflt", "MINFLT", show_faults, 6, STAT_MINFLT, RIGHT | STAT },
	{ "mntns", "MNTNS", show_namespace, 10, 2, RIGHT | OTHER },
	{ "netns", "NETNS", show_namespace, 10, 3, RIGHT | OTHER },
	{ "ni", "NI", show_niceness, 3, 0, RIGHT | STAT | THREAD },
	{ "nice", "NI", show_niceness, 3, 0, RIGHT | STAT | THREAD },
	{ "nlwp", "NLWP", show_stat, 4, STAT_THREADS, RIGHT | STAT | PROCESS },
	{ "numa", "NUMA", show_node, 4, 0, RIGHT | STAT },
	{ "oom", "OOM", show_file, 4, 0, RIGHT | OTHER | THREAD },
	{ "oomadj", "OOMADJ", show_file, 5, 1, RIGHT | OTHER | THREAD },
	{ "opri", "PRI", show_priority, 3, 60, RIGHT | STAT | THREAD },
	{ "ouid", "OWNER", show_none, 5, 0, 0 },
	{ "pagein", "PAGEIN", show_faults, 6, STAT_MAJFLT, RIGHT | STAT },
	{ "pcap", "PCAP", show_mask, MASK_WIDE, 5, RIGHT | STATUS | THREAD },
	{ "pcaps", "PCAPS", show_capabilities, 27, 0, CUT | STATUS | THREAD },
	{ "pcpu", "%CPU", show_usage, 4, USAGE_TENTHS, RIGHT | STAT },
	{ "pending", "PENDING", show_mask, MASK_NARROW, 0, RIGHT | MASK | STATUS },
	{ "pgid", "PGID", show_stat, 0, STAT_PGRP, RIGHT | STAT | PROCESS },
	{ "pgrp", "PGRP", show_stat, 0, STAT_PGRP, RIGHT | STAT | PROCESS },
	{ "pid", "PID", show_pid, 0, 0, RIGHT | PROCESS },
	{ "pidns", "PIDNS", show_namespace, 10, 4, RIGHT | OTHER },
	{ "pmem", "%MEM", show_memory_share, 4, 0, RIGHT | STATUS | PROCESS },
	{ "policy", "POL", show_class, 3, 0, STAT | THREAD },
	{ "ppid", "PPID", show_stat, 0, STAT_PPID, RIGHT | STAT | PROCESS },
	{ "pri", "PRI", show_priority_down, 3, 39, RIGHT | STAT | THREAD },
	{ "pri_api", "API", show_priority_down, 3, -1, RIGHT | STAT | THREAD },
	{ "pri_bar", "BAR", show_priority, 3, 1, RIGHT | STAT | THREAD },
	{ "pri_baz", "BAZ", show_priority, 3, 100, RIGHT | STAT | THREAD },
	{ "pri_foo", "FOO", show_priority, 3, -20, RIGHT | STAT | THREAD },
	{ "priority", "PRI", show_priority, 3, 0, RIGHT | STAT | THREAD },
	{ "psr", "PSR", show_processor, 3, 0, RIGHT | STAT | THREAD },
	{ "pss", "PSS", show_mapped, 5, 0, RIGHT | OTHER | PROCESS },
	{ "rbytes", "RBYTES", show_io, 5, 4, RIGHT | OTHER | THREAD },
	{ "rchars", "RCHARS", show_io, 5, 0, RIGHT | OTHER | THREAD },
	{ "rgid", "RGID", show_id, 5, 4, RIGHT | STATUS },
	{ "rgroup", "RGROUP", show_owner, 8, 4, OWNER | STATUS },
	{ "rops", "ROPS", show_io, 5, 2, RIGHT | OTHER | THREAD },
	{ "rss", "RSS", show_memory, 5, MEMORY_RESIDENT, RIGHT | STATUS | PROCESS },
	{ "rssize", "RSS", show_memory, 5, MEMORY_RESIDENT, RIGHT | STATUS | PROCESS },
	{ "rsz", "RSZ", show_memory, 5, MEMORY_RESIDENT, RIGHT | STATUS | PROCESS },
	{ "rtprio", "RTPRIO", show_realtime, 6, 0, RIGHT | STAT | THREAD },
	{ "ruid", "RUID", show_id, 5, 0, RIGHT | STATUS },
	{ "ruser", "RUSER", show_owner, 8, 0, OWNER | STATUS },
	{ "s", "S", show_state, 1, 0, STAT | THREAD },
	{ "sched", "SCH", show_stat, 3, STAT_POLICY, RIGHT | STAT | THREAD },
	{ "seat", "SEAT", show_none, 11, 0, 0 },
	{ "sess", "SESS", show_stat, 0, STAT_SESSION, RIGHT | STAT | PROCESS },
	{ "session", "SESS", show_stat, 0, STAT_SESSION, RIGHT | STAT | PROCESS },
	{ "sgi_p", "P", show_processor, 1, 1, RIGHT | STAT | THREAD },
	{ "sgi_rss", "RSS", show_memory, 4, MEMORY_RESIDENT, STATUS | PROCESS },
	{ "sgid", "SGID", show_id, 5, 6, RIGHT | STATUS },
	{ "sgroup", "SGROUP", show_owner, 8, 6, OWNER | STATUS },
	{ "sid", "SID", show_stat, 0, STAT_SESSION, RIGHT | STAT | PROCESS },
	{ "sig", "PENDING", show_mask, MASK_NARROW, 0, RIGHT | MASK | STATUS },
	{ "sig_block", "BLOCKED", show_mask, MASK_NARROW, 2, RIGHT | MASK | STATUS | THREAD },
	{ "sig_catch", "CATCHED", show_mask, MASK_NARROW, 4, RIGHT | MASK | STATUS | THREAD },
	{ "sig_ignore", "IGNORED", show_mask, MASK_NARROW, 3, RIGHT | MASK | STATUS | THREAD },
	{ "sig_pend", "SIGNAL", show_mask, MASK_NARROW, 0, RIGHT | MASK | STATUS },
	{ "sigcatch", "CAUGHT", show_mask, MASK_NARROW, 4, RIGHT | MASK | STATUS | THREAD },
	{ "sigignore", "IGNORED", show_mask, MASK_NARROW, 3, RIGHT | MASK | STATUS | THREAD },
	{ "sigmask", "BLOCKED", show_mask, MASK_NARROW, 2, RIGHT | MASK | STATUS | THREAD },
	{ "size", "SIZE", show_memory, 5, MEMORY_WRITABLE, RIGHT | STAT | STATUS | PROCESS },
	{ "slice", "SLICE", show_unit, 31, 1, CUT | OTHER },
	{ "spid", "SPID", show_tid, 0, 0, RIGHT | THREAD },
	{ "stackp", "STACKP", show_address, 16, STAT_STARTSTACK, RIGHT | STAT | PROCESS },
	{ "start", "STARTED", show_start, 8, START_DAY, RIGHT | STAT },
	{ "start_stack", "STACKP", show_address, 16, STAT_STARTSTACK, RIGHT | STAT | PROCESS },
	{ "start_time", "START", show_start, 5, START_SHORT, RIGHT | STAT },
	{ "stat", "STAT", show_states, 4, 0, STAT | STATUS | THREAD },
	{ "state", "S", show_state, 1, 0, STAT | THREAD },
	{ "stime", "STIME", show_start, 5, START_SHORT, RIGHT | STAT },
	{ "suid", "SUID", show_id, 5, 2, RIGHT | STATUS },
	{ "supgid", "SUPGID", show_groups, 20, 0, CUT | STATUS },
	{ "supgrp", "SUPGRP", show_groups, 40, 1, CUT | STATUS },
	{ "suser", "SUSER", show_owner, 8, 2, OWNER | STATUS },
	{ "svgid", "SVGID", show_id, 5, 6, RIGHT | STATUS },
	{ "svgroup", "SVGROUP", show_owner, 8, 6, OWNER | STATUS },
	{ "svuid", "SVUID", show_id, 5, 2, RIGHT | STATUS },
	{ "svuser", "SVUSER", show_owner, 8, 2, OWNER | STATUS },
	{ "sz", "SZ", show_memory, 5, MEMORY_PAGES, RIGHT | STAT | PROCESS },
	{ "tgid", "TGID", show_pid, 0, 0, RIGHT | PROCESS },
	{ "thcount", "THCNT", show_stat, 5, STAT_THREADS, RIGHT | STAT | PROCESS },
	{ "tid", "TID", show_tid, 0, 0, RIGHT | THREAD },
	{ "time", "TIME", show_used, 8, 0, RIGHT | STAT },
	{ "timens", "TIMENS", show_namespace, 10, 5, RIGHT | OTHER },
	{ "times", "TIME", show_used, 8, 1, RIGHT | STAT },
	{ "tname", "TTY", show_tty, 8, 0, STAT | PROCESS },
	{ "tpgid", "TPGID", show_stat, 0, STAT_TPGID, RIGHT | STAT | PROCESS },
	{ "trs", "TRS", show_memory, 4, MEMORY_CODE, RIGHT | STAT | PROCESS },
	{ "trss", "TRSS", show_memory, 4, MEMORY_CODE, RIGHT | STAT | PROCESS },
	{ "tsig", "PENDING", show_mask, MASK_NARROW, 1, RIGHT | MASK | STATUS },
	{ "tsiz", "TSIZ", show_memory, 4, MEMORY_CODE, RIGHT | STAT | PROCESS },
	{ "tt", "TT", show_tty, 8, 0, STAT | PROCESS },
	{ "tty", "TT", show_tty, 8, 0, STAT | PROCESS },
	{ "tty4", "TTY", show_tty, 4, 1, STAT | PROCESS },
	{ "tty8", "TTY", show_tty, 8, 0, STAT | PROCESS },
	{ "ucmd", "CMD", show_name, 15, 0, CUT | TREE | STAT | PROCESS },
	{ "ucomm", "COMMAND", show_name, 15, 0, CUT | TREE | STAT | PROCESS },
	{ "uid", "UID", show_id, 5, 1, RIGHT | STATUS },
	{ "uid_hack", "UID", show_owner, 8, 1, OWNER | STATUS },
	{ "uname", "USER", show_owner, 8, 1, OWNER | STATUS },
	{ "unit", "UNIT", show_unit, 31, 0, CUT | OTHER },
	{ "user", "USER", show_owner, 8, 1, OWNER | STATUS },
	{ "userns", "USERNS", show_namespace, 10, 6, RIGHT | OTHER },
	{ "uss", "USS", show_mapped, 5, 1, RIGHT | OTHER | PROCESS },
	{ "util", "C", show_usage, 2, USAGE_PERCENT, RIGHT | STAT },
	{ "utime", "UTIME", show_key, 6, STAT_UTIME, RIGHT | STAT | HIDDEN },
	{ "utsns", "UTSNS", show_namespace, 10, 7, RIGHT | OTHER },
	{ "uunit", "UUNIT", show_none, 31, 0, CUT },
	{ "vsize", "VSZ", show_memory, 6, MEMORY_VIRTUAL, RIGHT | STAT | PROCESS },
	{ "vsz", "VSZ", show_memory, 6, MEMORY_VIRTUAL, RIGHT | STAT | PROCESS },
	{ "wbytes", "WBYTES", show_io, 5, 5, RIGHT | OTHER | THREAD },
	{ "wcbytes", "WCBYTES", show_io, 5, 6, RIGHT | OTHER | THREAD },
	{ "wchan", "WCHAN", show_wchan, 6, 0, CUT | OTHER | PROCESS },
	{ "wchars", "WCHARS", show_io, 5, 1, RIGHT | OTHER | THREAD },
	{ "wname", "WCHAN", show_wchan, 6, 0, CUT | OTHER | PROCESS },
	{ "wops", "WOPS", show_io, 5, 3, RIGHT | OTHER | THREAD },
	{ "zone", "ZONE", show_label, 31, 0, CUT | OTHER },
	{ .name = NULL },
};

/*
 * Fields of other systems, which procps accepts and shows as a dash, as scripts may ask for them: a
 * letter, the name and the heading of each. The number of the letter is the width, and upper case
 * means aligned right: E is 5. @ is the width of process IDs.
 */
static const char blank_fields[] =
	"Daddr\0ADDR\0aaddr_1\0ADDR\0Ealarm\0ALARM\0Djobc\0JOBC\0Etmout\0TMOUT\0"
	"Eacflag\0ACFLG\0Eacflg\0ACFLG\0Dargc\0ARGC\0abnd\0BND\0acnswap\0-\0Ectid\0CTID\0"
	"Fcursig\0CURSIG\0memul\0EMUL\0Pend_code\0E_CODE\0Einblk\0INBLK\0Einblock\0INBLK\0"
	"ajid\0JID\0Hktrace\0KTRACE\0Hktracep\0KTRACEP\0hlogin\0LOGNAME\0hlogname\0LOGNAME\0"
	"hluser\0LUSER\0Dm_dt\0DT\0Em_lrs\0LRS\0Em_resident\0RES\0Em_share\0SHRD\0"
	"Em_swap\0SWAP\0Fmsgrcv\0MSGRCV\0Fmsgsnd\0MSGSND\0fmwchan\0MWCHAN\0Enivcsw\0IVCSW\0"
	"Ensignals\0NSIGS\0Ensigs\0NSIGS\0Enswap\0NSWAP\0Envcsw\0VCSW\0Fnwchan\0WCHAN\0"
	"Bosz\0SZ\0Eoublk\0OUBLK\0Eoublock\0OUBLK\0Fp_ru\0P_RU\0Fpaddr\0PADDR\0apoip\0-\0"
	"Lprmgrp\0PRMGRP\0Lprmid\0PRMID\0lproject\0PROJECT\0Eprojid\0PROJID\0Dpset\0PSET\0"
	"Cpsxpri\0PPR\0Cre\0RE\0Eresident\0RES\0Hrlink\0RLINK\0Dscnt\0SCNT\0Dscount\0SC\0"
	"ashare\0-\0Csl\0SL\0Pstart_code\0S_CODE\0Fstatus\0STATUS\0Fsystime\0SYSTEM\0"
	"@taskid\0TASKID\0Dtdev\0TDEV\0Etimeout\0TMOUT\0@tsess\0TSESS\0@tsession\0TSESS\0"
	"@tsid\0TSID\0Fu_procp\0UPROCP\0Eumask\0UMASK\0Cupr\0UPR\0Huprocp\0UPROCP\0"
	"Dusertime\0USER\0Cusrpri\0UPR\0Evm_data\0DATA\0Evm_exe\0EXE\0Evm_lib\0LIB\0"
	"Cvm_lock\0LCK\0Evm_stack\0STACK\0Exstat\0XSTAT\0_zoneid\0ZONEID\0";

static bool is_named(const char *text, const char *name, size_t length)
{
	return strncmp(text, name, length) == 0 && !text[length];
}

static const char *next_blank_field(const char *field)
{
	field += strlen(field) + 1;
	return field + strlen(field) + 1;
}

bool field_find(const char *name, size_t length, struct field *field)
{
	for (const struct field *at = fields; at->name; at++) {
		if (is_named(at->name, name, length)) {
			*field = *at;
			return true;
		}
	}
	for (const char *at = blank_fields; *at; at = next_blank_field(at)) {
		if (!is_named(at + 1, name, length))
			continue;
		*field = (struct field){
			.name = at + 1,
			.heading = at + strlen(at) + 1,
			.show = show_none,
			.width = *at & 31,
			.flags = *at < '`' ? RIGHT : 0,
		};
		return true;
	}
	return false;
}

const char *field_near(const char *name, size_t length)
{
	const char *near = NULL;
	char text[16];

	if (length >= sizeof(text))
		return NULL;
	memcpy(text, name, length);
	text[length] = '\0';
	for (const struct field *field = fields; field->name; field++) {
		if (field->flags & FIELD_HIDDEN)
			continue;
		if (strcasecmp(text, field->name) == 0)
			return field->name;
		/* one with the same first letter is more likely */
		if ((!near || *near != *text) && near_miss(text, field->name))
			near = field->name;
	}
	return near;
}

static void output_padded(struct output *output, const char *text, size_t width)
{
	size_t length = strlen(text);

	output_text(output, text);
	for (; length < width; length++)
		output_char(output, ' ');
}

int fields_print(void)
{
	enum { NAME_WIDTH = 13, HEADING_WIDTH = 8 };
	char buffer[1024];
	struct output output;

	output_start(&output, 1, buffer, sizeof(buffer));
	for (const struct field *field = fields; field->name; field++) {
		if (field->flags & FIELD_HIDDEN)
			continue;
		output_padded(&output, field->name, NAME_WIDTH);
		output_padded(&output, field->heading, HEADING_WIDTH);
		output_char(&output, '\n');
	}
	return output_finish(&output);
}
