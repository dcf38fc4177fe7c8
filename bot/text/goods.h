/* text/goods.h - what a trader sells, as a few words: "Batik, kain" */
#ifndef LAPAK_TEXT_GOODS_H
#define LAPAK_TEXT_GOODS_H
#include <stdbool.h>

enum {
	GOODS_MOST = 8,
	GOODS_WORD_LEAST = 2,
	GOODS_WORD_MAX = 20,
	GOODS_LIST = GOODS_MOST * (GOODS_WORD_MAX + 1), /* bytes of a list, its NUL too */
};

/* Reads goods parted by commas, each of letters, digits and single blanks, into "batik,kain": small letters, each once,
 * in their order. "" and "-" are none. false: a word is too short or too long, has another character, or there are too
 * many; out is then "". */
bool goods_read(char out[static GOODS_LIST], const char *text);

/* The next word of a list as goods_read() leaves it, into out; returns what follows it. NULL: there was none. */
const char *goods_next(const char *list, char out[static GOODS_WORD_MAX + 1]);

#endif
