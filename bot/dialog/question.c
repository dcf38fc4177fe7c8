/* dialog/question.c - which sentence asks a state's question just now */
#include "dialog/question.h"

#include <string.h>

#include "dialog/report.h"

enum { WORDS_LONGEST = 40 };

/* The sum in words is said only when it fits; "usually" only to somebody with a history. */
static enum rc sure(struct turn *t, enum message_id *out)
{
	struct report r;
	struct sale_median m = { .count = 0 };
	enum rc rc;

	report_load(t, &r);
	rc = report_median(t, r.day, &m);
	if (strlen(turn_words(t, r.total)) > WORDS_LONGEST)
		*out = MSG_SALE_SURE_HINT;
	else
		*out = m.count == 0 ? MSG_SALE_SURE_BIG : MSG_SALE_SURE;
	return rc;
}

static enum rc correct(struct turn *t, enum message_id *out)
{
	int32_t day = (int32_t)notes_number(&t->notes, "sale.day", t->today);
	struct sale s = { .status = SALE_SOLD };
	enum rc rc = sale_get(t->d->store, t->trader.id, day, &s);

	*out = s.status == SALE_CLOSED ? MSG_CORRECT_CLOSED : MSG_CORRECT_ASK;
	return rc == RC_ABSENT ? RC_OK : rc;
}

static bool begins(const char *text, const char *with)
{
	return text != NULL && strncmp(text, with, strlen(with)) == 0;
}

static bool is_unknown(const struct trader *who)
{
	return who->name[0] == '\0' && who->stall[0] == '\0' && who->market_id == 0;
}

enum rc turn_question(struct turn *t, enum state_id state)
{
	enum message_id id = state_row(state)->ask;
	enum rc rc = RC_OK;

	if (state == ST_SALE_SURE)
		rc = sure(t, &id);
	else if (state == ST_CORRECT)
		rc = correct(t, &id);
	else if (state == ST_SALE_WHICH && notes_number(&t->notes, "sale.idle", 0) != 0)
		id = MSG_SALE_WHICH_IDLE;
	else if (state == ST_ME && is_unknown(&t->trader))
		id = MSG_ME_EMPTY;
	else if (state == ST_RESUME && begins(notes_get(&t->notes, "aside.state"), "enrol."))
		id = MSG_RESUME_ENROL;
	else if (state == ST_ENROL_NAME && notes_number(&t->notes, "enrol.wait", 0) != 0)
		id = MSG_ENROL_NAME_WAIT;
	else if (state == ST_LEAVE && notes_number(&t->notes, "leave.wait", 0) != 0)
		id = MSG_LEAVE_WAITING;
	return rc == RC_OK ? turn_ask_as(t, state, id) : rc;
}
