/* wording/language.c - the sentences of one language, in pieces */
#include "wording/language.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/gsm7.h"
#include "text/utf8.h"
#include "wording/table.h"

void language_init(struct language *l, const char *code)
{
	*l = (struct language){ 0 };
	(void)snprintf(l->code, sizeof(l->code), "%s", code);
	buf_init(&l->memory, LANGUAGE_BYTES_MAX); /* never longer than its file */
}

void language_close(struct language *l)
{
	memcpy(l->shipped, l->sentence, sizeof(l->shipped));
	l->shipped_bytes = l->memory.len;
}

void language_release(struct language *l)
{
	buf_release(&l->memory);
	free(l->piece);
	l->piece = NULL;
	l->pieces = l->room = 0;
}

static void add_piece(struct language *l, struct sentence *to, struct piece piece)
{
	if (l->piece == NULL || l->pieces == l->room) {
		size_t room = l->room == 0 ? MSG_COUNT : l->room * 2;
		struct piece *grown = realloc(l->piece, room * sizeof(*grown));

		if (grown == NULL)
			memory_gone("the wording");
		l->piece = grown;
		l->room = room;
	}
	if (to->count++ == 0)
		to->first = l->pieces;
	l->piece[l->pieces++] = piece;
}

static void add_text(struct language *l, struct sentence *to, const char *s, size_t n)
{
	struct piece *last = to->count > 0 ? &l->piece[to->first + to->count - 1] : NULL;

	if (n == 0)
		return;
	if (last != NULL && last->field == PIECE_TEXT)
		last->length += n;
	else
		add_piece(l, to, (struct piece){ PIECE_TEXT, l->memory.len, n });
	buf_add(&l->memory, s, n);
}

/* Reports the characters that do not travel as plain GSM-7, each with what could be written
 * for it; braces are looked at elsewhere. */
static void check_plain(enum message_id id, const struct line *line, struct faults *faults)
{
	struct wording_fault what = { .code = "not-plain" };
	struct buf list, look, signs, plain;
	size_t at = 0;

	buf_init(&list, 200);
	buf_init(&look, 16);
	buf_init(&signs, sizeof(what.about) - 1);
	buf_init(&plain, sizeof(what.advice) - 1);
	while (at < line->length) {
		size_t from = at;
		uint32_t code = utf8_next(line->text, line->length, &at);

		if (code == '{' || code == '}' || gsm7_plain(line->text + from, at - from))
			continue;
		buf_printf(&list, "%sU+%04X", list.len > 0 ? ", " : "", (unsigned)code);
		buf_reset(&look);
		gsm7_fold(&look, line->text + from, at - from);
		if (look.len > 0)
			buf_printf(&list, " (write %s)", look.data);
		buf_printf(&plain, "%s%s", plain.len > 0 && look.len > 0 ? " " : "", look.data);
		(void)utf8_clean(&signs, line->text + from, at - from, sizeof(what.about));
	}
	(void)snprintf(what.about, sizeof(what.about), "%s", signs.data);
	(void)snprintf(what.advice, sizeof(what.advice), "%s", plain.data);
	if (list.len > 0)
		faults_tell(faults, line->number, message_table[id].name, &what,
			"not plain GSM-7, which every network carries: %s%s", list.data,
			list.full ? " and more" : "");
	buf_release(&list);
	buf_release(&look);
	buf_release(&signs);
	buf_release(&plain);
}

static void refuse_field(
	enum message_id id, int line, const struct line *name, struct faults *f)
{
	struct wording_fault what = { .code = "unknown-field" };
	struct buf quoted, advice, given;

	buf_init(&quoted, 100);
	buf_init(&advice, 800);
	buf_init(&given, sizeof(what.advice) - 1);
	faults_quote(&quoted, name->text, name->length);
	fields_list(&given, id);
	(void)snprintf(what.about, sizeof(what.about), "%.*s", (int)sizeof(what.about) - 1,
		quoted.data);
	(void)snprintf(what.advice, sizeof(what.advice), "%s",
		message_table[id].fields != 0 ? given.data : "");
	if (field_find(name->text, name->length) < 0) {
		field_suggest(&advice, id, quoted.data);
		faults_tell(f, line, message_table[id].name, &what, "unknown field {%s}%s",
			quoted.data, advice.data);
	} else {
		what.code = "field-not-given";
		faults_tell(f, line, message_table[id].name, &what,
			"{%s} is not given to this message; it has %s", quoted.data,
			given.data);
	}
	buf_release(&quoted);
	buf_release(&advice);
	buf_release(&given);
}

/* Adds the field named; false when there is a fault. */
static bool add_field(struct language *l, enum message_id id, int line, const struct line *name,
	struct faults *faults)
{
	int field = field_find(name->text, name->length);

	if (field < 0 || !(message_table[id].fields >> field & 1)) {
		refuse_field(id, line, name, faults);
		return false;
	}
	add_piece(l, &l->sentence[id], (struct piece){ .field = field });
	return true;
}

static size_t brace_from(const struct line *line, size_t at)
{
	while (at < line->length && line->text[at] != '{' && line->text[at] != '}')
		at++;
	return at;
}

/* Takes what begins with the brace at `at`: a field, unless there is a fault. Returns where the
 * text goes on. */
static size_t take_brace(struct language *l, enum message_id id, const struct line *line,
	size_t at, struct faults *faults)
{
	size_t end = brace_from(line, at + 1);
	struct line name = { line->text + at + 1, end - at - 1, 0 };
	const struct wording_fault what = { .code = "brace" };
	const char *fault = NULL;

	if (line->text[at] == '}')
		fault = "unbalanced brace: } without a { before it";
	else if (end == line->length || line->text[end] == '{')
		fault = "unbalanced brace: { without a } after it on its line";
	if (fault != NULL) {
		faults_tell(faults, line->number, message_table[id].name, &what, "%s", fault);
		l->sentence[id].broken = true;
		return at + 1;
	}
	if (!add_field(l, id, line->number, &name, faults))
		l->sentence[id].broken = true;
	return end + 1;
}

void language_add_line(
	struct language *l, enum message_id id, const struct line *line, struct faults *faults)
{
	struct sentence *to = &l->sentence[id];
	size_t at = 0;

	check_plain(id, line, faults);
	if (to->count > 0)
		add_text(l, to, " ", 1);
	while (at < line->length) {
		size_t brace = brace_from(line, at);

		add_text(l, to, line->text + at, brace - at);
		at = brace;
		if (brace < line->length)
			at = take_brace(l, id, line, brace, faults);
	}
}

/* With room for every text once more, since what is laid over a shipped text comes behind it. */
void language_copy(struct language *l, const struct language *from)
{
	language_init(l, from->code);
	l->memory.ceiling += (size_t)MSG_COUNT * WORDING_TEXT_MAX;
	buf_add(&l->memory, from->memory.data, from->shipped_bytes);
	for (int id = 0; id < MSG_COUNT; id++) {
		const struct sentence *s = &from->shipped[id];

		l->sentence[id] = (struct sentence){ .line = s->line };
		for (size_t i = 0; i < s->count; i++)
			add_piece(l, &l->sentence[id], from->piece[s->first + i]);
	}
	language_close(l);
}

bool language_lay(
	struct language *l, enum message_id id, const char *text, struct faults *faults)
{
	const struct line line = { text, strlen(text), 0 };
	size_t before = faults->count;

	l->sentence[id] = (struct sentence){ .line = l->shipped[id].line };
	language_add_line(l, id, &line, faults);
	language_prove_message(l, id, faults);
	if (faults->count == before)
		return true;
	l->sentence[id] = l->shipped[id];
	return false;
}

struct line language_word(const struct language *l, enum message_id id, size_t n)
{
	const struct sentence *s = &l->sentence[id];
	const struct piece *p = s->count > 0 ? &l->piece[s->first] : NULL;
	const char *at, *end;
	struct line word = { "", 0, 0 };

	if (p == NULL || p->field != PIECE_TEXT)
		return word;
	at = l->memory.data + p->start;
	end = at + p->length;
	for (size_t i = 0; i <= n; i++) {
		while (at < end && *at == ' ')
			at++;
		word.text = at;
		while (at < end && *at != ' ')
			at++;
		word.length = (size_t)(at - word.text);
	}
	return word;
}
