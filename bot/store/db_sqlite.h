/* store/db_sqlite.h - private to store/: what db_sqlite.c, db_file.c and db_open.c share */
#ifndef LAPAK_STORE_DB_SQLITE_H
#define LAPAK_STORE_DB_SQLITE_H
#include <sqlite3.h>
#include <stdbool.h>

#include "store/db.h"

enum {
	DB_PARAMETERS = 40,          /* the most a statement may have */
	DB_STATEMENTS = 1024,        /* slots of the cache, a power of two */
	DB_BUSY_MS = 2000,           /* how long a lock is waited for */
	DB_APPLICATION = 0x4c41504b, /* "LAPK" in the file's header */
};

struct stmt {
	struct db *db;
	const struct sql *sql; /* NULL: a free slot */
	sqlite3_stmt *raw;     /* NULL: does not prepare at the moment */
	bool busy;             /* between db_prepare() and the reset */
	bool stepped;          /* since then */
	bool writes;
	enum rc failed;                      /* of the last try to prepare */
	unsigned char at[DB_PARAMETERS + 1]; /* at[n]: SQLite's index of $n; 0: there is none */
};

struct db {
	sqlite3 *raw;
	bool began, committing;
	int fail_after;
	int steps, fail_first, fail_last; /* see db_fail_steps() */
	int log_pages;                    /* of the write-ahead log, after db_keep_log() */
	int log_added;                    /* of them by the last commit */
	bool log_stuck;                   /* it could not be moved the last time */
	struct stmt cache[DB_STATEMENTS];
};

/* The last failure of db->raw as an outcome; logs what nobody expects. */
MUST_CHECK enum rc db_outcome(struct db *db, const char *name);

#endif
