/* place.h - the files in the directory supervise/ of a service. */
#ifndef RUNSV_PLACE_H
#define RUNSV_PLACE_H

#include "service.h"

/*
 * Takes over the service in the directory runsv->path, and its log service if it has one: makes and
 * locks supervise/, adopts a process that another runsv has left running, and reports the status.
 * Exits after an error.
 */
void places_open(struct runsv *runsv);

/* Writes supervise/pid, stat and status. Failures are reported. Enters the directory. */
void place_write_status(struct service *service);

/* If the service's directory has been replaced, continues in the one that is there now. */
void place_check(struct runsv *runsv);

/* In the process that is about to become the service: identifies it in supervise/handle. */
void place_write_handle(void);

#endif
