/*
 * gateway/kannel_report.c - Kannel's delivery reports
 *
 * %d is a bit mask, not a list of values: an expired message arrives as 34. %A is the operator's
 * receipt (SMPP 3.4 appendix B) or "ACK/", "NACK/code/words".
 */
#include "gateway/kannel.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "gateway/event.h"

enum type_bit { /* user guide, table 7-12; 32 is undocumented: the validity period ran out */
	TYPE_DELIVERED = 1,
	TYPE_FAILED = 2,
	TYPE_BUFFERED = 4,
	TYPE_ACCEPTED = 8,
	TYPE_REFUSED = 16,
	TYPE_EXPIRED = 32,
};

struct word { /* borrowed from the query */
	const char *s;
	size_t n;
};

/* The word after name ("stat:") in the receipt's head: what follows " text:" was written by people. */
static struct word receipt_word(const char *receipt, const char *name)
{
	const char *end = strcasestr(receipt, " text:");
	const char *at = strcasestr(receipt, name);

	if (at == NULL || (end != NULL && at > end))
		return (struct word){ "", 0 };
	at += strlen(name);
	return (struct word){ at, strcspn(at, " ") };
}

static bool word_is(struct word w, const char *s)
{
	return w.n == strlen(s) && strncasecmp(w.s, s, w.n) == 0;
}

/* In this order: bits of an earlier stage may be set beside those of a later one. */
static enum report_state state_of(int64_t type, struct word stat)
{
	if ((type & TYPE_REFUSED) != 0)
		return REPORT_REJECTED;
	if ((type & TYPE_DELIVERED) != 0)
		return REPORT_DELIVERED;
	if ((type & TYPE_FAILED) != 0) {
		if ((type & TYPE_EXPIRED) != 0 || word_is(stat, "EXPIRED"))
			return REPORT_EXPIRED;
		return word_is(stat, "REJECTD") ? REPORT_REJECTED : REPORT_FAILED;
	}
	if ((type & TYPE_ACCEPTED) != 0)
		return REPORT_SENT;
	if ((type & TYPE_BUFFERED) != 0 && word_is(stat, "ACCEPTD"))
		return REPORT_SENT;
	return REPORT_NOTHING;
}

/* "UNDELIV/011" of a receipt, "0x0000000b" of a NACK. */
static void put_code(struct gateway_event *e, const char *answer)
{
	struct word stat = receipt_word(answer, "stat:");
	struct word err = receipt_word(answer, "err:");
	char code[sizeof(e->code)];
	int n;

	if (stat.n > 0) {
		bool plain = err.n == 0 || word_is(err, "000");

		n = snprintf(code, sizeof(code), "%.*s%s%.*s", (int)(stat.n > 20 ? 20 : stat.n),
			stat.s, plain ? "" : "/", plain ? 0 : (int)(err.n > 20 ? 20 : err.n),
			err.s);
		printable_copy(e->code, sizeof(e->code), code, n < 0 ? 0 : (size_t)n);
	} else if (strncmp(answer, "NACK/", 5) == 0) {
		printable_copy(e->code, sizeof(e->code), answer + 5, strcspn(answer + 5, "/"));
	}
}

enum rc kannel_read_report(const struct gateway_request *r, struct gateway_event *e)
{
	const struct form_field *ref = form_get(r->query, "ref");
	const struct form_field *type = form_get(r->query, "type");
	const struct form_field *answer = form_get(r->query, "answer");
	int64_t reference, mask;

	if (ref == NULL || type == NULL ||
		digits_read(&reference, ref->value, ref->value_length) != RC_OK ||
		digits_read(&mask, type->value, type->value_length) != RC_OK)
		return RC_INVALID;
	event_begin(e, EVENT_REPORT);
	e->reference = reference;
	e->report = state_of(mask, receipt_word(answer != NULL ? answer->value : "", "stat:"));
	if (answer != NULL)
		put_code(e, answer->value);
	return RC_OK;
}
