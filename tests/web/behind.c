/* tests/web/behind.c - what stands behind web/ in these tests: two gateways, and an inbound that echoes */
#include "gateway/gateway.h"
#include "relay/inbound.h"
#include "world.h"

#include "t.h"

static const char *field(const struct gateway_request *r, const char *name)
{
	const struct form_field *f = form_get(r->query, name);

	return f != NULL ? f->value : "";
}

static enum rc verify(const struct gateway_config *c, const struct gateway_request *r)
{
	const char *key = r->header(r->header_arg, "X-Key");

	if (key != NULL && strcmp(key, c->secret[0]) == 0)
		return RC_OK;
	if (c->secret[0][0] == '\0' || strcmp(field(r, "key"), c->secret[0]) == 0)
		return RC_OK;
	return RC_DENIED;
}

static enum rc event_fill(struct gateway_event *e, const char *id, const char *text)
{
	if (strcmp(text, "BAD") == 0)
		return RC_INVALID;
	*e = (struct gateway_event){ .kind = EVENT_SMS };
	(void)snprintf(e->id, sizeof(e->id), "%s", id);
	(void)snprintf(e->text, sizeof(e->text), "%s", text);
	return RC_OK;
}

/* GET: ?id=&text=; POST: a line "ID TEXT" an event. */
static enum rc parse(const struct gateway_config *c, const struct gateway_request *r,
	struct gateway_event *events, size_t *n)
{
	const char *at = r->body;

	(void)c;
	*n = 0;
	if (strcmp(r->method, "POST") != 0) {
		*n = 1;
		return event_fill(&events[0], field(r, "id"), field(r, "text"));
	}
	while (*at != '\0' && *n < GATEWAY_EVENTS_MAX) {
		char id[96], text[64];

		if (sscanf(at, "%95s %63s", id, text) != 2 ||
			event_fill(&events[(*n)++], id, text) != RC_OK)
			return RC_INVALID;
		at += strcspn(at, "\n");
		at += *at == '\n';
	}
	return RC_OK;
}

static void answer(const struct gateway_config *c, const struct gateway_event *e,
	const struct gateway_outcome *o, struct gateway_answer *out)
{
	(void)c;
	out->status = 200;
	out->content_type = "text/plain";
	for (size_t i = 0; i < 2 && o->reply[i] != NULL; i++)
		buf_puts(&out->body, o->reply[i]);
	while (strcmp(e->text, "HUGE") == 0 && !out->body.full)
		buf_puts(&out->body, o->reply[0]);
}

static const struct gateway sim = { .type = "simulator",
	.local = true,
	.denied = 401,
	.verify = verify,
	.parse = parse,
	.answer = answer };
static const struct gateway strict = {
	.type = "kannel", .always_200 = true, .verify = verify, .parse = parse, .answer = answer
};

const struct gateway *gateway_find(const char *type)
{
	if (strcmp(type, sim.type) == 0)
		return &sim;
	return strcmp(type, strict.type) == 0 ? &strict : NULL;
}

void inbound_result_init(struct inbound_result *r)
{
	*r = (struct inbound_result){ .replies = 0 };
	buf_init(&r->reply[0], 128 * 1024);
	buf_init(&r->reply[1], 1024);
	buf_init(&r->outbox, 1024);
}

void inbound_result_release(struct inbound_result *r)
{
	buf_release(&r->reply[0]);
	buf_release(&r->reply[1]);
	buf_release(&r->outbox);
}

bool inbound_shares(const struct gateway_event *event, struct store_share *share)
{
	return store_share_lock(share, &event->from);
}

void inbound_expect(const struct inbound *in, const struct gateway_config *from,
	const struct gateway_event *event, int64_t now, int step)
{
	(void)in;
	(void)from;
	(void)event;
	(void)now;
	(void)step;
}

enum rc inbound_apply(const struct inbound *in, const struct gateway_config *from,
	const struct gateway_event *event, int64_t now, struct inbound_result *out)
{
	struct world *w = (struct world *)(void *)in->store;

	(void)from;
	(void)now;
	assert_int_equal(out->reply[0].len, 0);
	assert_false(out->repeated);
	w->applied++;
	(void)snprintf(w->last_id, sizeof(w->last_id), "%s", event->id);
	if (strcmp(event->text, "FAIL") == 0)
		return RC_CONFLICT;
	if (strcmp(event->text, "BREAK") == 0)
		return RC_BROKEN;
	out->repeated = strcmp(event->text, "AGAIN") == 0;
	out->unknown = strcmp(event->text, "UNKNOWN") == 0;
	buf_printf(&out->reply[0], "echo %s", event->id);
	for (int i = 0; strcmp(event->text, "LONG") == 0 && i < 3000; i++)
		buf_puts(&out->reply[0], " 1234567");
	out->replies = 1;
	if (strcmp(event->text, "TWO") == 0) {
		buf_puts(&out->reply[1], " and more");
		out->replies = 2;
	}
	return RC_OK;
}
