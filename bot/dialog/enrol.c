/* dialog/enrol.c - DAFTAR: choosing a wave */
#include "dialog/enrol.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "dialog/answers.h"
#include "dialog/person.h"

enum { DIGIT_MORE = 5, LABEL_SIZE = 64 };

static enum rc list_page(struct turn *t, struct wave *out, size_t *n, bool *more)
{
	struct wave_page page = { .market_id = notes_number(
					  &t->notes, "enrol.market", t->trader.market_id),
		.now = t->in->now,
		.skip = (size_t)notes_number(&t->notes, "enrol.skip", 0),
		.max = OPTIONS_PAGE };

	return wave_open_list(t->d->store, &page, out, n, more);
}

/* "1 G4 Sab 5 Des 2 G5 Min 6 Des penuh 5 lainnya" */
enum rc fill_waves(struct turn *t, struct fields *f)
{
	struct wave waves[OPTIONS_PAGE];
	const char *more_word = turn_word(t, MSG_WORD_MORE),
		   *full = turn_word(t, MSG_WORD_FULL);
	struct options o;
	size_t n = 0;
	bool more = false;
	enum rc rc = list_page(t, waves, &n, &more);

	options_init(&o);
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		char label[LABEL_SIZE];

		(void)snprintf(label, sizeof(label), "%s %s%s%s", waves[i].name,
			turn_wave_day(t, waves[i].starts_at),
			waves[i].state == WAVE_FULL ? " " : "",
			waves[i].state == WAVE_FULL ? full : "");
		if (!options_add(&o, (int)i + 1, label, strlen(more_word) + 3))
			more = true;
	}
	notes_put_number(&t->notes, "enrol.shown", o.shown);
	o.full = false;
	if (more || notes_number(&t->notes, "enrol.skip", 0) > 0)
		(void)options_add(&o, DIGIT_MORE, more_word, 0);
	fields_add(f, FIELD_OPTIONS, turn_options(t, &o));
	return rc;
}

enum rc enrol_wave(struct turn *t, struct wave *out)
{
	return wave_by_id(t->d->store, notes_number(&t->notes, "enrol.wave", 0), out);
}

/* The list, or that there is none. instead: how it is said when another wave was asked for; MSG_ENROL_LIST: none was. */
static enum rc offer_list(struct turn *t, enum message_id instead)
{
	struct wave waves[OPTIONS_PAGE];
	size_t n = 0;
	bool more = false;
	enum rc rc;

	notes_put_number(&t->notes, "enrol.skip", 0);
	rc = list_page(t, waves, &n, &more);
	if (rc != RC_OK)
		return rc;
	if (n == 0) {
		turn_go(t, ST_IDLE);
		SAY_PLAIN(t, MSG_ENROL_NONE);
		return RC_OK;
	}
	if (n == 1 && instead == MSG_ENROL_LIST)
		return enrol_chosen(t, &waves[0]);
	turn_go(t, ST_ENROL_WAVE);
	return instead != MSG_ENROL_LIST ? turn_ask_as(t, ST_ENROL_WAVE, instead) : RC_OK;
}

/* RC_ABSENT: no open wave of that name. */
static enum rc open_wave_named(struct turn *t, const char *name, struct wave *out)
{
	enum rc rc = wave_find(t->d->store, name, out);

	if (rc != RC_OK)
		return rc;
	if (strcasecmp(out->name, name) != 0 || out->starts_at <= t->in->now)
		return RC_ABSENT;
	return out->state == WAVE_OPEN || out->state == WAVE_FULL ? RC_OK : RC_ABSENT;
}

/* Takes "Siti, Turi Baru, B2-15" into the notes; what is not understood is asked later. */
static enum rc take_details(struct turn *t, const char *text)
{
	char part[3][NOTE_VALUE_MAX + 1] = { "", "", "" };
	char name[TRADER_NAME_MAX * 4 + 1], stall[TRADER_STALL_MAX * 4 + 1];
	struct market market;
	enum rc rc;

	for (size_t i = 0; i < 3 && *text != '\0'; i++) {
		size_t n = strcspn(text, ",;");

		(void)snprintf(
			part[i], sizeof(part[i]), "%.*s", (int)(n < 170 ? n : 170), text);
		text += n + (text[n] != '\0' ? 1 : 0);
	}
	if (person_name(part[0], name) == RC_OK)
		notes_put(&t->notes, "enrol.name", name);
	if (person_stall(part[2], stall) == RC_OK)
		notes_put(&t->notes, "enrol.stall", stall);
	if (part[1][0] == '\0')
		return RC_OK;
	rc = person_market(t, part[1], &market);
	if (rc == RC_OK)
		notes_put_number(&t->notes, "enrol.market", market.id);
	return rc == RC_ABSENT ? RC_OK : rc;
}

/* The open wave that text begins with, as people write it: "G4", "g 4", "G-4", "gelombang 4", "4". *length: the bytes of it. RC_ABSENT:
 * none. */
static enum rc wave_at(struct turn *t, const char *text, struct wave *out, size_t *length)
{
	char name[WAVE_NAME_MAX + 2];
	size_t n = strcspn(text, " ,;"), lead = 0, digits;
	enum rc rc;

	(void)snprintf(
		name, sizeof(name), "%.*s", (int)(n < sizeof(name) ? n : sizeof(name)), text);
	*length = n;
	rc = n <= WAVE_NAME_MAX ? open_wave_named(t, name, out) : RC_ABSENT;
	if (rc != RC_ABSENT)
		return rc;
	while (isalpha((unsigned char)text[lead]))
		lead++;
	lead += strspn(text + lead, " -.");
	digits = strspn(text + lead, "0123456789");
	if (digits == 0 || digits > 3 || (lead > 0 && tolower((unsigned char)text[0]) != 'g'))
		return RC_ABSENT;
	*length = lead + digits;
	(void)snprintf(name, sizeof(name), "G%.*s", (int)digits, text + lead);
	rc = open_wave_named(t, name, out);
	return rc != RC_ABSENT ? rc : open_wave_named(t, name + 1, out);
}

enum rc command_enrol(struct turn *t)
{
	const char *argument = turn_argument(t);
	size_t n = 0;
	struct wave w;
	enum rc rc;

	turn_begin_task(t, "enrol.");
	if (*argument == '\0')
		return offer_list(t, MSG_ENROL_LIST);
	rc = wave_at(t, argument, &w, &n);
	if (rc == RC_ABSENT &&
		strchr(argument, ',') != NULL) { /* who, without the wave: kept */
		rc = take_details(t, argument);
		return rc == RC_OK ? offer_list(t, MSG_ENROL_LIST) : rc;
	}
	if (rc == RC_ABSENT)
		return offer_list(t, MSG_ENROL_UNKNOWN);
	if (rc != RC_OK)
		return rc;
	rc = take_details(t, argument + n + strspn(argument + n, " ,;"));
	return rc == RC_OK ? enrol_chosen(t, &w) : rc;
}

enum rc answer_enrol_wave(struct turn *t)
{
	struct wave waves[OPTIONS_PAGE], named;
	size_t n = 0;
	bool more = false;
	int64_t shown = notes_number(&t->notes, "enrol.shown", 0);
	enum rc rc;

	if (t->digit < 0) {
		rc = wave_at(t, t->text, &named, &n);
		if (rc == RC_OK)
			return enrol_chosen(t, &named);
		turn_miss(t);
		return rc == RC_ABSENT ? RC_OK : rc;
	}
	rc = list_page(t, waves, &n, &more);
	if (rc != RC_OK)
		return rc;
	if (t->digit == DIGIT_MORE &&
		(more || shown < (int64_t)n || notes_number(&t->notes, "enrol.skip", 0) > 0)) {
		bool last = !more && shown >= (int64_t)n;

		notes_put_number(&t->notes, "enrol.skip",
			last ? 0 : notes_number(&t->notes, "enrol.skip", 0) + shown);
		turn_go(t, ST_ENROL_WAVE);
		return RC_OK;
	}
	if (t->digit >= 1 && t->digit <= shown && (size_t)t->digit <= n)
		return enrol_chosen(t, &waves[t->digit - 1]);
	turn_miss(t);
	return RC_OK;
}

/* Has a place already? Says so and is done; RC_ABSENT: has none. */
static enum rc already(struct turn *t, const struct wave *w)
{
	struct enrolment e;
	enum rc rc = enrolment_get(t->d->store, w->id, t->trader.id, &e);

	if (rc != RC_OK)
		return rc;
	turn_go(t, ST_IDLE);
	if (e.status == ENROLMENT_WAITING)
		SAY(t, MSG_ENROL_ALREADY_WAITING, { FIELD_WAVE, w->name },
			{ FIELD_POSITION, turn_number(t, e.position) });
	else
		SAY(t, MSG_ENROL_ALREADY, { FIELD_WAVE, w->name },
			{ FIELD_DAY, turn_wave_day(t, w->starts_at) },
			{ FIELD_TIME, turn_time(t, w->starts_at) });
	return RC_OK;
}

enum rc enrol_elsewhere(struct turn *t, bool *out)
{
	struct enrol_data d = { .market_id = 0 };
	bool allows = true;
	enum rc rc;

	enrol_data(t, &d);
	rc = wave_allows(
		t->d->store, notes_number(&t->notes, "enrol.wave", 0), d.market_id, &allows);
	*out = rc == RC_OK && !allows;
	return *out ? offer_list(t, MSG_ENROL_ELSEWHERE) : rc;
}

enum rc enrol_chosen(struct turn *t, const struct wave *w)
{
	enum rc rc = already(t, w);
	bool elsewhere = false;

	if (rc != RC_ABSENT)
		return rc;
	notes_put_number(&t->notes, "enrol.wave", w->id);
	notes_put(&t->notes, "enrol.wname", w->name);
	rc = enrol_elsewhere(t, &elsewhere);
	if (rc != RC_OK || elsewhere)
		return rc;
	if (w->state == WAVE_FULL) {
		turn_go(t, ST_ENROL_FULL);
		return RC_OK;
	}
	return enrol_next(t);
}
