/* store/figures.c - what the office's figures are made of */
#include "store/figures.h"

#include "base/days.h"
#include "base/ranks.h"
#include "store/rows.h"

static const struct sql steps = { "figures.steps",
	"SELECT day, market_id, step, reports, total, known, known_total, live, live_reports "
	"FROM sale_day WHERE day BETWEEN $1 AND $2 AND (market_id = $3 OR $3 < 0) "
	"AND reports <> 0 ORDER BY day, market_id, step LIMIT $4" };

enum rc figures_steps(
	struct store *st, const struct figures_span *span, figures_step_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &steps);
	struct figures_step step;
	enum rc rc;

	db_int(s, 1, span->from);
	db_int(s, 2, span->to);
	db_int(s, 3, span->market_id);
	db_limit(s, 4, 0);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		step.day = db_get_int32(s, 0);
		step.market_id = db_get_int(s, 1);
		step.least = db_get_int(s, 2);
		step.reports = db_get_int(s, 3);
		step.total = db_get_int(s, 4);
		step.known = db_get_int(s, 5);
		step.known_total = db_get_int(s, 6);
		step.live = db_get_int(s, 7);
		step.live_reports = db_get_int(s, 8);
		rc = fn(&step, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

/* From market to market of the list of markets, and those without: a look-up each. */
static const struct sql markets = { "figures.markets",
	"SELECT m.id FROM market m WHERE (m.id = $1 OR $1 < 0) UNION ALL SELECT 0 WHERE EXISTS ("
	"SELECT 1 FROM sale_day d WHERE d.day BETWEEN $2 AND $3 AND d.market_id = 0 "
	"AND d.reports <> 0 AND $1 <= 0) ORDER BY 1 LIMIT $4" };

enum rc figures_markets(
	struct store *st, const struct figures_span *span, figures_step_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &markets);
	struct figures_step step = { .day = span->from };
	enum rc rc;

	db_int(s, 1, span->market_id);
	db_int(s, 2, span->from);
	db_int(s, 3, span->to);
	db_limit(s, 4, 0);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		step.market_id = db_get_int(s, 0);
		rc = fn(&step, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

/* Nearly all came before the span: those are counted along the index, market by market, not told one by one. In a group SQLite
 * looks at each for whether the next begins, which takes half as long again. */
static const struct sql came = { "figures.came",
	"SELECT m.id, $1 - 1, (SELECT count(*) FROM trader t WHERE t.market_id = m.id "
	"AND t.stopped_at IS NULL AND t.created_at < $1) FROM market m "
	"UNION ALL SELECT 0, $1 - 1, (SELECT count(*) FROM trader t WHERE t.market_id IS NULL "
	"AND t.stopped_at IS NULL AND t.created_at < $1) "
	"UNION ALL SELECT market_id, created_at, 1 FROM trader WHERE market_id IN (SELECT m.id "
	"FROM market m) AND stopped_at IS NULL AND created_at >= $1 AND created_at < $2 "
	"UNION ALL SELECT 0, created_at, 1 FROM trader WHERE market_id IS NULL "
	"AND stopped_at IS NULL AND created_at >= $1 AND created_at < $2 LIMIT $3" };

enum rc figures_came(
	struct store *st, const struct figures_span *span, figures_came_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &came);
	enum rc rc;

	db_int(s, 1, day_instant(span->from, DAY_TURNS_AT));
	db_int(s, 2, day_instant(span->to + 1, DAY_TURNS_AT));
	db_limit(s, 3, 0);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		rc = fn(db_get_int(s, 0), db_get_int(s, 1), db_get_int(s, 2), arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql complaints = { "figures.complaints",
	"SELECT coalesce(sum(CASE WHEN state = 'open' THEN 1 ELSE 0 END), 0), "
	"coalesce(sum(CASE WHEN state = 'open' THEN 0 ELSE 1 END), 0) FROM complaint "
	"WHERE at >= $1 AND at < $2 LIMIT 1" };
static const struct sql complaints_open = { "figures.complaints_open",
	"SELECT count(*) FROM complaint WHERE state = 'open' LIMIT 1" };
static const struct sql complaint_at = { "figures.complaint_at",
	"SELECT at FROM complaint WHERE state = 'open' ORDER BY at LIMIT 1 OFFSET $1" };

/* When the complaint of that rank, from 0, was said. */
static enum rc open_at(struct store *st, int64_t rank, int64_t *out)
{
	struct stmt *s = db_prepare(st->db, &complaint_at);
	enum rc rc;

	db_int(s, 1, rank);
	rc = db_step(s);
	if (rc != RC_OK)
		return rc;
	*out = db_get_int(s, 0);
	db_reset(s);
	return RC_OK;
}

enum rc figures_complaints(
	struct store *st, const struct figures_span *span, struct figures_complaints *out)
{
	struct stmt *s = db_prepare(st->db, &complaints);
	int64_t rank;
	enum rc rc;

	*out = (struct figures_complaints){ .open = 0 };
	db_int(s, 1, day_instant(span->from, DAY_TURNS_AT));
	db_int(s, 2, day_instant(span->to + 1, DAY_TURNS_AT));
	rc = db_step(s);
	if (rc != RC_OK)
		return rc;
	out->open = db_get_int(s, 0);
	out->done = db_get_int(s, 1);
	db_reset(s);
	s = db_prepare(st->db, &complaints_open);
	rc = db_step(s);
	if (rc != RC_OK)
		return rc;
	out->open_now = db_get_int(s, 0);
	db_reset(s);
	if (out->open_now == 0)
		return RC_OK;
	rank = median_rank(out->open_now);
	rc = open_at(st, (out->open_now - 1) / 2, &out->median_open_at);
	if (rc == RC_OK && rank > 0)
		rc = open_at(st, rank - 1, &out->median_low_at);
	if (rc == RC_OK && rank > 0)
		rc = open_at(st, out->open_now - rank, &out->median_high_at);
	return rc;
}

static const struct sql waves = { "figures.waves",
	"SELECT " WAVE_COLUMNS ", "
	"(SELECT count(*) FROM enrolment e WHERE e.wave_id = w.id AND e.status = 'enrolled'), "
	"(SELECT count(*) FROM enrolment e WHERE e.wave_id = w.id AND e.status = 'waiting'), "
	"(SELECT count(*) FROM enrolment e WHERE e.wave_id = w.id AND e.status = 'offered'), "
	"(SELECT count(*) FROM enrolment e WHERE e.wave_id = w.id AND e.status = 'cancelled'), "
	"(SELECT count(*) FROM enrolment e WHERE e.wave_id = w.id AND e.status = 'attended'), "
	"(SELECT count(*) FROM enrolment e WHERE e.wave_id = w.id AND e.status = 'absent'), "
	"(SELECT count(*) FROM sitting x WHERE x.wave_id = w.id AND x.starts_at < $3), "
	"(SELECT count(*) FROM sitting x JOIN attendance a ON a.sitting_id = x.id "
	"WHERE x.wave_id = w.id AND x.starts_at < $3) "
	"FROM " WAVE_TABLES " WHERE EXISTS (SELECT 1 FROM sitting x WHERE x.wave_id = w.id "
	"AND x.starts_at >= $1 AND x.starts_at < $2) AND (w.market_id = $4 OR $4 < 0) "
	"ORDER BY w.id DESC LIMIT $5" };

enum rc figures_waves(struct store *st, const struct figures_span *span, int64_t now,
	figures_wave_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &waves);
	struct figures_wave w;
	enum rc rc;

	db_int(s, 1, day_instant(span->from, 0));
	db_int(s, 2, day_instant(span->to + 1, 0));
	db_int(s, 3, now);
	db_int(s, 4, span->market_id);
	db_limit(s, 5, 0);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		wave_read(s, 0, &w.wave);
		for (int i = 0; i <= ENROLMENT_ABSENT; i++)
			w.places[i] = db_get_int(s, WAVE_WIDTH + i);
		w.sittings_held = db_get_int(s, WAVE_WIDTH + ENROLMENT_ABSENT + 1);
		w.present = db_get_int(s, WAVE_WIDTH + ENROLMENT_ABSENT + 2);
		w.expected = w.sittings_held *
			     (w.places[ENROLMENT_ENROLLED] + w.places[ENROLMENT_ATTENDED] +
				     w.places[ENROLMENT_ABSENT]);
		rc = fn(&w, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

/* The days are named so that each is a stretch of the index: half a million checks take 50 ms. */
static const struct sql stick = { "figures.stick",
	"SELECT k.day, count(*), count(k.lives), count(CASE WHEN k.lives > 0 THEN 1 END) "
	"FROM stick_check k WHERE k.day IN (3, 10, 30, 60, 90) AND k.asked_at >= $1 "
	"AND k.asked_at < $2 AND ($3 < 0 OR k.wave_id IN (SELECT w.id FROM wave w "
	"WHERE w.market_id = $3)) GROUP BY k.day ORDER BY k.day LIMIT $4" };

enum rc figures_stick(
	struct store *st, const struct figures_span *span, figures_stick_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &stick);
	enum rc rc;

	db_int(s, 1, day_instant(span->from, 0));
	db_int(s, 2, day_instant(span->to + 1, 0));
	db_int(s, 3, span->market_id);
	db_limit(s, 4, 0);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		struct figures_stick k = { .day = db_get_int32(s, 0),
			.asked = db_get_int(s, 1),
			.answered = db_get_int(s, 2),
			.live = db_get_int(s, 3) };

		rc = fn(&k, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql messages = { "figures.messages",
	"SELECT gateway, kind, state, CAST(sum(messages) AS BIGINT), CAST(sum(segments) AS BIGINT) "
	"FROM message_day WHERE day BETWEEN $1 AND $2 GROUP BY gateway, kind, state "
	"HAVING sum(messages) <> 0 ORDER BY gateway, kind, state LIMIT $3" };

enum rc figures_messages(
	struct store *st, const struct figures_span *span, figures_messages_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &messages);
	struct figures_messages m;
	enum rc rc;

	db_int(s, 1, span->from);
	db_int(s, 2, span->to);
	db_limit(s, 3, 0);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		m.gateway = db_view_text(s, 0);
		m.kind = db_view_text(s, 1);
		m.state = db_view_text(s, 2);
		m.messages = db_get_int(s, 3);
		m.segments = db_get_int(s, 4);
		rc = fn(&m, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

const struct sql *const figures_sql[] = { &steps, &markets, &came, &complaints,
	&complaints_open, &complaint_at, &waves, &stick, &messages, NULL };
