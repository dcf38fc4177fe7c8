/*
 * gateway/africastalking.c - Africa's Talking, and the aggregators that copied it: its webhooks
 *
 * It repeats an incoming SMS every minute for twelve hours until it gets a 200, and nothing is signed: the secret is ?key=. The
 * kind of a call shows in its fields, so that one URL may be given for several.
 */
#include "gateway/africastalking.h"

#include <string.h>

#include "gateway/adapters.h"
#include "gateway/secret.h"
#include "gateway/ussd.h"

static bool has(const struct form *f, const char *name)
{
	return form_get(f, name) != NULL;
}

/* The end of a session tells nothing that its last screen has not told. */
static bool is_session_end(const struct ussd_fields *names, const struct form *f)
{
	return has(f, names->session) && has(f, "status") && !has(f, names->text);
}

static enum rc read_form(const struct ussd_fields *names, const char *endpoint,
	const struct form *f, struct gateway_event *events, size_t *n)
{
	if (is_session_end(names, f))
		return RC_OK;
	if (strcmp(endpoint, "ussd") == 0) {
		*n = 1;
		return ussd_fill(names, f, events);
	}
	if (has(f, "senderId") && !has(f, "from") && !has(f, "status"))
		return africastalking_read_stop(f, events, n);
	if (strcmp(endpoint, "inbound") == 0)
		return africastalking_read_message(f, events, n);
	if (strcmp(endpoint, "report") == 0)
		return africastalking_read_report(f, events, n);
	return RC_INVALID;
}

static enum rc parse(const struct gateway_config *c, const struct gateway_request *r,
	struct gateway_event *events, size_t *n)
{
	const struct ussd_fields names = {
		.session = c->field_session,
		.phone = c->field_phone,
		.text = c->field_text,
		.service = c->field_service,
	};
	struct form form;
	enum rc rc;

	*n = 0;
	if (strcmp(r->method, "POST") != 0)
		return RC_INVALID;
	rc = form_parse(&form, r->body, r->length, false);
	rc = rc == RC_OK ? read_form(&names, r->endpoint, &form, events, n) : RC_INVALID;
	form_release(&form);
	if (rc != RC_OK)
		*n = 0;
	return rc;
}

static void answer(const struct gateway_config *c, const struct gateway_event *e,
	const struct gateway_outcome *o, struct gateway_answer *out)
{
	(void)c;
	if (e->kind == EVENT_USSD) {
		ussd_answer(o, out);
		return;
	}
	out->status = 200;
	out->content_type = "text/plain; charset=UTF-8";
}

const struct gateway gateway_africastalking = {
	.type = "africastalking",
	.always_200 = true,
	.names_messages = true,
	.verify = secret_verify_key,
	.parse = parse,
	.answer = answer,
	.build = africastalking_build,
	.judge = africastalking_judge,
};
