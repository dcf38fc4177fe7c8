/* relay/modem.c - a gateway whose door is gammu-smsd's database */
#include "relay/modem.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "gateway/gammu.h"
#include "relay/inbound.h"
#include "relay/outbound_state.h"
#include "store/store.h"

enum {
	LOOK_EVERY_MS = 2000,
	TRY_EVERY_MS = 30 * 1000, /* to open what does not open */
	REPORTS = 64,             /* a turn */
	KEEP_DAYS = 7,            /* in smsd's tables; ours have the message */
	PRUNE_EVERY_MS = 3600 * 1000,
	PRUNE_ROWS = 500,
};

void modem_close(struct modem *m)
{
	smsd_close(m->smsd);
	m->smsd = NULL;
}

bool modem_is_due(const struct route *r, int64_t now_ms)
{
	return r->adapter->modem && now_ms >= r->modem.look_ms;
}

/* The modem may be plugged in after Lapak has started. */
static bool open_it(struct route *r, int64_t now_ms)
{
	struct err err = { .msg = "" };

	if (r->modem.smsd != NULL)
		return true;
	if (smsd_open(&r->modem.smsd, r->config->smsd_database, &err) == RC_OK) {
		log_event(LOG_INFO, "modem-open", "gateway=%s", r->config->name);
		r->modem.told = false;
		return true;
	}
	if (!r->modem.told)
		log_event(LOG_WARN, "modem-closed", "gateway=%s reason=\"%s\"", r->config->name,
			err.msg);
	r->modem.told = true;
	r->modem.look_ms = now_ms + TRY_EVERY_MS;
	return false;
}

static void cursor_name(char out[static 64], const struct route *r)
{
	(void)snprintf(out, 64, "smsd.%s.cursor", r->config->name);
}

static enum rc load_cursor(struct outbound *o, struct route *r)
{
	struct smsd_cursor *c = &r->modem.cursor;
	char name[64], value[128] = "", *end;
	enum rc rc;

	if (r->modem.loaded)
		return RC_OK;
	cursor_name(name, r);
	rc = setting_get(o->store, name, value);
	if (rc != RC_OK && rc != RC_ABSENT)
		return rc;
	c->item = strtoll(value, &end, 10);
	c->position = strtoll(end, &end, 10);
	(void)snprintf(c->at, sizeof(c->at), "%s", end[0] == ' ' ? end + 1 : "");
	r->modem.loaded = true;
	return RC_OK;
}

static enum rc keep_cursor(struct outbound *o, struct route *r)
{
	const struct smsd_cursor *c = &r->modem.next;
	char name[64], value[128];

	if (memcmp(c, &r->modem.cursor, sizeof(*c)) == 0)
		return RC_OK;
	cursor_name(name, r);
	(void)snprintf(value, sizeof(value), "%" PRId64 " %" PRId64 " %s", c->item, c->position,
		c->at);
	return setting_put(o->store, name, value);
}

struct look {
	struct outbound *o;
	struct route *r;
	int64_t now;
	enum rc failed; /* of our own transaction */
};

/* A broken transaction ends the turn; an event that failed alone is looked at again. */
static enum rc apply(struct look *l, const struct gateway_event *e)
{
	struct inbound_result result;
	enum rc rc;

	inbound_result_init(&result);
	rc = inbound_apply(l->o->inbound, l->r->config, e, l->now, &result);
	inbound_result_release(&result);
	if (rc_breaks(rc))
		l->failed = rc;
	return rc;
}

static enum rc receive(const struct smsd_received *in, void *arg)
{
	struct look *l = arg;
	struct gateway_event *e = l->o->scratch;
	enum rc rc;

	gammu_event(e, in->id, in->from, in->text, in->device);
	rc = apply(l, e);
	if (rc != RC_OK)
		return l->failed;
	l->r->modem.taken[l->r->modem.n++] = in->id;
	l->r->record.last_inbound = l->now;
	return RC_OK;
}

static enum rc report(const struct smsd_report *in, void *arg)
{
	static const enum report_state states[] = {
		[SMSD_SENT] = REPORT_SENT,
		[SMSD_DELIVERED] = REPORT_DELIVERED,
		[SMSD_FAILED] = REPORT_FAILED,
		[SMSD_EXPIRED] = REPORT_EXPIRED,
	};
	struct look *l = arg;
	struct gateway_event *e = l->o->scratch;

	*e = (struct gateway_event){ .kind = EVENT_REPORT,
		.reference = in->id,
		.report = states[in->state],
		.part = 1 };
	(void)snprintf(e->other_id, sizeof(e->other_id), "%" PRId64 ":%" PRId64 ":%d", in->item,
		in->position, (int)in->state);
	if (in->code >= 0)
		(void)snprintf(e->code, sizeof(e->code), "TP-Status 0x%02x",
			(unsigned)in->code & 0xFFU);
	(void)apply(l, e);
	return l->failed;
}

/* What nobody has begun to send and nobody wants any more. */
static enum rc take_back(struct look *l)
{
	struct modem *m = &l->r->modem;
	struct gateway_event *e = l->o->scratch;
	enum rc rc = RC_OK;

	if (m->back == 0)
		rc = smsd_take_back(m->smsd, l->now, &m->back);
	if (rc != RC_OK)
		return rc == RC_ABSENT ? RC_OK : rc;
	*e = (struct gateway_event){
		.kind = EVENT_REPORT, .reference = m->back, .report = REPORT_EXPIRED
	};
	(void)snprintf(e->code, sizeof(e->code), "not sent in time");
	(void)apply(l, e);
	m->back_told = l->failed == RC_OK;
	return l->failed;
}

static enum rc look(struct look *l)
{
	struct modem *m = &l->r->modem;
	enum rc rc = smsd_inbox(m->smsd, MODEM_TAKEN, receive, l);

	if (rc == RC_OK)
		rc = smsd_reports(m->smsd, &m->next, REPORTS, report, l);
	if (rc == RC_OK)
		rc = take_back(l);
	return rc;
}

enum rc modem_turn(struct outbound *o, struct route *r, int64_t now, int64_t now_ms)
{
	struct look l = { .o = o, .r = r, .now = now };
	struct modem *m = &r->modem;
	enum rc rc;

	m->n = 0;
	if (!modem_is_due(r, now_ms) || o->inbound == NULL || !open_it(r, now_ms))
		return RC_OK;
	rc = load_cursor(o, r);
	if (rc != RC_OK)
		return rc;
	m->next = m->cursor;
	rc = look(&l);
	m->look_ms = now_ms + (rc == RC_OK || rc == RC_BUSY ? LOOK_EVERY_MS : TRY_EVERY_MS);
	if (m->n == MODEM_TAKEN)
		m->look_ms = now_ms;
	/* smsd holding its file, or the file being out of order, is no fault of our transaction. */
	return l.failed == RC_OK ? keep_cursor(o, r) : l.failed;
}

void modem_kept(struct route *r, int64_t now_ms)
{
	struct modem *m = &r->modem;

	if (m->smsd == NULL)
		return;
	if (m->back_told)
		m->back = 0;
	m->back_told = false;
	/* When smsd is busy they are shown again, and known. */
	if (m->n > 0 && smsd_taken(m->smsd, m->taken, m->n) != RC_OK)
		log_event(LOG_DEBUG, "modem-busy", "gateway=%s", r->config->name);
	m->n = 0;
	if (m->loaded)
		m->cursor = m->next;
	if (now_ms - m->pruned_ms < PRUNE_EVERY_MS && m->pruned_ms != 0)
		return;
	if (smsd_prune(m->smsd, KEEP_DAYS, PRUNE_ROWS) == RC_OK)
		m->pruned_ms = now_ms;
}

void modem_undone(struct route *r)
{
	r->modem.n = 0;
	r->modem.next = r->modem.cursor;
	r->modem.back_told = false;
	r->modem.look_ms = 0;
}

static void judge(struct slot *s, enum rc rc)
{
	s->judgement = (struct gateway_judgement){ .verdict = VERDICT_SENT };
	if (rc == RC_OK)
		return;
	s->judgement.verdict = rc == RC_INVALID ? VERDICT_REFUSED : VERDICT_RETRY;
	(void)snprintf(s->judgement.code, sizeof(s->judgement.code), "%s",
		rc == RC_INVALID ? "too long" : "modem not ready");
}

void modem_send(struct route *r, struct slot *s, int64_t now, int64_t now_ms)
{
	enum rc rc = RC_ABSENT;

	if (open_it(r, now_ms))
		rc = smsd_send(r->modem.smsd, &(struct smsd_message){
						      .id = s->id,
						      .to = s->to,
						      .text = s->text.data,
						      .device = r->config->device,
						      .now = now,
						      .expires_at = s->expires_at,
					      });
	judge(s, rc);
}
