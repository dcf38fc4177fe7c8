/* web/api_sale.c - reports of takings: a trader's, those to look at, approving and correcting */
#include <string.h>

#include "base/days.h"
#include "office/review.h"
#include "store/sale_list.h"
#include "web/api_handlers.h"
#include "web/api_rows.h"

static enum rc add_day(const struct sale *s, void *arg)
{
	return api_list_row(arg, api_sale_row(s));
}

enum rc api_trader_sales(struct api_call *c)
{
	struct sale_days days = { .trader_id = api_id(c, "id") };
	struct trader t;
	enum rc rc = trader_by_id(c->store, days.trader_id, &t);

	if (rc == RC_OK)
		rc = api_days(c, &days);
	if (rc == RC_OK)
		rc = api_list_begin(c);
	return rc == RC_OK ? sale_of_days(c->store, &days, add_day, c) : rc;
}

static enum rc add_version(const struct sale_version *v, void *arg)
{
	json_t *row = api_sale_row(&v->sale);

	api_put_time(row, "replaced_at", v->replaced_at);
	api_put_bool(row, "taken_back", v->taken_back);
	return api_list_row(arg, row);
}

static enum rc day_in_path(struct api_call *c, int32_t *out)
{
	if (day_parse_iso(out, api_part(c, "word")) != RC_OK)
		return RC_ABSENT;
	(void)snprintf(c->detail, sizeof(c->detail), "%s", api_part(c, "word"));
	api_subject(c, "trader", api_id(c, "id"));
	return RC_OK;
}

enum rc api_sale_history(struct api_call *c)
{
	int32_t day;
	enum rc rc = day_in_path(c, &day);

	if (rc == RC_OK)
		rc = api_list_begin(c);
	return rc == RC_OK ? sale_history(c->store, api_id(c, "id"), day, add_version, c) : rc;
}

/* ---- what the office should look at ---- */

static enum rc add_review(const struct sale_review_row *r, void *arg)
{
	struct api_call *c = arg;
	json_t *row = api_sale_row(&r->sale);

	api_put(row, "trader", api_trader_row(c, &r->who));
	api_put_median(row, &r->median);
	return api_page_row(c, row, sale_review_key(&r->sale));
}

enum rc api_reviews(struct api_call *c)
{
	int64_t after, limit;
	enum rc rc = api_page_begin(c, &after, &limit);

	if (rc == RC_OK)
		rc = sale_review_each(c->store, after, limit, add_review, c);
	return rc == RC_OK ? api_page_end(c) : rc;
}

static enum rc begin_review(struct api_call *c, struct review *r)
{
	struct trader t;
	enum rc rc = day_in_path(c, &r->day);

	r->trader_id = api_id(c, "id");
	r->by = c->who.login;
	r->now = c->now;
	return rc == RC_OK ? trader_by_id(c->store, r->trader_id, &t) : rc;
}

enum rc api_sale_approve(struct api_call *c)
{
	struct review r;
	enum rc rc = begin_review(c, &r);

	return rc == RC_OK ? review_approve(c->store, &r) : rc;
}

static enum sale_status status_of(const char *name)
{
	if (strcmp(name, "closed") == 0)
		return SALE_CLOSED;
	return strcmp(name, "zero") == 0 ? SALE_ZERO : SALE_SOLD;
}

enum rc api_sale_correct(struct api_call *c)
{
	struct sale wanted = { .total = api_int(c->in, "total"),
		.live = api_has(c->in, "live") ? api_int(c->in, "live") : SALE_LIVE_UNKNOWN,
		.status = status_of(api_text(c->in, "status")) };
	struct review r;
	enum rc rc = begin_review(c, &r);

	if (rc == RC_OK && r.day > day_of(c->now))
		return api_refuse(c, RC_INVALID, "day", "", "that day has not been yet");
	if (rc == RC_OK)
		rc = review_correct(c->store, &r, &wanted);
	if (rc == RC_INVALID)
		return api_refuse(c, rc, "sum", "total",
			"sold has takings, zero and closed have none; live is at most the total");
	return rc;
}
