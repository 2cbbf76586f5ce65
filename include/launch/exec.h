/* exec.h - becoming another program. */
#ifndef LAUNCH_EXEC_H
#define LAUNCH_EXEC_H

/*
 * Runs argv[0] with argv and the current environment, in this process. Searches as glibc's
 * execvp does: a name with a slash is used as it is; otherwise PATH (unset: /bin:/usr/bin; an empty
 * element is the working directory) is searched, past EACCES, ENOENT and ENOTDIR, with EACCES
 * reported last. A file in no executable format (ENOEXEC) runs as a script of /bin/sh. If PATH has
 * no such name at all, a compiled-in applet of that name is run by executing this program again.
 * Returns only on failure, with errno set: 127 if nothing was found (ENOENT), else 126.
 */
int exec_command(char *const argv[]);

/*
 * The same, but the command sees another argv[0] than its name. An applet still gets its name, by
 * which it is dispatched.
 */
int exec_command_as(const char *command, char *const argv[]);

/* The same, but searches path, which may be NULL, in place of PATH. */
int exec_command_in(const char *path, const char *command, char *const argv[]);

/*
 * The same without a search: path is used as it is. If it has no slash and there is no such file in
 * the working directory, a compiled-in applet of that name is run.
 */
int exec_path(const char *path, char *const argv[]);

/*
 * exec_command for tools of util-linux: on failure says "failed to execute NAME: REASON" and
 * returns the status to exit with, the applet's own one if that message could not be written.
 */
int exec_or_complain(char *const argv[]);

/*
 * Keeps this executable reachable for exec_command across a change of root or of working
 * directory. Call it before chroot or chdir. Opens one close-on-exec descriptor.
 */
void exec_keep_self(void);

#endif
