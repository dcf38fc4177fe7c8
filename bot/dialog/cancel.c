/* dialog/cancel.c - BATAL: drops the current question only */
#include "dialog/answers.h"
#include "store/sale.h"

/* BATAL at the live part takes the saved report back: there was no report before the question. */
static enum rc take_back(struct turn *t)
{
	int32_t day = (int32_t)notes_number(&t->notes, "sale.day", t->today);
	struct sale s;
	enum rc rc = sale_get(t->d->store, t->trader.id, day, &s);

	if (rc == RC_ABSENT) {
		SAY_PLAIN(t, MSG_CANCEL_DONE);
		return RC_OK;
	}
	if (rc != RC_OK)
		return rc;
	SAY(t, MSG_CANCEL_SALE, { FIELD_DAY, turn_day(t, day) },
		{ FIELD_AMOUNT, turn_amount(t, s.total) });
	t->stored = true;
	return sale_take_back(t->d->store, t->trader.id, day, t->in->now);
}

enum rc command_cancel(struct turn *t)
{
	if (*turn_argument(t) != '\0') {
		enum rc rc = command_leave(t);

		if (rc != RC_ABSENT)
			return rc;
	}
	notes_forget(&t->notes, "aside.");
	turn_go(t, ST_IDLE);
	if (t->state == ST_SALE_LIVE)
		return take_back(t);
	if (t->state == ST_ERASE)
		SAY_PLAIN(t, MSG_ERASE_KEPT);
	else if (t->state == ST_IDLE)
		SAY_PLAIN(t, MSG_CANCEL_NOTHING);
	else
		SAY_PLAIN(t, MSG_CANCEL_DONE);
	return RC_OK;
}
