/*
 * tests/fault/allocation.c - the k-th allocation fails, k = 1, 2, 3 ... until a whole run meets no fault
 *
 *	build/fault/allocation -d FOLDER [-k FIRST] [-e EVERY]
 *
 * Wherever it happens, in Lapak or in a library: no crash, nothing acknowledged lost, nothing half applied. Swept four
 * times: while the office opens and while it takes in messages, each with one failure and with every one
 * from the k-th on. -e 7 tries each seventh k only.
 */
#include <errno.h>
#include <getopt.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fault/checker.h"
#include "fault/office.h"

enum { MESSAGES = 24, BATCH = 4 };

/* ---- the allocator: glibc's, but for the one that fails ---- */
extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t n);

static long counted, fail_at; /* fail_at 0: none fails */
static bool sticky;

static bool fails(void)
{
	if (fail_at == 0)
		return false;
	counted++;
	if (counted != fail_at && !(sticky && counted > fail_at))
		return false;
	errno = ENOMEM;
	return true;
}

void *malloc(size_t n)
{
	return fails() ? NULL : __libc_malloc(n);
}
void *calloc(size_t n, size_t size)
{
	return fails() ? NULL : __libc_calloc(n, size);
}
void *realloc(void *p, size_t n)
{
	return fails() ? NULL : __libc_realloc(p, n);
}

/* ---- the campaign ---- */
struct shared { /* what a child that may die has to tell */
	bool acknowledged[MESSAGES];
	bool reached; /* the failure came */
};

struct sweep {
	const char *name;
	bool opening, sticky;
};

struct campaign {
	char path[512], known[512];
	struct shared *shared;
	long first, every, runs, bad;
};

static void die(const char *what)
{
	(void)fprintf(stderr, "allocation: %s\n", what);
	exit(1);
}

static void take_turn(struct office *o, struct shared *s, long from)
{
	enum rc rc = store_begin(o->store);

	for (long k = from; k < from + BATCH && rc == RC_OK; k++)
		rc = office_receive(o, k);
	if (rc == RC_OK)
		rc = store_commit(o->store);
	if (rc != RC_OK)
		store_rollback(o->store);
	for (long k = from; k < from + BATCH && rc == RC_OK; k++)
		s->acknowledged[k] = true;
}

/* In a process of its own. */
static void run(const struct campaign *c, const struct sweep *sweep, long k)
{
	static struct office office;
	enum rc rc;

	sticky = sweep->sticky;
	counted = 0;
	fail_at = sweep->opening ? k : 0;
	rc = office_open(&office, c->path);
	if (rc == RC_OK) {
		fail_at = k;
		for (long from = 0; from < MESSAGES; from += BATCH)
			take_turn(&office, c->shared, from);
		fail_at = sweep->opening ? 0 : fail_at;
		office_close(&office);
	}
	c->shared->reached = counted >= k;
	fail_at = 0;
	wording_free(office.wording);
	_exit(0);
}

static void copy_known(const struct campaign *c)
{
	char command[2400];

	(void)snprintf(command, sizeof(command), "rm -f '%s'-wal '%s'-shm && cp '%s' '%s'",
		c->path, c->path, c->known, c->path);
	if (system(command) != 0)
		die("cannot copy the database");
}

/* Whether a failure still came: the sweep goes on. */
static bool try(struct campaign *c, const struct sweep *sweep, long k)
{
	struct finding f;
	int status = 0;
	pid_t child;

	copy_known(c);
	memset(c->shared, 0, sizeof(*c->shared));
	child = fork();
	if (child < 0)
		die("cannot fork");
	if (child == 0)
		run(c, sweep, k);
	if (waitpid(child, &status, 0) != child)
		die("lost a child");
	checker_look(&f, c->path, c->shared->acknowledged, MESSAGES, false);
	c->runs++;
	if (WIFEXITED(status) && f.lost + f.twice + f.partial == 0 && f.sound)
		return c->shared->reached || WEXITSTATUS(status) != 0;
	c->bad++;
	printf("%s, allocation %ld: %s lost=%ld twice=%ld partial=%ld sound=%d\n", sweep->name,
		k, WIFEXITED(status) ? "ended" : "crashed", f.lost, f.twice, f.partial,
		f.sound);
	return c->bad < 20;
}

static void prepare(struct campaign *c)
{
	static struct office office;

	if (office_open(&office, c->known) != RC_OK || office_migrate(&office) != RC_OK)
		die("the database cannot be made");
	store_checkpoint(office.store);
	office_close(&office);
	wording_free(office.wording);
}

static void options_read(struct campaign *c, int argc, char **argv)
{
	const char *folder = "/tmp";
	int option;

	c->first = c->every = 1;
	while ((option = getopt(argc, argv, "d:k:e:")) != -1) {
		if (option == 'd')
			folder = optarg;
		else if (option == 'k')
			c->first = strtol(optarg, NULL, 10);
		else if (option == 'e')
			c->every = strtol(optarg, NULL, 10);
		else
			die("options: -d FOLDER -k FIRST -e EVERY");
	}
	(void)snprintf(c->path, sizeof(c->path), "%s/allocation.db", folder);
	(void)snprintf(c->known, sizeof(c->known), "%s/known.db", folder);
}

int main(int argc, char **argv)
{
	static const struct sweep sweeps[] = { { "one while opening", true, false },
		{ "all while opening", true, true }, { "one while serving", false, false },
		{ "all while serving", false, true } };
	struct campaign c = { .runs = 0 };

	options_read(&c, argc, argv);
	c.shared = mmap(NULL, sizeof(*c.shared), PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (c.shared == MAP_FAILED)
		die("no shared memory");
	prepare(&c);
	if (freopen("/dev/null", "w", stderr) == NULL)
		die("no /dev/null");
	for (size_t i = 0; i < sizeof(sweeps) / sizeof(sweeps[0]); i++) {
		long k = c.first;

		while (try(&c, &sweeps[i], k))
			k += c.every;
		printf("%s: up to allocation %ld\n", sweeps[i].name, k);
	}
	printf("allocation runs=%ld bad=%ld\n", c.runs, c.bad);
	return c.bad > 0;
}
