/*
 * text/amount.h - rupiah as market people type it
 *
 * "250rb", "1,5 jt", "sejuta setengah", "seket ewu", "goceng", "papat enem". A sum written out
 * ("200+150rb") is no single amount here: a report adds it up, see text/sale_sum.h.
 * Pure: no clock, no trader. Whether an amount is *plausible* for a trader is the
 * dialogue's business; here is only what the words can mean.
 */
#ifndef LAPAK_TEXT_AMOUNT_H
#define LAPAK_TEXT_AMOUNT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

typedef int64_t rupiah; /* whole rupiah; never a float */

#define AMOUNT_MAX INT64_C(1000000000000) /* 10^12: at or above it is TOO_BIG */

enum amount_kind {
	AMOUNT_DEFINITE,  /* value */
	AMOUNT_AMBIGUOUS, /* value or other, value < other: ask */
	AMOUNT_CLOSED,    /* the stall was closed: no report, not zero */
	AMOUNT_QUIET,     /* "sepi": few buyers; ask whether that means zero */
	AMOUNT_INVALID,   /* see reason */
};

enum amount_reason {
	AMOUNT_NOTHING, /* no number in the text */
	AMOUNT_NEGATIVE,
	AMOUNT_NOT_SALE,
	AMOUNT_PERCENT,
	AMOUNT_FOREIGN,
	AMOUNT_PHONE,
	AMOUNT_DATE,
	AMOUNT_TIME,
	AMOUNT_RANGE,
	AMOUNT_SUM,
	AMOUNT_VAGUE,
	AMOUNT_LEADING_ZERO,
	AMOUNT_TOO_BIG,
	AMOUNT_UNREAD, /* something was left over after the amount */
	AMOUNT_SCRIPT, /* letters or digits of another script */
	AMOUNT_REASONS,
};

struct amount {
	enum amount_kind kind;
	enum amount_reason reason; /* when AMOUNT_INVALID */
	rupiah value, other;
	bool approximate; /* "kira-kira", "sekitar", "-an" */
	bool unit; /* a unit, Rp or a zero word was written: it can be nothing but money */
};

/* Reads the whole of text (UTF-8, not necessarily valid; n bytes, at most 1,024 are looked at,
 * longer is AMOUNT_INVALID/UNREAD) as one amount. Always fills out. */
void amount_parse(struct amount *out, const char *text, size_t n);

/* Reads number words or digits as the literal number they name, as ICU's RBNF `id` spells
 * it ("satu juta dua ratus" is 1,000,200), or in Javanese or Madurese words. RC_INVALID
 * otherwise; out untouched then. No unit dropping, no slang. */
MUST_CHECK enum rc amount_words(int64_t *out, const char *text, size_t n);

/* "Rp1.500.000" */
void amount_print(struct buf *out, rupiah amount);

/* Note-sized words in Indonesian for a doubt: "satu juta setengah", "lima ratus ribu",
 * 0..AMOUNT_MAX. lang: "id", "jv" or "en"; another falls back to "id". */
void amount_say(struct buf *out, rupiah amount, const char *lang);

/* As `lapak parse amount` prints it: the rupiah, "AMBIGUOUS:a,b" or "INVALID" (also for closed
 * and quiet, which are no sums). */
void amount_print_parse(struct buf *out, const struct amount *a);

#endif
