/* dialog/report_keep.c - a report whose total is known: asked about, kept, read back */
#include "base/days.h"
#include "dialog/answers.h"
#include "dialog/report.h"

enum {
	LIVE_ZEROS = 3, /* reports in a row without live ... */
	LIVE_REST = 14, /* ... and live is not asked for that many days */
	TEACH_AT = 2,   /* the step-by-step report whose receipt teaches the one-SMS form */
};

void report_count_live(struct turn *t, rupiah live)
{
	if (live == SALE_LIVE_UNKNOWN)
		return;
	t->conversation.live_zero_run = live == 0 ? t->conversation.live_zero_run + 1 : 0;
	if (t->conversation.live_zero_run < LIVE_ZEROS)
		return;
	t->conversation.live_zero_run = 0;
	t->conversation.live_asked_again = t->today + LIVE_REST;
}

/* Whether the total should be asked about before it counts. */
static enum rc is_outlier(struct turn *t, const struct report *r, bool *out)
{
	*out = !r->sure && r->total > t->d->ask_above;
	if (r->sure || *out)
		return RC_OK;
	return report_is_far(t, t->trader.id, r->day, r->total, out);
}

/* What the day's row becomes from what stood there (version 0: nothing). */
static struct sale merged(
	struct turn *t, const struct report *r, const struct sale *before, bool review)
{
	struct sale s = { .trader_id = t->trader.id,
		.day = r->day,
		.total = r->total,
		.live = r->live,
		.status = SALE_SOLD,
		.approximate = r->approximate,
		.clarified = r->clarified,
		.review = review,
		.message_id = t->in->message_id,
		.reported_at = t->in->now };

	if (s.live > s.total) /* said before the total was known */
		s.live = SALE_LIVE_UNKNOWN;
	if (before->version == 0 || before->status != SALE_SOLD)
		return s;
	if (r->mode == REPORT_ADD) {
		s.total += before->total;
		if (before->live != SALE_LIVE_UNKNOWN && s.live != SALE_LIVE_UNKNOWN)
			s.live += before->live;
	}
	if (s.live == SALE_LIVE_UNKNOWN && before->live != SALE_LIVE_UNKNOWN &&
		before->live <= s.total)
		s.live = before->live;
	return s;
}

static enum rc say_receipt(
	struct turn *t, const struct report *r, const struct sale *s, const struct sale *before)
{
	rupiah week = 0;
	enum rc rc = report_week(t, &week);
	struct field day = { FIELD_DAY, turn_day(t, s->day) };
	struct field amount = { FIELD_AMOUNT, turn_amount(t, s->total) };
	struct field amount2 = { FIELD_AMOUNT2, turn_amount(t, before->total) };
	struct field live = { FIELD_LIVE, turn_amount(t, s->live < 0 ? 0 : s->live) };
	struct field sum = { FIELD_SUM, turn_amount(t, week) };
	bool known = s->live != SALE_LIVE_UNKNOWN;

	if (rc != RC_OK)
		return rc;
	amount2.value = r->mode == REPORT_ADD ? turn_amount(t, r->total) : amount2.value;
	if (s->review)
		SAY(t, MSG_SALE_SAVED_REVIEW, day, amount);
	else if (r->mode == REPORT_ADD && before->version > 0 && known)
		SAY(t, MSG_SALE_ADDED_LIVE, day, amount, amount2, live);
	else if (r->mode == REPORT_ADD && before->version > 0)
		SAY(t, MSG_SALE_ADDED, day, amount, amount2);
	else if (before->version > 0 && before->status == SALE_CLOSED)
		SAY(t, MSG_SALE_CHANGED_CLOSED, day, amount);
	else if (before->version > 0 && known)
		SAY(t, MSG_SALE_CHANGED, day, amount, amount2, live);
	else if (before->version > 0)
		SAY(t, MSG_SALE_CHANGED_PLAIN, day, amount, amount2);
	else if (known && r->steps && t->conversation.steps_taken == TEACH_AT)
		SAY(t, MSG_SALE_SAVED_TEACH, day, amount, live);
	else if (known)
		SAY(t, MSG_SALE_SAVED, day, amount, live, sum);
	else
		SAY(t, MSG_SALE_SAVED_PLAIN, day, amount, sum);
	return RC_OK;
}

/* Saved first; then the live part is asked for, or the receipt is said. */
static enum rc keep(struct turn *t, struct report *r, const struct sale *before, bool review)
{
	struct sale s = merged(t, r, before, review);
	bool ask_live = s.live == SALE_LIVE_UNKNOWN && !review && r->mode != REPORT_ADD &&
			(r->over || t->conversation.live_asked_again <= t->today);
	enum rc rc = sale_put(t->d->store, &s);

	if (rc != RC_OK)
		return rc;
	t->stored = true;
	t->conversation.last_sale_day = s.day;
	t->conversation.steps_taken += r->steps ? 1 : 0;
	report_count_live(t, r->live);
	notes_forget(&t->notes, "sale.");
	if (!ask_live) {
		turn_go(t, ST_IDLE);
		return say_receipt(t, r, &s, before);
	}
	notes_put_number(&t->notes, "sale.day", s.day);
	notes_put_number(&t->notes, "sale.steps", r->steps);
	turn_go(t, ST_SALE_LIVE);
	if (r->over) {
		SAY(t, MSG_SALE_LIVE_OVER, { FIELD_AMOUNT, turn_amount(t, s.total) });
		return RC_OK;
	}
	if (before->version == 0 || before->status == SALE_CLOSED)
		return RC_OK;
	SAY(t, MSG_SALE_CHANGED_LIVE, { FIELD_DAY, turn_day(t, s.day) },
		{ FIELD_AMOUNT, turn_amount(t, s.total) },
		{ FIELD_AMOUNT2, turn_amount(t, before->total) });
	return RC_OK;
}

static enum rc same_again(struct turn *t, const struct sale *before)
{
	rupiah week = 0;
	enum rc rc = report_week(t, &week);

	turn_go(t, ST_IDLE);
	SAY(t, MSG_SALE_SAME, { FIELD_DAY, turn_day(t, before->day) },
		{ FIELD_AMOUNT, turn_amount(t, before->total) },
		{ FIELD_SUM, turn_amount(t, week) });
	return rc;
}

/* A second report on a day that has one. Returns whether the turn is answered. */
static enum rc second(
	struct turn *t, struct report *r, const struct sale *before, bool *answered)
{
	*answered = false;
	if (before->version == 0 || before->status != SALE_SOLD || r->mode != REPORT_NEW)
		return RC_OK;
	if (r->total == before->total && !r->over &&
		(r->live == SALE_LIVE_UNKNOWN || r->live == before->live)) {
		*answered = true;
		return same_again(t, before);
	}
	if (r->total >= before->total)
		return RC_OK;
	*answered = true;
	report_note(t, r);
	turn_go(t, ST_SALE_SECOND);
	return RC_OK;
}

enum rc report_settle(struct turn *t, struct report *r)
{
	struct sale before = { .version = 0 };
	bool outlier = false, answered = false;
	enum rc rc;

	if (r->total == 0)
		return report_nothing(t, r, SALE_ZERO);
	rc = is_outlier(t, r, &outlier);
	if (rc != RC_OK)
		return rc;
	if (outlier && r->asked < CLARIFY_MAX) {
		r->asked++;
		report_note(t, r);
		turn_go(t, ST_SALE_SURE);
		return RC_OK;
	}
	rc = sale_get(t->d->store, t->trader.id, r->day, &before);
	if (rc != RC_OK && rc != RC_ABSENT)
		return rc;
	if (rc == RC_ABSENT)
		before = (struct sale){ .version = 0 };
	rc = second(t, r, &before, &answered);
	if (rc != RC_OK || answered)
		return rc;
	return keep(t, r, &before, outlier);
}

enum rc report_keep_nothing(struct turn *t, int32_t day, enum sale_status status)
{
	struct sale s = { .trader_id = t->trader.id,
		.day = day,
		.live = SALE_LIVE_UNKNOWN,
		.status = status,
		.message_id = t->in->message_id,
		.reported_at = t->in->now };
	enum rc rc = sale_put(t->d->store, &s);

	if (rc != RC_OK)
		return rc;
	t->stored = true;
	t->conversation.last_sale_day = day;
	notes_forget(&t->notes, "sale.");
	turn_go(t, ST_IDLE);
	SAY(t, status == SALE_ZERO ? MSG_SALE_ZERO : MSG_SALE_CLOSED,
		{ FIELD_DAY, turn_day(t, day) });
	return RC_OK;
}

enum rc report_nothing(struct turn *t, const struct report *r, enum sale_status status)
{
	struct sale before;
	enum rc rc = sale_get(t->d->store, t->trader.id, r->day, &before);

	if (rc == RC_ABSENT ||
		(rc == RC_OK && (before.status == status || r->mode == REPORT_REPLACE)))
		return report_keep_nothing(t, r->day, status);
	if (rc != RC_OK)
		return rc;
	if (status == SALE_ZERO && before.status == SALE_CLOSED)
		return report_keep_nothing(t, r->day, status);
	report_note(t, r);
	turn_go(t, status == SALE_ZERO ? ST_SALE_ZERO : ST_SALE_CLOSED);
	if (status == SALE_CLOSED && before.status == SALE_ZERO)
		return turn_ask_as(t, ST_SALE_CLOSED, MSG_SALE_CLOSED_ZERO);
	return RC_OK;
}
