/* store/smsd.c - gammu-smsd's database: opening, what came in, what became of what we sent */
#include "store/smsd.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "store/smsd_parts.h"

enum { BUSY_MS = 50, SCHEMA = 17 /* Debian 12; later ones only add columns */ };

enum rc smsd_outcome(struct smsd *s, int code, const char *what)
{
	int kind = code & 0xFF;

	if (kind == SQLITE_OK || kind == SQLITE_ROW)
		return RC_OK;
	if (kind == SQLITE_DONE)
		return RC_ABSENT;
	if (kind == SQLITE_BUSY || kind == SQLITE_LOCKED)
		return RC_BUSY;
	if (kind == SQLITE_FULL)
		return RC_FULL;
	log_event(LOG_ERROR, "smsd-failed", "step=%s reason=\"%s\"", what,
		sqlite3_errmsg(s->raw));
	return RC_BROKEN;
}

enum rc smsd_prepare(struct smsd *s, const struct smsd_sql *q, sqlite3_stmt **out)
{
	enum rc rc =
		smsd_outcome(s, sqlite3_prepare_v2(s->raw, q->text, -1, out, NULL), q->name);

	return rc;
}

enum rc smsd_run(struct smsd *s, const struct smsd_sql *q, sqlite3_stmt *stmt)
{
	int code = sqlite3_step(stmt);
	enum rc rc = code == SQLITE_ROW || code == SQLITE_DONE ? RC_OK
							       : smsd_outcome(s, code, q->name);

	sqlite3_finalize(stmt);
	return rc;
}

enum rc smsd_exec(struct smsd *s, const char *sql)
{
	return smsd_outcome(s, sqlite3_exec(s->raw, sql, NULL, NULL, NULL), "exec");
}

static const struct smsd_sql version = { "version", "SELECT max(Version) FROM gammu" };

/* Without them every look would read all that was ever sent or received. */
static const char indexes[] = "CREATE INDEX IF NOT EXISTS lapak_inbox ON inbox (Processed, ID);"
			      "CREATE INDEX IF NOT EXISTS lapak_outbox ON outbox (CreatorID);"
			      "CREATE INDEX IF NOT EXISTS lapak_sent ON sentitems (CreatorID);"
			      "CREATE INDEX IF NOT EXISTS lapak_changed ON sentitems "
			      "(UpdatedInDB, ID, SequencePosition);";

static enum rc set_up(struct smsd *s, const char *path, struct err *err)
{
	sqlite3_stmt *stmt = NULL;
	int found = 0;

	(void)sqlite3_extended_result_codes(s->raw, 1);
	(void)sqlite3_busy_timeout(s->raw, BUSY_MS);
	if (sqlite3_prepare_v2(s->raw, version.text, -1, &stmt, NULL) == SQLITE_OK &&
		sqlite3_step(stmt) == SQLITE_ROW)
		found = sqlite3_column_int(stmt, 0);
	sqlite3_finalize(stmt);
	if (found < SCHEMA)
		return err_set(err, RC_INVALID,
			"%s has no tables of gammu-smsd (schema %d or later); make them: sqlite3 "
			"%s </usr/share/doc/gammu-smsd/examples/sqlite.sql",
			path, SCHEMA, path);
	if (sqlite3_exec(s->raw, indexes, NULL, NULL, NULL) != SQLITE_OK)
		return err_set(err, RC_BROKEN, "%s cannot be written: %s", path,
			sqlite3_errmsg(s->raw));
	return RC_OK;
}

enum rc smsd_open(struct smsd **out, const char *path, struct err *err)
{
	struct smsd *s = calloc(1, sizeof(*s));
	enum rc rc = RC_OK;

	if (s == NULL)
		return err_set(err, RC_BROKEN, "no memory for %s", path);
	if (sqlite3_open_v2(path, &s->raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) !=
		SQLITE_OK)
		rc = err_set(err, RC_ABSENT, "%s cannot be opened: %s", path,
			sqlite3_errmsg(s->raw));
	if (rc == RC_OK)
		rc = set_up(s, path, err);
	if (rc != RC_OK) {
		smsd_close(s);
		return rc;
	}
	*out = s;
	return RC_OK;
}

void smsd_close(struct smsd *s)
{
	if (s == NULL)
		return;
	(void)sqlite3_close(s->raw);
	free(s);
}

const char *smsd_text(sqlite3_stmt *stmt, int column)
{
	const unsigned char *text = sqlite3_column_text(stmt, column);

	return text != NULL ? (const char *)text : "";
}

/* Of an SMS in parts that smsd joined, the first row has the whole text and the others none. Class 127 is a USSD answer. */
static const struct smsd_sql inbox = { "inbox",
	"SELECT ID, SenderNumber, TextDecoded, RecipientID FROM inbox "
	"WHERE Processed = 'false' AND Class <> 127 AND NOT (TextDecoded = '' AND length(UDH) > 2 "
	"AND substr(UDH, -2) <> '01') ORDER BY ID LIMIT $1" };

enum rc smsd_inbox(struct smsd *s, int max, smsd_received_fn *fn, void *arg)
{
	sqlite3_stmt *stmt;
	enum rc rc = smsd_prepare(s, &inbox, &stmt);

	if (rc != RC_OK)
		return rc;
	(void)sqlite3_bind_int(stmt, 1, max);
	do {
		rc = smsd_outcome(s, sqlite3_step(stmt), inbox.name);
		if (rc == RC_OK)
			rc = fn(&(struct smsd_received){ sqlite3_column_int64(stmt, 0),
					smsd_text(stmt, 1), smsd_text(stmt, 2),
					smsd_text(stmt, 3) },
				arg);
	} while (rc == RC_OK);
	sqlite3_finalize(stmt);
	return rc == RC_ABSENT ? RC_OK : rc;
}

/* With the empty rows of its further parts. */
static const struct smsd_sql taken = { "taken",
	"UPDATE inbox SET Processed = 'true' WHERE Processed = 'false' AND (ID = $1 "
	"OR (ID > $1 AND ID < $1 + 255 AND TextDecoded = '' AND length(UDH) > 2 "
	"AND substr(UDH, -2) <> '01'))" };

enum rc smsd_taken(struct smsd *s, const int64_t *ids, int n)
{
	enum rc rc = smsd_exec(s, "BEGIN IMMEDIATE");

	if (rc != RC_OK)
		return rc;
	for (int i = 0; i < n && rc == RC_OK; i++) {
		sqlite3_stmt *stmt;

		rc = smsd_prepare(s, &taken, &stmt);
		if (rc != RC_OK)
			break;
		(void)sqlite3_bind_int64(stmt, 1, ids[i]);
		rc = smsd_run(s, &taken, stmt);
	}
	return smsd_end(s, rc);
}

enum rc smsd_end(struct smsd *s, enum rc rc)
{
	if (rc == RC_OK)
		rc = smsd_exec(s, "COMMIT");
	if (rc != RC_OK)
		(void)sqlite3_exec(s->raw, "ROLLBACK", NULL, NULL, NULL);
	return rc;
}

static enum smsd_state state_of(const char *status, int code)
{
	if (strcmp(status, "DeliveryOK") == 0)
		return SMSD_DELIVERED;
	if (strcmp(status, "DeliveryFailed") == 0)
		return code == 0x46 ? SMSD_EXPIRED : SMSD_FAILED; /* TS 23.040 9.2.3.15 */
	if (strcmp(status, "SendingError") == 0 || strcmp(status, "Error") == 0)
		return SMSD_FAILED;
	return SMSD_SENT;
}

static const struct smsd_sql changed = { "changed",
	"SELECT CreatorID, ID, SequencePosition, Status, StatusError, UpdatedInDB FROM sentitems "
	"WHERE UpdatedInDB < datetime('now') AND (UpdatedInDB, ID, SequencePosition) > ($1, $2, $3) "
	"ORDER BY UpdatedInDB, ID, SequencePosition LIMIT $4" };

static enum rc show_report(
	sqlite3_stmt *stmt, struct smsd_cursor *cursor, smsd_report_fn *fn, void *arg)
{
	struct smsd_report r = {
		.item = sqlite3_column_int64(stmt, 1),
		.position = sqlite3_column_int64(stmt, 2),
		.code = sqlite3_column_int(stmt, 4),
	};
	enum rc rc = RC_OK;

	r.state = state_of(smsd_text(stmt, 3), r.code);
	if (smsd_mark_read(smsd_text(stmt, 0), &r.id, NULL))
		rc = fn(&r, arg);
	if (rc != RC_OK)
		return rc;
	(void)snprintf(cursor->at, sizeof(cursor->at), "%s", smsd_text(stmt, 5));
	cursor->item = r.item;
	cursor->position = r.position;
	return RC_OK;
}

enum rc smsd_reports(
	struct smsd *s, struct smsd_cursor *cursor, int max, smsd_report_fn *fn, void *arg)
{
	struct smsd_cursor from = *cursor;
	sqlite3_stmt *stmt;
	enum rc rc = smsd_prepare(s, &changed, &stmt);

	if (rc != RC_OK)
		return rc;
	(void)sqlite3_bind_text(stmt, 1, from.at, -1, SQLITE_STATIC);
	(void)sqlite3_bind_int64(stmt, 2, from.item);
	(void)sqlite3_bind_int64(stmt, 3, from.position);
	(void)sqlite3_bind_int(stmt, 4, max);
	do {
		rc = smsd_outcome(s, sqlite3_step(stmt), changed.name);
		if (rc == RC_OK)
			rc = show_report(stmt, cursor, fn, arg);
	} while (rc == RC_OK);
	sqlite3_finalize(stmt);
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct smsd_sql prune_inbox = { "prune_inbox",
	"DELETE FROM inbox WHERE ID IN (SELECT ID FROM inbox WHERE Processed = 'true' "
	"AND UpdatedInDB < datetime('now', $1) ORDER BY ID LIMIT $2)" };
static const struct smsd_sql prune_sent = { "prune_sent",
	"DELETE FROM sentitems WHERE ID IN (SELECT ID FROM sentitems "
	"WHERE UpdatedInDB < datetime('now', $1) AND CreatorID >= 'lapak:' AND CreatorID < 'lapak;' "
	"ORDER BY UpdatedInDB LIMIT $2)" };

enum rc smsd_prune(struct smsd *s, int days, int max)
{
	static const struct smsd_sql *const both[] = { &prune_inbox, &prune_sent };
	char age[24];
	enum rc rc = RC_OK;

	(void)snprintf(age, sizeof(age), "-%d days", days);
	for (size_t i = 0; i < 2 && rc == RC_OK; i++) {
		sqlite3_stmt *stmt;

		rc = smsd_prepare(s, both[i], &stmt);
		if (rc != RC_OK)
			break;
		(void)sqlite3_bind_text(stmt, 1, age, -1, SQLITE_STATIC);
		(void)sqlite3_bind_int(stmt, 2, max);
		rc = smsd_run(s, both[i], stmt);
	}
	return rc;
}
