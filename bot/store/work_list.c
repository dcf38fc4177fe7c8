/* store/work_list.c - traders somebody of the office is to look after */
#include "store/work_list.h"

#include "base/days.h"
#include "store/rows.h"

static const char *const kinds[] = { [WORK_NOT_LIVE] = "not-live",
	[WORK_FEW_BUYERS] = "few-buyers",
	[WORK_TIP_NOT_TRIED] = "tip-not-tried" };

const char *work_kind_name(enum work_kind k)
{
	return kinds[k];
}

static const struct sql is_open = { "work.is_open",
	"SELECT id FROM work_item WHERE trader_id = $1 AND kind = $2 AND state = 'open' "
	"LIMIT 1" };
static const struct sql add = { "work.open",
	"INSERT INTO work_item (id, trader_id, kind, wave_id, due_day, state, opened_at) "
	"VALUES ($1, $2, $3, coalesce($4, (SELECT max(e.wave_id) FROM enrolment e "
	"WHERE e.trader_id = $2 AND e.status = 'attended')), $5, 'open', $6)" };

enum rc work_open(struct store *st, const struct work_new *n)
{
	struct stmt *s = db_prepare(st->db, &is_open);
	int64_t id = 0;
	enum rc rc;

	db_int(s, 1, n->trader_id);
	db_text(s, 2, kinds[n->kind]);
	rc = db_step(s);
	if (rc == RC_OK)
		db_reset(s);
	if (rc != RC_ABSENT)
		return rc;
	rc = store_next_id(st, "work_item", &id);
	if (rc != RC_OK)
		return rc;
	s = db_prepare(st->db, &add);
	db_int(s, 1, id);
	db_int(s, 2, n->trader_id);
	db_text(s, 3, kinds[n->kind]);
	db_int_or_null(s, 4, n->wave_id);
	db_int(s, 5, day_calendar(n->now) + WORK_DAYS);
	db_int(s, 6, n->now);
	return db_run(s);
}

enum { OWN_WIDTH = 7 };
#define ITEM                                                                                   \
	"SELECT i.id, i.opened_at, i.kind, coalesce(w.name, ''), coalesce(f.login, ''), "      \
	"i.due_day, i.state, " TRADER_COLUMNS ", m.name FROM work_item i "                     \
	"JOIN trader t ON t.id = i.trader_id LEFT JOIN market m ON m.id = t.market_id "        \
	"LEFT JOIN wave w ON w.id = i.wave_id "                                                \
	"LEFT JOIN staff f ON f.id = coalesce(i.staff_id, w.trainer_id) "

static void read_item(struct stmt *s, struct work_item *out)
{
	*out = (struct work_item){ .id = db_get_int(s, 0),
		.opened_at = db_get_int(s, 1),
		.due_day = db_get_int32(s, 5),
		.open = db_view_text(s, 6)[0] == 'o' };
	db_get_text(s, 2, out->kind, sizeof(out->kind));
	db_get_text(s, 3, out->wave, sizeof(out->wave));
	db_get_text(s, 4, out->person, sizeof(out->person));
	trader_read(s, OWN_WIDTH, &out->who.trader);
	db_get_text(s, OWN_WIDTH + TRADER_WIDTH, out->who.market, sizeof(out->who.market));
}

static const struct sql each = { "work.each",
	ITEM "WHERE i.state = 'open' AND i.id > $1 AND ($2 = 0 OR i.wave_id = $2) "
	     "ORDER BY i.id LIMIT $3" };

enum rc work_each(struct store *st, const struct work_ask *ask, work_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &each);
	struct work_item item;
	enum rc rc;

	db_int(s, 1, ask->after);
	db_int(s, 2, ask->wave_id);
	db_limit(s, 3, ask->limit);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		read_item(s, &item);
		rc = fn(&item, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql by_id = { "work.by_id", ITEM "WHERE i.id = $1 LIMIT 1" };

enum rc work_by_id(struct store *st, int64_t id, struct work_item *out)
{
	struct stmt *s = db_prepare(st->db, &by_id);
	enum rc rc;

	db_int(s, 1, id);
	rc = db_step(s);
	if (rc == RC_OK) {
		read_item(s, out);
		db_reset(s);
	}
	return rc;
}

static const struct sql done = { "work.done",
	"UPDATE work_item SET state = 'done', closed_at = $2, closed_by = $3, note = $4 "
	"WHERE id = $1 AND state = 'open'" };
static const struct sql complaints = { "work.complaints",
	"UPDATE complaint SET state = 'done' WHERE state = 'open' AND trader_id = "
	"(SELECT i.trader_id FROM work_item i WHERE i.id = $1 AND i.kind = 'few-buyers')" };

enum rc work_done(struct store *st, const struct work_done *d)
{
	struct stmt *s = db_prepare(st->db, &done);
	enum rc rc;

	db_int(s, 1, d->id);
	db_int(s, 2, d->now);
	db_text(s, 3, d->by);
	db_text(s, 4, d->note);
	rc = db_run_some(s);
	if (rc != RC_OK)
		return rc;
	s = db_prepare(st->db, &complaints);
	db_int(s, 1, d->id);
	return db_run(s);
}

static const struct sql complaints_again = { "work.complaints_again",
	"UPDATE complaint SET state = 'open' WHERE state = 'done' AND EXISTS "
	"(SELECT 1 FROM work_item i WHERE i.id = $1 AND i.kind = 'few-buyers' "
	"AND i.state = 'done' AND i.trader_id = complaint.trader_id "
	"AND complaint.at >= i.opened_at AND complaint.at <= i.closed_at) "
	"AND complaint.trader_id = (SELECT i.trader_id FROM work_item i WHERE i.id = $1)" };
static const struct sql reopen = { "work.reopen",
	"UPDATE work_item SET state = 'open', closed_at = NULL, closed_by = NULL, note = NULL "
	"WHERE id = $1 AND state = 'done'" };

enum rc work_reopen(struct store *st, int64_t id)
{
	struct stmt *s = db_prepare(st->db, &complaints_again);
	enum rc rc;

	db_int(s, 1, id);
	rc = db_run(s);
	if (rc != RC_OK)
		return rc;
	s = db_prepare(st->db, &reopen);
	db_int(s, 1, id);
	return db_run_some(s);
}

static const struct sql assign = { "work.assign",
	"UPDATE work_item SET staff_id = $2 WHERE id = $1 AND state = 'open'" };

enum rc work_assign(struct store *st, int64_t id, int64_t staff_id)
{
	struct stmt *s = db_prepare(st->db, &assign);

	db_int(s, 1, id);
	db_int(s, 2, staff_id);
	return db_run_some(s);
}

const struct sql *const work_list_sql[] = { &is_open, &add, &each, &by_id, &done, &complaints,
	&complaints_again, &reopen, &assign, NULL };
