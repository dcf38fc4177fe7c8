/* web/api_reply.c - a call's outcome as an HTTP answer */
#include "web/api_reply.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "web/api_call.h"
#include "web/pack.h"
#include "web/reply.h"

struct usual { /* what an outcome means when the handler said nothing */
	unsigned status;
	const char *code, *sentence;
};

/* clang-format off */
static const struct usual usual[] = {
	[RC_ABSENT]   = { MHD_HTTP_NOT_FOUND, "absent", "there is nothing of that id" },
	[RC_INVALID]  = { MHD_HTTP_UNPROCESSABLE_CONTENT, "invalid", "this cannot be taken" },
	[RC_CONFLICT] = { MHD_HTTP_CONFLICT, "conflict", "somebody was faster, or it is done already" },
	[RC_FULL]     = { MHD_HTTP_CONFLICT, "full", "no room is left" },
	[RC_DENIED]   = { MHD_HTTP_FORBIDDEN, "denied", "this is not yours to do" },
	[RC_BUSY]     = { MHD_HTTP_SERVICE_UNAVAILABLE, "busy", "too much at once; try again" },
	[RC_BROKEN]   = { MHD_HTTP_SERVICE_UNAVAILABLE, "broken", "the database could not be read or written" },
};
/* clang-format on */

static int append(const char *s, size_t n, void *arg)
{
	buf_add(arg, s, n);
	return 0;
}

static void dump(struct buf *out, const json_t *value)
{
	if (json_dump_callback(value, append, out, JSON_COMPACT) != 0)
		BUG("an answer that is no JSON");
	buf_putc(out, '\n');
}

static void reply_problem_of(struct api_call *c, enum rc rc)
{
	struct request *r = c->request;
	const struct usual *u = &usual[rc];
	json_t *problem = json_object();

	if (!c->refused)
		(void)api_refuse(c, rc, u->code, "", "%s", u->sentence);
	if (c->problem == 0)
		c->problem = u->status;
	api_put_text(problem, "type", "about:blank");
	api_put_text(problem, "title", MHD_get_reason_phrase_for(c->problem));
	api_put_int(problem, "status", c->problem);
	api_put_text(problem, "code", c->code);
	api_put_text(problem, "detail", c->sentence);
	if (c->field[0] != '\0')
		api_put_text(problem, "field", c->field);
	if (c->faults != NULL)
		api_put(problem, "faults", json_incref(c->faults));
	buf_reset(&r->text);
	dump(&r->text, problem);
	json_decref(problem);
	reply_content(r, c->problem, "application/problem+json", &r->text);
	if (c->problem == MHD_HTTP_SERVICE_UNAVAILABLE && c->wait == 0)
		c->wait = 1;
}

static bool is_read(const struct request *r)
{
	return strcmp(r->method, "GET") == 0 || strcmp(r->method, "HEAD") == 0;
}

/* A strong one, of the bytes. */
static void tag(struct api_call *c)
{
	unsigned char hash[crypto_generichash_BYTES_MIN];
	char hex[2 * sizeof(hash) + 1];
	const struct buf *text = &c->request->text;

	(void)crypto_generichash(
		hash, sizeof(hash), (const unsigned char *)text->data, text->len, NULL, 0);
	(void)sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash));
	(void)snprintf(c->etag, sizeof(c->etag), "\"%s\"", hex);
}

static bool has_tag(const struct api_call *c)
{
	const char *known =
		MHD_lookup_connection_value(c->request->mhd, MHD_HEADER_KIND, "If-None-Match");

	return known != NULL && strstr(known, c->etag) != NULL;
}

static const char *if_match(const struct api_call *c)
{
	return MHD_lookup_connection_value(c->request->mhd, MHD_HEADER_KIND, "If-Match");
}

enum rc api_precondition(struct api_call *c)
{
	if ((c->route->flags & API_TAGGED) == 0 || if_match(c) != NULL)
		return RC_OK;
	(void)api_refuse(c, RC_INVALID, "if-match", "",
		"send If-Match with the etag of what you saw, so that nobody's change is lost");
	c->problem = MHD_HTTP_PRECONDITION_REQUIRED;
	return RC_INVALID;
}

/* RFC 9110 13.1.1: strong comparison, so that W/ never matches. */
enum rc api_match(struct api_call *c, const char *etag)
{
	const char *given = if_match(c), *at = strstr(given, etag);

	if (strcmp(given, "*") == 0 || (at != NULL && (at == given || at[-1] != '/')))
		return RC_OK;
	(void)api_refuse(c, RC_CONFLICT, "changed-meanwhile", "",
		"somebody has changed it since you saw it: look again");
	c->problem = MHD_HTTP_PRECONDITION_FAILED;
	return RC_CONFLICT;
}

static void add_headers(struct api_call *c)
{
	struct request *r = c->request;

	r->answer.flags |= ANSWER_BASIC;
	if (c->wait > 0) {
		(void)snprintf(c->retry_after, sizeof(c->retry_after), "%u", c->wait);
		reply_header(r, "Retry-After", c->retry_after);
	}
	if (c->cookie[0] != '\0')
		reply_header(r, "Set-Cookie", c->cookie);
	if (c->etag[0] != '\0')
		reply_header(r, "ETag", c->etag);
}

/* The file is complete: it is sent from the disk, whatever its size. */
static void reply_file(struct api_call *c)
{
	struct request *r = c->request;
	long bytes = fseek(c->file, 0, SEEK_END) == 0 ? ftell(c->file) : -1;
	int fd = bytes >= 0 ? dup(fileno(c->file)) : -1;

	if (fd < 0) {
		reply_later(r);
		return;
	}
	buf_reset(&r->text);
	reply_content(r, MHD_HTTP_OK, api_file_type(c->route), &r->text);
	reply_header(r, "Content-Disposition", c->disposition);
	if (bytes == 0) {
		(void)close(fd);
		return;
	}
	r->answer.file = fd;
	r->answer.file_bytes = (size_t)bytes;
}

static void reply_out(struct api_call *c)
{
	struct request *r = c->request;

	if (c->file != NULL) {
		reply_file(c);
		return;
	}
	buf_reset(&r->text);
	if (c->out != NULL)
		dump(&r->text, c->out);
	else if (c->status == MHD_HTTP_OK)
		c->status = MHD_HTTP_NO_CONTENT;
	if (r->text.full) {
		c->refused = false;
		(void)api_refuse(
			c, RC_FULL, "too-long", "", "the answer is too long: ask for less");
		reply_problem_of(c, RC_FULL);
		return;
	}
	if (is_read(r) && c->out != NULL && c->etag[0] == '\0')
		tag(c);
	if (is_read(r) && c->etag[0] != '\0' && has_tag(c)) {
		c->status = MHD_HTTP_NOT_MODIFIED;
		buf_reset(&r->text);
	}
	pack_text(r);
	reply_content(r, c->status, "application/json", &r->text);
	/* Many times as large as its text, which somebody slow may take half a minute to read. */
	json_decref(c->out);
	c->out = NULL;
}

void api_reply(struct api_call *c, enum rc rc)
{
	if (rc == RC_OK)
		reply_out(c);
	else
		reply_problem_of(c, rc);
	add_headers(c);
}

void api_reply_again(struct api_call *c, unsigned status, const char *body)
{
	struct request *r = c->request;

	buf_reset(&r->text);
	buf_puts(&r->text, body);
	reply_content(r, status, "application/json", &r->text);
	reply_header(r, "Idempotency-Replayed", "true");
	add_headers(c);
}
