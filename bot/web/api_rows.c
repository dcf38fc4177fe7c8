/* web/api_rows.c - rows that several answers hold */
#include "web/api_rows.h"

#include <string.h>

#include "base/days.h"
#include "store/trainer.h"

enum { DAYS_USUAL = 90, DAYS_MOST = 800 };

void api_put_phone(const struct api_call *c, json_t *row, const struct phone *phone)
{
	char masked[17];

	if (c->who.role != ROLE_VIEWER || phone->e164[0] != '+') {
		api_put_text(row, "phone", phone->e164);
		return;
	}
	phone_mask(phone, masked);
	api_put_text(row, "phone", masked);
}

json_t *api_trader_row(const struct api_call *c, const struct trader_row *r)
{
	const struct trader *t = &r->trader;
	json_t *row = json_object();

	api_put_id(row, "id", t->id);
	api_put_phone(c, row, &t->phone);
	api_put_text(row, "name", t->name);
	api_put_id(row, "market_id", t->market_id);
	api_put_text(row, "market", r->market);
	api_put_text(row, "stall", t->stall);
	api_put_text(row, "language", t->language);
	api_put_time(row, "stopped_at", t->stopped_at);
	api_put_time(row, "created_at", t->created_at);
	return row;
}

void api_put_end(json_t *row, const char *name, bool interval, int64_t value)
{
	api_put(row, name, interval ? json_integer(value) : json_null());
}

void api_put_median(json_t *row, const struct sale_median *m)
{
	api_put_end(row, "median", m->count > 0, m->median);
	api_put_end(row, "median_low", m->interval, m->low);
	api_put_end(row, "median_high", m->interval, m->high);
	api_put_int(row, "median_days", m->count);
}

json_t *api_sale_row(const struct sale *s)
{
	json_t *row = json_object();

	api_put_day(row, "day", s->day);
	api_put_int(row, "total", s->total);
	api_put(row, "live",
		s->live == SALE_LIVE_UNKNOWN ? json_null() : json_integer(s->live));
	api_put_text(row, "status", sale_status_name(s->status));
	api_put_bool(row, "approximate", s->approximate);
	api_put_bool(row, "clarified", s->clarified);
	api_put_bool(row, "review", s->review);
	api_put_int(row, "version", s->version);
	api_put_text(row, "typed_by",
		s->typed_by[0] == '\0'                   ? "trader"
		: strncmp(s->typed_by, "office", 6) == 0 ? s->typed_by
							 : "helper");
	api_put_time(row, "reported_at", s->reported_at);
	return row;
}

enum rc api_own_wave(struct api_call *c, int64_t wave_id)
{
	int64_t staff_id = 0;
	enum rc rc;

	if (c->who.role != ROLE_TRAINER)
		return RC_OK;
	rc = trainer_of(c->store, wave_id, &staff_id);
	if (rc == RC_OK && staff_id == c->who.staff_id)
		return RC_OK;
	if (rc != RC_OK && rc != RC_ABSENT)
		return rc;
	return api_refuse(c, RC_DENIED, "not-yours", "", "this is not a wave of yours");
}

enum rc api_sees(struct api_call *c, int64_t trader_id, bool *sees)
{
	*sees = true;
	if (c->who.role != ROLE_TRAINER)
		return RC_OK;
	return trainer_knows(c->store, c->who.staff_id, trader_id, sees);
}

enum rc api_own_trader(struct api_call *c, int64_t trader_id)
{
	bool sees;
	enum rc rc = api_sees(c, trader_id, &sees);

	if (rc != RC_OK || sees)
		return rc;
	return api_refuse(c, RC_DENIED, "not-yours", "", "this trader is in no wave of yours");
}

enum rc api_list_begin(struct api_call *c)
{
	c->out = json_pack("{s:[], s:n}", "items", "next");
	return RC_OK;
}

enum rc api_list_row(struct api_call *c, json_t *row)
{
	if (json_array_append_new(json_object_get(c->out, "items"), row) != 0)
		BUG("a row that is no JSON");
	return RC_OK;
}

enum rc api_days(struct api_call *c, struct sale_days *out)
{
	out->to = day_of(c->now);
	if (api_has(c->ask, "to") && day_parse_iso(&out->to, api_text(c->ask, "to")) != RC_OK)
		return RC_INVALID;
	out->from = out->to - DAYS_USUAL + 1;
	if (api_has(c->ask, "from") &&
		day_parse_iso(&out->from, api_text(c->ask, "from")) != RC_OK)
		return RC_INVALID;
	if (out->from > out->to || out->to - out->from >= DAYS_MOST)
		return api_refuse(c, RC_INVALID, "span", "from",
			"from must not be after to, nor %d days before it", (int)DAYS_MOST);
	return RC_OK;
}

enum rc api_assignee(struct api_call *c, int64_t trader_id, int64_t *staff_id)
{
	struct staff who = { .role = ROLE_CLERK };
	bool knows = true;
	enum rc rc = RC_OK;

	*staff_id = api_int(c->in, "staff_id");
	if (*staff_id == 0)
		return RC_OK;
	rc = staff_by_id(c->store, *staff_id, &who);
	if (rc == RC_ABSENT || (rc == RC_OK && who.disabled_at != 0))
		return api_refuse(c, RC_INVALID, "staff", "staff_id",
			"there is no enabled account of that id");
	if (rc == RC_OK && who.role == ROLE_TRAINER)
		rc = trainer_knows(c->store, who.id, trader_id, &knows);
	if (rc != RC_OK)
		return rc;
	if (who.role == ROLE_VIEWER)
		return api_refuse(c, RC_INVALID, "cannot", "staff_id",
			"%s only looks, and could not see to it", who.login);
	if (!knows)
		return api_refuse(c, RC_INVALID, "unknown-to", "staff_id",
			"the trader is in no wave of %s, who could not see to it", who.login);
	return RC_OK;
}
