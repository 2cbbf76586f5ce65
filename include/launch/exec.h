/* exec.h - becoming another program. */
#ifndef LAUNCH_EXEC_H
#define LAUNCH_EXEC_H

/*
 * Runs argv[0] with argv and the present environment, in this process. Looks for it as glibc's
 * execvp does: a name with a slash as it is; else along PATH (unset: /bin:/usr/bin; an empty
 * element is the working directory), past EACCES, ENOENT and ENOTDIR, with EACCES reported last.
 * A file that is no executable format (ENOEXEC) runs as a script of /bin/sh. If PATH has no such
 * name at all, a compiled-in applet of that name is run by executing ourselves.
 * Returns only on failure, with errno set: 127 where nothing was found (ENOENT), else 126.
 */
int exec_command(char *const argv[]);

/*
 * The same for a command that is to see another argv[0] than its name. An applet still gets its
 * name, which tells it what to be.
 */
int exec_command_as(const char *command, char *const argv[]);

/*
 * exec_command for tools of util-linux: on failure says "failed to execute 'NAME': REASON" and
 * returns the status to exit with, the applet's own one if that could not be said.
 */
int exec_or_complain(char *const argv[]);

/*
 * Keeps our own executable reachable for exec_command across a change of root or of working
 * directory. Call it before chroot or chdir. Opens one close-on-exec descriptor.
 */
void exec_keep_self(void);

#endif
