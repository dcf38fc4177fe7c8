/* store/smsd_send.c - messages into gammu-smsd's outbox, and out of it again when they are too old */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/smsd_parts.h"
#include "text/sms_split.h"

#define MARK_FORMAT "lapak:%" PRId64 ":%" PRId64
enum { MARK_MAX = 64, UDH_MAX = 32, VALIDITY_LEAST = 5 * 60 };

bool smsd_mark_read(const char *mark, int64_t *id, int64_t *expires)
{
	static const char prefix[] = "lapak:";
	char *end;
	int64_t until;

	if (strncmp(mark, prefix, sizeof(prefix) - 1) != 0)
		return false;
	*id = strtoll(mark + sizeof(prefix) - 1, &end, 10);
	if (*end != ':' || *id <= 0)
		return false;
	until = strtoll(end + 1, &end, 10);
	if (expires != NULL)
		*expires = until;
	return *end == '\0';
}

static const struct smsd_sql there = { "there",
	"SELECT 1 FROM outbox WHERE CreatorID >= $1 AND CreatorID < $2 UNION ALL "
	"SELECT 1 FROM sentitems WHERE CreatorID >= $1 AND CreatorID < $2 LIMIT 1" };

/* Whether an earlier attempt handed it over, though its outcome was not kept. */
static enum rc find(struct smsd *s, int64_t id)
{
	char from[MARK_MAX], until[MARK_MAX];
	sqlite3_stmt *stmt;
	enum rc rc = smsd_prepare(s, &there, &stmt);

	if (rc != RC_OK)
		return rc;
	(void)snprintf(from, sizeof(from), "lapak:%" PRId64 ":", id);
	(void)snprintf(until, sizeof(until), "lapak:%" PRId64 ";", id);
	(void)sqlite3_bind_text(stmt, 1, from, -1, SQLITE_STATIC);
	(void)sqlite3_bind_text(stmt, 2, until, -1, SQLITE_STATIC);
	rc = smsd_outcome(s, sqlite3_step(stmt), there.name);
	sqlite3_finalize(stmt);
	return rc;
}

enum { HALF_DAY = 12 * 60, DAY = 24 * 60, MONTH = 30 * DAY }; /* minutes */

/* TS 23.040 9.2.3.12.1, relative: steps of 5 minutes to 12 hours, of half an hour to a day, of days to 30. */
static int validity_of(int64_t seconds)
{
	int64_t minutes = seconds / 60;

	if (seconds < VALIDITY_LEAST)
		return 0;
	if (minutes <= HALF_DAY)
		return (int)(minutes / 5 - 1);
	if (minutes <= DAY)
		return (int)(143 + (minutes - HALF_DAY) / 30);
	return (int)(166 + (minutes < MONTH ? minutes / DAY : 30));
}

static const struct smsd_sql first = { "send",
	"INSERT INTO outbox (DestinationNumber, TextDecoded, CreatorID, Coding, UDH, MultiPart, "
	"DeliveryReport, RelativeValidity, SenderID) "
	"VALUES ($1, $2, $3, $4, $5, $6, 'yes', $7, $8)" };
static const struct smsd_sql further = { "send_part",
	"INSERT INTO outbox_multipart (ID, SequencePosition, TextDecoded, Coding, UDH) "
	"VALUES ($1, $2, $3, $4, $5)" };

static const char *coding_of(const struct sms_split *parts)
{
	return parts->gsm7 ? "Default_No_Compression" : "Unicode_No_Compression";
}

static void bind_piece(sqlite3_stmt *stmt, int n, const char *text, const struct sms_piece *p)
{
	(void)sqlite3_bind_text(stmt, n, text + p->from, (int)p->length, SQLITE_STATIC);
}

/* Concatenation with an 8-bit reference, TS 23.040 9.2.3.24.1. */
static void udh(char out[static UDH_MAX], int64_t reference, unsigned parts, unsigned part)
{
	(void)snprintf(
		out, UDH_MAX, "050003%02X%02X%02X", (unsigned)(reference & 0xFF), parts, part);
}

static enum rc put_first(
	struct smsd *s, const struct smsd_message *m, const struct sms_split *parts)
{
	char mark[MARK_MAX], header[UDH_MAX];
	sqlite3_stmt *stmt;
	enum rc rc = smsd_prepare(s, &first, &stmt);

	if (rc != RC_OK)
		return rc;
	(void)snprintf(mark, sizeof(mark), MARK_FORMAT, m->id, m->expires_at);
	udh(header, m->id, parts->n, 1);
	(void)sqlite3_bind_text(stmt, 1, m->to, -1, SQLITE_STATIC);
	bind_piece(stmt, 2, m->text, &parts->piece[0]);
	(void)sqlite3_bind_text(stmt, 3, mark, -1, SQLITE_STATIC);
	(void)sqlite3_bind_text(stmt, 4, coding_of(parts), -1, SQLITE_STATIC);
	if (parts->n > 1)
		(void)sqlite3_bind_text(stmt, 5, header, -1, SQLITE_STATIC);
	(void)sqlite3_bind_text(stmt, 6, parts->n > 1 ? "true" : "false", -1, SQLITE_STATIC);
	(void)sqlite3_bind_int(stmt, 7, validity_of(m->expires_at - m->now));
	if (m->device[0] != '\0')
		(void)sqlite3_bind_text(stmt, 8, m->device, -1, SQLITE_STATIC);
	return smsd_run(s, &first, stmt);
}

static enum rc put_further(struct smsd *s, int64_t outbox, const struct smsd_message *m,
	const struct sms_split *parts, unsigned i)
{
	char header[UDH_MAX];
	sqlite3_stmt *stmt;
	enum rc rc = smsd_prepare(s, &further, &stmt);

	if (rc != RC_OK)
		return rc;
	udh(header, m->id, parts->n, i + 1);
	(void)sqlite3_bind_int64(stmt, 1, outbox);
	(void)sqlite3_bind_int(stmt, 2, (int)i + 1);
	bind_piece(stmt, 3, m->text, &parts->piece[i]);
	(void)sqlite3_bind_text(stmt, 4, coding_of(parts), -1, SQLITE_STATIC);
	(void)sqlite3_bind_text(stmt, 5, header, -1, SQLITE_STATIC);
	return smsd_run(s, &further, stmt);
}

static enum rc put(struct smsd *s, const struct smsd_message *m, const struct sms_split *parts)
{
	enum rc rc = find(s, m->id);
	int64_t outbox;

	if (rc != RC_ABSENT)
		return rc;
	rc = put_first(s, m, parts);
	outbox = sqlite3_last_insert_rowid(s->raw);
	for (unsigned i = 1; i < parts->n && rc == RC_OK; i++)
		rc = put_further(s, outbox, m, parts, i);
	return rc;
}

enum rc smsd_send(struct smsd *s, const struct smsd_message *m)
{
	struct sms_split parts;
	enum rc rc;

	if (sms_split(&parts, m->text, strlen(m->text)) != RC_OK)
		return RC_INVALID;
	rc = smsd_exec(s, "BEGIN IMMEDIATE");
	return rc == RC_OK ? smsd_end(s, put(s, m, &parts)) : rc;
}

/* smsd sets SendingTimeOut into the future when it begins to send a row. */
static const struct smsd_sql waiting = { "waiting",
	"SELECT ID, CreatorID FROM outbox WHERE CreatorID >= 'lapak:' AND CreatorID < 'lapak;' "
	"AND SendingTimeOut <= datetime('now', 'localtime')" };
static const struct smsd_sql drop = { "drop", "DELETE FROM outbox WHERE ID = $1" };
static const struct smsd_sql drop_parts = { "drop_parts",
	"DELETE FROM outbox_multipart WHERE ID = $1" };

static enum rc drop_one(struct smsd *s, const struct smsd_sql *q, int64_t outbox)
{
	sqlite3_stmt *stmt;
	enum rc rc = smsd_prepare(s, q, &stmt);

	if (rc != RC_OK)
		return rc;
	(void)sqlite3_bind_int64(stmt, 1, outbox);
	return smsd_run(s, q, stmt);
}

static enum rc find_old(struct smsd *s, int64_t now, int64_t *id, int64_t *outbox)
{
	sqlite3_stmt *stmt;
	int64_t expires = 0;
	enum rc rc = smsd_prepare(s, &waiting, &stmt);

	if (rc != RC_OK)
		return rc;
	do {
		rc = smsd_outcome(s, sqlite3_step(stmt), waiting.name);
		if (rc != RC_OK)
			break;
		*outbox = sqlite3_column_int64(stmt, 0);
	} while (!smsd_mark_read(smsd_text(stmt, 1), id, &expires) || expires >= now);
	sqlite3_finalize(stmt);
	return rc;
}

enum rc smsd_take_back(struct smsd *s, int64_t now, int64_t *id)
{
	int64_t outbox = 0, ours = 0;
	enum rc rc = smsd_exec(s, "BEGIN IMMEDIATE");

	if (rc != RC_OK)
		return rc;
	rc = find_old(s, now, &ours, &outbox);
	if (rc == RC_OK)
		rc = drop_one(s, &drop, outbox);
	if (rc == RC_OK)
		rc = drop_one(s, &drop_parts, outbox);
	rc = smsd_end(s, rc);
	if (rc == RC_OK)
		*id = ours;
	return rc;
}
