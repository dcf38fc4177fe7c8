/*
 * relay/outbound_state.h - the outbox's way to the gateways, in memory (private to relay/)
 *
 * A slot is one message between its claim and the commit of what became of it:
 *
 *	FREE -> CLAIMED (in this turn's transaction) -> FLYING -> DONE -> SETTLED (again in a
 *	turn's transaction) -> FREE
 *
 * A commit that fails takes CLAIMED back to FREE and SETTLED back to DONE; the row in the database
 * is then what it was, too.
 */
#ifndef LAPAK_RELAY_OUTBOUND_STATE_H
#define LAPAK_RELAY_OUTBOUND_STATE_H
#include "relay/ask.h"
#include "relay/lane.h"
#include "relay/modem.h"
#include "relay/outbound.h"
#include "relay/transfer.h"
#include "store/gateway_record.h"
#include "store/message.h"

enum {
	SLOTS = 2 * LANE_IN_FLIGHT, /* as many fly while as many wait for the commit */
	GATHER = 32,                /* results that are worth a turn of their own */
	GATHER_MS = 5,              /* the most that fewer wait */
	LOOK_MS = 1000,             /* other processes queue messages, too */
	EXPIRE_MAX = 1000,          /* messages set expired a turn */
};

enum slot_state { SLOT_FREE, SLOT_CLAIMED, SLOT_FLYING, SLOT_DONE, SLOT_SETTLED };

struct slot {
	enum owner owner; /* OWNER_SLOT */
	enum slot_state state;
	bool direct; /* settled in the turn that claimed it; nothing is sent over HTTP */
	struct route *route;
	int64_t id, at, expires_at;
	enum lane_change change; /* what the attempt did to the lane */
	enum message_kind kind;
	int32_t tries, segments;
	int64_t started_ms; /* when it was put on the wire */
	char to[32];
	struct buf text;  /* what is still to be sent */
	struct buf piece; /* the part of it in this request; "": all of it */
	bool begun;       /* a part was taken */
	int64_t started_at;
	struct transfer transfer;
	struct gateway_judgement judgement;
	int64_t retry_after;
	enum message_state became;
	struct slot *next; /* another message in the same request; NULL: the last */
	bool carried;      /* in the request of another slot */
};

/* What a turn changes in memory besides slots, as it was before: a turn that is not kept must not have counted. */
struct before_turn {
	struct gateway_record record;
	bool record_changed;
	size_t skip;
};

struct route { /* a configured gateway */
	const struct gateway_config *config;
	const struct gateway *adapter;
	struct lane lane;
	bool hungry; /* there may be more to claim */
	struct slot slot[SLOTS];
	unsigned busy, done; /* slots not FREE; slots DONE */
	struct gateway_health health;
	struct gateway_record record; /* as it is to be written */
	bool record_changed;          /* more than a count: to be written now */
	struct modem modem;
	struct asking asking;
	struct before_turn before;
};

struct outbound {
	struct store *store;
	const struct config *config;
	const struct inbound *inbound; /* NULL: nothing that comes in is looked for */
	struct gateway_event *scratch; /* GATEWAY_EVENTS_MAX; NULL: no gateway needs it */
	uint64_t (*random)(void *);
	void *random_arg;
	CURLM *multi;
	bool looked, draining;
	bool keeps_house;        /* sets aside what is too old */
	int64_t servers, before; /* see outbound_share() */
	bool in_turn; /* from outbound_apply() to outbound_start() or outbound_undone() */
	int64_t looked_ms;
	int64_t turned_ms; /* when the last turn's transaction was */
	struct route *route[CONFIG_GATEWAYS];
	size_t routes;
	struct outbound_totals totals;
};

/* relay/outbound_turn.c: within the transaction. */
MUST_CHECK enum rc turn_settle(
	struct outbound *o, struct route *r, int64_t now, int64_t now_ms);
MUST_CHECK enum rc turn_claim(struct outbound *o, struct route *r, int64_t now, int64_t now_ms);
/* Before anything of a turn. */
void turn_begin(struct outbound *o, int64_t now_ms);
/* Its message is settled and kept, or was never claimed. */
void turn_release(struct slot *s);
/* How many r may claim: by pace, rest, slots and the day's cap. */
unsigned turn_room(const struct route *r, int64_t now, int64_t now_ms);

/* relay/outbound_send.c: on the wire. Of s and, where the gateway takes several at once, claimed ones behind it. */
void send_start(struct outbound *o, struct slot *s, int64_t now, int64_t now_ms);
void send_collect(struct outbound *o, int64_t now_ms);

/* relay/record.c: what is known of each gateway, and who takes over. */
/* What a finished attempt tells. */
void record_attempt(struct route *r, const struct slot *s, int64_t now);
/* Messages the gateway was given on this day, with those on their way. */
int64_t record_sent(const struct route *r, int64_t now);
/* Within the transaction, once a second: writes what changed, and moves messages away from gateways that rest. */
MUST_CHECK enum rc record_turn(struct outbound *o, int64_t now);

#endif
