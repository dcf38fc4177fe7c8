/* gateway/vonage.c - Vonage (Nexmo): its webhooks */
#include "gateway/vonage.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "gateway/adapters.h"
#include "gateway/answer.h"
#include "gateway/event.h"
#include "gateway/instant.h"

enum { PARTS_MAX = 255 };

static bool is_json(const struct gateway_request *r)
{
	static const char type[] = "application/json";

	return strncasecmp(r->content_type, type, sizeof(type) - 1) == 0;
}

static void put_pair(struct buf *out, const char *name, const char *value, size_t n)
{
	if (out->len > 0)
		buf_putc(out, '&');
	form_encode(out, name, strlen(name));
	buf_putc(out, '=');
	form_encode(out, value, n);
}

/* A flat object as if it had come as a form, so that there is one reading of both. */
static enum rc form_of_json(struct form *out, json_t *root)
{
	struct buf text;
	const char *name;
	json_t *value;
	enum rc rc;

	buf_init(&text, FORM_BYTES);
	json_object_foreach(root, name, value)
	{
		char number[24];

		(void)snprintf(
			number, sizeof(number), "%lld", (long long)json_integer_value(value));
		if (json_is_string(value))
			put_pair(&text, name, json_string_value(value),
				json_string_length(value));
		else if (json_is_integer(value))
			put_pair(&text, name, number, strlen(number));
		else if (json_is_true(value))
			put_pair(&text, name, "true", 4);
	}
	rc = text.full ? RC_FULL : form_parse(out, text.data, text.len, false);
	buf_release(&text);
	return rc;
}

enum rc vonage_fields(struct form *out, const struct gateway_request *r)
{
	json_t *root;
	enum rc rc;

	if (r->length == 0)
		return form_parse(out, r->raw_query, strlen(r->raw_query), false);
	if (!is_json(r))
		return form_parse(out, r->body, r->length, false);
	root = json_read(r->body, r->length);
	rc = json_is_object(root) ? form_of_json(out, root) : form_parse(out, "", 0, false);
	if (rc == RC_OK && !json_is_object(root))
		rc = RC_INVALID;
	json_decref(root);
	return rc;
}

/* The field, "" when it is not there or more than once. */
static const struct form_field *field(const struct form *f, const char *name)
{
	static const struct form_field none = { .name = "", .value = "" };
	const struct form_field *found = form_get(f, name);

	return found != NULL && !form_repeats(f, name) ? found : &none;
}

/* concat: a part of a longer text; which one, of how many. */
static enum rc put_part(const struct form *f, struct gateway_event *e)
{
	const struct form_field *reference = field(f, "concat-ref");
	const struct form_field *total = field(f, "concat-total");
	const struct form_field *part = field(f, "concat-part");
	char group[64];
	int64_t parts, which;
	int n;

	if (strcasecmp(field(f, "concat")->value, "true") != 0)
		return RC_OK;
	if (reference->value_length == 0 ||
		digits_read(&parts, total->value, total->value_length) != RC_OK ||
		digits_read(&which, part->value, part->value_length) != RC_OK || parts < 1 ||
		parts > PARTS_MAX || which < 1 || which > parts)
		return RC_INVALID;
	n = snprintf(group, sizeof(group), "%.40s/%lld", reference->value, (long long)parts);
	identifier_copy(e->group, sizeof(e->group), group, (size_t)n);
	e->kind = parts > 1 ? EVENT_PART : EVENT_SMS;
	e->part = (int32_t)which;
	e->parts = (int32_t)parts;
	return RC_OK;
}

static enum rc read_sms(const struct form *f, struct gateway_event *e, size_t *n)
{
	const struct form_field *from = field(f, "msisdn"), *to = field(f, "to");
	const struct form_field *id = field(f, "messageId"), *text = field(f, "text");
	const struct form_field *at = field(f, "message-timestamp");

	if (strcmp(field(f, "type")->value, "binary") == 0)
		return RC_OK; /* settings and ring tones: nothing a person wrote */
	if (from->value_length == 0 || form_get(f, "text") == NULL || form_repeats(f, "text"))
		return RC_INVALID;
	event_begin(e, EVENT_SMS);
	identifier_copy(e->id, sizeof(e->id), id->value, id->value_length);
	event_put_international(e, from->value, from->value_length);
	event_put_text(e, text->value, text->value_length);
	printable_copy(e->to, sizeof(e->to), to->value, to->value_length);
	e->at = instant_read(at->value, at->value_length);
	if (put_part(f, e) != RC_OK)
		return RC_INVALID;
	*n = 1;
	return RC_OK;
}

static const struct {
	const char *word;
	enum report_state state;
} states[] = {
	{ "accepted", REPORT_SENT },
	{ "buffered", REPORT_SENT },
	{ "submitted", REPORT_SENT },
	{ "delivered", REPORT_DELIVERED },
	{ "read", REPORT_DELIVERED },
	{ "expired", REPORT_EXPIRED },
	{ "failed", REPORT_FAILED },
	{ "undelivered", REPORT_FAILED },
	{ "undeliverable", REPORT_FAILED },
	{ "rejected", REPORT_REJECTED },
};

static enum report_state state_of(const char *word)
{
	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		if (strcmp(states[i].word, word) == 0)
			return states[i].state;
	return REPORT_NOTHING;
}

/* Barred by the subscriber, or one that wants no such texts. */
static bool stops(const struct gateway_event *e)
{
	return (strcmp(e->code, "4") == 0 || strcmp(e->code, "9") == 0) &&
	       (e->report == REPORT_FAILED || e->report == REPORT_REJECTED);
}

/* A report is of one part, with the part's own messageId; client-ref is the message's. */
static enum rc read_report(const struct gateway_request *r, const struct form *f,
	struct gateway_event *e, size_t *n)
{
	const struct form_field *id = field(f, "messageId"), *ours = field(f, "client-ref");
	const struct form_field *code = field(f, "err-code"), *phone = field(f, "msisdn");

	if (id->value_length == 0)
		return RC_INVALID;
	if (ours->value_length == 0)
		ours = field(r->query, "ref");
	event_begin(e, EVENT_REPORT);
	identifier_copy(e->id, sizeof(e->id), id->value, id->value_length);
	identifier_copy(e->other_id, sizeof(e->other_id), id->value, id->value_length);
	if (digits_read(&e->reference, ours->value, ours->value_length) != RC_OK)
		e->reference = 0;
	e->report = state_of(field(f, "status")->value);
	e->part = e->report == REPORT_DELIVERED;
	printable_copy(e->code, sizeof(e->code), code->value, code->value_length);
	*n = 1;
	if (!stops(e))
		return RC_OK;
	event_begin(&e[1], EVENT_STOP);
	event_put_international(&e[1], phone->value, phone->value_length);
	if (e[1].sender != SENDER_SERVICE)
		*n = 2;
	return RC_OK;
}

static enum rc read_fields(
	const struct gateway_request *r, struct gateway_event *events, size_t *n)
{
	struct form form;
	enum rc rc = vonage_fields(&form, r);

	if (rc != RC_OK)
		rc = RC_INVALID;
	else if (form_get(&form, "msisdn") == NULL && form_get(&form, "messageId") == NULL)
		rc = r->length == 0 ? RC_OK : RC_INVALID; /* the check of a URL */
	else if (form_get(&form, "status") != NULL && form_get(&form, "text") == NULL)
		rc = read_report(r, &form, events, n);
	else
		rc = read_sms(&form, events, n);
	form_release(&form);
	return rc;
}

static enum rc read_status(const json_t *root, struct gateway_event *e, size_t *n)
{
	const char *id = json_text(root, "message_uuid"), *ours = json_text(root, "client_ref");
	const json_t *error = json_object_get(root, "error");
	const char *code = json_text(error, "title");

	if (code[0] == '\0') /* as older versions write it */
		code = json_text(error, "code");
	event_begin(e, EVENT_REPORT);
	identifier_copy(e->id, sizeof(e->id), id, strlen(id));
	if (digits_read(&e->reference, ours, strlen(ours)) != RC_OK)
		e->reference = 0;
	e->report = state_of(json_text(root, "status"));
	printable_copy(e->code, sizeof(e->code), code, strlen(code));
	*n = 1;
	return RC_OK;
}

enum rc vonage_read_message(const json_t *root, struct gateway_event *e, size_t *n)
{
	const char *from = json_text(root, "from"), *to = json_text(root, "to");
	const char *id = json_text(root, "message_uuid"), *at = json_text(root, "timestamp");
	const char *type = json_text(root, "message_type");
	const json_t *text = json_object_get(root, "text");

	if (json_text(root, "status")[0] != '\0')
		return read_status(root, e, n);
	if (type[0] != '\0' && strcmp(type, "text") != 0)
		return RC_OK; /* pictures, places, visiting cards */
	if (from[0] == '\0' || !json_is_string(text))
		return RC_INVALID;
	event_begin(e, EVENT_SMS);
	identifier_copy(e->id, sizeof(e->id), id, strlen(id));
	event_put_international(e, from, strlen(from));
	event_put_text(e, json_string_value(text), json_string_length(text));
	printable_copy(e->to, sizeof(e->to), to, strlen(to));
	e->at = instant_read(at, strlen(at));
	*n = 1;
	return RC_OK;
}

static enum rc parse(const struct gateway_config *c, const struct gateway_request *r,
	struct gateway_event *events, size_t *n)
{
	json_t *root = is_json(r) ? json_read(r->body, r->length) : NULL;
	enum rc rc;

	(void)c;
	*n = 0;
	if (json_text(root, "message_uuid")[0] != '\0')
		rc = vonage_read_message(root, events, n);
	else
		rc = read_fields(r, events, n);
	json_decref(root);
	return rc;
}

const struct gateway gateway_vonage = {
	.type = "vonage",
	.verify = vonage_verify,
	.parse = parse,
	.answer = answer_empty,
	.build = vonage_build,
	.judge = vonage_judge,
};
