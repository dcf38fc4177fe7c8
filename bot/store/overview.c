/* store/overview.c - counts for the office's first page */
#include "store/overview.h"

#include "store/db.h"
#include "store/question.h"
#include "store/sale_list.h"

static const struct sql next_message = { "overview.next_message",
	"SELECT id, at FROM message WHERE id >= $1 ORDER BY id LIMIT 1" };
static const struct sql last_message = { "overview.last_message",
	"SELECT id FROM message ORDER BY id DESC LIMIT 1" };

/* The first message from id on: its own id and when. RC_ABSENT: none. */
static enum rc look(struct store *st, int64_t from, int64_t *id, int64_t *at)
{
	struct stmt *s = db_prepare(st->db, &next_message);
	enum rc rc;

	db_int(s, 1, from);
	rc = db_step(s);
	if (rc == RC_OK) {
		*id = db_get_int(s, 0);
		*at = db_get_int(s, 1);
		db_reset(s);
	}
	return rc;
}

enum rc message_first_since(struct store *st, int64_t since, int64_t *id)
{
	struct stmt *s = db_prepare(st->db, &last_message);
	int64_t low = 1, high;
	enum rc rc = db_step(s);

	*id = INT64_MAX;
	if (rc != RC_OK)
		return rc == RC_ABSENT ? RC_OK : rc;
	high = db_get_int(s, 0) + 1;
	db_reset(s);
	while (low < high) { /* the answer lies in low..high */
		int64_t middle = low + (high - low) / 2, found = 0, at = 0;

		rc = look(st, middle, &found, &at);
		if (rc == RC_ABSENT || (rc == RC_OK && at >= since))
			high = middle;
		else if (rc == RC_OK)
			low = found + 1;
		else
			return rc;
	}
	*id = low;
	return RC_OK;
}

static const struct sql messages = {
	"overview.messages",
	"SELECT direction, count(*), CAST(coalesce(sum(segments), 0) AS BIGINT), "
	"count(CASE WHEN state = 'failed' OR state = 'rejected' OR state = 'expired' "
	"OR state = 'unknown' THEN 1 END) FROM message WHERE id >= $1 GROUP BY direction LIMIT 2"
};

static enum rc read_messages(struct store *st, int64_t since, struct overview *out)
{
	struct stmt *s = db_prepare(st->db, &messages);
	int64_t first = 0;
	enum rc rc = message_first_since(st, since, &first);

	if (rc != RC_OK)
		return rc;
	db_int(s, 1, first);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		if (db_view_text(s, 0)[0] == 'i') {
			out->in = db_get_int(s, 1);
			continue;
		}
		out->out = db_get_int(s, 1);
		out->segments = db_get_int(s, 2);
		out->failed = db_get_int(s, 3);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

/* Ids of traders grow with time too, so the new ones are the last ones. */
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

enum rc overview_read(struct store *st, int64_t since, struct overview *out)
{
	enum rc rc;

	*out = (struct overview){ .traders = 0 };
	rc = read_traders(st, since, out);
	if (rc == RC_OK)
		rc = question_open_count(st, &out->questions);
	if (rc == RC_OK)
		rc = sale_review_count(st, OVERVIEW_COUNT_MOST, &out->reviews);
	return rc == RC_OK ? read_messages(st, since, out) : rc;
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

const struct sql *const overview_sql[] = { &next_message, &last_message, &messages, &traders,
	&schema, &signed_in, &seats, NULL };
