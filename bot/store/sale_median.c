/* store/sale_median.c - what is usual for a trader: the median of the last days sold */
#include <stdlib.h>

#include "base/ranks.h"
#include "store/db.h"
#include "store/rows.h"
#include "store/sale.h"

enum { MEDIAN_OF = 64 }; /* LIMIT of median below */

static int compare_rupiah(const void *a, const void *b)
{
	const rupiah *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static const struct sql median = { "sale.median",
	"SELECT total FROM sale WHERE trader_id = $1 AND day BETWEEN $2 AND $3 AND day <> $4 "
	"AND status = 'sold' ORDER BY day DESC LIMIT 64" };

static struct stmt *median_ask(
	struct store *st, int64_t trader_id, const struct sale_span *span)
{
	struct stmt *s = db_prepare(st->db, &median);

	db_int(s, 1, trader_id);
	db_int(s, 2, span->from);
	db_int(s, 3, span->to);
	db_int(s, 4, span->except);
	return s;
}

void sale_median_expect(struct store *st, int64_t trader_id, const struct sale_span *span)
{
	db_expect(median_ask(st, trader_id, span));
}

/* Sorts; of an even number, half way between the middle two. n >= 1. */
static rupiah median_sort(rupiah *totals, size_t n)
{
	qsort(totals, n, sizeof(totals[0]), compare_rupiah);
	return totals[(n - 1) / 2] + (totals[n / 2] - totals[(n - 1) / 2]) / 2;
}

enum rc sale_is_far(struct store *st, int64_t trader_id, const struct sale_span *span,
	const struct sale_reach *reach, bool *out)
{
	struct stmt *s = median_ask(st, trader_id, span);
	rupiah totals[MEDIAN_OF], least = reach->total / reach->times,
				  most = reach->total * reach->times, middle;
	size_t n = 0, above = 0, below = 0;
	enum rc rc;

	*out = false;
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		totals[n] = db_get_int(s, 0);
		above += totals[n] >= least;
		below += totals[n] <= most;
		n++;
		/* More than half of all there can be: so is the middle. */
		if (above > MEDIAN_OF / 2 && below > MEDIAN_OF / 2)
			return db_leave(s, RC_OK);
	}
	if (rc != RC_ABSENT)
		return rc;
	if (n == 0 || n < (size_t)reach->least)
		return RC_OK;
	middle = median_sort(totals, n);
	*out = middle < least || middle > most;
	return RC_OK;
}

enum rc sale_median(struct store *st, int64_t trader_id, const struct sale_span *span,
	struct sale_median *out)
{
	struct stmt *s = median_ask(st, trader_id, span);
	rupiah totals[MEDIAN_OF] = { 0 }, middle = 0;
	size_t n = 0, rank = 0;
	enum rc rc;

	for (rc = db_step(s); rc == RC_OK; rc = db_step(s))
		totals[n++] = db_get_int(s, 0);
	if (rc != RC_ABSENT)
		return rc;
	if (n > 0) {
		middle = median_sort(totals, n);
		rank = (size_t)median_rank((int64_t)n);
	}
	*out = (struct sale_median){
		.median = middle, .count = (int32_t)n, .interval = rank > 0
	};
	if (out->interval) {
		out->low = totals[rank - 1];
		out->high = totals[n - rank];
	}
	return RC_OK;
}

const struct sql *const sale_median_sql[] = { &median, NULL };
