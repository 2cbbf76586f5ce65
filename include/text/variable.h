/* variable.h - variables of the environment. */
#ifndef TEXT_VARIABLE_H
#define TEXT_VARIABLE_H

/* The value of the one of this name, or NULL: getenv(3), in a quarter of the code. */
char *variable_value(const char *name);

#endif
