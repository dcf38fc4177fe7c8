/* text/amount_phrase.c - sold nothing, closed, quiet: said without a sum */
#include "text/amount_parts.h"

static bool is_zero(const struct token *t)
{
	return t->number != NULL && t->number->class == NUMBER_ZERO;
}

/* What every word of the text is allowed to be. */
static bool belongs(const struct token *t)
{
	const unsigned allowed =
		FILLER | SOLD | BUYER | OPEN | NOT | PHRASE | CLOSED | QUIET | PER_DAY;

	switch (t->kind) {
	case TOKEN_WORD:
		return is_zero(t) || (t->roles & allowed);
	case TOKEN_BREAK:
		return true;
	case TOKEN_SIGN:
		return t->sign == '-';
	case TOKEN_DIGITS:
	case TOKEN_FRACTION:
		return false;
	}
	return false;
}

struct said {
	bool zero, closed, quiet, sold, open, bought, not_zero;
	bool denying; /* a negation in this clause */
	bool denied;  /* a negation anywhere */
};

/* A negation reaches to the end of the clause: "sepi, gak onok sing tuku". */
static void hear(struct said *said, const struct token *t)
{
	said->not_zero =
		said->not_zero || (said->denying && (is_zero(t) || (t->roles & CLOSED)));
	said->zero = said->zero || is_zero(t);
	said->closed = said->closed || (t->roles & CLOSED);
	said->quiet = said->quiet || (t->roles & QUIET);
	said->sold = said->sold || (said->denying && (t->roles & (SOLD | BUYER)));
	said->bought = said->bought || (!said->denying && (t->roles & BUYER));
	said->open = said->open || (said->denying && (t->roles & OPEN));
	said->denying = t->kind != TOKEN_BREAK && (said->denying || (t->roles & NOT));
	said->denied = said->denied || said->denying;
}

bool amount_phrase(struct amount *out, const struct reading *r)
{
	struct said said = { 0 };

	for (size_t i = 0; i < r->count; i++) {
		if (!belongs(&r->token[i]))
			return false;
		hear(&said, &r->token[i]);
	}
	if (said.not_zero || said.bought)
		return false;
	if (said.closed || (said.open && !said.sold)) {
		out->kind = AMOUNT_CLOSED;
	} else if (said.sold || (said.zero && !said.denied)) {
		out->kind = AMOUNT_DEFINITE;
		out->unit = true;
	} else if (said.quiet && !said.denied) {
		out->kind = AMOUNT_QUIET;
	} else {
		return false;
	}
	out->reason = AMOUNT_NOTHING;
	return true;
}
