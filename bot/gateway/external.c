/* gateway/external.c - any provider that lapak.ini describes: its calls */
#include "gateway/external.h"

#include <stdio.h>
#include <string.h>

#include "gateway/adapters.h"
#include "gateway/event.h"
#include "gateway/json.h"
#include "gateway/secret.h"
#include "gateway/signature.h"

static enum rc verify_header(
	const struct gateway_config *c, const struct gateway_request *r, const char *name)
{
	const char *value = gateway_header(r, name);

	return value[0] != '\0' && gateway_secret_matches(c, value) ? RC_OK : RC_DENIED;
}

/* "X-Signature": hex of the body's HMAC; "X-Signature,X-Timestamp": of the body and the time behind it. */
static enum rc verify_hmac(
	const struct gateway_config *c, const struct gateway_request *r, const char *names)
{
	char name[64];
	size_t n = strcspn(names, ",");
	const char *time = names[n] == ',' ? gateway_header(r, names + n + 1) : "";
	struct span piece[2] = { { r->body, r->length }, { time, strlen(time) } }, hex;
	int64_t at = 0;

	if (n >= sizeof(name))
		return RC_DENIED;
	memcpy(name, names, n);
	name[n] = '\0';
	hex.s = gateway_header(r, name);
	hex.n = strlen(hex.s);
	if (names[n] == ',' && (digits_read(&at, time, strlen(time)) != RC_OK ||
				       !signature_is_fresh(at, r->now)))
		return RC_DENIED;
	return signature_is_hex(c, DIGEST_SHA256, piece, 2, &hex) ? RC_OK : RC_DENIED;
}

static enum rc verify(const struct gateway_config *c, const struct gateway_request *r)
{
	static const char header[] = "header:", hmac[] = "hmac-sha256:";
	const char *auth = c->external.auth;

	if (c->secret[0][0] == '\0' && c->secret[1][0] == '\0')
		return RC_OK; /* allowed on a loopback address only */
	if (strncmp(auth, header, sizeof(header) - 1) == 0)
		return verify_header(c, r, auth + sizeof(header) - 1);
	if (strncmp(auth, hmac, sizeof(hmac) - 1) == 0)
		return verify_hmac(c, r, auth + sizeof(hmac) - 1);
	return secret_verify_key(c, r);
}

/* A form as an object of strings; NULL when a name is there twice, or a value is no text. */
static json_t *object_of(const struct form *f)
{
	json_t *object = json_object();

	for (size_t i = 0; i < f->count; i++) {
		const struct form_field *field = &f->field[i];

		/* json_object_set_new() takes a NULL for a failure. */
		if (json_object_get(object, field->name) != NULL ||
			json_object_set_new(object, field->name,
				json_stringn(field->value, field->value_length)) != 0) {
			json_decref(object);
			return NULL;
		}
	}
	return object;
}

/* A body need not end with NUL. */
static bool begins_object(const char *body, size_t n)
{
	size_t at = 0;

	while (at < n && strchr(" \t\r\n", body[at]) != NULL && body[at] != '\0')
		at++;
	return at < n && body[at] == '{';
}

/* What the call says: its query, and beside it the fields of a POST, a form or JSON. */
static json_t *read_call(const struct gateway_request *r)
{
	json_t *all = object_of(r->query), *more = NULL;
	struct form form;

	if (all == NULL || strcmp(r->method, "POST") != 0 || r->length == 0)
		return all;
	if (begins_object(r->body, r->length) || strstr(r->content_type, "json")) {
		more = json_read(r->body, r->length);
	} else {
		if (form_parse(&form, r->body, r->length, false) == RC_OK)
			more = object_of(&form);
		form_release(&form);
	}
	if (more == NULL || json_object_update_missing(more, all) != 0) {
		json_decref(more);
		more = NULL;
	}
	json_decref(all);
	return more;
}

static enum rc read_messages(const struct gateway_config *c, const json_t *call,
	struct gateway_event *events, size_t *n)
{
	const char *list = c->external.in_list;
	const json_t *array = list[0] != '\0' ? external_at(call, list, strlen(list)) : NULL;
	enum rc rc = RC_OK;

	if (!json_is_array(array)) {
		*n = 1;
		return external_read_message(c, call, events);
	}
	if (json_array_size(array) > GATEWAY_EVENTS_MAX)
		return RC_INVALID;
	for (*n = 0; rc == RC_OK && *n < json_array_size(array); (*n)++)
		rc = external_read_message(c, json_array_get(array, *n), &events[*n]);
	return rc;
}

/* Some providers say the state by the place they call: .../delivered?id=77. */
static enum rc read_report(const struct gateway_config *c, const char *endpoint, json_t *call,
	struct gateway_event *e)
{
	if (strcmp(endpoint, "report") != 0 &&
		json_object_set_new(call, c->external.report_status, json_string(endpoint)) !=
			0)
		return RC_INVALID;
	return external_read_report(c, call, e);
}

static enum rc parse(const struct gateway_config *c, const struct gateway_request *r,
	struct gateway_event *events, size_t *n)
{
	json_t *call = read_call(r);
	enum rc rc = RC_INVALID;

	*n = 0;
	if (call != NULL && strcmp(r->endpoint, "inbound") == 0) {
		rc = read_messages(c, call, events, n);
	} else if (call != NULL && strcmp(r->endpoint, "ussd") != 0 &&
		   strcmp(r->endpoint, "outbox") != 0) {
		*n = 1;
		rc = read_report(c, r->endpoint, call, events);
	}
	json_decref(call);
	if (rc != RC_OK)
		*n = 0;
	return rc;
}

static void answer(const struct gateway_config *c, const struct gateway_event *e,
	const struct gateway_outcome *o, struct gateway_answer *out)
{
	bool replies = e->kind == EVENT_SMS && gateway_replies_inline(c);

	out->status = 200;
	out->content_type = c->external.answer_type;
	if (!replies)
		buf_puts(&out->body, c->external.answer_body);
	else if (o->reply[0] != NULL)
		buf_puts(&out->body, o->reply[0]);
}

const struct gateway gateway_external = {
	.type = "external",
	.inline_reply = true,
	.names_messages = true,
	.verify = verify,
	.parse = parse,
	.answer = answer,
	.build = external_build,
	.judge = external_judge,
	.ask = external_ask,
	.told = external_told,
};
