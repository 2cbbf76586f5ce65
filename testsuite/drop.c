/* drop - run a command without further operands
 *
 * usage: #!/bin/drop COMMAND ARGUMENT...
 *
 * As the interpreter of a script it gets the rest of the script's first line, to be split at
 * blanks, and the script's name and arguments, which the command would take for its operands.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	char *words[32];
	int count = 0;

	if (argc < 3) {
		fprintf(stderr, "usage: drop 'COMMAND ARGUMENT...' NAME...\n");
		return 2;
	}
	for (char *word = strtok(argv[1], " "); word && count < 31; word = strtok(NULL, " "))
		words[count++] = word;
	words[count] = NULL;
	execvp(words[0], words);
	perror(words[0]);
	return 127;
}
