/* web/api_figures.c - figures of the programme over some days, from sums kept by day */
#include <stdlib.h>
#include <string.h>

#include "base/days.h"
#include "office/effect_wave.h"
#include "office/figures.h"
#include "store/market.h"
#include "web/api_handlers.h"
#include "web/api_rows.h"

enum { TAKINGS_USUAL = 30, GOODS_SHOWN = 200 };

struct takings { /* of one call */
	struct market market[MARKETS_MAX];
	size_t markets;
	json_t *days, *whole, *sums; /* borrowed from the answer */
};

static enum rc span_of(struct api_call *c, struct figures_span *out)
{
	struct sale_days days = { .trader_id = 0 };
	enum rc rc = api_days(c, &days);

	*out = (struct figures_span){
		.from = days.from, .to = days.to, .market_id = FIGURES_ALL
	};
	if (rc == RC_OK && api_has(c->ask, "market_id"))
		out->market_id = api_int(c->ask, "market_id");
	return rc;
}

static const char *market_name(const struct takings *t, int64_t id)
{
	for (size_t i = 0; i < t->markets; i++)
		if (t->market[i].id == id)
			return t->market[i].name;
	return "";
}

static void put_sold(json_t *row, const struct figures_takings *f)
{
	api_put_int(row, "reports", f->reports);
	api_put_int(row, "sold", f->sold);
	api_put_int(row, "zero", f->zero);
	api_put_int(row, "closed", f->closed);
	api_put_int(row, "total", f->total);
	api_put_int(row, "median", f->median);
	api_put_end(row, "median_low", f->interval, f->median_low);
	api_put_end(row, "median_high", f->interval, f->median_high);
}

static json_t *takings_row(const struct takings *t, const struct figures_takings *f)
{
	json_t *row = json_object();

	if (f->day == FIGURES_ALL)
		api_put_text(row, "day", NULL);
	else
		api_put_day(row, "day", f->day);
	api_put_id(row, "market_id", f->market_id > 0 ? f->market_id : 0);
	api_put_text(row, "market", market_name(t, f->market_id));
	api_put_bool(row, "all", f->market_id == FIGURES_ALL);
	api_put_int(row, "expected", f->expected);
	put_sold(row, f);
	api_put_int(row, "mean", f->mean);
	api_put_int(row, "known", f->known);
	api_put_int(row, "known_total", f->known_total);
	api_put_int(row, "live", f->live);
	api_put_int(row, "live_reports", f->live_reports);
	return row;
}

static enum rc add_day(const struct figures_takings *f, void *arg)
{
	struct takings *t = arg;

	return json_array_append_new(t->days, takings_row(t, f)) == 0 ? RC_OK : RC_BUSY;
}

static enum rc add_whole(const struct figures_takings *f, void *arg)
{
	struct takings *t = arg;

	return json_array_append_new(t->whole, takings_row(t, f)) == 0 ? RC_OK : RC_BUSY;
}

static enum rc add_market(const struct figures_takings *f, void *arg)
{
	struct takings *t = arg;

	return json_array_append_new(t->sums, takings_row(t, f)) == 0 ? RC_OK : RC_BUSY;
}

enum rc api_figures_takings(struct api_call *c)
{
	struct takings *t = calloc(1, sizeof(*t));
	struct figures_sink sink = {
		.day = add_day, .whole = add_whole, .market = add_market, .arg = t
	};
	struct figures_span span;
	enum rc rc = span_of(c, &span);

	if (t == NULL)
		return RC_BUSY;
	if (!api_has(c->ask,
		    "from")) /* a row a day and market: a month is enough to begin with */
		span.from = span.to - TAKINGS_USUAL + 1;
	if (rc == RC_OK)
		rc = market_list(c->store, t->market, MARKETS_MAX, &t->markets);
	if (rc == RC_OK) {
		t->days = json_array();
		t->whole = json_array();
		t->sums = json_array();
		c->out = json_object();
		api_put_day(c->out, "from", span.from);
		api_put_day(c->out, "to", span.to);
		api_put(c->out, "days", t->days);
		api_put(c->out, "whole", t->whole);
		api_put(c->out, "markets", t->sums);
		rc = figures_takings(c->store, &span, &sink);
	}
	free(t);
	return rc == RC_FULL ? RC_BUSY : rc;
}

static enum rc add_wave(const struct figures_wave *w, void *arg)
{
	json_t *row = json_object(), *places = json_object();

	for (int i = 0; i <= ENROLMENT_ABSENT; i++)
		api_put_int(
			places, enrolment_status_name((enum enrolment_status)i), w->places[i]);
	api_put_id(row, "id", w->wave.id);
	api_put_text(row, "name", w->wave.name);
	api_put_text(row, "market", w->wave.market);
	api_put_text(row, "state", wave_state_name(w->wave.state));
	api_put_int(row, "seats", w->wave.seats);
	api_put_time(row, "starts_at", w->wave.starts_at);
	api_put(row, "places", places);
	api_put_int(row, "sittings_held", w->sittings_held);
	api_put_int(row, "present", w->present);
	api_put_int(row, "expected", w->expected);
	return api_list_row(arg, row);
}

enum rc api_figures_waves(struct api_call *c)
{
	struct figures_span span;
	enum rc rc = span_of(c, &span);

	if (rc == RC_OK)
		rc = api_list_begin(c);
	return rc == RC_OK ? figures_waves(c->store, &span, c->now, add_wave, c) : rc;
}

static json_t *group_row(const struct effect_group *g)
{
	json_t *row = json_object();

	api_put_int(row, "n", (int64_t)g->n);
	api_put_int(row, "left_out", (int64_t)g->left_out);
	api_put_int(row, "median_before", g->before);
	api_put_end(row, "median_before_low", g->interval, g->before_low);
	api_put_end(row, "median_before_high", g->interval, g->before_high);
	api_put_int(row, "median_after", g->after);
	api_put_end(row, "median_after_low", g->interval, g->after_low);
	api_put_end(row, "median_after_high", g->interval, g->after_high);
	api_put_int(row, "missing_before_percent", g->missing_before);
	api_put_int(row, "missing_after_percent", g->missing_after);
	api_put_int(row, "zero_before_percent", g->zero_before);
	api_put_int(row, "zero_after_percent", g->zero_after);
	return row;
}

/* Tenths of a percent; null without an interval, since a bare percentage misleads. */
static void put_permille(json_t *row, const char *name, const struct effect *e, double value)
{
	api_put(row, name,
		e->interval ? json_integer((json_int_t)(value * 1000)) : json_null());
}

enum rc api_figures_effect(struct api_call *c)
{
	json_t *windows = json_array();
	struct effect_wave all;
	struct wave w;
	enum rc rc = wave_by_id(c->store, api_id(c, "id"), &w);

	if (rc == RC_OK)
		rc = effect_of_wave(c->store, &w, day_of(c->now), &all);
	if (rc != RC_OK) {
		json_decref(windows);
		return rc == RC_FULL ? RC_BUSY : rc;
	}
	for (size_t i = 0; i < EFFECT_WINDOWS; i++) {
		const struct effect *e = &all.window[i].effect;
		json_t *row = json_object();

		api_put_int(row, "days", all.window[i].days);
		api_put_int(row, "passed", all.window[i].passed);
		api_put(row, "trained", group_row(&e->trained));
		api_put(row, "not_yet_trained", group_row(&e->compared));
		put_permille(row, "change_permille", e, e->change);
		put_permille(row, "low_permille", e, e->low);
		put_permille(row, "high_permille", e, e->high);
		api_put_bool(row, "enough", e->enough);
		(void)json_array_append_new(windows, row);
	}
	c->out = json_object();
	api_put_day(c->out, "first", all.first);
	api_put_day(c->out, "last", all.last);
	api_put(c->out, "windows", windows);
	return RC_OK;
}

static enum rc add_goods(const struct figures_goods *g, void *arg)
{
	const struct figures_takings *f = &g->takings;
	json_t *row = json_object();

	api_put_text(row, "goods", g->goods);
	api_put_int(row, "traders", g->traders);
	put_sold(row, f);
	api_put_int(row, "known_total", f->known_total);
	api_put_int(row, "live", f->live);
	return api_list_row(arg, row);
}

enum rc api_figures_goods(struct api_call *c)
{
	struct figures_span span;
	enum rc rc = span_of(c, &span);

	if (!api_has(c->ask, "from"))
		span.from = span.to - TAKINGS_USUAL + 1;
	if (rc == RC_OK)
		rc = api_list_begin(c);
	if (rc == RC_OK)
		rc = figures_goods(c->store, &span, GOODS_SHOWN, add_goods, c);
	return rc == RC_FULL ? RC_BUSY : rc;
}

static enum rc add_gateway(const struct figures_gateway *g, void *arg)
{
	json_t *row = json_object(), *states = json_object();

	for (int i = 0; i <= MESSAGE_UNKNOWN; i++)
		if (i != MESSAGE_RECEIVED && i != MESSAGE_SENDING)
			api_put_int(
				states, message_state_name((enum message_state)i), g->state[i]);
	api_put_text(row, "name", g->name);
	api_put_int(row, "in", g->in);
	api_put_int(row, "out", g->out);
	api_put_int(row, "segments", g->segments);
	api_put_int(row, "cost", g->cost);
	api_put(row, "states", states);
	return api_list_row(arg, row);
}

enum rc api_figures_gateways(struct api_call *c)
{
	struct figures_span span;
	enum rc rc = span_of(c, &span);

	if (rc == RC_OK)
		rc = api_list_begin(c);
	return rc == RC_OK ? figures_gateways(c->store, &span,
				     c->site->config->office.price_per_segment, add_gateway, c)
			   : rc;
}

enum rc api_figures_complaints(struct api_call *c)
{
	struct figures_complaints f = { .open = 0 };
	struct figures_span span;
	enum rc rc = span_of(c, &span);

	if (rc == RC_OK)
		rc = figures_complaints(c->store, &span, &f);
	if (rc != RC_OK)
		return rc;
	c->out = json_object();
	api_put_int(c->out, "open", f.open);
	api_put_int(c->out, "done", f.done);
	api_put_int(c->out, "open_now", f.open_now);
	api_put_time(c->out, "median_open_at", f.median_open_at);
	api_put_time(c->out, "median_open_low_at", f.median_low_at);
	api_put_time(c->out, "median_open_high_at", f.median_high_at);
	return RC_OK;
}

static enum rc add_stick(const struct figures_stick *k, void *arg)
{
	json_t *row = json_object();

	api_put_int(row, "day_after", k->day);
	api_put_int(row, "asked", k->asked);
	api_put_int(row, "answered", k->answered);
	api_put_int(row, "live", k->live);
	return api_list_row(arg, row);
}

enum rc api_figures_stick(struct api_call *c)
{
	struct figures_span span;
	enum rc rc = span_of(c, &span);

	if (rc == RC_OK)
		rc = api_list_begin(c);
	return rc == RC_OK ? figures_stick(c->store, &span, add_stick, c) : rc;
}
