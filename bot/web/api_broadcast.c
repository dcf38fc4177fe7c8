/* web/api_broadcast.c - one text to many: lists, decisions, progress */
#include "web/api_broadcast.h"

#include <string.h>

#include "web/api_handlers.h"
#include "web/api_rows.h"

/* ---- lists ---- */

json_t *api_broadcast_row(const struct broadcast *b)
{
	json_t *row = json_object();

	api_put_id(row, "id", b->id);
	api_put_text(row, "state", broadcast_state_name(b->state));
	api_put_text(row, "made_by", b->made_by);
	api_put_text(row, "approved_by", b->approved_by[0] != '\0' ? b->approved_by : NULL);
	api_put_time(row, "created_at", b->created_at);
	api_put_time(row, "approved_at", b->approved_at);
	api_put_time(row, "starts_at", b->starts_at);
	api_put_int(row, "recipients", b->recipients);
	api_put_int(row, "sent", b->sent);
	api_put_int(row, "delivered", b->delivered);
	api_put_int(row, "unknown", b->unknown);
	api_put_int(row, "failed", b->failed);
	api_put_int(row, "left", broadcast_left(b));
	api_put_int(row, "segments", broadcast_segments(b));
	api_put_int(row, "cost", broadcast_cost(b));
	api_put_int(row, "tests", b->tests);
	api_put_bool(row, "retry_open",
		b->state == BROADCAST_SCHEDULED && b->retry_until > b->retry_after);
	return row;
}

static enum rc add_broadcast(const struct broadcast *b, void *arg)
{
	return api_page_row(arg, api_broadcast_row(b), b->id);
}

enum rc api_broadcasts(struct api_call *c)
{
	struct broadcast_ask ask = { .before = 0 };
	enum rc rc = api_page_begin(c, &ask.before, &ask.limit);

	if (rc == RC_OK)
		rc = broadcast_each(c->store, &ask, add_broadcast, c);
	return rc == RC_OK ? api_page_end(c) : rc;
}

enum rc api_broadcast_one(struct api_call *c)
{
	struct broadcast_texts texts;
	json_t *list = json_array();
	struct buf audience;
	struct broadcast b;
	enum rc rc = broadcast_get(c->store, api_id(c, "id"), &b);

	if (rc == RC_OK)
		rc = broadcast_texts(c->store, b.id, &texts);
	if (rc != RC_OK) {
		json_decref(list);
		return rc;
	}
	for (size_t i = 0; i < texts.n; i++)
		(void)json_array_append_new(
			list, json_pack("{s:s, s:s}", "language", texts.of[i].language, "text",
				      texts.of[i].text));
	buf_init(&audience, AUDIENCE_TEXT_MAX);
	audience_write(&b.audience, &audience);
	c->out = api_broadcast_row(&b);
	api_put_text(c->out, "audience", audience.data != NULL ? audience.data : "");
	api_put(c->out, "texts", list);
	buf_release(&audience);
	return RC_OK;
}

static enum rc add_reason(const struct broadcast_reason *r, void *arg)
{
	json_t *row = json_object();

	api_put_text(row, "state", r->state);
	api_put_text(row, "reason", r->reason);
	api_put_int(row, "people", r->people);
	return api_list_row(arg, row);
}

enum rc api_broadcast_reasons(struct api_call *c)
{
	struct broadcast b;
	enum rc rc = broadcast_get(c->store, api_id(c, "id"), &b);

	if (rc == RC_OK)
		rc = api_list_begin(c);
	return rc == RC_OK ? broadcast_reasons(c->store, b.id, add_reason, c) : rc;
}

/* ---- decisions ---- */

enum rc api_broadcast_refused(struct api_call *c, enum rc rc, const struct err *err)
{
	const char *code = rc == RC_DENIED    ? "second-person"
			   : rc == RC_INVALID ? "blocked"
					      : "state";

	if (err->msg[0] == '\0')
		return rc;
	return api_refuse(c, rc, code, "", "%s", err->msg);
}

enum rc api_broadcast_again(struct api_call *c, struct draft *d)
{
	enum rc rc = broadcast_get(c->store, api_id(c, "id"), &d->b);

	api_subject(c, "broadcast", api_id(c, "id"));
	return rc;
}

enum rc api_broadcast_find(struct api_call *c)
{
	struct draft *d = draft_new(c);
	enum rc rc = d != NULL ? api_broadcast_again(c, d) : RC_BUSY;

	return rc == RC_OK ? broadcast_texts(c->store, d->b.id, &d->texts) : rc;
}

/* Begins two minutes later at the soonest, so that it can be taken back. */
enum rc api_broadcast_approve(struct api_call *c)
{
	struct broadcast_facts f = facts_of(c);
	struct draft *d = c->state;
	struct err err = { .msg = "" };
	enum rc rc = api_broadcast_again(c, d);

	if (rc != RC_OK)
		return rc;
	if (d->b.starts_at < c->now + API_UNDO_SECONDS)
		d->b.starts_at = c->now + API_UNDO_SECONDS;
	rc = broadcast_approve(&f, &d->b, c->who.login, &d->plan, &err);
	if (rc != RC_OK)
		return api_broadcast_refused(c, rc, &err);
	json_decref(c->out);
	c->out = api_broadcast_row(&d->b);
	return RC_OK;
}

typedef enum rc decide_fn(
	const struct broadcast_facts *f, struct broadcast *b, struct err *err);

static enum rc decide(struct api_call *c, decide_fn *fn)
{
	struct broadcast_facts f = facts_of(c);
	struct draft *d = draft_new(c);
	struct err err = { .msg = "" };
	enum rc rc = d != NULL ? api_broadcast_again(c, d) : RC_BUSY;

	if (rc == RC_OK)
		rc = fn(&f, &d->b, &err);
	if (rc != RC_OK)
		rc = api_broadcast_refused(c, rc, &err);
	if (rc == RC_OK)
		c->out = api_broadcast_row(&d->b);
	return rc;
}

enum rc api_broadcast_pause(struct api_call *c)
{
	return decide(c, broadcast_pause);
}

enum rc api_broadcast_resume(struct api_call *c)
{
	return decide(c, broadcast_resume);
}

enum rc api_broadcast_cancel(struct api_call *c)
{
	return decide(c, broadcast_cancel);
}
