/* office/news.c - everyone with a place is told once that a wave moved or is called off */
#include "office/jobs.h"
#include "office/push.h"
#include "office/wave_text.h"
#include "store/seat.h"

enum { ROWS = 50, DAY = 24 * 3600 };

/* one: the job of somebody who cannot be written to just now. */
static enum rc tell(
	const struct work *w, const struct wave *wave, const struct seat *seat, const char *one)
{
	bool cancelled = wave->state == WAVE_CANCELLED;
	struct push push = { .trader_id = seat->trader_id, .kind = KIND_REMINDER };
	struct push_result result;
	enum rc rc;

	if (wave->starts_at <= w->now)
		return RC_OK;
	push.expires_at = wave->starts_at;
	rc = wave_push(w,
		&(struct wave_news){ .message = cancelled ? MSG_WAVE_CANCELLED : MSG_WAVE_MOVED,
			.wave = wave,
			.at = wave->starts_at },
		&push, &result);
	if (rc != RC_OK)
		return rc == RC_ABSENT ? RC_OK : rc;
	if (result.outcome != PUSH_LATER) /* told by now: not again by an earlier news' job */
		return job_drop(w->store, one, seat->id);
	return job_put(w->store,
		&(struct job){ .kind = one, .subject = seat->id, .due_at = result.not_before });
}

enum rc news_round(const struct work *w, const struct job_row *job)
{
	struct job next = {
		.kind = "news", .subject = job->subject, .due_at = w->now, .cursor = job->cursor
	};
	struct wave wave;
	struct seat seat;
	enum rc rc = wave_by_id(w->store, job->subject, &wave);

	for (int i = 0; i < ROWS && rc == RC_OK; i++) {
		rc = seat_next(w->store, wave.id, next.cursor, true, &seat);
		if (rc != RC_OK)
			break;
		next.cursor = seat.id;
		rc = tell(w, &wave, &seat, "news.one");
	}
	if (rc != RC_OK)
		return rc == RC_ABSENT ? RC_OK : rc;
	return job_put(w->store, &next);
}

enum rc news_one(const struct work *w, const struct job_row *job)
{
	struct seat seat;
	struct wave wave;
	enum rc rc = seat_by_id(w->store, job->subject, &seat);

	if (rc == RC_OK)
		rc = wave_by_id(w->store, seat.wave_id, &wave);
	if (rc != RC_OK || seat.status == ENROLMENT_CANCELLED)
		return rc == RC_ABSENT ? RC_OK : rc;
	return tell(w, &wave, &seat, "news.one");
}
