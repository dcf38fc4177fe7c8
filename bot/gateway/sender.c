/* gateway/sender.c - who carries an SMS, and how a reply travels */
#include <string.h>

#include "gateway/gateway.h"

bool gateway_replies_inline(const struct gateway_config *c)
{
	const struct gateway *g = gateway_find(c->type);

	return g != NULL && (g->local || (g->inline_reply && strcmp(c->reply, "inline") == 0));
}

/* A local adapter keeps what is sent to be asked for. */
static bool can_send(const struct gateway_config *c)
{
	const struct gateway *g = gateway_find(c->type);

	return g != NULL && (g->local || (g->modem && c->smsd_database[0] != '\0') ||
				    (g->build != NULL && c->send_url[0] != '\0'));
}

/* Bytes of the longest prefix that fits; 0 when the gateway carries every number, -1 when not this one. */
static int fit_of(const struct gateway_config *c, const char *to)
{
	const char *at = c->carries;
	int best = *at == '\0' || to == NULL ? 0 : -1;

	while (*at != '\0' && to != NULL) {
		size_t n = strcspn(at, ",");

		if (strncmp(to, at, n) == 0 && (int)n > best)
			best = (int)n;
		at += n + (at[n] == ',');
	}
	return best;
}

static bool has_purpose(const struct gateway_config *c, bool bulk)
{
	return c->purpose[0] == '\0' || strcmp(c->purpose, "all") == 0 ||
	       strcmp(c->purpose, bulk ? "bulk" : "replies") == 0;
}

static const struct gateway_config *best_of(
	const struct config *c, const struct gateway_need *need, bool any_purpose)
{
	const struct gateway_config *best = NULL;
	int longest = -1;

	for (size_t i = 0; i < c->gateways; i++) {
		const struct gateway_config *g = &c->gateway[i];
		int fit =
			can_send(g) && (need->without >> i & 1) == 0 ? fit_of(g, need->to) : -1;

		if (fit < 0 || !(any_purpose || has_purpose(g, need->bulk)))
			continue;
		if (g == need->preferred && !need->bulk)
			return g;
		if (fit > longest) {
			best = g;
			longest = fit;
		}
	}
	return best;
}

const struct gateway_config *gateway_for(
	const struct config *c, const struct gateway_need *need)
{
	const struct gateway_config *best = best_of(c, need, false);

	return best != NULL ? best : best_of(c, need, true);
}

const struct gateway_config *gateway_sender(
	const struct config *c, const struct gateway_config *preferred)
{
	return gateway_for(c, &(struct gateway_need){ .preferred = preferred });
}
