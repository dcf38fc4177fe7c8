/* dialog/me.c - SAYA: what is known of a trader; TANYA: a question for the office */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "dialog/answers.h"
#include "dialog/person.h"
#include "dialog/report.h"
#include "store/question.h"
#include "store/wave.h"

enum { PLACES_MAX = 8 };

/* The three things that say who and where a trader is, with a word for what is not known. */
static enum rc who(struct turn *t, struct fields *f)
{
	const char *unknown = turn_word(t, MSG_WORD_UNKNOWN);
	struct market m = { .name = "" };
	enum rc rc = RC_OK;

	if (t->trader.market_id != 0)
		rc = market_by_id(t->d->store, t->trader.market_id, &m);
	fields_add(f, FIELD_NAME, t->trader.name[0] != '\0' ? t->trader.name : unknown);
	fields_add(f, FIELD_MARKET, m.name[0] != '\0' ? turn_text(t, m.name) : unknown);
	fields_add(f, FIELD_STALL, t->trader.stall[0] != '\0' ? t->trader.stall : unknown);
	return rc;
}

/* "G4, G6" */
static const char *wave_names(struct turn *t, const struct enrolment_row *rows, size_t n)
{
	char names[TURN_SLOT_SIZE] = "";
	size_t used = 0;

	for (size_t i = 0; i < n && used < sizeof(names); i++)
		used += (size_t)snprintf(names + used, sizeof(names) - used, "%s%s",
			i > 0 ? ", " : "", rows[i].wave.name);
	return turn_text(t, names);
}

enum rc fill_me(struct turn *t, struct fields *f)
{
	struct enrolment_row rows[PLACES_MAX];
	rupiah week = 0;
	size_t n = 0;
	enum rc rc = who(t, f);

	if (rc == RC_OK)
		rc = report_week(t, &week);
	if (rc == RC_OK)
		rc = enrolment_of_trader(
			t->d->store, t->trader.id, t->in->now, rows, PLACES_MAX, &n);
	fields_add(f, FIELD_SUM, turn_amount(t, week));
	fields_add(f, FIELD_WAVES,
		n > 0 ? wave_names(t, rows, n) : turn_word(t, MSG_WORD_NOTHING));
	return rc;
}

enum rc command_me(struct turn *t)
{
	turn_go(t, ST_ME);
	return RC_OK;
}

enum rc answer_me(struct turn *t)
{
	static const enum state_id choices[] = { ST_ME_CHANGE, ST_LANGUAGE, ST_ERASE };

	if (t->digit < 1 || t->digit > 3)
		turn_miss(t);
	else
		turn_go(t, choices[t->digit - 1]);
	return RC_OK;
}

enum rc answer_me_change(struct turn *t)
{
	static const enum state_id asks[] = { ST_ME_NAME, ST_ME_MARKET, ST_ME_STALL };

	if (t->digit < 1 || t->digit > 3)
		turn_miss(t);
	else
		turn_go(t, asks[t->digit - 1]);
	return RC_OK;
}

static enum rc saved(struct turn *t)
{
	struct fields f = { .count = 0 };
	enum rc rc = who(t, &f);

	if (rc != RC_OK)
		return rc;
	t->stored = true;
	turn_go(t, ST_IDLE);
	turn_say_fields(t, MSG_ME_SAVED, &f);
	return trader_update(t->d->store, &t->trader);
}

enum rc answer_me_name(struct turn *t)
{
	if (!person_is_name(t) || person_name(t->text, t->trader.name) != RC_OK) {
		turn_miss(t);
		return RC_OK;
	}
	return saved(t);
}

enum rc answer_me_market(struct turn *t)
{
	struct market m;
	bool taken;
	enum rc rc = person_take_market(t, ST_ME_MARKET, &m, &taken);

	if (rc != RC_OK || !taken)
		return rc;
	t->trader.market_id = m.id;
	return saved(t);
}

enum rc answer_me_stall(struct turn *t)
{
	bool command = t->command.sureness == COMMAND_EXACT && t->command.command != CMD_STOP;

	if (command || person_stall(t->text, t->trader.stall) != RC_OK) {
		turn_miss(t);
		return RC_OK;
	}
	return saved(t);
}
