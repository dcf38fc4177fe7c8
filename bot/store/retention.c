/* store/retention.c - what is kept for a time only: the texts of messages */
#include "store/retention.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/db.h"

static const char marker[] = "retention.message"; /* the last message whose text is gone */

/* Ids grow with time: what is old lies at the beginning, without an index on time. */
static const struct sql walk = { "retention.walk",
	"SELECT id, at FROM message WHERE id > $1 ORDER BY id LIMIT $2" };
static const struct sql blank = { "retention.blank",
	"UPDATE message SET text = NULL WHERE id > $1 AND id <= $2 AND text IS NOT NULL "
	"AND state <> 'queued' AND state <> 'sending'" };

/* Moves *at past the messages older than before, at most limit; *done: the next one is younger, or none. */
static enum rc walk_on(struct store *st, int64_t before, int64_t limit, int64_t *at, bool *done)
{
	struct stmt *s = db_prepare(st->db, &walk);
	int64_t n = 0;
	enum rc rc;

	*done = true;
	db_int(s, 1, *at);
	db_int(s, 2, limit);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		if (db_get_int(s, 1) >= before)
			return db_leave(s, RC_OK);
		*at = db_get_int(s, 0);
		n++;
	}
	*done = n < limit;
	return rc == RC_ABSENT ? RC_OK : rc;
}

enum rc retention_blank(struct store *st, int64_t before, int64_t limit, bool *done)
{
	char text[128] = "0";
	int64_t at, from;
	struct stmt *s;
	enum rc rc = setting_get(st, marker, text);

	*done = true;
	if (rc != RC_OK && rc != RC_ABSENT)
		return rc;
	at = from = strtoll(text, NULL, 10);
	rc = walk_on(st, before, limit, &at, done);
	if (rc != RC_OK || at == from)
		return rc;
	s = db_prepare(st->db, &blank);
	db_int(s, 1, from);
	db_int(s, 2, at);
	rc = db_run(s);
	if (rc != RC_OK)
		return rc;
	(void)snprintf(text, sizeof(text), "%" PRId64, at);
	return setting_put(st, marker, text);
}

const struct sql *const retention_sql[] = { &walk, &blank, NULL };
