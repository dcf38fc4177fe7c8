/* cli/manual.c - the table of commands as a manual page and as a shell's completion */
#include "cli/manual.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

/* Text of a page: a backslash, and a dot or quote at the start of a line, mean something to man. */
static void put_text(const char *s)
{
	bool start = true;

	for (; *s != '\0'; s++) {
		if (start && (*s == '.' || *s == '\''))
			(void)fputs("\\&", stdout);
		start = *s == '\n';
		if (*s == '\\')
			(void)fputs("\\e", stdout);
		else if (*s == '-')
			(void)fputs("\\-", stdout);
		else
			(void)putchar(*s);
	}
}

static void put_command(const struct cli_command *c)
{
	(void)fputs(".SS \"lapak ", stdout);
	put_text(c->usage);
	(void)fputs("\"\n", stdout);
	put_text(c->what);
	(void)fputs(".\n.PP\nExample:\n.PP\n.nf\n.RS\n", stdout);
	put_text(c->example);
	(void)fputs("\n.RE\n.fi\n", stdout);
	if (c->more == NULL)
		return;
	(void)fputs(".PP\n.nf\n", stdout);
	put_text(c->more);
	(void)fputs(".fi\n", stdout);
}

void manual_page(void)
{
	printf(".TH LAPAK 1 \"\" \"lapak %s\" \"Lapak\"\n.SH NAME\n"
	       "lapak \\- SMS and USSD assistant of a trade office for market traders\n"
	       ".SH SYNOPSIS\n.B lapak\n.I COMMAND\n[...] [\\-\\-config FILE] [\\-\\-json]\n"
	       ".SH DESCRIPTION\nData goes to standard output, messages to standard error. Every "
	       "command works beside the running service. \\fBlapak COMMAND \\-h\\fP explains a "
	       "command, an example first.\n.SH COMMANDS\n",
		LAPAK_VERSION);
	for (const struct cli_command *c = cli_commands; c->name != NULL; c++)
		put_command(c);
	(void)fputs(
		".SH OPTIONS\n.TP\n\\fB\\-\\-config\\fP FILE\ninstead of config/lapak.ini or "
		"/etc/lapak/lapak.ini\n.TP\n\\fB\\-\\-\\fP\nwhat follows is no option\n"
		".SH \"EXIT STATUS\"\n.TP\n0\ndone\n.TP\n1\nfailed\n.TP\n2\nmisused, a bad "
		"configuration included\n.TP\n3\na check found faults\n"
		".SH SIGNALS\n.TP\nSIGTERM\n\\fBserve\\fP finishes what has begun, within 10 "
		"seconds, and ends; a second one ends it at once\n.TP\nSIGHUP\n\\fBserve\\fP "
		"reads configuration, secrets and wording anew: all of it or, when there is a "
		"fault, nothing\n.SH ENVIRONMENT\n.TP\nLAPAK_SECTION__KEY, "
		"LAPAK_GATEWAY__NAME__KEY\noverride the configuration\n.TP\n"
		"LAPAK_CLOCK_OFFSET\nmoves the clock by seconds, for tests\n.TP\n"
		"LAPAK_CLOCK_FILE\nnames a file with such a number, read anew each time: it moves "
		"the clock of a running service\n"
		".SH FILES\n/etc/lapak/lapak.ini, /var/lib/lapak/lapak.db, "
		"/var/backups/lapak, /usr/share/lapak\n"
		".SH \"SEE ALSO\"\n.BR lapak.ini (5)\n",
		stdout);
}

static bool word_ends(const char *s)
{
	return !isalnum((unsigned char)*s) && *s != '-';
}

/* The verbs of "wave add|list|show [...]", parted by spaces; nothing for "backup FILE|FOLDER". */
static void put_verbs(const char *usage)
{
	const char *at = usage + strcspn(usage, " ");

	while (*at == ' ' || *at == '|') {
		at++;
		if (!islower((unsigned char)*at))
			return;
		for (; !word_ends(at); at++)
			(void)putchar(*at);
		(void)putchar(' ');
		if (*at != '|')
			return;
	}
}

static void put_options(const char *s)
{
	const char *end;

	if (s == NULL)
		return;
	for (s = strstr(s, "--"); s != NULL; s = strstr(end, "--")) {
		end = s + 2;
		while (!word_ends(end))
			end++;
		if (end > s + 2)
			printf("%.*s ", (int)(end - s), s);
	}
}

void manual_completion(void)
{
	(void)fputs("# bash completion for lapak, from its table of commands\n_lapak()\n{\n"
		    "\tlocal word=${COMP_WORDS[COMP_CWORD]} words=\n"
		    "\tif [ \"$COMP_CWORD\" -eq 1 ]; then\n\t\twords=\"",
		stdout);
	for (const struct cli_command *c = cli_commands; c->name != NULL; c++)
		printf("%s ", c->name);
	(void)fputs("\"\n\telse\n\t\tcase ${COMP_WORDS[1]} in\n", stdout);
	for (const struct cli_command *c = cli_commands; c->name != NULL; c++) {
		printf("\t\t%s) words=\"", c->name);
		put_verbs(c->usage);
		put_options(c->usage);
		put_options(c->more);
		(void)fputs("--config -h\" ;;\n", stdout);
	}
	(void)fputs("\t\tesac\n\tfi\n\tCOMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
		    "\tcase $word in -*) ;; *) [ ${#COMPREPLY[@]} -gt 0 ] || "
		    "COMPREPLY=($(compgen -f -- \"$word\")) ;; esac\n"
		    "}\ncomplete -F _lapak lapak\n",
		stdout);
}
