/* dialog/sale_change.c - UBAH, LIBUR, nihil, SEPI: what stands in the book changes, or stays empty */
#include "base/days.h"
#include "dialog/answers.h"
#include "dialog/report.h"

/* The market day the whole text names, today when it names none. RC_ABSENT: the day cannot be taken, and that
 * was said. */
static enum rc named_day(struct turn *t, int32_t *day, bool *named)
{
	struct date_read read;
	enum rc rc;

	date_find(&read, t->text, t->length, t->today);
	*named = read.kind == DATE_DEFINITE;
	*day = *named ? read.day : t->today;
	if (read.kind == DATE_NONE || (*named && *day >= t->today - REPORT_DAYS_BACK))
		return RC_OK;
	turn_go(t, ST_IDLE);
	if (*named) {
		rc = report_too_old(t, *day);
		return rc == RC_OK ? RC_ABSENT : rc;
	}
	SAY_PLAIN(t, read.kind == DATE_FUTURE ? MSG_DAY_FUTURE : MSG_DAY_UNREAD);
	return RC_ABSENT;
}

/* "bukan, 500rb", "salah" while a report is being asked about: the sum is asked again or taken anew. */
static enum rc correct_pending(struct turn *t)
{
	struct sale_text text;
	struct report r;

	report_load(t, &r);
	report_read_argument(t, &text);
	t->state = ST_SALE_AMOUNT;
	turn_go(t, ST_SALE_AMOUNT);
	if (!report_has_no_amount(t, &text))
		return report_take(t, &r, &text);
	SAY_PLAIN(t, MSG_SALE_RIGHT);
	return RC_OK;
}

/* What is to be changed: the report of the named day, else the last one sent. RC_ABSENT: none. */
static enum rc report_to_change(struct turn *t, int32_t day, bool named, struct sale *out)
{
	if (!named)
		day = t->conversation.last_sale_day;
	if (day == 0 || day < t->today - REPORT_DAYS_BACK)
		return RC_ABSENT;
	return sale_get(t->d->store, t->trader.id, day, out);
}

/* There is nothing to change: a sum with it is a report, for the day it names. */
static enum rc nothing_to_change(struct turn *t, int32_t day, struct sale_text *text)
{
	struct report r = report_fresh(t, REPORT_NEW);

	if (report_has_no_amount(t, text)) {
		turn_go(t, ST_IDLE);
		SAY_PLAIN(t, MSG_CORRECT_NONE);
		return RC_OK;
	}
	turn_begin_task(t, "sale.");
	r.day = day;
	text->day.kind = DATE_NONE;
	turn_go(t, ST_SALE_AMOUNT);
	t->state = ST_SALE_AMOUNT;
	return report_take(t, &r, text);
}

static enum rc change(struct turn *t, const struct sale *last, struct sale_text *text)
{
	struct report r = report_fresh(t, REPORT_REPLACE);
	bool only_live = text->live_said == SALE_TEXT_LIVE_GIVEN && last->status == SALE_SOLD &&
			 text->total.kind == AMOUNT_INVALID &&
			 text->total.reason == AMOUNT_NOTHING;

	turn_begin_task(t, "sale.");
	r.day = last->day;
	report_note(t, &r);
	turn_go(t, ST_CORRECT);
	if (only_live) /* UBAH live 100rb: the total stays */
		text->total = (struct amount){
			.kind = AMOUNT_DEFINITE, .value = last->total, .unit = true
		};
	if (report_has_no_amount(t, text))
		return RC_OK;
	t->state = ST_CORRECT;
	text->day.kind = DATE_NONE;
	return report_take(t, &r, text);
}

static bool is_pending(enum state_id s)
{
	return s == ST_SALE_SURE || s == ST_SALE_WHICH || s == ST_SALE_AMOUNT ||
	       s == ST_SALE_DAY;
}

enum rc command_correct(struct turn *t)
{
	struct sale_text text;
	struct sale last;
	int32_t day;
	bool named;
	enum rc rc;

	if (t->state == ST_SALE_SECOND && *turn_argument(t) == '\0') {
		t->digit = 1;
		return answer_sale_second(t);
	}
	if (is_pending(t->state))
		return correct_pending(t);
	rc = named_day(t, &day, &named);
	if (rc != RC_OK)
		return rc == RC_ABSENT ? RC_OK : rc;
	report_read_argument(t, &text);
	rc = report_to_change(t, day, named, &last);
	if (rc == RC_ABSENT)
		return nothing_to_change(t, day, &text);
	return rc == RC_OK ? change(t, &last, &text) : rc;
}

static enum rc nothing(struct turn *t, enum sale_status status)
{
	struct report r = report_fresh(t, REPORT_NEW);
	int32_t day;
	bool named;
	enum rc rc = named_day(t, &day, &named);

	if (rc != RC_OK)
		return rc == RC_ABSENT ? RC_OK : rc;
	if (t->state == ST_CORRECT || t->state == ST_SALE_AMOUNT)
		report_load(t, &r);
	else
		turn_begin_task(t, "sale.");
	r.day = named ? day : r.day;
	return report_nothing(t, &r, status);
}

enum rc command_closed(struct turn *t)
{
	return nothing(t, SALE_CLOSED);
}

enum rc command_zero(struct turn *t)
{
	return nothing(t, SALE_ZERO);
}

/* "sepi" by itself: few buyers today. Books nothing; in an amount question it asks again. */
enum rc command_quiet(struct turn *t)
{
	enum rc rc;

	if (t->state == ST_SALE_AMOUNT || t->state == ST_CORRECT) {
		turn_go(t, t->state);
		SAY_PLAIN(t, MSG_SALE_QUIET);
		return RC_OK;
	}
	turn_go(t, ST_IDLE);
	SAY_PLAIN(t, MSG_QUIET);
	rc = complaint_add(t->d->store, t->trader.id, t->today, t->in->now);
	return rc == RC_CONFLICT ? RC_OK : rc;
}
