/* find.h - a word within a text. */
#ifndef PS_FIND_H
#define PS_FIND_H

/* Where word first stands in text, or NULL. As strstr(3), whose speed takes a kilobyte of code. */
const char *text_find(const char *text, const char *word);

#endif
