/* start.h - starting run, finish and the programs in control/. */
#ifndef RUNSV_START_H
#define RUNSV_START_H

#include "service.h"

/*
 * Starts finish if the state is SUPERVISE_FINISH, else run, and writes the status. If no process
 * can be created, the service gets a deadline to try again.
 */
void start_program(struct service *service);

/*
 * Runs the program control/LETTER, if there is one, and waits for it. Returns whether it takes the
 * place of the signal: it exited with 0.
 */
bool start_control(struct service *service, char letter);

#endif
