/*
 * office/follow_up.c - after a training: tips on the days of its plan, and how often people were live
 *
 * One job a wave goes through who attended, on the plan's days at 10:00, and then waits for the next. Whoever cannot be written to at that
 * moment gets a job of their own. What was due in an outage of more than a day is left out.
 */
#include "store/follow_up.h"
#include "base/days.h"
#include "office/jobs.h"
#include "office/push.h"
#include "store/seat.h"
#include "store/trader.h"
#include "wording/wording.h"

enum {
	ROWS = 50,
	AT = 10 * 3600,
	MINUTE = 60,
	HOUR = 3600,
	DAY = 24 * HOUR,
	LAST_DAY = 365,
	TEXT_MAX = 400,
	ROWS_OF_ONE = 4,           /* places a trader has at once */
	DIGITS_LIVE = 30 * MINUTE, /* a bare digit answers a tip */
	ANSWERS_LIVE = 48 * HOUR,
	TIP_WAITS = 3, /* days for somebody who cannot be written to */
	CHECK_WAITS = 2,
};

static const int check_days[] = { 3, 10, 30, 60, 90 };

struct course { /* a wave that is done */
	struct wave wave;
	struct wave_plan plan;
	int32_t last_day; /* of its last sitting */
};

static enum rc load(const struct work *w, int64_t wave_id, struct course *out)
{
	struct sitting list[SITTINGS_MAX];
	size_t n = 0;
	enum rc rc = wave_by_id(w->store, wave_id, &out->wave);

	if (rc == RC_OK)
		rc = wave_plan_get(w->store, wave_id, &out->plan);
	if (rc == RC_OK)
		rc = wave_sittings(w->store, wave_id, list, SITTINGS_MAX, &n);
	if (rc != RC_OK)
		return rc;
	if (n == 0 || out->wave.state != WAVE_DONE)
		return RC_ABSENT;
	out->last_day = day_calendar(list[n - 1].starts_at);
	return RC_OK;
}

static bool is_tip_day(const struct course *c, int day)
{
	return plan_has_day(c->plan.tip_days, day);
}

/* Without tips there are no checks either. */
static bool is_check_day(const struct course *c, int day)
{
	for (size_t i = 0; i < sizeof(check_days) / sizeof(check_days[0]); i++)
		if (check_days[i] == day)
			return c->plan.tip_days[0] != '\0';
	return false;
}

typedef bool day_fn(const struct course *c, int day);

/* The last such day up to `day`; 0: none. */
static int latest(const struct course *c, day_fn *is, int day)
{
	for (day = day > LAST_DAY ? LAST_DAY : day; day > 0; day--)
		if (is(c, day))
			return day;
	return 0;
}

static int elapsed(const struct course *c, int64_t at)
{
	return day_calendar(at) - c->last_day;
}

static enum rc put_next(const struct work *w, const struct course *c)
{
	int day = elapsed(c, w->now);

	for (day = day < 1 ? 1 : day; day <= LAST_DAY; day++) {
		int64_t at = day_instant(c->last_day + day, AT);

		if (at > w->now && (is_tip_day(c, day) || is_check_day(c, day)))
			return job_put(w->store, &(struct job){ .kind = "follow",
							 .subject = c->wave.id,
							 .due_at = at,
							 .cursor = 1 });
	}
	return RC_OK;
}

/* Whether the trader is to be reminded of another wave later today. */
static enum rc is_reminded_today(const struct work *w, int64_t trader_id, bool *out)
{
	struct enrolment_row row[ROWS_OF_ONE];
	size_t n = 0;
	enum rc rc = enrolment_of_trader(w->store, trader_id, w->now, row, ROWS_OF_ONE, &n);

	*out = false;
	for (size_t i = 0; i < n && rc == RC_OK && !*out; i++) {
		struct sitting list[SITTINGS_MAX];
		struct wave_plan plan;
		size_t sittings = 0;

		if (row[i].enrolment.status != ENROLMENT_ENROLLED)
			continue;
		rc = wave_plan_get(w->store, row[i].wave.id, &plan);
		if (rc == RC_OK)
			rc = wave_sittings(
				w->store, row[i].wave.id, list, SITTINGS_MAX, &sittings);
		for (size_t j = 0; j < sittings && rc == RC_OK; j++)
			*out |= plan_has_day(plan.reminder_days,
				day_calendar(list[j].starts_at) - day_calendar(w->now));
	}
	return rc;
}

/* A question that is open may be answered before its time is over: tries again the next day at the latest.
 * Sends p, or puts the person's own job to when it may go, if that is before `until`. *message_id: 0, it was not sent. */
static enum rc send(const struct work *w, struct push *p, int64_t until, int64_t *message_id)
{
	const struct pushed_question *q = p->question;
	struct push_result result = { .outcome = PUSH_LATER };
	int64_t tomorrow = day_instant(day_calendar(w->now) + 1, AT), again;
	bool reminded = false;
	enum rc rc = is_reminded_today(w, p->trader_id, &reminded);

	*message_id = 0;
	p->kind = KIND_TIP;
	p->alone = true;
	p->expires_at = w->now + DAY;
	if (rc == RC_OK && reminded)
		result.not_before = tomorrow;
	else if (rc == RC_OK)
		rc = push_send(w, p, &result);
	if (rc != RC_OK)
		return rc;
	if (result.outcome == PUSH_QUEUED)
		*message_id = result.message_id;
	again = result.not_before < tomorrow ? result.not_before : tomorrow;
	if (result.outcome != PUSH_LATER || again >= until)
		return RC_OK;
	return job_put(w->store,
		&(struct job){ .kind = q->job, .subject = q->subject, .due_at = again });
}

static enum rc push_tip(
	const struct work *w, const struct course *c, const struct seat *seat, int day)
{
	struct pushed_question q = { .state = "office.tip",
		.lives_until = w->now + ANSWERS_LIVE,
		.note = { { "office.wave", c->wave.id },
			{ "office.digits", w->now + DIGITS_LIVE } },
		.job = "follow.tip",
		.subject = seat->id };
	struct push push = { .trader_id = seat->trader_id, .question = &q };
	struct tip_ask ask = { .trader_id = seat->trader_id,
		.series = wave_plan_series(&c->plan) };
	struct trader who;
	struct tip tip;
	struct buf text;
	int64_t message_id = 0;
	enum rc rc = trader_by_id(w->store, seat->trader_id, &who);

	if (rc == RC_OK) {
		ask.language = who.language;
		rc = follow_tip_next(w->store, &ask, &tip);
	}
	if (rc != RC_OK)
		return rc == RC_ABSENT ? RC_OK : rc;
	buf_init(&text, TEXT_MAX);
	wording_render(w->wording, who.language, MSG_TIP_SENT,
		&(struct field){ FIELD_TIP, tip.text }, 1, &text);
	push.text = text.data;
	rc = send(w, &push, day_instant(c->last_day + day + TIP_WAITS, DAY), &message_id);
	buf_release(&text);
	if (rc == RC_OK && message_id != 0)
		rc = follow_tip_sent(w->store, seat->trader_id, tip.code, message_id, w->now);
	return rc;
}

static enum rc tip_to(
	const struct work *w, const struct course *c, const struct seat *seat, int day)
{
	bool sent = false;
	enum rc rc = follow_tip_since(
		w->store, seat->trader_id, day_instant(c->last_day + day, 0), &sent);

	return rc == RC_OK && !sent ? push_tip(w, c, seat, day) : rc;
}

static enum rc check_of(
	const struct work *w, const struct course *c, const struct seat *seat, int day)
{
	struct stick_key key = { seat->trader_id, c->wave.id, day };
	struct pushed_question q = { .state = "office.stick",
		.lives_until = w->now + ANSWERS_LIVE,
		.note = { { "office.wave", c->wave.id }, { "office.day", day } },
		.job = "follow.check",
		.subject = seat->id };
	struct push push = { .trader_id = seat->trader_id, .question = &q };
	struct trader who;
	struct buf text;
	int64_t message_id = 0;
	bool asked = false;
	enum rc rc = stick_is_asked(w->store, &key, &asked);

	if (rc == RC_OK && !asked)
		rc = trader_by_id(w->store, seat->trader_id, &who);
	if (rc != RC_OK || asked)
		return rc == RC_ABSENT ? RC_OK : rc;
	buf_init(&text, TEXT_MAX);
	wording_render(w->wording, who.language, MSG_STICK_ASK, NULL, 0, &text);
	push.text = text.data;
	rc = send(w, &push, day_instant(c->last_day + day + CHECK_WAITS, DAY), &message_id);
	buf_release(&text);
	if (rc == RC_OK && message_id != 0)
		rc = stick_asked(w->store, &key, message_id, w->now);
	return rc;
}

/* The check goes first: a tip of the same day waits for the next. */
static enum rc some(const struct work *w, const struct course *c, int day, int64_t *cursor)
{
	struct seat seat;
	enum rc rc = RC_OK;

	for (int i = 0; i < ROWS && rc == RC_OK; i++) {
		rc = seat_next(w->store, c->wave.id, *cursor, false, &seat);
		if (rc != RC_OK)
			break;
		*cursor = seat.id;
		if (seat.status != ENROLMENT_ATTENDED)
			continue;
		if (is_check_day(c, day))
			rc = check_of(w, c, &seat, day);
		if (rc == RC_OK && is_tip_day(c, day))
			rc = tip_to(w, c, &seat, day);
	}
	if (rc == RC_ABSENT)
		*cursor = 0;
	return rc == RC_ABSENT ? RC_OK : rc;
}

/* Cursor 0: only looks for the next day; 1: a round begins; above: it goes on behind the place 1 less, of the same day. */
enum rc follow_round(const struct work *w, const struct job_row *job)
{
	int64_t cursor = job->cursor - 1;
	struct course c;
	enum rc rc = load(w, job->subject, &c);

	if (rc != RC_OK)
		return rc == RC_ABSENT ? RC_OK : rc;
	if (job->cursor == 0 || w->now - job->due_at >= DAY)
		return put_next(w, &c);
	rc = some(w, &c, elapsed(&c, job->due_at), &cursor);
	if (rc != RC_OK || cursor == 0)
		return rc == RC_OK ? put_next(w, &c) : rc;
	return job_put(w->store, &(struct job){ .kind = "follow",
					 .subject = c.wave.id,
					 .due_at = job->due_at,
					 .cursor = cursor + 1 });
}

/* One person's, put off. RC_ABSENT: it is over. */
static enum rc load_one(
	const struct work *w, const struct job_row *job, struct seat *seat, struct course *c)
{
	enum rc rc = seat_by_id(w->store, job->subject, seat);

	if (rc == RC_OK)
		rc = load(w, seat->wave_id, c);
	if (rc == RC_OK && (seat->status != ENROLMENT_ATTENDED || w->now - job->due_at >= DAY))
		rc = RC_ABSENT;
	return rc;
}

struct errand { /* what was put off, and for how many days it may be */
	day_fn *is;
	int waits;
	enum rc (*run)(
		const struct work *w, const struct course *c, const struct seat *seat, int day);
};

static enum rc follow_one(
	const struct work *w, const struct job_row *job, const struct errand *e)
{
	struct course c;
	struct seat seat;
	enum rc rc = load_one(w, job, &seat, &c);
	int now = rc == RC_OK ? elapsed(&c, w->now) : 0, day;

	if (rc != RC_OK)
		return rc == RC_ABSENT ? RC_OK : rc;
	day = latest(&c, e->is, now);
	return day != 0 && now - day <= e->waits ? e->run(w, &c, &seat, day) : RC_OK;
}

enum rc follow_tip(const struct work *w, const struct job_row *job)
{
	return follow_one(w, job, &(struct errand){ is_tip_day, TIP_WAITS, tip_to });
}

enum rc follow_check(const struct work *w, const struct job_row *job)
{
	return follow_one(w, job, &(struct errand){ is_check_day, CHECK_WAITS, check_of });
}
