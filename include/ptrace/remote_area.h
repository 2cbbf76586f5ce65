/* remote_area.h - making our mapping in another process, and undoing it. */
#ifndef PTRACE_REMOTE_AREA_H
#define PTRACE_REMOTE_AREA_H

#include <stdint.h>

#include "ptrace/remote.h"

/* Has AREA_SIZE bytes mapped there. Returns where, or -errno. */
int64_t remote_map(struct remote *remote);

/* Undoes that at remote->area.start. */
void remote_unmap(struct remote *remote);

#endif
