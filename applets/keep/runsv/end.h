/* end.h - what follows when run or finish has ended. */
#ifndef RUNSV_END_H
#define RUNSV_END_H

#include "service.h"

/* Its process has ended; status is as in wait(2). */
void end_reaped(struct service *service, int status);

/* No process of it is left: sweeps its descendants, and plans the next start. */
void end_settle(struct service *service);

/* Sets the deadline for the next start, after one that has failed or a run that has ended. */
void end_plan_start(struct service *service);

/* Sets a deadline for its process, if the setting gives one. */
void end_limit(struct service *service, enum setting setting);

#endif
