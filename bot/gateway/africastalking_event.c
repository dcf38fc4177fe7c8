/* gateway/africastalking_event.c - an SMS, a delivery report and an opt-out, as Africa's Talking posts them */
#include "gateway/africastalking.h"

#include <string.h>
#include <strings.h>

#include "base/days.h"
#include "gateway/event.h"

/* A field that must be there, once and not empty; NULL otherwise. */
static const struct form_field *needed(const struct form *f, const char *name)
{
	const struct form_field *field = form_get(f, name);

	if (field == NULL || field->value_length == 0 || form_repeats(f, name))
		return NULL;
	return field;
}

static bool two_digits(int *out, const char *s, int most)
{
	if (s[0] < '0' || s[0] > '9' || s[1] < '0' || s[1] > '9')
		return false;
	*out = (s[0] - '0') * 10 + (s[1] - '0');
	return *out <= most;
}

/* "2017-05-03T06:04:45Z" or "2017-05-03 06:04:45", both UTC; 0 when it is neither. */
static int64_t utc_read(const struct form_field *field)
{
	char date[11];
	int32_t day;
	int hour, minute, second;

	if (field == NULL || field->value_length < 19)
		return 0;
	memcpy(date, field->value, 10);
	date[10] = '\0';
	if (day_parse_iso(&day, date) != RC_OK || strchr("T ", field->value[10]) == NULL ||
		!two_digits(&hour, field->value + 11, 23) || field->value[13] != ':' ||
		!two_digits(&minute, field->value + 14, 59) || field->value[16] != ':' ||
		!two_digits(&second, field->value + 17, 60))
		return 0;
	return (int64_t)day * DAY_SECONDS + (int64_t)hour * 3600 + (int64_t)minute * 60 +
	       second;
}

enum rc africastalking_read_message(
	const struct form *f, struct gateway_event *events, size_t *n)
{
	const struct form_field *from = needed(f, "from");
	const struct form_field *text = form_get(f, "text");
	const struct form_field *to = form_get(f, "to");
	const struct form_field *id = form_get(f, "id");

	if (from == NULL || text == NULL || form_repeats(f, "text") || form_repeats(f, "id"))
		return RC_INVALID;
	event_begin(events, EVENT_SMS);
	event_put_sender(events, from->value, from->value_length);
	event_put_text(events, text->value, text->value_length);
	if (to != NULL)
		printable_copy(events->to, sizeof(events->to), to->value, to->value_length);
	if (id != NULL)
		identifier_copy(events->id, sizeof(events->id), id->value, id->value_length);
	events->at = utc_read(form_get(f, "date"));
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
