/* wording/prove.c - a language as a whole: every message there, none too long */
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

size_t language_longest(const struct language *l, enum message_id id)
{
	const struct sentence *s = &l->sentence[id];
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

static void prove_message(const struct language *l, enum message_id id, struct faults *faults)
{
	const struct sentence *s = &l->sentence[id];
	const char *name = message_table[id].name;
	size_t septets = language_longest(l, id), budget = message_budget(id);

	if (s->line == 0)
		faults_add(faults, 0, name, "missing");
	else if (s->broken)
		return;
	else if (s->count == 0)
		faults_add(faults, s->line, name, "no text");
	else if (septets > budget)
		faults_add(faults, s->line, name,
			"%zu septets at its longest, budget %zu, shorten by %zu", septets,
			budget, septets - budget);
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
			faults_add(faults, s->line, name, "%.*s is longer than %zu letters",
				(int)word.length, word.text, rule->longest);
	}
	if (words != rule->words)
		faults_add(faults, s->line, name, "has %zu words, must have %zu", words,
			rule->words);
}

void language_prove(const struct language *l, struct faults *faults)
{
	for (int id = 0; id < MSG_COUNT; id++)
		prove_message(l, (enum message_id)id, faults);
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		prove_list(l, &lists[i], faults);
}
