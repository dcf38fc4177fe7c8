/* dialog/menu.c - the menu and the words that work everywhere */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/distance.h"
#include "dialog/answers.h"
#include "dialog/guess.h"
#include "dialog/interpret.h"
#include "text/language_word.h"
#include "text/words.h"

enum { OFFER_AFTER = 15 * 60 };

enum rc fill_nothing(struct turn *t, struct fields *f)
{
	(void)t;
	(void)f;
	return RC_OK;
}

static void show_menu(struct turn *t)
{
	turn_go(t, ST_IDLE);
	t->menu = true;
	if (!t->first_contact) {
		SAY_PLAIN(t, MSG_MENU);
		return;
	}
	SAY(t, MSG_WELCOME, { FIELD_OFFICE, t->d->office });
	t->first_contact = false; /* the consent line is in it */
}

/* Whether the word "menu" itself was written, and not one of the greetings that also bring the menu. */
static bool says_menu(const struct turn *t)
{
	char word[6];
	size_t n = 0;

	for (; n < 5 && t->text[n] != '\0'; n++)
		word[n] = (char)tolower((unsigned char)t->text[n]);
	return word_distance(word, n, "menu", 4, 1) <= 1;
}

enum rc command_menu(struct turn *t)
{
	bool rested = t->in->now - t->conversation.last_in_at >= OFFER_AFTER;

	if (notes_get(&t->notes, "aside.state") != NULL && rested && !says_menu(t))
		turn_go(t, ST_RESUME);
	else if (guess_is_due(t))
		turn_go(t, ST_LANGUAGE);
	else
		show_menu(t);
	return RC_OK;
}

/* The card's digits. */
enum rc answer_idle(struct turn *t)
{
	static const enum command card[] = { CMD_MENU, CMD_ENROL, CMD_SALE, CMD_TIPS, CMD_ASK,
		CMD_ME };

	if (t->length == 0) {
		show_menu(t);
		return RC_OK;
	}
	if (t->digit >= 0 && t->digit < (int)(sizeof(card) / sizeof(card[0]))) {
		t->command = (struct command_read){ .command = card[t->digit],
			.sureness = COMMAND_EXACT,
			.rest = t->length,
			.whole = true };
		if (t->digit == 0)
			show_menu(t);
		return t->digit == 0 ? RC_OK : turn_command(t, card[t->digit]);
	}
	if (t->first_contact) { /* the menu is the help */
		show_menu(t);
		return RC_OK;
	}
	if (notes_get(&t->notes, "aside.state") != NULL && t->conversation.misses == 0) {
		turn_go(t, ST_RESUME);
		return RC_OK;
	}
	t->menu = true;
	turn_miss(t);
	return RC_OK;
}

/* In a question: the same question, shorter, with an example. Else what Lapak can do and what it costs. */
enum rc command_help(struct turn *t)
{
	if (t->state != ST_IDLE) {
		turn_go(t, t->state);
		return turn_ask_as(t, t->state, state_row(t->state)->hint);
	}
	if (guess_is_due(t)) {
		turn_go(t, ST_LANGUAGE);
		return RC_OK;
	}
	t->menu = true;
	SAY_PLAIN(t, MSG_HELP);
	return RC_OK;
}

enum rc command_check(struct turn *t)
{
	const char *word = t->d->check_word;

	turn_go(t, t->state);
	if (word != NULL && *word != '\0') {
		SAY(t, MSG_CHECK_WORD, { FIELD_OFFICE, t->d->office },
			{ FIELD_CODE, t->d->short_code }, { FIELD_CHECK_WORD, word });
		return RC_OK;
	}
	SAY(t, MSG_CHECK, { FIELD_OFFICE, t->d->office }, { FIELD_CODE, t->d->short_code });
	return RC_OK;
}

/* Thanks, "ok", "ya" with nothing asked: one friendly word a day, then silence; never an error. */
enum rc command_thanks(struct turn *t)
{
	turn_go(t, t->state);
	if (state_named(t->conversation.state) == ST_ERASE && t->command.command == CMD_YES) {
		SAY_PLAIN(t,
			MSG_ERASE_LATE); /* the ten minutes are over: nobody may think it was done */
		return RC_OK;
	}
	if (t->in->channel == CHANNEL_SMS && t->conversation.thanked_day == t->today) {
		t->silent = true;
		return RC_OK;
	}
	t->conversation.thanked_day = t->today;
	SAY_PLAIN(t, MSG_THANKS);
	return RC_OK;
}

enum rc fill_resume(struct turn *t, struct fields *f)
{
	fields_add(f, FIELD_WAVE, notes_text(&t->notes, "enrol.wname"));
	return RC_OK;
}

/* An answer that fits the old question is taken without the detour. */
static enum rc answer_aside(struct turn *t, enum state_id state)
{
	enum rc rc;

	t->next = state;
	rc = t->digit < 0 && state != ST_IDLE ? state_row(state)->answer(t) : RC_ABSENT;
	if (rc == RC_OK && !t->missed) {
		notes_forget(&t->notes, "aside.");
		return RC_OK;
	}
	t->next = ST_RESUME;
	turn_miss(t);
	return rc == RC_ABSENT ? RC_OK : rc;
}

enum rc answer_resume(struct turn *t)
{
	enum state_id state = state_named(notes_text(&t->notes, "aside.state"));

	if (!turn_is_yes(t) && !turn_is_no(t))
		return answer_aside(t, state);
	turn_go(t, turn_is_yes(t) ? state : ST_IDLE);
	notes_forget(&t->notes, "aside.");
	if (turn_is_no(t))
		SAY_PLAIN(t, MSG_CANCEL_DONE);
	return RC_OK;
}

/* LANJUT: goes on with what is half done, else takes pushes up again. */
enum rc command_resume(struct turn *t)
{
	if (t->state == ST_RESUME || notes_get(&t->notes, "aside.state") != NULL) {
		turn_go(t, state_named(notes_text(&t->notes, "aside.state")));
		notes_forget(&t->notes, "aside.");
		return RC_OK;
	}
	return command_start(t);
}

enum rc answer_doubt(struct turn *t)
{
	t->command.rest = t->length;
	switch (t->digit) {
	case 1:
		return command_enrol(t);
	case 2:
		return command_me(t);
	default:
		turn_miss(t);
		return RC_OK;
	}
}

enum rc fill_languages(struct turn *t, struct fields *f)
{
	const char *code[LANGUAGES_MAX];
	size_t n = wording_languages(t->d->wording, code);
	struct options o;

	options_init(&o);
	for (size_t i = 0; i < n && i < 5; i++) {
		struct buf b;

		buf_init(&b, 64);
		wording_render(t->d->wording, code[i], MSG_LANGUAGE_NAME, NULL, 0, &b);
		(void)options_add(&o, (int)i + 1, b.data, 0);
		buf_release(&b);
	}
	fields_add(f, FIELD_OPTIONS, turn_options(t, &o));
	return RC_OK;
}

static enum rc choose_language(struct turn *t, const char *code)
{
	guess_end(t);
	(void)snprintf(t->trader.language, sizeof(t->trader.language), "%s", code);
	turn_go(t, ST_IDLE);
	SAY(t, MSG_LANGUAGE_DONE, { FIELD_LANGUAGE, turn_word(t, MSG_LANGUAGE_NAME) });
	return trader_update(t->d->store, &t->trader);
}

/* The loaded language a text names, in any of the usual ways; NULL: none. */
static const char *language_called(struct turn *t, const char *text)
{
	const char *code = language_named(text, strlen(text));

	return code != NULL && wording_has_language(t->d->wording, code) ? code : NULL;
}

/* "BAHASA 2" answers the question before it is asked. */
static const char *language_numbered(struct turn *t)
{
	const char *code[LANGUAGES_MAX];
	size_t languages = wording_languages(t->d->wording, code), digit;
	struct words words;
	const struct word *last;

	words_split(&words, t->text, t->length);
	if (words.count < 2)
		return NULL;
	last = &words.word[words.count - 1];
	digit = last->length == 1 && last->text[0] > '0' && last->text[0] <= '9'
			? (size_t)(last->text[0] - '0')
			: 0;
	return digit > 0 && digit <= languages ? code[digit - 1] : NULL;
}

enum rc command_language(struct turn *t)
{
	/* "bahasa jawa", or "jawa" by itself, may be one command as a whole */
	const char *last = strrchr(t->text, ' ');
	const char *code = language_called(t, last != NULL ? last + 1 : t->text);

	if (code == NULL)
		code = language_numbered(t);
	if (code != NULL)
		return choose_language(t, code);
	turn_go(t, ST_LANGUAGE);
	return RC_OK;
}

enum rc answer_language(struct turn *t)
{
	const char *code[LANGUAGES_MAX], *called;
	size_t n = wording_languages(t->d->wording, code);

	if (t->digit >= 1 && (size_t)t->digit <= n)
		return choose_language(t, code[t->digit - 1]);
	called = language_called(t, t->text);
	if (called != NULL)
		return choose_language(t, called);
	turn_miss(t);
	return RC_OK;
}
