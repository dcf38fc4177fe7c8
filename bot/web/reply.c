/* web/reply.c - sets the answer of a request, and hands it to libmicrohttpd */
#include "web/reply.h"

#include <strings.h>

#include "web/server_state.h"

struct header {
	unsigned flag;
	const char *name, *value;
};

/* clang-format off */
static const struct header headers[] = {
	{ ANSWER_CLOSE, "Connection", "close" },
	{ ANSWER_RETRY, "Retry-After", "1" },
	{ ANSWER_PAGE | ANSWER_BASIC | ANSWER_CONSOLE, "X-Content-Type-Options", "nosniff" },
	{ ANSWER_PAGE | ANSWER_BASIC, "Cache-Control", "no-store" },
	{ ANSWER_PAGE | ANSWER_CONSOLE, "Referrer-Policy", "no-referrer" },
	{ ANSWER_PAGE, "Content-Security-Policy",
		"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
		"base-uri 'none'; form-action 'none'; frame-ancestors 'none'" },
	{ ANSWER_CONSOLE, "Cross-Origin-Opener-Policy", "same-origin" },
	{ ANSWER_CONSOLE, "Cross-Origin-Resource-Policy", "same-origin" },
	{ ANSWER_CONSOLE, "Content-Security-Policy",
		"default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
		"connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
		"frame-ancestors 'none'" },
};
/* clang-format on */

void reply_text(struct request *r, unsigned status, const char *s)
{
	buf_reset(&r->text);
	buf_puts(&r->text, s);
	reply_content(r, status, "text/plain; charset=utf-8", &r->text);
	r->answer.flags |= ANSWER_BASIC;
}

void reply_problem(struct request *r, unsigned status, const char *detail)
{
	buf_reset(&r->text);
	buf_printf(&r->text,
		"{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%u,\"detail\":\"%s\"}\n",
		MHD_get_reason_phrase_for(status), status, detail);
	r->answer.detail = detail;
	reply_content(r, status, "application/problem+json", &r->text);
	r->answer.flags |= ANSWER_BASIC;
}

void reply_content(
	struct request *r, unsigned status, const char *content_type, const struct buf *content)
{
	r->answer.status = status;
	r->answer.content_type = content_type;
	r->answer.content = content;
}

void reply_header(struct request *r, const char *name, const char *value)
{
	struct answer *a = &r->answer;

	if (a->headers == ANSWER_HEADERS)
		BUG("too many headers");
	a->header[a->headers++] = (struct answer_header){ name, value };
}

void reply_later(struct request *r)
{
	reply_problem(r, MHD_HTTP_SERVICE_UNAVAILABLE, "not kept; send it again");
	r->answer.flags |= ANSWER_RETRY;
}

void reply_unavailable(struct request *r)
{
	reply_problem(r, MHD_HTTP_SERVICE_UNAVAILABLE,
		"the database is not available at the moment; nothing was changed, try again in a "
		"moment");
	r->answer.flags |= ANSWER_RETRY;
}

/* RFC 6797: a year of nothing but TLS, once a browser has come by it; over plain HTTP it is not said (7.2). */
static enum MHD_Result add_strict_transport(
	struct MHD_Response *response, const struct request *r)
{
	const char *proto;

	if (r->api == NULL && (r->answer.flags & (ANSWER_PAGE | ANSWER_CONSOLE)) == 0)
		return MHD_YES;
	proto = MHD_lookup_connection_value(r->mhd, MHD_HEADER_KIND, "X-Forwarded-Proto");
	if (proto == NULL || strcasecmp(proto, "https") != 0)
		return MHD_YES;
	return MHD_add_response_header(
		response, "Strict-Transport-Security", "max-age=31536000; includeSubDomains");
}

static enum MHD_Result add_headers(struct MHD_Response *response, const struct answer *a)
{
	if (MHD_add_response_header(response, "Content-Type", a->content_type) != MHD_YES)
		return MHD_NO;
	if (a->allow != NULL && MHD_add_response_header(response, "Allow", a->allow) != MHD_YES)
		return MHD_NO;
	for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++)
		if ((a->flags & headers[i].flag) != 0 &&
			MHD_add_response_header(response, headers[i].name, headers[i].value) !=
				MHD_YES)
			return MHD_NO;
	for (size_t i = 0; i < a->headers; i++)
		if (MHD_add_response_header(response, a->header[i].name, a->header[i].value) !=
			MHD_YES)
			return MHD_NO;
	return MHD_YES;
}

/* A file's descriptor is libmicrohttpd's from here on. */
static struct MHD_Response *create_response(struct answer *a)
{
	struct MHD_Response *response;

	if (a->file <= 0)
		return MHD_create_response_from_buffer(
			a->content->len, a->content->data, MHD_RESPMEM_PERSISTENT);
	response = MHD_create_response_from_fd(a->file_bytes, a->file);
	if (response != NULL)
		a->file = 0;
	return response;
}

enum MHD_Result reply_queue(struct request *r)
{
	struct MHD_Response *response;
	enum MHD_Result queued;

	if (r->server->draining)
		r->answer.flags |= ANSWER_CLOSE;
	response = create_response(&r->answer);
	if (response == NULL)
		return MHD_NO;
	queued = add_headers(response, &r->answer);
	if (queued == MHD_YES)
		queued = add_strict_transport(response, r);
	if (queued == MHD_YES)
		queued = MHD_queue_response(r->mhd, r->answer.status, response);
	MHD_destroy_response(response);
	if (queued == MHD_YES) {
		r->phase = REQUEST_ANSWERED;
		metrics_status(&r->server->metrics, r->answer.status);
		connection_enter(&r->server->connections, r->connection,
			r->answer.file_bytes > 0 ? CONNECTION_SENDING : CONNECTION_WRITING,
			r->server->now_ms);
	}
	return queued;
}
