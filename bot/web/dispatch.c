/* web/dispatch.c - libmicrohttpd's callbacks; a request goes through the phases of request.h */
#include "web/dispatch.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "web/api_call.h"
#include "web/guard.h"
#include "web/reply.h"
#include "web/route.h"
#include "web/server_state.h"
#include "web/webhook.h"

enum {
	SWALLOW_MAX = 12 << 20, /* of a chunked body over its cap, so that 413 can be said */
	LARGE_MOST = 8,         /* requests at a time whose body may pass WEBHOOK_BODY_MAX */
};

static struct connection *connection_of(struct MHD_Connection *mhd)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	return info != NULL ? info->socket_context : NULL;
}

/* "http://host/path" (RFC 9112 3.2.2) means its path. */
static const char *origin_form(const char *uri)
{
	const char *slash;

	if (strncasecmp(uri, "http://", 7) != 0)
		return uri;
	slash = strchr(uri + 7, '/');
	return slash != NULL ? slash : "/";
}

void *dispatch_line(void *cls, const char *uri, struct MHD_Connection *mhd)
{
	const struct listener *listener = cls;
	struct server *s = listener->server;
	struct connection *c = connection_of(mhd);
	struct request *r;
	char *question;

	if (c == NULL)
		return NULL;
	r = request_take(&s->spare);
	if (r == NULL)
		return NULL;
	r->server = s;
	r->mhd = mhd;
	r->connection = c;
	r->listener = listener->kind;
	r->target = uri;
	r->target_n = strlen(uri);
	buf_puts(&r->uri, origin_form(uri));
	question = strchr(r->uri.data, '?');
	r->query = question != NULL ? question + 1 : "";
	if (question != NULL)
		*question = '\0';
	s->open++;
	c->request = r;
	connection_enter(&s->connections, c, CONNECTION_READING, s->now_ms);
	return r;
}

size_t dispatch_unescape(void *cls, struct MHD_Connection *mhd, char *s)
{
	(void)cls;
	(void)mhd;
	return strlen(s);
}

static enum MHD_Result give(struct request *r)
{
	webhook_tell(r);
	return reply_queue(r);
}

/* Answers at once and closes: what is still to come on this connection is not looked at. */
static enum MHD_Result cut_short(struct request *r, unsigned status, const char *detail)
{
	reply_problem(r, status, detail);
	r->answer.flags |= ANSWER_CLOSE;
	r->connection->unread = true;
	return give(r);
}

/* Bytes a body may have: what the gateway's adapter says, as long as few are that long at a time, since a body is read before
 * its signature can be looked at. */
static size_t body_most(const struct request *r)
{
	const struct server *s = r->server;
	size_t most = 0;

	if (r->route != NULL && r->route->handle == webhook_handle && s->large < LARGE_MOST)
		most = s->gateway[r->gateway]->body_max;
	if (r->api != NULL && s->large < LARGE_MOST)
		most = api_body_most(r);
	return most > WEBHOOK_BODY_MAX ? most : WEBHOOK_BODY_MAX;
}

static enum MHD_Result begin(struct request *r, const char *method, const char *version)
{
	r->phase = REQUEST_BODY;
	r->method = method;
	if (r->uri.full || strstr(r->uri.data, "%00") != NULL)
		return cut_short(r, MHD_HTTP_BAD_REQUEST, "not a path");
	route_find(r);
	r->body.ceiling = body_most(r);
	switch (guard_headers(r, version, r->body.ceiling)) {
	case GUARD_BAD:
		return cut_short(r, MHD_HTTP_BAD_REQUEST, "contradictory headers");
	case GUARD_TOO_LONG:
		return cut_short(r, MHD_HTTP_CONTENT_TOO_LARGE, "the body is too long");
	case GUARD_PASS:
		break;
	}
	return MHD_YES;
}

static enum MHD_Result take_body(struct request *r, const char *upload, size_t *n)
{
	buf_add(&r->body, upload, *n);
	if (!r->large && r->body.len > WEBHOOK_BODY_MAX) {
		r->large = true;
		r->server->large++;
	}
	if (r->body.full)
		r->swallowed += *n;
	*n = 0;
	return r->swallowed > SWALLOW_MAX ? MHD_NO : MHD_YES;
}

/* Suspends first: a resume must never come before. */
static void wait_for_transaction(struct request *r)
{
	struct server *s = r->server;

	MHD_suspend_connection(r->mhd);
	r->phase = REQUEST_WAITING;
	r->whole_ms = s->now_ms;
	r->waited = true;
	server_queue(s, r);
	connection_enter(&s->connections, r->connection, CONNECTION_WAITING, s->now_ms);
}

static enum MHD_Result whole(struct request *r)
{
	if (r->body.full)
		return cut_short(r, MHD_HTTP_CONTENT_TOO_LARGE, "the body is too long");
	if (r->answer.status == 0 && r->route->handle != NULL)
		r->route->handle(r);
	if (r->answer.status != 0)
		return give(r);
	if (r->route->apply == NULL)
		BUG("%s gave no answer", r->route->path);
	if (r->server->stopping) {
		reply_later(r);
		return reply_queue(r);
	}
	wait_for_transaction(r);
	return MHD_YES;
}

/* NOLINTNEXTLINE(readability-function-size): libmicrohttpd's signature */
enum MHD_Result dispatch_request(void *cls, struct MHD_Connection *mhd, const char *url,
	const char *method, const char *version, const char *upload, size_t *upload_size,
	void **con_cls)
{
	struct request *r = *con_cls;

	(void)cls;
	(void)mhd;
	(void)url;
	if (r == NULL)
		return MHD_NO;
	switch (r->phase) {
	case REQUEST_NEW:
		return begin(r, method, version);
	case REQUEST_BODY:
		if (*upload_size > 0)
			return take_body(r, upload, upload_size);
		return whole(r);
	case REQUEST_RESUMED:
		return reply_queue(r);
	case REQUEST_WAITING:
	case REQUEST_APPLIED:
	case REQUEST_WORKING:
	case REQUEST_ANSWERED:
		break;
	}
	BUG("a request came back in phase %d", (int)r->phase);
}

static void end(struct server *s, struct request *r)
{
	if (r->waited)
		s->resumed--;
	s->large -= r->large;
	s->open--;
	r->connection->request = NULL;
	connection_enter(&s->connections, r->connection, CONNECTION_IDLE, s->now_ms);
	request_give(&s->spare, r);
}

void dispatch_over(void *cls, struct MHD_Connection *mhd, void **con_cls,
	enum MHD_RequestTerminationCode why)
{
	const struct listener *listener = cls;
	struct request *r = *con_cls;

	(void)mhd;
	(void)why;
	if (r == NULL)
		return;
	end(listener->server, r);
	*con_cls = NULL;
}

void dispatch_connection(void *cls, struct MHD_Connection *mhd, void **socket_context,
	enum MHD_ConnectionNotificationCode what)
{
	struct listener *listener = cls;
	struct server *s = listener->server;
	struct connection *c = *socket_context;

	if (what == MHD_CONNECTION_NOTIFY_STARTED) {
		const union MHD_ConnectionInfo *info =
			MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD);

		c = info != NULL ? malloc(sizeof(*c)) : NULL;
		*socket_context = c; /* without one every request is refused */
		if (c == NULL)
			return;
		connection_add(&s->connections, c, info->connect_fd, s->now_ms);
		s->metrics.connections++;
	} else if (c != NULL) {
		/* libmicrohttpd says nothing of a request that it refused itself: too many parameters. */
		if (c->request != NULL)
			end(s, c->request);
		if (c->unread)
			linger_keep(&s->lingers, c->fd, s->now_ms);
		connection_remove(&s->connections, c);
		free(c);
		*socket_context = NULL;
	}
}
