/* store/market.c - the markets the office works in */
#include "store/market.h"

#include <string.h>

#include "store/db.h"
#include "text/utf8.h"

static const struct sql add = {
	"market.add",
	"INSERT INTO market (id, name, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
};

enum rc market_add(struct store *st, const char *name, int64_t now, int64_t *out_id)
{
	size_t length = utf8_length(name, strlen(name));
	int64_t id = 0;
	struct stmt *s;
	enum rc rc;

	if (length < 1 || length > MARKET_NAME_MAX)
		return RC_INVALID;
	rc = store_next_id(st, "market", &id);
	if (rc != RC_OK)
		return rc;
	s = db_prepare(st->db, &add);
	db_int(s, 1, id);
	db_text(s, 2, name);
	db_int(s, 3, now);
	rc = db_run_some(s);
	if (rc == RC_OK)
		*out_id = id;
	return rc == RC_ABSENT ? RC_CONFLICT : rc;
}

static void read_market(struct stmt *s, struct market *out)
{
	out->id = db_get_int(s, 0);
	db_get_text(s, 1, out->name, sizeof(out->name));
}

static enum rc one_market(struct stmt *s, struct market *out)
{
	enum rc rc = db_step(s);

	if (rc == RC_OK) {
		read_market(s, out);
		db_reset(s);
	}
	return rc;
}

static const struct sql by_id = { "market.by_id",
	"SELECT id, name FROM market WHERE id = $1 LIMIT 1" };

enum rc market_by_id(struct store *st, int64_t id, struct market *out)
{
	struct stmt *s = db_prepare(st->db, &by_id);

	db_int(s, 1, id);
	return one_market(s, out);
}

static const struct sql by_name = { "market.by_name",
	"SELECT id, name FROM market WHERE lower(name) = lower($1) LIMIT 1" };

enum rc market_by_name(struct store *st, const char *name, struct market *out)
{
	struct stmt *s = db_prepare(st->db, &by_name);

	db_text(s, 1, name);
	return one_market(s, out);
}

static const struct sql list = { "market.list",
	"SELECT id, name FROM market ORDER BY lower(name) LIMIT $1" };

enum rc market_list(struct store *st, struct market *out, size_t max, size_t *n)
{
	struct stmt *s;
	enum rc rc = RC_ABSENT;

	*n = 0;
	if (max == 0)
		return RC_OK;
	s = db_prepare(st->db, &list);
	db_int(s, 1, (int64_t)max);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s))
		read_market(s, &out[(*n)++]);
	return rc == RC_ABSENT ? RC_OK : rc;
}

const struct sql *const market_sql[] = { &add, &by_id, &by_name, &list, NULL };
