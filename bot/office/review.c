/* office/review.c - what the office does with a report it should look at */
#include "office/review.h"

#include <stdio.h>
#include <string.h>

/* The newest version, ready to be written as the office's; version 0 when the day has none. */
static enum rc current(struct store *st, const struct review *r, struct sale *out)
{
	enum rc rc = sale_get(st, r->trader_id, r->day, out);

	if (rc == RC_ABSENT)
		*out = (struct sale){ .trader_id = r->trader_id, .day = r->day };
	else if (rc != RC_OK)
		return rc;
	out->review = false;
	out->clarified = true;
	out->reported_at = r->now;
	(void)snprintf(out->typed_by, sizeof(out->typed_by), "%s%s",
		strcmp(r->by, "office") == 0 ? "" : "office:", r->by);
	return RC_OK;
}

enum rc review_approve(struct store *st, const struct review *r)
{
	struct sale s;
	enum rc rc = current(st, r, &s);

	if (rc == RC_OK && s.version == 0)
		return RC_ABSENT;
	return rc == RC_OK ? sale_put(st, &s) : rc;
}

static bool fits(const struct sale *s)
{
	if ((s->status == SALE_SOLD) != (s->total > 0) || s->total < 0)
		return false;
	if (s->live == SALE_LIVE_UNKNOWN)
		return true;
	return s->status == SALE_SOLD && s->live >= 0 && s->live <= s->total;
}

enum rc review_correct(struct store *st, const struct review *r, const struct sale *wanted)
{
	struct sale s;
	enum rc rc = fits(wanted) ? current(st, r, &s) : RC_INVALID;

	if (rc != RC_OK)
		return rc;
	s.total = wanted->total;
	s.live = wanted->live;
	s.status = wanted->status;
	s.approximate = false;
	return sale_put(st, &s);
}
