/* fake.c - a /proc of our own. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fake.h"
#include "support.h"

int enter_fake(void **state)
{
	set_up(state);
	assert_int_equal(chdir(scratch()), 0);
	assert_true(mkdir("7", 0755) == 0 || errno == EEXIST);
	return open(".", O_RDONLY | O_DIRECTORY);
}

void write_file(const char *path, const char *bytes, size_t length)
{
	int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	assert_int_equal(write(descriptor, bytes, length), length);
	close(descriptor);
}
