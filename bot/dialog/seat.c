/* dialog/seat.c - answers to what the office asks about a seat: a reminder, an offer */
#include "store/seat.h"
#include "dialog/answers.h"
#include "dialog/pushed.h"

static enum rc load(struct turn *t, struct wave *w, struct seat *seat)
{
	enum rc rc = wave_by_id(t->d->store, notes_number(&t->notes, "office.wave", 0), w);

	return rc == RC_OK ? seat_of(t->d->store, w->id, t->trader.id, seat) : rc;
}

/* When the sitting that was asked about begins, as the office plans it now. */
static enum rc begins(struct turn *t, const struct wave *w, int64_t *out)
{
	struct sitting s;
	enum rc rc =
		sitting_by_id(t->d->store, notes_number(&t->notes, "office.sitting", 0), &s);

	*out = rc == RC_OK ? s.starts_at : w->starts_at;
	return rc == RC_ABSENT ? RC_OK : rc;
}

enum rc fill_seat(struct turn *t, struct fields *f)
{
	struct wave w = { .id = 0 };
	int64_t at = 0;
	enum rc rc = wave_by_id(t->d->store, notes_number(&t->notes, "office.wave", 0), &w);

	if (rc == RC_OK)
		rc = begins(t, &w, &at);
	fields_add(f, FIELD_WAVE, turn_text(t, w.name));
	fields_add(f, FIELD_DAY, turn_wave_day(t, at));
	fields_add(f, FIELD_TIME, turn_time(t, at));
	fields_add(f, FIELD_MARKET, turn_text(t, w.market));
	fields_add(f, FIELD_PLACE, turn_text(t, w.place));
	return rc == RC_ABSENT ? RC_OK : rc;
}

enum rc fill_offer(struct turn *t, struct fields *f)
{
	int64_t until = notes_number(&t->notes, "office.until", t->in->now);
	enum rc rc = fill_seat(t, f);

	fields_add(f, FIELD_DAY2, turn_wave_day(t, until));
	fields_add(f, FIELD_TIME2, turn_time(t, until));
	return rc;
}

/* The wave or the place is gone since it was asked. */
static enum rc gone(struct turn *t, enum rc rc)
{
	if (rc != RC_ABSENT)
		return rc;
	turn_go(t, ST_IDLE);
	SAY_PLAIN(t, MSG_SCHEDULE_NONE);
	return RC_OK;
}

static bool is_live(const struct seat *s)
{
	return s->status == ENROLMENT_ENROLLED || s->status == ENROLMENT_ATTENDED;
}

enum rc reminder_yes(struct turn *t)
{
	struct seat seat;
	struct wave w;
	int64_t at = 0;
	enum rc rc;

	if (t->state != ST_REMINDER)
		return RC_ABSENT;
	rc = load(t, &w, &seat);
	if (rc == RC_OK && !is_live(&seat))
		rc = RC_ABSENT;
	if (rc == RC_OK)
		rc = begins(t, &w, &at);
	if (rc != RC_OK)
		return gone(t, rc);
	turn_go(t, ST_IDLE);
	t->stored = true;
	SAY(t, MSG_REMINDER_YES, { FIELD_DAY, turn_wave_day(t, at) },
		{ FIELD_TIME, turn_time(t, at) });
	return seat_rsvp(t->d->store, seat.id, t->in->now);
}

/* Before the wave begins the seat is somebody else's; in its midst only the day is noted. */
enum rc reminder_no(struct turn *t)
{
	struct seat_change c = { .by = "trader", .now = t->in->now };
	struct seat seat;
	struct wave w;
	int64_t at = 0;
	enum rc rc;

	if (t->state != ST_REMINDER)
		return RC_ABSENT;
	rc = load(t, &w, &seat);
	if (rc == RC_OK && !is_live(&seat))
		rc = RC_ABSENT;
	if (rc == RC_OK)
		rc = begins(t, &w, &at);
	if (rc != RC_OK)
		return gone(t, rc);
	turn_go(t, ST_IDLE);
	t->stored = true;
	c.id = seat.id;
	if (seat.status == ENROLMENT_ENROLLED && w.starts_at > t->in->now) {
		SAY(t, MSG_REMINDER_FREED, { FIELD_WAVE, turn_text(t, w.name) });
		rc = seat_free(t->d->store, &c, true);
	} else {
		SAY(t, MSG_REMINDER_NOT, { FIELD_WAVE, turn_text(t, w.name) },
			{ FIELD_DAY, turn_wave_day(t, at) });
	}
	return rc == RC_OK ? seat_rsvp(t->d->store, seat.id, -t->in->now) : rc;
}

enum rc answer_reminder(struct turn *t)
{
	if (turn_is_yes(t))
		return reminder_yes(t);
	if (turn_is_no(t))
		return reminder_no(t);
	return pushed_other(t);
}

static enum rc take(struct turn *t, const struct wave *w, const struct seat *seat)
{
	enum rc rc = seat_accept(t->d->store,
		&(struct seat_change){ .id = seat->id, .by = "trader", .now = t->in->now });

	if (rc == RC_ABSENT) {
		SAY(t, MSG_OFFER_GONE, { FIELD_WAVE, turn_text(t, w->name) });
		return RC_OK;
	}
	t->stored = true;
	SAY(t, MSG_ENROL_DONE, { FIELD_NAME, turn_text(t, t->trader.name) },
		{ FIELD_WAVE, turn_text(t, w->name) },
		{ FIELD_DAY, turn_wave_day(t, w->starts_at) },
		{ FIELD_TIME, turn_time(t, w->starts_at) },
		{ FIELD_MARKET, turn_text(t, w->market) },
		{ FIELD_PLACE, turn_text(t, w->place) });
	return rc;
}

enum rc answer_offer(struct turn *t)
{
	struct seat seat;
	struct wave w;
	enum rc rc;

	if (!turn_is_yes(t) && !turn_is_no(t))
		return pushed_other(t);
	rc = load(t, &w, &seat);
	if (rc != RC_OK)
		return gone(t, rc);
	turn_go(t, ST_IDLE);
	if (turn_is_yes(t))
		return take(t, &w, &seat);
	t->stored = true;
	SAY(t, MSG_LEAVE_DONE_WAITING, { FIELD_WAVE, turn_text(t, w.name) });
	if (seat.status != ENROLMENT_OFFERED && seat.status != ENROLMENT_WAITING)
		return RC_OK;
	return seat_free(t->d->store,
		&(struct seat_change){ .id = seat.id, .by = "trader", .now = t->in->now },
		false);
}
