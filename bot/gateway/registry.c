/* gateway/registry.c - which adapters there are */
#include "gateway/gateway.h"

#include <string.h>

#include "gateway/adapters.h"

const struct gateway *gateway_find(const char *type)
{
	static const struct gateway *const adapters[] = { &gateway_simulator, &gateway_kannel,
		&gateway_africastalking };

	for (size_t i = 0; i < sizeof(adapters) / sizeof(adapters[0]); i++)
		if (strcmp(adapters[i]->type, type) == 0)
			return adapters[i];
	return NULL;
}

bool gateway_replies_inline(const struct gateway_config *c)
{
	const struct gateway *g = gateway_find(c->type);

	return g != NULL && (g->local || (g->inline_reply && strcmp(c->reply, "inline") == 0));
}

const char *gateway_header(const struct gateway_request *r, const char *name)
{
	const char *value = r->header != NULL ? r->header(r->header_arg, name) : NULL;

	return value != NULL ? value : "";
}

/* A local adapter keeps what is sent to be asked for. */
static bool can_send(const struct gateway_config *c)
{
	const struct gateway *g = gateway_find(c->type);

	return g != NULL && (g->local || (g->modem && c->smsd_database[0] != '\0') ||
				    (g->build != NULL && c->send_url[0] != '\0'));
}

const struct gateway_config *gateway_sender(
	const struct config *c, const struct gateway_config *preferred)
{
	if (preferred != NULL && can_send(preferred))
		return preferred;
	for (size_t i = 0; i < c->gateways; i++)
		if (can_send(&c->gateway[i]))
			return &c->gateway[i];
	return NULL;
}
