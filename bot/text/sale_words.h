/*
 * text/sale_words.h - the words around the live part of a report, for text/sale_*.c only
 */
#ifndef LAPAK_TEXT_SALE_WORDS_H
#define LAPAK_TEXT_SALE_WORDS_H
#include <stddef.h>

enum sale_role {               /* bits: a word may be several */
	SALE_LIVE = 1 << 0,    /* selling by phone, of whatever kind */
	SALE_JOIN = 1 << 1,    /* says nothing by itself */
	SALE_NOT = 1 << 2,     /* "gak live" */
	SALE_ALL = 1 << 3,     /* "semua live" */
	SALE_TOTAL = 1 << 4,   /* "live 400rb total 1,5jt" */
	SALE_PLUS = 1 << 5,    /* the two are to be added */
	SALE_OFFLINE = 1 << 6, /* names the other part, so that the two are to be added */
	SALE_SHOP = 1 << 7,    /* may name the other part or the whole */
	SALE_TIMES = 1 << 8,   /* the number before it counts lives or their hours */
	SALE_AT = 1 << 9,      /* goes with a SALE_SHOP after it */
	SALE_OF = 1 << 10,     /* "live 400rb dari 1,5jt" */
};

struct piece { /* part of a text in lower case, borrowed */
	const char *s;
	size_t n;
};

struct side { /* of a live word */
	struct piece p;
	unsigned seen; /* roles of what was dropped */
};

unsigned sale_role(struct piece word);
/* The letters p ends or begins with. */
struct piece sale_last_word(struct piece p);
struct piece sale_first_word(struct piece p);
/* The first word of a role that stands by itself; n 0: none. */
struct piece sale_find_word(struct piece p, unsigned roles);
/* Drop from the end or the beginning all words of these roles, what separates them and
 * "2 kali". Beyond a comma or the like only words of the total are dropped from the end. */
void sale_drop_tail(struct side *side, unsigned roles);
void sale_drop_head(struct side *side, unsigned roles);

#endif
