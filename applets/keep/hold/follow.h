/* follow.h - hold log: what a job has said, from its log, its ring or what was kept of that. */
#ifndef HOLD_FOLLOW_H
#define HOLD_FOLLOW_H

#include "applet/applet.h"

extern const struct applet hold_log;

#endif
