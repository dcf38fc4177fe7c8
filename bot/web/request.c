/* web/request.c - one HTTP request from its first line to its last byte out */
#include "web/request.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "web/api_call.h"

enum {
	URI_MAX = 32 * 1024,  /* libmicrohttpd's memory for a connection ends before */
	ANSWER_MAX = 1 << 20, /* the simulator's list of pushed messages is the longest */
	KEEP_BYTES = 4096,    /* memory a spare request may keep in each buffer */
};

static struct request *request_new(void)
{
	struct request *r = calloc(1, sizeof(*r));

	if (r == NULL)
		return NULL;
	buf_init(&r->uri, URI_MAX);
	buf_init(&r->body, WEBHOOK_BODY_MAX);
	buf_init(&r->text, ANSWER_MAX);
	buf_init(&r->allow, 256);
	buf_init(&r->fields.memory, 0);
	return r;
}

struct request *request_take(struct request **spare)
{
	struct request *r = *spare;

	if (r == NULL)
		return request_new();
	*spare = r->next;
	r->next = NULL;
	return r;
}

static void reset(struct buf *b)
{
	if (b->cap > KEEP_BYTES)
		buf_release(b);
	else
		buf_reset(b);
}

void request_give(struct request **spare, struct request *r)
{
	form_release(&r->fields);
	reset(&r->uri);
	reset(&r->body);
	reset(&r->text);
	reset(&r->allow);
	r->text.ceiling = ANSWER_MAX;
	api_call_free(r->api);
	if (r->answer.file > 0)
		(void)close(r->answer.file);
	r->api = NULL;
	if (r->event_room > 1) {
		free(r->event);
		r->event = NULL;
		r->event_room = 0;
	}
	r->phase = REQUEST_NEW;
	r->waited = r->large = r->named = false;
	r->route = NULL;
	r->method = r->content_type = r->authorization = r->query = "";
	r->swallowed = r->events = r->kept = r->repeated = r->unknown = 0;
	r->answer = (struct answer){ 0 };
	r->next = *spare;
	*spare = r;
}

void requests_free(struct request *spare)
{
	while (spare != NULL) {
		struct request *next = spare->next;

		buf_release(&spare->uri);
		buf_release(&spare->body);
		buf_release(&spare->text);
		buf_release(&spare->allow);
		free(spare->event);
		free(spare);
		spare = next;
	}
}

bool request_events(struct request *r, const struct gateway_event *from, size_t n)
{
	if (n > r->event_room) {
		struct gateway_event *room = calloc(n, sizeof(*room));

		if (room == NULL)
			return false;
		free(r->event);
		r->event = room;
		r->event_room = n;
	}
	memcpy(r->event, from, n * sizeof(*from));
	r->events = n;
	return true;
}
