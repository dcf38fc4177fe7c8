/* store/db_sqlite.h - private to store/: what db_sqlite.c, db_file.c and db_open.c share */
#ifndef LAPAK_STORE_DB_SQLITE_H
#define LAPAK_STORE_DB_SQLITE_H
#include <sqlite3.h>

#include "store/db_driver.h"

enum { DB_APPLICATION = 0x4c41504b }; /* "LAPK" in the file's header */

extern const struct driver sqlite_driver;

/* The functions of db.h and db_driver.h, for a file. */
void sqlite_close(struct db *db);
MUST_CHECK enum rc sqlite_kind(struct db *db, enum db_kind *out);
MUST_CHECK enum rc sqlite_mark(struct db *db);
MUST_CHECK enum rc sqlite_script(struct db *db, const char *text, struct err *err);
MUST_CHECK enum rc sqlite_copy(struct db *db, const char *to, struct err *err);
void sqlite_checkpoint(struct db *db);
MUST_CHECK enum rc sqlite_keep_log(struct db *db, struct err *err);
void sqlite_tend_log(struct db *db);
void sqlite_await_log(struct db *db);
/* Ends the thread that moves the log, if there is one. */
void sqlite_leave_log(struct db *db);

#endif
