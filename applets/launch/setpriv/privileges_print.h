/* privileges_print.h - the users, groups, capabilities and the like of this process, printed. */
#ifndef SETPRIV_PRIVILEGES_PRINT_H
#define SETPRIV_PRIVILEGES_PRINT_H

/*
 * Prints the privileges of this process on standard output, more of them with detail 2 and 3.
 * Returns the exit status.
 */
int privileges_print(int detail);

#endif
