/* cli/report_parts.c - complaints of few buyers, waves and messages in `lapak report` */
#include "cli/report_parts.h"

#include "office/figures.h"

enum { GOODS_SHOWN = 30 };

static void add_days_open(struct listing *l, int64_t since)
{
	if (since == 0)
		listing_null(l);
	else
		listing_number(l, (clock_now() - since) / 86400);
}

enum exit_status report_complaints(struct report *r)
{
	static const struct column columns[] = { { "open", true }, { "done", true },
		{ "open_now", true }, { "median_days_open", true }, { "median_low", true },
		{ "median_high", true }, { NULL, false } };
	struct figures_complaints c;
	enum exit_status status = office_outcome(figures_complaints(r->o->store, &r->span, &c));

	if (status != EXIT_DONE)
		return status;
	report_begin(r, "complaints",
		"Few buyers (SEPI): said in these days, and open now whenever said", columns);
	if (listing_row(&r->list)) {
		listing_number(&r->list, c.open);
		listing_number(&r->list, c.done);
		listing_number(&r->list, c.open_now);
		add_days_open(&r->list, c.median_open_at);
		add_days_open(&r->list, c.median_high_at);
		add_days_open(&r->list, c.median_low_at); /* said earliest: open longest */
	}
	report_end(r);
	return EXIT_DONE;
}

static enum rc add_goods(const struct figures_goods *g, void *arg)
{
	struct report *r = arg;
	const struct figures_takings *t = &g->takings;

	if (!listing_row(&r->list))
		return RC_OK;
	listing_text(&r->list, g->goods);
	listing_number(&r->list, g->traders);
	listing_number(&r->list, t->reports);
	listing_number(&r->list, t->sold);
	listing_number(&r->list, t->total);
	listing_number(&r->list, t->median);
	report_edge(&r->list, t->interval, t->median_low);
	report_edge(&r->list, t->interval, t->median_high);
	report_percent(&r->list, t->live, t->known_total);
	return RC_OK;
}

enum exit_status report_goods(struct report *r)
{
	static const struct column columns[] = { { "goods", false }, { "traders", true },
		{ "reports", true }, { "sold", true }, { "total", true }, { "median", true },
		{ "median_low", true }, { "median_high", true }, { "live_percent", true },
		{ NULL, false } };
	enum rc rc;

	report_begin(
		r, "goods", "By goods (a report counts for each of its trader's)", columns);
	rc = figures_goods(r->o->store, &r->span, GOODS_SHOWN, add_goods, r);
	report_end(r);
	return office_outcome(rc);
}

static enum rc add_wave(const struct figures_wave *w, void *arg)
{
	struct report *r = arg;

	if (!listing_row(&r->list))
		return RC_OK;
	listing_text(&r->list, w->wave.name);
	listing_text(&r->list, w->wave.market);
	listing_text(&r->list, wave_state_name(w->wave.state));
	listing_number(&r->list, w->wave.seats);
	for (int i = 0; i <= ENROLMENT_ABSENT; i++)
		listing_number(&r->list, w->places[i]);
	listing_number(&r->list, w->present);
	report_percent(&r->list, w->present, w->expected);
	return RC_OK;
}

enum exit_status report_waves(struct report *r)
{
	static const struct column columns[] = { { "wave", false }, { "market", false },
		{ "state", false }, { "seats", true }, { "enrolled", true },
		{ "waiting", true }, { "offered", true }, { "cancelled", true },
		{ "attended", true }, { "absent", true }, { "present", true },
		{ "present_percent", true }, { NULL, false } };
	enum rc rc;

	report_begin(r, "waves", "Waves with a sitting in these days", columns);
	rc = figures_waves(r->o->store, &r->span, clock_now(), add_wave, r);
	report_end(r);
	return office_outcome(rc);
}

static enum rc add_stick(const struct figures_stick *k, void *arg)
{
	struct report *r = arg;

	if (!listing_row(&r->list))
		return RC_OK;
	listing_number(&r->list, k->day);
	listing_number(&r->list, k->asked);
	listing_number(&r->list, k->answered);
	listing_number(&r->list, k->live);
	report_percent(&r->list, k->live, k->answered);
	return RC_OK;
}

enum exit_status report_stick(struct report *r)
{
	static const struct column columns[] = { { "day_after", true }, { "asked", true },
		{ "answered", true }, { "live", true }, { "live_percent", true },
		{ NULL, false } };
	enum rc rc;

	report_begin(r, "stick",
		"Still live so many days after a training, asked in these days (of who answered: "
		"live at least once that week)",
		columns);
	rc = figures_stick(r->o->store, &r->span, add_stick, r);
	report_end(r);
	return office_outcome(rc);
}

static enum rc add_gateway(const struct figures_gateway *g, void *arg)
{
	static const enum message_state states[] = { MESSAGE_DELIVERED, MESSAGE_SENT,
		MESSAGE_FAILED, MESSAGE_EXPIRED, MESSAGE_REJECTED, MESSAGE_UNKNOWN,
		MESSAGE_QUEUED };
	struct report *r = arg;

	if (!listing_row(&r->list))
		return RC_OK;
	listing_text(&r->list, g->name);
	listing_number(&r->list, g->in);
	listing_number(&r->list, g->out);
	listing_number(&r->list, g->segments);
	listing_number(&r->list, g->cost);
	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		listing_number(&r->list, g->state[states[i]]);
	return RC_OK;
}

enum exit_status report_messages(struct report *r)
{
	static const struct column columns[] = { { "gateway", false }, { "in", true },
		{ "out", true }, { "segments", true }, { "cost", true }, { "delivered", true },
		{ "sent", true }, { "failed", true }, { "expired", true }, { "rejected", true },
		{ "unknown", true }, { "queued", true }, { NULL, false } };
	enum rc rc;

	report_begin(r, "messages",
		"Messages by gateway, all markets (sent: no receipt came; cost: rupiah)",
		columns);
	rc = figures_gateways(
		r->o->store, &r->span, r->o->config.office.price_per_segment, add_gateway, r);
	report_end(r);
	return office_outcome(rc);
}
