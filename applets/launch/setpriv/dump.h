/* dump.h - setpriv --dump: the users, groups, capabilities and so on of this process. */
#ifndef SETPRIV_DUMP_H
#define SETPRIV_DUMP_H

/*
 * Prints the privileges of this process on standard output, more of them with detail 2 and 3.
 * Returns the exit status.
 */
int dump_privileges(int detail);

#endif
