/* store/helper_report.c - reports that wait for the consent of a stall's owner */
#include "store/db.h"
#include "store/helper.h"
#include "store/rows.h"

static const struct sql put = { "waiting.put",
	"INSERT INTO helper_report (owner_id, day, total, live, status, approximate, clarified, "
	"review, message_id, typed_by, reported_at) "
	"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) "
	"ON CONFLICT (owner_id, typed_by, day) DO UPDATE SET total = excluded.total, "
	"live = excluded.live, status = excluded.status, approximate = excluded.approximate, "
	"clarified = excluded.clarified, review = excluded.review, "
	"message_id = excluded.message_id, reported_at = excluded.reported_at" };

enum rc waiting_put(struct store *st, const struct sale *sale)
{
	struct stmt *s = db_prepare(st->db, &put);

	sale_bind(s, sale);
	return db_run(s);
}

#define WAITING_COLUMNS                                                                        \
	"r.owner_id, r.day, r.total, r.live, r.status, r.approximate, r.clarified, r.review, " \
	"1, r.message_id, r.typed_by, r.reported_at"

static enum rc one_report(struct stmt *s, struct sale *out)
{
	enum rc rc = db_step(s);

	if (rc == RC_OK) {
		sale_read(s, out);
		db_reset(s);
	}
	return rc;
}

static const struct sql get = { "waiting.get",
	"SELECT " WAITING_COLUMNS " FROM helper_report r "
	"WHERE r.owner_id = $1 AND r.typed_by = $2 AND r.day = $3 LIMIT 1" };

enum rc waiting_get(struct store *st, int64_t owner_id, const struct phone *helper, int32_t day,
	struct sale *out)
{
	struct stmt *s = db_prepare(st->db, &get);

	db_int(s, 1, owner_id);
	db_text(s, 2, helper->e164);
	db_int(s, 3, day);
	return one_report(s, out);
}

static const struct sql first = { "waiting.first",
	"SELECT " WAITING_COLUMNS " FROM helper_report r "
	"WHERE r.owner_id = $1 AND r.typed_by = $2 ORDER BY r.day LIMIT 1" };
static const struct sql remove_one = { "waiting.remove",
	"DELETE FROM helper_report WHERE owner_id = $1 AND typed_by = $2 AND day = $3" };

static enum rc take_first(
	struct store *st, int64_t owner_id, const struct phone *helper, struct sale *out)
{
	struct stmt *s = db_prepare(st->db, &first);
	enum rc rc;

	db_int(s, 1, owner_id);
	db_text(s, 2, helper->e164);
	rc = one_report(s, out);
	if (rc != RC_OK)
		return rc;
	s = db_prepare(st->db, &remove_one);
	db_int(s, 1, owner_id);
	db_text(s, 2, helper->e164);
	db_int(s, 3, out->day);
	return db_run(s);
}

enum rc waiting_book(
	struct store *st, int64_t owner_id, const struct phone *helper, int32_t *last_day)
{
	struct sale report, booked;
	enum rc rc;

	*last_day = 0;
	for (rc = take_first(st, owner_id, helper, &report); rc == RC_OK;
		rc = take_first(st, owner_id, helper, &report)) {
		rc = sale_get(st, owner_id, report.day, &booked);
		if (rc == RC_OK) /* the owner was faster: that report stands */
			continue;
		if (rc == RC_ABSENT)
			rc = sale_put(st, &report);
		if (rc != RC_OK)
			return rc;
		*last_day = report.day;
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql forget = { "waiting.forget",
	"DELETE FROM helper_report WHERE owner_id = $1 AND typed_by = $2" };

enum rc waiting_forget(struct store *st, int64_t owner_id, const struct phone *helper)
{
	struct stmt *s = db_prepare(st->db, &forget);

	db_int(s, 1, owner_id);
	db_text(s, 2, helper->e164);
	return db_run(s);
}

const struct sql *const helper_report_sql[] = { &put, &get, &first, &remove_one, &forget,
	NULL };
