/*
 * tests/fuzz/fuzz_turn.c - bytes of a webhook through adapter, dialogue and store, against a real database
 *
 * An input is: one letter for the gateway ('a' the first), one for the endpoint, the query, a newline, the content type, a newline,
 * the body. A gateway's secret is put into what it verifies by a plain key; what is signed is parsed as if the signature
 * held. Everything happens in one transaction that is undone, so an input is the same tomorrow; a second letter
 * 'U' .. 'Z' says the events twice, which must change nothing the second time.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "gateway/gateway.h"
#include "relay/inbound.h"
#include "store/store.h"
#include "text/gsm7.h"
#include "wording/wording.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { TEXT_MAX = 4096, REPLY_SEGMENTS = 2 };

static const char *const types[] = { "simulator", "kannel", "africastalking", "smsgate",
	"twilio", "vonage", "infobip", "8x8", "gammu", "external" };
enum { TYPES = sizeof(types) / sizeof(types[0]) };
static const char *const endpoints[] = { "inbound", "report", "ussd", "outbox" };

struct turn_world {
	struct store *store;
	struct wording *wording;
	struct dialog dialog;
	struct config config;
	struct inbound inbound;
	struct gateway_event events[GATEWAY_EVENTS_MAX];
};

static void add_gateways(struct config *c)
{
	for (size_t i = 0; i < TYPES; i++) {
		struct gateway_config *g = &c->gateway[c->gateways];

		if (gateway_find(types[i]) == NULL)
			continue;
		c->gateways++;
		(void)snprintf(g->name, sizeof(g->name), "%s", types[i]);
		(void)snprintf(g->type, sizeof(g->type), "%s", types[i]);
		(void)snprintf(g->secret[0], sizeof(g->secret[0]), "k");
		(void)snprintf(g->sender, sizeof(g->sender), "2323");
		(void)snprintf(g->allowed_prefixes, sizeof(g->allowed_prefixes), "+628");
		(void)snprintf(g->send_url, sizeof(g->send_url), "http://127.0.0.1:1/");
		(void)snprintf(g->field_session, sizeof(g->field_session), "sessionId");
		(void)snprintf(g->field_phone, sizeof(g->field_phone), "phoneNumber");
		(void)snprintf(g->field_text, sizeof(g->field_text), "text");
		(void)snprintf(g->field_service, sizeof(g->field_service), "serviceCode");
	}
}

static struct turn_world *world(void)
{
	static struct turn_world
		w; /* made once: libFuzzer calls the same function for every input */
	struct err err = { .msg = "" };
	struct buf report;

	if (w.store != NULL)
		return &w;
	buf_init(&report, 65536);
	if (store_open(&w.store, "sqlite::memory:", STORE_WRITE, &err) != RC_OK ||
		store_migrate(w.store, "migrations", 1, &report, &err) != RC_OK)
		BUG("%s", err.msg);
	if (wording_load(&w.wording, "templates/messages", &report) != RC_OK)
		BUG("%s", report.data);
	buf_release(&report);
	add_gateways(&w.config);
	w.dialog = (struct dialog){ .store = w.store,
		.wording = w.wording,
		.office = "Dinkopdag",
		.short_code = "2323",
		.language = "id",
		.ask_above = 100000000 };
	w.inbound = (struct inbound){ w.store, &w.dialog, &w.config };
	return &w;
}

/* Up to the next newline; the rest stays in *data. */
static size_t take_line(const uint8_t **data, size_t *n, char out[static TEXT_MAX])
{
	const uint8_t *end = *n > 0 ? memchr(*data, '\n', *n) : NULL;
	size_t length = end != NULL ? (size_t)(end - *data) : *n, kept;

	kept = length < TEXT_MAX - 1 ? length : TEXT_MAX - 1;
	if (kept > 0)
		memcpy(out, *data, kept);
	out[kept] = '\0';
	length += end != NULL;
	*data += length;
	*n -= length;
	return strlen(out);
}

static void check_replies(const struct inbound_result *r, const struct gateway_event *e)
{
	bool gsm7 = true;

	if (r->replies < 0 || r->replies > 2)
		BUG("%d replies", r->replies);
	for (int i = 0; i < r->replies; i++)
		if (e->kind == EVENT_SMS &&
			sms_segments(r->reply[i].data, r->reply[i].len, &gsm7) > REPLY_SEGMENTS)
			BUG("a reply of more than two segments");
}

static void apply(
	struct turn_world *w, const struct gateway_config *g, size_t events, bool again)
{
	for (size_t i = 0; i < events; i++) {
		struct inbound_result r;
		enum rc rc;

		inbound_result_init(&r);
		rc = inbound_apply(&w->inbound, g, &w->events[i], 1764000000, &r);
		if (rc == RC_BROKEN || rc == RC_FULL || rc == RC_BUSY)
			BUG("the store failed: %s", rc_name(rc));
		check_replies(&r, &w->events[i]);
		if (again && w->events[i].kind == EVENT_SMS && w->events[i].id[0] != '\0' &&
			!r.repeated && rc == RC_OK)
			BUG("a repeat took effect");
		inbound_result_release(&r);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static char query[TEXT_MAX], type[TEXT_MAX];
	struct turn_world *w = world();
	const struct gateway_config *g;
	struct form fields;
	size_t events = 0;
	bool again;

	if (n < 2)
		return 0;
	g = config_gateway(&w->config, types[(uint8_t)(data[0] - 'a') % TYPES]);
	if (g == NULL)
		return 0;
	again = data[1] >= 'U' && data[1] <= 'Z';
	struct gateway_request request = { .endpoint = endpoints[data[1] % 4],
		.path = "/gateway/fuzz/inbound",
		.raw_query = query,
		.public_url = "https://lapak.example",
		.query = &fields,
		.content_type = type,
		.authorization = "",
		.now = 1764000000 };
	data += 2;
	n -= 2;
	(void)take_line(&data, &n, query);
	(void)take_line(&data, &n, type);
	request.body = (const char *)data;
	request.length = n;
	request.method = n > 0 ? "POST" : "GET";
	if (form_parse(&fields, query, strlen(query), true) == RC_OK) {
		const struct gateway *adapter = gateway_find(g->type);

		if (adapter->verify(g, &request) == RC_BROKEN)
			BUG("verify breaks");
		if (adapter->parse(g, &request, w->events, &events) == RC_OK) {
			if (events > GATEWAY_EVENTS_MAX)
				BUG("%zu events", events);
			if (store_begin(w->store) != RC_OK)
				BUG("no transaction");
			apply(w, g, events, false);
			if (again)
				apply(w, g, events, true);
			store_rollback(w->store);
		}
	}
	form_release(&fields);
	return 0;
}
