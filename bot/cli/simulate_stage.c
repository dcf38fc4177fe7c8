/* cli/simulate_stage.c - this very program in a folder of its own, under a
 * clock that is steered */
#include "cli/simulate_stage.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/options.h"

enum { WORDS_MAX = 32, LISTEN_LINE = 256 };

static const char program[] = "/proc/self/exe";
static const char own[] = "LAPAK_";

static enum rc make_folder(struct stage *s, const char *keep, struct err *err)
{
	const char *base = getenv("TMPDIR");
	char given[PATH_MAX];

	s->temporary = keep == NULL;
	if (s->temporary) {
		(void)snprintf(s->folder, sizeof(s->folder), "%.400s/lapak-simulate-XXXXXX",
			base != NULL && base[0] != '\0' ? base : "/tmp");
		if (mkdtemp(s->folder) != NULL)
			return RC_OK;
		return err_set(err, RC_BROKEN, "no folder %s: %s", s->folder, strerror(errno));
	}
	if (mkdir(keep, 0700) != 0 &&
		(errno != EEXIST || rmdir(keep) != 0 || mkdir(keep, 0700) != 0))
		return err_set(err, RC_INVALID,
			"--keep %.200s: %s; name a folder that is new or empty", keep,
			strerror(errno));
	if (realpath(keep, given) == NULL)
		return err_set(err, RC_BROKEN, "%.200s: %s", keep, strerror(errno));
	(void)snprintf(s->folder, sizeof(s->folder), "%.*s", STAGE_PATH - 1, given);
	return RC_OK;
}

static enum rc write_ini(struct stage *s, const struct config *like, struct err *err)
{
	char templates[PATH_MAX], migrations[PATH_MAX];
	FILE *to;

	if (realpath(like->templates.dir, templates) == NULL ||
		realpath(like->migrations.dir, migrations) == NULL)
		return err_set(err, RC_INVALID, "%.200s or %.200s: %s", like->templates.dir,
			like->migrations.dir, strerror(errno));
	(void)snprintf(s->tips, sizeof(s->tips), "%.4000s/tips/id.tsv", templates);
	to = fopen(s->ini, "we");
	if (to == NULL)
		return err_set(err, RC_BROKEN, "%s: %s", s->ini, strerror(errno));
	(void)fprintf(to,
		"[server]\nlisten = \"127.0.0.1:0\"\n[database]\nurl = "
		"\"sqlite:lapak.db\"\n"
		"[office]\nname = \"Dinkopdag Surabaya\"\nshort_code = \"2323\"\n"
		"[templates]\ndir = \"%s\"\n[migrations]\ndir = \"%s\"\n"
		"[gateway.phone]\ntype = \"simulator\"\nrate_per_second = 1000\n",
		templates, migrations);
	return fclose(to) == 0 ? RC_OK
			       : err_set(err, RC_BROKEN, "%s: %s", s->ini, strerror(errno));
}

/* The caller's environment without what would turn the programs to another
 * database or clock. */
static void make_environment(struct stage *s)
{
	size_t n = 0, at = 0;

	while (environ[n] != NULL)
		n++;
	s->environment = calloc(n + 2, sizeof(*s->environment));
	if (s->environment == NULL)
		memory_gone("an environment");
	for (size_t i = 0; i < n; i++)
		if (strncmp(environ[i], own, sizeof(own) - 1) != 0)
			s->environment[at++] = environ[i];
	(void)snprintf(s->variable, sizeof(s->variable), "LAPAK_CLOCK_FILE=%s", s->clock);
	s->environment[at] = s->variable;
}

enum rc stage_open(
	struct stage *s, const char *keep, const struct config *like, struct err *err)
{
	enum rc rc;

	*s = (struct stage){ .hears = -1 };
	rc = make_folder(s, keep, err);
	if (rc != RC_OK)
		return rc;
	(void)snprintf(s->ini, sizeof(s->ini), "%s/lapak.ini", s->folder);
	(void)snprintf(s->clock, sizeof(s->clock), "%s/clock", s->folder);
	(void)snprintf(s->log, sizeof(s->log), "%s/log", s->folder);
	make_environment(s);
	return write_ini(s, like, err);
}

static void remove_folder(const char *folder)
{
	char path[STAGE_PATH + 256 + 2];
	DIR *dir = opendir(folder);

	for (struct dirent *e; dir != NULL && (e = readdir(dir)) != NULL;) {
		(void)snprintf(path, sizeof(path), "%s/%s", folder, e->d_name);
		if (e->d_name[0] != '.')
			(void)unlink(path);
	}
	if (dir != NULL)
		(void)closedir(dir);
	(void)rmdir(folder);
}

void stage_close(struct stage *s)
{
	struct err err;

	if (stage_halt(s, SIGKILL, &err) != RC_OK)
		(void)fprintf(stderr, "lapak: %s\n", err.msg);
	free(s->environment);
	s->environment = NULL;
	if (s->temporary && s->folder[0] != '\0')
		remove_folder(s->folder);
}

enum rc stage_clock(struct stage *s, int64_t instant, struct err *err)
{
	char beside[STAGE_PATH + 40];
	FILE *to;

	(void)snprintf(beside, sizeof(beside), "%s.new", s->clock);
	to = fopen(beside, "we");
	if (to == NULL)
		return err_set(err, RC_BROKEN, "%s: %s", beside, strerror(errno));
	(void)fprintf(to, "%" PRId64 "\n", instant - (int64_t)time(NULL));
	if (fclose(to) == 0 && rename(beside, s->clock) == 0)
		return RC_OK;
	return err_set(err, RC_BROKEN, "%s: %s", s->clock, strerror(errno));
}

/* In the new process: nothing but what may be done between fork() and exec().
 * It does not outlive us. */
static _Noreturn void become(const struct stage *s, char *const *argv, int out, int log)
{
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && dup2(out, STDOUT_FILENO) >= 0 &&
		dup2(log, STDERR_FILENO) >= 0)
		(void)execve(program, argv, s->environment);
	_exit(127);
}

/* *hears gets the end to read its output from. */
static enum rc launch(
	const struct stage *s, const char *const *word, pid_t *pid, int *hears, struct err *err)
{
	char lapak[] = "lapak", config[] = "--config", ini[sizeof(s->ini)];
	char *argv[WORDS_MAX + 4] = { lapak, config, ini };
	int log, out[2];
	size_t n = 3;

	(void)snprintf(ini, sizeof(ini), "%s", s->ini);
	for (size_t i = 0; i < WORDS_MAX && word[i] != NULL; i++)
		/* exec() takes, and leaves, char. NOLINTNEXTLINE(performance-no-int-to-ptr) */
		argv[n++] = (char *)(uintptr_t)word[i];
	log = open(s->log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (log < 0 || pipe2(out, O_CLOEXEC) != 0) {
		if (log >= 0)
			(void)close(log);
		return err_set(err, RC_BROKEN, "%s: %s", s->log, strerror(errno));
	}
	*pid = fork();
	if (*pid == 0)
		become(s, argv, out[1], log);
	(void)close(log);
	(void)close(out[1]);
	*hears = out[0];
	if (*pid > 0)
		return RC_OK;
	(void)close(out[0]);
	return err_set(err, RC_BROKEN, "no new process: %s", strerror(errno));
}

/* "Lapak is running on http://127.0.0.1:PORT/" is the first thing it says. */
static bool read_port(struct stage *s)
{
	static const char before[] = "http://127.0.0.1:";
	char line[LISTEN_LINE];
	const char *at;
	size_t n = 0;
	int64_t port;

	while (n < sizeof(line) - 1 && read(s->hears, line + n, 1) == 1 && line[n] != '\n')
		n++;
	line[n] = '\0';
	at = strstr(line, before);
	if (at == NULL)
		return false;
	at += sizeof(before) - 1;
	line[(size_t)(at - line) + strcspn(at, "/")] = '\0';
	if (!number_read(&port, at, 1, UINT16_MAX))
		return false;
	s->port = (uint16_t)port;
	return true;
}

enum rc stage_serve(struct stage *s, struct err *err)
{
	static const char *const word[] = { "serve", "--allow-root", NULL };
	enum rc rc = launch(s, word, &s->server, &s->hears, err);

	if (rc != RC_OK)
		s->server = 0;
	else if (!read_port(s))
		rc = err_set(err, RC_BROKEN, "the server did not start; see %s", s->log);
	return rc;
}

static int wait_for(pid_t pid)
{
	int status = 0;

	while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
	}
	return status;
}

enum rc stage_halt(struct stage *s, int signal, struct err *err)
{
	int status;

	if (s->server == 0)
		return RC_OK;
	(void)kill(s->server, signal);
	status = wait_for(s->server);
	(void)close(s->hears);
	s->hears = -1;
	s->server = 0;
	if (signal == SIGKILL || (WIFEXITED(status) && WEXITSTATUS(status) == 0))
		return RC_OK;
	return err_set(err, RC_BROKEN, "the server ended with %d; see %s",
		WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status), s->log);
}

enum rc stage_run(struct stage *s, const char *const *word, struct buf *out, struct err *err)
{
	char bytes[4096];
	int hears = -1, status;
	ssize_t n;
	pid_t pid = 0;

	if (launch(s, word, &pid, &hears, err) != RC_OK)
		return err->rc;
	while ((n = read(hears, bytes, sizeof(bytes))) > 0)
		if (out != NULL)
			buf_add(out, bytes, (size_t)n);
	(void)close(hears);
	status = wait_for(pid);
	if (out != NULL && out->len > 0 && out->data[out->len - 1] == '\n')
		buf_cut(out, out->len - 1);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return RC_OK;
	return err_set(err, RC_BROKEN, "`lapak %s %s` ended with %d; see %s", word[0],
		word[1] != NULL ? word[1] : "",
		WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status), s->log);
}
