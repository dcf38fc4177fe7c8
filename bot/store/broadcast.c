/* store/broadcast.c - the broadcast itself: writing, reading, listing */
#include "store/broadcast.h"

#include <inttypes.h>
#include <string.h>

#include "base/log.h"
#include "store/broadcast_rows.h"

static const char *const state_names[] = {
	[BROADCAST_DRAFT] = "draft",
	[BROADCAST_WAITING] = "waiting",
	[BROADCAST_SCHEDULED] = "scheduled",
	[BROADCAST_SENDING] = "sending",
	[BROADCAST_PAUSED] = "paused",
	[BROADCAST_DONE] = "done",
	[BROADCAST_CANCELLED] = "cancelled",
};

const char *broadcast_state_name(enum broadcast_state s)
{
	return state_names[s];
}

/* The schema's CHECK admits no other name. */
static enum broadcast_state state_of(const char *name)
{
	for (size_t i = 0; i < sizeof(state_names) / sizeof(state_names[0]); i++)
		if (strcmp(state_names[i], name) == 0)
			return (enum broadcast_state)i;
	return BROADCAST_CANCELLED;
}

int64_t broadcast_left(const struct broadcast *b)
{
	int64_t left = b->recipients - b->sent - b->failed;

	if (b->state == BROADCAST_CANCELLED) /* what is on the wire will have been sent */
		left -= b->open;
	return left > 0 ? left : 0;
}

int64_t broadcast_segments(const struct broadcast *b)
{
	int64_t unmade = b->recipients - b->sent - b->failed - b->open;

	if (b->state == BROADCAST_CANCELLED || b->recipients == 0 || unmade <= 0)
		return b->segments;
	/* Halves are rounded up; 12 million of two segments fit 64 bits by far. */
	return b->segments + (b->planned * unmade + b->recipients / 2) / b->recipients;
}

int64_t broadcast_cost(const struct broadcast *b)
{
	return b->cost + (broadcast_segments(b) - b->segments) * b->price;
}

const char *broadcast_text_for(const struct broadcast_texts *t, const char *language)
{
	const char *rest = NULL;

	for (size_t i = 0; i < t->n; i++) {
		if (strcmp(t->of[i].language, language) == 0)
			return t->of[i].text;
		if (t->of[i].language[0] == '\0')
			rest = t->of[i].text;
	}
	return rest;
}

static const struct sql add = { "broadcast.add",
	"INSERT INTO broadcast (id, state, audience, made_by, approved_by, created_at, approved_at, "
	"starts_at, changed_at, price, recipients, planned, silent_before, expand_after, "
	"expand_until, expanded, send_after, sent, delivered, unknown, failed, open, segments, cost, found) "
	"VALUES ($1, $2, $3, $4, NULL, $5, NULL, $6, $5, $7, $8, $9, 0, 0, 0, 0, 0, "
	"0, 0, 0, 0, 0, 0, 0, 0)" };
static const struct sql add_text = { "broadcast.add_text",
	"INSERT INTO broadcast_text (broadcast_id, language, text) VALUES ($1, $2, $3)" };

static enum rc add_row(struct store *st, const struct broadcast *b)
{
	struct stmt *s = db_prepare(st->db, &add);
	struct buf audience;
	enum rc rc;

	buf_init(&audience, AUDIENCE_TEXT_MAX);
	audience_write(&b->audience, &audience);
	db_int(s, 1, b->id);
	db_text(s, 2, state_names[b->state]);
	db_text(s, 3, audience.data);
	db_text(s, 4, b->made_by);
	db_int(s, 5, b->created_at);
	db_int(s, 6, b->starts_at);
	db_int(s, 7, b->price);
	db_int(s, 8, b->recipients);
	db_int(s, 9, b->planned);
	rc = db_run(s);
	buf_release(&audience);
	return rc;
}

enum rc broadcast_add(
	struct store *st, struct broadcast *b, const struct broadcast_texts *texts)
{
	enum rc rc = store_next_id(st, "broadcast", &b->id);

	if (rc == RC_OK)
		rc = add_row(st, b);
	for (size_t i = 0; i < texts->n && rc == RC_OK; i++) {
		struct stmt *s = db_prepare(st->db, &add_text);

		db_int(s, 1, b->id);
		db_text(s, 2, texts->of[i].language);
		db_text(s, 3, texts->of[i].text);
		rc = db_run(s);
	}
	return rc;
}

static enum rc read_row(struct stmt *s, struct broadcast *out)
{
	*out = (struct broadcast){ .id = db_get_int(s, 0) };
	out->state = state_of(db_view_text(s, 1));
	if (audience_read(&out->audience, db_view_text(s, 2)) != RC_OK) {
		log_event(LOG_ERROR, "broadcast-unreadable", "id=%" PRId64, out->id);
		db_reset(s);
		return RC_BROKEN;
	}
	db_get_text(s, 3, out->made_by, sizeof(out->made_by));
	db_get_text(s, 4, out->approved_by, sizeof(out->approved_by));
	out->created_at = db_get_int(s, 5);
	out->approved_at = db_get_int(s, 6);
	out->starts_at = db_get_int(s, 7);
	out->changed_at = db_get_int(s, 8);
	out->price = db_get_int(s, 9);
	out->recipients = db_get_int(s, 10);
	out->planned = db_get_int(s, 11);
	out->silent_before = db_get_int(s, 12);
	out->expand_after = db_get_int(s, 13);
	out->expand_until = db_get_int(s, 14);
	out->expanded = db_get_int(s, 15) != 0;
	out->send_after = db_get_int(s, 16);
	out->sent = db_get_int(s, 17);
	out->delivered = db_get_int(s, 18);
	out->unknown = db_get_int(s, 19);
	out->failed = db_get_int(s, 20);
	out->open = db_get_int(s, 21);
	out->segments = db_get_int(s, 22);
	out->cost = db_get_int(s, 23);
	out->found = db_get_int(s, 24);
	out->tests = db_get_int(s, 25);
	out->retry_after = db_get_int(s, 26);
	out->retry_until = db_get_int(s, 27);
	return RC_OK;
}

static const struct sql get = { "broadcast.get",
	"SELECT " BROADCAST_COLUMNS " FROM broadcast b WHERE b.id = $1 LIMIT 1" };

enum rc broadcast_get(struct store *st, int64_t id, struct broadcast *out)
{
	struct stmt *s = db_prepare(st->db, &get);
	enum rc rc;

	db_int(s, 1, id);
	rc = db_step(s);
	if (rc == RC_OK)
		rc = read_row(s, out);
	if (rc == RC_OK)
		db_reset(s);
	return rc;
}

static const struct sql texts_of = { "broadcast.texts",
	"SELECT language, text FROM broadcast_text WHERE broadcast_id = $1 "
	"ORDER BY language LIMIT 9" };

enum rc broadcast_texts(struct store *st, int64_t id, struct broadcast_texts *out)
{
	struct stmt *s = db_prepare(st->db, &texts_of);
	enum rc rc;

	out->n = 0;
	db_int(s, 1, id);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		size_t i = out->n++;

		db_get_text(s, 0, out->of[i].language, sizeof(out->of[i].language));
		db_get_text(s, 1, out->of[i].text, sizeof(out->of[i].text));
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql put = { "broadcast.put",
	"UPDATE broadcast SET state = $2, approved_by = $3, approved_at = $4, starts_at = $5, "
	"changed_at = $6, recipients = $7, planned = $8, silent_before = $9, expand_after = $10, "
	"expand_until = $11, expanded = $12, send_after = $13, found = $14, tests = $15, "
	"retry_after = $16, retry_until = $17 WHERE id = $1" };

enum rc broadcast_put(struct store *st, const struct broadcast *b)
{
	struct stmt *s = db_prepare(st->db, &put);

	db_int(s, 1, b->id);
	db_text(s, 2, state_names[b->state]);
	db_text_or_null(s, 3, b->approved_by);
	db_int_or_null(s, 4, b->approved_at);
	db_int(s, 5, b->starts_at);
	db_int(s, 6, b->changed_at);
	db_int(s, 7, b->recipients);
	db_int(s, 8, b->planned);
	db_int(s, 9, b->silent_before);
	db_int(s, 10, b->expand_after);
	db_int(s, 11, b->expand_until);
	db_int(s, 12, b->expanded ? 1 : 0);
	db_int(s, 13, b->send_after);
	db_int(s, 14, b->found);
	db_int(s, 15, b->tests);
	db_int(s, 16, b->retry_after);
	db_int(s, 17, b->retry_until);
	return db_run_some(s);
}

static const struct sql each = { "broadcast.each",
	"SELECT " BROADCAST_COLUMNS
	" FROM broadcast b WHERE b.id < $2 ORDER BY b.id DESC LIMIT $1" };

enum rc broadcast_each(
	struct store *st, const struct broadcast_ask *ask, broadcast_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &each);
	struct broadcast b;
	enum rc rc;

	db_limit(s, 1, ask->limit);
	db_int(s, 2, ask->before != 0 ? ask->before : INT64_MAX);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		rc = read_row(s, &b);
		if (rc != RC_OK)
			return rc;
		rc = fn(&b, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql live = { "broadcast.live",
	"SELECT " BROADCAST_COLUMNS
	" FROM broadcast b WHERE b.state IN ('scheduled', 'sending') "
	"ORDER BY b.id LIMIT $1" };

enum rc broadcast_live(struct store *st, struct broadcast *out, size_t max, size_t *n)
{
	struct stmt *s = db_prepare(st->db, &live);
	enum rc rc = RC_OK;

	db_int(s, 1, (int64_t)max);
	for (*n = 0; *n < max && rc == RC_OK;) {
		rc = db_step(s);
		if (rc == RC_OK)
			rc = read_row(s, &out[(*n)++]);
	}
	if (rc == RC_OK)
		db_reset(s);
	return rc == RC_ABSENT ? RC_OK : rc;
}

const struct sql *const broadcast_sql[] = { &add, &add_text, &get, &texts_of, &put, &each,
	&live, NULL };
