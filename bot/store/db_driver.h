/*
 * store/db_driver.h - private to store/: what db.c asks of an engine
 *
 * db.c knows statements, their cache and when they may run; a driver knows one engine. Both drivers
 * run the same texts (see db.h), so that no aggregate knows which one is behind it.
 */
#ifndef LAPAK_STORE_DB_DRIVER_H
#define LAPAK_STORE_DB_DRIVER_H
#include "store/db.h"

struct safety;

enum {
	DB_PARAMETERS = 40,   /* the most a statement may have */
	DB_STATEMENTS = 1024, /* slots of the cache, a power of two */
	DB_BUSY_MS = 2000,    /* how long a lock is waited for */
	DB_FEW = 1000,        /* rows that may be held in memory together */
};

enum db_control {
	DB_BEGIN,
	DB_BEGIN_SHARED,
	DB_COMMIT,
	DB_ROLLBACK,
	DB_SAVE,
	DB_RELEASE,
	DB_UNDO
};

struct driver {
	/* Statements. prepare: s->ready when it returns RC_OK; a refusal is logged. */
	enum rc (*prepare)(struct stmt *s);
	void (*finalize)(struct stmt *s);
	/* Once before the first step: RC_OK, or why it must not even be tried. */
	enum rc (*may_run)(struct stmt *s);
	enum rc (*step)(struct stmt *s); /* as db_step(), without the reset */
	void (*reset)(struct stmt *s);
	void (*stream)(struct stmt *s); /* NULL: it does anyway */
	void (*many)(struct
		stmt *s); /* before the first step: more than DB_FEW rows may come; NULL: it is no matter */
	/* As db_run_later() and db_settle(); NULL: each runs at once. */
	enum rc (*run_later)(struct stmt *s);
	enum rc (*settle)(struct db *db);
	/* As db_expect(); NULL: the engine is here, and it would be of no use. */
	void (*expect)(struct stmt *s);
	void (*start)(struct stmt *s);         /* as db_start(); NULL with expect */
	int64_t (*trips)(const struct db *db); /* as db_trips(); NULL: there is no way */
	/* Parameters; n was checked. */
	void (*bind_int)(struct stmt *s, int n, int64_t value);
	void (*bind_text)(struct stmt *s, int n, const char *value);
	void (*bind_blob)(struct stmt *s, int n, const void *value, size_t size);
	/* Columns. */
	int64_t (*get_int)(struct stmt *s, int column);
	bool (*get_null)(struct stmt *s, int column);
	const char *(*view_text)(struct stmt *s, int column);
	int64_t (*changed)(const struct db *db);
	const char *(*complaint)(const struct db *db); /* the engine's last words */

	/* Transactions. */
	enum rc (*control)(struct db *db, enum db_control what);
	/* NULL: a file is held by its caller, and has one server. */
	enum rc (*hold)(struct db *db, enum db_gate gate, struct err *err);
	enum rc (*clock)(struct db *db, int64_t *out);
	/* As db_want(), db_have(), db_is_lost() and db_undone(); NULL: a file has one server, and is not lost. */
	void (*want)(struct db *db, int64_t n, const char *keys);
	enum rc (*have)(struct db *db, int64_t *last);
	bool (*lost)(const struct db *db);
	bool (*undone)(const struct db *db);

	/* The database as a whole: as the functions of db.h. NULL: there is no such thing here. */
	void (*close)(struct db *db);
	enum rc (*kind)(struct db *db, enum db_kind *out);
	enum rc (*mark)(struct db *db);
	enum rc (*script)(struct db *db, const char *text, struct err *err);
	enum rc (*copy)(struct db *db, const char *to, struct err *err);
	void (*checkpoint)(struct db *db);
	enum rc (*keep_log)(struct db *db, struct err *err);
	void (*tend_log)(struct db *db);
	void (*await_log)(struct db *db);
	/* As store_safety(); NULL: a file. */
	enum rc (*safety)(struct db *db, struct safety *out);
};

/* Whether a statement may write in a shared transaction. */
bool db_may_share(const struct sql *q);

struct stmt {
	struct db *db;
	const struct sql *sql; /* NULL: a free slot */
	union {
		struct sqlite3_stmt *raw; /* SQLite; NULL: does not prepare at the moment */
		struct pg_stmt *pg;       /* PostgreSQL */
	};
	bool ready;   /* is prepared */
	bool busy;    /* between db_prepare() and the reset */
	bool stepped; /* since then */
	bool writes;
	bool shares;    /* may write in a shared transaction */
	enum rc failed; /* of the last try to prepare */
	unsigned char
		at[DB_PARAMETERS + 1]; /* at[n]: the engine's index of $n; 0: there is none */
};

struct log_state { /* pages of the write-ahead log, after db_keep_log() */
	int pages;
	int added;  /* of them by the last commit */
	int begun;  /* of them were there when the mover was last asked */
	int moved;  /* of them are in the file */
	bool stuck; /* it could not be moved the last time */
};

struct db {
	const struct driver *driver;
	union {
		struct sqlite3 *raw;
		struct pg *pg;
	};
	int64_t server;          /* see db_serve() */
	store_attend_fn *attend; /* see store_attend(); NULL: it is waited for */
	void *attend_arg;
	bool shared;       /* this transaction is */
	bool alone_wanted; /* see db_alone_wanted() */
	bool began, committing;
	bool rolling_back;
	int fail_after;
	int steps, fail_first, fail_last; /* see db_fail_steps() */
	struct log_mover *mover; /* of SQLite's write-ahead log; NULL: commits move it */
	struct log_state log;
	struct stmt cache[DB_STATEMENTS];
};

#endif
