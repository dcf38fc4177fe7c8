/* store/session.c - who is signed in, and second factors */
#include "store/session.h"

#include <sodium.h>
#include <string.h>

#include "store/db.h"

enum { HASH_BYTES = 32, HASH_HEX = 65, USE_SECONDS = 60 };

static const char *const kind_names[] = {
	[SESSION_BROWSER] = "browser",
	[SESSION_SCRIPT] = "script",
};

const char *session_kind_name(enum session_kind k)
{
	return kind_names[k];
}

void session_token(char out[static SESSION_TOKEN], const unsigned char random[static 32])
{
	(void)sodium_bin2base64(
		out, SESSION_TOKEN, random, 32, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

static void hash_of(char out[static HASH_HEX], const char *text)
{
	unsigned char hash[HASH_BYTES];

	(void)crypto_generichash(
		hash, sizeof(hash), (const unsigned char *)text, strlen(text), NULL, 0);
	(void)sodium_bin2hex(out, HASH_HEX, hash, sizeof(hash));
}

static const struct sql add = { "session.add",
	"INSERT INTO session (id, token_hash, staff_id, kind, name, address, password_mark, "
	"created_at, used_at, idle_seconds, expires_at) "
	"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10)" };

enum rc session_open(struct store *st, struct session *s, const char *token)
{
	int64_t life = s->kind == SESSION_BROWSER ? SESSION_LIFE : SESSION_SCRIPT_LIFE;
	char hash[HASH_HEX], mark[HASH_HEX];
	struct staff who;
	struct stmt *q;
	enum rc rc = staff_by_id(st, s->staff_id, &who);

	if (rc == RC_OK && who.disabled_at != 0)
		rc = RC_ABSENT;
	if (rc == RC_OK)
		rc = store_next_id(st, "session", &s->id);
	if (rc != RC_OK)
		return rc;
	s->used_at = s->created_at;
	s->idle_seconds = s->kind == SESSION_BROWSER ? SESSION_IDLE : life;
	s->expires_at = s->created_at + life;
	hash_of(hash, token);
	hash_of(mark, who.password);
	q = db_prepare(st->db, &add);
	db_int(q, 1, s->id);
	db_text(q, 2, hash);
	db_int(q, 3, s->staff_id);
	db_text(q, 4, kind_names[s->kind]);
	db_text(q, 5, s->name);
	db_text(q, 6, s->address);
	db_text(q, 7, mark);
	db_int(q, 8, s->created_at);
	db_int(q, 9, s->idle_seconds);
	db_int(q, 10, s->expires_at);
	return db_run(q);
}

/* clang-format off */
#define SESSION_COLUMNS \
	"s.id, s.staff_id, s.kind, a.login, a.name, a.role, f.confirmed_at, s.name, s.address, " \
	"s.created_at, s.used_at, s.idle_seconds, s.expires_at"
#define SESSION_TABLES \
	"session s JOIN staff a ON a.id = s.staff_id " \
	"LEFT JOIN second_factor f ON f.staff_id = a.id"
/* clang-format on */
enum { SESSION_WIDTH = 13 };

static enum rc read_session(struct stmt *q, struct session *out)
{
	out->id = db_get_int(q, 0);
	out->staff_id = db_get_int(q, 1);
	out->kind =
		strcmp(db_view_text(q, 2), "script") == 0 ? SESSION_SCRIPT : SESSION_BROWSER;
	db_get_text(q, 3, out->login, sizeof(out->login));
	db_get_text(q, 4, out->staff_name, sizeof(out->staff_name));
	out->second_factor = db_get_int(q, 6) != 0;
	db_get_text(q, 7, out->name, sizeof(out->name));
	db_get_text(q, 8, out->address, sizeof(out->address));
	out->created_at = db_get_int(q, 9);
	out->used_at = db_get_int(q, 10);
	out->idle_seconds = db_get_int(q, 11);
	out->expires_at = db_get_int(q, 12);
	return role_named(&out->role, db_view_text(q, 5));
}

static const struct sql by_token = { "session.by_token",
	"SELECT " SESSION_COLUMNS ", s.password_mark, a.password FROM " SESSION_TABLES
	" WHERE s.token_hash = $1 AND a.disabled_at IS NULL AND s.created_at >= a.changed_at "
	"AND s.expires_at > $2 AND s.used_at + s.idle_seconds > $2 LIMIT 1" };

enum rc session_find(struct store *st, const char *token, int64_t now, struct session *out)
{
	struct stmt *q = db_prepare(st->db, &by_token);
	char hash[HASH_HEX], mark[HASH_HEX];
	enum rc rc;

	hash_of(hash, token);
	db_text(q, 1, hash);
	db_int(q, 2, now);
	rc = db_step(q);
	if (rc != RC_OK)
		return rc;
	hash_of(mark, db_view_text(q, SESSION_WIDTH + 1));
	if (strcmp(mark, db_view_text(q, SESSION_WIDTH)) != 0)
		rc = RC_ABSENT;
	else
		rc = read_session(q, out);
	db_reset(q);
	return rc;
}

static const struct sql use = { "session.use",
	"UPDATE session SET used_at = $2 WHERE id = $1" };

enum rc session_use(struct store *st, const struct session *s, int64_t now)
{
	struct stmt *q;

	if (now - s->used_at < USE_SECONDS)
		return RC_OK;
	q = db_prepare(st->db, &use);
	db_int(q, 1, s->id);
	db_int(q, 2, now);
	return db_run(q);
}

static const struct sql end_one = { "session.end",
	"DELETE FROM session WHERE id = $1 AND ($2 = 0 OR staff_id = $2)" };

enum rc session_end(struct store *st, int64_t id, int64_t staff_id)
{
	struct stmt *q = db_prepare(st->db, &end_one);

	db_int(q, 1, id);
	db_int(q, 2, staff_id);
	return db_run_some(q);
}

static const struct sql end_all = { "session.end_all",
	"DELETE FROM session WHERE staff_id = $1 AND id <> $2" };

enum rc session_end_all(struct store *st, int64_t staff_id, int64_t except)
{
	struct stmt *q = db_prepare(st->db, &end_all);

	db_int(q, 1, staff_id);
	db_int(q, 2, except);
	return db_run(q);
}

static const struct sql prune = { "session.prune",
	"DELETE FROM session WHERE id IN "
	"(SELECT id FROM session WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2)" };

enum rc session_prune(struct store *st, int64_t now, int64_t limit)
{
	struct stmt *q = db_prepare(st->db, &prune);

	db_int(q, 1, now);
	db_limit(q, 2, limit);
	return db_run(q);
}

static const struct sql each = { "session.each",
	"SELECT " SESSION_COLUMNS " FROM " SESSION_TABLES
	" WHERE ($1 = 0 OR s.staff_id = $1) AND ($2 = 0 OR s.id < $2) AND a.disabled_at IS NULL "
	"AND s.created_at >= a.changed_at AND s.expires_at > $3 "
	"AND s.used_at + s.idle_seconds > $3 ORDER BY s.id DESC LIMIT $4" };

enum rc session_each(
	struct store *st, const struct session_filter *f, session_fn *fn, void *arg)
{
	struct stmt *q = db_prepare(st->db, &each);
	struct session s;
	enum rc rc;

	db_int(q, 1, f->staff_id);
	db_int(q, 2, f->before);
	db_int(q, 3, f->now);
	db_limit(q, 4, f->limit);
	for (rc = db_step(q); rc == RC_OK; rc = db_step(q)) {
		rc = read_session(q, &s);
		if (rc == RC_OK)
			rc = fn(&s, arg);
		if (rc != RC_OK)
			return db_leave(q, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql factor_get = {
	"second_factor.get",
	"SELECT secret, confirmed_at, last_step FROM second_factor WHERE staff_id = $1 LIMIT 1"
};

enum rc second_factor_get(struct store *st, int64_t staff_id, struct second_factor *out)
{
	struct stmt *q = db_prepare(st->db, &factor_get);
	enum rc rc;

	db_int(q, 1, staff_id);
	rc = db_step(q);
	if (rc != RC_OK)
		return rc;
	db_get_text(q, 0, out->secret, sizeof(out->secret));
	out->confirmed_at = db_get_int(q, 1);
	out->last_step = db_get_int(q, 2);
	db_reset(q);
	return RC_OK;
}

static const struct sql factor_put = { "second_factor.put",
	"INSERT INTO second_factor (staff_id, secret, confirmed_at, last_step) "
	"VALUES ($1, $2, $3, $4) ON CONFLICT (staff_id) DO UPDATE SET secret = excluded.secret, "
	"confirmed_at = excluded.confirmed_at, last_step = excluded.last_step" };

enum rc second_factor_put(struct store *st, int64_t staff_id, const struct second_factor *f)
{
	struct stmt *q = db_prepare(st->db, &factor_put);

	db_int(q, 1, staff_id);
	db_text(q, 2, f->secret);
	db_int_or_null(q, 3, f->confirmed_at);
	db_int(q, 4, f->last_step);
	return db_run(q);
}

static const struct sql factor_drop = { "second_factor.drop",
	"DELETE FROM second_factor WHERE staff_id = $1" };

enum rc second_factor_drop(struct store *st, int64_t staff_id)
{
	struct stmt *q = db_prepare(st->db, &factor_drop);

	db_int(q, 1, staff_id);
	return db_run_some(q);
}

const struct sql *const session_sql[] = { &add, &by_token, &use, &end_one, &end_all, &prune,
	&each, &factor_get, &factor_put, &factor_drop, NULL };
