/* cli/doctor_bundle.c - one file for whoever helps: findings, configuration, metrics; nobody's number, name or key */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "cli/doctor.h"

enum { DIGITS_SHOWN = 6, TIMEOUT_MS = 5000 };

/* Settings that name an account or a place on the Internet rather than a choice. */
static const char *const hidden[] = { "username", "send_url", "public_url", "check_word",
	"sender" };

static bool is_hidden(const char *line)
{
	line += strspn(line, " \t;");
	for (size_t i = 0; i < sizeof(hidden) / sizeof(hidden[0]); i++) {
		size_t n = strlen(hidden[i]);

		if (strncmp(line, hidden[i], n) == 0 &&
			strspn(line + n, " \t") + n == strcspn(line, "="))
			return true;
	}
	return false;
}

/* A run of digits that could be a number of somebody's comes out as #. */
static void put_redacted(FILE *to, const char *s)
{
	while (*s != '\0') {
		size_t n = strspn(s, "0123456789");

		if (n > DIGITS_SHOWN)
			(void)fputc('#', to);
		else if (n > 0)
			(void)fprintf(to, "%.*s", (int)n, s);
		else
			(void)fputc(*s, to);
		s += n > 0 ? n : 1;
	}
}

static void put_config(FILE *to, const char *path)
{
	FILE *in = fopen(path, "re");
	char *line = NULL;
	size_t room = 0;

	while (in != NULL && getline(&line, &room, in) > 0)
		if (is_hidden(line))
			(void)fprintf(to, "%.*s= (hidden)\n", (int)strcspn(line, "="), line);
		else
			put_redacted(to, line);
	free(line);
	if (in != NULL)
		(void)fclose(in);
}

static void put_metrics(FILE *to, struct doctor *d)
{
	const struct address *a = &d->office.config.server.metrics_listen;
	char url[CONFIG_URL];

	doctor_url(a, "/metrics", url);
	if (a->host[0] != '\0' && probe_ask(&d->probe, url, false, TIMEOUT_MS) == RC_OK)
		(void)fputs(d->probe.body.data, to);
	else
		(void)fputs(
			"none: the service does not answer, or metrics_listen is none\n", to);
}

static void put_all(FILE *to, struct doctor *d)
{
	struct utsname machine = { .sysname = "" };

	(void)uname(&machine);
	(void)fprintf(to, "lapak %s on %s %s %s\n\n== findings\n", LAPAK_VERSION,
		machine.sysname, machine.release, machine.machine);
	for (size_t i = 0; i < d->findings; i++) {
		put_redacted(to, d->finding[i].look);
		(void)fprintf(to, " %d ", (int)d->finding[i].health);
		put_redacted(to, d->finding[i].found);
		(void)fputc('\n', to);
	}
	(void)fputs("\n== configuration\n", to);
	put_config(to, d->config_path);
	(void)fputs("\n== metrics\n", to);
	put_metrics(to, d);
	(void)fputs(
		"\n== log\nadd it: journalctl -u lapak --since -1d (it holds no numbers and no "
		"texts)\n",
		to);
}

enum exit_status doctor_bundle(struct doctor *d, const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	FILE *to = fd >= 0 ? fdopen(fd, "w") : NULL;
	bool failed = to == NULL;

	if (to != NULL) {
		put_all(to, d);
		failed = ferror(to) != 0;
		failed = fclose(to) != 0 || failed;
	}
	if (!failed)
		return EXIT_DONE;
	(void)fprintf(stderr, "lapak: %s cannot be made: %s\n", path, strerror(errno));
	return EXIT_FAILED;
}
