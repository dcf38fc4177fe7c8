/* web/api_export.c - lists as CSV or XLSX files, written by a worker and sent from the disk */
#include "base/days.h"
#include "store/conversation.h"
#include "store/message.h"
#include "store/trader_search.h"
#include "store/wave.h"
#include "web/api_handlers.h"
#include "web/api_rows.h"
#include "web/api_sheet.h"

static void trader_cells(struct sheet *s, const struct trader_row *r)
{
	const struct trader *t = &r->trader;

	sheet_text(s, t->phone.e164);
	sheet_text(s, t->name);
	sheet_text(s, r->market);
	sheet_text(s, t->stall);
	sheet_text(s, t->language);
	api_sheet_instant(s, t->stopped_at);
	api_sheet_instant(s, t->created_at);
}

static enum rc add_trader(const struct trader_row *r, void *arg)
{
	trader_cells(arg, r);
	return sheet_goes_on(arg);
}

enum rc api_export_traders(struct api_call *c)
{
	static const char *const headings[] = { "phone", "name", "market", "stall", "language",
		"stopped_at", "created_at", NULL };
	struct api_sheet t;
	enum rc rc = api_sheet_open(c, &t, "traders", headings);

	if (rc != RC_OK)
		return rc;
	return api_sheet_close(&t, c, trader_each(c->store, 0, add_trader, t.sheet));
}

static void sale_cells(struct sheet *s, const struct sale *sale)
{
	api_sheet_day(s, sale->day);
	sheet_text(s, sale_status_name(sale->status));
	sheet_number(s, sale->total);
	if (sale->live == SALE_LIVE_UNKNOWN)
		sheet_text(s, "");
	else
		sheet_number(s, sale->live);
	sheet_number(s, sale->approximate);
	sheet_number(s, sale->review);
	api_sheet_instant(s, sale->reported_at);
}

static enum rc add_sale(const struct sale_export_row *r, void *arg)
{
	sheet_text(arg, r->phone.e164);
	sheet_text(arg, r->name);
	sheet_text(arg, r->market);
	sale_cells(arg, &r->sale);
	return sheet_goes_on(arg);
}

enum rc api_export_sales(struct api_call *c)
{
	struct sale_days days = { .trader_id = 0 };
	static const char *const headings[] = { "phone", "name", "market", "day", "status",
		"total", "live", "approximate", "review", "reported_at", NULL };
	struct api_sheet t;
	enum rc rc = api_days(c, &days);

	if (rc == RC_OK)
		rc = api_sheet_open(c, &t, "sales", headings);
	if (rc != RC_OK)
		return rc;
	return api_sheet_close(&t, c, sale_export(c->store, &days, add_sale, t.sheet));
}

static enum rc add_place(const struct roster_row *r, void *arg)
{
	sheet_text(arg, enrolment_status_name(r->enrolment.status));
	sheet_number(arg, r->enrolment.position);
	trader_cells(arg, &r->who);
	return sheet_goes_on(arg);
}

enum rc api_export_roster(struct api_call *c)
{
	static const char *const headings[] = { "status", "position", "phone", "name", "market",
		"stall", "language", "stopped_at", "created_at", NULL };
	struct api_sheet t;
	struct wave w;
	enum rc rc = wave_by_id(c->store, api_id(c, "id"), &w);

	if (rc == RC_OK)
		rc = api_own_wave(c, w.id);
	if (rc == RC_OK)
		rc = api_sheet_open(c, &t, w.name, headings);
	if (rc != RC_OK)
		return rc;
	return api_sheet_close(&t, c, wave_roster(c->store, w.id, add_place, t.sheet));
}

/* ---- all that is kept of a person ---- */

struct person {
	struct api_sheet t;
	int64_t next, trader_id;
};

static enum rc add_fact(struct sheet *s, const char *kind, int64_t at, const char *what)
{
	sheet_text(s, kind);
	api_sheet_instant(s, at);
	sheet_text(s, what);
	return sheet_goes_on(s);
}

static enum rc add_consent(const struct consent *v, void *arg)
{
	char what[120];

	(void)snprintf(what, sizeof(what), "%s %s %s", v->version, v->language, v->source);
	return add_fact(arg, "consent", v->at, what);
}

static enum rc add_wave(const struct trader_wave *w, void *arg)
{
	char what[80];

	(void)snprintf(what, sizeof(what), "%s %s", w->name, w->status);
	return add_fact(arg, "wave", w->changed_at, what);
}

static enum rc add_report(const struct sale *sale, void *arg)
{
	char what[100], iso[11];

	day_iso(sale->day, iso);
	(void)snprintf(what, sizeof(what), "%s %s %lld", iso, sale_status_name(sale->status),
		(long long)sale->total);
	return add_fact(arg, "sale", sale->reported_at, what);
}

static enum rc add_message(const struct message *m, void *arg)
{
	struct person *p = arg;

	p->next = m->trader_id == p->trader_id ? m->previous_id : 0;
	if (m->trader_id != p->trader_id)
		return RC_OK;
	return add_fact(p->t.sheet, m->kind == KIND_INBOUND ? "in" : "out", m->at, m->text);
}

static enum rc add_messages(struct api_call *c, struct person *p)
{
	struct conversation v;
	enum rc rc = conversation_get(c->store, p->trader_id, &v);

	p->next = rc == RC_OK ? v.last_message_id : 0;
	while (p->next != 0 && rc == RC_OK)
		rc = message_get(c->store, p->next, add_message, p);
	return rc == RC_ABSENT ? RC_OK : rc;
}

enum rc api_export_trader(struct api_call *c)
{
	static const char *const headings[] = { "what", "at", "value", NULL };
	struct sale_days days = { .trader_id = api_id(c, "id"), .from = 0, .to = INT32_MAX };
	struct person p = { .trader_id = days.trader_id };
	struct trader_row row = { .market = "" };
	enum rc rc = trader_by_id(c->store, days.trader_id, &row.trader);

	if (rc != RC_OK)
		return rc;
	rc = api_sheet_open(c, &p.t, "trader", headings);
	if (rc != RC_OK)
		return rc;
	rc = add_fact(p.t.sheet, "phone", row.trader.created_at, row.trader.phone.e164);
	if (rc == RC_OK)
		rc = add_fact(p.t.sheet, "name", 0, row.trader.name);
	if (rc == RC_OK)
		rc = add_fact(p.t.sheet, "stall", 0, row.trader.stall);
	if (rc == RC_OK)
		rc = consent_each(c->store, p.trader_id, add_consent, p.t.sheet);
	if (rc == RC_OK)
		rc = trader_waves(c->store, p.trader_id, add_wave, p.t.sheet);
	if (rc == RC_OK)
		rc = sale_of_days(c->store, &days, add_report, p.t.sheet);
	if (rc == RC_OK)
		rc = add_messages(c, &p);
	return api_sheet_close(&p.t, c, rc);
}
