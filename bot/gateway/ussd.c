/* gateway/ussd.c - USSD over HTTP: one hop and its screen */
#include "gateway/ussd.h"

#include <string.h>

#include "gateway/event.h"

enum rc ussd_fill(
	const struct ussd_fields *names, const struct form *f, struct gateway_event *e)
{
	const struct form_field *session = form_get(f, names->session);
	const struct form_field *phone = form_get(f, names->phone);
	const struct form_field *service = form_get(f, names->service);
	const struct form_field *text = form_get(f, names->text);

	if (session == NULL || session->value_length == 0 || phone == NULL ||
		form_repeats(f, names->session) || form_repeats(f, names->phone) ||
		form_repeats(f, names->text))
		return RC_INVALID;
	/* Hops are told apart by the length of the whole history, which so must not be cut. */
	if (text != NULL && text->value_length > GATEWAY_TEXT_MAX / 3)
		return RC_INVALID;
	event_begin(e, EVENT_USSD);
	identifier_copy(e->session, sizeof(e->session), session->value, session->value_length);
	event_put_sender(e, phone->value, phone->value_length);
	if (service != NULL)
		printable_copy(e->to, sizeof(e->to), service->value, service->value_length);
	if (text != NULL)
		event_put_text(e, text->value, text->value_length);
	return RC_OK;
}

enum rc ussd_read(const struct ussd_fields *names, const struct gateway_request *r,
	struct gateway_event *e)
{
	struct form form;
	enum rc rc;

	if (strcmp(r->method, "POST") != 0)
		return RC_INVALID;
	rc = form_parse(&form, r->body, r->length, false);
	rc = rc == RC_OK ? ussd_fill(names, &form, e) : RC_INVALID;
	form_release(&form);
	return rc;
}

void ussd_answer(const struct gateway_outcome *o, struct gateway_answer *out)
{
	out->status = 200;
	out->content_type = "text/plain; charset=UTF-8";
	buf_puts(&out->body, o->ends || o->reply[0] == NULL ? "END " : "CON ");
	if (o->reply[0] != NULL)
		buf_puts(&out->body, o->reply[0]);
}
