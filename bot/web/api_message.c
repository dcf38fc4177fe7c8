/* web/api_message.c - messages that go out of themselves: what was lost, and tips */
#include "office/resend.h"
#include "store/tip.h"
#include "web/api_handlers.h"
#include "web/api_rows.h"

enum rc api_message_resend(struct api_call *c)
{
	struct work w = { .store = c->store, .config = c->site->config, .now = c->now };
	struct push_result r;
	enum rc rc = message_resend(&w, api_id(c, "id"), &r);

	api_subject(c, "message", api_id(c, "id"));
	if (rc == RC_CONFLICT)
		return api_refuse(c, rc, "state", "",
			"it was not lost on its way, or its text or trader is gone");
	if (rc != RC_OK)
		return rc;
	if (r.outcome != PUSH_QUEUED)
		return api_refuse(c, RC_CONFLICT, r.reason, "",
			r.outcome == PUSH_NEVER ? "this trader may not be written to: %s"
						: "not now: %s",
			r.reason);
	c->out = json_object();
	api_put_id(c->out, "id", r.message_id);
	return RC_OK;
}

static enum rc add_waiting(const struct message *m, void *arg)
{
	struct api_call *c = arg;
	struct phone phone = { .e164 = "" };
	json_t *row = json_object();

	(void)snprintf(phone.e164, sizeof(phone.e164), "%s", m->phone);
	api_put_id(row, "id", m->id);
	api_put_id(row, "trader_id", m->trader_id);
	api_put_phone(c, row, &phone);
	api_put_text(row, "kind", message_kind_name(m->kind));
	api_put_text(row, "state", message_state_name(m->state));
	api_put_text(row, "text", m->text);
	api_put_text(row, "gateway", m->gateway);
	api_put_text(row, "error", m->error != NULL && m->error[0] != '\0' ? m->error : NULL);
	api_put_int(row, "tries", m->tries);
	api_put_time(row, "at", m->at);
	api_put_time(row, "due_at", m->due_at);
	api_put_time(row, "expires_at", m->expires_at);
	return api_page_row(c, row, m->id);
}

enum rc api_outbox(struct api_call *c)
{
	struct outbox_look ask = { .state = message_state_of(api_text(c->ask, "state")) };
	enum rc rc = api_page_begin(c, &ask.before, &ask.limit);

	if (rc == RC_OK)
		rc = outbox_each(c->store, &ask, add_waiting, c);
	return rc == RC_OK ? api_page_end(c) : rc;
}

static enum rc add_tip(const struct tip *t, int64_t seen, void *arg)
{
	json_t *row = json_object();

	api_put_text(row, "code", t->code);
	api_put_text(row, "language", t->language);
	api_put_text(row, "series", t->series);
	api_put_text(row, "title", t->title);
	api_put_text(row, "text", t->text);
	api_put_text(row, "goods", t->goods);
	api_put_int(row, "seen", seen);
	return api_list_row(arg, row);
}

enum rc api_tips(struct api_call *c)
{
	enum rc rc = api_list_begin(c);

	return rc == RC_OK ? tip_each_seen(c->store, add_tip, c) : rc;
}
