/*
 * store/merge.c - two records of one person become one
 *
 * What was reported, attended, asked and agreed to goes over; the rest of the other record is removed as if the person
 * had been erased (erase.c). Its number stays known as a helper of the record that is left, so that reports from
 * it count for the same stall.
 */
#include <stdio.h>
#include <string.h>

#include "store/db.h"
#include "store/goods.h"
#include "store/helper.h"
#include "store/sale.h"

static const struct sql both_live = { "merge.both_live",
	"SELECT 1 FROM enrolment a JOIN enrolment b ON b.wave_id = a.wave_id "
	"WHERE a.trader_id = $1 AND b.trader_id = $2 "
	"AND a.status IN ('enrolled', 'waiting', 'offered', 'attended') "
	"AND b.status IN ('enrolled', 'waiting', 'offered') LIMIT 1" };

/* RC_ABSENT: there is none. */
static enum rc find_both(struct store *st, int64_t a, int64_t b)
{
	struct stmt *s = db_prepare(st->db, &both_live);
	enum rc rc;

	db_int(s, 1, a);
	db_int(s, 2, b);
	rc = db_step(s);
	if (rc == RC_OK)
		db_reset(s);
	return rc;
}

static const struct sql histories = { "merge.histories",
	"UPDATE sale_history SET trader_id = $2, version = version + "
	"coalesce((SELECT max(h.version) FROM sale_history h WHERE h.trader_id = $2 "
	"AND h.day = sale_history.day), 0) + coalesce((SELECT s.version FROM sale s "
	"WHERE s.trader_id = $2 AND s.day = sale_history.day), 0) WHERE trader_id = $1" };
/* A place in the same wave that means nothing any more gives way to one that does. */
static const struct sql give_way = { "merge.give_way",
	"DELETE FROM enrolment WHERE trader_id = $2 AND status IN ('cancelled', 'absent') "
	"AND wave_id IN (SELECT a.wave_id FROM enrolment a WHERE a.trader_id = $1 "
	"AND a.status IN ('enrolled', 'waiting', 'offered', 'attended'))" };
static const struct sql enrolments = { "merge.enrolments",
	"UPDATE enrolment SET trader_id = $2 WHERE trader_id = $1 AND wave_id NOT IN "
	"(SELECT b.wave_id FROM enrolment b WHERE b.trader_id = $2)" };
static const struct sql attendances = { "merge.attendances",
	"UPDATE attendance SET trader_id = $2 WHERE trader_id = $1 AND sitting_id NOT IN "
	"(SELECT b.sitting_id FROM attendance b WHERE b.trader_id = $2)" };
static const struct sql tips = { "merge.tips",
	"UPDATE tip_seen SET trader_id = $2 WHERE trader_id = $1 AND code NOT IN "
	"(SELECT b.code FROM tip_seen b WHERE b.trader_id = $2)" };
static const struct sql checks = { "merge.checks",
	"UPDATE stick_check SET trader_id = $2 WHERE trader_id = $1 AND NOT EXISTS "
	"(SELECT 1 FROM stick_check b WHERE b.trader_id = $2 "
	"AND b.wave_id = stick_check.wave_id AND b.day = stick_check.day)" };
static const struct sql work_items = { "merge.work_items",
	"UPDATE work_item SET trader_id = $2 WHERE trader_id = $1 AND (state = 'done' "
	"OR kind NOT IN (SELECT b.kind FROM work_item b WHERE b.trader_id = $2 "
	"AND b.state = 'open'))" };
static const struct sql complaints = { "merge.complaints",
	"UPDATE complaint SET trader_id = $2 WHERE trader_id = $1 AND day NOT IN "
	"(SELECT b.day FROM complaint b WHERE b.trader_id = $2)" };
static const struct sql threads = { "merge.threads",
	"UPDATE thread SET trader_id = $2 WHERE trader_id = $1 AND NOT EXISTS "
	"(SELECT 1 FROM thread b WHERE b.trader_id = $2)" };
static const struct sql questions = { "merge.questions",
	"UPDATE question SET trader_id = $2 WHERE trader_id = $1" };
static const struct sql notes = { "merge.notes",
	"UPDATE note SET trader_id = $2 WHERE trader_id = $1" };
static const struct sql consents = { "merge.consents",
	"UPDATE consent SET trader_id = $2 WHERE trader_id = $1" };
static const struct sql helpers = { "merge.helpers",
	"UPDATE helper SET owner_id = $2 WHERE owner_id = $1 AND phone NOT IN "
	"(SELECT b.phone FROM helper b WHERE b.owner_id = $2)" };
static const struct sql reports = { "merge.reports",
	"UPDATE helper_report SET owner_id = $2 WHERE owner_id = $1 AND NOT EXISTS "
	"(SELECT 1 FROM helper_report b WHERE b.owner_id = $2 "
	"AND b.typed_by = helper_report.typed_by AND b.day = helper_report.day)" };
static const struct sql last_day = { "merge.last_day",
	"UPDATE conversation SET last_sale_day = (SELECT max(s.day) FROM sale s "
	"WHERE s.trader_id = $2) WHERE trader_id = $2 AND trader_id <> $1" };

/* $1 the record that goes, $2 the one that stays. */
static const struct sql *const before_sales[] = { &histories, &give_way, &enrolments,
	&attendances, &tips, &checks, &work_items, &complaints, &threads, &questions, &notes,
	&consents, &helpers, &reports };

static enum rc run(struct store *st, const struct sql *q, int64_t from, int64_t into)
{
	struct stmt *s = db_prepare(st->db, q);

	db_int(s, 1, from);
	db_int(s, 2, into);
	return db_run(s);
}

static const struct sql next_day = { "merge.next_day",
	"SELECT day FROM sale WHERE trader_id = $1 AND day > $2 ORDER BY day LIMIT 1" };

static const struct sql earlier = { "merge.earlier",
	"INSERT INTO sale_history (trader_id, day, version, total, live, status, approximate, "
	"clarified, review, message_id, typed_by, reported_at, replaced_at, taken_back) "
	"SELECT $2, s.day, 1 + (SELECT o.version FROM sale o WHERE o.trader_id = $2 "
	"AND o.day = s.day) + coalesce((SELECT max(h.version) FROM sale_history h "
	"WHERE h.trader_id = $2 AND h.day = s.day), 0), s.total, s.live, s.status, s.approximate, "
	"s.clarified, s.review, s.message_id, s.typed_by, s.reported_at, $4, 0 "
	"FROM sale s WHERE s.trader_id = $1 AND s.day = $3" };

/* The later report stands; the earlier one is in the day's history. */
static enum rc merge_day(struct store *st, int64_t from, int64_t into, int32_t day)
{
	struct sale theirs, ours;
	struct stmt *s;
	enum rc rc = sale_get(st, from, day, &theirs), had;

	if (rc != RC_OK)
		return rc;
	had = sale_get(st, into, day, &ours);
	if (had != RC_OK && had != RC_ABSENT)
		return had;
	theirs.trader_id = into;
	if (had == RC_ABSENT || ours.reported_at < theirs.reported_at)
		return sale_put(st, &theirs);
	s = db_prepare(st->db, &earlier);
	db_int(s, 1, from);
	db_int(s, 2, into);
	db_int(s, 3, day);
	db_int(s, 4, ours.reported_at);
	return db_run(s);
}

static enum rc merge_sales(struct store *st, int64_t from, int64_t into)
{
	int32_t day = INT32_MIN;
	enum rc rc = RC_OK;

	while (rc == RC_OK) {
		struct stmt *s = db_prepare(st->db, &next_day);

		db_int(s, 1, from);
		db_int(s, 2, day);
		rc = db_step(s);
		if (rc != RC_OK)
			break;
		day = db_get_int32(s, 0);
		db_reset(s);
		rc = merge_day(st, from, into, day);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

/* What the record that stays does not know yet. */
static enum rc fill(struct store *st, const struct trader *from, const struct trader *into)
{
	struct trader t = *into;

	if (t.name[0] == '\0')
		(void)snprintf(t.name, sizeof(t.name), "%s", from->name);
	if (t.stall[0] == '\0')
		(void)snprintf(t.stall, sizeof(t.stall), "%s", from->stall);
	if (t.market_id == 0)
		t.market_id = from->market_id;
	return trader_update(st, &t);
}

/* What either sells, as far as there is room. */
static enum rc merge_goods(struct store *st, int64_t from, int64_t into)
{
	char theirs[GOODS_LIST] = "", both[2 * GOODS_LIST] = "", list[GOODS_LIST];
	enum rc rc = goods_of(st, into, both);

	if (rc == RC_OK)
		rc = goods_of(st, from, theirs);
	if (rc != RC_OK || theirs[0] == '\0')
		return rc;
	if (both[0] != '\0')
		(void)strncat(both, ",", sizeof(both) - strlen(both) - 1);
	(void)strncat(both, theirs, sizeof(both) - strlen(both) - 1);
	/* More than a list holds: the record that stays keeps its own. */
	return goods_read(list, both) ? goods_set(st, into, list) : RC_OK;
}

static enum rc keep_number(struct store *st, const struct trader *from,
	const struct trader *into, const char *by, int64_t now)
{
	struct helper h = { .owner_id = into->id,
		.phone = from->phone,
		.state = HELPER_ALLOWED,
		.requested_at = now,
		.asked_at = now,
		.answered_at = now };

	if (!trader_has_phone(from) || from->stopped_at != 0)
		return RC_OK;
	(void)snprintf(h.answered_by, sizeof(h.answered_by), "%s", by);
	return helper_put(st, &h);
}

enum rc trader_merge(struct store *st, const struct trader *from, const struct trader *into,
	const char *by, int64_t now)
{
	enum rc rc = from->id == into->id ? RC_INVALID : find_both(st, from->id, into->id);

	if (rc == RC_ABSENT)
		rc = find_both(st, into->id, from->id);
	if (rc != RC_ABSENT)
		return rc == RC_OK ? RC_CONFLICT : rc;
	rc = fill(st, from, into);
	for (size_t i = 0; rc == RC_OK && i < sizeof(before_sales) / sizeof(before_sales[0]);
		i++)
		rc = run(st, before_sales[i], from->id, into->id);
	if (rc == RC_OK)
		rc = merge_goods(st, from->id, into->id);
	if (rc == RC_OK)
		rc = merge_sales(st, from->id, into->id);
	if (rc == RC_OK)
		rc = run(st, &last_day, from->id, into->id);
	if (rc == RC_OK)
		rc = trader_erase(st, from, now);
	return rc == RC_OK ? keep_number(st, from, into, by, now) : rc;
}

const struct sql *const merge_sql[] = { &both_live, &histories, &give_way, &enrolments,
	&attendances, &tips, &checks, &work_items, &complaints, &threads, &questions, &notes,
	&consents, &helpers, &reports, &last_day, &earlier, &next_day, NULL };
