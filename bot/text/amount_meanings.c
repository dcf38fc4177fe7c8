/* text/amount_meanings.c - what each word of the text is */
#include <string.h>

#include "text/amount_parts.h"

bool amount_is_numeric(const struct token *t)
{
	return t->kind == TOKEN_DIGITS || t->kind == TOKEN_FRACTION || t->number != NULL;
}

static bool follows(const struct token *t)
{
	return t->number != NULL && number_word_follows(t->number);
}

/* "sejutaan", "ribuan": the word without its -an. */
static const struct number_word *find_stem(const struct token *t)
{
	const struct number_word *w;

	if (t->length < 4 || memcmp(t->text + t->length - 2, "an", 2) != 0)
		return NULL;
	w = number_word_find(t->text, t->length - 2);
	return w && w->class != NUMBER_ZERO ? w : NULL;
}

static void look_up(struct token *t)
{
	t->number = number_word_find(t->text, t->length);
	t->roles = amount_roles(t->text, t->length);
	if (t->number || t->roles)
		return;
	t->number = find_stem(t);
	if (t->number) {
		t->roles = AN;
		return;
	}
	t->number = number_word_near(t->text, t->length);
	t->mended = t->number != NULL;
}

/* A mended word counts where only a numeral can stand: a unit after a number, a number before a
 * unit. Words that are also fillers ("pak", "se") and words bound to a unit are numerals only
 * before one. */
static void settle(struct reading *r, size_t i)
{
	struct token *t = &r->token[i];
	bool before = i > 0 && amount_is_numeric(&r->token[i - 1]);
	bool after = i + 1 < r->count && follows(&r->token[i + 1]);
	bool common = (t->roles & ~(unsigned)(AN | PHRASE)) != 0;

	if (t->number->class == NUMBER_ZERO)
		return;
	if ((t->mended && !(follows(t) ? before : after)) || (common && !after))
		t->number = NULL;
}

/* "-an" and "an" after a number: about so much. */
static bool is_about(const struct reading *r, size_t i)
{
	const struct token *t = &r->token[i];

	if (t->kind == TOKEN_SIGN && t->sign == '-')
		return i + 1 < r->count && i > 0 && is_about(r, i + 1);
	return t->kind == TOKEN_WORD && !t->number && (t->roles & AN);
}

static void drop_about(struct reading *r)
{
	size_t kept = 0;

	for (size_t i = 0; i < r->count; i++) {
		if (kept > 0 && amount_is_numeric(&r->token[kept - 1]) && is_about(r, i)) {
			r->approximate = true;
			i += r->token[i].kind == TOKEN_SIGN;
			continue;
		}
		r->token[kept++] = r->token[i];
	}
	r->count = kept;
}

/* "twenty-five": a hyphen inside one number. */
static bool is_hyphen(const struct reading *r, size_t i)
{
	const struct token *t = &r->token[i];

	return t->kind == TOKEN_SIGN && t->sign == '-' && t->joined && i > 0 &&
	       i + 1 < r->count && t[1].joined && t[-1].number &&
	       t[-1].number->class == NUMBER_TENS && t[1].number &&
	       (t[1].number->flags & NUMBER_ENGLISH);
}

static void drop_hyphens(struct reading *r)
{
	size_t kept = 0;

	for (size_t i = 0; i < r->count; i++) {
		if (!is_hyphen(r, i))
			r->token[kept++] = r->token[i];
	}
	r->count = kept;
}

void amount_meanings(struct reading *r)
{
	for (size_t i = 0; i < r->count; i++) {
		if (r->token[i].kind == TOKEN_WORD)
			look_up(&r->token[i]);
	}
	/* From the end: whether a word is a numeral depends on what follows it. */
	for (size_t i = r->count; i-- > 0;) {
		if (r->token[i].number)
			settle(r, i);
	}
	for (size_t i = 0; i < r->count; i++) {
		if (r->token[i].number && (r->token[i].roles & AN))
			r->approximate = true;
	}
	drop_about(r);
	drop_hyphens(r);
}
