/* dialog/trainer.c - what a trainer does by SMS: attendance codes, and what waits for a one-time code */
#include "dialog/trainer.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "store/trainer.h"
#include "text/words.h"

enum { CODES_FIRST = 1000, CODES = 9000, CONFIRMATION_MAX = 16 };

enum rc trainer_confirm(struct turn *t, const struct staff *who, enum one_time_purpose purpose,
	int64_t subject, const char *text, const char **code)
{
	struct one_time o = { .staff_id = who->id, .purpose = purpose, .subject = subject };
	enum rc rc;

	(void)snprintf(o.text, sizeof(o.text), "%s", text);
	(void)snprintf(o.code, sizeof(o.code), "%04" PRIu32, CODES_FIRST + t->d->random(CODES));
	rc = one_time_put(t->d->store, &o, t->in->now);
	if (rc == RC_FULL)
		SAY_PLAIN(t, MSG_TRAINER_FULL);
	*code = turn_text(t, o.code);
	return rc;
}

enum rc trainer_wave(
	struct turn *t, const struct staff *who, const char *name, struct wave *out)
{
	int64_t id = 0;
	char word[24];
	enum rc rc;

	if (*name == '\0') {
		rc = trainer_next_wave(t->d->store, who->id, t->in->now, &id);
		if (rc != RC_OK)
			return rc;
		(void)snprintf(word, sizeof(word), "%" PRId64, id);
		return wave_find(t->d->store, word, out);
	}
	(void)snprintf(word, sizeof(word), "%.*s", (int)strcspn(name, " ,.;:"), name);
	rc = wave_find(t->d->store, word, out);
	if (rc == RC_OK)
		rc = trainer_of(t->d->store, out->id, &id);
	return rc == RC_OK && id != who->id ? RC_ABSENT : rc;
}

static enum rc give_code(struct turn *t, const struct staff *who)
{
	struct sitting s;
	struct wave w;
	enum rc rc = trainer_wave(t, who, turn_argument(t), &w);

	if (rc == RC_ABSENT) {
		SAY_PLAIN(t, MSG_TRAINER_NO_WAVE);
		return RC_OK;
	}
	if (rc == RC_OK)
		rc = sitting_next(t->d->store, w.id, t->in->now, &s);
	if (rc == RC_ABSENT) {
		SAY(t, MSG_TRAINER_NO_SITTING, { FIELD_WAVE, turn_text(t, w.name) });
		return RC_OK;
	}
	if (rc != RC_OK)
		return rc;
	SAY(t, MSG_TRAINER_CODE, { FIELD_WAVE, turn_text(t, w.name) },
		{ FIELD_DAY, turn_wave_day(t, s.starts_at) },
		{ FIELD_TIME, turn_time(t, s.starts_at) },
		{ FIELD_CODE, turn_text(t, s.code) });
	return RC_OK;
}

/* "YA 7312" */
static bool is_confirmation(const struct turn *t, char code[static 5])
{
	static const char *const yes[] = { "ya", "y", "iya", "yes", "nggih", "ok" };
	struct words w;

	if (t->length > CONFIRMATION_MAX)
		return false;
	words_split(&w, t->text, t->length);
	if (w.count != 2 || w.word[1].length != 4 || strspn(w.word[1].text, "0123456789") != 4)
		return false;
	memcpy(code, w.word[1].text, 5);
	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		if (strcmp(w.word[0].text, yes[i]) == 0)
			return true;
	return false;
}

static confirmed_fn *const confirmed[ONE_TIME_COUNT] = {
	[ONE_TIME_ANSWER] = trainer_answer_confirmed,
	[ONE_TIME_BROADCAST] = trainer_broadcast_confirmed,
};

static enum rc take_code(struct turn *t, const struct staff *who, const char *code)
{
	struct one_time what;
	int left = 0;
	enum rc rc = one_time_take(t->d->store, who->id, code, t->in->now, &what, &left);

	if (rc == RC_ABSENT || (rc == RC_DENIED && left <= 0)) {
		SAY_PLAIN(t, MSG_TRAINER_EXPIRED);
		return RC_OK;
	}
	if (rc == RC_DENIED) {
		SAY(t, MSG_TRAINER_WRONG, { FIELD_POSITION, turn_number(t, left) });
		return RC_OK;
	}
	if (rc != RC_OK)
		return rc;
	if (confirmed[what.purpose] == NULL)
		BUG("a code for nothing");
	return confirmed[what.purpose](t, who, &what);
}

static const struct {
	enum command command;
	trainer_fn *run;
} words[] = {
	{ CMD_CODE, give_code },
	{ CMD_ANSWER, trainer_answer },
	{ CMD_BROADCAST, trainer_broadcast },
};

static trainer_fn *word_of(const struct turn *t)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (t->command.command == words[i].command &&
			t->command.sureness == COMMAND_EXACT)
			return words[i].run;
	return NULL;
}

enum rc trainer_text(struct turn *t)
{
	trainer_fn *run = word_of(t);
	char code[5];
	bool confirms = run == NULL && is_confirmation(t, code);
	struct staff who;
	enum rc rc;

	if ((run == NULL && !confirms) || t->in->channel != CHANNEL_SMS)
		return RC_ABSENT;
	rc = staff_by_phone(t->d->store, &t->trader.phone, &who);
	if (rc != RC_OK)
		return rc;
	if (who.role != ROLE_TRAINER)
		return RC_ABSENT;
	turn_set_aside(t);
	turn_go(t, ST_IDLE);
	rc = confirms ? take_code(t, &who, code) : run(t, &who);
	return rc == RC_FULL && t->said ? RC_OK : rc;
}
