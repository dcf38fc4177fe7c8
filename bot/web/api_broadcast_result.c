/* web/api_broadcast_result.c - a broadcast tried on one phone, its results person by person, and once more for the lost */
#include <string.h>

#include "store/staff.h"
#include "web/api_broadcast.h"
#include "web/api_handlers.h"
#include "web/api_rows.h"
#include "web/api_sheet.h"

/* ---- on one phone first ---- */

/* The number that was typed, else the caller's own. */
static enum rc phone_of(struct api_call *c, struct phone *out)
{
	const char *text = api_text(c->in, "phone");
	struct staff me;
	enum rc rc;

	if (*text != '\0')
		return phone_parse(out, text, strlen(text)) == RC_OK
			       ? RC_OK
			       : api_refuse(c, RC_INVALID, "phone", "phone",
					 "not an Indonesian mobile number");
	rc = staff_by_id(c->store, c->who.staff_id, &me);
	if (rc != RC_OK)
		return rc;
	*out = me.phone;
	return out->e164[0] != '\0' ? RC_OK
				    : api_refuse(c, RC_INVALID, "own-phone", "phone",
					      "your account has no number: give one");
}

enum rc api_broadcast_test(struct api_call *c)
{
	struct broadcast_facts f = facts_of(c);
	struct draft *d = draft_new(c);
	struct err err = { .msg = "" };
	struct phone to;
	enum rc rc = d != NULL ? api_broadcast_again(c, d) : RC_BUSY;

	if (rc == RC_OK)
		rc = phone_of(c, &to);
	if (rc != RC_OK)
		return rc;
	rc = broadcast_try(&f, &d->b, &to, &err);
	if (rc == RC_DENIED || rc == RC_INVALID || rc == RC_FULL)
		return api_refuse(c, rc,
			rc == RC_DENIED    ? "stopped"
			: rc == RC_INVALID ? "phone"
					   : "tests",
			"phone", "%s", err.msg);
	if (rc != RC_OK)
		return api_broadcast_refused(c, rc, &err);
	phone_mask(&to, c->detail);
	c->out = api_broadcast_row(&d->b);
	return RC_OK;
}

/* ---- person by person ---- */

static enum rc add_result(const struct broadcast_result *r, void *arg)
{
	struct api_call *c = arg;
	struct phone phone;
	json_t *row = json_object();

	(void)snprintf(phone.e164, sizeof(phone.e164), "%s", r->phone);
	api_put_id(row, "trader_id", r->phone[0] != '\0' ? r->trader_id : 0);
	api_put_phone(c, row, &phone);
	api_put_text(row, "name", r->name);
	api_put_text(row, "state", r->state);
	api_put_text(row, "reason", r->reason);
	api_put_time(row, "at", r->at);
	return api_page_row(c, row, r->trader_id);
}

static struct broadcast_result_ask asked(const struct api_call *c)
{
	return (struct broadcast_result_ask){ .id = api_id(c, "id"),
		.state = api_has(c->ask, "state") ? api_text(c->ask, "state") : NULL };
}

enum rc api_broadcast_results(struct api_call *c)
{
	struct broadcast_result_ask ask = asked(c);
	struct broadcast b;
	enum rc rc = broadcast_get(c->store, ask.id, &b);

	if (rc == RC_OK)
		rc = api_page_begin(c, &ask.after, &ask.limit);
	if (rc == RC_OK)
		rc = broadcast_results(c->store, &ask, add_result, c);
	return rc == RC_OK ? api_page_end(c) : rc;
}

static enum rc add_cells(const struct broadcast_result *r, void *arg)
{
	sheet_text(arg, r->phone);
	sheet_text(arg, r->name);
	sheet_text(arg, r->state);
	sheet_text(arg, r->reason);
	api_sheet_instant(arg, r->at);
	return sheet_goes_on(arg);
}

enum rc api_export_results(struct api_call *c)
{
	static const char *const headings[] = { "phone", "name", "state", "reason", "at",
		NULL };
	struct broadcast_result_ask ask = asked(c);
	struct api_sheet t;
	struct broadcast b;
	char name[40];
	enum rc rc = broadcast_get(c->store, ask.id, &b);

	(void)snprintf(name, sizeof(name), "broadcast-%lld", (long long)ask.id);
	if (rc == RC_OK)
		rc = api_sheet_open(c, &t, name, headings);
	if (rc != RC_OK)
		return rc;
	return api_sheet_close(&t, c, broadcast_results(c->store, &ask, add_cells, t.sheet));
}

/* ---- once more ---- */

/* On the worker: looks at every recipient. */
enum rc api_broadcast_lost(struct api_call *c)
{
	struct draft *d = c->state;

	return broadcast_lost(c->store, d->b.id, &d->lost);
}

static enum rc retry_refused(struct api_call *c, enum rc rc, const struct err *err)
{
	const char *code = rc == RC_ABSENT    ? "nobody-lost"
			   : rc == RC_INVALID ? "too-old"
			   : rc == RC_FULL    ? "over-cap"
					      : "state";

	if (err->msg[0] == '\0')
		return rc;
	return api_refuse(c, rc == RC_ABSENT ? RC_CONFLICT : rc, code, "", "%s", err->msg);
}

enum rc api_broadcast_retry(struct api_call *c)
{
	struct broadcast_facts f = facts_of(c);
	struct draft *d = c->state;
	struct err err = { .msg = "" };
	enum rc rc = api_broadcast_again(c, d);

	if (rc != RC_OK)
		return rc;
	d->b.starts_at = c->now + API_UNDO_SECONDS;
	rc = broadcast_retry(&f, &d->b, d->lost, &err);
	if (rc != RC_OK)
		return retry_refused(c, rc, &err);
	(void)snprintf(c->detail, sizeof(c->detail), "%lld people", (long long)d->lost);
	c->out = api_broadcast_row(&d->b);
	return RC_OK;
}

enum rc api_broadcast_retry_undo(struct api_call *c)
{
	struct broadcast_facts f = facts_of(c);
	struct draft *d = draft_new(c);
	struct err err = { .msg = "" };
	enum rc rc = d != NULL ? api_broadcast_again(c, d) : RC_BUSY;

	if (rc == RC_OK)
		rc = broadcast_retry_undo(&f, &d->b, &err);
	if (rc != RC_OK)
		return api_broadcast_refused(c, rc, &err);
	c->out = api_broadcast_row(&d->b);
	return RC_OK;
}
