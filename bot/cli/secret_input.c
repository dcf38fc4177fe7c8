/* cli/secret_input.c - a password from a person or a file, never from the command line */
#include "cli/secret_input.h"

#include <errno.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "cli/options.h"

void secret_forget(struct secret *s)
{
	sodium_memzero(s, sizeof(*s));
}

/* A line without its end; false: there is none, or it is longer than a password may be. */
static bool read_line(FILE *f, struct secret *out)
{
	out->length = 0;
	if (fgets(out->text, sizeof(out->text), f) == NULL)
		return false;
	out->length = strcspn(out->text, "\r\n");
	if (out->text[out->length] == '\0' && feof(f) == 0)
		return false;
	out->text[out->length] = '\0';
	return true;
}

static void interrupted(int signal_number)
{
	(void)signal_number;
}

/* Asks on the terminal without echo. Ctrl-C ends the reading, not the program, until the echo is back. */
static bool ask(const char *prompt, struct secret *out)
{
	struct sigaction caught = { .sa_handler = interrupted }, usual;
	struct termios before, mute;
	bool read;

	if (tcgetattr(STDIN_FILENO, &before) != 0)
		return false;
	mute = before;
	mute.c_lflag &= ~(tcflag_t)ECHO;
	(void)sigaction(SIGINT, &caught, &usual);
	(void)fputs(prompt, stderr);
	(void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &mute);
	read = read_line(stdin, out);
	(void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
	(void)fputc('\n', stderr);
	(void)sigaction(SIGINT, &usual, NULL);
	return read;
}

static enum exit_status ask_twice(const struct invocation *in, struct secret *out)
{
	struct secret again;
	enum exit_status status = EXIT_DONE;

	if (!ask("Password: ", out) || !ask("Once more: ", &again))
		status = cli_misused(in, "no password was typed");
	else if (again.length != out->length ||
		 sodium_memcmp(again.text, out->text, out->length) != 0)
		status = cli_misused(in, "the two passwords are not the same");
	secret_forget(&again);
	return status;
}

static enum exit_status from_file(
	const struct invocation *in, const char *path, struct secret *out)
{
	FILE *f = fopen(path, "re");
	bool read;

	if (f == NULL) {
		(void)fprintf(stderr, "lapak: %.300s: %s\n", path, strerror(errno));
		return EXIT_FAILED;
	}
	read = read_line(f, out);
	(void)fclose(f);
	return read ? EXIT_DONE
		    : cli_misused(in, "%.300s: the first line is no password", path);
}

enum exit_status secret_read(const struct invocation *in, const char *login, struct secret *out)
{
	const char *path = option_value(in, "password-file"), *fault;
	enum exit_status status = EXIT_DONE;

	*out = (struct secret){ .length = 0 };
	if (path != NULL && strcmp(path, "-") != 0)
		status = from_file(in, path, out);
	else if (path == NULL && isatty(STDIN_FILENO) == 1)
		status = ask_twice(in, out);
	else if (!read_line(stdin, out))
		status = cli_misused(in,
			"give the password on standard input, or name a file: --password-file FILE");
	if (status != EXIT_DONE)
		return status;
	fault = password_fault(out->text, out->length, login);
	return fault == NULL
		       ? EXIT_DONE
		       : cli_misused(
				 in, "the password %s; take a sentence of a few words", fault);
}
