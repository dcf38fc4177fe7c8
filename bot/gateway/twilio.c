/* gateway/twilio.c - Twilio: its webhooks, and replies in TwiML */
#include "gateway/twilio.h"

#include <string.h>
#include <strings.h>

#include "gateway/adapters.h"
#include "gateway/event.h"
#include "gateway/signature.h"
#include "text/utf8.h"

static bool is_form(const struct gateway_request *r)
{
	static const char type[] = "application/x-www-form-urlencoded";

	return strcmp(r->method, "POST") == 0 &&
	       strncasecmp(r->content_type, type, sizeof(type) - 1) == 0;
}

static enum rc verify(const struct gateway_config *c, const struct gateway_request *r)
{
	struct form form;
	enum rc rc;

	if (!is_form(r))
		return twilio_verify(c, r, NULL);
	rc = form_parse(&form, r->body, r->length, false);
	rc = rc == RC_OK ? twilio_verify(c, r, &form) : RC_DENIED;
	form_release(&form);
	return rc;
}

/* "" when it is not there, or more than once. */
static const struct form_field *field(const struct form *f, const char *name)
{
	static const struct form_field none = { .name = "", .value = "" };
	const struct form_field *found = form_get(f, name);

	return found != NULL && !form_repeats(f, name) ? found : &none;
}

/* By which the message is known; the two names are of different ages. */
static const struct form_field *id_of(const struct form *f)
{
	const struct form_field *id = field(f, "MessageSid");

	return id->value_length > 0 ? id : field(f, "SmsSid");
}

static enum rc put_stop(
	const struct form *f, const char *name, struct gateway_event *events, size_t *n)
{
	const struct form_field *phone = field(f, name);

	event_begin(&events[*n], EVENT_STOP);
	event_put_sender(&events[*n], phone->value, phone->value_length);
	if (events[*n].sender == SENDER_SERVICE)
		return RC_INVALID;
	(*n)++;
	return RC_OK;
}

/* Some of its numbers hand a long text over in base64, without a word. Sixty signs without a space that are base64, and make a text
 * when decoded, are no Indonesian sentence. */
static void put_text(struct gateway_event *e, const char *s, size_t n)
{
	enum { LEAST = 60 };
	char text[GATEWAY_TEXT_MAX + 1];
	size_t length = 0;

	if (n >= LEAST && n % 4 == 0 &&
		base64_read(text, sizeof(text), &length, s, n) == RC_OK &&
		utf8_valid(text, length) && memchr(text, '\0', length) == NULL)
		event_put_text(e, text, length);
	else
		event_put_text(e, s, n);
}

/* OptOutType: Twilio knew the word, whatever the language, and has replied to it. */
static enum rc read_message(const struct form *f, struct gateway_event *events, size_t *n)
{
	const struct form_field *from = field(f, "From"), *to = field(f, "To");
	const struct form_field *id = id_of(f), *text = field(f, "Body");
	const struct form_field *choice = field(f, "OptOutType");

	if (from->value_length == 0 || id->value_length == 0 || form_repeats(f, "Body") ||
		form_get(f, "Body") == NULL)
		return RC_INVALID;
	event_begin(events, EVENT_SMS);
	identifier_copy(events->id, sizeof(events->id), id->value, id->value_length);
	event_put_sender(events, from->value, from->value_length);
	printable_copy(events->to, sizeof(events->to), to->value, to->value_length);
	put_text(events, text->value, text->value_length);
	events->replied = choice->value_length > 0;
	*n = 1;
	if (strcasecmp(choice->value, "STOP") == 0 && events->sender != SENDER_SERVICE)
		return put_stop(f, "From", events, n);
	return RC_OK;
}

static const struct {
	const char *word;
	enum report_state state;
} states[] = {
	{ "accepted", REPORT_NOTHING },
	{ "scheduled", REPORT_NOTHING },
	{ "queued", REPORT_NOTHING },
	{ "sending", REPORT_NOTHING },
	{ "sent", REPORT_SENT },
	{ "delivered", REPORT_DELIVERED },
	{ "read", REPORT_DELIVERED },
	{ "canceled", REPORT_REJECTED },
	{ "undelivered", REPORT_FAILED },
	{ "failed", REPORT_FAILED },
};

static enum report_state state_of(const char *word)
{
	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		if (strcmp(states[i].word, word) == 0)
			return states[i].state;
	return REPORT_NOTHING;
}

static enum rc read_report(const struct gateway_request *r, const struct form *f,
	struct gateway_event *events, size_t *n)
{
	const struct form_field *id = id_of(f), *ours = field(r->query, "ref");
	const struct form_field *code = field(f, "ErrorCode");
	const struct form_field *status = field(f, "MessageStatus");
	struct twilio_error error;

	if (status->value_length == 0)
		status = field(f, "SmsStatus");
	if (id->value_length == 0 || status->value_length == 0)
		return RC_INVALID;
	event_begin(events, EVENT_REPORT);
	identifier_copy(events->id, sizeof(events->id), id->value, id->value_length);
	if (digits_read(&events->reference, ours->value, ours->value_length) != RC_OK)
		events->reference = 0;
	events->report = state_of(status->value);
	printable_copy(events->code, sizeof(events->code), code->value, code->value_length);
	*n = 1;
	if (events->report != REPORT_FAILED)
		return RC_OK;
	error = twilio_error_of(code->value);
	events->report = error.report;
	return error.stops ? put_stop(f, "To", events, n) : RC_OK;
}

static enum rc read_form(const struct gateway_request *r, const struct form *f,
	struct gateway_event *events, size_t *n)
{
	if (form_get(f, "Body") == NULL &&
		(form_get(f, "MessageStatus") != NULL || strcmp(r->endpoint, "report") == 0))
		return read_report(r, f, events, n);
	return read_message(f, events, n);
}

static enum rc parse(const struct gateway_config *c, const struct gateway_request *r,
	struct gateway_event *events, size_t *n)
{
	struct form form;
	enum rc rc;

	(void)c;
	*n = 0;
	if (strcmp(r->method, "GET") == 0)
		return read_form(r, r->query, events, n);
	if (!is_form(r))
		return RC_INVALID;
	rc = form_parse(&form, r->body, r->length, false);
	rc = rc == RC_OK ? read_form(r, &form, events, n) : RC_INVALID;
	form_release(&form);
	if (rc != RC_OK)
		*n = 0;
	return rc;
}

static void put_escaped(struct buf *out, const char *s)
{
	for (; *s != '\0'; s++)
		if (*s == '&')
			buf_puts(out, "&amp;");
		else if (*s == '<')
			buf_puts(out, "&lt;");
		else if (*s == '>')
			buf_puts(out, "&gt;");
		else
			buf_putc(out, *s);
}

/* Anything else than TwiML would go out as a text, or be an error of ours in their log. */
static void answer(const struct gateway_config *c, const struct gateway_event *e,
	const struct gateway_outcome *o, struct gateway_answer *out)
{
	out->status = e->kind == EVENT_REPORT ? 204 : 200;
	out->content_type = "text/xml; charset=UTF-8";
	if (e->kind == EVENT_REPORT)
		return;
	buf_puts(&out->body, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
	if (o->reply[0] == NULL || !gateway_replies_inline(c)) {
		buf_puts(&out->body, "<Response/>");
		return;
	}
	buf_puts(&out->body, "<Response>");
	for (size_t i = 0; i < 2 && o->reply[i] != NULL; i++) {
		buf_puts(&out->body, "<Message>");
		put_escaped(&out->body, o->reply[i]);
		buf_puts(&out->body, "</Message>");
	}
	buf_puts(&out->body, "</Response>");
}

const struct gateway gateway_twilio = {
	.type = "twilio",
	.inline_reply = true,
	.verify = verify,
	.parse = parse,
	.answer = answer,
	.build = twilio_build,
	.judge = twilio_judge,
};
