/*
 * text/amount_parts.h - the steps of reading an amount, for text/amount*.c only
 *
 *	normalise -> tokens -> mend -> phrase (sold nothing, closed) -> reject -> grammar
 */
#ifndef LAPAK_TEXT_AMOUNT_PARTS_H
#define LAPAK_TEXT_AMOUNT_PARTS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/amount.h"
#include "text/number_words.h"

enum {
	INPUT_MAX = 1024,          /* bytes of the text */
	PLAIN_MAX = 4 * INPUT_MAX, /* a fraction sign becomes " 1/2 " */
	TOKENS_MAX = 160,
	DIGITS_MAX = 15, /* longer runs of digits are no amount of money */
};

/* What a word may be besides a numeral; a word may be several. */
enum role {
	FILLER = 1 << 0, /* skipped */
	SOLD = 1 << 1,   /* "laku": with a negation before it, zero */
	BUYER = 1 << 2,  /* the same of "tuku", but no filler */
	OPEN = 1 << 3,   /* "jualan": with a negation before it, closed */
	NOT = 1 << 4,    /* negation */
	PHRASE = 1 << 5, /* skipped inside "gak onok sing tuku" only */
	CLOSED = 1 << 6,
	QUIET = 1 << 7,
	APPROX = 1 << 8,
	LESS = 1 << 9, /* LESS MORE: "kurang lebih", about */
	MORE = 1 << 10,
	PER = 1 << 11,
	PER_DAY = 1 << 12,
	AN = 1 << 13, /* "-an", about */
	RUPIAH = 1 << 14,
	EXACT = 1 << 15, /* "perak": rupiah and not thousands */
	QTY = 1 << 16,   /* pieces, kilograms */
	NOT_SALE = 1 << 17,
	PERCENT = 1 << 18,
	FOREIGN = 1 << 19,
	DATE = 1 << 20,
	TIME = 1 << 21,
	RANGE = 1 << 22,
	TIMES = 1 << 23,
	VAGUE = 1 << 24,
	NEGATIVE = 1 << 25,
};

enum token_kind {
	TOKEN_DIGITS,   /* digits with dots and commas inside */
	TOKEN_FRACTION, /* 1/2 1/4 3/4; hundredths in quarter */
	TOKEN_WORD,
	TOKEN_SIGN,  /* a character that means something: sign */
	TOKEN_BREAK, /* a character that only separates */
};

struct token {
	enum token_kind kind;
	char sign;
	bool joined;      /* no space before it */
	bool malformed;   /* digits with a separator astray */
	bool mended;      /* number was found by the nearest spelling */
	const char *text; /* in struct reading's plain */
	size_t length;
	int hundredths;                   /* of TOKEN_FRACTION */
	const struct number_word *number; /* NULL: no numeral */
	unsigned roles;
};

struct reading { /* begun by amount_normalise(); it is too big to be emptied for every text */
	char plain[PLAIN_MAX + 1]; /* lower-case ASCII */
	size_t length;
	bool script;   /* another script's letters or digits */
	bool overflow; /* more tokens than any amount has */
	bool rupiah;   /* "Rp" was written */
	bool exact;    /* ",-" or "perak" was written */
	bool approximate;
	bool unit;     /* a unit was read */
	bool quantity; /* "3 kodi" was dropped */
	struct token token[TOKENS_MAX];
	size_t count;
};

/* A run of tokens that should be one amount. */
struct run {
	const struct token *token;
	size_t count, at;
	int64_t m;         /* what the unit "m" is worth here; 0: it is no unit */
	bool literal;      /* numerals as they stand: no slang, no halves, no dropped units */
	bool unit;         /* set when a unit was read */
	bool leading_zero; /* set when digits began with a stray zero */
};

/* A number before its unit is known. */
struct number {
	int64_t hundredths;
	bool fractional; /* written with decimals or a half, be they zero */
	bool cents;      /* ",00": rupiah written out */
	bool grouped;    /* 1.500 */
	bool pair;       /* "papat enem" */
	bool bound;      /* its last word wants a unit after it */
	bool zeros;      /* 050: only as a tail */
	size_t digits;   /* how many, when it is nothing but digits; else 0 */
};

/* Fills plain, length, script; all else is as if nothing was found yet. */
void amount_normalise(struct reading *r, const char *text, size_t n);
/* Fills token, count, overflow, rupiah, exact. */
void amount_tokens(struct reading *r);
/* Gives words their numerals and roles, drops "-an", settles who is a filler. */
void amount_meanings(struct reading *r);
/* Sold nothing, closed, quiet: true when the text says one of these. */
bool amount_phrase(struct amount *out, const struct reading *r);
/* True when the text is no amount for a reason that can be seen before reading it. */
bool amount_reject(enum amount_reason *why, const struct reading *r);

/* Whether the token can be part of a number. */
bool amount_is_numeric(const struct token *t);
/* What the word may be besides a numeral: enum role, 0 when unknown. */
unsigned amount_roles(const char *word, size_t n);

/* Reads the number at run->at; false: none there, or malformed. */
bool amount_number(struct number *out, struct run *run);
/* A digit token into a number; false when its separators are astray. */
bool amount_digits(struct number *out, const struct token *t);
/* The word core, 0..999, also with digits: "2 ratus 50". */
bool amount_core(struct number *out, struct run *run);
/* The whole run as one amount; fills kind, value, other or reason. */
void amount_grammar(struct amount *out, struct run *run, const struct reading *r);
/* The whole run as the literal number. */
bool amount_literal(int64_t *out, struct run *run);

#endif
