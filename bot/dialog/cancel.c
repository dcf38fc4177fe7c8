/* dialog/cancel.c - BATAL: drops the current question only */
#include "dialog/answers.h"
#include "store/sale.h"

/* After a report was taken back: the one before it, or none. */
static enum rc say_what_stands(struct turn *t, const struct sale *taken)
{
	struct sale now;
	enum rc rc = sale_get(t->d->store, t->trader.id, taken->day, &now);
	struct field day = { FIELD_DAY, turn_day(t, taken->day) };

	if (rc == RC_ABSENT)
		SAY(t, MSG_CANCEL_SALE, day, { FIELD_AMOUNT, turn_amount(t, taken->total) });
	else if (rc != RC_OK)
		return rc;
	else if (now.status == SALE_SOLD)
		SAY(t, MSG_CANCEL_BACK, day, { FIELD_AMOUNT, turn_amount(t, now.total) });
	else
		SAY(t, now.status == SALE_ZERO ? MSG_SALE_ZERO : MSG_SALE_CLOSED, day);
	return RC_OK;
}

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
	t->stored = true;
	rc = sale_take_back(t->d->store, t->trader.id, day, t->in->now);
	return rc == RC_OK ? say_what_stands(t, &s) : rc;
}

enum rc command_cancel(struct turn *t)
{
	if (*turn_argument(t) != '\0') {
		enum rc rc = command_leave(t);

		if (rc != RC_ABSENT)
			return rc;
		if (t->state ==
			ST_SALE_LIVE) { /* "batal live": the report itself is not meant */
			turn_miss(t);
			return RC_OK;
		}
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
