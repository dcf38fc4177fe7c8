/* store/retention.c - what is kept for a time only: texts */
#include "store/retention.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/db.h"

/* Ids grow with time: what is old lies at the beginning, without an index on time. */
static const struct sql walk_messages = { "retention.walk_messages",
	"SELECT id, at FROM message WHERE id > $1 ORDER BY id LIMIT $2" };
static const struct sql blank_messages = { "retention.blank_messages",
	"UPDATE message SET text = NULL WHERE id > $1 AND id <= $2 AND text IS NOT NULL "
	"AND state <> 'queued' AND state <> 'sending'" };
static const struct sql walk_questions = { "retention.walk_questions",
	"SELECT id, asked_at FROM question WHERE id > $1 ORDER BY id LIMIT $2" };
static const struct sql blank_questions = { "retention.blank_questions",
	"UPDATE question SET text = '', answer = NULL WHERE id > $1 AND id <= $2" };
static const struct sql walk_notes = { "retention.walk_notes",
	"SELECT id, at FROM note WHERE id > $1 ORDER BY id LIMIT $2" };
static const struct sql drop_notes = { "retention.drop_notes",
	"DELETE FROM note WHERE id > $1 AND id <= $2" };

/* The setting `marker` holds the last id that was seen to. A note is nothing but its text. */
static const struct kept {
	const char *marker;
	const struct sql *walk, *blank;
} tables[] = {
	{ "retention.message", &walk_messages, &blank_messages },
	{ "retention.question", &walk_questions, &blank_questions },
	{ "retention.note", &walk_notes, &drop_notes },
};

/* Moves *at past the rows older than before, at most limit; *done: the next one is younger, or none. */
static enum rc walk_on(struct store *st, const struct sql *walk, int64_t before, int64_t limit,
	int64_t *at, bool *done)
{
	struct stmt *s = db_prepare(st->db, walk);
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

static enum rc blank(
	struct store *st, const struct kept *k, int64_t before, int64_t limit, bool *done)
{
	char text[128] = "0";
	int64_t at, from;
	struct stmt *s;
	enum rc rc = setting_get(st, k->marker, text);

	if (rc != RC_OK && rc != RC_ABSENT)
		return rc;
	at = from = strtoll(text, NULL, 10);
	rc = walk_on(st, k->walk, before, limit, &at, done);
	if (rc != RC_OK || at == from)
		return rc;
	s = db_prepare(st->db, k->blank);
	db_int(s, 1, from);
	db_int(s, 2, at);
	rc = db_run(s);
	if (rc != RC_OK)
		return rc;
	(void)snprintf(text, sizeof(text), "%" PRId64, at);
	return setting_put(st, k->marker, text);
}

enum rc retention_blank(struct store *st, int64_t before, int64_t limit, bool *done)
{
	enum rc rc = RC_OK;

	*done = true;
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]) && rc == RC_OK; i++) {
		bool all = true;

		rc = blank(st, &tables[i], before, limit, &all);
		*done = *done && all;
	}
	return rc;
}

const struct sql *const retention_sql[] = { &walk_messages, &blank_messages, &walk_questions,
	&blank_questions, &walk_notes, &drop_notes, NULL };
