/* office/figures_gateway.c - messages, segments, cost and delivery by gateway */
#include "office/figures.h"

#include <string.h>

struct gathering {
	struct figures_gateway g; /* of the rows since its name began */
	int64_t price;
	figures_gateway_fn *fn;
	void *arg;
};

static enum rc tell(struct gathering *t)
{
	enum rc rc = t->g.name[0] != '\0' ? t->fn(&t->g, t->arg) : RC_OK;

	memset(&t->g, 0, sizeof(t->g));
	return rc;
}

/* Whether the operator was given it, and so bills it. */
static bool left(enum message_state s)
{
	return s == MESSAGE_SENT || s == MESSAGE_DELIVERED || s == MESSAGE_UNKNOWN;
}

static enum rc take(const struct figures_messages *m, void *arg)
{
	struct gathering *t = arg;
	size_t n = strnlen(m->gateway, GATEWAY_NAME_MAX);

	if (strcmp(t->g.name, m->gateway) != 0) {
		enum rc rc = tell(t);

		if (rc != RC_OK)
			return rc;
		memcpy(t->g.name, m->gateway, n);
	}
	if (strcmp(m->kind, message_kind_name(KIND_INBOUND)) == 0) {
		t->g.in += m->messages;
		return RC_OK;
	}
	t->g.out += m->messages;
	for (int s = 0; s <= MESSAGE_UNKNOWN; s++) {
		if (strcmp(m->state, message_state_name((enum message_state)s)) != 0)
			continue;
		t->g.state[s] += m->messages;
		if (left((enum message_state)s)) {
			t->g.segments += m->segments;
			t->g.cost += m->segments * t->price;
		}
	}
	return RC_OK;
}

enum rc figures_gateways(struct store *st, const struct figures_span *span, int64_t price,
	figures_gateway_fn *fn, void *arg)
{
	struct gathering t = { .price = price, .fn = fn, .arg = arg };
	enum rc rc = figures_messages(st, span, take, &t);

	return rc == RC_OK ? tell(&t) : rc;
}
