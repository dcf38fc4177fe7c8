/*
 * office/reminder.c - who has a seat is asked before each sitting whether they come
 *
 * One job a sitting goes through its places and then waits for the plan's next day; whoever cannot be written to
 * at that moment gets a job of their own, which a later round replaces. A round that fell due in an outage is held
 * when it still makes sense: the text names the day.
 */
#include "office/reminder.h"
#include "base/days.h"
#include "office/jobs.h"
#include "office/push.h"
#include "office/wave_text.h"

enum { ROWS = 50, AT = 18 * 3600, DAY = 24 * 3600, LATE_AFTER = 15 * 60, LONGEST = 30 };

/* The first instant of the plan after `after`; INT64_MAX: there is none before the sitting. */
static int64_t next_round(const struct wave_plan *plan, int64_t starts_at, int64_t after)
{
	for (int days = LONGEST; days > 0; days--) {
		int64_t at = day_instant(day_calendar(starts_at) - days, AT);

		if (plan_has_day(plan->reminder_days, days) && at > after && at < starts_at)
			return at;
	}
	return INT64_MAX;
}

int64_t reminder_last_round(const struct wave_plan *plan, int64_t starts_at, int64_t now)
{
	int64_t last = 0;

	for (int64_t at = next_round(plan, starts_at, 0); at <= now;
		at = next_round(plan, starts_at, at))
		last = at;
	return last;
}

static enum rc put_next(const struct work *w, const struct wave_plan *plan,
	const struct sitting *s, int64_t after)
{
	int64_t at = next_round(plan, s->starts_at, after);

	if (at == INT64_MAX)
		return RC_OK;
	/* The cursor says that a round is due then, and not only a look. */
	return job_put(w->store,
		&(struct job){
			.kind = "reminder", .subject = s->id, .due_at = at, .cursor = 1 });
}

/* A sitting that is planned after its hour of today, or after its last one, is still reminded of, when people had
 * time to enrol. */
static enum rc look_ahead(
	const struct work *w, const struct wave_plan *plan, const struct sitting *s)
{
	int64_t last = reminder_last_round(plan, s->starts_at, w->now);
	bool missed = last != 0 && (day_calendar(last) == day_calendar(w->now) ||
					   next_round(plan, s->starts_at, w->now) == INT64_MAX);

	if (!missed)
		return put_next(w, plan, s, w->now);
	return job_put(w->store, &(struct job){ .kind = "reminder",
					 .subject = s->id,
					 .due_at = w->now + LATE_AFTER,
					 .cursor = 1 });
}

static enum rc remind(const struct work *w, const struct wave *wave, const struct sitting *s,
	const struct seat *seat)
{
	struct pushed_question q = { .state = "office.reminder",
		.lives_until = s->starts_at,
		.note = { { "office.wave", wave->id }, { "office.sitting", s->id } },
		.job = "reminder.one",
		.subject = seat->id,
		.replaces = true };
	struct push push = { .trader_id = seat->trader_id,
		.kind = KIND_REMINDER,
		.expires_at = s->starts_at,
		.question = &q };
	struct push_result result;
	enum rc rc;

	rc = wave_push(w,
		&(struct wave_news){
			.message = MSG_REMINDER, .wave = wave, .at = s->starts_at },
		&push, &result);
	if (rc != RC_OK)
		return rc == RC_ABSENT ? RC_OK : rc;
	if (result.outcome == PUSH_QUEUED)
		rc = seat_reminded(w->store, seat->id, result.message_id);
	if (result.outcome == PUSH_QUEUED && rc == RC_OK) /* one put off is not written again */
		rc = job_drop(w->store, "reminder.one", seat->id);
	if (result.outcome == PUSH_LATER && result.not_before < s->starts_at)
		rc = job_put(w->store, &(struct job){ .kind = "reminder.one",
					       .subject = seat->id,
					       .due_at = result.not_before });
	return rc;
}

static bool goes_on(const struct wave *wave)
{
	return wave->state == WAVE_OPEN || wave->state == WAVE_FULL ||
	       wave->state == WAVE_CLOSED || wave->state == WAVE_RUNNING;
}

/* Some of the round; out says where it goes on, 0 when it is through. */
static enum rc some(
	const struct work *w, const struct wave *wave, const struct sitting *s, int64_t *cursor)
{
	struct seat seat;
	enum rc rc = RC_OK;

	for (int i = 0; i < ROWS && rc == RC_OK; i++) {
		rc = seat_next(w->store, wave->id, *cursor, false, &seat);
		if (rc != RC_OK)
			break;
		*cursor = seat.id;
		rc = remind(w, wave, s, &seat);
	}
	if (rc == RC_ABSENT)
		*cursor = 0;
	return rc == RC_ABSENT ? RC_OK : rc;
}

/* Cursor 0: only looks for the next round; 1: a round begins; above: it goes on behind the place 1 less. */
enum rc reminder_round(const struct work *w, const struct job_row *job)
{
	struct wave_plan plan;
	struct sitting s;
	struct wave wave;
	int64_t cursor = job->cursor - 1;
	enum rc rc = sitting_by_id(w->store, job->subject, &s);

	if (rc == RC_OK)
		rc = wave_by_id(w->store, s.wave_id, &wave);
	if (rc == RC_OK)
		rc = wave_plan_get(w->store, s.wave_id, &plan);
	if (rc != RC_OK)
		return rc == RC_ABSENT ? RC_OK : rc;
	if (s.starts_at <= w->now || wave.state == WAVE_CANCELLED)
		return RC_OK;
	/* Of two on one day, and of what an outage heaped up, only the last. */
	if (job->cursor == 0)
		return look_ahead(w, &plan, &s);
	if (!goes_on(&wave) ||
		next_round(&plan, s.starts_at, w->now) < day_instant(day_calendar(w->now), DAY))
		return put_next(w, &plan, &s, w->now);
	rc = some(w, &wave, &s, &cursor);
	if (rc != RC_OK || cursor == 0)
		return rc == RC_OK ? put_next(w, &plan, &s, w->now) : rc;
	return job_put(w->store, &(struct job){ .kind = "reminder",
					 .subject = s.id,
					 .due_at = w->now,
					 .cursor = cursor + 1 });
}

/* The first sitting of the wave that has not begun; RC_ABSENT: none. */
static enum rc next_sitting(const struct work *w, int64_t wave_id, struct sitting *out)
{
	struct sitting list[SITTINGS_MAX];
	size_t n = 0;
	enum rc rc = wave_sittings(w->store, wave_id, list, SITTINGS_MAX, &n);

	for (size_t i = 0; rc == RC_OK && i < n; i++)
		if (list[i].starts_at > w->now) {
			*out = list[i];
			return RC_OK;
		}
	return rc == RC_OK ? RC_ABSENT : rc;
}

enum rc reminder_one(const struct work *w, const struct job_row *job)
{
	struct sitting s;
	struct seat seat;
	struct wave wave;
	enum rc rc = seat_by_id(w->store, job->subject, &seat);

	if (rc == RC_OK)
		rc = next_sitting(w, seat.wave_id, &s);
	if (rc == RC_OK)
		rc = wave_by_id(w->store, seat.wave_id, &wave);
	if (rc != RC_OK)
		return rc == RC_ABSENT ? RC_OK : rc;
	if (!goes_on(&wave) ||
		(seat.status != ENROLMENT_ENROLLED && seat.status != ENROLMENT_ATTENDED))
		return RC_OK;
	return remind(w, &wave, &s, &seat);
}
