/* web/api_export.c - lists as CSV files, written by a worker to a nameless file and sent from there */
#include <string.h>

#include "base/days.h"
#include "store/conversation.h"
#include "store/message.h"
#include "store/trader_search.h"
#include "store/wave.h"
#include "text/csv.h"
#include "web/api_handlers.h"
#include "web/api_rows.h"

enum { ROW_BYTES = 32 * 1024 };

struct sheet {
	struct api_call *call;
	struct buf row;
};

static enum rc sheet_open(struct api_call *c, struct sheet *s, const char *name)
{
	char today[11];

	*s = (struct sheet){ .call = c };
	buf_init(&s->row, ROW_BYTES);
	c->file = tmpfile();
	if (c->file == NULL)
		return RC_BUSY;
	day_iso(day_of(c->now), today);
	(void)snprintf(c->disposition, sizeof(c->disposition),
		"attachment; filename=\"%.40s-%s.csv\"", name, today);
	(void)fputs("\xEF\xBB\xBF", c->file); /* Excel takes it for UTF-8 by this mark alone */
	return RC_OK;
}

static void text(struct sheet *s, const char *value)
{
	csv_put(&s->row, value != NULL ? value : "", s->row.len == 0);
}

static void number(struct sheet *s, int64_t value)
{
	csv_put_number(&s->row, value, s->row.len == 0);
}

static void day(struct sheet *s, int32_t value)
{
	char iso[11];

	day_iso(value, iso);
	text(s, iso);
}

static void instant(struct sheet *s, int64_t value)
{
	char iso[26] = "";

	if (value != 0)
		instant_iso(value, iso);
	text(s, iso);
}

static enum rc end_row(struct sheet *s)
{
	csv_end(&s->row);
	if (fwrite(s->row.data, 1, s->row.len, s->call->file) != s->row.len)
		return RC_FULL;
	buf_reset(&s->row);
	return RC_OK;
}

/* Words parted by spaces. */
static enum rc header(struct sheet *s, const char *names)
{
	char name[40];

	while (*names != '\0') {
		size_t n = strcspn(names, " ");

		(void)snprintf(name, sizeof(name), "%.*s", (int)n, names);
		text(s, name);
		names += n + (names[n] == ' ');
	}
	return end_row(s);
}

static enum rc close_sheet(struct sheet *s, enum rc rc)
{
	buf_release(&s->row);
	if (rc != RC_FULL)
		return rc;
	return api_refuse(s->call, RC_BUSY, "disk", "", "the disk has no room for this file");
}

static void trader_cells(struct sheet *s, const struct trader_row *r)
{
	const struct trader *t = &r->trader;

	text(s, t->phone.e164);
	text(s, t->name);
	text(s, r->market);
	text(s, t->stall);
	text(s, t->language);
	instant(s, t->stopped_at);
	instant(s, t->created_at);
}

static enum rc add_trader(const struct trader_row *r, void *arg)
{
	trader_cells(arg, r);
	return end_row(arg);
}

enum rc api_export_traders(struct api_call *c)
{
	struct sheet s;
	enum rc rc = sheet_open(c, &s, "traders");

	if (rc == RC_OK)
		rc = header(&s, "phone name market stall language stopped_at created_at");
	if (rc == RC_OK)
		rc = trader_each(c->store, 0, add_trader, &s);
	return close_sheet(&s, rc);
}

static void sale_cells(struct sheet *s, const struct sale *sale)
{
	day(s, sale->day);
	text(s, sale_status_name(sale->status));
	number(s, sale->total);
	if (sale->live == SALE_LIVE_UNKNOWN)
		text(s, "");
	else
		number(s, sale->live);
	number(s, sale->approximate);
	number(s, sale->review);
	instant(s, sale->reported_at);
}

static enum rc add_sale(const struct sale_export_row *r, void *arg)
{
	text(arg, r->phone.e164);
	text(arg, r->name);
	text(arg, r->market);
	sale_cells(arg, &r->sale);
	return end_row(arg);
}

enum rc api_export_sales(struct api_call *c)
{
	struct sale_days days = { .trader_id = 0 };
	struct sheet s;
	enum rc rc = api_days(c, &days);

	if (rc != RC_OK)
		return rc;
	rc = sheet_open(c, &s, "sales");
	if (rc == RC_OK)
		rc = header(&s, "phone name market day status total live approximate review "
				"reported_at");
	if (rc == RC_OK)
		rc = sale_export(c->store, &days, add_sale, &s);
	return close_sheet(&s, rc);
}

static enum rc add_place(const struct roster_row *r, void *arg)
{
	text(arg, enrolment_status_name(r->enrolment.status));
	number(arg, r->enrolment.position);
	trader_cells(arg, &r->who);
	return end_row(arg);
}

enum rc api_export_roster(struct api_call *c)
{
	struct sheet s;
	struct wave w;
	enum rc rc = wave_by_id(c->store, api_id(c, "id"), &w);

	if (rc == RC_OK)
		rc = api_own_wave(c, w.id);
	if (rc != RC_OK)
		return rc;
	rc = sheet_open(c, &s, w.name);
	if (rc == RC_OK)
		rc = header(&s, "status position phone name market stall language stopped_at "
				"created_at");
	if (rc == RC_OK)
		rc = wave_roster(c->store, w.id, add_place, &s);
	return close_sheet(&s, rc);
}

/* ---- all that is kept of a person ---- */

struct person {
	struct sheet s;
	int64_t next, trader_id;
};

static enum rc add_fact(struct sheet *s, const char *kind, int64_t at, const char *what)
{
	text(s, kind);
	instant(s, at);
	text(s, what);
	return end_row(s);
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
	return add_fact(&p->s, m->kind == KIND_INBOUND ? "in" : "out", m->at, m->text);
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
	struct sale_days days = { .trader_id = api_id(c, "id"), .from = 0, .to = INT32_MAX };
	struct person p = { .trader_id = days.trader_id };
	struct trader_row row = { .market = "" };
	enum rc rc = trader_by_id(c->store, days.trader_id, &row.trader);

	if (rc != RC_OK)
		return rc;
	rc = sheet_open(c, &p.s, "trader");
	if (rc == RC_OK)
		rc = header(&p.s, "what at value");
	if (rc == RC_OK)
		rc = add_fact(&p.s, "phone", row.trader.created_at, row.trader.phone.e164);
	if (rc == RC_OK)
		rc = add_fact(&p.s, "name", 0, row.trader.name);
	if (rc == RC_OK)
		rc = add_fact(&p.s, "stall", 0, row.trader.stall);
	if (rc == RC_OK)
		rc = consent_each(c->store, p.trader_id, add_consent, &p.s);
	if (rc == RC_OK)
		rc = trader_waves(c->store, p.trader_id, add_wave, &p.s);
	if (rc == RC_OK)
		rc = sale_of_days(c->store, &days, add_report, &p.s);
	if (rc == RC_OK)
		rc = add_messages(c, &p);
	return close_sheet(&p.s, rc);
}
