/* cli/manual.h - the table of commands as a manual page and as a shell's completion (private to cli/) */
#ifndef LAPAK_CLI_MANUAL_H
#define LAPAK_CLI_MANUAL_H

/* lapak(1), for man, on stdout. */
void manual_page(void);
/* A completion for bash, on stdout: commands, then the verbs and options of each. */
void manual_completion(void);

#endif
