/* dialog/helper.c - UNTUK: which stall, in which market, whose */
#include "dialog/helper.h"
#include "dialog/ask.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "dialog/answers.h"
#include "dialog/person.h"
#include "store/helper.h"

enum { STALL_WORDS = 4 };

static const char separators[] = " ,:;\t\n";

enum found {
	NOWHERE,
	ELSEWHERE, /* in some market, but not the helper's own */
	FOUND,
};

struct stall { /* the first words of what stands behind UNTUK */
	char name[TRADER_STALL_MAX * 4 + 1];
	const char *rest;
	enum found found;
	struct trader owner; /* when found */
};

/* "stan B2-15", "kios nomor 12": the stall begins behind. */
static const char *after_leads(const char *text)
{
	static const char *const leads[] = { "stan", "stand", "kios", "los", "lapak", "toko",
		"nomor", "nomer", "no" };
	size_t n = strcspn(text, separators);

	for (size_t i = 0; i < sizeof(leads) / sizeof(leads[0]); i++)
		if (strlen(leads[i]) == n && strncasecmp(text, leads[i], n) == 0)
			return after_leads(text + n + strspn(text + n, separators));
	return text;
}

/* Stalls the helper has reported for go first, then those of the helper's own market. */
static enum rc look_up(struct turn *t, struct stall *s)
{
	int markets = 0;
	enum rc rc = stall_of_helper(t->d->store, s->name, &t->trader.phone, &s->owner);

	if (rc == RC_ABSENT && t->trader.market_id != 0)
		rc = stall_find(t->d->store, s->name, t->trader.market_id, &s->owner);
	if (rc == RC_OK)
		s->found = FOUND;
	if (rc != RC_ABSENT)
		return rc;
	rc = stall_markets(t->d->store, s->name, &markets);
	s->found = markets > 0 ? ELSEWHERE : NOWHERE;
	return rc;
}

static bool has_report(const struct turn *t, const char *text)
{
	struct sale_text read;

	sale_text_parse(&read, text, strlen(text), t->today);
	return read.total.kind != AMOUNT_INVALID;
}

/* A stall may be written in several words ("B2 15"): the most words that name one, as long as a report is left. */
static enum rc read_stall(struct turn *t, const char *text, struct stall *out)
{
	const char *end = text;
	enum rc rc = RC_OK;

	*out = (struct stall){ .rest = text };
	for (int words = 1; words <= STALL_WORDS && *end != '\0' && rc == RC_OK; words++) {
		struct stall s = { .found = NOWHERE };
		char written[TURN_TEXT_MAX + 1];

		end += strspn(end, separators);
		end += strcspn(end, separators);
		(void)snprintf(written, sizeof(written), "%.*s", (int)(end - text), text);
		if (person_stall(written, s.name) != RC_OK)
			break;
		s.rest = end + strspn(end, separators);
		rc = look_up(t, &s);
		if (words == 1 ||
			(s.found != NOWHERE && s.found >= out->found && has_report(t, s.rest)))
			*out = s;
	}
	return rc;
}

/* "untuk hari ini 350rb" is one's own report. */
static bool begins_with_day(const struct turn *t, const char *text)
{
	struct date_read day;

	date_find(&day, text, strlen(text), t->today);
	return isalpha((unsigned char)*text) && day.kind != DATE_NONE && day.start == 0;
}

static enum rc own_report(struct turn *t, const char *rest)
{
	t->command.rest = (size_t)(rest - t->text);
	t->command.command = CMD_SALE;
	return command_sale(t);
}

static enum rc unknown(struct turn *t, const char *stall)
{
	turn_go(t, ST_IDLE);
	SAY(t, MSG_HELPER_UNKNOWN, { FIELD_STALL, turn_text(t, stall) });
	return RC_OK;
}

static enum rc say_refused(struct turn *t, const struct trader *owner)
{
	bool invited = true;
	enum rc rc = ask_is_invited(t, &invited);

	if (rc != RC_OK)
		return rc;
	turn_go(t, ST_IDLE);
	SAY(t, invited ? MSG_HELPER_NO : MSG_HELPER_NO_BUSY,
		{ FIELD_STALL, turn_text(t, owner->stall) });
	return RC_OK;
}

/* Whose stall it is is known: reads what there is of a report, unless the owner does not want it. */
static enum rc begin(struct turn *t, const struct trader *owner)
{
	const char *rest;
	struct sale_text text;
	struct helper h;
	enum rc rc = helper_get(t->d->store, owner->id, &t->trader.phone, &h);

	if (rc == RC_OK && h.state == HELPER_REFUSED)
		return say_refused(t, owner);
	if (rc != RC_OK && rc != RC_ABSENT)
		return rc;
	notes_put_number(&t->notes, "helper.owner", owner->id);
	notes_put(&t->notes, "helper.stall", owner->stall);
	turn_go(t, ST_HELPER_AMOUNT);
	t->state = ST_HELPER_AMOUNT; /* a miss asks this question again */
	rest = notes_text(&t->notes, "helper.text");
	if (*rest == '\0')
		return RC_OK;
	sale_text_parse(&text, rest, strlen(rest),
		(int32_t)notes_number(&t->notes, "helper.today", t->today));
	return helper_take(t, &text);
}

enum rc command_for(struct turn *t)
{
	const char *text = after_leads(turn_argument(t));
	struct stall s;
	enum rc rc = read_stall(t, text, &s);

	if (rc != RC_OK)
		return rc;
	if (s.found == FOUND && s.owner.id == t->trader.id)
		return own_report(t, s.rest);
	if (s.found == NOWHERE && begins_with_day(t, text))
		return own_report(t, text);
	turn_begin_task(t, "helper.");
	if (s.name[0] == '\0') {
		turn_go(t, ST_IDLE);
		SAY_PLAIN(t, MSG_HELPER_HOW);
		return RC_OK;
	}
	notes_put(&t->notes, "helper.stall", s.name);
	notes_put(&t->notes, "helper.text", s.rest);
	notes_put_number(&t->notes, "helper.today", t->today);
	if (s.found == FOUND)
		return begin(t, &s.owner);
	if (s.found == NOWHERE)
		return unknown(t, s.name);
	turn_go(t, ST_HELPER_MARKET);
	return RC_OK;
}

enum rc answer_helper_market(struct turn *t)
{
	const char *stall = notes_text(&t->notes, "helper.stall");
	struct trader owner;
	struct market m;
	enum rc rc = person_market_answer(t, &m);

	if (rc == RC_BUSY) {
		turn_go(t, ST_HELPER_MARKET);
		return RC_OK;
	}
	if (rc == RC_ABSENT) {
		turn_miss(t);
		return RC_OK;
	}
	if (rc != RC_OK)
		return rc;
	rc = stall_find(t->d->store, stall, m.id, &owner);
	if (rc == RC_ABSENT)
		return unknown(t, stall);
	return rc == RC_OK ? begin(t, &owner) : rc;
}

enum rc fill_helper_stall(struct turn *t, struct fields *f)
{
	fields_add(f, FIELD_STALL, turn_text(t, notes_text(&t->notes, "helper.stall")));
	return RC_OK;
}

enum rc fill_helper_market(struct turn *t, struct fields *f)
{
	fields_add(f, FIELD_STALL, turn_text(t, notes_text(&t->notes, "helper.stall")));
	return fill_markets(t, f);
}
