/* office/push.c - the one way to send a trader what they did not just ask for */
#include "office/push.h"

#include <string.h>

#include "base/config.h"
#include "base/days.h"
#include "base/quiet.h"
#include "gateway/gateway.h"
#include "store/conversation.h"
#include "store/helper.h"
#include "store/store.h"
#include "text/gsm7.h"
#include "wording/wording.h"

enum {
	MINUTE = 60,
	DAY = 24 * 3600,
	AFTER_OWN_SMS = 15 * MINUTE,
	NO_CARRIER_WAIT = 5 * MINUTE,
	CIVIL = 10 * 3600, /* of the next day */
};

static enum rc read_state(const struct message *m, void *arg)
{
	*(enum message_state *)arg = m->state;
	return RC_OK;
}

/* Until when a question of ours is open that somebody may have read; 0: none is. */
static enum rc find_open(
	const struct work *w, const struct conversation *c, const struct push *p, int64_t *out)
{
	int64_t id = pushed_message(c, w->now);
	enum message_state state = MESSAGE_QUEUED;
	enum rc rc;

	*out = p->question != NULL && !p->question->replaces ? pushed_open_until(c, w->now) : 0;
	if (*out <= w->now || id == 0)
		return RC_OK;
	rc = message_get(w->store, id, read_state, &state);
	if (rc == RC_OK && (state == MESSAGE_EXPIRED || state == MESSAGE_REJECTED))
		*out = 0;
	return rc == RC_ABSENT ? RC_OK : rc;
}

static void later(struct push_result *out, int64_t at, const char *reason)
{
	if (out->outcome == PUSH_NEVER || (out->outcome == PUSH_LATER && out->not_before >= at))
		return;
	*out = (struct push_result){
		.outcome = PUSH_LATER, .not_before = at, .reason = reason
	};
}

static void never(struct push_result *out, const char *reason)
{
	*out = (struct push_result){ .outcome = PUSH_NEVER, .reason = reason };
}

/* The latest of all that stands in the way. */
static enum rc look(const struct work *w, const struct push *p, const struct trader *who,
	const struct conversation *c, struct push_result *out)
{
	int64_t today = day_instant(day_calendar(w->now), 0), open = 0;
	struct pushed_day n = { .pushed = 0 };
	enum rc rc = find_open(w, c, p, &open);

	out->outcome = PUSH_QUEUED;
	if (who->stopped_at != 0)
		never(out, "stopped");
	else if (!trader_has_phone(who))
		never(out, "no-phone");
	if (rc != RC_OK || out->outcome == PUSH_NEVER)
		return rc;
	if (c->last_in_at != 0 && c->last_in_at <= w->now &&
		w->now - c->last_in_at < AFTER_OWN_SMS)
		later(out, c->last_in_at + AFTER_OWN_SMS, "just-wrote");
	if (c->silent_until > w->now)
		later(out, c->silent_until, "silent");
	if (open > w->now)
		later(out, open + 1, "question-open");
	if (gateway_sender(w->config, NULL) == NULL)
		later(out, w->now + NO_CARRIER_WAIT, "no-gateway");
	rc = pushed_since(w->store, c->last_message_id, today, &n);
	if (rc == RC_OK && n.pushed >= w->config->office.push_cap_per_day)
		later(out, today + DAY, "day-cap");
	if (rc == RC_OK && p->alone && n.guides > 0)
		later(out, today + DAY + CIVIL, "not-alone");
	if (out->outcome == PUSH_LATER)
		out->not_before = quiet_end(&w->config->office.quiet_hours, out->not_before);
	else if (quiet_end(&w->config->office.quiet_hours, w->now) > w->now)
		later(out, quiet_end(&w->config->office.quiet_hours, w->now), "quiet-hours");
	return rc;
}

/* One that is replaced before it left us does not go out any more. */
static enum rc withdraw(const struct work *w, const struct conversation *c)
{
	int64_t id = pushed_message(c, w->now);
	enum message_state state = MESSAGE_SENT;
	enum rc rc = id != 0 ? message_get(w->store, id, read_state, &state) : RC_ABSENT;

	if (rc != RC_OK || state != MESSAGE_QUEUED)
		return rc == RC_ABSENT ? RC_OK : rc;
	return message_settle(w->store,
		&(struct settlement){ .id = id, .state = MESSAGE_EXPIRED, .now = w->now });
}

static enum rc queue(const struct work *w, const struct push *p, const struct trader *who,
	struct conversation *c, struct push_result *out)
{
	struct buf text;
	bool gsm7;
	struct message m = { .id = store_message_id(w->store),
		.previous_id = c->last_message_id,
		.trader_id = who->id,
		.channel = CHANNEL_SMS,
		.kind = p->kind,
		.state = MESSAGE_QUEUED,
		.gateway = gateway_sender(w->config, NULL)->name,
		.phone = who->phone.e164,
		.at = w->now,
		.due_at = w->now,
		.expires_at = p->expires_at != 0 ? p->expires_at : w->now + DAY };
	enum rc rc = p->question != NULL ? withdraw(w, c) : RC_OK;

	if (rc != RC_OK)
		return rc;
	buf_init(&text, MESSAGE_TEXT_MAX);
	if (strncmp(p->text, WORDING_BRAND, strlen(WORDING_BRAND)) != 0)
		buf_puts(&text, WORDING_BRAND);
	buf_puts(&text, p->text);
	m.text = text.data;
	m.segments = (int32_t)sms_segments(text.data, text.len, &gsm7);
	c->last_message_id = m.id;
	if (p->question != NULL)
		pushed_open(c, p->question, m.id, w->now);
	rc = conversation_put(w->store, c);
	if (rc == RC_OK)
		rc = message_add(w->store, &m);
	buf_release(&text);
	out->message_id = m.id;
	return rc;
}

enum rc push_send(const struct work *w, const struct push *p, struct push_result *out)
{
	struct conversation c = { .trader_id = p->trader_id, .state = "idle" };
	struct trader who;
	enum rc rc = trader_by_id(w->store, p->trader_id, &who);

	*out = (struct push_result){ .outcome = PUSH_QUEUED };
	if (rc == RC_ABSENT) {
		never(out, "erased");
		return RC_OK;
	}
	if (rc == RC_OK)
		rc = conversation_get(w->store, p->trader_id, &c);
	if (rc == RC_OK || rc == RC_ABSENT)
		rc = look(w, p, &who, &c, out);
	if (rc == RC_OK && p->expires_at != 0 && p->expires_at <= w->now)
		never(out, "too-late");
	if (rc == RC_OK && out->outcome == PUSH_QUEUED)
		rc = queue(w, p, &who, &c, out);
	return rc;
}
