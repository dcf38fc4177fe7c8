/*
 * office/offer.c - a free seat goes to whoever waits, one after another
 *
 * Three jobs: "offer.next" of a wave offers what is free, "offer.watch" of a place looks whether the SMS has left (the time to
 * answer begins with it), "offer.end" of a place passes the seat on. Nearer to the sitting than twelve hours the office calls.
 */
#include "base/config.h"
#include "base/quiet.h"
#include "office/jobs.h"
#include "office/push.h"
#include "office/wave_text.h"
#include "store/seat.h"

enum {
	MINUTE = 60,
	HOUR = 3600,
	NEAREST = 12 * HOUR, /* before the sitting */
	LONGEST = 24 * HOUR, /* to answer */
	SHORTEST = 2 * HOUR,
	LEAVES_WITHIN = HOUR,      /* or the SMS does not go out */
	WAITS_FOR_ONE = 14 * HOUR, /* a night; whoever cannot be asked by then is called */
	ROUNDS = 20,
};

/* A quarter of the time there is, at a full hour, never at night. */
static int64_t deadline(const struct work *w, int64_t starts_at)
{
	int64_t time = (starts_at - w->now) / 4, until;

	if (time > LONGEST)
		time = LONGEST;
	else if (time < SHORTEST)
		time = SHORTEST;
	until = (w->now + time + HOUR - 1) / HOUR * HOUR;
	if (quiet_at(&w->config->office.quiet_hours, until))
		until = quiet_end(&w->config->office.quiet_hours, until) + HOUR;
	return until < starts_at - SHORTEST ? until : starts_at - SHORTEST;
}

static enum rc push_offer(const struct work *w, const struct wave *wave,
	const struct seat *seat, int64_t until, struct push_result *out)
{
	struct pushed_question q = { .state = "office.offer",
		.lives_until = until,
		.note = { { "office.wave", wave->id }, { "office.until", until } } };
	struct push push = { .trader_id = seat->trader_id,
		.kind = KIND_REMINDER,
		.expires_at = w->now + LEAVES_WITHIN,
		.question = &q };

	return wave_push(w,
		&(struct wave_news){ .message = MSG_OFFER,
			.wave = wave,
			.at = wave->starts_at,
			.until = until },
		&push, out);
}

/* Offers the seat to one person. *again_at: when to go on with this one, 0: at once with the next. */
static enum rc offer_to(const struct work *w, const struct wave *wave, const struct seat *seat,
	int64_t *again_at)
{
	struct seat_change c = { .id = seat->id, .by = "system", .now = w->now };
	int64_t until = deadline(w, wave->starts_at);
	struct push_result result = { .outcome = PUSH_NEVER };
	enum rc rc = push_offer(w, wave, seat, until, &result);

	*again_at = 0;
	if (rc != RC_OK)
		return rc == RC_ABSENT ? RC_OK : rc;
	if (result.outcome == PUSH_LATER && result.not_before - w->now <= WAITS_FOR_ONE) {
		*again_at = result.not_before;
		return RC_OK;
	}
	if (result.outcome != PUSH_QUEUED)
		return seat_call(w->store, seat->id);
	rc = seat_offer(w->store, &c, until, result.message_id);
	if (rc != RC_OK)
		return rc;
	return job_put(w->store, &(struct job){ .kind = "offer.watch",
					 .subject = seat->id,
					 .due_at = w->now + MINUTE });
}

/* So near to the sitting nobody waits for an answer: everyone who could have a seat is called. */
static enum rc call_all(const struct work *w, int64_t wave_id)
{
	struct seat seat;
	enum rc rc = RC_OK;

	for (int i = 0; i < ROUNDS && rc == RC_OK; i++) {
		rc = seat_first_waiting(w->store, wave_id, &seat);
		if (rc == RC_OK)
			rc = seat_call(w->store, seat.id);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static bool takes_people(const struct wave *wave)
{
	return wave->state == WAVE_OPEN || wave->state == WAVE_FULL ||
	       wave->state == WAVE_CLOSED;
}

enum rc offer_next(const struct work *w, const struct job_row *job)
{
	int64_t again_at = 0;
	struct wave wave;
	struct seat seat;
	enum rc rc = RC_OK;

	for (int i = 0; i < ROUNDS && rc == RC_OK && again_at == 0; i++) {
		rc = wave_by_id(w->store, job->subject, &wave);
		if (rc != RC_OK || !takes_people(&wave) || wave.taken >= wave.seats ||
			wave.starts_at <= w->now)
			return rc == RC_ABSENT ? RC_OK : rc;
		if (wave.starts_at - w->now < NEAREST)
			return call_all(w, wave.id);
		rc = seat_first_waiting(w->store, wave.id, &seat);
		if (rc == RC_OK)
			rc = offer_to(w, &wave, &seat, &again_at);
	}
	if (rc != RC_OK)
		return rc == RC_ABSENT ? RC_OK : rc;
	return job_hasten(w->store, &(struct job){ .kind = "offer.next",
					    .subject = job->subject,
					    .due_at = again_at != 0 ? again_at : w->now });
}

static enum rc read_state(const struct message *m, void *state)
{
	*(enum message_state *)state = m->state;
	return RC_OK;
}

static enum rc pass_on(const struct work *w, const struct seat *seat, enum seat_pass how)
{
	struct seat_change c = { .id = seat->id, .by = "system", .now = w->now };
	enum rc rc = seat_pass(w->store, &c, how);

	if (rc != RC_OK)
		return rc == RC_ABSENT ? RC_OK : rc;
	return job_hasten(w->store,
		&(struct job){
			.kind = "offer.next", .subject = seat->wave_id, .due_at = w->now });
}

enum rc offer_watch(const struct work *w, const struct job_row *job)
{
	enum message_state state = MESSAGE_FAILED;
	struct job next = {
		.kind = "offer.watch", .subject = job->subject, .due_at = w->now + MINUTE
	};
	struct seat seat;
	enum rc rc = seat_by_id(w->store, job->subject, &seat);

	if (rc != RC_OK || seat.status != ENROLMENT_OFFERED)
		return rc == RC_ABSENT ? RC_OK : rc;
	rc = message_get(w->store, seat.offer_message_id, read_state, &state);
	if (rc != RC_OK && rc != RC_ABSENT)
		return rc;
	switch (state) {
	case MESSAGE_QUEUED:
	case MESSAGE_SENDING:
		return job_put(w->store, &next);
	case MESSAGE_SENT:
	case MESSAGE_DELIVERED:
	case MESSAGE_UNKNOWN:
		next.kind = "offer.end";
		next.due_at = seat.offered_until;
		return job_put(w->store, &next);
	case MESSAGE_EXPIRED: /* a resting gateway, or the trader just wrote */
		return pass_on(w, &seat, PASS_AGAIN);
	case MESSAGE_RECEIVED:
	case MESSAGE_FAILED:
	case MESSAGE_REJECTED:
		break;
	}
	return pass_on(w, &seat, PASS_CALL);
}

enum rc offer_end(const struct work *w, const struct job_row *job)
{
	struct seat seat;
	enum rc rc = seat_by_id(w->store, job->subject, &seat);

	if (rc != RC_OK || seat.status != ENROLMENT_OFFERED || seat.offered_until > w->now)
		return rc == RC_ABSENT ? RC_OK : rc;
	return pass_on(w, &seat, PASS_END);
}
