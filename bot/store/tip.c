/* store/tip.c - tips in series; a language without a tip falls back to "id" */
#include "store/tip.h"

#include "store/rows.h"

static const struct sql put = { "tip.put",
	"INSERT INTO tip (code, language, series, title, text, goods) "
	"VALUES ($1, $2, $3, $4, $5, $6) "
	"ON CONFLICT (code, language) DO UPDATE SET series = excluded.series, "
	"title = excluded.title, text = excluded.text, goods = excluded.goods" };

static const struct sql forget_goods = { "tip.forget_goods",
	"DELETE FROM tip_goods WHERE code = $1 AND language = $2" };
static const struct sql add_goods = { "tip.add_goods",
	"INSERT INTO tip_goods (code, language, goods) VALUES ($1, $2, $3)" };

/* The list's words a row each, for TIP_FITS. */
static enum rc put_goods(struct store *st, const struct tip *t)
{
	struct stmt *s = db_prepare(st->db, &forget_goods);
	const char *list = t->goods;
	char word[GOODS_WORD_MAX + 1];
	enum rc rc;

	db_text(s, 1, t->code);
	db_text(s, 2, t->language);
	rc = db_run(s);
	while (rc == RC_OK && (list = goods_next(list, word)) != NULL) {
		s = db_prepare(st->db, &add_goods);
		db_text(s, 1, t->code);
		db_text(s, 2, t->language);
		db_text(s, 3, word);
		rc = db_run(s);
	}
	return rc;
}

enum rc tip_put(struct store *st, const struct tip *t)
{
	struct stmt *s = db_prepare(st->db, &put);
	enum rc rc;

	db_text(s, 1, t->code);
	db_text(s, 2, t->language);
	db_text(s, 3, t->series);
	db_text(s, 4, t->title);
	db_text(s, 5, t->text);
	db_text(s, 6, t->goods);
	rc = db_run(s);
	return rc == RC_OK ? put_goods(st, t) : rc;
}

void tip_read(struct stmt *s, struct tip *out)
{
	db_get_text(s, 0, out->code, sizeof(out->code));
	db_get_text(s, 1, out->language, sizeof(out->language));
	db_get_text(s, 2, out->series, sizeof(out->series));
	db_get_text(s, 3, out->title, sizeof(out->title));
	db_get_text(s, 4, out->text, sizeof(out->text));
	db_get_text(s, 5, out->goods, sizeof(out->goods));
}

enum rc tip_find(struct store *st, const struct sql *next, const struct tip_ask *ask,
	struct tip *out, bool *more)
{
	struct stmt *s = db_prepare(st->db, next);
	enum rc rc;

	db_text(s, 1, ask->series);
	db_text(s, 2, ask->language);
	db_int(s, 3, ask->trader_id);
	rc = db_step(s);
	if (rc != RC_OK)
		return rc;
	tip_read(s, out);
	rc = db_step(s);
	*more = rc == RC_OK;
	if (rc == RC_OK)
		db_reset(s);
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql next_one = { "tip.next", TIP_NEXT("", "2") };

enum rc tip_next(struct store *st, const struct tip_ask *ask, struct tip *out, bool *more)
{
	return tip_find(st, &next_one, ask, out, more);
}

static const struct sql mark_seen = { "tip.mark_seen",
	"INSERT INTO tip_seen (trader_id, code, at) VALUES ($1, $2, $3) "
	"ON CONFLICT (trader_id, code) DO UPDATE SET at = excluded.at" };

enum rc tip_mark_seen(struct store *st, int64_t trader_id, const char *code, int64_t now)
{
	struct stmt *s = db_prepare(st->db, &mark_seen);

	db_int(s, 1, trader_id);
	db_text(s, 2, code);
	db_int(s, 3, now);
	return db_run(s);
}

static const struct sql forget = { "tip.forget",
	"DELETE FROM tip_seen WHERE trader_id = $1 "
	"AND code IN (SELECT t.code FROM tip t WHERE t.series = $2)" };

enum rc tip_forget(struct store *st, int64_t trader_id, const char *series)
{
	struct stmt *s = db_prepare(st->db, &forget);

	db_int(s, 1, trader_id);
	db_text(s, 2, series);
	return db_run(s);
}

static const struct sql series_list = { "tip.series_list",
	"SELECT t.series, min(t.title) FROM tip t WHERE t.language = $1 "
	"OR (t.language = 'id' AND NOT EXISTS "
	"(SELECT 1 FROM tip o WHERE o.series = t.series AND o.language = $1)) "
	"GROUP BY t.series ORDER BY t.series LIMIT $2" };

enum rc tip_series_list(
	struct store *st, const char *language, struct tip_series *out, size_t max, size_t *n)
{
	struct stmt *s;
	enum rc rc;

	*n = 0;
	if (max == 0)
		return RC_OK;
	s = db_prepare(st->db, &series_list);
	db_text(s, 1, language);
	db_int(s, 2, (int64_t)max);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		db_get_text(s, 0, out[*n].series, sizeof(out[*n].series));
		db_get_text(s, 1, out[*n].title, sizeof(out[*n].title));
		(*n)++;
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql each = { "tip.each",
	"SELECT " TIP_COLUMNS " FROM tip t "
	"ORDER BY t.series, length(t.code), t.code, t.language LIMIT $1" };

enum rc tip_each(struct store *st, int64_t limit, tip_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &each);
	struct tip tip;
	enum rc rc;

	db_limit(s, 1, limit);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		tip_read(s, &tip);
		rc = fn(&tip, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql each_seen = { "tip.each_seen",
	"SELECT " TIP_COLUMNS ", coalesce(s.n, 0) FROM tip t "
	"LEFT JOIN (SELECT code, count(*) AS n FROM tip_seen GROUP BY code) s ON s.code = t.code "
	"ORDER BY t.series, length(t.code), t.code, t.language" };

enum rc tip_each_seen(struct store *st, tip_seen_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &each_seen);
	struct tip tip;
	enum rc rc;

	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		tip_read(s, &tip);
		rc = fn(&tip, db_get_int(s, TIP_WIDTH), arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

const struct sql *const tip_sql[] = { &put, &forget_goods, &add_goods, &next_one, &mark_seen,
	&forget, &series_list, &each, &each_seen, NULL };
