/* base/config_check.c - values that must fit each other */
#include <stdio.h>
#include <string.h>

#include "base/config_parts.h"

/* Whether other machines reach the listener. */
static bool is_open(const struct config_loader *l)
{
	return l->out->server.listen.host[0] != '\0' && !l->out->server.listen.loopback;
}

/* A wildcard address is none to call. */
static bool is_wildcard(const struct address *a)
{
	return strcmp(a->host, "0.0.0.0") == 0 || strcmp(a->host, "::") == 0;
}

static void public_url_check(struct config_loader *l)
{
	char *url = l->out->server.public_url;
	const struct address *a = &l->out->server.listen;
	size_t n = strlen(url);
	bool six = strchr(a->host, ':') != NULL;

	while (n > 0 && url[n - 1] == '/')
		url[--n] = '\0';
	if (n > 0 || a->host[0] == '\0')
		return;
	if (is_wildcard(a)) {
		config_fault(l, config_line_of(l, 0, "server", "listen"),
			"`listen` takes in every address of this machine; add `public_url`, "
			"the one that gateways call");
		return;
	}
	(void)snprintf(url, sizeof(l->out->server.public_url), "http://%s%s%s:%u",
		six ? "[" : "", a->host, six ? "]" : "", a->port);
}

void config_check(struct config_loader *l)
{
	public_url_check(l);
	for (size_t i = 0; i < l->out->gateways; i++) {
		struct gateway_config *g = &l->out->gateway[i];

		if (g->sender[0] == '\0')
			(void)snprintf(
				g->sender, sizeof(g->sender), "%s", l->out->office.short_code);
		config_check_gateway(l, i, is_open(l));
	}
	if (l->out->gateways == 0)
		config_fault(l, 0,
			"there is no [gateway.NAME]; to begin with, [gateway.phone] with "
			"type = \"simulator\"");
}
