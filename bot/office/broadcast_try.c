/* office/broadcast_try.c - a broadcast on one phone first */
#include <inttypes.h>

#include "base/days.h"
#include "base/quiet.h"
#include "gateway/gateway.h"
#include "office/broadcast.h"
#include "text/gsm7.h"
#include "wording/broadcast_text.h"

struct trial {
	const struct broadcast_facts *f;
	struct broadcast *b;
	const struct phone *to;
	const struct gateway_config *gateway;
	struct trader who; /* whose number it is; id 0: no trader's */
	struct broadcast_texts texts;
};

static enum rc may_try(struct trial *t, struct err *err)
{
	const struct config *c = t->f->config;
	int64_t spent = 0;
	bool stopped = false;
	enum rc rc = trader_by_phone(t->f->store, t->to, &t->who);

	if (rc == RC_ABSENT) /* maybe erased, but not so their STOP */
		rc = trader_opted_out(t->f->store, t->to, &stopped);
	else if (rc == RC_OK)
		stopped = t->who.stopped_at != 0;
	if (rc != RC_OK)
		return rc;
	if (t->b->tests >= BROADCAST_TESTS_MOST)
		return err_set(err, RC_FULL, "it was tried %d times; write a new one",
			(int)BROADCAST_TESTS_MOST);
	if (stopped)
		return err_set(err, RC_DENIED, "whose number that is wants no messages");
	t->gateway = gateway_for(c, &(struct gateway_need){ .to = t->to->e164, .bulk = true });
	if (t->gateway == NULL || !config_allows(t->gateway, t->to->e164))
		return err_set(err, RC_INVALID, "no gateway carries to that number");
	rc = broadcast_spent(t->f->store, day_calendar(t->f->now), &spent);
	if (rc == RC_OK && c->office.broadcast_cap_per_day > 0 &&
		spent >= c->office.broadcast_cap_per_day)
		return err_set(err, RC_FULL, "broadcast_cap_per_day is reached for today");
	return rc;
}

static enum rc queue_trial(struct trial *t, size_t i, struct buf *sms)
{
	/* A trader has quiet hours; whoever of the office tries it on the own phone waits for it. */
	int64_t due = t->who.id != 0 ? quiet_end(&t->f->config->office.quiet_hours, t->f->now)
				     : t->f->now;
	struct message m = { .gateway = t->gateway->name,
		.phone = t->to->e164,
		.at = t->f->now,
		.due_at = due,
		.expires_at = due + BROADCAST_LIVES };
	bool gsm7;

	buf_reset(sms);
	broadcast_render(
		t->f->wording, t->texts.of[i].language, t->texts.of[i].text, t->who.name, sms);
	m.text = sms->data;
	m.segments = (int32_t)sms_segments(sms->data, sms->len, &gsm7);
	return broadcast_test(t->f->store, t->b, &m);
}

enum rc broadcast_try(const struct broadcast_facts *f, struct broadcast *b,
	const struct phone *to, struct err *err)
{
	struct trial t = { .f = f, .b = b, .to = to };
	struct buf sms;
	enum rc rc;

	if (b->state != BROADCAST_DRAFT && b->state != BROADCAST_WAITING)
		return err_set(err, RC_CONFLICT,
			"broadcast %" PRId64 " is %s, and is tried before it is approved",
			b->id, broadcast_state_name(b->state));
	rc = may_try(&t, err);
	if (rc == RC_OK)
		rc = broadcast_texts(f->store, b->id, &t.texts);
	buf_init(&sms, BROADCAST_SMS_MAX);
	for (size_t i = 0; i < t.texts.n && rc == RC_OK; i++)
		rc = queue_trial(&t, i, &sms);
	buf_release(&sms);
	if (rc != RC_OK)
		return rc;
	b->tests++;
	return broadcast_put(f->store, b);
}
