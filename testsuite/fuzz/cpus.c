/* cpus - any text as a list or mask of processors: what is taken comes out as the same set */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "proc/cpus.h"

static void as_text(void (*append)(struct output *, const struct cpus *), const struct cpus *cpus,
		    char *buffer, size_t size)
{
	struct output output;

	output_start(&output, -1, buffer, size);
	append(&output, cpus);
	output_char(&output, '\0');
	fuzz_require(output.used > 0, "the text fits");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char list[8 * CPUS_MAX], mask[CPUS_MAX];
	char *text = fuzz_text(data, size);
	struct cpus cpus, again;

	if (cpus_parse_mask(text, &cpus)) {
		as_text(output_cpus_mask, &cpus, mask, sizeof(mask));
		fuzz_require(cpus_parse_mask(mask, &again), "the mask is taken again");
		fuzz_require(!memcmp(&cpus, &again, sizeof(cpus)), "the same mask");
	}
	if (cpus_parse_list(text, &cpus)) {
		as_text(output_cpus_list, &cpus, list, sizeof(list));
		fuzz_require(cpus_parse_list(list, &again), "the list is taken again");
		fuzz_require(!memcmp(&cpus, &again, sizeof(cpus)), "the same list");
		as_text(output_cpus_mask, &cpus, mask, sizeof(mask));
		fuzz_require(cpus_parse_mask(mask, &again), "as a mask too");
		fuzz_require(!memcmp(&cpus, &again, sizeof(cpus)), "the same set");
	}
	free(text);
	return 0;
}
