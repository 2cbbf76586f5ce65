/* caps.c - the capabilities of this process.
 *
 * By the kernel's own calls: libcap is larger than all of this program, and takes what it cannot do
 * for done.
 */
#include <errno.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "caps.h"

enum { HIGHEST = 63 };

/* capget(2) and capset(2), version 3: sets of 64 in two halves. libc has no header for it. */
enum { VERSION = 0x20080522 };
struct half {
	uint32_t effective;
	uint32_t permitted;
	uint32_t inheritable;
};

uint64_t caps_changed(uint64_t set, struct caps_change change)
{
	return (set & ~change.clear) | change.add;
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
	bool same;

	for (int number = 0; number <= HIGHEST; number++) {
		if (drop >> number & 1 && prctl(PR_CAPBSET_DROP, number))
			return false;
	}
	same = caps_bounding() == wanted;
	errno = EPERM; /* not what told that there are no more */
	return same;
}

bool caps_set_ambient(uint64_t wanted)
{
	bool supported, same;
	uint64_t change = caps_ambient(&supported) ^ wanted;

	for (int number = 0; number <= HIGHEST; number++) {
		int how = wanted >> number & 1 ? PR_CAP_AMBIENT_RAISE : PR_CAP_AMBIENT_LOWER;

		if (change >> number & 1 && prctl(PR_CAP_AMBIENT, how, number, 0, 0))
			return false;
	}
	same = caps_ambient(&supported) == wanted;
	errno = EPERM;
	return same;
}
