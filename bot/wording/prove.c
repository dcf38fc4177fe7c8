/* wording/prove.c - a language as a whole: every message there, none too long */
#include <stdio.h>

#include "text/utf8.h"
#include "wording/language.h"
#include "wording/source.h"
#include "wording/table.h"

/* Messages that are lists of short words, which wording_day() takes one from. */
static const struct list_rule {
	enum message_id id;
	size_t words, longest; /* exactly so many, of at most so many letters */
} lists[] = {
	{ MSG_WORD_WEEKDAYS, 7, 3 },
	{ MSG_WORD_MONTHS, 12, 3 },
};

size_t sentence_longest(const struct language *l, const struct sentence *s)
{
	size_t septets = 0;

	for (size_t i = s->first; i < s->first + s->count; i++) {
		const struct piece *p = &l->piece[i];

		septets += p->field == PIECE_TEXT
				   ? utf8_length(l->memory.data + p->start, p->length)
				   : field_table[p->field].longest;
	}
	return septets;
}

/* A language's name is also a field's value, which must not be cut. */
size_t message_budget(enum message_id id)
{
	return id == MSG_LANGUAGE_NAME ? field_table[FIELD_LANGUAGE].longest
				       : message_table[id].budget;
}

static void prove_budget(const struct language *l, enum message_id id, struct faults *faults)
{
	const struct sentence *s = &l->sentence[id];
	const char *name = message_table[id].name;
	size_t septets = sentence_longest(l, s), budget = message_budget(id);

	if (s->line == 0)
		faults_add(faults, 0, name, "missing");
	else if (s->broken)
		return;
	else if (s->count == 0)
		faults_tell(faults, s->line, name, &(struct wording_fault){ .code = "empty" },
			"no text");
	else if (septets > budget)
		faults_tell(faults, s->line, name,
			&(struct wording_fault){
				.code = "too-long", .n = septets, .most = budget },
			"%zu septets at its longest, budget %zu, shorten by %zu", septets,
			budget, septets - budget);
}

static void tell_long_word(const struct sentence *s, const struct list_rule *rule,
	const struct line *word, struct faults *faults)
{
	struct wording_fault what = { .code = "long-word", .most = rule->longest };
	int shown = word->length < sizeof(what.about) ? (int)word->length
						      : (int)sizeof(what.about) - 1;

	(void)snprintf(what.about, sizeof(what.about), "%.*s", shown, word->text);
	faults_tell(faults, s->line, message_table[rule->id].name, &what,
		"%s is longer than %zu letters", what.about, rule->longest);
}

static void prove_list(
	const struct language *l, const struct list_rule *rule, struct faults *faults)
{
	const struct sentence *s = &l->sentence[rule->id];
	const char *name = message_table[rule->id].name;
	struct line word;
	size_t words = 0;

	if (s->count == 0 || s->broken)
		return;
	for (;; words++) {
		word = language_word(l, rule->id, words);
		if (word.length == 0)
			break;
		if (utf8_length(word.text, word.length) > rule->longest)
			tell_long_word(s, rule, &word, faults);
	}
	if (words != rule->words)
		faults_tell(faults, s->line, name,
			&(struct wording_fault){
				.code = "words", .n = words, .most = rule->words },
			"has %zu words, must have %zu", words, rule->words);
}

void language_prove_message(const struct language *l, enum message_id id, struct faults *faults)
{
	prove_budget(l, id, faults);
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		if (lists[i].id == id)
			prove_list(l, &lists[i], faults);
}

void language_prove(const struct language *l, struct faults *faults)
{
	for (int id = 0; id < MSG_COUNT; id++)
		language_prove_message(l, (enum message_id)id, faults);
}
