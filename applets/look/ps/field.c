/* field.c - the fields of a process that can be shown, by name. */
#include <stdint.h>
#include <string.h>

#include "applet/failure.h"
#include "field.h"
#include "show_file.h"
#include "show_name.h"
#include "show_number.h"
#include "show_owner.h"
#include "show_time.h"
#include "text/byte.h"
#include "text/near.h"

enum {
	RIGHT = COLUMN_RIGHT, CUT = COLUMN_CUT, TREE = COLUMN_TREE, MASK = COLUMN_MASK,
	OWNER = FIELD_USER, PROCESS = FIELD_PROCESS, THREAD = FIELD_THREAD, STAT = FIELD_STAT,
	STATUS = FIELD_STATUS, COMMAND = FIELD_COMMAND, NAME = FIELD_NAME, OTHER = FIELD_OTHER,
	HIDDEN = FIELD_HIDDEN, OWNED = FIELD_OWNED,
};

/* The functions that append a cell, by which each row below has one. */
static void (*const shows[])(struct view *view, const struct field *field) = {
	show_address, show_autogroup, show_capabilities, show_cgroup, show_class, show_command,
	show_container, show_descriptors, show_elapsed, show_environ, show_faults, show_file,
	show_flags, show_groups, show_handle, show_id, show_io, show_key, show_label, show_link,
	show_mapped, show_mask, show_memory, show_memory_share, show_name, show_namespace,
	show_niceness, show_node, show_none, show_owner, show_pid, show_priority,
	show_priority_down, show_processor, show_realtime, show_short_name, show_start,
	show_stat, show_state, show_states, show_tid, show_tty, show_unit, show_unlimited,
	show_usage, show_used, show_used_short, show_wchan,
};

/* Their places there. */
enum {
	AS_ADDRESS, AS_AUTOGROUP, AS_CAPABILITIES, AS_CGROUP, AS_CLASS, AS_COMMAND, AS_CONTAINER,
	AS_DESCRIPTORS, AS_ELAPSED, AS_ENVIRON, AS_FAULTS, AS_FILE, AS_FLAGS, AS_GROUPS,
	AS_HANDLE, AS_ID, AS_IO, AS_KEY, AS_LABEL, AS_LINK, AS_MAPPED, AS_MASK, AS_MEMORY,
	AS_MEMORY_SHARE, AS_NAME, AS_NAMESPACE, AS_NICENESS, AS_NODE, AS_NONE, AS_OWNER, AS_PID,
	AS_PRIORITY, AS_PRIORITY_DOWN, AS_PROCESSOR, AS_REALTIME, AS_SHORT_NAME, AS_START,
	AS_STAT, AS_STATE, AS_STATES, AS_TID, AS_TTY, AS_UNIT, AS_UNLIMITED, AS_USAGE, AS_USED,
	AS_USED_SHORT, AS_WCHAN,
};

/*
 * The fields by name, each with its heading. They are apart from the rows, where each would take as
 * much as the longest.
 */
static const char texts[] =
	"%cpu\0%CPU\0%mem\0%MEM\0ag_id\0AGID\0ag_nice\0AGNI\0args\0COMMAND\0atime\0TIME\0"
	"blocked\0BLOCKED\0bsdstart\0START\0bsdtime\0TIME\0c\0C\0caught\0CAUGHT\0cgname\0CGNAME\0"
	"cgroup\0CGROUP\0cgroupns\0CGROUPNS\0class\0CLS\0cls\0CLS\0cmaj_flt\0-\0cmin_flt\0-\0"
	"cmd\0CMD\0comm\0COMMAND\0command\0COMMAND\0context\0CONTEXT\0cp\0CP\0cpu\0CPU\0"
	"cpuid\0CPUID\0cputime\0TIME\0cputimes\0TIME\0cuc\0%CUC\0cutime\0-\0cuu\0%CUU\0cwd\0CWD\0"
	"docker\0DOCKER\0drs\0DRS\0dsiz\0DSIZ\0egid\0EGID\0egroup\0EGROUP\0eip\0EIP\0"
	"environ\0ENVIRONMENT\0esp\0ESP\0etime\0ELAPSED\0etimes\0ELAPSED\0euid\0EUID\0"
	"euser\0EUSER\0exe\0EXE\0f\0F\0fds\0FDS\0fgid\0FGID\0fgroup\0FGROUP\0flag\0F\0flags\0F\0"
	"fname\0COMMAND\0fsgid\0FSGID\0fsgroup\0FSGROUP\0fsuid\0FSUID\0fsuser\0FSUSER\0fuid\0FUID\0"
	"fuser\0FUSER\0gid\0GID\0group\0GROUP\0handle\0HANDLE\0htprv\0HTPRV\0htshr\0HTSHR\0"
	"ignored\0IGNORED\0intpri\0PRI\0ipcns\0IPCNS\0label\0LABEL\0lastcpu\0C\0lim\0LIM\0"
	"longtname\0TTY\0lsession\0SESSION\0lstart\0STARTED\0luid\0LUID\0lwp\0LWP\0lxc\0LXC\0"
	"m_drs\0DRS\0m_size\0SIZE\0m_trs\0TRS\0machine\0MACHINE\0maj_flt\0MAJFL\0majflt\0MAJFLT\0"
	"min_flt\0MINFL\0minflt\0MINFLT\0mntns\0MNTNS\0netns\0NETNS\0ni\0NI\0nice\0NI\0nlwp\0NLWP\0"
	"numa\0NUMA\0oom\0OOM\0oomadj\0OOMADJ\0opri\0PRI\0ouid\0OWNER\0pagein\0PAGEIN\0pcap\0PCAP\0"
	"pcaps\0PCAPS\0pcpu\0%CPU\0pending\0PENDING\0pgid\0PGID\0pgrp\0PGRP\0pid\0PID\0"
	"pidns\0PIDNS\0pmem\0%MEM\0policy\0POL\0ppid\0PPID\0pri\0PRI\0pri_api\0API\0pri_bar\0BAR\0"
	"pri_baz\0BAZ\0pri_foo\0FOO\0priority\0PRI\0psr\0PSR\0pss\0PSS\0rbytes\0RBYTES\0"
	"rchars\0RCHARS\0rgid\0RGID\0rgroup\0RGROUP\0rops\0ROPS\0rss\0RSS\0rssize\0RSS\0rsz\0RSZ\0"
	"rtprio\0RTPRIO\0ruid\0RUID\0ruser\0RUSER\0s\0S\0sched\0SCH\0seat\0SEAT\0sess\0SESS\0"
	"session\0SESS\0sgi_p\0P\0sgi_rss\0RSS\0sgid\0SGID\0sgroup\0SGROUP\0sid\0SID\0"
	"sig\0PENDING\0sig_block\0BLOCKED\0sig_catch\0CATCHED\0sig_ignore\0IGNORED\0"
	"sig_pend\0SIGNAL\0sigcatch\0CAUGHT\0sigignore\0IGNORED\0sigmask\0BLOCKED\0size\0SIZE\0"
	"slice\0SLICE\0spid\0SPID\0stackp\0STACKP\0start\0STARTED\0start_stack\0STACKP\0"
	"start_time\0START\0stat\0STAT\0state\0S\0stime\0STIME\0suid\0SUID\0supgid\0SUPGID\0"
	"supgrp\0SUPGRP\0suser\0SUSER\0svgid\0SVGID\0svgroup\0SVGROUP\0svuid\0SVUID\0"
	"svuser\0SVUSER\0sz\0SZ\0tgid\0TGID\0thcount\0THCNT\0tid\0TID\0time\0TIME\0timens\0TIMENS\0"
	"times\0TIME\0tname\0TTY\0tpgid\0TPGID\0trs\0TRS\0trss\0TRSS\0tsig\0PENDING\0tsiz\0TSIZ\0"
	"tt\0TT\0tty\0TT\0tty4\0TTY\0tty8\0TTY\0ucmd\0CMD\0ucomm\0COMMAND\0uid\0UID\0"
	"uid_hack\0UID\0uname\0USER\0unit\0UNIT\0user\0USER\0userns\0USERNS\0uss\0USS\0util\0C\0"
	"utime\0UTIME\0utsns\0UTSNS\0uunit\0UUNIT\0vsize\0VSZ\0vsz\0VSZ\0wbytes\0WBYTES\0"
	"wcbytes\0WCBYTES\0wchan\0WCHAN\0wchars\0WCHARS\0wname\0WCHAN\0wops\0WOPS\0zone\0ZONE\0";

/* What they are, in the same order; see struct field. */
static const struct row {
	unsigned char show, width;
	signed char argument;
	unsigned short flags;
} rows[] = {
	{ AS_USAGE, 4, USAGE_TENTHS, RIGHT | STAT }, /* %cpu */
	{ AS_MEMORY_SHARE, 4, 0, RIGHT | STATUS | PROCESS }, /* %mem */
	{ AS_AUTOGROUP, 5, 0, RIGHT | OTHER }, /* ag_id */
	{ AS_AUTOGROUP, 4, 1, RIGHT | OTHER }, /* ag_nice */
	{ AS_COMMAND, 27, 0, CUT | TREE | STAT | COMMAND | PROCESS }, /* args */
	{ AS_USED, 8, 0, RIGHT | STAT }, /* atime */
	{ AS_MASK, MASK_NARROW, 2, RIGHT | MASK | STATUS | THREAD }, /* blocked */
	{ AS_START, 6, START_BSD, RIGHT | STAT }, /* bsdstart */
	{ AS_USED_SHORT, 6, 0, RIGHT | STAT }, /* bsdtime */
	{ AS_USAGE, 2, USAGE_PERCENT, RIGHT | STAT }, /* c */
	{ AS_MASK, MASK_NARROW, 4, RIGHT | MASK | STATUS | THREAD }, /* caught */
	{ AS_CGROUP, 27, 1, CUT | OTHER | PROCESS }, /* cgname */
	{ AS_CGROUP, 27, 0, CUT | OTHER | PROCESS }, /* cgroup */
	{ AS_NAMESPACE, 10, 0, RIGHT | OTHER }, /* cgroupns */
	{ AS_CLASS, 3, 0, STAT | THREAD }, /* class */
	{ AS_CLASS, 3, 0, RIGHT | STAT | THREAD }, /* cls */
	{ AS_KEY, 1, STAT_CMAJFLT, STAT | HIDDEN }, /* cmaj_flt */
	{ AS_KEY, 1, STAT_CMINFLT, STAT | HIDDEN }, /* cmin_flt */
	{ AS_COMMAND, 27, 0, CUT | TREE | STAT | COMMAND | PROCESS }, /* cmd */
	{ AS_NAME, 15, 0, CUT | TREE | STAT | PROCESS }, /* comm */
	{ AS_COMMAND, 27, 0, CUT | TREE | STAT | COMMAND | PROCESS }, /* command */
	{ AS_LABEL, 31, 0, CUT | OTHER }, /* context */
	{ AS_USAGE, 3, USAGE_MILLE, RIGHT | STAT }, /* cp */
	{ AS_PROCESSOR, 3, 0, RIGHT | STAT | THREAD }, /* cpu */
	{ AS_PROCESSOR, 5, 0, RIGHT | STAT | THREAD }, /* cpuid */
	{ AS_USED, 8, 0, RIGHT | STAT }, /* cputime */
	{ AS_USED, 8, 1, RIGHT | STAT }, /* cputimes */
	{ AS_USAGE, 7, USAGE_CHILDREN, RIGHT | STAT }, /* cuc */
	{ AS_KEY, 1, STAT_CUTIME, STAT | HIDDEN }, /* cutime */
	{ AS_USAGE, 6, USAGE_EXACT, RIGHT | STAT }, /* cuu */
	{ AS_LINK, 27, 1, CUT | OTHER | PROCESS }, /* cwd */
	{ AS_CONTAINER, 12, 0, OTHER | PROCESS }, /* docker */
	{ AS_MEMORY, 5, MEMORY_DATA, RIGHT | STAT | PROCESS }, /* drs */
	{ AS_MEMORY, 4, MEMORY_DATA, RIGHT | STAT | PROCESS }, /* dsiz */
	{ AS_ID, 5, 5, RIGHT | OWNED }, /* egid */
	{ AS_OWNER, 8, 5, OWNER | OWNED }, /* egroup */
	{ AS_ADDRESS, 16, STAT_EIP, RIGHT | STAT | THREAD }, /* eip */
	{ AS_ENVIRON, 11, 0, CUT | OTHER | PROCESS }, /* environ */
	{ AS_ADDRESS, 16, STAT_ESP, RIGHT | STAT | THREAD }, /* esp */
	{ AS_ELAPSED, 11, 0, RIGHT | STAT }, /* etime */
	{ AS_ELAPSED, 7, 1, RIGHT | STAT }, /* etimes */
	{ AS_ID, 5, 1, RIGHT | OWNED }, /* euid */
	{ AS_OWNER, 8, 1, OWNER | OWNED }, /* euser */
	{ AS_LINK, 27, 0, CUT | OTHER | PROCESS }, /* exe */
	{ AS_FLAGS, 1, 0, RIGHT | STAT }, /* f */
	{ AS_DESCRIPTORS, 4, 0, RIGHT | OTHER | PROCESS }, /* fds */
	{ AS_ID, 5, 7, RIGHT | STATUS }, /* fgid */
	{ AS_OWNER, 8, 7, OWNER | STATUS }, /* fgroup */
	{ AS_FLAGS, 1, 0, RIGHT | STAT }, /* flag */
	{ AS_FLAGS, 1, 0, RIGHT | STAT }, /* flags */
	{ AS_SHORT_NAME, 8, 0, TREE | NAME | PROCESS }, /* fname */
	{ AS_ID, 5, 7, RIGHT | STATUS }, /* fsgid */
	{ AS_OWNER, 8, 7, OWNER | STATUS }, /* fsgroup */
	{ AS_ID, 5, 3, RIGHT | STATUS }, /* fsuid */
	{ AS_OWNER, 8, 3, OWNER | STATUS }, /* fsuser */
	{ AS_ID, 5, 3, RIGHT | STATUS }, /* fuid */
	{ AS_OWNER, 8, 3, OWNER | STATUS }, /* fuser */
	{ AS_ID, 5, 5, RIGHT | OWNED }, /* gid */
	{ AS_OWNER, 8, 5, OWNER | OWNED }, /* group */
	{ AS_HANDLE, 16, 0, OTHER | PROCESS }, /* handle */
	{ AS_MAPPED, 5, 2, RIGHT | OTHER | PROCESS }, /* htprv */
	{ AS_MAPPED, 5, 3, RIGHT | OTHER | PROCESS }, /* htshr */
	{ AS_MASK, MASK_NARROW, 3, RIGHT | MASK | STATUS | THREAD }, /* ignored */
	{ AS_PRIORITY, 3, 60, RIGHT | STAT | THREAD }, /* intpri */
	{ AS_NAMESPACE, 10, 1, RIGHT | OTHER }, /* ipcns */
	{ AS_LABEL, 31, 0, CUT | OTHER }, /* label */
	{ AS_PROCESSOR, 3, 0, RIGHT | STAT | THREAD }, /* lastcpu */
	{ AS_UNLIMITED, 5, 0, RIGHT }, /* lim */
	{ AS_TTY, 8, 0, STAT | PROCESS }, /* longtname */
	{ AS_NONE, 11, 0, 0 }, /* lsession */
	{ AS_START, 24, START_FULL, RIGHT | STAT }, /* lstart */
	{ AS_FILE, 5, 2, RIGHT | OTHER }, /* luid */
	{ AS_TID, 0, 0, RIGHT | THREAD }, /* lwp */
	{ AS_NONE, 8, 0, 0 }, /* lxc */
	{ AS_MEMORY, 5, MEMORY_DATA, RIGHT | STAT | PROCESS }, /* m_drs */
	{ AS_MEMORY, 5, MEMORY_BYTES, RIGHT | STAT | PROCESS }, /* m_size */
	{ AS_MEMORY, 5, MEMORY_CODE, RIGHT | STAT | PROCESS }, /* m_trs */
	{ AS_NONE, 31, 0, 0 }, /* machine */
	{ AS_FAULTS, 6, STAT_MAJFLT, RIGHT | STAT }, /* maj_flt */
	{ AS_FAULTS, 6, STAT_MAJFLT, RIGHT | STAT }, /* majflt */
	{ AS_FAULTS, 6, STAT_MINFLT, RIGHT | STAT }, /* min_flt */
	{ AS_FAULTS, 6, STAT_MINFLT, RIGHT | STAT }, /* minflt */
	{ AS_NAMESPACE, 10, 2, RIGHT | OTHER }, /* mntns */
	{ AS_NAMESPACE, 10, 3, RIGHT | OTHER }, /* netns */
	{ AS_NICENESS, 3, 0, RIGHT | STAT | THREAD }, /* ni */
	{ AS_NICENESS, 3, 0, RIGHT | STAT | THREAD }, /* nice */
	{ AS_STAT, 4, STAT_THREADS, RIGHT | STAT | PROCESS }, /* nlwp */
	{ AS_NODE, 4, 0, RIGHT | STAT }, /* numa */
	{ AS_FILE, 4, 0, RIGHT | OTHER | THREAD }, /* oom */
	{ AS_FILE, 5, 1, RIGHT | OTHER | THREAD }, /* oomadj */
	{ AS_PRIORITY, 3, 60, RIGHT | STAT | THREAD }, /* opri */
	{ AS_NONE, 5, 0, 0 }, /* ouid */
	{ AS_FAULTS, 6, STAT_MAJFLT, RIGHT | STAT }, /* pagein */
	{ AS_MASK, MASK_WIDE, 5, RIGHT | STATUS | THREAD }, /* pcap */
	{ AS_CAPABILITIES, 27, 0, CUT | STATUS | THREAD }, /* pcaps */
	{ AS_USAGE, 4, USAGE_TENTHS, RIGHT | STAT }, /* pcpu */
	{ AS_MASK, MASK_NARROW, 0, RIGHT | MASK | STATUS }, /* pending */
	{ AS_STAT, 0, STAT_PGRP, RIGHT | STAT | PROCESS }, /* pgid */
	{ AS_STAT, 0, STAT_PGRP, RIGHT | STAT | PROCESS }, /* pgrp */
	{ AS_PID, 0, 0, RIGHT | PROCESS }, /* pid */
	{ AS_NAMESPACE, 10, 4, RIGHT | OTHER }, /* pidns */
	{ AS_MEMORY_SHARE, 4, 0, RIGHT | STATUS | PROCESS }, /* pmem */
	{ AS_CLASS, 3, 0, STAT | THREAD }, /* policy */
	{ AS_STAT, 0, STAT_PPID, RIGHT | STAT | PROCESS }, /* ppid */
	{ AS_PRIORITY_DOWN, 3, 39, RIGHT | STAT | THREAD }, /* pri */
	{ AS_PRIORITY_DOWN, 3, -1, RIGHT | STAT | THREAD }, /* pri_api */
	{ AS_PRIORITY, 3, 1, RIGHT | STAT | THREAD }, /* pri_bar */
	{ AS_PRIORITY, 3, 100, RIGHT | STAT | THREAD }, /* pri_baz */
	{ AS_PRIORITY, 3, -20, RIGHT | STAT | THREAD }, /* pri_foo */
	{ AS_PRIORITY, 3, 0, RIGHT | STAT | THREAD }, /* priority */
	{ AS_PROCESSOR, 3, 0, RIGHT | STAT | THREAD }, /* psr */
	{ AS_MAPPED, 5, 0, RIGHT | OTHER | PROCESS }, /* pss */
	{ AS_IO, 5, 4, RIGHT | OTHER | THREAD }, /* rbytes */
	{ AS_IO, 5, 0, RIGHT | OTHER | THREAD }, /* rchars */
	{ AS_ID, 5, 4, RIGHT | STATUS }, /* rgid */
	{ AS_OWNER, 8, 4, OWNER | STATUS }, /* rgroup */
	{ AS_IO, 5, 2, RIGHT | OTHER | THREAD }, /* rops */
	{ AS_MEMORY, 5, MEMORY_RESIDENT, RIGHT | STATUS | PROCESS }, /* rss */
	{ AS_MEMORY, 5, MEMORY_RESIDENT, RIGHT | STATUS | PROCESS }, /* rssize */
	{ AS_MEMORY, 5, MEMORY_RESIDENT, RIGHT | STATUS | PROCESS }, /* rsz */
	{ AS_REALTIME, 6, 0, RIGHT | STAT | THREAD }, /* rtprio */
	{ AS_ID, 5, 0, RIGHT | STATUS }, /* ruid */
	{ AS_OWNER, 8, 0, OWNER | STATUS }, /* ruser */
	{ AS_STATE, 1, 0, STAT | THREAD }, /* s */
	{ AS_STAT, 3, STAT_POLICY, RIGHT | STAT | THREAD }, /* sched */
	{ AS_NONE, 11, 0, 0 }, /* seat */
	{ AS_STAT, 0, STAT_SESSION, RIGHT | STAT | PROCESS }, /* sess */
	{ AS_STAT, 0, STAT_SESSION, RIGHT | STAT | PROCESS }, /* session */
	{ AS_PROCESSOR, 1, 1, RIGHT | STAT | THREAD }, /* sgi_p */
	{ AS_MEMORY, 4, MEMORY_RESIDENT, STATUS | PROCESS }, /* sgi_rss */
	{ AS_ID, 5, 6, RIGHT | STATUS }, /* sgid */
	{ AS_OWNER, 8, 6, OWNER | STATUS }, /* sgroup */
	{ AS_STAT, 0, STAT_SESSION, RIGHT | STAT | PROCESS }, /* sid */
	{ AS_MASK, MASK_NARROW, 0, RIGHT | MASK | STATUS }, /* sig */
	{ AS_MASK, MASK_NARROW, 2, RIGHT | MASK | STATUS | THREAD }, /* sig_block */
	{ AS_MASK, MASK_NARROW, 4, RIGHT | MASK | STATUS | THREAD }, /* sig_catch */
	{ AS_MASK, MASK_NARROW, 3, RIGHT | MASK | STATUS | THREAD }, /* sig_ignore */
	{ AS_MASK, MASK_NARROW, 0, RIGHT | MASK | STATUS }, /* sig_pend */
	{ AS_MASK, MASK_NARROW, 4, RIGHT | MASK | STATUS | THREAD }, /* sigcatch */
	{ AS_MASK, MASK_NARROW, 3, RIGHT | MASK | STATUS | THREAD }, /* sigignore */
	{ AS_MASK, MASK_NARROW, 2, RIGHT | MASK | STATUS | THREAD }, /* sigmask */
	{ AS_MEMORY, 5, MEMORY_WRITABLE, RIGHT | STAT | STATUS | PROCESS }, /* size */
	{ AS_UNIT, 31, 1, CUT | OTHER }, /* slice */
	{ AS_TID, 0, 0, RIGHT | THREAD }, /* spid */
	{ AS_ADDRESS, 16, STAT_STARTSTACK, RIGHT | STAT | PROCESS }, /* stackp */
	{ AS_START, 8, START_DAY, RIGHT | STAT }, /* start */
	{ AS_ADDRESS, 16, STAT_STARTSTACK, RIGHT | STAT | PROCESS }, /* start_stack */
	{ AS_START, 5, START_SHORT, RIGHT | STAT }, /* start_time */
	{ AS_STATES, 4, 0, STAT | STATUS | THREAD }, /* stat */
	{ AS_STATE, 1, 0, STAT | THREAD }, /* state */
	{ AS_START, 5, START_SHORT, RIGHT | STAT }, /* stime */
	{ AS_ID, 5, 2, RIGHT | STATUS }, /* suid */
	{ AS_GROUPS, 20, 0, CUT | STATUS }, /* supgid */
	{ AS_GROUPS, 40, 1, CUT | STATUS }, /* supgrp */
	{ AS_OWNER, 8, 2, OWNER | STATUS }, /* suser */
	{ AS_ID, 5, 6, RIGHT | STATUS }, /* svgid */
	{ AS_OWNER, 8, 6, OWNER | STATUS }, /* svgroup */
	{ AS_ID, 5, 2, RIGHT | STATUS }, /* svuid */
	{ AS_OWNER, 8, 2, OWNER | STATUS }, /* svuser */
	{ AS_MEMORY, 5, MEMORY_PAGES, RIGHT | STAT | PROCESS }, /* sz */
	{ AS_PID, 0, 0, RIGHT | PROCESS }, /* tgid */
	{ AS_STAT, 5, STAT_THREADS, RIGHT | STAT | PROCESS }, /* thcount */
	{ AS_TID, 0, 0, RIGHT | THREAD }, /* tid */
	{ AS_USED, 8, 0, RIGHT | STAT }, /* time */
	{ AS_NAMESPACE, 10, 5, RIGHT | OTHER }, /* timens */
	{ AS_USED, 8, 1, RIGHT | STAT }, /* times */
	{ AS_TTY, 8, 0, STAT | PROCESS }, /* tname */
	{ AS_STAT, 0, STAT_TPGID, RIGHT | STAT | PROCESS }, /* tpgid */
	{ AS_MEMORY, 4, MEMORY_CODE, RIGHT | STAT | PROCESS }, /* trs */
	{ AS_MEMORY, 4, MEMORY_CODE, RIGHT | STAT | PROCESS }, /* trss */
	{ AS_MASK, MASK_NARROW, 1, RIGHT | MASK | STATUS }, /* tsig */
	{ AS_MEMORY, 4, MEMORY_CODE, RIGHT | STAT | PROCESS }, /* tsiz */
	{ AS_TTY, 8, 0, STAT | PROCESS }, /* tt */
	{ AS_TTY, 8, 0, STAT | PROCESS }, /* tty */
	{ AS_TTY, 4, 1, STAT | PROCESS }, /* tty4 */
	{ AS_TTY, 8, 0, STAT | PROCESS }, /* tty8 */
	{ AS_NAME, 15, 0, CUT | TREE | STAT | PROCESS }, /* ucmd */
	{ AS_NAME, 15, 0, CUT | TREE | STAT | PROCESS }, /* ucomm */
	{ AS_ID, 5, 1, RIGHT | OWNED }, /* uid */
	{ AS_OWNER, 8, 1, OWNER | OWNED }, /* uid_hack */
	{ AS_OWNER, 8, 1, OWNER | OWNED }, /* uname */
	{ AS_UNIT, 31, 0, CUT | OTHER }, /* unit */
	{ AS_OWNER, 8, 1, OWNER | OWNED }, /* user */
	{ AS_NAMESPACE, 10, 6, RIGHT | OTHER }, /* userns */
	{ AS_MAPPED, 5, 1, RIGHT | OTHER | PROCESS }, /* uss */
	{ AS_USAGE, 2, USAGE_PERCENT, RIGHT | STAT }, /* util */
	{ AS_KEY, 6, STAT_UTIME, RIGHT | STAT | HIDDEN }, /* utime */
	{ AS_NAMESPACE, 10, 7, RIGHT | OTHER }, /* utsns */
	{ AS_NONE, 31, 0, CUT }, /* uunit */
	{ AS_MEMORY, 6, MEMORY_VIRTUAL, RIGHT | STAT | PROCESS }, /* vsize */
	{ AS_MEMORY, 6, MEMORY_VIRTUAL, RIGHT | STAT | PROCESS }, /* vsz */
	{ AS_IO, 5, 5, RIGHT | OTHER | THREAD }, /* wbytes */
	{ AS_IO, 5, 6, RIGHT | OTHER | THREAD }, /* wcbytes */
	{ AS_WCHAN, 6, 0, CUT | OTHER | PROCESS }, /* wchan */
	{ AS_IO, 5, 1, RIGHT | OTHER | THREAD }, /* wchars */
	{ AS_WCHAN, 6, 0, CUT | OTHER | PROCESS }, /* wname */
	{ AS_IO, 5, 3, RIGHT | OTHER | THREAD }, /* wops */
	{ AS_LABEL, 31, 0, CUT | OTHER }, /* zone */
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
	return text_begins(text, name, length) && !text[length];
}

/* The heading of a name, or the name that follows a heading. */
static const char *text_after(const char *text)
{
	return text + strlen(text) + 1;
}

bool field_find(const char *name, size_t length, struct field *field)
{
	const struct row *row = rows;

	for (const char *at = texts; *at; at = text_after(text_after(at)), row++) {
		if (!is_named(at, name, length))
			continue;
		*field = (struct field){
			.name = at,
			.heading = text_after(at),
			.show = shows[row->show],
			.width = row->width,
			.argument = row->argument,
			.flags = row->flags,
		};
		return true;
	}
	for (const char *at = blank_fields; *at; at = text_after(text_after(at))) {
		if (!is_named(at + 1, name, length))
			continue;
		*field = (struct field){
			.name = at + 1,
			.heading = text_after(at),
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
	const struct row *row = rows;
	const char *near = NULL;
	char text[16];

	if (length >= sizeof(text))
		return NULL;
	memcpy(text, name, length);
	text[length] = '\0';
	for (const char *at = texts; *at; at = text_after(text_after(at)), row++) {
		if (row->flags & FIELD_HIDDEN)
			continue;
		if (is_same(text, at, SIZE_MAX))
			return at;
		/* one with the same first letter is more likely */
		if ((!near || *near != *text) && near_miss(text, at))
			near = at;
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
	const struct row *row = rows;
	char buffer[1024];
	struct output output;

	output_start(&output, 1, buffer, sizeof(buffer));
	for (const char *at = texts; *at; at = text_after(text_after(at)), row++) {
		if (row->flags & FIELD_HIDDEN)
			continue;
		output_padded(&output, at, NAME_WIDTH);
		output_padded(&output, text_after(at), HEADING_WIDTH);
		output_char(&output, '\n');
	}
	return output_finish(&output);
}
