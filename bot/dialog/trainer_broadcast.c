/* dialog/trainer_broadcast.c - a trainer writes to a whole wave by SMS: SIAR G4 text, then the code */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "dialog/trainer.h"
#include "store/audit.h"
#include "store/broadcast.h"
#include "wording/broadcast_text.h"

/* Above it a second person lets it go, as for the office's own. */
enum { ALONE = 100 };

struct siar { /* a text on its way to a wave */
	struct wave wave;
	struct broadcast b;
	struct broadcast_texts texts;
	struct audience_count count;
};

/* "G4 text": the name's length, 0 when there is no name or no text. */
static size_t split_argument(const char *argument, const char **text)
{
	size_t n = strcspn(argument, " :,.\n");

	*text = argument + n + strspn(argument + n, " :,.\n");
	return **text != '\0' && n <= WAVE_NAME_MAX ? n : 0;
}

/* What is said of a text that does not fit. */
static enum message_id said_of(const struct wording_fault *why)
{
	static const char *const signs[] = { "sign", "unknown-field", "brace", "not-utf8",
		"empty" };

	if (strcmp(why->code, "segments") == 0 || strcmp(why->code, "too-long") == 0)
		return MSG_TRAINER_SIAR_LONG;
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (strcmp(why->code, signs[i]) == 0)
			return MSG_TRAINER_SIAR_SIGNS;
	return MSG_TRAINER_SIAR_FORBIDDEN;
}

/* Makes the broadcast; false: what is wrong with the text was said. */
static bool compose(struct turn *t, struct siar *s, const char *typed)
{
	struct wording_faults faults = { .n = 0 };
	struct buf sms;

	buf_init(&sms, BROADCAST_TEXT_MAX);
	if (broadcast_compose(t->d->wording, t->d->language, typed, &sms, &faults) == RC_OK)
		(void)snprintf(
			s->texts.of[0].text, sizeof(s->texts.of[0].text), "%s", sms.data);
	else /* of several the last one weighs most: it is looked for after the signs */
		SAY_PLAIN(t, said_of(&faults.fault[faults.n - 1]));
	s->texts.n = 1;
	buf_release(&sms);
	return faults.n == 0;
}

/* Whom it reaches now, and what that costs. */
static enum rc count(struct turn *t, struct siar *s)
{
	enum rc rc;

	s->b = (struct broadcast){ .audience = { .wave = { s->wave.id }, .waves = 1 },
		.created_at = t->in->now,
		.price = t->d->price };
	rc = audience_count(t->d->store,
		&(struct audience_ask){ .audience = &s->b.audience, .until = INT64_MAX },
		&s->count);
	s->b.recipients = s->count.total;
	s->b.planned = s->count.total * broadcast_longest(s->texts.of[0].text);
	return rc;
}

static enum rc say_nobody(struct turn *t, const struct siar *s)
{
	SAY(t, MSG_TRAINER_SIAR_NOBODY, { FIELD_WAVE, turn_text(t, s->wave.name) });
	return RC_OK;
}

/* What is kept for the code is what was typed: it is composed again, and comes out the same. */
static enum rc preview(
	struct turn *t, const struct staff *who, const struct siar *s, const char *typed)
{
	const char *code;
	enum rc rc = trainer_confirm(t, who, ONE_TIME_BROADCAST, s->wave.id, typed, &code);

	if (rc != RC_OK)
		return rc;
	SAY(t, MSG_TRAINER_SIAR, { FIELD_WAVE, turn_text(t, s->wave.name) },
		{ FIELD_POSITION, turn_number(t, s->count.total) },
		{ FIELD_SUM, turn_amount(t, s->b.planned * s->b.price) },
		{ FIELD_TEXT, turn_text(t, s->texts.of[0].text + strlen(WORDING_BRAND)) },
		{ FIELD_CODE, code });
	return RC_OK;
}

enum rc trainer_broadcast(struct turn *t, const struct staff *who)
{
	struct siar s = { .texts = { .n = 0 } };
	const char *text;
	enum rc rc;

	if (split_argument(turn_argument(t), &text) == 0) {
		SAY_PLAIN(t, MSG_TRAINER_SIAR_HOW);
		return RC_OK;
	}
	rc = trainer_wave(t, who, turn_argument(t), &s.wave);
	if (rc == RC_ABSENT) {
		SAY_PLAIN(t, MSG_TRAINER_NO_WAVE);
		return RC_OK;
	}
	if (rc != RC_OK || !compose(t, &s, text))
		return rc;
	rc = count(t, &s);
	if (rc != RC_OK)
		return rc;
	return s.count.total > 0 ? preview(t, who, &s, text) : say_nobody(t, &s);
}

static enum rc note(struct turn *t, const struct staff *who, const struct siar *s)
{
	char actor[AUDIT_ACTOR_MAX + 1], subject[AUDIT_SUBJECT_MAX + 1], detail[80];

	(void)snprintf(actor, sizeof(actor), "staff:%s", who->login);
	(void)snprintf(subject, sizeof(subject), "broadcast:%" PRId64, s->b.id);
	(void)snprintf(detail, sizeof(detail), "by SMS, %s, %" PRId64 " recipients",
		s->wave.name, s->count.total);
	return audit_add(t->d->store, &(struct audit_entry){ .actor = actor,
					      .action = "broadcast.new",
					      .subject = subject,
					      .detail = detail,
					      .at = t->in->now });
}

/* A few people are written to at once, many when somebody of the office lets it go. */
static enum rc keep(struct turn *t, const struct staff *who, struct siar *s)
{
	bool alone = s->count.total <= ALONE;
	enum rc rc;

	(void)snprintf(s->b.made_by, sizeof(s->b.made_by), "%s", who->login);
	s->b.state = alone ? BROADCAST_SENDING : BROADCAST_WAITING;
	rc = broadcast_add(t->d->store, &s->b, &s->texts);
	if (rc != RC_OK || !alone)
		return rc;
	(void)snprintf(s->b.approved_by, sizeof(s->b.approved_by), "%s", who->login);
	s->b.approved_at = s->b.changed_at = t->in->now;
	s->b.expand_after = s->b.send_after = s->count.first_id - 1;
	s->b.expand_until = s->count.last_id;
	return broadcast_put(t->d->store, &s->b);
}

enum rc trainer_broadcast_confirmed(
	struct turn *t, const struct staff *who, const struct one_time *what)
{
	struct siar s = { .texts = { .n = 0 } };
	char id[24];
	enum rc rc;

	(void)snprintf(id, sizeof(id), "%" PRId64, what->subject);
	rc = trainer_wave(t, who, id, &s.wave);
	if (rc == RC_ABSENT) { /* given to another trainer meanwhile */
		SAY_PLAIN(t, MSG_TRAINER_NO_WAVE);
		return RC_OK;
	}
	if (rc != RC_OK || !compose(t, &s, what->text))
		return rc;
	rc = count(t, &s);
	if (rc == RC_OK && s.count.total == 0)
		return say_nobody(t, &s);
	if (rc == RC_OK)
		rc = keep(t, who, &s);
	if (rc == RC_OK)
		rc = note(t, who, &s);
	if (rc != RC_OK)
		return rc;
	SAY(t, s.b.state == BROADCAST_SENDING ? MSG_TRAINER_SIAR_SENT : MSG_TRAINER_SIAR_WAITS,
		{ FIELD_WAVE, turn_text(t, s.wave.name) },
		{ FIELD_POSITION, turn_number(t, s.count.total) });
	return RC_OK;
}
