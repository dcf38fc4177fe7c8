/* store/funnel.c - how many people of one wave came how far */
#include "store/funnel.h"

#include "store/rows.h"

/* Those who did not ask for a place after all. */
static const struct sql invited = { "funnel.invited",
	"SELECT count(DISTINCT e.trader_id) FROM enrolment e WHERE e.invited_to = $1 "
	"AND e.invited_to > 0 AND NOT EXISTS (SELECT 1 FROM enrolment x WHERE x.wave_id = $1 "
	"AND x.trader_id = e.trader_id) LIMIT 1" };
static const struct sql places = { "funnel.places",
	"SELECT count(*), count(CASE WHEN e.reminder_message_id > 0 THEN 1 END), "
	"count(CASE WHEN e.rsvp_at <> 0 THEN 1 END), count(CASE WHEN e.rsvp_at > 0 THEN 1 END), "
	"count(CASE WHEN e.status = 'attended' THEN 1 END), "
	"count(CASE WHEN e.status = 'absent' THEN 1 END) "
	"FROM enrolment e WHERE e.wave_id = $1 LIMIT 1" };

enum rc funnel_places(struct store *st, int64_t wave_id, struct funnel_places *out)
{
	struct stmt *s = db_prepare(st->db, &invited);
	enum rc rc;

	db_int(s, 1, wave_id);
	rc = db_step(s);
	if (rc != RC_OK)
		return rc;
	*out = (struct funnel_places){ .invited = db_get_int(s, 0) };
	db_reset(s);
	s = db_prepare(st->db, &places);
	db_int(s, 1, wave_id);
	rc = db_step(s);
	if (rc != RC_OK)
		return rc;
	out->enrolled = db_get_int(s, 0);
	out->invited += out->enrolled;
	out->reminded = db_get_int(s, 1);
	out->answered = db_get_int(s, 2);
	out->confirmed = db_get_int(s, 3);
	out->attended = db_get_int(s, 4);
	out->absent = db_get_int(s, 5);
	db_reset(s);
	return RC_OK;
}

static const struct sql live = { "funnel.live",
	"SELECT count(CASE WHEN r.told > 0 OR r.lives IS NOT NULL THEN 1 END), "
	"count(CASE WHEN r.most > 0 OR r.lives > 0 THEN 1 END) FROM (SELECT "
	"(SELECT count(s.live) FROM sale s WHERE s.trader_id = e.trader_id "
	"AND s.day BETWEEN $2 AND $3) AS told, "
	"(SELECT max(s.live) FROM sale s WHERE s.trader_id = e.trader_id "
	"AND s.day BETWEEN $2 AND $3) AS most, "
	"(SELECT max(k.lives) FROM stick_check k WHERE k.wave_id = e.wave_id "
	"AND k.trader_id = e.trader_id AND ($4 = 0 OR k.day = $4)) AS lives "
	"FROM enrolment e WHERE e.wave_id = $1 AND e.status = 'attended') r LIMIT 1" };

enum rc funnel_live(struct store *st, const struct funnel_span *span, struct funnel_live *out)
{
	struct stmt *s = db_prepare(st->db, &live);
	enum rc rc;

	db_int(s, 1, span->wave_id);
	db_int(s, 2, span->from);
	db_int(s, 3, span->to);
	db_int(s, 4, span->check);
	rc = db_step(s);
	if (rc != RC_OK)
		return rc;
	out->known = db_get_int(s, 0);
	out->live = db_get_int(s, 1);
	db_reset(s);
	return RC_OK;
}

const struct sql *const funnel_sql[] = { &invited, &places, &live, NULL };
