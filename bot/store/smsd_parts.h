/* store/smsd_parts.h - what the files over gammu-smsd's database share (private to store/) */
#ifndef LAPAK_STORE_SMSD_PARTS_H
#define LAPAK_STORE_SMSD_PARTS_H
#include <sqlite3.h>
#include <stdbool.h>

#include "store/smsd.h"

struct smsd {
	sqlite3 *raw;
};

struct smsd_sql {
	const char *name, *text;
};

/* RC_OK: a row, or done well; RC_ABSENT: no more rows. RC_BROKEN is logged. */
MUST_CHECK enum rc smsd_outcome(struct smsd *s, int code, const char *what);
MUST_CHECK enum rc smsd_prepare(struct smsd *s, const struct smsd_sql *q, sqlite3_stmt **out);
/* One step of what gives no rows; finalizes it. */
MUST_CHECK enum rc smsd_run(struct smsd *s, const struct smsd_sql *q, sqlite3_stmt *stmt);
MUST_CHECK enum rc smsd_exec(struct smsd *s, const char *sql);
/* Commits when rc is RC_OK, else rolls back; returns what it came to. */
MUST_CHECK enum rc smsd_end(struct smsd *s, enum rc rc);
/* Never NULL; borrowed until the next step. */
const char *smsd_text(sqlite3_stmt *stmt, int column);

/* Our mark on a row, its CreatorID: "lapak:ID:EXPIRES". Whether it is one; expires may be NULL. */
bool smsd_mark_read(const char *mark, int64_t *id, int64_t *expires);

#endif
