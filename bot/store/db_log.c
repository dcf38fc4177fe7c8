/*
 * store/db_log.c - SQLite's write-ahead log, moved into the file beside the loop
 *
 * In a file of some gigabytes each page goes to a place of its own, and a thousand of them hold up whoever waits by 30 ms. So a
 * thread with a connection of its own moves what is committed, while the loop writes on behind it; it writes no rows. While messages
 * come there is always a rest, and as long as there is one the log only grows: when it is small beside the log, the loop moves
 * it between two transactions, and the log starts over.
 */
#include <stdlib.h>

#include "base/beside.h"
#include "base/log.h"
#include "store/db_sqlite.h"

enum {
	/* A commit that adds so many pages is one of many messages: then rate counts, and pages written again are moved once. */
	LOG_BUSY = 64,
	LOG_SOME_BUSY = 500,
	/* Else how long one waits: a commit is as slow as what the disk has been given before it. */
	LOG_SOME_QUIET = 128,
	LOG_AHEAD =
		1000, /* may be written while the thread is at it; on a slow disk more waits for it */
	LOG_LONG = 1000, /* from then on the log is let start over */
	LOG_REST = 8,    /* once only such a part of it is left */
};

struct log_mover {
	sqlite3 *raw; /* the thread's own, but for the beginning and the end */
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	/* Under the lock. */
	bool wanted; /* until it is done */
	bool stopping;
	bool moved; /* since the loop looked */
	int pages;  /* of the log that are in the file */
	int code;   /* SQLite's */
};

static void *live(void *arg)
{
	struct log_mover *m = arg;
	int code, pages;

	(void)pthread_mutex_lock(&m->lock);
	for (;;) {
		while (!m->wanted && !m->stopping)
			(void)pthread_cond_wait(&m->changed, &m->lock);
		if (!m->wanted)
			break;
		(void)pthread_mutex_unlock(&m->lock);
		pages = 0;
		code = sqlite3_wal_checkpoint_v2(
			m->raw, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, &pages);
		(void)pthread_mutex_lock(&m->lock);
		m->code = code;
		m->pages = pages > 0 ? pages : 0;
		m->moved = true;
		m->wanted = false;
		(void)pthread_cond_broadcast(&m->changed);
	}
	(void)pthread_mutex_unlock(&m->lock);
	return NULL;
}

static void await(struct log_mover *m)
{
	while (m->wanted)
		(void)pthread_cond_wait(&m->changed, &m->lock);
}

/* Told once: the log is tended at every commit until it works again. */
static void note_outcome(struct db *db, int code)
{
	bool failed = code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY;

	if (failed && !db->log.stuck)
		log_event(LOG_WARN, "checkpoint-failed", "code=%d reason=\"%s\"", code,
			sqlite3_errstr(code));
	db->log.stuck = failed;
}

static void move_rest(struct db *db, int how)
{
	note_outcome(db, sqlite3_wal_checkpoint_v2(db->raw, NULL, how, NULL, NULL));
	db->log.pages = db->log.begun = db->log.moved = 0;
}

void sqlite_await_log(struct db *db)
{
	struct log_mover *m = db->mover;

	if (m == NULL)
		return;
	(void)pthread_mutex_lock(&m->lock);
	await(m);
	(void)pthread_mutex_unlock(&m->lock);
}

void sqlite_checkpoint(struct db *db)
{
	sqlite_await_log(db);
	move_rest(db, SQLITE_CHECKPOINT_TRUNCATE);
}

/* After each commit: so many pages the log has now. Fewer than before: it started over. */
static int log_grew(void *arg, sqlite3 *raw, const char *name, int pages)
{
	struct db *db = arg;

	(void)raw;
	(void)name;
	if (pages <= db->log.pages)
		db->log.pages = db->log.begun = db->log.moved = 0;
	db->log.added = pages - db->log.pages;
	db->log.pages = pages;
	return SQLITE_OK;
}

static enum rc open_mover(struct log_mover *m, const char *path)
{
	static const char plain[] = "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; "
				    "PRAGMA cache_size = -64; PRAGMA trusted_schema = OFF; "
				    "SELECT count(*) FROM sqlite_master";
	const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;

	if (sqlite3_open_v2(path, &m->raw, flags, NULL) != SQLITE_OK ||
		sqlite3_exec(m->raw, plain, NULL, NULL, NULL) != SQLITE_OK ||
		!beside_begin(&m->thread, live, m)) {
		(void)sqlite3_close(m->raw);
		return RC_BROKEN;
	}
	return RC_OK;
}

enum rc sqlite_keep_log(struct db *db, struct err *err)
{
	const char *path = sqlite3_db_filename(db->raw, "main");
	struct log_mover *m;

	if (path == NULL || *path == '\0') /* in memory, without a log */
		return RC_OK;
	m = calloc(1, sizeof(*m));
	if (m == NULL)
		return err_set(err, RC_BROKEN, "out of memory");
	(void)pthread_mutex_init(&m->lock, NULL);
	(void)pthread_cond_init(&m->changed, NULL);
	if (open_mover(m, path) != RC_OK) {
		(void)pthread_cond_destroy(&m->changed);
		(void)pthread_mutex_destroy(&m->lock);
		free(m);
		return err_set(err, RC_BROKEN,
			"a thread that moves the log of %s could not be started", path);
	}
	db->mover = m;
	(void)sqlite3_wal_hook(db->raw, log_grew, db);
	return RC_OK;
}

/* What the thread has done since the last look. False: it is at it. */
static bool look(struct db *db, bool *moved)
{
	struct log_mover *m = db->mover;
	bool idle;

	(void)pthread_mutex_lock(&m->lock);
	if (db->log.pages - db->log.begun >= LOG_AHEAD)
		await(m);
	idle = !m->wanted;
	*moved = idle && m->moved;
	if (*moved) {
		m->moved = false;
		note_outcome(db, m->code);
		db->log.moved = m->pages < db->log.pages ? m->pages : db->log.pages;
	}
	(void)pthread_mutex_unlock(&m->lock);
	return idle;
}

static void begin(struct db *db)
{
	struct log_mover *m = db->mover;

	(void)pthread_mutex_lock(&m->lock);
	m->wanted = true;
	(void)pthread_cond_broadcast(&m->changed);
	(void)pthread_mutex_unlock(&m->lock);
	db->log.begun = db->log.pages;
}

void sqlite_tend_log(struct db *db)
{
	int some = db->log.added >= LOG_BUSY ? LOG_SOME_BUSY : LOG_SOME_QUIET;
	bool moved;

	if (db->mover == NULL || !look(db, &moved))
		return;
	if (moved && db->log.pages >= LOG_LONG &&
		(db->log.pages - db->log.moved) * LOG_REST <= db->log.pages)
		move_rest(db, SQLITE_CHECKPOINT_PASSIVE);
	else if (db->log.pages - db->log.begun >= some)
		begin(db);
}

void sqlite_leave_log(struct db *db)
{
	struct log_mover *m = db->mover;

	if (m == NULL)
		return;
	(void)pthread_mutex_lock(&m->lock);
	m->stopping = true;
	(void)pthread_cond_broadcast(&m->changed);
	(void)pthread_mutex_unlock(&m->lock);
	(void)pthread_join(m->thread, NULL);
	(void)sqlite3_close(m->raw);
	(void)pthread_cond_destroy(&m->changed);
	(void)pthread_mutex_destroy(&m->lock);
	free(m);
	db->mover = NULL;
}
