/*
 * text/date.h - which market day a trader means
 *
 * "kemarin", "wingi", "senin", "24/11", "tanggal 3", "pendhak Legi". Words only: whether the
 * day is too far back to be taken is the dialogue's rule.
 */
#ifndef LAPAK_TEXT_DATE_H
#define LAPAK_TEXT_DATE_H
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/rc.h"

enum date_kind {
	DATE_NONE,      /* no date in the text */
	DATE_DEFINITE,  /* day */
	DATE_AMBIGUOUS, /* "minggu lalu": last week or last Sunday; day = last Sunday */
	DATE_FUTURE,  /* "besok", "Senin depan", or a full date after today; day where known */
	DATE_INVALID, /* looks like a date and is none: 31/2 */
};

struct date_read {
	enum date_kind kind;
	int32_t day;
	size_t start, length; /* the bytes of text that said so, for cutting them out */
};

/* Reads the whole of text as a date and nothing else; DATE_NONE for an empty text means today
 * and is left to the caller. today: the market day of receipt. Always fills out. */
void date_parse(struct date_read *out, const char *text, size_t n, int32_t today);

/* Finds the one date phrase within a longer text ("jual 500rb kemarin", "senin laku 2jt"),
 * longest phrase first. A bare number is never taken for a date here. */
void date_find(struct date_read *out, const char *text, size_t n, int32_t today);

/* As `lapak parse date` prints it: "2024-01-02", "AMBIGUOUS:last week|last Sunday", or
 * "INVALID" for everything that cannot be reported for, DATE_NONE included: the caller has
 * answered an empty text. */
void date_print_parse(struct buf *out, const struct date_read *d);

#endif
