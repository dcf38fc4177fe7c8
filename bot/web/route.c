/* web/route.c - which path leads where */
#include "web/route.h"

#include <string.h>

#include "web/api_call.h"
#include "web/asset.h"
#include "web/health.h"
#include "web/page.h"
#include "web/reply.h"
#include "web/server_state.h"
#include "web/webhook.h"

#define WEBHOOK webhook_handle, webhook_apply, webhook_settle
#define NO      NULL, NULL /* transaction */

/* clang-format off */
static const struct route routes[] = {
	{ "/gateway/*/inbound", "inbound", METHOD_GET | METHOD_POST, ON_MAIN, WEBHOOK },
	{ "/gateway/*/report", "report", METHOD_GET | METHOD_POST, ON_MAIN, WEBHOOK },
	{ "/gateway/*/sent", "sent", METHOD_GET | METHOD_POST, ON_MAIN, WEBHOOK },
	{ "/gateway/*/delivered", "delivered", METHOD_GET | METHOD_POST, ON_MAIN, WEBHOOK },
	{ "/gateway/*/failed", "failed", METHOD_GET | METHOD_POST, ON_MAIN, WEBHOOK },
	{ "/gateway/*/ussd", "ussd", METHOD_GET | METHOD_POST, ON_MAIN, WEBHOOK },
	{ "/gateway/*/outbox", "outbox", METHOD_GET, ON_MAIN, WEBHOOK },
	{ "/phone", "", METHOD_GET, ON_MAIN, page_phone, NO },
	{ "/console", "", METHOD_GET, ON_MAIN, asset_console, NO },
	{ "/console/**", "", METHOD_GET, ON_MAIN, asset_console, NO },
	{ "/phone/*", "", METHOD_GET, ON_MAIN, page_phone, NO },
	{ "/livez", "", METHOD_GET, ON_MAIN | ON_METRICS, health_live, NO },
	{ "/readyz", "", METHOD_GET, ON_MAIN | ON_METRICS, NULL, health_apply, health_ready },
	{ "/metrics", "", METHOD_GET, ON_METRICS, NULL, health_metrics_apply, health_metrics },
	{ "/", "", METHOD_GET, ON_MAIN | ON_METRICS, page_root, NO },
};
/* clang-format on */

static bool matches(const char *pattern, const char *path)
{
	while (*pattern != '\0') {
		if (strcmp(pattern, "**") == 0)
			return true;
		if (*pattern == '*') {
			path += strcspn(path, "/");
			pattern++;
		} else if (*pattern++ != *path++) {
			return false;
		}
	}
	return *path == '\0';
}

static unsigned method_bit(const char *method)
{
	if (strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0)
		return METHOD_GET;
	return strcmp(method, "POST") == 0 ? METHOD_POST : 0;
}

static const char *allow(unsigned methods)
{
	if (methods == (METHOD_GET | METHOD_POST))
		return "GET, HEAD, POST";
	return methods == METHOD_GET ? "GET, HEAD" : "POST";
}

/* The gateway a path names; false: there is none of that name. */
static bool find_gateway(struct request *r)
{
	const char *name = r->uri.data + strlen("/gateway/");
	size_t n = strcspn(name, "/");
	const struct config *config = r->server->site.config;

	for (size_t i = 0; i < config->gateways; i++) {
		if (strlen(config->gateway[i].name) == n &&
			memcmp(config->gateway[i].name, name, n) == 0) {
			r->gateway = i;
			r->named = true;
			return true;
		}
	}
	return false;
}

void route_find(struct request *r)
{
	const char *path = r->uri.data;

	if (r->listener == LISTENER_MAIN &&
		strncmp(path, API_ROOT "/", sizeof(API_ROOT)) == 0) {
		api_find(r);
		return;
	}
	for (size_t i = 0; i < sizeof(routes) / sizeof(routes[0]); i++) {
		const struct route *route = &routes[i];

		if ((route->listeners & 1u << r->listener) == 0 || !matches(route->path, path))
			continue;
		if (route->handle == webhook_handle && !find_gateway(r)) {
			reply_problem(r, MHD_HTTP_NOT_FOUND, "no gateway of that name");
		} else if ((route->methods & method_bit(r->method)) == 0) {
			reply_problem(r, MHD_HTTP_METHOD_NOT_ALLOWED, "not with this method");
			r->answer.allow = allow(route->methods);
		} else {
			r->route = route;
		}
		return;
	}
	reply_problem(r, MHD_HTTP_NOT_FOUND, "there is nothing here");
}
