/* dialog/stop.c - STOP, MULAI and HAPUS DATA */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "dialog/answers.h"
#include "store/wave.h"

enum { STOP_ONCE = 24 * 3600 };

/* The first wave in which the trader still has a seat; RC_ABSENT: none. */
static enum rc seat_of(struct turn *t, struct enrolment_row *out)
{
	struct enrolment_row rows[8];
	size_t n = 0;
	enum rc rc = enrolment_of_trader(t->d->store, t->trader.id, t->in->now, rows, 8, &n);

	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < n; i++)
		if (rows[i].enrolment.status == ENROLMENT_ENROLLED) {
			*out = rows[i];
			return RC_OK;
		}
	return RC_ABSENT;
}

static enum rc stop(struct turn *t)
{
	bool again = t->trader.stopped_at != 0 && t->in->now - t->trader.stopped_at < STOP_ONCE;
	struct enrolment_row seat;
	enum rc rc;

	turn_go(t, ST_IDLE);
	t->first_contact = false; /* the answer is the confirmation and nothing else */
	if (again && t->in->channel == CHANNEL_SMS) {
		t->silent = true;
		return RC_OK;
	}
	t->trader.stopped_at = t->in->now;
	rc = seat_of(t, &seat);
	if (rc == RC_OK)
		SAY(t, MSG_STOP_SEAT, { FIELD_WAVE, seat.wave.name });
	else if (rc == RC_ABSENT)
		SAY_PLAIN(t, MSG_STOP_DONE);
	else
		return rc;
	return trader_update(t->d->store, &t->trader);
}

enum rc command_stop(struct turn *t)
{
	notes_forget(&t->notes, "aside.");
	return stop(t);
}

enum rc answer_stop_ask(struct turn *t)
{
	if (turn_is_yes(t))
		return stop(t);
	if (!turn_is_no(t)) {
		turn_miss(t);
		return RC_OK;
	}
	turn_go(t, ST_IDLE);
	SAY_PLAIN(t, MSG_STOP_KEPT);
	return RC_OK;
}

enum rc command_start(struct turn *t)
{
	turn_go(t, ST_IDLE);
	t->menu = true;
	t->trader.stopped_at = 0;
	SAY_PLAIN(t, MSG_START);
	return trader_update(t->d->store, &t->trader);
}

enum rc command_erase(struct turn *t)
{
	turn_go(t, ST_ERASE);
	return RC_OK;
}

/* The word itself, whatever dots are behind it. */
static bool says_ya(const char *text)
{
	return strncasecmp(text, "ya", 2) == 0 && strspn(text + 2, " .,!") == strlen(text + 2);
}

/* Only the word YA, never a digit or another yes: this cannot be undone. */
enum rc answer_erase(struct turn *t)
{
	if (!says_ya(t->text)) {
		if (t->digit < 0 && t->command.command == CMD_NO) {
			turn_go(t, ST_IDLE);
			SAY_PLAIN(t, MSG_ERASE_KEPT);
		} else {
			turn_miss(t);
		}
		return RC_OK;
	}
	turn_go(t, ST_IDLE);
	t->first_contact = false;
	SAY_PLAIN(t, MSG_ERASE_DONE);
	t->erased = true;
	return trader_erase(t->d->store, &t->trader, t->in->now);
}
