/*
 * tests/bench/chores.c - what an office does by itself, timed in a database of any size
 *
 *	build/bench/chores lapak.ini lapak.db BROADCAST
 *
 * In the database (which it changes): a broadcast that is under way is expanded to its last recipient, ten full waves are
 * reminded of at once, a look finds nothing due, and texts older than 20 days are forgotten for some seconds. Each is done in the
 * transactions of serve, one after the other. Prints "NAME VALUE" lines.
 */
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/config.h"
#include "office/scheduler.h"
#include "store/broadcast.h"
#include "store/retention.h"
#include "store/store.h"
#include "wording/wording.h"

extern char **environ;

enum {
	TIMES_MAX = 200000,
	LOOKS = 1000,
	ROWS = 500, /* a transaction, as serve has it */
	FORGET_DAYS = 20,
	FORGET_TURNS = 400,
	DAY = 86400
};

struct times {
	double ms[TIMES_MAX];
	size_t n;
	double began, cpu;
};

static void stop(const char *what)
{
	(void)fprintf(stderr, "chores: %s\n", what);
	exit(1);
}

static double clock_ms(clockid_t clock)
{
	struct timespec t;

	(void)clock_gettime(clock, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void times_begin(struct times *t)
{
	t->n = 0;
	t->began = clock_ms(CLOCK_MONOTONIC);
	t->cpu = clock_ms(CLOCK_PROCESS_CPUTIME_ID);
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void times_say(struct times *t, const char *name, int64_t rows)
{
	double took = clock_ms(CLOCK_MONOTONIC) - t->began;
	double cpu = clock_ms(CLOCK_PROCESS_CPUTIME_ID) - t->cpu;

	if (t->n == 0)
		stop(name);
	qsort(t->ms, t->n, sizeof(t->ms[0]), by_size);
	printf("%s_ms %.0f\n%s_cpu_ms %.0f\n%s_turn_p99_ms %.2f\n%s_rows_a_second %.0f\n", name,
		took, name, cpu, name, t->ms[t->n * 99 / 100], name, (double)rows * 1e3 / took);
}

/* One transaction of serve's loop around work; its time is kept. */
static bool turn(struct times *t, struct store *st, enum rc (*work)(void *), void *arg)
{
	double began = clock_ms(CLOCK_MONOTONIC);
	enum rc rc;

	if (store_begin(st) != RC_OK)
		stop("no transaction");
	rc = work(arg);
	if ((rc != RC_OK && rc != RC_ABSENT) || store_commit(st) != RC_OK)
		stop("a turn is not kept");
	store_tend_log(st);
	if (t->n < TIMES_MAX)
		t->ms[t->n++] = clock_ms(CLOCK_MONOTONIC) - began;
	return rc == RC_OK;
}

struct expansion {
	struct store *st;
	struct broadcast b;
	int64_t made;
};

static enum rc expand(void *arg)
{
	struct expansion *e = arg;
	int64_t made = 0;
	enum rc rc = broadcast_expand(e->st, &e->b, &made);

	e->made += made;
	return rc;
}

static void time_broadcast(struct times *t, struct store *st, int64_t id)
{
	struct expansion e = { .st = st, .made = 0 };

	if (broadcast_get(st, id, &e.b) != RC_OK)
		stop("there is no such broadcast");
	times_begin(t);
	while (!e.b.expanded)
		(void)turn(t, st, expand, &e);
	times_say(t, "expand", e.made);
}

struct due {
	struct scheduler scheduler;
	struct work work;
};

static enum rc run_due(void *arg)
{
	struct due *d = arg;

	return scheduler_run(&d->scheduler, &d->work, 0);
}

static int64_t count(const char *path, const char *sql)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *s = NULL;
	int64_t n;

	if (sqlite3_open(path, &db) != SQLITE_OK ||
		sqlite3_busy_timeout(db, 5000) != SQLITE_OK ||
		sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK ||
		sqlite3_step(s) != SQLITE_ROW)
		stop(sqlite3_errmsg(db));
	n = sqlite3_column_int64(s, 0);
	(void)sqlite3_finalize(s);
	(void)sqlite3_close(db);
	return n;
}

static void change(const char *path, const char *sql)
{
	sqlite3 *db = NULL;

	if (sqlite3_open(path, &db) != SQLITE_OK ||
		sqlite3_busy_timeout(db, 5000) != SQLITE_OK ||
		sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		stop(sqlite3_errmsg(db));
	(void)sqlite3_close(db);
}

/* Ten waves of a thousand seats, all taken, by traders from everywhere; a reminder of each is due. */
static const char waves[] =
	"WITH RECURSIVE w (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM w WHERE i < 9) "
	"INSERT INTO wave (id, name, market_id, place, state, seats, created_at, changed_at) "
	"SELECT 900 + i, 'Z' || i, 1, 'Lt 3', 'open', 1000, 1, 1 FROM w; "
	"INSERT INTO sitting (id, wave_id, starts_at, code) "
	"SELECT id, id, unixepoch() + 86400 * 2, '4821' FROM wave WHERE id >= 900; "
	"WITH RECURSIVE e (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM e WHERE i < 9999) "
	"INSERT INTO enrolment (id, wave_id, trader_id, status, queue, source, created_at, changed_at, "
	"changed_by) SELECT 90000 + i, 900 + i / 1000, 1 + (i * 7919) % (SELECT max(id) FROM trader), "
	"'enrolled', i, 'staff', 1, 1, 'rina' FROM e WHERE true ON CONFLICT DO NOTHING; "
	"INSERT INTO job (kind, subject, due_at, cursor) SELECT 'reminder', id, unixepoch() - 1, 1 "
	"FROM sitting WHERE id >= 900";

static void time_scheduler(struct times *t, struct due *d, const char *path)
{
	struct store *st = d->work.store;
	int64_t places;

	change(path, waves);
	d->work.now = (int64_t)time(NULL);
	scheduler_undone(&d->scheduler);
	times_begin(t);
	while (scheduler_wants(&d->scheduler, st, d->work.now, 0)) {
		(void)turn(t, st, run_due, d);
		scheduler_undone(&d->scheduler);
	}
	/* Whoever has just written is put off: a place seen to, too. */
	places = count(path, "SELECT count(*) FROM enrolment WHERE id >= 90000");
	times_say(t, "remind", places);
	times_begin(t);
	for (int i = 0; i < LOOKS; i++) {
		double began = clock_ms(CLOCK_MONOTONIC);

		scheduler_undone(&d->scheduler);
		if (scheduler_wants(&d->scheduler, st, d->work.now, 0))
			stop("something is due yet");
		t->ms[t->n++] = clock_ms(CLOCK_MONOTONIC) - began;
	}
	times_say(t, "look", LOOKS);
}

struct forgetting {
	struct store *st;
	int64_t before;
	bool done;
};

static enum rc forget(void *arg)
{
	struct forgetting *f = arg;

	return retention_blank(f->st, f->before, ROWS, &f->done);
}

static void time_retention(struct times *t, struct store *st, int64_t now)
{
	struct forgetting f = { .st = st, .before = now - (int64_t)FORGET_DAYS * DAY };
	int turns = 0;

	times_begin(t);
	for (; !f.done && turns < FORGET_TURNS; turns++)
		(void)turn(t, st, forget, &f);
	times_say(t, "forget", (int64_t)turns * ROWS);
}

int main(int argc, char **argv)
{
	static struct times times;
	static struct config config;
	struct wording *wording = NULL;
	struct store *st = NULL;
	struct due due = { .work = { .config = &config } };
	struct buf report;
	struct err err;
	char url[600];

	if (argc != 4) {
		(void)fputs(
			"usage: chores INI DATABASE BROADCAST, from the root of the source\n",
			stderr);
		return 2;
	}
	buf_init(&report, 65536);
	(void)snprintf(url, sizeof(url), "sqlite:%s", argv[2]);
	if (config_load(&config, argv[1], environ, &report) != RC_OK ||
		wording_load(&wording, "templates/messages", &report) != RC_OK)
		stop(report.data);
	if (store_open(&st, url, STORE_WRITE, &err) != RC_OK ||
		store_keep_log(st, &err) != RC_OK)
		stop(err.msg);
	due.work.store = st;
	due.work.wording = wording;
	time_broadcast(&times, st, strtoll(argv[3], NULL, 10));
	time_scheduler(&times, &due, argv[2]);
	time_retention(&times, st, (int64_t)time(NULL));
	store_close(st);
	wording_free(wording);
	config_forget(&config);
	buf_release(&report);
	return 0;
}
