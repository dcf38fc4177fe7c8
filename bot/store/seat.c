/* store/seat.c - what becomes of a place in a wave */
#include "store/seat.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "store/audit.h"
#include "store/job.h"
#include "store/rows.h"

#define SEAT_COLUMNS                                                                           \
	"e.id, e.wave_id, e.trader_id, e.status, e.rsvp_at, e.offered_until, "                 \
	"e.offer_message_id, e.reminder_message_id, e.first_in_line, e.telephone, e.waited"

static enum rc read_seat(struct stmt *s, struct seat *out)
{
	enum rc rc = db_step(s);

	if (rc != RC_OK)
		return rc;
	*out = (struct seat){ .id = db_get_int(s, 0),
		.wave_id = db_get_int(s, 1),
		.trader_id = db_get_int(s, 2),
		.status = enrolment_status_named(db_view_text(s, 3)),
		.rsvp_at = db_get_int(s, 4),
		.offered_until = db_get_int(s, 5),
		.offer_message_id = db_get_int(s, 6),
		.reminder_message_id = db_get_int(s, 7),
		.first_in_line = db_get_int(s, 8) != 0,
		.telephone = db_get_int(s, 9) != 0,
		.waited = db_get_int(s, 10) != 0 };
	db_reset(s);
	return RC_OK;
}

static const struct sql by_id = { "seat.by_id",
	"SELECT " SEAT_COLUMNS " FROM enrolment e WHERE e.id = $1 LIMIT 1" };

enum rc seat_by_id(struct store *st, int64_t id, struct seat *out)
{
	struct stmt *s = db_prepare(st->db, &by_id);

	db_int(s, 1, id);
	return read_seat(s, out);
}

static const struct sql of_pair = { "seat.of", "SELECT " SEAT_COLUMNS " FROM enrolment e "
					       "WHERE e.wave_id = $1 AND e.trader_id = $2 "
					       "LIMIT 1" };

enum rc seat_of(struct store *st, int64_t wave_id, int64_t trader_id, struct seat *out)
{
	struct stmt *s = db_prepare(st->db, &of_pair);

	db_int(s, 1, wave_id);
	db_int(s, 2, trader_id);
	return read_seat(s, out);
}

static enum rc change(struct store *st, const struct sql *q, const struct seat_change *c)
{
	struct stmt *s = db_prepare(st->db, q);

	db_int(s, 1, c->id);
	db_text(s, 2, c->by);
	db_int(s, 3, c->now);
	return db_run_some(s);
}

#define WAITED "waited = CASE WHEN status = 'waiting' OR status = 'offered' THEN 1 ELSE 0 END, "

static const struct sql give_up = { "seat.free",
	"UPDATE enrolment SET status = 'cancelled', changed_by = $2, changed_at = $3, " WAITED
	"first_in_line = 0, offered_until = 0 WHERE id = $1" };
static const struct sql give_up_first = { "seat.free_first",
	"UPDATE enrolment SET status = 'cancelled', changed_by = $2, changed_at = $3, " WAITED
	"first_in_line = 1, offered_until = 0 WHERE id = $1" };

/* The row only knows its last change: that a trader gave a seat up is recorded though it is taken again. What the staff
 * does is recorded where they do it. */
static enum rc record_freed(
	struct store *st, const struct seat_change *c, const struct seat *seat, bool reminded)
{
	char subject[AUDIT_SUBJECT_MAX], detail[AUDIT_SUBJECT_MAX];

	if (strcmp(c->by, "trader") != 0)
		return RC_OK;
	(void)snprintf(subject, sizeof(subject), "wave:%" PRId64, seat->wave_id);
	(void)snprintf(detail, sizeof(detail), "trader %" PRId64 "%s", seat->trader_id,
		reminded ? ", at a reminder" : "");
	return audit_add(st, &(struct audit_entry){ .actor = c->by,
				     .action = "wave.free",
				     .subject = subject,
				     .detail = detail,
				     .at = c->now });
}

static enum rc offer_next(struct store *st, int64_t wave_id, int64_t now)
{
	return job_hasten(
		st, &(struct job){ .kind = "offer.next", .subject = wave_id, .due_at = now });
}

enum rc seat_free(struct store *st, const struct seat_change *c, bool first_in_line)
{
	struct seat seat;
	enum rc rc = seat_by_id(st, c->id, &seat);

	if (rc == RC_OK)
		rc = change(st, first_in_line ? &give_up_first : &give_up, c);
	if (rc == RC_OK)
		rc = record_freed(st, c, &seat, first_in_line);
	return rc == RC_OK ? offer_next(st, seat.wave_id, c->now) : rc;
}

static const struct sql withdraw = { "seat.withdraw",
	"UPDATE enrolment SET status = 'waiting', offered_until = 0, changed_by = 'system', "
	"changed_at = $2 WHERE id = (SELECT o.id FROM enrolment o WHERE o.wave_id = $1 "
	"AND o.status = 'offered' ORDER BY o.queue DESC LIMIT 1)" };

/* Makes room by taking back the last offer that nobody has answered. RC_FULL: there is none. */
static enum rc make_room(struct store *st, int64_t wave_id, int64_t now)
{
	struct wave wave;
	struct stmt *s;
	enum rc rc = wave_by_id(st, wave_id, &wave);

	if (rc != RC_OK || wave.taken < wave.seats)
		return rc;
	s = db_prepare(st->db, &withdraw);
	db_int(s, 1, wave_id);
	db_int(s, 2, now);
	rc = db_run_some(s);
	return rc == RC_ABSENT ? RC_FULL : rc;
}

static const struct sql give_back = { "seat.restore",
	"UPDATE enrolment SET status = 'enrolled', changed_by = $2, changed_at = $3, "
	"first_in_line = 0, telephone = 0 WHERE id = $1 AND status = 'cancelled'" };
static const struct sql wait_again = { "seat.wait_again",
	"UPDATE enrolment SET status = 'waiting', changed_by = $2, changed_at = $3, "
	"first_in_line = 0 WHERE id = $1 AND status = 'cancelled'" };

enum rc seat_restore(struct store *st, const struct seat_change *c)
{
	struct seat seat;
	enum rc rc = seat_by_id(st, c->id, &seat);

	if (rc == RC_OK && seat.status != ENROLMENT_CANCELLED)
		return RC_CONFLICT;
	if (rc == RC_OK && seat.waited) {
		rc = change(st, &wait_again, c);
		return rc == RC_OK ? offer_next(st, seat.wave_id, c->now) : rc;
	}
	if (rc == RC_OK)
		rc = make_room(st, seat.wave_id, c->now);
	return rc == RC_OK ? change(st, &give_back, c) : rc;
}

static const struct sql first_waiting = { "seat.first_waiting",
	"SELECT " SEAT_COLUMNS
	" FROM enrolment e WHERE e.wave_id = $1 AND e.status = 'waiting' "
	"AND e.telephone = 0 ORDER BY e.queue LIMIT 1" };

enum rc seat_first_waiting(struct store *st, int64_t wave_id, struct seat *out)
{
	struct stmt *s = db_prepare(st->db, &first_waiting);

	db_int(s, 1, wave_id);
	return read_seat(s, out);
}

static const struct sql offer = { "seat.offer",
	"UPDATE enrolment SET status = 'offered', changed_by = $2, changed_at = $3, "
	"offered_until = $4, offer_message_id = $5 WHERE id = $1 AND status = 'waiting'" };

enum rc seat_offer(
	struct store *st, const struct seat_change *c, int64_t until, int64_t message_id)
{
	struct seat seat;
	struct wave wave;
	struct stmt *s;
	enum rc rc = seat_by_id(st, c->id, &seat);

	if (rc == RC_OK)
		rc = wave_by_id(st, seat.wave_id, &wave);
	if (rc != RC_OK)
		return rc;
	if (wave.taken >= wave.seats)
		return RC_FULL;
	s = db_prepare(st->db, &offer);
	db_int(s, 1, c->id);
	db_text(s, 2, c->by);
	db_int(s, 3, c->now);
	db_int(s, 4, until);
	db_int(s, 5, message_id);
	return db_run_some(s);
}

static const struct sql accept = { "seat.accept",
	"UPDATE enrolment SET status = 'enrolled', changed_by = $2, changed_at = $3, "
	"offered_until = 0 WHERE id = $1 AND status = 'offered'" };

enum rc seat_accept(struct store *st, const struct seat_change *c)
{
	return change(st, &accept, c);
}

#define PASS_ON                                                                                \
	"UPDATE enrolment SET status = 'waiting', offered_until = 0, changed_by = $2, "        \
	"changed_at = $3"
#define OF_OFFERED " WHERE id = $1 AND status = 'offered'"

static const struct sql pass_again = { "seat.pass_again", PASS_ON OF_OFFERED };
static const struct sql pass_call = { "seat.pass_call", PASS_ON ", telephone = 1" OF_OFFERED };
static const struct sql pass_end = { "seat.pass_end",
	PASS_ON ", telephone = 1, queue = (SELECT max(x.queue) + 1 FROM enrolment x "
		"WHERE x.wave_id = enrolment.wave_id)" OF_OFFERED };

enum rc seat_pass(struct store *st, const struct seat_change *c, enum seat_pass how)
{
	static const struct sql *const how_sql[] = {
		[PASS_AGAIN] = &pass_again, [PASS_CALL] = &pass_call, [PASS_END] = &pass_end
	};

	return change(st, how_sql[how], c);
}

static enum rc note(struct store *st, const struct sql *q, int64_t id, int64_t value)
{
	struct stmt *s = db_prepare(st->db, q);

	db_int(s, 1, id);
	db_int(s, 2, value);
	return db_run_some(s);
}

static const struct sql call = { "seat.call",
	"UPDATE enrolment SET telephone = $2 WHERE id = $1" };
static const struct sql rsvp = { "seat.rsvp",
	"UPDATE enrolment SET rsvp_at = $2 WHERE id = $1" };
static const struct sql reminded = { "seat.reminded",
	"UPDATE enrolment SET reminder_message_id = $2 WHERE id = $1" };

enum rc seat_call(struct store *st, int64_t id)
{
	return note(st, &call, id, 1);
}

enum rc seat_rsvp(struct store *st, int64_t id, int64_t at)
{
	return note(st, &rsvp, id, at);
}

enum rc seat_reminded(struct store *st, int64_t id, int64_t message_id)
{
	return note(st, &reminded, id, message_id);
}

static const struct sql next = { "seat.next",
	"SELECT " SEAT_COLUMNS " FROM enrolment e WHERE e.wave_id = $1 AND e.id > $2 "
	"AND (e.status = 'enrolled' OR e.status = 'attended' "
	"OR ($3 = 1 AND (e.status = 'waiting' OR e.status = 'offered'))) "
	"ORDER BY e.id LIMIT 1" };

enum rc seat_next(
	struct store *st, int64_t wave_id, int64_t after, bool waiting, struct seat *out)
{
	struct stmt *s = db_prepare(st->db, &next);

	db_int(s, 1, wave_id);
	db_int(s, 2, after);
	db_int(s, 3, waiting);
	return read_seat(s, out);
}

static const struct sql missed = { "seat.missed",
	"SELECT " SEAT_COLUMNS " FROM enrolment e JOIN wave w ON w.id = e.wave_id "
	"JOIN trader t ON t.id = e.trader_id WHERE e.status = 'absent' AND e.invited_to = 0 "
	"AND w.state = 'done' "
	"AND e.id > $3 AND w.market_id = $2 AND w.id <> $1 AND t.stopped_at IS NULL "
	"AND (NOT EXISTS (SELECT 1 FROM wave_market x WHERE x.wave_id = $1) OR EXISTS "
	"(SELECT 1 FROM wave_market x WHERE x.wave_id = $1 AND x.market_id = t.market_id)) "
	"AND NOT EXISTS (SELECT 1 FROM enrolment o JOIN wave v ON v.id = o.wave_id "
	"WHERE o.trader_id = e.trader_id AND (o.wave_id = $1 OR o.status = 'attended' "
	"OR ((o.status = 'enrolled' OR o.status = 'waiting' OR o.status = 'offered') "
	"AND v.state <> 'done' AND v.state <> 'cancelled'))) ORDER BY e.id LIMIT 1" };

enum rc seat_missed(struct store *st, const struct wave *w, int64_t after, struct seat *out)
{
	struct stmt *s = db_prepare(st->db, &missed);

	db_int(s, 1, w->id);
	db_int(s, 2, w->market_id);
	db_int(s, 3, after);
	return read_seat(s, out);
}

static const struct sql invited = { "seat.invited",
	"UPDATE enrolment SET invited_to = $2 WHERE trader_id = $1 AND status = 'absent' "
	"AND invited_to = 0" };

enum rc seat_invited(struct store *st, int64_t trader_id, int64_t wave_id)
{
	struct stmt *s = db_prepare(st->db, &invited);

	db_int(s, 1, trader_id);
	db_int(s, 2, wave_id);
	return db_run(s);
}

const struct sql *const seat_sql[] = { &by_id, &of_pair, &give_up, &give_up_first, &withdraw,
	&give_back, &wait_again, &first_waiting, &offer, &accept, &pass_again, &pass_call,
	&pass_end, &call, &rsvp, &reminded, &next, &missed, &invited, NULL };
