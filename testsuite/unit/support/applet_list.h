/* applet_list.h - the applets that dispatch.c knows when the unit tests are built. */
#define STANDALONE 0
#define ALL_EXEC 0
#define APPLET_LIST(X) X(second) X(unit)
