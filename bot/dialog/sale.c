/* dialog/sale.c - JUAL and TAMBAH */
#include "base/days.h"
#include "dialog/answers.h"
#include "dialog/report.h"

/* A day without an amount: "JUAL kemarin"; a live part without a total: "JUAL live 50rb". */
static enum rc ask_amount(struct turn *t, struct report *r, const struct sale_text *text)
{
	bool dated = text->day.kind == DATE_DEFINITE && text->day.day < t->today &&
		     text->day.day >= t->today - REPORT_DAYS_BACK;

	r->steps = true;
	if (text->live_said == SALE_TEXT_LIVE_GIVEN && text->live.kind == AMOUNT_DEFINITE)
		r->live = text->live.value;
	if (dated)
		r->day = text->day.day;
	report_note(t, r);
	turn_go(t, ST_SALE_AMOUNT);
	if (dated) {
		notes_put_number(&t->notes, "sale.dated", 1);
		SAY(t, MSG_SALE_ASK_DAY, { FIELD_DAY, turn_day(t, text->day.day) });
	}
	return RC_OK;
}

enum rc command_sale(struct turn *t)
{
	struct report r = report_fresh(t, REPORT_NEW);
	struct sale_text text;

	turn_begin_task(t, "sale.");
	report_read_argument(t, &text);
	if (report_has_no_amount(t, &text))
		return ask_amount(t, &r, &text);
	turn_go(t, ST_SALE_AMOUNT);
	t->state = ST_SALE_AMOUNT; /* a miss asks this question again */
	return report_take(t, &r, &text);
}

/* TAMBAH alone: how much more, beside what stands already. */
static enum rc ask_more(struct turn *t, struct report *r)
{
	struct sale s;
	enum rc rc = sale_get(t->d->store, t->trader.id, t->today, &s);

	report_note(t, r);
	if (rc == RC_OK && s.status == SALE_SOLD)
		SAY(t, MSG_SALE_ADD_ASK, { FIELD_DAY, turn_day(t, t->today) },
			{ FIELD_AMOUNT, turn_amount(t, s.total) });
	return rc == RC_ABSENT ? RC_OK : rc;
}

enum rc command_add(struct turn *t)
{
	struct report r = report_fresh(t, REPORT_ADD);
	struct sale_text text;

	if (t->state == ST_SALE_SECOND && *turn_argument(t) == '\0') {
		t->digit = 2;
		return answer_sale_second(t);
	}
	turn_begin_task(t, "sale.");
	turn_go(t, ST_SALE_AMOUNT);
	t->state = ST_SALE_AMOUNT;
	report_read_argument(t, &text);
	return report_has_no_amount(t, &text) ? ask_more(t, &r) : report_take(t, &r, &text);
}
