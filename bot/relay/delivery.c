/* relay/delivery.c - what a delivery report does to its message */
#include "relay/delivery.h"

#include <stdio.h>
#include <string.h>

#include "store/early.h"
#include "store/part.h"
#include "store/store.h"

struct reported { /* what a report is about */
	const char *gateway;
	bool ours;
	int32_t segments;
};

/* A gateway speaks of what was given to it, and of nothing else. */
static enum rc check_report(const struct message *m, void *arg)
{
	struct reported *r = arg;

	r->ours = m->kind != KIND_INBOUND && strcmp(m->gateway, r->gateway) == 0;
	r->segments = m->segments;
	return RC_OK;
}

/* What a report that says something makes of its message. */
static const enum message_state became[] = {
	[REPORT_SENT] = MESSAGE_SENT,
	[REPORT_DELIVERED] = MESSAGE_DELIVERED,
	[REPORT_FAILED] = MESSAGE_FAILED,
	[REPORT_EXPIRED] = MESSAGE_EXPIRED,
	[REPORT_REJECTED] = MESSAGE_REJECTED,
};

static bool is_bad_news(enum report_state report)
{
	return report == REPORT_FAILED || report == REPORT_EXPIRED || report == REPORT_REJECTED;
}

/* A report on one part that the gateway repeats counts once. */
static enum rc note_once(struct store *st, const struct gateway_config *from, int64_t id,
	const struct gateway_event *e, int64_t now, bool *repeated)
{
	char key[sizeof(e->other_id) + 8];
	enum rc rc;

	if (e->other_id[0] == '\0')
		return RC_OK;
	(void)snprintf(key, sizeof(key), "report %s", e->other_id);
	rc = other_note(st, from->name, key, id, now);
	*repeated = rc == RC_CONFLICT;
	return *repeated ? RC_OK : rc;
}

/* Whether the report settles its message: of several parts only the last to arrive does. Reports come in any order, so the
 * number of parts may be told after some have arrived; until then our own count stands. */
static enum rc count_parts(struct store *st, const struct gateway_event *e, int64_t id,
	int32_t segments, int64_t now, bool *whole)
{
	struct part_progress more = { .parts = e->parts }, known = { 0, 0 };
	enum rc rc;

	more.delivered = e->report == REPORT_DELIVERED && e->part > 0;
	if (e->parts <= 1 && (segments <= 1 || e->part == 0))
		return RC_OK;
	rc = part_report(st, id, &more, now, &known);
	if (rc != RC_OK)
		return rc;
	if (known.parts == 0)
		known.parts = segments;
	*whole = known.delivered >= known.parts;
	return *whole ? part_report_drop(st, id) : RC_OK;
}

static enum rc settle_one(struct store *st, const struct gateway_config *from, int64_t id,
	const struct gateway_event *e, int32_t segments, int64_t now)
{
	struct settlement done = {
		.id = id,
		.state = became[e->report],
		.error = is_bad_news(e->report) && e->code[0] != '\0' ? e->code : NULL,
		.now = now,
	};
	bool counted = e->part > 0 || e->parts > 1;
	bool whole = e->report == REPORT_DELIVERED, repeated = false;
	enum rc rc = RC_OK;

	if (counted && !is_bad_news(e->report)) {
		if (e->part > 0)
			rc = note_once(st, from, id, e, now, &repeated);
		if (rc == RC_OK && !repeated)
			rc = count_parts(st, e, id, segments, now, &whole);
		if (rc != RC_OK || repeated)
			return rc;
		done.state = whole ? MESSAGE_DELIVERED : MESSAGE_SENT;
	}
	return message_settle(st, &done);
}

static enum rc settle(struct store *st, const struct gateway_config *from, int64_t id,
	const struct gateway_event *e, int32_t segments, int64_t now)
{
	enum rc rc = store_save(st), undone;

	if (rc != RC_OK)
		return rc;
	rc = settle_one(st, from, id, e, segments, now);
	if (rc == RC_OK ||
		rc == RC_CONFLICT) { /* a state that is further stays; the count is kept */
		undone = store_release(st);
		return undone;
	}
	undone = store_undo(st);
	return undone != RC_OK ? undone : rc;
}

/* Of a message that its gateway is about to tell us the id of, perhaps. */
static enum rc keep_early(struct store *st, const struct gateway_config *from,
	const struct gateway_event *e, int64_t now)
{
	const struct early early = {
		.gateway = from->name,
		.gateway_id = e->id,
		.state = became[e->report],
		.error = is_bad_news(e->report) ? e->code : NULL,
		.now = now,
	};
	enum rc rc = store_save(st), undone;

	if (rc != RC_OK)
		return rc;
	rc = early_keep(st, &early);
	if (rc == RC_OK)
		return store_release(st);
	undone = store_undo(st);
	return undone != RC_OK ? undone : rc;
}

enum rc delivery_take(const struct inbound *in, const struct gateway_config *from,
	const struct gateway_event *e, int64_t now, struct inbound_result *out)
{
	struct reported r = { .gateway = from->name };
	int64_t id = e->reference;
	enum rc rc = RC_OK;
	bool is_early = false;

	if (e->report == REPORT_NOTHING)
		return RC_OK;
	if (id == 0 && e->id[0] != '\0') {
		rc = sent_find(in->store, from->name, e->id, &id);
		is_early = rc == RC_ABSENT && gateway_find(from->type)->names_messages;
	}
	if (rc == RC_OK)
		rc = message_get(in->store, id, check_report, &r);
	out->unknown = rc == RC_ABSENT || (rc == RC_OK && !r.ours);
	if (rc == RC_OK && r.ours)
		rc = settle(in->store, from, id, e, r.segments, now);
	else if (is_early)
		rc = keep_early(in->store, from, e, now);
	return rc == RC_ABSENT ? RC_OK : rc;
}
