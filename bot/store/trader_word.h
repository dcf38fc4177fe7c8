/*
 * store/trader_word.h - private to store/: names of traders by each of their words
 *
 * A name is kept from every word of it on, in small letters ("bu siti aminah", "siti aminah", "aminah"), so that any
 * part that begins a word is a range of an index, in every engine.
 */
#ifndef LAPAK_STORE_TRADER_WORD_H
#define LAPAK_STORE_TRADER_WORD_H
#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"

struct store;

/* The trader's name becomes name; "" none. */
MUST_CHECK enum rc trader_words_put(struct store *st, int64_t trader_id, const char *name);
/* Copies text with capitals of ASCII made small, as SQL's lower() does everywhere; cuts what does not fit. */
void trader_word_fold(char *out, size_t size, const char *text);

#endif
