/*
 * store/enrolment.c - who has a seat, who waits
 *
 * A seat that becomes free belongs to the waiting list: a newcomer gets one only when there are
 * more free seats than people waiting.
 */
#include <string.h>

#include "store/helper.h"
#include "store/rows.h"
#include "store/seat.h"

static const char *const status_names[] = {
	[ENROLMENT_ENROLLED] = "enrolled",
	[ENROLMENT_WAITING] = "waiting",
	[ENROLMENT_OFFERED] = "offered",
	[ENROLMENT_CANCELLED] = "cancelled",
	[ENROLMENT_ATTENDED] = "attended",
	[ENROLMENT_ABSENT] = "absent",
};

const char *enrolment_status_name(enum enrolment_status s)
{
	return status_names[s];
}

enum enrolment_status enrolment_status_named(const char *name)
{
	for (size_t i = 0; i < sizeof(status_names) / sizeof(status_names[0]); i++)
		if (strcmp(status_names[i], name) == 0)
			return (enum enrolment_status)i;
	return ENROLMENT_CANCELLED;
}

void enrolment_read(struct stmt *s, int column, struct enrolment *out)
{
	out->id = db_get_int(s, column);
	out->wave_id = db_get_int(s, column + 1);
	out->trader_id = db_get_int(s, column + 2);
	out->status = enrolment_status_named(db_view_text(s, column + 3));
	out->changed_at = db_get_int(s, column + 4);
	out->position = db_get_int32(s, column + 5);
}

static enum rc one_enrolment(struct stmt *s, struct enrolment *out)
{
	enum rc rc = db_step(s);

	if (rc == RC_OK) {
		enrolment_read(s, 0, out);
		db_reset(s);
	}
	return rc;
}

static const struct sql of_pair = { "enrolment.of_pair",
	"SELECT " ENROLMENT_COLUMNS " FROM enrolment e "
	"WHERE e.wave_id = $1 AND e.trader_id = $2 LIMIT 1" };

/* The cancelled one too. */
static enum rc get_any(
	struct store *st, int64_t wave_id, int64_t trader_id, struct enrolment *out)
{
	struct stmt *s = db_prepare(st->db, &of_pair);

	db_int(s, 1, wave_id);
	db_int(s, 2, trader_id);
	return one_enrolment(s, out);
}

enum rc enrolment_get(
	struct store *st, int64_t wave_id, int64_t trader_id, struct enrolment *out)
{
	enum rc rc = get_any(st, wave_id, trader_id, out);

	return rc == RC_OK && out->status == ENROLMENT_CANCELLED ? RC_ABSENT : rc;
}

static const struct sql put = { "enrolment.put",
	"INSERT INTO enrolment (id, wave_id, trader_id, status, queue, source, created_at, "
	"changed_at, changed_by) VALUES ($1, $2, $3, $4, "
	"(SELECT coalesce(max(x.queue), 0) + 1 FROM enrolment x WHERE x.wave_id = $2), "
	"$5, $6, $6, $7) ON CONFLICT (wave_id, trader_id) DO UPDATE SET status = excluded.status, "
	"queue = excluded.queue, source = excluded.source, changed_at = excluded.changed_at, "
	"changed_by = excluded.changed_by, rsvp_at = 0, offered_until = 0, first_in_line = 0, "
	"telephone = 0" };

static enum rc put_place(struct store *st, const struct enrolment_request *ask, int64_t id,
	enum enrolment_status status)
{
	bool by_trader = strcmp(ask->by, "trader") == 0;
	struct stmt *s = db_prepare(st->db, &put);

	db_int(s, 1, id);
	db_int(s, 2, ask->wave_id);
	db_int(s, 3, ask->trader_id);
	db_text(s, 4, enrolment_status_name(status));
	db_text(s, 5, by_trader ? "trader" : "staff");
	db_int(s, 6, ask->now);
	db_text(s, 7, ask->by);
	return db_run(s);
}

/* Who freed a seat at a reminder is the first in line for it while nobody took it. RC_ABSENT: it is not so. */
static enum rc take_again(
	struct store *st, const struct enrolment_request *ask, struct enrolment *out)
{
	struct seat seat;
	enum rc rc = seat_by_id(st, out->id, &seat);

	if (rc == RC_OK && !seat.first_in_line)
		return RC_ABSENT;
	if (rc == RC_OK)
		rc = seat_restore(st,
			&(struct seat_change){ .id = seat.id, .by = ask->by, .now = ask->now });
	if (rc == RC_FULL)
		return RC_ABSENT;
	return rc == RC_OK ? get_any(st, ask->wave_id, ask->trader_id, out) : rc;
}

enum rc enrolment_take(
	struct store *st, const struct enrolment_request *ask, struct enrolment *out)
{
	enum rc rc = get_any(st, ask->wave_id, ask->trader_id, out);
	bool known = rc == RC_OK;
	struct wave wave;
	bool seat;

	if (known && out->status != ENROLMENT_CANCELLED)
		return RC_CONFLICT;
	if (!known && rc != RC_ABSENT)
		return rc;
	rc = wave_by_id(st, ask->wave_id, &wave);
	if (rc != RC_OK)
		return rc;
	if (known) {
		rc = take_again(st, ask, out);
		if (rc != RC_ABSENT)
			return rc;
		rc = RC_OK;
	}
	seat = wave.taken + wave.waiting < wave.seats;
	if (!seat && !ask->allow_waiting)
		return RC_FULL;
	if (!known)
		rc = store_next_id(st, "enrolment", &out->id);
	if (rc == RC_OK)
		rc = put_place(st, ask, out->id, seat ? ENROLMENT_ENROLLED : ENROLMENT_WAITING);
	return rc == RC_OK ? get_any(st, ask->wave_id, ask->trader_id, out) : rc;
}

static const struct sql by_id = { "enrolment.by_id",
	"SELECT " ENROLMENT_COLUMNS " FROM enrolment e WHERE e.id = $1 LIMIT 1" };
static const struct sql set_status = { "enrolment.set_status",
	"UPDATE enrolment SET status = $2, changed_by = $3, changed_at = $4 WHERE id = $1" };
static const struct sql set_waiting = { "enrolment.set_waiting",
	"UPDATE enrolment SET status = $2, changed_by = $3, changed_at = $4, queue = "
	"(SELECT max(x.queue) + 1 FROM enrolment x WHERE x.wave_id = enrolment.wave_id) "
	"WHERE id = $1" };

static bool holds_seat(enum enrolment_status s)
{
	return s == ENROLMENT_ENROLLED || s == ENROLMENT_OFFERED || s == ENROLMENT_ATTENDED;
}

/* Who came has come, whatever the seats say; nobody else gets one beyond their number. */
static enum rc check_seat(
	struct store *st, const struct enrolment *old, enum enrolment_status status)
{
	struct wave wave;
	enum rc rc;

	if (!holds_seat(status) || status == ENROLMENT_ATTENDED || holds_seat(old->status))
		return RC_OK;
	rc = wave_by_id(st, old->wave_id, &wave);
	return rc == RC_OK && wave.taken >= wave.seats ? RC_FULL : rc;
}

enum rc enrolment_set_status(
	struct store *st, int64_t id, enum enrolment_status status, const char *by, int64_t now)
{
	struct stmt *s = db_prepare(st->db, &by_id);
	struct enrolment old;
	bool queues;
	enum rc rc;

	db_int(s, 1, id);
	rc = one_enrolment(s, &old);
	if (rc == RC_OK)
		rc = check_seat(st, &old, status);
	if (rc != RC_OK)
		return rc;
	queues = status == ENROLMENT_WAITING && old.status != ENROLMENT_WAITING;
	s = db_prepare(st->db, queues ? &set_waiting : &set_status);
	db_int(s, 1, id);
	db_text(s, 2, enrolment_status_name(status));
	db_text(s, 3, by);
	db_int(s, 4, now);
	return db_run_some(s);
}

/* A sitting's code is taken for three hours, so that long the wave is not over. Ordered by
 * column 16, the first sitting. */
static const struct sql of_trader = { "enrolment.of_trader",
	"SELECT " ENROLMENT_COLUMNS ", " WAVE_COLUMNS " FROM enrolment e "
	"JOIN wave w ON w.id = e.wave_id JOIN market m ON m.id = w.market_id "
	"WHERE e.trader_id = $1 AND e.status IN ('enrolled', 'waiting', 'offered') "
	"AND w.state NOT IN ('done', 'cancelled') AND (EXISTS (SELECT 1 FROM sitting y "
	"WHERE y.wave_id = w.id AND y.starts_at > $2) OR NOT EXISTS "
	"(SELECT 1 FROM sitting z WHERE z.wave_id = w.id)) "
	"ORDER BY 16 NULLS LAST, w.id LIMIT $3" };

enum rc enrolment_of_trader(struct store *st, int64_t trader_id, int64_t now,
	struct enrolment_row *out, size_t max, size_t *n)
{
	struct stmt *s;
	enum rc rc;

	*n = 0;
	if (max == 0)
		return RC_OK;
	s = db_prepare(st->db, &of_trader);
	db_int(s, 1, trader_id);
	db_int(s, 2, now - SITTING_OPEN_AFTER);
	db_int(s, 3, (int64_t)max);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		enrolment_read(s, 0, &out[*n].enrolment);
		wave_read(s, ENROLMENT_WIDTH, &out[*n].wave);
		(*n)++;
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static void read_story(struct stmt *s, int column, struct roster_row *out)
{
	db_get_text(s, column, out->source, sizeof(out->source));
	db_get_text(s, column + 1, out->changed_by, sizeof(out->changed_by));
	out->rsvp_at = db_get_int(s, column + 2);
	out->offered_until = db_get_int(s, column + 3);
	out->telephone = db_get_int(s, column + 4) != 0 || !trader_has_phone(&out->who.trader);
	if (out->who.trader.stopped_at != 0)
		out->telephone = true;
	db_get_text(s, column + 5, out->reminder, sizeof(out->reminder));
}

static const struct sql roster = { "wave.roster",
	"SELECT " ENROLMENT_COLUMNS ", " TRADER_COLUMNS
	", m.name, e.source, e.changed_by, e.rsvp_at, "
	"e.offered_until, e.telephone, "
	"(SELECT z.state FROM message z WHERE z.id = e.reminder_message_id) FROM enrolment e "
	"JOIN trader t ON t.id = e.trader_id LEFT JOIN market m ON m.id = t.market_id "
	"WHERE e.wave_id = $1 ORDER BY CASE e.status WHEN 'enrolled' THEN 0 WHEN 'offered' THEN 0 "
	"WHEN 'attended' THEN 0 WHEN 'waiting' THEN 1 ELSE 2 END, e.queue LIMIT $2" };

enum rc wave_roster(struct store *st, int64_t wave_id, roster_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &roster);
	struct roster_row row;
	enum rc rc;

	db_int(s, 1, wave_id);
	db_limit(s, 2, 0);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		enrolment_read(s, 0, &row.enrolment);
		trader_read(s, ENROLMENT_WIDTH, &row.who.trader);
		db_get_text(s, ENROLMENT_WIDTH + TRADER_WIDTH, row.who.market,
			sizeof(row.who.market));
		read_story(s, ENROLMENT_WIDTH + TRADER_WIDTH + 1, &row);
		rc = fn(&row, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

const struct sql *const enrolment_sql[] = { &of_pair, &put, &by_id, &set_status, &set_waiting,
	&of_trader, &roster, NULL };
