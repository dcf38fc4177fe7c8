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

/* The simulator believes whoever calls it. */
static void simulator_check(struct config_loader *l, size_t i)
{
	if (is_open(l))
		config_fault(l, config_line_of(l, i, "gateway", "type"),
			"simulator gateway `%s` refused on a non-loopback address: anyone "
			"could write as any trader; listen on 127.0.0.1 or take it out",
			l->out->gateway[i].name);
}

/* Aggregators sell USSD without SMS; what is sent goes by another gateway then. */
static bool may_only_receive(const struct gateway_config *g)
{
	return strcmp(g->type, "africastalking") == 0;
}

static void carrier_check(struct config_loader *l, size_t i)
{
	const struct gateway_config *g = &l->out->gateway[i];
	int line = config_line_of(l, i, "gateway", "type");

	if (is_open(l) && g->webhook_key_file[0] == '\0')
		config_fault(l, line,
			"gateway `%s` has no `webhook_key_file`: refusing to start without any "
			"on a non-loopback address",
			g->name);
	if (g->send_url[0] == '\0' && !may_only_receive(g))
		config_fault(l, line,
			"gateway `%s` lacks `send_url`, where messages are sent to", g->name);
	if ((g->username[0] == '\0') != (g->password_file[0] == '\0'))
		config_fault(l, line,
			"gateway `%s` has one of `username` and `password_file`; give both or "
			"none",
			g->name);
	if (may_only_receive(g) && g->send_url[0] != '\0' && g->username[0] == '\0')
		config_fault(l, line,
			"gateway `%s` has `send_url` and lacks `username` and `password_file`, "
			"with which messages are sent",
			g->name);
}

void config_check(struct config_loader *l)
{
	public_url_check(l);
	for (size_t i = 0; i < l->out->gateways; i++) {
		struct gateway_config *g = &l->out->gateway[i];

		if (g->sender[0] == '\0')
			(void)snprintf(
				g->sender, sizeof(g->sender), "%s", l->out->office.short_code);
		if (strcmp(g->type, "simulator") == 0)
			simulator_check(l, i);
		else if (g->type[0] != '\0')
			carrier_check(l, i);
	}
	if (l->out->gateways == 0)
		config_fault(l, 0,
			"there is no [gateway.NAME]; to begin with, [gateway.phone] with "
			"type = \"simulator\"");
}
