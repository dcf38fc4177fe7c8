/* dialog/enrol_answers.c - DAFTAR: name, market, stall, confirmation */
#include <stdio.h>
#include <string.h>

#include "dialog/answers.h"
#include "dialog/enrol.h"
#include "dialog/person.h"

#define ENROL_CONSENT "2026-11-daftar"

void enrol_data(const struct turn *t, struct enrol_data *out)
{
	const char *name = notes_get(&t->notes, "enrol.name");
	const char *stall = notes_get(&t->notes, "enrol.stall");

	(void)snprintf(
		out->name, sizeof(out->name), "%.160s", name != NULL ? name : t->trader.name);
	(void)snprintf(out->stall, sizeof(out->stall), "%.80s",
		stall != NULL ? stall : t->trader.stall);
	out->market_id = notes_number(&t->notes, "enrol.market", t->trader.market_id);
}

enum rc enrol_next(struct turn *t)
{
	struct enrol_data d = { .market_id = 0 };

	enrol_data(t, &d);
	if (d.name[0] == '\0') {
		turn_go(t, ST_ENROL_NAME);
	} else if (d.market_id == 0) {
		turn_go(t, ST_ENROL_MARKET);
	} else if (d.stall[0] == '\0') {
		turn_go(t, ST_ENROL_STALL);
	} else {
		turn_go(t, ST_ENROL_CONFIRM);
	}
	return RC_OK;
}

enum rc fill_wave(struct turn *t, struct fields *f)
{
	struct wave w;
	enum rc rc = enrol_wave(t, &w);

	if (rc != RC_OK)
		return rc;
	fields_add(f, FIELD_WAVE, turn_text(t, w.name));
	fields_add(f, FIELD_MARKET, turn_text(t, w.market));
	fields_add(f, FIELD_PLACE, turn_text(t, w.place));
	fields_add(f, FIELD_DAY, turn_wave_day(t, w.starts_at));
	fields_add(f, FIELD_TIME, turn_time(t, w.starts_at));
	return RC_OK;
}

enum rc fill_full(struct turn *t, struct fields *f)
{
	struct wave w;
	enum rc rc = enrol_wave(t, &w);

	if (rc != RC_OK)
		return rc;
	fields_add(f, FIELD_WAVE, turn_text(t, w.name));
	fields_add(f, FIELD_POSITION, turn_number(t, w.waiting + 1));
	return RC_OK;
}

enum rc fill_confirm(struct turn *t, struct fields *f)
{
	struct enrol_data d = { .market_id = 0 };
	struct market m;
	struct wave w;
	enum rc rc;

	enrol_data(t, &d);
	rc = market_by_id(t->d->store, d.market_id, &m);
	if (rc == RC_OK)
		rc = enrol_wave(t, &w); /* it may have another name by now */
	if (rc != RC_OK)
		return rc;
	fields_add(f, FIELD_WAVE, turn_text(t, w.name));
	fields_add(f, FIELD_NAME, turn_text(t, d.name));
	fields_add(f, FIELD_MARKET, turn_text(t, m.name));
	fields_add(f, FIELD_STALL, turn_text(t, d.stall));
	return RC_OK;
}

enum rc answer_enrol_full(struct turn *t)
{
	if (t->digit == 2) {
		notes_put_number(&t->notes, "enrol.skip", 0);
		turn_go(t, ST_ENROL_WAVE);
		return RC_OK;
	}
	if (!turn_is_yes(t)) {
		turn_miss(t);
		return RC_OK;
	}
	notes_put_number(&t->notes, "enrol.wait", 1);
	return enrol_next(t);
}

enum rc answer_enrol_name(struct turn *t)
{
	char name[TRADER_NAME_MAX * 4 + 1];

	if (!person_is_name(t) || person_name(t->text, name) != RC_OK) {
		turn_miss(t);
		return RC_OK;
	}
	notes_put(&t->notes, "enrol.name", name);
	return enrol_next(t);
}

enum rc answer_enrol_market(struct turn *t)
{
	struct market m;
	bool taken, elsewhere = false;
	enum rc rc = person_take_market(t, ST_ENROL_MARKET, &m, &taken);

	if (rc != RC_OK || !taken)
		return rc;
	notes_put_number(&t->notes, "enrol.market", m.id);
	rc = enrol_elsewhere(t, &elsewhere);
	return rc != RC_OK || elsewhere ? rc : enrol_next(t);
}

enum rc answer_enrol_stall(struct turn *t)
{
	char stall[TRADER_STALL_MAX * 4 + 1];
	bool command = t->command.sureness == COMMAND_EXACT && t->command.command != CMD_STOP;

	if (command || person_stall(t->text, stall) != RC_OK) {
		turn_miss(t);
		return RC_OK;
	}
	notes_put(&t->notes, "enrol.stall", stall);
	return enrol_next(t);
}

static void say_done(struct turn *t, const struct wave *w, const struct enrolment *e)
{
	struct field name = { FIELD_NAME, turn_text(t, t->trader.name) };
	struct field wave = { FIELD_WAVE, turn_text(t, w->name) };

	if (e->status == ENROLMENT_WAITING)
		SAY(t, MSG_ENROL_WAITING, name, wave,
			{ FIELD_POSITION, turn_number(t, e->position) });
	else
		SAY(t, MSG_ENROL_DONE, name, wave,
			{ FIELD_DAY, turn_wave_day(t, w->starts_at) },
			{ FIELD_TIME, turn_time(t, w->starts_at) },
			{ FIELD_MARKET, turn_text(t, w->market) },
			{ FIELD_PLACE, turn_text(t, w->place) });
}

/* Keeps who the trader is. Enrolling turns pushes on again, and says so. */
static enum rc keep_person(struct turn *t)
{
	struct enrol_data d = { .market_id = 0 };
	enum rc rc;

	enrol_data(t, &d);
	memcpy(t->trader.name, d.name, sizeof(d.name));
	memcpy(t->trader.stall, d.stall, sizeof(d.stall));
	t->trader.market_id = d.market_id;
	if (t->trader.stopped_at != 0)
		turn_tail(t, MSG_PUSH_AGAIN_TAIL);
	t->trader.stopped_at = 0;
	rc = trader_update(t->d->store, &t->trader);
	if (rc != RC_OK)
		return rc;
	return consent_add(t->d->store, t->trader.id, ENROL_CONSENT, t->trader.language,
		t->in->channel == CHANNEL_USSD ? "ussd" : "sms", t->in->now);
}

static enum rc confirm(struct turn *t)
{
	struct enrolment_request ask = {
		.trader_id = t->trader.id, .by = "trader", .now = t->in->now
	};
	struct enrolment e;
	struct wave w;
	enum rc rc = enrol_wave(t, &w);

	if (rc != RC_OK)
		return rc;
	ask.wave_id = w.id;
	ask.allow_waiting = notes_number(&t->notes, "enrol.wait", 0) != 0;
	rc = enrolment_take(t->d->store, &ask, &e);
	if (rc == RC_FULL) { /* the last seat went while this was typed */
		turn_go(t, ST_ENROL_FULL);
		return RC_OK;
	}
	if (rc != RC_OK && rc != RC_CONFLICT)
		return rc;
	rc = keep_person(t);
	if (rc != RC_OK)
		return rc;
	t->stored = true;
	turn_go(t, ST_IDLE);
	say_done(t, &w, &e);
	return RC_OK;
}

enum rc answer_enrol_confirm(struct turn *t)
{
	if (turn_is_yes(t))
		return confirm(t);
	if (turn_is_no(t))
		turn_go(t, ST_ENROL_CHANGE);
	else
		turn_miss(t);
	return RC_OK;
}

enum rc answer_enrol_change(struct turn *t)
{
	static const enum state_id asks[] = { ST_ENROL_NAME, ST_ENROL_MARKET, ST_ENROL_STALL };

	if (t->digit < 1 || t->digit > 3)
		turn_miss(t);
	else
		turn_go(t, asks[t->digit - 1]);
	return RC_OK;
}
