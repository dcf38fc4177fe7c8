/*
 * office/invite.c - who had a seat and did not come hears of the next wave of that market, once
 *
 * One job a wave goes through those people a quarter of an hour after it was opened, so that one opened by mistake
 * can be taken back; whoever cannot be written to at that moment gets a job of their own. DAFTAR is the way to say
 * yes, as it is for everybody: no question is opened.
 */
#include "office/jobs.h"
#include "office/push.h"
#include "office/wave_text.h"
#include "store/seat.h"

enum { ROWS = 50, AFTER = 15 * 60, NEAREST = 12 * 3600, DAY = 24 * 3600 };

static bool takes_people(const struct work *w, const struct wave *wave)
{
	return wave->state == WAVE_OPEN && wave->starts_at - NEAREST > w->now;
}

static enum rc invite(const struct work *w, const struct wave *wave, const struct seat *seat)
{
	struct push push = { .trader_id = seat->trader_id, .kind = KIND_NOTICE, .alone = true };
	int64_t last = wave->starts_at - NEAREST;
	struct push_result result;
	enum rc rc;

	push.expires_at = w->now + DAY < last ? w->now + DAY : last;
	rc = wave_push(w,
		&(struct wave_news){
			.message = MSG_WAVE_AGAIN, .wave = wave, .at = wave->starts_at },
		&push, &result);
	if (rc != RC_OK)
		return rc == RC_ABSENT ? RC_OK : rc;
	if (result.outcome == PUSH_LATER && result.not_before < last)
		return job_put(w->store, &(struct job){ .kind = "invite.one",
						 .subject = seat->id,
						 .due_at = result.not_before,
						 .cursor = wave->id });
	if (result.outcome == PUSH_QUEUED)
		rc = seat_invited(w->store, seat->trader_id, wave->id);
	return rc == RC_OK ? job_drop(w->store, "invite.one", seat->id) : rc;
}

/* Cursor 0: the wave was just planned or opened; 1: the round begins; above: it goes on behind the place 1 less. */
enum rc invite_round(const struct work *w, const struct job_row *job)
{
	struct job next = { .kind = "invite",
		.subject = job->subject,
		.due_at = w->now,
		.cursor = job->cursor };
	struct wave wave;
	struct seat seat;
	enum rc rc = wave_by_id(w->store, job->subject, &wave);

	if (rc != RC_OK || !takes_people(w, &wave))
		return rc == RC_ABSENT ? RC_OK : rc;
	if (job->cursor == 0) {
		next.due_at = w->now + AFTER;
		next.cursor = 1;
		return job_put(w->store, &next);
	}
	for (int i = 0; i < ROWS && rc == RC_OK; i++) {
		rc = seat_missed(w->store, &wave, next.cursor - 1, &seat);
		if (rc != RC_OK)
			break;
		next.cursor = seat.id + 1;
		rc = invite(w, &wave, &seat);
	}
	if (rc != RC_OK)
		return rc == RC_ABSENT ? RC_OK : rc;
	return job_put(w->store, &next);
}

/* Cursor: the wave. */
enum rc invite_one(const struct work *w, const struct job_row *job)
{
	struct wave wave;
	struct seat seat = { .id = 0 };
	enum rc rc = wave_by_id(w->store, job->cursor, &wave);

	if (rc == RC_OK && takes_people(w, &wave))
		rc = seat_missed(w->store, &wave, job->subject - 1, &seat);
	else if (rc == RC_OK)
		rc = RC_ABSENT;
	if (rc == RC_OK && seat.id == job->subject)
		return invite(w, &wave, &seat);
	return rc == RC_ABSENT ? RC_OK : rc;
}
