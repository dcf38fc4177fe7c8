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
