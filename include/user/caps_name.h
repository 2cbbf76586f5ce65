/* caps_name.h - names of capabilities. */
#ifndef USER_CAPS_NAME_H
#define USER_CAPS_NAME_H

enum { CAPS_NAME_SIZE = 24 };

/* The name of a capability: "chown"; "cap_41" for those that are newer than our table. */
const char *caps_name(int number, char buffer[CAPS_NAME_SIZE]);

#endif
