/*
 * dialog/report.h - a report of takings on its way from words to the book (private to dialog/)
 *
 * Half-done reports live in the notes under "sale."; report_load() and report_note() move them. report_take() reads a text,
 * report_settle() asks what must be asked and keeps what can be kept.
 */
#ifndef LAPAK_DIALOG_REPORT_H
#define LAPAK_DIALOG_REPORT_H
#include <stdbool.h>
#include <stdint.h>

#include "dialog/turn.h"
#include "store/sale.h"
#include "text/sale_text.h"

enum report_mode {
	REPORT_NEW,     /* JUAL: a second one on a day may replace, add, or be asked about */
	REPORT_ADD,     /* TAMBAH, or "2 menambah" */
	REPORT_REPLACE, /* UBAH, or "1 menggantikan" */
};

struct report {
	enum report_mode mode;
	rupiah total;
	rupiah live; /* SALE_LIVE_UNKNOWN until said */
	int32_t day;
	bool approximate, clarified, sure;
	bool steps;    /* came answer by answer, not in one SMS */
	bool over;     /* a live part was given that is more than the total */
	int64_t asked; /* clarifying questions so far, at most 2 */
};

enum { CLARIFY_MAX = 2, REPORT_DAYS_BACK = 7 };

/* A report of today that nothing is known of yet. */
struct report report_fresh(struct turn *t, enum report_mode mode);
/* What stands behind the command word. */
void report_read_argument(struct turn *t, struct sale_text *out);
/* Whether no amount stands there at all: then it is asked for, which is no miss. */
bool report_has_no_amount(const struct turn *t, const struct sale_text *text);
/* A day that is too old is the office's: files the text and says so. */
MUST_CHECK enum rc report_too_old(struct turn *t, int32_t day);

void report_load(struct turn *t, struct report *r);
void report_note(struct turn *t, const struct report *r);

/* Takes what text says into r (day, live part, total) and goes on as far as it can: settles, asks, or misses. */
MUST_CHECK enum rc report_take(struct turn *t, struct report *r, const struct sale_text *text);
/* Whether the turn's whole text is a definite sum of takings (a bare digit is none). */
bool report_is_definite(const struct turn *t);
/* The total is known: outlier? second one of the day? then kept, live part asked or receipt said. */
MUST_CHECK enum rc report_settle(struct turn *t, struct report *r);
/* Open and sold nothing, or closed. */
MUST_CHECK enum rc report_nothing(
	struct turn *t, const struct report *r, enum sale_status status);
/* Writes the day as zero or closed, whatever stood there. */
MUST_CHECK enum rc report_keep_nothing(struct turn *t, int32_t day, enum sale_status status);

/* The live part among the readings of a for a day of total; RC_INVALID: it is none, RC_FULL: more than total. */
MUST_CHECK enum rc report_live(const struct amount *a, rupiah total, rupiah *out);
/* The live part has become known, or stays unknown: counts the run of zeros. */
void report_count_live(struct turn *t, rupiah live);

/* A report of today is likely to come. Only where store_is_far(). */
void report_expect(struct store *st, int64_t trader_id, int32_t today);
/* The trader's own median over the last 60 days without day. */
MUST_CHECK enum rc report_median(struct turn *t, int32_t day, struct sale_median *out);
/* Whether total is far from the usual of a trader with enough reports, by the same days. */
MUST_CHECK enum rc report_is_far(
	struct turn *t, int64_t trader_id, int32_t day, rupiah total, bool *out);
/* The week's total, Monday to Sunday around today. */
MUST_CHECK enum rc report_week(struct turn *t, rupiah *out);

#endif
