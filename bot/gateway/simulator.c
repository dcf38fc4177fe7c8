/*
 * gateway/simulator.c - phones that are not there: /phone, `lapak chat`, tests, other programs
 *
 * Replies travel in the HTTP answer; what is pushed is asked for at outbox. Nothing leaves the
 * machine, and the configuration refuses it on any address but a loopback one.
 */
#include <jansson.h>
#include <string.h>

#include "gateway/adapters.h"
#include "gateway/event.h"
#include "gateway/json.h"
#include "gateway/secret.h"
#include "gateway/ussd.h"

static const struct ussd_fields ussd_fields = {
	.session = "sessionId", .phone = "phoneNumber", .text = "text", .service = "serviceCode"
};

static enum rc fill_message(const json_t *root, struct gateway_event *e)
{
	const json_t *from = json_object_get(root, "from");
	const json_t *text = json_object_get(root, "text");
	const json_t *id = json_object_get(root, "id");

	if (!json_is_string(from) || !json_is_string(text) ||
		(id != NULL && !json_is_string(id)))
		return RC_INVALID;
	event_begin(e, EVENT_SMS);
	event_put_sender(e, json_string_value(from), json_string_length(from));
	event_put_text(e, json_string_value(text), json_string_length(text));
	if (id != NULL)
		identifier_copy(
			e->id, sizeof(e->id), json_string_value(id), json_string_length(id));
	return RC_OK;
}

static enum rc read_message(const struct gateway_request *r, struct gateway_event *e)
{
	json_t *root;
	enum rc rc;

	if (strcmp(r->method, "POST") != 0)
		return RC_INVALID;
	root = json_read(r->body, r->length);
	rc = root == NULL ? RC_INVALID : fill_message(root, e);
	json_decref(root);
	return rc;
}

static enum rc read_outbox(const struct gateway_request *r, struct gateway_event *e)
{
	const struct form_field *to = form_get(r->query, "to");
	const struct form_field *after = form_get(r->query, "after");

	if (to == NULL || form_repeats(r->query, "to") || form_repeats(r->query, "after"))
		return RC_INVALID;
	event_begin(e, EVENT_OUTBOX);
	event_put_sender(e, to->value, to->value_length);
	if (after != NULL && after->value_length > 0)
		return digits_read(&e->reference, after->value, after->value_length);
	return RC_OK;
}

static enum rc parse(const struct gateway_config *c, const struct gateway_request *r,
	struct gateway_event *events, size_t *n)
{
	enum rc rc = RC_INVALID;

	(void)c;
	if (strcmp(r->endpoint, "inbound") == 0)
		rc = read_message(r, events);
	else if (strcmp(r->endpoint, "outbox") == 0)
		rc = read_outbox(r, events);
	else if (strcmp(r->endpoint, "ussd") == 0)
		rc = ussd_read(&ussd_fields, r, events);
	*n = rc == RC_OK ? 1 : 0;
	return rc;
}

static int put_json(const char *s, size_t n, void *out)
{
	buf_add(out, s, n);
	return 0;
}

/* {"replies": [...]}. Replies are valid UTF-8, so the only failure is a lack of memory. */
static void answer_message(const struct gateway_outcome *o, struct buf *out)
{
	json_t *replies = json_array();
	json_t *root = json_pack("{s:o}", "replies", replies);
	bool made = root != NULL;

	for (size_t i = 0; i < 2 && made && o->reply[i] != NULL; i++)
		made = json_array_append_new(replies, json_string(o->reply[i])) == 0;
	if (!made || json_dump_callback(root, put_json, out, JSON_COMPACT) != 0)
		BUG("a reply that is no JSON string");
	json_decref(root);
}

static void answer(const struct gateway_config *c, const struct gateway_event *e,
	const struct gateway_outcome *o, struct gateway_answer *out)
{
	(void)c;
	out->status = 200;
	out->content_type = "application/json";
	switch (e->kind) {
	case EVENT_SMS:
	case EVENT_PART:
	case EVENT_REPORT:
	case EVENT_STOP:
	case EVENT_USSD_END:
		answer_message(o, &out->body);
		break;
	case EVENT_OUTBOX:
		buf_printf(&out->body, "{\"messages\":%s}", o->outbox->data);
		break;
	case EVENT_USSD:
		ussd_answer(o, out);
		break;
	}
}

const struct gateway gateway_simulator = {
	.type = "simulator",
	.local = true,
	.always_200 = false,
	.verify = secret_verify_key,
	.parse = parse,
	.answer = answer,
	.build = NULL,
	.judge = NULL,
};
