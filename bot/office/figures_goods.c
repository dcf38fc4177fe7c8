/* office/figures_goods.c - takings by what traders sell, from the sums that are kept of them */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "office/figures.h"
#include "office/spread.h"

struct survey {
	struct figures_goods *row; /* by goods until they are told */
	size_t n, room;
	struct spread spread; /* of the last row, which is being added up */
};

static void finish(struct survey *v)
{
	struct figures_takings *t;

	if (v->n == 0)
		return;
	t = &v->row[v->n - 1].takings;
	t->median = spread_median(&v->spread);
	t->interval = spread_interval(&v->spread, &t->median_low, &t->median_high);
	t->mean = t->sold > 0 ? t->total / t->sold : 0;
	spread_clear(&v->spread);
}

static enum rc begin(struct survey *v, const char *goods)
{
	struct figures_goods *row;

	if (v->n == v->room) {
		size_t room = v->room > 0 ? 2 * v->room : 64;
		struct figures_goods *more = realloc(v->row, room * sizeof(*more));

		if (more == NULL)
			return RC_FULL;
		v->row = more;
		v->room = room;
	}
	row = &v->row[v->n++];
	*row = (struct figures_goods){ .takings = {
					       .day = FIGURES_ALL, .market_id = FIGURES_ALL } };
	(void)snprintf(row->goods, sizeof(row->goods), "%s", goods);
	return RC_OK;
}

static enum rc take(const char *goods, const struct figures_step *s, void *arg)
{
	struct survey *v = arg;
	enum rc rc = RC_OK;

	if (v->n == 0 || strcmp(v->row[v->n - 1].goods, goods) != 0) {
		finish(v);
		rc = begin(v, goods);
	}
	if (rc != RC_OK)
		return rc;
	figures_count(&v->row[v->n - 1].takings, s);
	if (s->least > 0)
		spread_add(&v->spread, s->least, s->reports, s->total);
	return RC_OK;
}

static int by_goods(const void *a, const void *b)
{
	return strcmp(a, ((const struct figures_goods *)b)->goods);
}

static enum rc note_sellers(const char *goods, int64_t traders, void *arg)
{
	struct survey *v = arg;
	struct figures_goods *row =
		v->n > 0 ? bsearch(goods, v->row, v->n, sizeof(*v->row), by_goods) : NULL;

	if (row != NULL)
		row->traders = traders;
	return RC_OK;
}

static int by_sold(const void *a, const void *b)
{
	const struct figures_goods *x = a, *y = b;

	if (x->takings.sold != y->takings.sold)
		return x->takings.sold < y->takings.sold ? 1 : -1;
	return strcmp(x->goods, y->goods);
}

enum rc figures_goods(struct store *st, const struct figures_span *span, size_t most,
	figures_goods_row_fn *fn, void *arg)
{
	struct survey *v = calloc(1, sizeof(*v));
	enum rc rc;

	if (v == NULL)
		return RC_FULL;
	rc = figures_goods_steps(st, span, take, v);
	finish(v);
	if (rc == RC_OK)
		rc = figures_sellers(st, note_sellers, v);
	if (v->n > 1)
		qsort(v->row, v->n, sizeof(*v->row), by_sold);
	for (size_t i = 0; i < v->n && i < most && rc == RC_OK; i++)
		rc = fn(&v->row[i], arg);
	free(v->row);
	free(v);
	return rc;
}
