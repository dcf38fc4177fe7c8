/* dialog/interpret.c - the order of interpretation */
#include "dialog/interpret.h"

#include <string.h>
#include <strings.h>

#include "dialog/answers.h"
#include "dialog/report.h"
#include "dialog/trainer.h"

enum { USSD_RESUME = 10 * 60 };

/* clang-format off */
static answer_fn *const commands[CMD_COUNT] = {
	[CMD_MENU]       = command_menu,       [CMD_HELP]    = command_help,    [CMD_ENROL]   = command_enrol,
	[CMD_SALE]       = command_sale,       [CMD_TIPS]    = command_tips,    [CMD_CANCEL]  = command_cancel,
	[CMD_STOP]       = command_stop,       [CMD_START]   = command_start,   [CMD_LANGUAGE] = command_language,
	[CMD_PRESENT]    = command_present,    [CMD_STATUS]  = command_status,  [CMD_CORRECT] = command_correct,
	[CMD_NOT_COMING] = command_not_coming, [CMD_CLOSED]  = command_closed,  [CMD_ZERO]    = command_zero,
	[CMD_YES]        = command_thanks,     [CMD_NO]      = command_thanks,  [CMD_THANKS]  = command_thanks,
	[CMD_ME]         = command_me,         [CMD_ERASE]   = command_erase,   [CMD_STAFF]   = command_ask,
	[CMD_ASK]        = command_ask,        [CMD_ADD]     = command_add,     [CMD_CHECK]   = command_check,
	[CMD_FOR]        = command_for,        [CMD_QUIET]   = command_quiet,        [CMD_RESUME]  = command_resume,
};
/* clang-format on */

static bool exact(const struct turn *t, enum command c)
{
	return t->command.command == c && t->command.sureness == COMMAND_EXACT;
}

/* A command to be carried out now: sure, or one slip away from exactly one word. */
static bool is_command(const struct turn *t)
{
	return (t->command.sureness == COMMAND_EXACT || t->command.sureness == COMMAND_FUZZY) &&
	       commands[t->command.command] != NULL;
}

enum rc turn_command(struct turn *t, enum command c)
{
	if (commands[c] == NULL)
		return RC_ABSENT;
	turn_set_aside(t);
	return commands[c](t);
}

/* Near STOP, near HAPUS DATA, between DAFTAR and DATA: asks. RC_ABSENT: nothing to ask. */
static enum rc ask_first(struct turn *t)
{
	static const struct {
		enum command command;
		enum state_id state;
	} doubts[] = { { CMD_STOP, ST_STOP_ASK }, { CMD_ERASE, ST_ERASE },
		{ CMD_ME, ST_DOUBT } };

	if (t->command.sureness != COMMAND_CONFIRM)
		return RC_ABSENT;
	for (size_t i = 0; i < sizeof(doubts) / sizeof(doubts[0]); i++)
		if (doubts[i].command == t->command.command) {
			turn_set_aside(t);
			turn_go(t, doubts[i].state);
			return RC_OK;
		}
	if (t->command.command == CMD_QUIET || t->command.command == CMD_CLOSED)
		return turn_command(t, t->command.command);
	return RC_ABSENT;
}

/* 0 leads back in a choice, a confirmation or a text. */
static bool is_back(const struct turn *t)
{
	enum state_kind k = state_row(t->state)->kind;

	return t->digit == 0 && k != KIND_AMOUNT && k != KIND_LIVE && k != KIND_COUNT &&
	       k != KIND_IDLE;
}

/* The word as it is printed on the stall card, and nothing else: a name may well begin like a greeting. */
static bool is_card_word(const struct turn *t, const char *word)
{
	size_t n = strlen(word);

	return strncasecmp(t->text, word, n) == 0 &&
	       strspn(t->text + n, " .,!?") == t->length - n;
}

/* In a text state the whole text is the answer, except the few words that work everywhere; a command
 * that the state cannot use as an answer is carried out. */
static enum rc in_text(struct turn *t)
{
	static const struct {
		const char *word;
		enum command command;
	} everywhere[] = { { "BATAL", CMD_CANCEL }, { "MENU", CMD_MENU },
		{ "BANTUAN", CMD_HELP } };
	enum rc rc;

	for (size_t i = 0; i < sizeof(everywhere) / sizeof(everywhere[0]); i++)
		if (is_card_word(t, everywhere[i].word))
			return turn_command(t, everywhere[i].command);
	rc = state_row(t->state)->answer(t);
	if (rc != RC_OK || !t->missed)
		return rc;
	t->missed = false;
	if (is_command(t) && t->command.command != CMD_YES && t->command.command != CMD_NO)
		return turn_command(t, t->command.command);
	if (!report_is_definite(t)) {
		turn_miss(t);
		return RC_OK;
	}
	turn_set_aside(t); /* a sum is no name: it is today's report */
	return sale_from_idle(t);
}

/* In an amount state whatever reads as an amount is the answer; words that change the report or
 * begin another go first where they would be mistaken for it. */
static enum rc in_amount(struct turn *t)
{
	static const enum command own[] = { CMD_SALE, CMD_ADD, CMD_CORRECT, CMD_CANCEL,
		CMD_FOR };
	bool live = state_row(t->state)->kind == KIND_LIVE;
	bool adding = notes_number(&t->notes, "sale.mode", REPORT_NEW) == REPORT_ADD;
	enum rc rc;

	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (exact(t, own[i]) &&
			(live || adding || own[i] != CMD_SALE || t->command.whole))
			return turn_command(t, own[i]);
	if (exact(t, CMD_YES) && !live) { /* "ok" is no amount */
		turn_miss(t);
		return RC_OK;
	}
	if (exact(t, CMD_NO) && !live && t->state != ST_HELPER_AMOUNT)
		return command_quiet(t);
	rc = state_row(t->state)->answer(t);
	if (rc != RC_OK || !t->missed || t->said) /* what was said fits the amount better */
		return rc;
	if (is_command(t)) {
		t->missed = false;
		return turn_command(t, t->command.command);
	}
	rc = ask_first(t);
	if (rc == RC_OK)
		t->missed = false;
	return rc == RC_ABSENT ? RC_OK : rc;
}

/* "350rb" among options that are no sums is today's report; a question about a report or about erasing
 * keeps its turn. */
static bool takes_report(const struct turn *t)
{
	const struct state *row = state_row(t->state);

	return (row->kind == KIND_CHOICE || row->kind == KIND_CONFIRM) &&
	       strncmp(row->name, "sale.", 5) != 0 && strncmp(row->name, "helper.", 7) != 0 &&
	       report_is_definite(t);
}

static enum rc in_choice(struct turn *t)
{
	bool answer =
		t->digit >= 0 || t->command.command == CMD_YES || t->command.command == CMD_NO;
	enum rc rc;

	answer = answer || follow_is_answer(t) ||
		 t->command.wrong; /* "salah" at a yes or no is a no */
	if (t->state == ST_ENROL_CONFIRM && exact(t, CMD_CORRECT)) {
		turn_go(t, ST_ENROL_CHANGE);
		return RC_OK;
	}
	if (!answer && is_command(t))
		return turn_command(t, t->command.command);
	rc = answer ? RC_ABSENT : ask_first(t);
	if (rc != RC_ABSENT)
		return rc;
	rc = state_row(t->state)->answer(t);
	if (rc != RC_OK || answer || !t->missed || t->said || !takes_report(t))
		return rc;
	t->missed = false;
	turn_set_aside(t);
	return sale_from_idle(t);
}

/* How an answer is read where the dialogue waits for one; turn_interpret() asks in_idle() elsewhere. */
static enum rc (*const in_kind[])(struct turn *) = {
	[KIND_IDLE] = answer_idle,
	[KIND_TEXT] = in_text,
	[KIND_AMOUNT] = in_amount,
	[KIND_LIVE] = in_amount,
	[KIND_CHOICE] = in_choice,
	[KIND_CONFIRM] = in_choice,
	[KIND_ERASE] = in_choice,
	[KIND_COUNT] = in_choice,
};

static enum rc in_state(struct turn *t)
{
	if (is_back(t)) {
		turn_go(t, state_row(t->state)->back);
		return RC_OK;
	}
	return in_kind[state_row(t->state)->kind](t);
}

static enum rc in_idle(struct turn *t)
{
	enum rc rc;

	if (t->digit >= 0)
		return answer_idle(t);
	if (is_command(t))
		return turn_command(t, t->command.command);
	rc = ask_first(t);
	if (rc != RC_ABSENT)
		return rc;
	rc = sale_from_idle(t);
	if (rc != RC_ABSENT)
		return rc;
	return answer_idle(t);
}

/* A question about a report that was asked on an earlier market day: a whole report is today's, and never
 * overwrites the old day in silence. */
static bool is_report_of_today(struct turn *t)
{
	return strncmp(state_row(t->state)->name, "sale.", 5) == 0 &&
	       t->state != ST_SALE_AMOUNT &&
	       notes_number(&t->notes, "sale.on", t->today) != t->today &&
	       report_is_definite(t);
}

enum rc turn_interpret(struct turn *t)
{
	bool typing = state_row(t->state)->kind == KIND_TEXT;
	enum rc rc;

	if (exact(t, CMD_STOP) && t->command.whole)
		return turn_command(t, CMD_STOP);
	rc = trainer_text(t);
	if (rc == RC_ABSENT && !typing)
		rc = present_from_digits(t);
	if (rc != RC_ABSENT)
		return rc;
	if (exact(t, CMD_THANKS) && !typing)
		return command_thanks(t);
	if (is_report_of_today(t)) {
		notes_forget(&t->notes, "sale.");
		t->state = ST_IDLE;
	}
	if (t->state == ST_IDLE)
		return in_idle(t);
	return in_state(t);
}

enum rc turn_dialled(struct turn *t)
{
	bool recent = t->in->now - t->conversation.last_in_at <= USSD_RESUME;

	if (t->state == ST_IDLE)
		return command_menu(t);
	if (recent || !state_row(t->state)->task) {
		turn_go(t, t->state);
		return RC_OK;
	}
	turn_set_aside(t);
	turn_go(t, ST_RESUME);
	return RC_OK;
}
