/*
 * gateway/gammu.c - a USB modem by gammu-smsd: what its helper config/gammu-receive posts
 *
 * smsd runs the helper for each SMS (RunOnReceive) and lets it be lost when nobody listens. So the daemon looks into smsd's
 * database besides, and both call a message by its row of the inbox. What is sent goes through the database alone.
 */
#include "gateway/gammu.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "gateway/adapters.h"
#include "gateway/event.h"
#include "gateway/secret.h"

void gammu_event(struct gateway_event *e, int64_t inbox_id, const char *from, const char *text,
	const char *device)
{
	event_begin(e, EVENT_SMS);
	event_put_sender(e, from, strlen(from));
	event_put_text(e, text, strlen(text));
	printable_copy(e->to, sizeof(e->to), device, strlen(device));
	(void)snprintf(e->id, sizeof(e->id), "inbox:%" PRId64, inbox_id);
}

static const char *value_of(const struct form *f, const char *name)
{
	const struct form_field *field = form_get(f, name);

	return field != NULL ? field->value : "";
}

static enum rc read_form(const struct form *f, struct gateway_event *e)
{
	const char *id = value_of(f, "id"), *from = value_of(f, "from");
	int64_t inbox_id;

	if (form_repeats(f, "id") || form_repeats(f, "from") || form_repeats(f, "text") ||
		form_get(f, "text") == NULL || from[0] == '\0' ||
		digits_read(&inbox_id, id, strlen(id)) != RC_OK)
		return RC_INVALID;
	gammu_event(e, inbox_id, from, value_of(f, "text"), value_of(f, "device"));
	return RC_OK;
}

static enum rc parse(const struct gateway_config *c, const struct gateway_request *r,
	struct gateway_event *events, size_t *n)
{
	struct form form;
	enum rc rc;

	(void)c;
	*n = 0;
	if (strcmp(r->endpoint, "inbound") != 0 || strcmp(r->method, "POST") != 0)
		return RC_INVALID;
	rc = form_parse(&form, r->body, r->length, false);
	rc = rc == RC_OK ? read_form(&form, events) : RC_INVALID;
	form_release(&form);
	*n = rc == RC_OK ? 1 : 0;
	return rc;
}

static void answer(const struct gateway_config *c, const struct gateway_event *e,
	const struct gateway_outcome *o, struct gateway_answer *out)
{
	(void)c;
	(void)e;
	(void)o;
	out->status = 200;
	out->content_type = "text/plain; charset=UTF-8";
}

const struct gateway gateway_gammu = {
	.type = "gammu",
	.modem = true,
	.verify = secret_verify_key,
	.parse = parse,
	.answer = answer,
};
