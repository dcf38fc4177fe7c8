/* dialog/report.c - from the words of a report to a total, a live part and a day */
#include "dialog/report.h"

#include <stdio.h>

#include "base/days.h"
#include "dialog/answers.h"
#include "store/question.h"

enum { MEDIAN_DAYS = 60, MEDIAN_REPORTS = 5, OUTLIER_TIMES = 5, DEFINITE_FROM = 10 };

#define DAY_MOST INT64_C(1000000000) /* rupiah: more than any stall sells in a day */

struct report report_fresh(struct turn *t, enum report_mode mode)
{
	return (struct report){ .mode = mode, .live = SALE_LIVE_UNKNOWN, .day = t->today };
}

void report_read_argument(struct turn *t, struct sale_text *out)
{
	const char *argument = turn_argument(t);

	sale_text_parse(out, argument, t->length - (size_t)(argument - t->text), t->today);
}

bool report_has_no_amount(const struct turn *t, const struct sale_text *text)
{
	return *turn_argument(t) == '\0' ||
	       (text->total.kind == AMOUNT_INVALID && text->total.reason == AMOUNT_NOTHING);
}

void report_load(struct turn *t, struct report *r)
{
	const struct notes *n = &t->notes;

	r->mode = (enum report_mode)notes_number(n, "sale.mode", REPORT_NEW);
	r->total = notes_number(n, "sale.total", 0);
	r->live = notes_number(n, "sale.live", SALE_LIVE_UNKNOWN);
	r->day = (int32_t)notes_number(n, "sale.day", t->today);
	r->approximate = notes_number(n, "sale.about", 0) != 0;
	r->clarified = notes_number(n, "sale.clear", 0) != 0;
	r->sure = notes_number(n, "sale.sure", 0) != 0;
	r->steps = notes_number(n, "sale.steps", 0) != 0;
	r->asked = notes_number(n, "sale.asked", 0);
	r->over = false;
}

void report_note(struct turn *t, const struct report *r)
{
	struct notes *n = &t->notes;

	notes_put_number(n, "sale.mode", r->mode);
	notes_put_number(n, "sale.total", r->total);
	notes_put_number(n, "sale.live", r->live);
	notes_put_number(n, "sale.day", r->day);
	notes_put_number(n, "sale.about", r->approximate);
	notes_put_number(n, "sale.clear", r->clarified);
	notes_put_number(n, "sale.sure", r->sure);
	notes_put_number(n, "sale.steps", r->steps);
	notes_put_number(n, "sale.asked", r->asked);
}

void report_expect(struct store *st, int64_t trader_id, int32_t today)
{
	struct sale_span span = { today - MEDIAN_DAYS, today, today };

	sale_median_expect(st, trader_id, &span);
	sale_get_expect(st, trader_id, today);
}

enum rc report_median(struct turn *t, int32_t day, struct sale_median *out)
{
	struct sale_span span = { t->today - MEDIAN_DAYS, t->today, day };

	return sale_median(t->d->store, t->trader.id, &span, out);
}

enum rc report_is_far(struct turn *t, int64_t trader_id, int32_t day, rupiah total, bool *out)
{
	struct sale_span span = { t->today - MEDIAN_DAYS, t->today, day };
	struct sale_reach reach = {
		.total = total, .times = OUTLIER_TIMES, .least = MEDIAN_REPORTS
	};

	return sale_is_far(t->d->store, trader_id, &span, &reach, out);
}

enum rc report_week(struct turn *t, rupiah *out)
{
	int32_t monday = day_monday(t->today);
	struct sale_sum sum = { 0, 0 };
	enum rc rc = sale_total(t->d->store, t->trader.id, monday, monday + 6, &sum);

	*out = sum.total;
	return rc;
}

enum rc report_live(const struct amount *a, rupiah total, rupiah *out)
{
	rupiah live = a->value;

	if (a->kind != AMOUNT_DEFINITE && a->kind != AMOUNT_AMBIGUOUS)
		return RC_INVALID;
	if (a->kind == AMOUNT_AMBIGUOUS) /* nobody sells Rp400 by live: thousands are meant */
		live = a->other;
	if (live > total)
		return RC_FULL;
	*out = live;
	return RC_OK;
}

enum rc report_too_old(struct turn *t, int32_t day)
{
	struct question q = { .trader_id = t->trader.id, .kind = QUESTION_ASKED };

	(void)snprintf(q.text, sizeof(q.text), "%s", t->text);
	(void)snprintf(q.dialog_state, sizeof(q.dialog_state), "%s", state_row(t->state)->name);
	q.asked_at = t->in->now;
	SAY(t, MSG_SALE_OLD, { FIELD_DAY, turn_day(t, day) });
	turn_go(t, ST_IDLE);
	return question_add(t->d->store, &q);
}

/* What is said to a text without a readable amount, by what it seems to be. */
static void say_why(struct turn *t, const struct amount *a)
{
	static const enum message_id why[AMOUNT_REASONS] = {
		[AMOUNT_NEGATIVE] = MSG_SALE_NOT,
		[AMOUNT_NOT_SALE] = MSG_SALE_NOT,
		[AMOUNT_PERCENT] = MSG_SALE_NOT,
		[AMOUNT_RANGE] = MSG_SALE_TWO,
		[AMOUNT_SUM] = MSG_SALE_TWO,
		[AMOUNT_VAGUE] = MSG_SALE_VAGUE,
		[AMOUNT_TOO_BIG] = MSG_SALE_TOO_BIG,
	};

	turn_miss(t);
	if (t->conversation.misses > 0)
		return;
	if (a->kind == AMOUNT_QUIET)
		SAY_PLAIN(t, MSG_SALE_QUIET);
	else if (a->kind == AMOUNT_INVALID && why[a->reason] != MSG_LANGUAGE_NAME)
		SAY_PLAIN(t, why[a->reason]);
}

/* One of two readings: the regular's own median decides when it can, else the trader. */
static enum rc which(struct turn *t, struct report *r, const struct amount *a)
{
	struct sale_median m = { .count = 0 };
	enum rc rc = report_median(t, r->day, &m);
	bool low, high;

	if (rc != RC_OK)
		return rc;
	low = a->value <= m.median * OUTLIER_TIMES && a->value * OUTLIER_TIMES >= m.median;
	high = a->other <= m.median * OUTLIER_TIMES && a->other * OUTLIER_TIMES >= m.median;
	if (m.count >= MEDIAN_REPORTS && low != high) {
		r->total = low ? a->value : a->other;
		return report_settle(t, r);
	}
	if (r->asked >= CLARIFY_MAX) {
		r->total = a->other;
		return report_settle(t, r);
	}
	r->asked++;
	report_note(t, r);
	notes_put_number(&t->notes, "sale.low", a->value);
	notes_put_number(&t->notes, "sale.high", a->other);
	turn_go(t, ST_SALE_WHICH);
	return RC_OK;
}

static enum rc take_amount(struct turn *t, struct report *r, const struct amount *a)
{
	static const struct amount too_big = { .kind = AMOUNT_INVALID,
		.reason = AMOUNT_TOO_BIG };

	r->approximate = a->approximate;
	if (a->kind == AMOUNT_DEFINITE && a->value > DAY_MOST)
		a = &too_big;
	if (a->kind == AMOUNT_DEFINITE) {
		r->total = a->value;
		return report_settle(t, r);
	}
	if (a->kind == AMOUNT_AMBIGUOUS)
		return which(t, r, a);
	if (a->kind == AMOUNT_CLOSED)
		return report_nothing(t, r, SALE_CLOSED);
	report_note(t, r);
	say_why(t, a);
	return RC_OK;
}

/* A day that has not come, is none, or could be two: the amount is kept, the day is asked. */
static enum rc ask_day(struct turn *t, struct report *r, const struct sale_text *text)
{
	if (text->total.kind != AMOUNT_DEFINITE) {
		r->day = t->today;
		return take_amount(t, r, &text->total);
	}
	r->total = text->total.value;
	report_note(t, r);
	turn_go(t, ST_SALE_DAY);
	return turn_ask_as(t, ST_SALE_DAY,
		text->day.kind == DATE_FUTURE ? MSG_SALE_DAY : MSG_SALE_DAY_WHICH);
}

enum rc report_take(struct turn *t, struct report *r, const struct sale_text *text)
{
	rupiah live;

	if (text->live_said == SALE_TEXT_LIVE_GIVEN && text->total.kind == AMOUNT_DEFINITE) {
		enum rc rc = report_live(&text->live, text->total.value, &live);

		r->over = rc == RC_FULL;
		r->live = rc == RC_OK ? live : SALE_LIVE_UNKNOWN;
	} else if (text->total.kind == AMOUNT_DEFINITE && r->live > text->total.value) {
		r->live = SALE_LIVE_UNKNOWN; /* a live part said before the total */
	}
	if (text->day.kind == DATE_DEFINITE) {
		if (text->day.day < t->today - REPORT_DAYS_BACK)
			return report_too_old(t, text->day.day);
		r->day = text->day.day;
	} else if (text->day.kind != DATE_NONE) {
		return ask_day(t, r, text);
	}
	return take_amount(t, r, &text->total);
}

bool report_is_definite(const struct turn *t)
{
	struct sale_text text;

	if (t->digit >= 0)
		return false;
	sale_text_parse(&text, t->text, t->length, t->today);
	return text.total.kind == AMOUNT_DEFINITE && text.total.value > 0;
}

/* A report, but not a whole one: two days in one text, or a live part without the total. */
static enum rc half_read(struct turn *t, const struct sale_text *text)
{
	struct report r = report_fresh(t, REPORT_NEW);

	turn_begin_task(t, "sale.");
	if (text->live.kind == AMOUNT_DEFINITE && !text->two_days)
		r.live = text->live.value;
	report_note(t, &r);
	turn_go(t, ST_SALE_AMOUNT);
	if (text->two_days)
		SAY_PLAIN(t, MSG_SALE_TWO);
	return RC_OK;
}

/* A whole text that is nothing but a report. Small bare numbers are asked about, with a way to say
 * that it is no report. */
enum rc sale_from_idle(struct turn *t)
{
	struct report r = { .live = SALE_LIVE_UNKNOWN, .day = t->today };
	struct sale_text text;
	const struct amount *a = &text.total;

	sale_text_parse(&text, t->text, t->length, t->today);
	if (text.two_days || (text.live_said == SALE_TEXT_LIVE_GIVEN &&
				     a->kind == AMOUNT_INVALID && a->reason == AMOUNT_NOTHING))
		return half_read(t, &text);
	if (a->kind == AMOUNT_CLOSED || a->kind == AMOUNT_QUIET || a->kind == AMOUNT_INVALID)
		return RC_ABSENT;
	if (a->kind == AMOUNT_AMBIGUOUS && a->value < DEFINITE_FROM)
		return RC_ABSENT;
	turn_begin_task(t, "sale.");
	if (a->kind == AMOUNT_AMBIGUOUS && !a->unit)
		notes_put_number(&t->notes, "sale.idle", 1);
	return report_take(t, &r, &text);
}
