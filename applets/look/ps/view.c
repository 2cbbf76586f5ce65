/* view.c - the process or thread that is being shown, and the cells of its row. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/sysinfo.h>
#include <time.h>
#include <unistd.h>

#include "columns.h"
#include "file/descriptor.h"
#include "proc/procfs.h"
#include "proc/status.h"
#include "text/byte.h"
#include "text/clock.h"
#include "text/format.h"
#include "view.h"

enum { SECOND = 1000000000 };

void view_start(struct view *view)
{
	struct timespec real = clock_now(CLOCK_REALTIME), boot = clock_now(CLOCK_BOOTTIME);
	struct sysinfo info;
	long long since;

	zone_start(&view->zone);
	/* as the kernel computes btime in /proc/stat */
	since = (real.tv_sec - boot.tv_sec) * (long long)SECOND + real.tv_nsec - boot.tv_nsec;
	view->boot = since / SECOND;
	view->realtime = real.tv_sec;
	view->uptime = uptime_ticks();
	if (sysinfo(&info) == 0)
		view->memory = (long long)info.totalram * info.mem_unit / 1024;
	view->page = getauxval(AT_PAGESZ);
	view->users.file = "/etc/passwd";
	view->groups.file = "/etc/group";
	memcpy(view->tty_name, "?", sizeof("?"));
}

void view_format(struct view *view, const char *format, ...)
{
	char buffer[128];
	struct output output;
	va_list arguments;

	output_start(&output, OUTPUT_TEXT, buffer, sizeof(buffer));
	va_start(arguments, format);
	output_vformat(&output, format, arguments);
	va_end(arguments);
	memcpy(text_add(&view->cells, output.used), buffer, output.used);
}

void view_text(struct view *view, const char *text, size_t length)
{
	cell_add(&view->cells, text, length, view->utf8);
}

void view_words(struct view *view, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		size_t word = span_before(text + i, "\n");

		if (word > length - i)
			word = length - i;
		view_text(view, text + i, word);
		i += word;
		if (i < length)
			view_text(view, " ", 1);
	}
}

void view_number(struct view *view, long long number)
{
	unsigned long long rest = number < 0 ? -(unsigned long long)number :
					       (unsigned long long)number;
	char digits[24], *to = digits + sizeof(digits);

	/* most cells are numbers: without the formatter, and without its memory */
	view->value = number;
	do
		*--to = (char)('0' + rest % 10);
	while (rest /= 10);
	if (number < 0)
		*--to = '-';
	memcpy(text_add(&view->cells, digits + sizeof(digits) - to), to,
	       digits + sizeof(digits) - to);
}

void view_hex(struct view *view, unsigned long long number, int digits)
{
	char *to = text_add(&view->cells, digits);

	while (digits--)
		*to++ = "0123456789abcdef"[number >> 4 * digits & 15];
}

int view_directory(struct view *view, const char *file)
{
	int directory;

	if (!process_enter(&view->process))
		return -1;
	directory = file_open(view->process.directory, file, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
	if (directory < 0)
		view_scan_ended(view);
	return directory;
}

void view_scan_ended(struct view *view)
{
	if (errno && process_is_fault(errno))
		view->process.fault = errno;
}

long long view_stat(struct view *view, enum stat_field field)
{
	const long long *fields = process_stat_to(&view->process, field);

	view->gone |= !fields;
	return fields ? fields[field] : 0;
}

bool view_has_memory(struct view *view)
{
	return !view->reads_stat || view_stat(view, STAT_VSIZE);
}

long long view_id(struct view *view, int which)
{
	struct stat status;

	if (view->reads_status || (which != VIEW_EFFECTIVE_USER && which != VIEW_EFFECTIVE_GROUP))
		return view_status(view, which < 4 ? "Uid" : "Gid", which & 3);
	/* not "": with hidepid=1 other users cannot look inside, but the owner is known */
	if (!process_file_status(&view->process, ".", &status)) {
		view->gone = true;
		return -1;
	}
	return which == VIEW_EFFECTIVE_USER ? status.st_uid : status.st_gid;
}

long long view_status(struct view *view, const char *key, int index)
{
	view->gone |= !process_status(&view->process);
	return process_status_number(&view->process, key, index, 10);
}
