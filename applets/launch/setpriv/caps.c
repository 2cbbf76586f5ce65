/* caps.c - capabilities: those of this process, their names, and lists of them on command lines.
 *
 * With the kernel's own calls: libcap is larger than all of this program, and reports success for
 * changes that did not happen.
 */
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "caps.h"
#include "text/byte.h"
#include "text/number.h"
#include "user/caps_name.h"

enum { HIGHEST = 63 };

/* capget(2) and capset(2), version 3: sets of 64 bits in two halves. libc has no header for it. */
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

static uint64_t join_halves(uint32_t low, uint32_t high)
{
	return low | (uint64_t)high << 32;
}

bool caps_get(struct caps *caps)
{
	uint32_t header[] = { VERSION, 0 }; /* 0: this process */
	struct half data[2];

	if (syscall(SYS_capget, header, data))
		return false;
	caps->effective = join_halves(data[0].effective, data[1].effective);
	caps->permitted = join_halves(data[0].permitted, data[1].permitted);
	caps->inheritable = join_halves(data[0].inheritable, data[1].inheritable);
	return true;
}

bool caps_set(const struct caps *caps)
{
	uint32_t header[] = { VERSION, 0 }; /* 0: this process */
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

/*
 * Reads a set bit by bit. The kernel answers EINVAL from the first capability on that it lacks;
 * anything else, and an answer after that, means that the set could not be read. *last is the last
 * capability that there is, or -1.
 */
static bool read_set(int (*is_in)(int number), uint64_t *set, int *last)
{
	*set = 0;
	*last = -1;
	for (int number = 0; number <= HIGHEST; number++) {
		int answer = is_in(number);

		if (answer < 0 && errno == EINVAL)
			continue;
		if (answer < 0)
			return false;
		errno = EINVAL;
		if (number != *last + 1)
			return false;
		*last = number;
		*set |= (uint64_t)(answer > 0) << number;
	}
	return true;
}

static int is_in_bounding(int number)
{
	return prctl(PR_CAPBSET_READ, number);
}

static int is_in_ambient(int number)
{
	return prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, number, 0, 0);
}

/* Every kernel has a bounding set: one without a single capability is one that was not read. */
static bool read_bounding(uint64_t *set, int *last)
{
	return read_set(is_in_bounding, set, last) && *last >= 0;
}

bool caps_get_bounding(uint64_t *set)
{
	int last;

	return read_bounding(set, &last);
}

bool caps_get_ambient(uint64_t *set, bool *supported)
{
	int last;
	bool known = read_set(is_in_ambient, set, &last);

	*supported = last >= 0;
	return known;
}

bool caps_set_bounding(uint64_t wanted)
{
	uint64_t set;

	if (!caps_get_bounding(&set))
		return false;
	for (int number = 0; number <= HIGHEST; number++) {
		if ((set & ~wanted) >> number & 1 && prctl(PR_CAPBSET_DROP, number))
			return false;
	}
	if (!caps_get_bounding(&set))
		return false;
	errno = EPERM;
	return set == wanted;
}

bool caps_set_ambient(uint64_t wanted)
{
	bool supported;
	uint64_t set;

	if (!caps_get_ambient(&set, &supported))
		return false;
	for (int number = 0; number <= HIGHEST; number++) {
		int how = wanted >> number & 1 ? PR_CAP_AMBIENT_RAISE : PR_CAP_AMBIENT_LOWER;

		if ((set ^ wanted) >> number & 1 && prctl(PR_CAP_AMBIENT, how, number, 0, 0))
			return false;
	}
	if (!caps_get_ambient(&set, &supported))
		return false;
	errno = EPERM;
	return set == wanted;
}

int caps_last(void)
{
	uint64_t set;
	int last;

	return read_bounding(&set, &last) ? last : -1;
}

/* The set that name means; 0 if it is not a capability up to last. */
static uint64_t named_set(const char *name, int last)
{
	char buffer[CAPS_NAME_SIZE];
	long long number;

	if (!strcmp(name, "all"))
		return ~UINT64_C(0) >> (HIGHEST - last);
	if (text_begins(name, "cap_", 4) && number_parse(name + 4, 0, last, &number) == NUMBER_OK)
		return UINT64_C(1) << number;
	for (number = 0; number <= last; number++) {
		if (is_same(name, caps_name((int)number, buffer), SIZE_MAX))
			return UINT64_C(1) << number;
	}
	return 0;
}

enum caps_result caps_parse(char *list, struct caps_change *change, const char **wrong)
{
	int last = caps_last();
	char *element;

	if (last < 0)
		return CAPS_UNREADABLE;
	*change = (struct caps_change){ 0 };
	while ((element = next_word(&list))) {
		uint64_t set;

		*wrong = element;
		if (*element != '+' && *element != '-')
			return CAPS_MALFORMED;
		*wrong = element + 1;
		set = named_set(element + 1, last);
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
