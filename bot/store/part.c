/* store/part.c - parts of long SMS, and what else a gateway calls a message */
#include "store/part.h"

#include "store/db.h"

static const struct sql keep = { "part.keep",
	"INSERT INTO part (gateway, sender, part_group, part, parts, id, text, sent_at, kept_at) "
	"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
	"ON CONFLICT (gateway, sender, part_group, part) DO UPDATE SET parts = excluded.parts, "
	"id = excluded.id, text = excluded.text, sent_at = excluded.sent_at" };

static void bind_key(struct stmt *s, const struct part_key *key)
{
	db_text(s, 1, key->gateway);
	db_text(s, 2, key->sender);
	db_text(s, 3, key->group);
}

enum rc part_keep(struct store *st, const struct part *p)
{
	struct stmt *s = db_prepare(st->db, &keep);

	bind_key(s, &p->key);
	db_int(s, 4, p->part);
	db_int(s, 5, p->parts);
	db_text(s, 6, p->id);
	db_text(s, 7, p->text);
	db_int(s, 8, p->sent_at);
	db_int(s, 9, p->kept_at);
	return db_run(s);
}

#define PART_COLUMNS                                                                           \
	"p.gateway, p.sender, p.part_group, p.part, p.parts, p.id, p.text, p.sent_at, p.kept_at"
static const struct sql each = { "part.each",
	"SELECT " PART_COLUMNS " FROM part p WHERE p.gateway = $1 AND p.sender = $2 "
	"AND p.part_group = $3 ORDER BY p.part LIMIT 255" };
static const struct sql stale = { "part.stale",
	"SELECT " PART_COLUMNS " FROM part p WHERE p.kept_at < $1 ORDER BY p.kept_at LIMIT 1" };

static enum rc show(struct stmt *s, part_fn *fn, void *arg)
{
	struct part p = {
		.key = { db_view_text(s, 0), db_view_text(s, 1), db_view_text(s, 2) },
		.part = db_get_int32(s, 3),
		.parts = db_get_int32(s, 4),
		.id = db_view_text(s, 5),
		.text = db_view_text(s, 6),
		.sent_at = db_get_int(s, 7),
		.kept_at = db_get_int(s, 8),
	};

	return fn(&p, arg);
}

enum rc part_each(struct store *st, const struct part_key *key, part_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &each);
	enum rc rc;

	bind_key(s, key);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		rc = show(s, fn, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

enum rc part_stale(struct store *st, int64_t before, part_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &stale);
	enum rc rc;

	db_int(s, 1, before);
	rc = db_step(s);
	if (rc == RC_OK) {
		rc = show(s, fn, arg);
		db_reset(s);
	}
	return rc;
}

static const struct sql drop = { "part.drop",
	"DELETE FROM part WHERE gateway = $1 AND sender = $2 AND part_group = $3" };

enum rc part_drop(struct store *st, const struct part_key *key)
{
	struct stmt *s = db_prepare(st->db, &drop);

	bind_key(s, key);
	return db_run(s);
}

static const struct sql note = { "part.note",
	"INSERT INTO seen_other (gateway, key, message_id, at) VALUES ($1, $2, $3, $4) "
	"ON CONFLICT (gateway, key) DO NOTHING" };

enum rc other_note(
	struct store *st, const char *gateway, const char *key, int64_t message_id, int64_t at)
{
	struct stmt *s = db_prepare(st->db, &note);
	enum rc rc;

	db_text(s, 1, gateway);
	db_text(s, 2, key);
	db_int(s, 3, message_id);
	db_int(s, 4, at);
	rc = db_run_some(s);
	return rc == RC_ABSENT ? RC_CONFLICT : rc;
}

static const struct sql find = { "part.find",
	"SELECT o.message_id FROM seen_other o WHERE o.gateway = $1 AND o.key = $2 LIMIT 1" };

enum rc other_find(struct store *st, const char *gateway, const char *key, int64_t *message_id)
{
	struct stmt *s = db_prepare(st->db, &find);
	enum rc rc;

	db_text(s, 1, gateway);
	db_text(s, 2, key);
	rc = db_step(s);
	if (rc == RC_OK) {
		*message_id = db_get_int(s, 0);
		db_reset(s);
	}
	return rc;
}

static const struct sql prune_other = { "part.prune_other",
	"DELETE FROM seen_other WHERE (gateway, key) IN (SELECT o.gateway, o.key FROM seen_other o "
	"WHERE o.at < $1 ORDER BY o.at LIMIT $2)" };
static const struct sql prune_report = { "part.prune_report",
	"DELETE FROM part_report WHERE message_id IN (SELECT r.message_id FROM part_report r "
	"WHERE r.at < $1 ORDER BY r.at LIMIT $2)" };

enum rc part_prune(struct store *st, int64_t before, int64_t limit)
{
	static const struct sql *const both[] = { &prune_other, &prune_report };
	enum rc rc = RC_OK;

	for (size_t i = 0; i < 2 && rc == RC_OK; i++) {
		struct stmt *s = db_prepare(st->db, both[i]);

		db_int(s, 1, before);
		db_int(s, 2, limit);
		rc = db_run(s);
	}
	return rc;
}

static const struct sql report = { "part.report",
	"INSERT INTO part_report (message_id, parts, delivered, at) VALUES ($1, $2, $3, $4) "
	"ON CONFLICT (message_id) DO UPDATE SET "
	"parts = CASE WHEN excluded.parts > 0 THEN excluded.parts ELSE part_report.parts END, "
	"delivered = part_report.delivered + excluded.delivered RETURNING parts, delivered" };

enum rc part_report(struct store *st, int64_t message_id, const struct part_progress *more,
	int64_t now, struct part_progress *out)
{
	struct stmt *s = db_prepare(st->db, &report);
	enum rc rc;

	db_int(s, 1, message_id);
	db_int(s, 2, more->parts);
	db_int(s, 3, more->delivered);
	db_int(s, 4, now);
	rc = db_step(s);
	if (rc == RC_OK) {
		out->parts = db_get_int32(s, 0);
		out->delivered = db_get_int32(s, 1);
		db_reset(s);
	}
	return rc;
}

static const struct sql report_drop = { "part.report_drop",
	"DELETE FROM part_report WHERE message_id = $1" };

enum rc part_report_drop(struct store *st, int64_t message_id)
{
	struct stmt *s = db_prepare(st->db, &report_drop);

	db_int(s, 1, message_id);
	return db_run(s);
}

const struct sql *const part_sql[] = { &keep, &each, &stale, &drop, &note, &find, &prune_other,
	&prune_report, &report, &report_drop, NULL };
