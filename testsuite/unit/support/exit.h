/* exit.h - going on where the code under test exits. */
#ifndef EXIT_H
#define EXIT_H

/* Runs function(data) here; returns the status of the exit that it called, or -1 if it returned. */
int catch_exit(void (*function)(void *data), void *data);

#endif
