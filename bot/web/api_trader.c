/* web/api_trader.c - traders: search, card, conversation, what the office changes */
#include <string.h>

#include "base/days.h"
#include "store/conversation.h"
#include "store/goods.h"
#include "store/market.h"
#include "store/message.h"
#include "store/trader_search.h"
#include "web/api_handlers.h"
#include "web/api_rows.h"

static enum rc add_trader(const struct trader_row *row, void *arg)
{
	struct api_call *c = arg;

	return api_page_row(c, api_trader_row(c, row), row->trader.id);
}

enum rc api_traders(struct api_call *c)
{
	struct trader_search q = { .text = api_text(c->ask, "text"),
		.market_id = api_int(c->ask, "market_id"),
		.language = api_text(c->ask, "language"),
		.stopped = api_has(c->ask, "stopped") ? api_true(c->ask, "stopped") : -1 };
	enum rc rc = api_page_begin(c, &q.before, &q.limit);

	if (rc == RC_OK)
		rc = trader_search(c->store, &q, add_trader, c);
	return rc == RC_OK ? api_page_end(c) : rc;
}

static enum rc find(struct api_call *c, struct trader_row *row)
{
	struct market m;
	enum rc rc = trader_by_id(c->store, api_id(c, "id"), &row->trader);

	api_subject(c, "trader", api_id(c, "id"));
	row->market[0] = '\0';
	if (rc != RC_OK || row->trader.market_id == 0)
		return rc;
	rc = market_by_id(c->store, row->trader.market_id, &m);
	if (rc == RC_OK)
		memcpy(row->market, m.name, sizeof(row->market));
	return rc;
}

static enum rc add_consent(const struct consent *consent, void *arg)
{
	json_t *row = json_object();

	api_put_text(row, "version", consent->version);
	api_put_text(row, "language", consent->language);
	api_put_text(row, "source", consent->source);
	api_put_time(row, "at", consent->at);
	return json_array_append_new(arg, row) == 0 ? RC_OK : RC_BROKEN;
}

static enum rc add_wave(const struct trader_wave *w, void *arg)
{
	json_t *row = json_object();

	api_put_id(row, "wave_id", w->wave_id);
	api_put_text(row, "name", w->name);
	api_put_text(row, "status", w->status);
	api_put_time(row, "starts_at", w->starts_at);
	api_put_int(row, "attended", w->attended);
	api_put_int(row, "sittings", w->sittings);
	return json_array_append_new(arg, row) == 0 ? RC_OK : RC_BROKEN;
}

static enum rc put_lists(struct api_call *c, int64_t id)
{
	json_t *consents = json_array(), *waves = json_array();
	enum rc rc;

	api_put(c->out, "consents", consents);
	api_put(c->out, "waves", waves);
	rc = consent_each(c->store, id, add_consent, consents);
	return rc == RC_OK ? trader_waves(c->store, id, add_wave, waves) : rc;
}

static void put_conversation(struct api_call *c, const struct conversation *v)
{
	api_put_text(c->out, "dialog_state", v->state);
	api_put_time(c->out, "last_in_at", v->last_in_at);
	api_put_time(c->out, "silent_until", v->silent_until > c->now ? v->silent_until : 0);
	api_put_int(c->out, "paid_messages", v->paid_messages);
}

enum rc api_trader_card(struct api_call *c)
{
	struct conversation v = { .trader_id = 0 };
	struct sale_span span = { .to = day_of(c->now), .except = INT32_MAX };
	struct sale_median median = { .count = 0 };
	char goods[GOODS_LIST] = "";
	struct trader_row row;
	enum rc rc = find(c, &row);

	span.from = span.to - 90;
	if (rc != RC_OK)
		return rc;
	rc = conversation_get(c->store, row.trader.id, &v);
	if (rc == RC_OK || rc == RC_ABSENT)
		rc = sale_median(c->store, row.trader.id, &span, &median);
	if (rc == RC_OK)
		rc = goods_of(c->store, row.trader.id, goods);
	if (rc != RC_OK)
		return rc;
	c->out = json_object();
	api_put(c->out, "trader", api_trader_row(c, &row));
	api_put_text(c->out, "goods", goods);
	put_conversation(c, &v);
	api_put_median(c->out, &median);
	return put_lists(c, row.trader.id);
}

/* ---- the conversation: a chain from its newest message ---- */

struct link {
	struct api_call *call;
	int64_t trader_id, previous_id;
	bool foreign;
};

static enum rc add_message(const struct message *m, void *arg)
{
	struct link *l = arg;
	json_t *row;

	l->foreign = m->trader_id != l->trader_id;
	if (l->foreign)
		return RC_OK;
	l->previous_id = m->previous_id;
	row = json_object();
	api_put_id(row, "id", m->id);
	api_put_text(row, "direction", m->kind == KIND_INBOUND ? "in" : "out");
	api_put_text(row, "channel", m->channel == CHANNEL_USSD ? "ussd" : "sms");
	api_put_text(row, "kind", message_kind_name(m->kind));
	api_put_text(row, "state", message_state_name(m->state));
	api_put_text(row, "text", m->text);
	api_put_time(row, "at", m->at);
	api_put_time(row, "due_at", m->due_at);
	api_put_int(row, "segments", m->segments);
	api_put_text(row, "gateway", m->gateway);
	api_put_text(row, "error", m->error != NULL && m->error[0] != '\0' ? m->error : NULL);
	return api_list_row(l->call, row);
}

static enum rc walk(struct api_call *c, struct link *l, int64_t id, int64_t limit)
{
	enum rc rc = RC_OK;

	while (id != 0 && limit > 0 && rc == RC_OK && !l->foreign) {
		rc = message_get(c->store, id, add_message, l);
		id = l->previous_id;
		limit--;
	}
	if (rc != RC_OK && rc != RC_ABSENT)
		return rc;
	api_put_id(c->out, "next", rc == RC_OK && !l->foreign ? id : 0);
	return RC_OK;
}

enum rc api_trader_messages(struct api_call *c)
{
	struct link l = { .call = c, .trader_id = api_id(c, "id") };
	struct conversation v = { .last_message_id = 0 };
	struct trader t;
	int64_t after, limit;
	enum rc rc = trader_by_id(c->store, l.trader_id, &t);

	if (rc == RC_OK)
		rc = api_own_trader(c, t.id);
	if (rc == RC_OK)
		rc = api_page_begin(c, &after, &limit);
	if (rc != RC_OK)
		return rc;
	if (after == 0)
		rc = conversation_get(c->store, l.trader_id, &v);
	if (rc != RC_OK && rc != RC_ABSENT)
		return rc;
	return walk(c, &l, after != 0 ? after : v.last_message_id, limit - 1);
}

/* ---- what the office changes ---- */

static enum rc check_market(struct api_call *c, int64_t market_id)
{
	struct market m;
	enum rc rc = market_id != 0 ? market_by_id(c->store, market_id, &m) : RC_OK;

	if (rc == RC_ABSENT)
		return api_refuse(
			c, RC_INVALID, "market", "market_id", "there is no such market");
	return rc;
}

static enum rc change_goods(struct api_call *c, int64_t trader_id)
{
	char goods[GOODS_LIST];

	if (json_object_get(c->in, "goods") == NULL)
		return RC_OK;
	if (!goods_read(goods, api_text(c->in, "goods")))
		return api_refuse(c, RC_INVALID, "goods", "goods",
			"at most %d words of letters and digits, parted by commas",
			(int)GOODS_MOST);
	return goods_set(c->store, trader_id, goods);
}

enum rc api_trader_change(struct api_call *c)
{
	struct trader_row row;
	struct trader *t = &row.trader;
	enum rc rc = find(c, &row);

	if (rc == RC_OK)
		rc = check_market(c, api_int(c->in, "market_id"));
	if (rc != RC_OK)
		return rc;
	(void)snprintf(t->name, sizeof(t->name), "%s", api_text(c->in, "name"));
	(void)snprintf(t->stall, sizeof(t->stall), "%s", api_text(c->in, "stall"));
	(void)snprintf(t->language, sizeof(t->language), "%s", api_text(c->in, "language"));
	t->market_id = api_int(c->in, "market_id");
	rc = change_goods(c, t->id);
	return rc == RC_OK ? trader_update(c->store, t) : rc;
}

/* A trader who said so at the counter. Only the trader begins again, by MULAI. */
enum rc api_trader_stop(struct api_call *c)
{
	struct trader_row row;
	enum rc rc = find(c, &row);

	if (rc != RC_OK)
		return rc;
	if (row.trader.stopped_at != 0)
		return api_refuse(c, RC_CONFLICT, "stopped", "", "has stopped already");
	row.trader.stopped_at = c->now;
	return trader_update(c->store, &row.trader);
}

enum rc api_trader_erase(struct api_call *c)
{
	struct trader_row row;
	enum rc rc = find(c, &row);

	if (rc != RC_OK)
		return rc;
	if (strcmp(api_text(c->in, "phone"), row.trader.phone.e164) != 0)
		return api_refuse(c, RC_INVALID, "phone", "phone",
			"this removes a person for ever: send the number to say so");
	return trader_erase(c->store, &row.trader, c->now);
}

/* ---- markets ---- */

enum rc api_markets(struct api_call *c)
{
	struct market all[MARKETS_MAX];
	size_t n = 0;
	enum rc rc = market_list(c->store, all, MARKETS_MAX, &n);

	if (rc == RC_OK)
		rc = api_list_begin(c);
	for (size_t i = 0; i < n && rc == RC_OK; i++) {
		json_t *row = json_object();

		api_put_id(row, "id", all[i].id);
		api_put_text(row, "name", all[i].name);
		rc = api_list_row(c, row);
	}
	return rc;
}

enum rc api_market_new(struct api_call *c)
{
	int64_t id = 0;
	enum rc rc = market_add(c->store, api_text(c->in, "name"), c->now, &id);

	if (rc == RC_CONFLICT)
		return api_refuse(c, rc, "name", "name", "there is a market of that name");
	api_subject(c, "market", id);
	if (rc == RC_OK) {
		c->out = json_object();
		api_put_id(c->out, "id", id);
	}
	return rc;
}
