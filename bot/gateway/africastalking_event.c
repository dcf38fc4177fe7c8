/* gateway/africastalking_event.c - an SMS, a delivery report and an opt-out, as Africa's Talking posts them */
#include "gateway/africastalking.h"

#include <string.h>
#include <strings.h>

#include "gateway/event.h"
#include "gateway/instant.h"

/* A field that must be there, once and not empty; NULL otherwise. */
static const struct form_field *needed(const struct form *f, const char *name)
{
	const struct form_field *field = form_get(f, name);

	if (field == NULL || field->value_length == 0 || form_repeats(f, name))
		return NULL;
	return field;
}

enum rc africastalking_read_message(
	const struct form *f, struct gateway_event *events, size_t *n)
{
	const struct form_field *from = needed(f, "from");
	const struct form_field *text = form_get(f, "text");
	const struct form_field *to = form_get(f, "to");
	const struct form_field *id = form_get(f, "id");
	const struct form_field *date = form_get(f, "date");

	if (from == NULL || text == NULL || form_repeats(f, "text") || form_repeats(f, "id"))
		return RC_INVALID;
	event_begin(events, EVENT_SMS);
	event_put_sender(events, from->value, from->value_length);
	event_put_text(events, text->value, text->value_length);
	if (to != NULL)
		printable_copy(events->to, sizeof(events->to), to->value, to->value_length);
	if (id != NULL)
		identifier_copy(events->id, sizeof(events->id), id->value, id->value_length);
	if (date != NULL)
		events->at = instant_read(date->value, date->value_length);
	*n = 1;
	return RC_OK;
}

static const struct {
	const char *word;
	enum report_state state;
} states[] = {
	{ "Sent", REPORT_SENT },
	{ "Submitted", REPORT_SENT },
	{ "Buffered", REPORT_SENT },
	{ "Success", REPORT_DELIVERED },
	{ "Failed", REPORT_FAILED },
	{ "AbsentSubscriber", REPORT_FAILED },
	{ "Rejected", REPORT_REJECTED },
	{ "Expired", REPORT_EXPIRED },
};

/* A word we do not know tells nothing, rather than something wrong. */
static enum report_state state_of(const char *word)
{
	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		if (strcasecmp(states[i].word, word) == 0)
			return states[i].state;
	return REPORT_NOTHING;
}

/* The phone of a form as the one who wants nothing more; RC_INVALID when it is no number. */
static enum rc put_stop(struct gateway_event *e, const struct form_field *phone)
{
	event_begin(e, EVENT_STOP);
	if (phone == NULL)
		return RC_INVALID;
	event_put_sender(e, phone->value, phone->value_length);
	return e->sender != SENDER_SERVICE ? RC_OK : RC_INVALID;
}

enum rc africastalking_read_report(
	const struct form *f, struct gateway_event *events, size_t *n)
{
	const struct form_field *id = needed(f, "id");
	const struct form_field *status = needed(f, "status");
	const struct form_field *reason = needed(f, "failureReason");

	if (id == NULL || status == NULL)
		return RC_INVALID;
	event_begin(events, EVENT_REPORT);
	identifier_copy(events->id, sizeof(events->id), id->value, id->value_length);
	events->report = state_of(status->value);
	if (reason == NULL)
		reason = status;
	printable_copy(events->code, sizeof(events->code), reason->value, reason->value_length);
	*n = 1;
	if (strcasecmp(reason->value, "UserInBlackList") == 0 &&
		put_stop(&events[1], needed(f, "phoneNumber")) == RC_OK)
		*n = 2;
	return RC_OK;
}

enum rc africastalking_read_stop(const struct form *f, struct gateway_event *events, size_t *n)
{
	*n = 1;
	return put_stop(events, needed(f, "phoneNumber"));
}
