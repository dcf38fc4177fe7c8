/* web/api_auth.c - who calls, from where, and whether they may */
#include "web/api_auth.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "web/api_call.h"
#include "web/server_state.h"

static const char secure_cookie[] = "__Host-lapak";
static const char plain_cookie[] = "lapak";

/* A clerk's page asks a few times a second at its busiest; twenty of them may share an address. */
static const struct limit_rate session_rate = { .per_second = 20, .burst = 200 };
static const struct limit_rate address_rate = { .per_second = 200, .burst = 2000 };

static const char *header(const struct api_call *c, const char *name)
{
	return MHD_lookup_connection_value(c->request->mhd, MHD_HEADER_KIND, name);
}

static bool peer_address(const struct api_call *c, char *out, size_t size)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(c->request->mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	const struct sockaddr *a = info != NULL ? info->client_addr : NULL;

	if (a == NULL)
		return false;
	if (a->sa_family == AF_INET6)
		return inet_ntop(AF_INET6,
			       &((const struct sockaddr_in6 *)(const void *)a)->sin6_addr, out,
			       (socklen_t)size) != NULL;
	return inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)a)->sin_addr, out,
		       (socklen_t)size) != NULL;
}

static bool is_loopback(const char *address)
{
	return strncmp(address, "127.", 4) == 0 || strcmp(address, "::1") == 0 ||
	       strncmp(address, "::ffff:127.", 11) == 0;
}

/* The last address in X-Forwarded-For, which the proxy on this machine wrote; a stranger's is not believed. */
static void find_address(struct api_call *c)
{
	const char *forwarded = header(c, "X-Forwarded-For"), *last;
	unsigned char any[16];
	char one[46];

	if (!peer_address(c, c->address, sizeof(c->address)))
		(void)snprintf(c->address, sizeof(c->address), "unknown");
	if (forwarded == NULL || !is_loopback(c->address))
		return;
	last = strrchr(forwarded, ',');
	last = last != NULL ? last + 1 : forwarded;
	last += strspn(last, " ");
	(void)snprintf(one, sizeof(one), "%.*s", (int)strcspn(last, " "), last);
	if (inet_pton(AF_INET, one, any) == 1 || inet_pton(AF_INET6, one, any) == 1)
		(void)snprintf(c->address, sizeof(c->address), "%s", one);
}

/* The host of "host:port", without the port. */
static bool host_is(const char *host, const char *name)
{
	size_t n = strlen(name);

	return strncasecmp(host, name, n) == 0 && (host[n] == '\0' || host[n] == ':');
}

/* Plain HTTP is what a browser on this machine speaks to it; everything else came through TLS. */
static bool is_plain(const struct api_call *c)
{
	const char *host = header(c, "Host"), *proto = header(c, "X-Forwarded-Proto");

	if (host == NULL || (proto != NULL && strcasecmp(proto, "https") == 0))
		return false;
	return host_is(host, "localhost") || host_is(host, "127.0.0.1") ||
	       host_is(host, "[::1]");
}

/* The value of the (first) cookie of that name. */
static bool cookie_read(const char *cookies, const char *name, char *out, size_t size)
{
	size_t n = strlen(name);

	for (const char *at = cookies; at != NULL && *at != '\0';) {
		size_t length = strcspn(at, ";");

		if (length > n && strncmp(at, name, n) == 0 && at[n] == '=') {
			if (length - n - 1 >= size)
				return false;
			(void)snprintf(out, size, "%.*s", (int)(length - n - 1), at + n + 1);
			return true;
		}
		at += length;
		at += strspn(at, "; ");
	}
	return false;
}

static bool token_read(struct api_call *c, char token[static SESSION_TOKEN])
{
	static const char bearer[] = "Bearer ";
	const char *authorization = c->request->authorization;

	c->by_cookie = false;
	if (strncasecmp(authorization, bearer, strlen(bearer)) == 0)
		return snprintf(token, SESSION_TOKEN, "%s", authorization + strlen(bearer)) ==
		       SESSION_TOKEN - 1;
	c->by_cookie = true;
	return cookie_read(header(c, "Cookie"), is_plain(c) ? plain_cookie : secure_cookie,
		token, SESSION_TOKEN);
}

void api_cookie(struct api_call *c, const char *token)
{
	bool plain = is_plain(c);

	(void)snprintf(c->cookie, sizeof(c->cookie),
		"%s=%s; Path=/; HttpOnly; SameSite=Strict%s%s",
		plain ? plain_cookie : secure_cookie, token != NULL ? token : "",
		plain ? "" : "; Secure", token != NULL ? "" : "; Max-Age=0");
}

/* "https://lapak.example:8443" is of this site when what follows the scheme is the Host. */
static bool is_own_origin(const struct api_call *c, const char *origin)
{
	const char *host = header(c, "Host"), *rest = strstr(origin, "://");

	return host != NULL && rest != NULL && strcasecmp(rest + 3, host) == 0;
}

static bool is_safe(const char *method)
{
	return strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
}

/* A browser always says where an unsafe request comes from, in one header or the other. */
static bool is_from_here(const struct api_call *c, bool must_say)
{
	const char *site = header(c, "Sec-Fetch-Site"), *origin = header(c, "Origin");

	if (is_safe(c->request->method))
		return true;
	if (site != NULL && strcmp(site, "same-origin") != 0)
		return false;
	if (origin != NULL)
		return is_own_origin(c, origin);
	return site != NULL || !must_say;
}

static enum rc too_often(struct api_call *c, unsigned wait)
{
	(void)api_refuse(
		c, RC_FULL, "too-often", "", "too many requests; come again in %u s", wait);
	c->problem = MHD_HTTP_TOO_MANY_REQUESTS;
	c->wait = wait;
	return RC_FULL;
}

static enum rc stranger(struct api_call *c)
{
	(void)api_refuse(c, RC_DENIED, "sign-in", "", "sign in first");
	c->problem = MHD_HTTP_UNAUTHORIZED;
	return RC_DENIED;
}

static enum rc find_session(struct api_call *c)
{
	char token[SESSION_TOKEN], id[24];
	unsigned wait;
	enum rc rc;

	if (!token_read(c, token))
		return RC_ABSENT;
	rc = session_find(c->store, token, c->now, &c->who);
	if (rc != RC_OK)
		return rc;
	(void)snprintf(id, sizeof(id), "%lld", (long long)c->who.id);
	wait = limit_take(c->request->server->limits, "session", id, &session_rate,
		c->request->server->now_ms);
	if (wait > 0)
		return too_often(c, wait);
	return session_use(c->store, &c->who, c->now);
}

bool api_half(const struct api_call *c, const struct session *who)
{
	return (who->role == ROLE_CHIEF || who->role == ROLE_ADMIN ||
		       c->site->config->office.second_factor_all) &&
	       !who->second_factor && who->kind == SESSION_BROWSER;
}

enum rc api_auth(struct api_call *c)
{
	struct server *s = c->request->server;
	bool open = (c->route->flags & API_OPEN) != 0;
	unsigned wait;
	enum rc rc;

	find_address(c);
	wait = limit_take(s->limits, "address", c->address, &address_rate, s->now_ms);
	if (wait > 0)
		return too_often(c, wait);
	rc = find_session(c);
	if (rc == RC_ABSENT && !open)
		return stranger(c);
	if (rc != RC_OK && rc != RC_ABSENT)
		return rc;
	if (!is_from_here(c, c->by_cookie && !open))
		return api_refuse(c, RC_DENIED, "cross-site", "",
			"this request does not come from this site's pages");
	if (open)
		return RC_OK;
	if ((c->route->roles & 1u << c->who.role) == 0)
		return api_refuse(c, RC_DENIED, "role", "", "your role may not do this");
	if (api_half(c, &c->who) && (c->route->flags & API_HALF) == 0)
		return api_refuse(
			c, RC_DENIED, "second-factor", "", "set up the second factor first");
	return RC_OK;
}
