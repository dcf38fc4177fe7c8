/* dialog/sale_answers.c - answers to the questions about a report */
#include <string.h>
#include <strings.h>

#include "dialog/answers.h"
#include "dialog/report.h"

enum rc fill_live(struct turn *t, struct fields *f)
{
	return fill_day_amount(t, f);
}

/* The day in question and what stands in the book for it. */
enum rc fill_day_amount(struct turn *t, struct fields *f)
{
	int32_t day = (int32_t)notes_number(&t->notes, "sale.day", t->today);
	struct sale s = { .total = 0 };
	enum rc rc = sale_get(t->d->store, t->trader.id, day, &s);

	if (rc != RC_OK && rc != RC_ABSENT)
		return rc;
	fields_add(f, FIELD_DAY, turn_day(t, day));
	fields_add(f, FIELD_AMOUNT, turn_amount(t, rc == RC_OK ? s.total : 0));
	return RC_OK;
}

enum rc fill_amount(struct turn *t, struct fields *f)
{
	fields_add(f, FIELD_AMOUNT, turn_amount(t, notes_number(&t->notes, "sale.total", 0)));
	return RC_OK;
}

enum rc fill_which(struct turn *t, struct fields *f)
{
	fields_add(f, FIELD_AMOUNT, turn_amount(t, notes_number(&t->notes, "sale.low", 0)));
	fields_add(f, FIELD_AMOUNT2, turn_amount(t, notes_number(&t->notes, "sale.high", 0)));
	return RC_OK;
}

enum rc fill_sure(struct turn *t, struct fields *f)
{
	struct report r;
	struct sale_median m = { .count = 0 };
	enum rc rc;

	report_load(t, &r);
	rc = report_median(t, r.day, &m);
	fields_add(f, FIELD_DAY, turn_day(t, r.day));
	fields_add(f, FIELD_AMOUNT, turn_amount(t, r.total));
	fields_add(f, FIELD_AMOUNT2, turn_amount(t, m.median));
	fields_add(f, FIELD_WORDS, turn_words(t, r.total));
	return rc;
}

enum rc fill_second(struct turn *t, struct fields *f)
{
	struct report r;
	struct sale s = { .total = 0 };
	enum rc rc;

	report_load(t, &r);
	rc = sale_get(t->d->store, t->trader.id, r.day, &s);
	if (rc != RC_OK && rc != RC_ABSENT)
		return rc;
	fields_add(f, FIELD_DAY, turn_day(t, r.day));
	fields_add(f, FIELD_AMOUNT, turn_amount(t, r.total));
	fields_add(f, FIELD_AMOUNT2, turn_amount(t, rc == RC_OK ? s.total : 0));
	fields_add(f, FIELD_SUM, turn_amount(t, r.total + (rc == RC_OK ? s.total : 0)));
	return RC_OK;
}

/* "Hari ini laku berapa" of last evening, answered today without a word about the day. */
static bool asked_yesterday(struct turn *t, const struct sale_text *text)
{
	return notes_number(&t->notes, "sale.on", t->today) < t->today &&
	       notes_number(&t->notes, "sale.dated", 0) == 0 && text->day.kind == DATE_NONE &&
	       (t->digit == 0 || text->total.kind == AMOUNT_DEFINITE);
}

static enum rc ask_which_day(struct turn *t, struct report *r, const struct sale_text *text)
{
	r->total = t->digit == 0 ? 0 : text->total.value;
	if (text->live_said == SALE_TEXT_LIVE_GIVEN && text->live.kind == AMOUNT_DEFINITE)
		r->live = text->live.value;
	report_note(t, r);
	turn_go(t, ST_SALE_DAY);
	return turn_ask_as(t, ST_SALE_DAY, MSG_SALE_DAY_TURNED);
}

enum rc answer_sale_amount(struct turn *t)
{
	struct report r;
	struct sale_text text;

	report_load(t, &r);
	r.steps = true;
	sale_text_parse(&text, t->text, t->length, t->today);
	if (asked_yesterday(t, &text))
		return ask_which_day(t, &r, &text);
	if (t->digit == 0)
		return report_nothing(t, &r, SALE_ZERO);
	if (text.day.kind == DATE_DEFINITE && text.total.kind == AMOUNT_INVALID &&
		text.total.reason == AMOUNT_NOTHING)
		return command_sale(t); /* "kemarin": the same question for that day */
	return report_take(t, &r, &text);
}

enum rc answer_correct(struct turn *t)
{
	struct report r;
	struct sale_text text;

	report_load(t, &r);
	r.mode = REPORT_REPLACE;
	if (t->digit == 0)
		return report_nothing(t, &r, SALE_ZERO);
	sale_text_parse(&text, t->text, t->length, t->today);
	text.day.kind = DATE_NONE; /* which day is settled */
	return report_take(t, &r, &text);
}

/* The live part of a report that is kept already: its row is completed. */
static enum rc complete(struct turn *t, struct sale *s, rupiah live)
{
	bool teach = notes_number(&t->notes, "sale.steps", 0) != 0 &&
		     t->conversation.steps_taken == 2;
	rupiah week = 0;
	struct field day = { FIELD_DAY, turn_day(t, s->day) };
	struct field amount = { FIELD_AMOUNT, turn_amount(t, s->total) };
	struct field part = { FIELD_LIVE, turn_amount(t, live) };
	enum rc rc;

	s->live = live;
	s->message_id = t->in->message_id;
	s->reported_at = t->in->now;
	rc = sale_put(t->d->store, s);
	if (rc != RC_OK)
		return rc;
	t->stored = true;
	report_count_live(t, live);
	turn_go(t, ST_IDLE);
	rc = report_week(t, &week);
	if (rc != RC_OK)
		return rc;
	if (teach)
		SAY(t, MSG_SALE_SAVED_TEACH, day, amount, part);
	else
		SAY(t, MSG_SALE_SAVED, day, amount, part, { FIELD_SUM, turn_amount(t, week) });
	return RC_OK;
}

/* "live 400rb", "400rb dari live": the words around it are dropped. */
static void read_part(struct turn *t, struct amount *out)
{
	struct sale_text text;

	sale_text_parse(&text, t->text, t->length, t->today);
	*out = text.live_said == SALE_TEXT_LIVE_GIVEN && text.total.kind == AMOUNT_INVALID
		       ? text.live
		       : text.total;
}

/* A text with a live part or a day of its own is no answer to "how much of it by live": it is a report. */
static bool is_other_report(struct turn *t)
{
	struct sale_text text;

	sale_text_parse(&text, t->text, t->length, t->today);
	return text.total.kind == AMOUNT_DEFINITE &&
	       (text.live_said == SALE_TEXT_LIVE_GIVEN || text.day.kind == DATE_DEFINITE);
}

/* "YA" after the question whether all of it was live. */
static bool all_is_live(const struct turn *t)
{
	return notes_number(&t->notes, "sale.all", 0) != 0 && t->command.command == CMD_YES &&
	       t->digit < 0;
}

/* The same sum again may be the same SMS sent twice: asked once before it counts as all live. */
static enum rc ask_if_all(struct turn *t)
{
	notes_put_number(&t->notes, "sale.all", 1);
	turn_go(t, ST_SALE_LIVE);
	return turn_ask_as(t, ST_SALE_LIVE, MSG_SALE_LIVE_ALL);
}

enum rc answer_sale_live(struct turn *t)
{
	int32_t day = (int32_t)notes_number(&t->notes, "sale.day", t->today);
	bool none =
		t->digit == 0 || t->command.command == CMD_NO || t->command.command == CMD_ZERO;
	struct sale s;
	struct amount a;
	rupiah live = 0;
	enum rc rc = sale_get(t->d->store, t->trader.id, day, &s);

	if (rc == RC_ABSENT) {
		turn_go(t, ST_IDLE);
		return RC_OK;
	}
	if (rc != RC_OK)
		return rc;
	if (none)
		return complete(t, &s, 0);
	if (is_other_report(t)) {
		t->command.rest = 0;
		return command_sale(t);
	}
	read_part(t, &a);
	rc = t->digit > 0 ? RC_INVALID : report_live(&a, s.total, &live);
	if (rc == RC_OK && live == s.total && !all_is_live(t))
		return ask_if_all(t);
	if (all_is_live(t))
		live = s.total;
	if (rc == RC_OK || all_is_live(t))
		return complete(t, &s, live);
	turn_miss(t);
	if (rc == RC_FULL && t->conversation.misses == 0)
		SAY(t, MSG_SALE_LIVE_OVER, { FIELD_AMOUNT, turn_amount(t, s.total) });
	return RC_OK;
}

/* "ribu" or "juta" as the whole answer; 0: neither. */
static rupiah by_unit(struct turn *t, rupiah low, rupiah high)
{
	bool thousand =
		strncasecmp(t->text, "ri", 2) == 0 || strncasecmp(t->text, "rb", 2) == 0;
	bool million = strncasecmp(t->text, "ju", 2) == 0 || strncasecmp(t->text, "jt", 2) == 0;

	if (million)
		return high >= 1000000 ? high : 0;
	if (thousand)
		return low >= 1000 ? low : high;
	return 0;
}

enum rc answer_sale_which(struct turn *t)
{
	rupiah low = notes_number(&t->notes, "sale.low", 0);
	rupiah high = notes_number(&t->notes, "sale.high", 0);
	struct sale_text text;
	struct report r;

	report_load(t, &r);
	r.clarified = true;
	r.total = t->digit == 1 ? low : t->digit == 2 ? high : by_unit(t, low, high);
	if (r.total > 0)
		return report_settle(t, &r);
	if (t->digit == 3 && notes_number(&t->notes, "sale.idle", 0) != 0) {
		turn_go(t, ST_IDLE);
		return RC_OK;
	}
	sale_text_parse(&text, t->text, t->length, t->today);
	if (t->digit >= 0 || text.total.kind != AMOUNT_DEFINITE) {
		turn_miss(t);
		return RC_OK;
	}
	return report_take(t, &r, &text);
}

enum rc answer_sale_sure(struct turn *t)
{
	struct sale_text text;
	struct report r;

	report_load(t, &r);
	if (turn_is_yes(t)) {
		r.sure = true;
		r.clarified = true;
		return report_settle(t, &r);
	}
	if (turn_is_no(t)) {
		turn_go(t, ST_SALE_AMOUNT);
		SAY_PLAIN(t, MSG_SALE_RIGHT);
		return RC_OK;
	}
	sale_text_parse(&text, t->text, t->length, t->today);
	if (text.total.kind != AMOUNT_DEFINITE && text.total.kind != AMOUNT_AMBIGUOUS) {
		turn_miss(t);
		return RC_OK;
	}
	return report_take(t, &r, &text);
}

enum rc answer_sale_second(struct turn *t)
{
	struct report r;

	report_load(t, &r);
	if (t->digit != 1 && t->digit != 2) {
		turn_miss(t);
		return RC_OK;
	}
	r.mode = t->digit == 1 ? REPORT_REPLACE : REPORT_ADD;
	return report_settle(t, &r);
}

static enum rc keep_or_change(struct turn *t, enum sale_status status)
{
	int32_t day = (int32_t)notes_number(&t->notes, "sale.day", t->today);
	struct fields f = { .count = 0 };
	enum rc rc;

	if (t->digit == 2 || turn_is_no(t))
		return report_keep_nothing(t, day, status);
	if (!turn_is_yes(t)) {
		turn_miss(t);
		return RC_OK;
	}
	rc = fill_day_amount(t, &f);
	turn_go(t, ST_IDLE);
	if (rc == RC_OK)
		turn_say_fields(t, MSG_SALE_KEPT, &f);
	return rc;
}

enum rc answer_sale_closed(struct turn *t)
{
	return keep_or_change(t, SALE_CLOSED);
}

enum rc answer_sale_zero(struct turn *t)
{
	return keep_or_change(t, SALE_ZERO);
}

enum rc answer_sale_day(struct turn *t)
{
	struct date_read read;
	struct report r;

	report_load(t, &r);
	date_parse(&read, t->text, t->length, t->today);
	if (t->digit == 1 || t->digit == 2)
		r.day = t->today - (t->digit == 2 ? 1 : 0);
	else if (read.kind == DATE_DEFINITE && read.day >= t->today - REPORT_DAYS_BACK)
		r.day = read.day;
	else {
		turn_miss(t);
		return RC_OK;
	}
	return report_settle(t, &r);
}
