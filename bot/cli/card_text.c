/* cli/card_text.c - what the stall card says, and the proof that the bot understands its codes */
#include <stdio.h>
#include <string.h>

#include "cli/card.h"
#include "text/command.h"

/* The card's digits and words are those of answer_idle() in dialog/menu.c. */
static const struct row_rule {
	enum message_id id;
	enum command command; /* what the code must mean to the bot */
} rules[CARD_ROWS] = {
	{ MSG_CARD_ENROL, CMD_ENROL },
	{ MSG_CARD_SALE, CMD_SALE },
	{ MSG_CARD_TIPS, CMD_TIPS },
	{ MSG_CARD_ASK, CMD_ASK },
	{ MSG_CARD_ME, CMD_ME },
	{ MSG_CARD_SALE_FORM, CMD_SALE },
	{ MSG_CARD_LEAVE_FORM, CMD_CANCEL },
	{ MSG_CARD_CLOSED_FORM, CMD_CLOSED },
	{ MSG_CARD_STOP_FORM, CMD_STOP },
	{ MSG_CARD_START_FORM, CMD_START },
	{ MSG_CARD_CHECK_FORM, CMD_CHECK },
};

static const enum message_id lines[CARD_LINES] = {
	[CARD_LINE_TITLE] = MSG_CARD_TITLE,
	[CARD_LINE_TO] = MSG_CARD_TO,
	[CARD_LINE_MENU] = MSG_CARD_MENU,
	[CARD_LINE_FORMS] = MSG_CARD_FORMS,
	[CARD_LINE_WORD] = MSG_CARD_WORD,
	[CARD_LINE_RATE] = MSG_CARD_RATE,
	[CARD_LINE_NEVER] = MSG_CARD_NEVER,
};

static void render(char out[WORDING_CARD + 1], const struct wording *w, const char *lang,
	enum message_id id)
{
	struct buf b;

	buf_init(&b, WORDING_CARD);
	wording_render(w, lang, id, NULL, 0, &b);
	(void)snprintf(out, WORDING_CARD + 1, "%s", b.data);
	buf_release(&b);
}

static enum rc no_row(struct err *err, const struct row_rule *rule, const char *why)
{
	return err_set(err, RC_INVALID, "[%s] on the stall card: %s",
		wording_message_name(rule->id), why);
}

/* Parts "2 JUAL = report sales"; digit 0: a form, which has none. */
static enum rc part(
	struct card_row *out, const char *text, const struct row_rule *rule, int digit)
{
	static const char between[] = " = ";
	const char *equals = strstr(text, between), *code = text;

	if (equals == NULL || equals == text || strstr(equals + 1, between) != NULL)
		return RC_INVALID;
	if (digit > 0 && (text[0] != '0' + digit || text[1] != ' '))
		return RC_INVALID;
	if (digit > 0)
		code += 2;
	if (code >= equals)
		return RC_INVALID;
	*out = (struct card_row){ .id = rule->id };
	if (digit > 0)
		out->digit[0] = text[0];
	memcpy(out->code, code, (size_t)(equals - code));
	(void)snprintf(out->meaning, sizeof(out->meaning), "%s", equals + strlen(between));
	return RC_OK;
}

/* A code is printed only when the bot takes it for what it is, without a question. */
static bool is_understood(const struct card_row *row, const struct row_rule *rule)
{
	struct command_read c;

	command_parse(&c, row->code, strlen(row->code));
	return c.command == rule->command && c.sureness == COMMAND_EXACT;
}

static enum rc read_rows(
	struct card *out, const struct wording *w, const char *lang, struct err *err)
{
	for (int i = 0; i < CARD_ROWS; i++) {
		char text[WORDING_CARD + 1];

		render(text, w, lang, rules[i].id);
		if (part(&out->row[i], text, &rules[i], i < CARD_DIGITS ? i + 1 : 0) != RC_OK)
			return no_row(err, &rules[i],
				i < CARD_DIGITS ? "must be \"DIGIT CODE = meaning\""
						: "must be \"CODE = meaning\"");
		if (!is_understood(&out->row[i], &rules[i]))
			return no_row(err, &rules[i],
				"the bot does not take its code for what it is");
	}
	return RC_OK;
}

enum rc card_read(struct card *out, const struct wording *w, const char *lang,
	const struct config *config, struct err *err)
{
	*out = (struct card){ .office = "" };
	(void)snprintf(out->office, sizeof(out->office), "%s", config->office.name);
	(void)snprintf(out->number, sizeof(out->number), "%s", config->office.short_code);
	(void)snprintf(out->word, sizeof(out->word), "%s", config->office.check_word);
	for (int i = 0; i < CARD_LINES; i++)
		render(out->line[i], w, lang, lines[i]);
	return read_rows(out, w, lang, err);
}
