/* dialog/helper_report.c - a helper's report: read, kept for the owner or until the owner allows it, read back */
#include <stdio.h>
#include <string.h>

#include "dialog/answers.h"
#include "dialog/helper.h"
#include "dialog/report.h"
#include "store/helper.h"

enum rc helper_owner(struct turn *t, struct trader *out)
{
	return trader_by_id(t->d->store, notes_number(&t->notes, "helper.owner", 0), out);
}

/* What the helper may know of the day: their own report of it, booked or waiting. */
struct known {
	bool allowed;
	bool taken; /* the day has a report by somebody else */
	bool any;
	struct sale before; /* when any */
	struct helper helper;
};

static enum rc look(struct turn *t, int64_t owner_id, int32_t day, struct known *out)
{
	struct store *st = t->d->store;
	const struct phone *me = &t->trader.phone;
	enum rc rc = helper_get(st, owner_id, me, &out->helper);

	if (rc == RC_ABSENT)
		out->helper = (struct helper){ .owner_id = 0 };
	else if (rc != RC_OK)
		return rc;
	out->allowed = rc == RC_OK && out->helper.state == HELPER_ALLOWED;
	rc = out->allowed ? sale_get(st, owner_id, day, &out->before)
			  : waiting_get(st, owner_id, me, day, &out->before);
	out->any = rc == RC_OK;
	out->taken = out->any && strcmp(out->before.typed_by, me->e164) != 0;
	return rc == RC_ABSENT ? RC_OK : rc;
}

/* A sum far from the owner's usual is looked at by the office: asking the helper would tell what is usual. */
static enum rc needs_review(struct turn *t, const struct sale *s, bool *out)
{
	*out = s->total > t->d->ask_above;
	if (*out || s->status != SALE_SOLD)
		return RC_OK;
	return report_is_far(t, s->trader_id, s->day, s->total, out);
}

static void say_booked(struct turn *t, const struct sale *s, const struct known *k)
{
	struct field stall = { FIELD_STALL,
		turn_text(t, notes_text(&t->notes, "helper.stall")) };
	struct field day = { FIELD_DAY, turn_day(t, s->day) };
	struct field amount = { FIELD_AMOUNT, turn_amount(t, s->total) };

	if (s->status == SALE_ZERO)
		SAY(t, MSG_HELPER_ZERO, stall, day);
	else if (s->status == SALE_CLOSED)
		SAY(t, MSG_HELPER_CLOSED, stall, day);
	else if (k->any && k->before.total != s->total)
		SAY(t, MSG_HELPER_CHANGED, stall, day, amount,
			{ FIELD_AMOUNT2, turn_amount(t, k->before.total) });
	else if (s->live != SALE_LIVE_UNKNOWN)
		SAY(t, MSG_HELPER_SAVED_LIVE, stall, day, amount,
			{ FIELD_LIVE, turn_amount(t, s->live) });
	else
		SAY(t, MSG_HELPER_SAVED, stall, day, amount);
}

/* UBAH of the owner alone changes the last report, whoever typed it. */
static enum rc note_last_day(struct turn *t, const struct trader *owner, int32_t day)
{
	struct conversation c;
	enum rc rc = conversation_get(t->d->store, owner->id, &c);

	if (rc != RC_OK)
		return rc == RC_ABSENT ? RC_OK : rc;
	c.last_sale_day = day;
	return conversation_put(t->d->store, &c);
}

static enum rc keep_waiting(
	struct turn *t, const struct sale *s, const struct trader *owner, const struct known *k)
{
	struct field stall = { FIELD_STALL, turn_text(t, owner->stall) };
	struct field day = { FIELD_DAY, turn_day(t, s->day) };
	struct field amount = { FIELD_AMOUNT, turn_amount(t, s->total) };
	bool asked = k->helper.asked_at != 0;
	enum rc rc = waiting_put(t->d->store, s);

	if (rc == RC_OK && !asked)
		rc = owner_ask(t, owner, &asked);
	if (rc != RC_OK)
		return rc;
	if (s->status == SALE_CLOSED)
		SAY(t, MSG_HELPER_WAIT_CLOSED, stall, day);
	else
		SAY(t, asked ? MSG_HELPER_WAIT : MSG_HELPER_OFFICE, stall, day, amount);
	return RC_OK;
}

static enum rc keep(
	struct turn *t, struct sale *s, const struct trader *owner, const struct known *k)
{
	enum rc rc = needs_review(t, s, &s->review);

	if (rc != RC_OK)
		return rc;
	if (k->any && s->live == SALE_LIVE_UNKNOWN && s->status == SALE_SOLD &&
		k->before.live != SALE_LIVE_UNKNOWN && k->before.live <= s->total)
		s->live = k->before.live;
	turn_go(t, ST_IDLE);
	t->stored = true;
	if (!k->allowed)
		return keep_waiting(t, s, owner, k);
	say_booked(t, s, k);
	rc = sale_put(t->d->store, s);
	return rc == RC_OK ? note_last_day(t, owner, s->day) : rc;
}

/* The report as far as it is known now; the rest of the row is filled in. */
static struct sale row_of(struct turn *t, int64_t owner_id, rupiah total, rupiah live)
{
	struct sale s = { .trader_id = owner_id,
		.day = (int32_t)notes_number(&t->notes, "helper.day", t->today),
		.total = total,
		.live = live,
		.status = total > 0 ? SALE_SOLD : SALE_ZERO,
		.approximate = notes_number(&t->notes, "helper.about", 0) != 0,
		.message_id = t->in->message_id,
		.reported_at = t->in->now };

	(void)snprintf(s.typed_by, sizeof(s.typed_by), "%s", t->trader.phone.e164);
	return s;
}

static enum rc settle(struct turn *t, struct sale *s)
{
	struct trader owner;
	struct known k = { .any = false };
	enum rc rc = helper_owner(t, &owner);

	if (rc == RC_ABSENT) {
		turn_go(t, ST_IDLE);
		return RC_OK;
	}
	s->trader_id = owner.id;
	if (rc == RC_OK)
		rc = look(t, owner.id, s->day, &k);
	if (rc != RC_OK)
		return rc;
	if (k.taken) {
		turn_go(t, ST_IDLE);
		SAY(t, MSG_HELPER_TAKEN, { FIELD_STALL, turn_text(t, owner.stall) },
			{ FIELD_DAY, turn_day(t, s->day) });
		return RC_OK;
	}
	if (k.any && s->total < k.before.total) {
		notes_put_number(&t->notes, "helper.closed", s->status == SALE_CLOSED);
		notes_put_number(&t->notes, "helper.total", s->total);
		notes_put_number(&t->notes, "helper.live", s->live);
		turn_go(t, ST_HELPER_SECOND);
		return RC_OK;
	}
	return keep(t, s, &owner, &k);
}

/* The day the text names, noted. RC_ABSENT: it is none that can be booked, which was said. */
static enum rc take_day(struct turn *t, const struct date_read *day)
{
	enum rc rc;

	if (day->kind == DATE_NONE)
		return RC_OK;
	if (day->kind == DATE_DEFINITE && day->day >= t->today - REPORT_DAYS_BACK) {
		notes_put_number(&t->notes, "helper.day", day->day);
		return RC_OK;
	}
	if (day->kind == DATE_DEFINITE) {
		rc = report_too_old(t, day->day);
		return rc == RC_OK ? RC_ABSENT : rc;
	}
	turn_go(t, ST_IDLE);
	SAY(t, MSG_HELPER_DAY,
		{ FIELD_STALL, turn_text(t, notes_text(&t->notes, "helper.stall")) });
	return RC_ABSENT;
}

static enum rc take_total(struct turn *t, const struct sale_text *text)
{
	const struct amount *a = &text->total;
	struct sale s = row_of(t, 0, 0, SALE_LIVE_UNKNOWN);
	rupiah live;

	if (a->kind == AMOUNT_DEFINITE) {
		s = row_of(t, 0, a->value, SALE_LIVE_UNKNOWN);
		if (text->live_said == SALE_TEXT_LIVE_GIVEN &&
			report_live(&text->live, a->value, &live) == RC_OK &&
			s.status == SALE_SOLD)
			s.live = live;
		return settle(t, &s);
	}
	if (a->kind == AMOUNT_CLOSED) {
		s.status = SALE_CLOSED;
		return settle(t, &s);
	}
	if (a->kind == AMOUNT_AMBIGUOUS) {
		notes_put_number(&t->notes, "helper.low", a->value);
		notes_put_number(&t->notes, "helper.high", a->other);
		turn_go(t, ST_HELPER_AMOUNT);
		SAY(t, MSG_HELPER_WHICH, { FIELD_AMOUNT, turn_amount(t, a->value) },
			{ FIELD_AMOUNT2, turn_amount(t, a->other) });
		return RC_OK;
	}
	turn_miss(t);
	return RC_OK;
}

enum rc helper_take(struct turn *t, const struct sale_text *text)
{
	enum rc rc;

	if (text->two_days) {
		turn_miss(t);
		return RC_OK;
	}
	rc = take_day(t, &text->day);
	if (rc != RC_OK)
		return rc == RC_ABSENT ? RC_OK : rc;
	notes_put_number(&t->notes, "helper.about", text->total.approximate);
	return take_total(t, text);
}

enum rc answer_helper_amount(struct turn *t)
{
	rupiah low = notes_number(&t->notes, "helper.low", 0);
	rupiah high = notes_number(&t->notes, "helper.high", 0);
	struct sale_text text;
	struct sale s;

	notes_forget(&t->notes, "helper.low");
	notes_forget(&t->notes, "helper.high");
	if (t->digit == 0 || (low > 0 && (t->digit == 1 || t->digit == 2))) {
		s = row_of(t, 0,
			t->digit == 0   ? 0
			: t->digit == 1 ? low
					: high,
			SALE_LIVE_UNKNOWN);
		s.clarified = t->digit > 0;
		return settle(t, &s);
	}
	sale_text_parse(&text, t->text, t->length, t->today);
	return helper_take(t, &text);
}

enum rc fill_helper_second(struct turn *t, struct fields *f)
{
	rupiah total = notes_number(&t->notes, "helper.total", 0), old = 0;
	int32_t day = (int32_t)notes_number(&t->notes, "helper.day", t->today);
	struct known k = { .any = false };
	enum rc rc = look(t, notes_number(&t->notes, "helper.owner", 0), day, &k);

	if (rc == RC_OK && k.any && !k.taken)
		old = k.before.total;
	fields_add(f, FIELD_DAY, turn_day(t, day));
	fields_add(f, FIELD_AMOUNT, turn_amount(t, total));
	fields_add(f, FIELD_AMOUNT2, turn_amount(t, old));
	fields_add(f, FIELD_SUM, turn_amount(t, total + old));
	return rc == RC_OK ? fill_helper_stall(t, f) : rc;
}

/* 1 replaces, 2 adds; a report of another that came meanwhile stands. */
enum rc answer_helper_second(struct turn *t)
{
	struct sale s = row_of(t, notes_number(&t->notes, "helper.owner", 0),
		notes_number(&t->notes, "helper.total", 0),
		notes_number(&t->notes, "helper.live", SALE_LIVE_UNKNOWN));
	struct trader owner;
	struct known k = { .any = false };
	enum rc rc;

	if (t->digit != 1 && t->digit != 2) {
		turn_miss(t);
		return RC_OK;
	}
	rc = helper_owner(t, &owner);
	if (rc == RC_OK)
		rc = look(t, owner.id, s.day, &k);
	if (rc != RC_OK || k.taken || !k.any)
		return rc == RC_OK || rc == RC_ABSENT ? settle(t, &s) : rc;
	s.clarified = true;
	if (t->digit == 1 && notes_number(&t->notes, "helper.closed", 0) != 0)
		s.status = SALE_CLOSED;
	if (t->digit == 2) {
		s.status = k.before.status;
		s.total += k.before.total;
		if (s.live != SALE_LIVE_UNKNOWN && k.before.live != SALE_LIVE_UNKNOWN)
			s.live += k.before.live;
	}
	return keep(t, &s, &owner, &k);
}
