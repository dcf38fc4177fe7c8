/* store/wording.c - the office's own texts of the bot: every version of each */
#include "store/wording.h"

#include <string.h>

#include "store/db.h"
#include "store/rows.h"

#define EDIT_COLUMNS "e.id, e.language, e.name, e.version, e.text, e.edited_by, e.at"

static void edit_read(struct stmt *s, struct wording_edit *out)
{
	memset(out, 0, sizeof(*out));
	out->id = db_get_int(s, 0);
	db_get_text(s, 1, out->language, sizeof(out->language));
	db_get_text(s, 2, out->name, sizeof(out->name));
	out->version = db_get_int(s, 3);
	out->own = !db_get_null(s, 4);
	db_get_text(s, 4, out->text, sizeof(out->text));
	db_get_text(s, 5, out->by, sizeof(out->by));
	out->at = db_get_int(s, 6);
}

static enum rc edits_show(struct stmt *s, wording_edit_fn *fn, void *arg)
{
	struct wording_edit e;
	enum rc rc;

	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		edit_read(s, &e);
		rc = fn(&e, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql newest = { "wording.newest",
	"SELECT e.id FROM wording_edit e ORDER BY e.id DESC LIMIT 1" };

enum rc wording_edit_newest(struct store *st, int64_t *out)
{
	struct stmt *s = db_prepare(st->db, &newest);
	enum rc rc = db_step(s);

	*out = 0;
	if (rc != RC_OK)
		return rc == RC_ABSENT ? RC_OK : rc;
	*out = db_get_int(s, 0);
	db_reset(s);
	return RC_OK;
}

static const struct sql each = { "wording.each",
	"SELECT " EDIT_COLUMNS " FROM wording_edit e WHERE NOT EXISTS (SELECT 1 FROM "
	"wording_edit x WHERE x.language = e.language AND x.name = e.name "
	"AND x.version > e.version) ORDER BY e.language, e.name LIMIT $1" };

enum rc wording_edit_each(struct store *st, wording_edit_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &each);

	db_limit(s, 1, 0);
	return edits_show(s, fn, arg);
}

static const struct sql versions = { "wording.versions",
	"SELECT " EDIT_COLUMNS " FROM wording_edit e WHERE e.language = $1 AND e.name = $2 "
	"ORDER BY e.version DESC LIMIT $3" };

static struct stmt *versions_of(
	struct store *st, const char *language, const char *name, int64_t most)
{
	struct stmt *s = db_prepare(st->db, &versions);

	db_text(s, 1, language);
	db_text(s, 2, name);
	db_limit(s, 3, most);
	return s;
}

enum rc wording_edit_versions(struct store *st, const char *language, const char *name,
	wording_edit_fn *fn, void *arg)
{
	return edits_show(versions_of(st, language, name, WORDING_VERSIONS_SHOWN), fn, arg);
}

enum rc wording_edit_current(
	struct store *st, const char *language, const char *name, struct wording_edit *out)
{
	struct stmt *s = versions_of(st, language, name, 1);
	enum rc rc = db_step(s);

	if (rc != RC_OK)
		return rc;
	edit_read(s, out);
	db_reset(s);
	return RC_OK;
}

static const struct sql add = { "wording.add",
	"INSERT INTO wording_edit (id, language, name, version, text, edited_by, at) "
	"VALUES ($1, $2, $3, $4, $5, $6, $7)" };

enum rc wording_edit_add(struct store *st, struct wording_edit *e)
{
	struct wording_edit before;
	struct stmt *s;
	enum rc rc = wording_edit_current(st, e->language, e->name, &before);

	if (rc != RC_OK && rc != RC_ABSENT)
		return rc;
	e->version = rc == RC_OK ? before.version + 1 : 1;
	rc = store_next_id(st, "wording", &e->id);
	if (rc != RC_OK)
		return rc;
	s = db_prepare(st->db, &add);
	db_int(s, 1, e->id);
	db_text(s, 2, e->language);
	db_text(s, 3, e->name);
	db_int(s, 4, e->version);
	db_text(s, 5, e->own ? e->text : NULL);
	db_text(s, 6, e->by);
	db_int(s, 7, e->at);
	return db_run(s);
}

const struct sql *const wording_sql[] = { &newest, &each, &versions, &add, NULL };
