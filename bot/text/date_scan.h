/*
 * text/date_scan.h - the pieces of a text a date can be made of, for text/date*.c only
 */
#ifndef LAPAK_TEXT_DATE_SCAN_H
#define LAPAK_TEXT_DATE_SCAN_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/date.h"
#include "text/words.h"

enum { ITEMS_MAX = 64 };

enum item_kind {
	ITEM_WORD,
	ITEM_NUMBER,
	ITEM_SIGN, /* any other visible character */
};

struct item {
	enum item_kind kind;
	bool gap;          /* a space stood before it */
	size_t start, end; /* bytes of the text */
	char text[WORD_MAX];
	const char *say; /* the tables' spelling of a word */
	int value;       /* of a number; -1 when it has more than 8 digits */
	size_t digits;
};

struct scan {
	struct item item[ITEMS_MAX];
	size_t count;
	bool finding; /* in a sentence, where weak words and bare numbers mean something else */
	int32_t today;
};

/* What was read at one place; items 0 when nothing was. */
struct match {
	size_t items;
	enum date_kind kind;
	int32_t day;
};

void scan_text(struct scan *s, const char *text, size_t n);

bool scan_says(const struct scan *s, size_t at, const char *word);
bool scan_is_sign(const struct scan *s, size_t at, char sign);

/* 1 when item `at` is a part of the day ("pagi", "bengi"), else 0: how many items to pass
 * over. */
size_t scan_part_of_day(const struct scan *s, size_t at);

/* "hari ini", "wingi sore", "besok": the phrase table. */
struct match match_phrase(const struct scan *s, size_t at);
/* "3 hari lalu", "rong dino kepungkur", "seminggu lalu", "2 hari lagi". */
struct match match_count(const struct scan *s, size_t at);
/* "Senin", "hari minggu kemarin", "Jumat Legi", "Pahing wingi", "pendhak Legi". */
struct match match_weekday(const struct scan *s, size_t at);
/* "24/11", "2-1-2024", "2024-01-02". */
struct match match_digits(const struct scan *s, size_t at);
/* "2 Jan", "tanggal 3", "tgl 3 bulan 1 2024". */
struct match match_named(const struct scan *s, size_t at);

/* A number word from one ("siji", "setunggal") up, or a number of at most two digits; 0
 * when there is none. *items is how many items it took. */
int scan_number(const struct scan *s, size_t at, size_t *items);

#endif
