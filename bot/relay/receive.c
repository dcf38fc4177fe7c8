/* relay/receive.c - one SMS or USSD hop, from its key to its replies */
#include "relay/receive.h"
#include "base/log.h"

#include <string.h>

#include "relay/hop.h"
#include "relay/once.h"
#include "store/store.h"
#include "store/trader.h"
#include "text/gsm7.h"
#include "wording/wording.h"

enum {
	REPLY_LIVES = 10 * 60,        /* seconds; an older answer to a menu only confuses */
	RECEIPT_LIVES = 24 * 60 * 60, /* to be found later: as long as a tip */
};

/* gateway_id of a USSD screen that ended its session, so that a repeat ends it as well. */
static const char ending[] = "END";

struct arrival {
	const struct inbound *in;
	struct arrival_facts facts;
	struct trader trader;             /* id 0: not loaded, or new */
	struct conversation conversation; /* all zero: not loaded, or new */
	bool answered;                    /* a number that is answered at all */
	bool direct;                      /* the reply travels in the HTTP answer */
	bool stuck;                       /* the dialogue failed over it once */
	struct sighting sighting;
	struct inbound_result *out;
};

static bool is_ussd(const struct arrival *a)
{
	return a->facts.event->kind == EVENT_USSD;
}

static enum rc load_conversation(struct arrival *a)
{
	struct store *st = a->in->store;
	enum rc rc;

	if (!a->answered || !once_needs_conversation(a->facts.from, a->facts.event))
		return RC_OK;
	rc = trader_by_phone(st, &a->facts.event->from, &a->trader);
	if (rc == RC_OK)
		rc = conversation_get(st, a->trader.id, &a->conversation);
	return rc == RC_ABSENT ? RC_OK : rc;
}

/* One row of the conversation log. What all rows of an arrival share is filled in here. */
static enum rc keep_message(struct arrival *a, struct message *m)
{
	bool gsm7;

	if (m->gateway == NULL)
		m->gateway = a->facts.from->name;
	m->at = a->facts.now;
	if (m->due_at < m->at)
		m->due_at = m->at;
	if (m->channel == CHANNEL_SMS && m->kind != KIND_INBOUND)
		m->segments = (int32_t)sms_segments(m->text, strlen(m->text), &gsm7);
	return message_add(a->in->store, m);
}

static struct message inbound_row(const struct arrival *a)
{
	return (struct message){
		.id = a->facts.message_id,
		.channel = is_ussd(a) ? CHANNEL_USSD : CHANNEL_SMS,
		.kind = KIND_INBOUND,
		.state = MESSAGE_RECEIVED,
		.gateway_id = a->sighting.key,
		.phone = a->facts.event->from.e164,
		.text = a->facts.event->text,
	};
}

/* USSD shows something in any case: an empty screen is a fault to whoever dialled. */
static void fill_screen(struct arrival *a)
{
	const struct dialog *d = a->in->dialog;
	const char *language = a->trader.id != 0 ? a->trader.language : d->language;

	a->out->replies = 1;
	a->out->ends = true;
	wording_render(d->wording, language, a->answered ? MSG_LOOP : MSG_USSD_REFUSED, NULL, 0,
		&a->out->reply[0]);
}

/* Numbers we never answer: the text is kept for the office, and that is all. */
static enum rc keep_only(struct arrival *a)
{
	struct message m = inbound_row(a);

	if (is_ussd(a))
		fill_screen(a);
	return keep_message(a, &m);
}

/* Of USSD alone, or of an aggregator without SMS, another gateway sends; NULL: none does. */
static const char *carrier(const struct arrival *a, const char *to, bool bulk)
{
	const struct gateway_config *c = gateway_for(a->in->config,
		&(struct gateway_need){ .preferred = a->facts.from, .to = to, .bulk = bulk });

	return c != NULL ? c->name : NULL;
}

static const char *carrier_back(const struct arrival *a)
{
	return carrier(a, a->facts.event->from.e164, false);
}

static enum rc keep_receipt(
	struct arrival *a, const struct dialog_output *said, struct message *receipt)
{
	struct buf text;
	enum rc rc;

	buf_init(&text, MESSAGE_TEXT_MAX);
	buf_puts(&text, WORDING_BRAND);
	buf_add(&text, said->receipt.data, said->receipt.len);
	*receipt = (struct message){
		.id = store_message_id(a->in->store),
		.previous_id = a->facts.message_id,
		.trader_id = said->trader_id,
		.channel = CHANNEL_SMS,
		.kind = KIND_RECEIPT,
		.state = MESSAGE_QUEUED,
		.gateway = carrier_back(a),
		.phone = a->facts.event->from.e164,
		.text = text.data,
		.expires_at = a->facts.now + RECEIPT_LIVES,
	};
	rc = keep_message(a, receipt);
	buf_release(&text);
	return rc;
}

/* In the answer of a gateway a reply has left us, and what became of it nobody tells. */
static enum message_state reply_state(const struct arrival *a)
{
	if (!a->direct)
		return MESSAGE_QUEUED;
	return is_ussd(a) || gateway_find(a->facts.from->type)->local ? MESSAGE_DELIVERED
								      : MESSAGE_SENT;
}

/* The reply is the head of the trader's chain, so it comes after the receipt. */
static enum rc keep_reply(
	struct arrival *a, const struct dialog_output *said, int64_t id, int64_t previous)
{
	bool erased = said->trader_id == 0;
	struct message m = {
		.id = id,
		.previous_id = erased ? 0 : previous,
		.trader_id = said->trader_id,
		.channel = is_ussd(a) ? CHANNEL_USSD : CHANNEL_SMS,
		.kind = KIND_REPLY,
		.state = reply_state(a),
		.gateway = a->direct ? NULL : carrier_back(a),
		.gateway_id = is_ussd(a) && a->out->ends ? ending : NULL,
		/* Whoever was just erased still gets the answer that says so. */
		.phone = erased && a->direct ? "" : a->facts.event->from.e164,
		.text = a->out->reply[0].data,
		.expires_at = a->facts.now + REPLY_LIVES,
		.reply_to = a->facts.message_id,
	};

	return keep_message(a, &m);
}

/* An SMS to somebody else that the turn gave rise to. Their chain has it as its head, so it is kept even when
 * nothing can carry it. */
static enum rc keep_push(struct arrival *a, const struct dialog_push *push)
{
	const char *by = carrier(a, push->phone.e164, true);
	struct buf text;
	enum rc rc;

	buf_init(&text, MESSAGE_TEXT_MAX);
	buf_puts(&text, WORDING_BRAND);
	buf_puts(&text, push->text);
	rc = keep_message(a, &(struct message){
				     .id = push->id,
				     .previous_id = push->previous_id,
				     .trader_id = push->trader_id,
				     .channel = CHANNEL_SMS,
				     .kind = KIND_NOTICE,
				     .state = by != NULL ? MESSAGE_QUEUED : MESSAGE_FAILED,
				     .gateway = by,
				     .phone = push->phone.e164,
				     .text = text.data,
				     .due_at = push->due_at,
				     .expires_at = push->expires_at,
			     });
	buf_release(&text);
	return rc;
}

static enum rc keep_inbound(struct arrival *a, const struct dialog_output *said)
{
	struct message m = inbound_row(a);

	m.previous_id = said->previous_id;
	m.trader_id = said->trader_id;
	if (said->trader_id == 0) {
		m.previous_id = 0;
		m.phone = "";
		m.text = NULL;
	}
	return keep_message(a, &m);
}

static void fill_reply(struct arrival *a, const struct dialog_output *said)
{
	struct buf *reply = &a->out->reply[0];

	a->out->ends = said->ends;
	if (said->reply.len == 0) {
		if (is_ussd(a))
			fill_screen(a);
		return;
	}
	if (!is_ussd(a))
		buf_puts(reply, WORDING_BRAND);
	buf_add(reply, said->reply.data, said->reply.len);
	a->out->replies = 1;
}

static enum rc keep_turn(struct arrival *a, const struct dialog_output *said, int64_t reply_id)
{
	struct message receipt = { .id = a->facts.message_id };
	enum rc rc = keep_inbound(a, said);

	if (rc == RC_OK && said->receipt.len > 0 && said->trader_id != 0 &&
		carrier_back(a) != NULL)
		rc = keep_receipt(a, said, &receipt);
	if (rc == RC_OK && said->reply.len > 0)
		rc = keep_reply(a, said, reply_id, receipt.id);
	if (rc == RC_OK && said->push.id != 0)
		rc = keep_push(a, &said->push);
	return rc;
}

static enum rc note_bare(struct arrival *a, const struct dialog_output *said)
{
	struct conversation after = { .trader_id = said->trader_id };
	enum rc rc = RC_OK;

	if (said->trader_id != 0 && once_needs_conversation(a->facts.from, a->facts.event))
		rc = conversation_get(a->in->store, said->trader_id, &after);
	if (rc != RC_OK && rc != RC_ABSENT)
		return rc;
	a->facts.conversation = once_view(&a->conversation, &after, a->facts.now);
	rc = once_note(a->in->store, &a->facts, &a->sighting);
	a->facts.conversation = &a->conversation;
	return rc;
}

static enum rc converse(struct arrival *a)
{
	const struct gateway_event *e = a->facts.event;
	struct hop hop = { .input = e->text, .length = e->length };
	int64_t reply_id = store_message_id(a->in->store);
	struct dialog_output said = { .ends = false };
	enum rc rc;

	if (is_ussd(a))
		hop = hop_read(e, &a->conversation);
	buf_init(&said.reply, MESSAGE_TEXT_MAX - strlen(WORDING_BRAND));
	buf_init(&said.receipt, MESSAGE_TEXT_MAX - strlen(WORDING_BRAND));
	rc = dialog_receive(a->in->dialog,
		&(struct dialog_input){
			.channel = is_ussd(a) ? CHANNEL_USSD : CHANNEL_SMS,
			.phone = e->from,
			.text = hop.input,
			.length = hop.length,
			.now = a->facts.now,
			.message_id = a->facts.message_id,
			.reply_id = reply_id,
			.session = is_ussd(a) ? e->session : NULL,
			.session_length = (int32_t)(is_ussd(a) ? e->length : 0),
			.session_begins = hop.begins,
			.replied = e->replied,
			.stuck = a->stuck,
		},
		&said);
	if (rc == RC_OK && once_is_bare(a->facts.from, e))
		rc = note_bare(a, &said);
	if (rc == RC_OK) {
		fill_reply(a, &said);
		rc = keep_turn(a, &said, reply_id);
	}
	buf_release(&said.reply);
	buf_release(&said.receipt);
	return rc;
}

static enum rc take_reply(const struct message *m, void *arg)
{
	struct inbound_result *out = arg;

	if (m->text == NULL || m->text[0] == '\0' || out->replies == 2)
		return RC_OK;
	buf_puts(&out->reply[out->replies++], m->text);
	out->ends = m->gateway_id != NULL && strcmp(m->gateway_id, ending) == 0;
	return RC_OK;
}

static enum rc repeat(struct arrival *a)
{
	enum rc rc = message_replies(a->in->store, a->sighting.first, take_reply, a->out);

	a->out->repeated = true;
	if (rc == RC_OK && a->out->replies == 0 && is_ussd(a))
		fill_screen(a);
	return rc;
}

static enum rc read_reply_to(const struct message *m, void *id)
{
	*(int64_t *)id = m->reply_to != 0 ? m->reply_to : m->id;
	return RC_OK;
}

/* An input that the session has passed, though nobody noted it: the screen of now is the answer. */
static enum rc pass_old_hop(struct arrival *a)
{
	enum rc rc;

	if (a->sighting.first != 0 || !is_ussd(a) ||
		!hop_read(a->facts.event, &a->conversation).old)
		return RC_OK;
	a->sighting.first = a->conversation.last_message_id;
	rc = message_get(a->in->store, a->sighting.first, read_reply_to, &a->sighting.first);
	return rc == RC_ABSENT ? RC_OK : rc;
}

/* Within a savepoint, which is of use only when the event is new. */
static enum rc take(struct arrival *a)
{
	enum rc rc = RC_OK;

	a->facts.message_id = store_message_pair(a->in->store);
	if (!a->answered || !once_is_bare(a->facts.from, a->facts.event))
		rc = once_note(a->in->store, &a->facts, &a->sighting);
	if (rc == RC_OK)
		rc = pass_old_hop(a);
	if (rc != RC_OK || a->sighting.first != 0)
		return rc;
	return a->answered ? converse(a) : keep_only(a);
}

static enum rc try_saved(struct arrival *a)
{
	struct store *st = a->in->store;
	enum rc rc = store_save(st), undone;

	if (rc != RC_OK)
		return rc;
	rc = take(a);
	if (rc == RC_OK && a->sighting.first == 0)
		return store_release(st);
	undone = store_undo(st);
	return undone != RC_OK ? undone : rc;
}

/* A message over which the dialogue itself fails would be refused, and sent again, for ever. */
static enum rc take_saved(struct arrival *a)
{
	enum rc rc = try_saved(a);

	if (rc == RC_OK || rc_breaks(rc) || !a->answered)
		return rc;
	log_event(LOG_ERROR, "dialogue-stuck", "rc=%s", rc_name(rc));
	buf_reset(&a->out->reply[0]);
	a->stuck = true;
	return try_saved(a);
}

enum rc receive_event(const struct inbound *in, const struct gateway_config *from,
	const struct gateway_event *event, int64_t now, struct inbound_result *out)
{
	struct arrival a = { .in = in,
		.facts = { .from = from, .event = event, .now = now },
		.answered = gateway_answers(from, event),
		.direct = event->kind == EVENT_USSD || gateway_replies_inline(from),
		.out = out };
	enum rc rc = load_conversation(&a);

	a.facts.conversation = &a.conversation;
	if (rc == RC_OK)
		rc = once_peek(in->store, &a.facts, &a.sighting);
	if (rc == RC_OK && a.sighting.first == 0)
		rc = take_saved(&a);
	return rc == RC_OK && a.sighting.first != 0 ? repeat(&a) : rc;
}
