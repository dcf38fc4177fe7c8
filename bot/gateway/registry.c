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

/* An adapter that answers inline keeps what is sent to be asked for. */
static bool can_send(const struct gateway_config *c)
{
	const struct gateway *g = gateway_find(c->type);

	return g != NULL && (g->inline_reply || (g->build != NULL && c->send_url[0] != '\0'));
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
