/* store/note.c - notes about traders, and texts the office uses again */
#include "store/db.h"
#include "store/inbox.h"

enum { CANNED_MOST = 200 };

static const struct sql add = { "note.add",
	"INSERT INTO note (id, trader_id, staff_id, text, at) VALUES ($1, $2, $3, $4, $5)" };

enum rc note_add(struct store *st, struct note *n)
{
	enum rc rc = store_next_id(st, "note", &n->id);
	struct stmt *s;

	if (rc != RC_OK)
		return rc;
	s = db_prepare(st->db, &add);
	db_int(s, 1, n->id);
	db_int(s, 2, n->trader_id);
	db_int(s, 3, n->staff_id);
	db_text(s, 4, n->text);
	db_int(s, 5, n->at);
	return db_run(s);
}

static const struct sql each = {
	"note.each",
	"SELECT n.id, n.trader_id, n.staff_id, n.at, a.login, n.text FROM note n "
	"JOIN staff a ON a.id = n.staff_id WHERE n.trader_id = $1 ORDER BY n.id DESC LIMIT $2"
};

enum rc note_each(struct store *st, int64_t trader_id, int64_t limit, note_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &each);
	struct note n;
	enum rc rc;

	db_int(s, 1, trader_id);
	db_limit(s, 2, limit);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		n.id = db_get_int(s, 0);
		n.trader_id = db_get_int(s, 1);
		n.staff_id = db_get_int(s, 2);
		n.at = db_get_int(s, 3);
		db_get_text(s, 4, n.login, sizeof(n.login));
		db_get_text(s, 5, n.text, sizeof(n.text));
		rc = fn(&n, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql canned_add = { "canned.add",
	"INSERT INTO canned (id, name, text, changed_at) VALUES ($1, $2, $3, $4)" };
static const struct sql canned_change = { "canned.change",
	"UPDATE canned SET name = $2, text = $3, changed_at = $4 WHERE id = $1" };

enum rc canned_put(struct store *st, struct canned *c)
{
	bool fresh = c->id == 0;
	enum rc rc = fresh ? store_next_id(st, "canned", &c->id) : RC_OK;
	struct stmt *s;

	if (rc != RC_OK)
		return rc;
	s = db_prepare(st->db, fresh ? &canned_add : &canned_change);
	db_int(s, 1, c->id);
	db_text(s, 2, c->name);
	db_text(s, 3, c->text);
	db_int(s, 4, c->changed_at);
	return db_run_some(s);
}

static void canned_read(struct stmt *s, struct canned *out)
{
	out->id = db_get_int(s, 0);
	out->changed_at = db_get_int(s, 1);
	db_get_text(s, 2, out->name, sizeof(out->name));
	db_get_text(s, 3, out->text, sizeof(out->text));
}

static const struct sql canned_named = { "canned.by_name",
	"SELECT id, changed_at, name, text FROM canned WHERE lower(name) = lower($1) LIMIT 1" };

enum rc canned_by_name(struct store *st, const char *name, struct canned *out)
{
	struct stmt *s = db_prepare(st->db, &canned_named);
	enum rc rc;

	db_text(s, 1, name);
	rc = db_step(s);
	if (rc != RC_OK)
		return rc;
	canned_read(s, out);
	db_reset(s);
	return RC_OK;
}

static const struct sql canned_remove = { "canned.drop", "DELETE FROM canned WHERE id = $1" };

enum rc canned_drop(struct store *st, int64_t id)
{
	struct stmt *s = db_prepare(st->db, &canned_remove);

	db_int(s, 1, id);
	return db_run_some(s);
}

static const struct sql canned_list = { "canned.each",
	"SELECT id, changed_at, name, text FROM canned ORDER BY lower(name) LIMIT $1" };

enum rc canned_each(struct store *st, canned_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &canned_list);
	struct canned c;
	enum rc rc;

	db_int(s, 1, CANNED_MOST);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		canned_read(s, &c);
		rc = fn(&c, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

const struct sql *const note_sql[] = { &add, &each, &canned_add, &canned_change, &canned_named,
	&canned_remove, &canned_list, NULL };
