/* relay/ask.c - what a gateway that does not call is asked from time to time */
#include "relay/ask.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "relay/inbound.h"
#include "relay/outbound_state.h"

enum {
	BALANCE_EVERY_MS = 15 * 60 * 1000,
	REPORT_STEPS = 5,
	INBOX_MAX = 1024 * 1024, /* bytes: some ten thousand messages, those of two busy days */
};

/* Indonesian receipts come within a minute or late; after the last step it stays sent. */
static const int32_t report_after[REPORT_STEPS] = { 30, 120, 600, 3600, 21600 }; /* seconds */

static int64_t report_after_ms(int step)
{
	return (int64_t)1000 * report_after[step];
}

void ask_open(struct asking *a)
{
	a->owner = OWNER_ASK;
	transfer_init(&a->transfer, INBOX_MAX);
}

void ask_close(struct asking *a, CURLM *multi)
{
	if (a->state == ASK_FLYING)
		(void)curl_multi_remove_handle(multi, a->transfer.easy);
	transfer_release(&a->transfer);
}

void ask_await(struct route *r, int64_t reference, const char *id, int64_t now_ms)
{
	struct asking *a = &r->asking;
	struct awaited *w;

	if (r->adapter->ask == NULL || a->never[ASK_REPORT] || id[0] == '\0')
		return;
	for (size_t i = 0; i < a->waits; i++)
		if (a->awaited[i].reference == reference)
			return;
	if (a->waits == ASK_AWAITED) {
		memmove(&a->awaited[0], &a->awaited[1],
			(ASK_AWAITED - 1) * sizeof(a->awaited[0]));
		a->waits--;
	}
	w = &a->awaited[a->waits++];
	*w = (struct awaited){ .reference = reference, .due_ms = now_ms + report_after_ms(0) };
	(void)snprintf(w->id, sizeof(w->id), "%s", id);
}

struct recall {
	struct route *route;
	int64_t now_ms;
};

static enum rc recall_one(const struct message *m, void *arg)
{
	struct recall *r = arg;

	ask_await(r->route, m->id, m->gateway_id, r->now_ms);
	return RC_OK;
}

enum rc ask_recall(struct outbound *o, struct route *r, int64_t now, int64_t now_ms)
{
	struct recall recall = { .route = r, .now_ms = now_ms };
	const struct sent_ask ask = { .gateway = r->config->name,
		.since = now - report_after[REPORT_STEPS - 1],
		.max = (int64_t)(ASK_AWAITED - r->asking.waits) };
	enum rc rc;

	if (r->adapter->ask == NULL || o->inbound == NULL || r->asking.recalled)
		return RC_OK;
	rc = message_sent_lately(o->store, &ask, recall_one, &recall);
	r->asking.recalled = rc == RC_OK;
	return rc;
}

static void await_no_more(struct asking *a, size_t i)
{
	a->waits--;
	memmove(&a->awaited[i], &a->awaited[i + 1], (a->waits - i) * sizeof(a->awaited[0]));
}

/* The next message to ask for; it is asked again later whatever the answer, until a last time. */
static bool next_report(struct asking *a, int64_t now_ms)
{
	for (size_t i = 0; i < a->waits; i++) {
		struct awaited *w = &a->awaited[i];

		if (now_ms < w->due_ms)
			continue;
		a->question.ask = ASK_REPORT;
		a->question.reference = w->reference;
		memcpy(a->id, w->id, sizeof(a->id));
		if (++w->step == REPORT_STEPS)
			await_no_more(a, i);
		else
			w->due_ms = now_ms + report_after_ms(w->step);
		return true;
	}
	return false;
}

static bool next_question(struct route *r, int64_t now_ms)
{
	struct asking *a = &r->asking;
	int64_t poll_ms = r->config->poll_seconds * 1000;

	if (poll_ms > 0 && !a->never[ASK_INBOX] && now_ms >= a->due_ms[ASK_INBOX]) {
		a->question.ask = ASK_INBOX;
		a->due_ms[ASK_INBOX] = now_ms + poll_ms;
		return true;
	}
	if (!a->never[ASK_REPORT] && next_report(a, now_ms))
		return true;
	if (a->never[ASK_BALANCE] || now_ms < a->due_ms[ASK_BALANCE])
		return false;
	a->question.ask = ASK_BALANCE;
	a->due_ms[ASK_BALANCE] = now_ms + BALANCE_EVERY_MS;
	return true;
}

void ask_start(struct outbound *o, struct route *r, int64_t now, int64_t now_ms)
{
	struct asking *a = &r->asking;
	enum rc rc;

	if (a->state == ASK_TAKEN) {
		a->state = ASK_IDLE;
		buf_release(&a->transfer.answer);
	}
	if (r->adapter->ask == NULL || o->inbound == NULL || a->state != ASK_IDLE)
		return;
	a->question = (struct gateway_question){ .now = now, .id = a->id };
	if (!next_question(r, now_ms))
		return;
	transfer_clear(&a->transfer);
	rc = r->adapter->ask(r->config, &a->question, &a->transfer.send);
	if (rc == RC_ABSENT)
		a->never[a->question.ask] = true;
	if (rc == RC_OK && transfer_start(&a->transfer, o->multi, &a->owner) == RC_OK)
		a->state = ASK_FLYING;
}

void ask_finish(struct outbound *o, struct asking *a, CURLcode result)
{
	int64_t retry_after;

	transfer_end(&a->transfer, o->multi, result, &a->response, &retry_after);
	a->state = ASK_DONE;
}

/* A broken transaction ends the turn; an event that failed alone must not keep the others out. */
static enum rc apply(struct outbound *o, struct route *r, size_t n, int64_t now)
{
	for (size_t i = 0; i < n; i++) {
		struct inbound_result result;
		enum rc rc;

		inbound_result_init(&result);
		rc = inbound_apply(o->inbound, r->config, &o->scratch[i], now, &result);
		inbound_result_release(&result);
		if (rc_breaks(rc))
			return rc;
	}
	return RC_OK;
}

/* A piece of the answer: a gateway may tell of more than the room for events holds, and traders who write meanwhile are
 * answered between the pieces. *more: it has not been told to its end. */
static enum rc take(struct outbound *o, struct route *r, int64_t now, bool *more)
{
	struct asking *a = &r->asking;
	struct gateway_told told = { .n = 0 };
	enum rc rc = r->adapter->told(r->config, &a->question, &a->response, o->scratch, &told);

	if (rc != RC_OK) {
		r->health.unanswered++;
		return RC_OK; /* it is asked again */
	}
	rc = apply(o, r, told.n, now);
	if (rc != RC_OK)
		return rc;
	a->question.skip += told.n;
	*more = told.n == GATEWAY_EVENTS_MAX;
	if (a->question.ask == ASK_INBOX && a->question.skip > 0)
		r->record.last_inbound = now;
	if (told.balance[0] != '\0') {
		r->record_changed |= strcmp(r->record.balance, told.balance) != 0;
		memcpy(r->record.balance, told.balance, sizeof(r->record.balance));
		r->record.balance_at = now;
	}
	return RC_OK;
}

enum rc ask_turn(struct outbound *o, struct route *r, int64_t now)
{
	struct asking *a = &r->asking;
	bool more = false;
	enum rc rc;

	if (a->state != ASK_DONE)
		return RC_OK;
	rc = take(o, r, now, &more);
	if (rc == RC_OK && !more)
		a->state = ASK_TAKEN;
	return rc;
}

void ask_undone(struct asking *a)
{
	if (a->state == ASK_TAKEN)
		a->state = ASK_DONE;
}
