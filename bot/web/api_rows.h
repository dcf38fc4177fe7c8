/* web/api_rows.h - private to web/: rows that several answers hold, and lists that are no pages */
#ifndef LAPAK_WEB_API_ROWS_H
#define LAPAK_WEB_API_ROWS_H
#include "store/sale_list.h"
#include "store/trader.h"
#include "store/wave.h"
#include "web/api.h"

/* A viewer sees a number masked. */
json_t *api_trader_row(const struct api_call *c, const struct trader_row *r);
void api_put_phone(const struct api_call *c, json_t *row, const struct phone *phone);
/* An end of a median's interval; null when there is none. */
void api_put_end(json_t *row, const char *name, bool interval, int64_t value);
/* A trader's own: median, its ends, and of how many days. */
void api_put_median(json_t *row, const struct sale_median *m);
json_t *api_sale_row(const struct sale *s);

/* staff_id of the body: an enabled account that can see to something of that trader (a trainer whose waves the trader is in, no
 * viewer), or 0 for nobody. Refuses any other. */
MUST_CHECK enum rc api_assignee(struct api_call *c, int64_t trader_id, int64_t *staff_id);
/* The wave of the path's {id}, which becomes the request's subject. RC_ABSENT: there is none. */
MUST_CHECK enum rc api_wave_find(struct api_call *c, struct wave *w);

/* A trainer has the own waves, and the traders in them; everybody else has all. RC_DENIED (refused). */
MUST_CHECK enum rc api_own_wave(struct api_call *c, int64_t wave_id);
MUST_CHECK enum rc api_own_trader(struct api_call *c, int64_t trader_id);
/* The same for a row of a list, without a refusal. */
MUST_CHECK enum rc api_sees(struct api_call *c, int64_t trader_id, bool *sees);

/* A short list, whole: {"items": [...], "next": null}. */
MUST_CHECK enum rc api_list_begin(struct api_call *c);
MUST_CHECK enum rc api_list_row(struct api_call *c, json_t *row);

/* The query's from..to, the last 90 days by default, at most 800; refuses others. */
MUST_CHECK enum rc api_days(struct api_call *c, struct sale_days *out);

#endif
