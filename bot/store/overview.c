/* store/overview.c - counts for the office's first page */
#include "store/overview.h"

#include "base/days.h"
#include "store/db.h"
#include "store/question.h"
#include "store/sale_list.h"

static const struct sql messages = { "overview.messages",
	"SELECT CAST(coalesce(sum(CASE WHEN kind = 'inbound' THEN messages END), 0) AS BIGINT), "
	"CAST(coalesce(sum(CASE WHEN kind <> 'inbound' THEN messages END), 0) AS BIGINT), "
	"CAST(coalesce(sum(CASE WHEN kind <> 'inbound' THEN segments END), 0) AS BIGINT), "
	"CAST(coalesce(sum(CASE WHEN state = 'failed' OR state = 'rejected' OR state = 'expired' "
	"OR state = 'unknown' THEN messages END), 0) AS BIGINT) "
	"FROM message_day WHERE day BETWEEN $1 AND $2 LIMIT 1" };

static enum rc read_messages(struct store *st, int32_t from, int32_t to, struct overview *out)
{
	struct stmt *s = db_prepare(st->db, &messages);
	enum rc rc;

	db_int(s, 1, from);
	db_int(s, 2, to);
	rc = db_step(s);
	if (rc != RC_OK)
		return rc;
	out->in = db_get_int(s, 0);
	out->out = db_get_int(s, 1);
	out->segments = db_get_int(s, 2);
	out->failed = db_get_int(s, 3);
	db_reset(s);
	return RC_OK;
}

/* Ids of traders grow with time, so the new ones are the last ones. */
static const struct sql traders = {
	"overview.traders",
	"SELECT (SELECT count(*) FROM trader), (SELECT count(*) FROM (SELECT created_at FROM trader "
	"ORDER BY id DESC LIMIT $2) x WHERE x.created_at >= $1), "
	"(SELECT count(*) FROM (SELECT 1 FROM complaint WHERE state = 'open' LIMIT $2) y), "
	"(SELECT count(*) FROM (SELECT 1 FROM work_item WHERE state = 'open' LIMIT $2) z) LIMIT 1"
};

static enum rc read_traders(struct store *st, int64_t since, struct overview *out)
{
	struct stmt *s = db_prepare(st->db, &traders);
	enum rc rc;

	db_int(s, 1, since);
	db_int(s, 2, OVERVIEW_COUNT_MOST);
	rc = db_step(s);
	if (rc != RC_OK)
		return rc;
	out->traders = db_get_int(s, 0);
	out->new_traders = db_get_int(s, 1);
	out->complaints = db_get_int(s, 2);
	out->work = db_get_int(s, 3);
	db_reset(s);
	return RC_OK;
}

enum rc overview_read(struct store *st, int64_t now, struct overview *out)
{
	int32_t day = day_of(now);
	enum rc rc;

	*out = (struct overview){ .traders = 0 };
	rc = read_traders(st, day_instant(day, DAY_TURNS_AT), out);
	if (rc == RC_OK)
		rc = question_open_count(st, &out->questions);
	if (rc == RC_OK)
		rc = sale_review_count(st, OVERVIEW_COUNT_MOST, &out->reviews);
	return rc == RC_OK ? read_messages(st, day, day_calendar(now), out) : rc;
}

static const struct sql schema = { "overview.schema",
	"SELECT max(number) FROM migration LIMIT 1" };

enum rc overview_schema(struct store *st, int64_t *migration)
{
	struct stmt *s = db_prepare(st->db, &schema);
	enum rc rc = db_step(s);

	if (rc == RC_OK) {
		*migration = db_get_int(s, 0);
		db_reset(s);
	}
	return rc;
}

static const struct sql signed_in = { "overview.signed_in",
	"SELECT count(CASE WHEN kind = 'browser' THEN 1 END), "
	"count(CASE WHEN kind = 'script' THEN 1 END) FROM session "
	"WHERE expires_at > $1 AND used_at + idle_seconds > $1 LIMIT 1" };
static const struct sql seats = { "overview.seats",
	"SELECT CAST(coalesce(sum(w.seats), 0) AS BIGINT), CAST(coalesce(sum((SELECT count(*) "
	"FROM enrolment e WHERE e.wave_id = w.id AND (e.status = 'enrolled' "
	"OR e.status = 'offered' OR e.status = 'attended'))), 0) AS BIGINT) "
	"FROM wave w WHERE w.state = $1 LIMIT 1" };

static enum rc read_seats(
	struct store *st, const char *state, int64_t *capacity, int64_t *enrolled)
{
	struct stmt *s = db_prepare(st->db, &seats);
	enum rc rc;

	db_text(s, 1, state);
	rc = db_step(s);
	if (rc != RC_OK)
		return rc;
	*capacity = db_get_int(s, 0);
	*enrolled = db_get_int(s, 1);
	db_reset(s);
	return RC_OK;
}

enum rc overview_gauges(struct store *st, int64_t now, struct office_gauges *out)
{
	struct stmt *s = db_prepare(st->db, &signed_in);
	enum rc rc;

	*out = (struct office_gauges){ .browsers = 0 };
	db_int(s, 1, now);
	rc = db_step(s);
	if (rc != RC_OK)
		return rc;
	out->browsers = db_get_int(s, 0);
	out->scripts = db_get_int(s, 1);
	db_reset(s);
	rc = read_seats(st, "open", &out->open.capacity, &out->open.enrolled);
	return rc == RC_OK ? read_seats(st, "running", &out->running.capacity,
				     &out->running.enrolled)
			   : rc;
}

const struct sql *const overview_sql[] = { &messages, &traders, &schema, &signed_in, &seats,
	NULL };
