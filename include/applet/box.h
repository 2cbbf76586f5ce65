/* box.h - what the binary does under its own name: list, install and describe its applets. */
#ifndef APPLET_BOX_H
#define APPLET_BOX_H

/* holdbox --list, --list-full, --install, --config, --help, --version. Returns the exit status. */
int box_main(int argc, char **argv);

#endif
