/* web/api_system.c - today at a glance, gateways, health, complaints to follow up */
#include "base/days.h"
#include "base/median.h"
#include "store/message.h"
#include "store/overview.h"
#include "store/store.h"
#include "store/thread.h"
#include "store/trader_search.h"
#include "store/wave.h"
#include "web/api_handlers.h"
#include "web/api_rows.h"

enum { NEXT_WAVES = 5, ANSWERS_LOOKED_AT = 20, REASONS_MAX = 1024 };

static enum rc put_waves(struct api_call *c)
{
	struct wave_page page = { .now = c->now, .max = NEXT_WAVES };
	struct wave wave[NEXT_WAVES];
	json_t *list = json_array();
	size_t n = 0;
	bool more;
	enum rc rc = wave_open_list(c->store, &page, wave, &n, &more);

	api_put(c->out, "waves", list);
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		json_t *row = json_object();

		api_put_id(row, "id", wave[i].id);
		api_put_text(row, "name", wave[i].name);
		api_put_text(row, "market", wave[i].market);
		api_put_time(row, "starts_at", wave[i].starts_at);
		api_put_int(row, "seats", wave[i].seats);
		api_put_int(row, "taken", wave[i].taken);
		api_put_int(row, "waiting", wave[i].waiting);
		(void)json_array_append_new(list, row);
	}
	return rc;
}

/* How long traders wait for a person. */
static enum rc put_waits(struct api_call *c)
{
	struct question_wait wait[ANSWERS_LOOKED_AT];
	int64_t seconds[ANSWERS_LOOKED_AT];
	size_t n = 0;
	enum rc rc = question_answer_times(c->store, wait, ANSWERS_LOOKED_AT, &n);

	for (size_t i = 0; i < n; i++)
		seconds[i] = wait[i].answered_at - wait[i].asked_at;
	api_put(c->out, "answer_seconds",
		n > 0 ? json_integer(median_of(seconds, n)) : json_null());
	if (rc == RC_OK)
		rc = question_waiting(c->store, wait, 1, &n);
	api_put_time(c->out, "oldest_question_at", rc == RC_OK && n > 0 ? wait[0].asked_at : 0);
	return rc;
}

enum rc api_today(struct api_call *c)
{
	struct outbox_count box = { .queued = 0 };
	struct overview o;
	enum rc rc = overview_read(c->store, c->now, &o);

	if (rc == RC_OK)
		rc = outbox_counts(c->store, &box);
	if (rc != RC_OK)
		return rc;
	c->out = json_object();
	api_put_day(c->out, "day", day_of(c->now));
	api_put_int(c->out, "traders", o.traders);
	api_put_int(c->out, "new_traders", o.new_traders);
	api_put_int(c->out, "questions", o.questions);
	api_put_int(c->out, "reviews", o.reviews);
	api_put_int(c->out, "complaints", o.complaints);
	api_put_int(c->out, "work", o.work);
	api_put_int(c->out, "messages_in", o.in);
	api_put_int(c->out, "messages_out", o.out);
	api_put_int(c->out, "messages_failed", o.failed);
	api_put_int(c->out, "segments", o.segments);
	api_put_int(c->out, "cost", o.segments * c->site->config->office.price_per_segment);
	api_put_int(c->out, "queued", box.queued);
	api_put_time(c->out, "oldest_queued_at", box.queued > 0 ? box.oldest_queued_at : 0);
	rc = put_waits(c);
	return rc == RC_OK ? put_waves(c) : rc;
}

static json_t *gateway_row(const struct api_call *c, size_t i)
{
	const struct gateway_config *g = &c->site->config->gateway[i];
	struct gateway_health h = { .resting = false };
	json_t *row = json_object();

	if (c->site->outbound != NULL)
		outbound_health(c->site->outbound, i, &h);
	api_put_text(row, "name", g->name);
	api_put_text(row, "type", g->type);
	api_put_bool(row, "resting", h.resting);
	api_put_int(row, "sent", h.sent);
	api_put_int(row, "failed", h.failed);
	api_put_int(row, "retried", h.retried);
	api_put_int(row, "unknown", h.unknown);
	api_put_time(row, "last_success", h.last_success);
	api_put_text(row, "last_error", h.last_error[0] != '\0' ? h.last_error : NULL);
	api_put_int(row, "rate_per_second", g->rate_per_second);
	return row;
}

enum rc api_gateways(struct api_call *c)
{
	enum rc rc = api_list_begin(c);

	for (size_t i = 0; rc == RC_OK && i < c->site->config->gateways; i++)
		rc = api_list_row(c, gateway_row(c, i));
	return rc;
}

enum rc api_health(struct api_call *c)
{
	struct outbox_count box = { .queued = 0 };
	struct buf reasons;
	int64_t migration = 0;
	enum rc rc = outbox_counts(c->store, &box);

	if (rc == RC_OK)
		rc = overview_schema(c->store, &migration);
	if (rc != RC_OK)
		return rc;
	buf_init(&reasons, REASONS_MAX);
	if (c->site->readiness != NULL)
		c->site->readiness(c->site->arg, &reasons);
	c->out = json_object();
	api_put_bool(c->out, "ready", reasons.len == 0);
	api_put_text(c->out, "reasons", reasons.data != NULL ? reasons.data : "");
	api_put_text(c->out, "version", LAPAK_VERSION);
	api_put_int(c->out, "migration", migration);
	api_put_int(c->out, "queued", box.queued);
	api_put_int(c->out, "sending", box.sending);
	api_put_time(c->out, "oldest_queued_at", box.queued > 0 ? box.oldest_queued_at : 0);
	api_put_int(c->out, "disk_free", store_disk_free(c->store));
	buf_release(&reasons);
	return RC_OK;
}

static enum rc add_complaint(const struct complaint *p, void *arg)
{
	struct api_call *c = arg;
	json_t *row;
	bool sees;
	enum rc rc = api_sees(c, p->who.trader.id, &sees);

	if (rc != RC_OK)
		return rc;
	if (!sees) {
		api_page_skip(c, p->id);
		return RC_OK;
	}
	row = json_object();
	api_put_id(row, "id", p->id);
	api_put_day(row, "day", p->day);
	api_put_time(row, "at", p->at);
	api_put(row, "trader", api_trader_row(c, &p->who));
	return api_page_row(c, row, p->id);
}

enum rc api_complaints(struct api_call *c)
{
	int64_t after, limit;
	enum rc rc = api_page_begin(c, &after, &limit);

	if (rc == RC_OK)
		do
			rc = complaint_each(c->store, after, limit, add_complaint, c);
		while (rc == RC_OK && api_page_goes_on(c, &after));
	return rc == RC_OK ? api_page_end(c) : rc;
}

enum rc api_complaint_done(struct api_call *c)
{
	api_subject(c, "complaint", api_id(c, "id"));
	return complaint_done(c->store, api_id(c, "id"), c->now);
}
