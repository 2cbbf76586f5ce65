/* field_print.h - lists of the fields and formats that there are. */
#ifndef PS_FIELD_PRINT_H
#define PS_FIELD_PRINT_H

/* Prints the names of all fields with their headings. Returns 0, or what output_finish does. */
int field_print_names(void);

/* Prints the names of the formats that have one, and the fields that they are made of. */
int field_print_formats(void);

#endif
