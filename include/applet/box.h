/* box.h - what the binary does under its own name: list, install and describe its applets. */
#ifndef APPLET_BOX_H
#define APPLET_BOX_H

#include <features.h>

/* The libc that the program is built with; musl does not tell its name. */
#if defined(__UCLIBC__)
#define LIBC "uClibc"
#elif defined(__GLIBC__)
#define LIBC "glibc"
#else
#define LIBC "musl"
#endif

/* holdbox --list, --list-full, --install, --config, --help, --version. Returns the exit status. */
int box_main(int argc, char **argv);

#endif
