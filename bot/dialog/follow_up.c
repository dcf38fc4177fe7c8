/* dialog/follow_up.c - after a training: was the tip tried, and how often were they live this week */
#include "store/follow_up.h"
#include "dialog/answers.h"
#include "dialog/pushed.h"
#include "store/work_list.h"
#include "text/follow_answer.h"

enum { TRAINER_AFTER = 2 }; /* times "not yet" to one tip */

bool follow_is_answer(const struct turn *t)
{
	return (t->state == ST_TIP_TRIED && tried_read(t->text, t->length) != TRIED_UNKNOWN) ||
	       (t->state == ST_STICK && count_read(t->text, t->length) != COUNT_NONE);
}

static enum rc trainer_looks(struct turn *t, enum work_kind kind)
{
	return work_open(
		t->d->store, &(struct work_new){ .trader_id = t->trader.id,
				     .wave_id = notes_number(&t->notes, "office.wave", 0),
				     .kind = kind,
				     .now = t->in->now });
}

static enum rc keep_tried(struct turn *t, bool tried)
{
	int64_t not_yet = 0;
	enum rc rc = follow_tip_answer(t->d->store, t->trader.id, tried, t->in->now, &not_yet);

	turn_go(t, ST_IDLE);
	if (rc == RC_OK && !tried && not_yet == TRAINER_AFTER)
		rc = trainer_looks(t, WORK_TIP_NOT_TRIED);
	t->stored = true;
	if (tried)
		SAY_PLAIN(t, MSG_TIP_DONE);
	else if (not_yet < TRAINER_AFTER)
		SAY_PLAIN(t, MSG_TIP_NOT_YET);
	else
		SAY_PLAIN(t, MSG_TIP_HELP);
	return rc == RC_ABSENT ? RC_OK : rc;
}

/* A bare digit answers for half an hour: whoever takes up the card later means its menu. Words answer as long as the
 * question lives. */
enum rc answer_tip_tried(struct turn *t)
{
	enum tried said = tried_read(t->text, t->length);

	if (t->digit >= 0 && t->in->now >= notes_number(&t->notes, "office.digits", 0))
		return answer_idle(t);
	if (said == TRIED_YES || turn_is_yes(t))
		return keep_tried(t, true);
	if (said == TRIED_NO || turn_is_no(t))
		return keep_tried(t, false);
	return pushed_other(t);
}

static enum rc keep_count(struct turn *t, int lives)
{
	struct stick_key key = { .trader_id = t->trader.id,
		.wave_id = notes_number(&t->notes, "office.wave", 0),
		.day = (int)notes_number(&t->notes, "office.day", 0) };
	enum rc rc = stick_answer(t->d->store, &key, lives, t->in->now);

	turn_go(t, ST_IDLE);
	t->stored = true;
	if (rc == RC_OK && lives == 0)
		rc = trainer_looks(t, WORK_NOT_LIVE);
	if (lives == 0)
		SAY_PLAIN(t, MSG_STICK_ZERO);
	else
		SAY(t, MSG_STICK_NOTED, { FIELD_POSITION, turn_number(t, lives) });
	return rc == RC_ABSENT ? RC_OK : rc;
}

/* Asked once more, and then left: not known is not zero. */
enum rc answer_stick(struct turn *t)
{
	int count = count_read(t->text, t->length);
	enum rc rc = RC_OK;

	if (count >= 0 && count <= LIVES_MOST)
		return keep_count(t, count);
	if (count == COUNT_OVER)
		turn_miss(t);
	else
		rc = pushed_other(t);
	if (rc != RC_OK || !t->missed || t->conversation.misses == 0)
		return rc;
	t->missed = false;
	turn_go(t, ST_IDLE);
	SAY_PLAIN(t, MSG_STICK_LEFT);
	return RC_OK;
}
