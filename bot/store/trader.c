/* store/trader.c - traders, their consent and their complaints of few buyers */
#include "store/trader.h"

#include <string.h>

#include "store/db.h"
#include "store/rows.h"
#include "store/share.h"
#include "store/tally.h"
#include "store/trader_word.h"
#include "store/work_list.h"

void trader_read(struct stmt *s, int column, struct trader *out)
{
	out->id = db_get_int(s, column);
	db_get_text(s, column + 1, out->phone.e164, sizeof(out->phone.e164));
	db_get_text(s, column + 2, out->name, sizeof(out->name));
	out->market_id = db_get_int(s, column + 3);
	db_get_text(s, column + 4, out->stall, sizeof(out->stall));
	db_get_text(s, column + 5, out->language, sizeof(out->language));
	out->stopped_at = db_get_int(s, column + 6);
	out->created_at = db_get_int(s, column + 7);
}

static enum rc one_trader(struct stmt *s, struct trader *out)
{
	enum rc rc = db_step(s);

	if (rc == RC_OK) {
		trader_read(s, 0, out);
		db_reset(s);
	}
	return rc;
}

static const struct sql by_phone = { "trader.by_phone",
	"SELECT " TRADER_COLUMNS " FROM trader t WHERE t.phone = $1 LIMIT 1" };

void trader_expect(struct store *st, const struct phone *p)
{
	struct stmt *s = db_prepare(st->db, &by_phone);

	db_text(s, 1, p->e164);
	db_expect(s);
}

enum rc trader_by_phone(struct store *st, const struct phone *p, struct trader *out)
{
	struct stmt *s = db_prepare(st->db, &by_phone);

	enum rc rc;

	db_text(s, 1, p->e164);
	rc = one_trader(s, out);
	if (rc == RC_OK)
		share_saw(st, out, false);
	return rc;
}

static const struct sql by_id = { "trader.by_id",
	"SELECT " TRADER_COLUMNS " FROM trader t WHERE t.id = $1 LIMIT 1" };

enum rc trader_by_id(struct store *st, int64_t id, struct trader *out)
{
	struct stmt *s = db_prepare(st->db, &by_id);

	db_int(s, 1, id);
	return one_trader(s, out);
}

/* $1 to $5, which adding and updating share. */
static void bind_fields(struct stmt *s, const struct trader *t)
{
	db_text_or_null(s, 1, t->name);
	db_int_or_null(s, 2, t->market_id);
	db_text_or_null(s, 3, t->stall);
	db_text(s, 4, t->language);
	db_int_or_null(s, 5, t->stopped_at);
}

static const struct sql add = { "trader.add",
	"INSERT INTO trader (name, market_id, stall, language, stopped_at, id, created_at, phone) "
	"VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
	"ON CONFLICT (phone) DO NOTHING" };

enum rc trader_add(struct store *st, struct trader *t)
{
	int64_t id = 0;
	enum rc rc = store_next_id(st, "trader", &id);
	struct stmt *s;

	if (rc != RC_OK)
		return rc;
	s = db_prepare(st->db, &add);
	bind_fields(s, t);
	db_int(s, 6, id);
	db_int(s, 7, t->created_at);
	db_text(s, 8, t->phone.e164);
	rc = db_run_some(s);
	/* Another server was faster: then it is a turn of one who is known. */
	if (rc == RC_ABSENT)
		rc = db_want_alone(st->db) == RC_OK ? RC_CONFLICT : RC_BUSY;
	if (rc != RC_OK)
		return rc;
	t->id = id;
	share_saw(st, t, true);
	return t->name[0] != '\0' ? trader_words_put(st, id, t->name) : RC_OK;
}

static const struct sql update = { "trader.update",
	"UPDATE trader SET name = $1, market_id = $2, stall = $3, language = $4, stopped_at = $5 "
	"WHERE id = $6" };

static const struct sql before = { "trader.before",
	"SELECT market_id, name FROM trader WHERE id = $1 LIMIT 1" };

/* What hangs on the market and on the name follows them. */
static enum rc follow(struct store *st, const struct trader *t)
{
	struct stmt *s = db_prepare(st->db, &before);
	int64_t market_id;
	bool renamed;
	enum rc rc;

	db_int(s, 1, t->id);
	rc = db_step(s);
	if (rc != RC_OK)
		return rc;
	market_id = db_get_int(s, 0);
	renamed = strcmp(db_view_text(s, 1), t->name) != 0;
	db_reset(s);
	if (renamed)
		rc = trader_words_put(st, t->id, t->name);
	/* What the trader reported so far counts for the new market. */
	return rc != RC_OK || market_id == t->market_id
		       ? rc
		       : sale_counted_elsewhere(st, t->id, market_id, t->market_id);
}

enum rc trader_update(struct store *st, const struct trader *t)
{
	enum rc rc = follow(st, t);
	struct stmt *s;

	if (rc != RC_OK)
		return rc;
	s = db_prepare(st->db, &update);
	bind_fields(s, t);
	db_int(s, 6, t->id);
	return db_run_some(s);
}

static const struct sql each = { "trader.each",
	"SELECT " TRADER_COLUMNS ", m.name FROM trader t "
	"LEFT JOIN market m ON m.id = t.market_id ORDER BY t.id LIMIT $1" };

enum rc trader_each(struct store *st, int64_t limit, trader_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &each);
	struct trader_row row;
	enum rc rc;

	db_limit(s, 1, limit);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		trader_read(s, 0, &row.trader);
		db_get_text(s, TRADER_WIDTH, row.market, sizeof(row.market));
		rc = fn(&row, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql consent = { "consent.add",
	"INSERT INTO consent (id, trader_id, version, language, source, at) "
	"VALUES ($1, $2, $3, $4, $5, $6)" };

enum rc consent_add(struct store *st, int64_t trader_id, const char *version,
	const char *language, const char *source, int64_t now)
{
	int64_t id = 0;
	enum rc rc = store_next_id(st, "consent", &id);
	struct stmt *s;

	if (rc != RC_OK)
		return rc;
	s = db_prepare(st->db, &consent);
	db_int(s, 1, id);
	db_int(s, 2, trader_id);
	db_text(s, 3, version);
	db_text(s, 4, language);
	db_text(s, 5, source);
	db_int(s, 6, now);
	return db_run_later(s);
}

static const struct sql complain = { "complaint.add",
	"INSERT INTO complaint (id, trader_id, day, state, at) VALUES ($1, $2, $3, 'open', $4) "
	"ON CONFLICT (trader_id, day) DO NOTHING" };

enum rc complaint_add(struct store *st, int64_t trader_id, int32_t day, int64_t now)
{
	int64_t id = 0;
	enum rc rc = store_next_id(st, "complaint", &id);
	struct stmt *s;

	if (rc != RC_OK)
		return rc;
	s = db_prepare(st->db, &complain);
	db_int(s, 1, id);
	db_int(s, 2, trader_id);
	db_int(s, 3, day);
	db_int(s, 4, now);
	rc = db_run_some(s);
	if (rc != RC_OK)
		return rc == RC_ABSENT ? RC_CONFLICT : rc;
	return work_open(
		st, &(struct work_new){
			    .trader_id = trader_id, .kind = WORK_FEW_BUYERS, .now = now });
}

const struct sql *const trader_sql[] = { &by_phone, &by_id, &add, &before, &update, &each,
	&consent, &complain, NULL };
