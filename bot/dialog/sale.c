/* dialog/sale.c - JUAL, TAMBAH, UBAH, LIBUR, nihil, SEPI */
#include "base/days.h"
#include "dialog/answers.h"
#include "dialog/report.h"

static struct report fresh(struct turn *t, enum report_mode mode)
{
	return (struct report){ .mode = mode, .live = SALE_LIVE_UNKNOWN, .day = t->today };
}

/* Whether no amount stands there at all: then it is asked for, which is no miss. */
static bool has_no_amount(const struct turn *t, const struct sale_text *text)
{
	return *turn_argument(t) == '\0' ||
	       (text->total.kind == AMOUNT_INVALID && text->total.reason == AMOUNT_NOTHING);
}

static void read_argument(struct turn *t, struct sale_text *out)
{
	const char *argument = turn_argument(t);

	sale_text_parse(out, argument, t->length - (size_t)(argument - t->text), t->today);
}

/* A day without an amount: "JUAL kemarin". */
static enum rc ask_for_day(struct turn *t, const struct sale_text *text)
{
	bool dated = text->day.kind == DATE_DEFINITE && text->day.day <= t->today &&
		     text->day.day >= t->today - REPORT_DAYS_BACK;

	notes_put_number(&t->notes, "sale.steps", 1);
	turn_go(t, ST_SALE_AMOUNT);
	if (!dated || text->day.day == t->today)
		return RC_OK;
	notes_put_number(&t->notes, "sale.day", text->day.day);
	SAY(t, MSG_SALE_ASK_DAY, { FIELD_DAY, turn_day(t, text->day.day) });
	return RC_OK;
}

enum rc command_sale(struct turn *t)
{
	struct report r = fresh(t, REPORT_NEW);
	struct sale_text text;

	turn_begin_task(t, "sale.");
	if (*turn_argument(t) == '\0')
		return ask_for_day(t, &(struct sale_text){ .day = { .kind = DATE_NONE } });
	read_argument(t, &text);
	if (has_no_amount(t, &text))
		return ask_for_day(t, &text);
	turn_go(t, ST_SALE_AMOUNT);
	t->state = ST_SALE_AMOUNT; /* a miss asks this question again */
	return report_take(t, &r, &text);
}

enum rc command_add(struct turn *t)
{
	struct report r = fresh(t, REPORT_ADD);
	struct sale_text text;

	if (t->state == ST_SALE_SECOND && *turn_argument(t) == '\0') {
		t->digit = 2;
		return answer_sale_second(t);
	}
	turn_begin_task(t, "sale.");
	turn_go(t, ST_SALE_AMOUNT);
	t->state = ST_SALE_AMOUNT;
	read_argument(t, &text);
	if (has_no_amount(t, &text)) {
		report_note(t, &r);
		return RC_OK;
	}
	return report_take(t, &r, &text);
}

/* The day of the last report sent, or the day named; RC_ABSENT when there is nothing to change. */
static enum rc day_to_correct(struct turn *t, const struct date_read *named, struct sale *out)
{
	int32_t day = named->kind == DATE_DEFINITE ? named->day : t->trader.last_sale_day;

	if (day == 0 || day < t->today - REPORT_DAYS_BACK)
		return RC_ABSENT;
	return sale_get(t->d->store, t->trader.id, day, out);
}

enum rc command_correct(struct turn *t)
{
	struct report r = fresh(t, REPORT_REPLACE);
	struct sale_text text;
	struct sale last;
	enum rc rc;

	if (t->state == ST_SALE_SECOND && *turn_argument(t) == '\0') {
		t->digit = 1;
		return answer_sale_second(t);
	}
	read_argument(t, &text);
	rc = day_to_correct(t, &text.day, &last);
	if (rc == RC_ABSENT) {
		turn_go(t, ST_IDLE);
		SAY_PLAIN(t, MSG_CORRECT_NONE);
		return RC_OK;
	}
	if (rc != RC_OK)
		return rc;
	turn_begin_task(t, "sale.");
	r.day = last.day;
	report_note(t, &r);
	turn_go(t, ST_CORRECT);
	if (has_no_amount(t, &text))
		return RC_OK;
	t->state = ST_CORRECT;
	text.day.kind = DATE_NONE;
	return report_take(t, &r, &text);
}

static enum rc nothing(struct turn *t, enum sale_status status)
{
	struct report r = fresh(t, REPORT_NEW);
	struct sale_text text;

	if (t->state == ST_CORRECT || t->state == ST_SALE_AMOUNT)
		report_load(t, &r);
	else
		turn_begin_task(t, "sale.");
	read_argument(t, &text);
	if (text.day.kind == DATE_DEFINITE && text.day.day <= t->today &&
		text.day.day >= t->today - REPORT_DAYS_BACK)
		r.day = text.day.day;
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
