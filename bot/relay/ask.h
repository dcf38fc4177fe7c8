/*
 * relay/ask.h - what a gateway that does not call is asked from time to time (private to relay/)
 *
 * One question at a time a gateway: for what came in (every poll_seconds), for the credit left, and for what became of messages
 * sent lately. The answer's events are applied in the next turn's transaction like those of a webhook.
 */
#ifndef LAPAK_RELAY_ASK_H
#define LAPAK_RELAY_ASK_H
#include "relay/transfer.h"

/* What a finished transfer belongs to; CURLINFO_PRIVATE points to one of these, the first member of either. */
enum owner { OWNER_SLOT, OWNER_ASK };

enum { ASK_AWAITED = 64 /* messages whose fate is asked for; beyond, the oldest is let go */ };
/* DONE: the answer is there. TAKEN: it was applied; when its turn is kept it is let go, else it is DONE again. */
enum ask_state { ASK_IDLE, ASK_FLYING, ASK_DONE, ASK_TAKEN };

struct awaited {
	int64_t reference;
	char id[96];
	int64_t due_ms;
	int step; /* how often it was asked */
};

struct asking {
	enum owner owner; /* OWNER_ASK */
	enum ask_state state;
	struct transfer transfer;
	struct gateway_response response;
	struct gateway_question question;
	char id[96];   /* the question's */
	bool never[3]; /* enum gateway_ask: this gateway is not asked that */
	int64_t due_ms[3];
	struct awaited awaited[ASK_AWAITED];
	size_t waits;
	bool recalled; /* what was sent before the start is among the awaited */
};

struct outbound;
struct route;

void ask_open(struct asking *a);
void ask_close(struct asking *a, CURLM *multi);
/* The gateway took a message of ours under this id; again: nothing. */
void ask_await(struct route *r, int64_t reference, const char *id, int64_t now_ms);
/* Once after the start, within a transaction: awaits again what became of messages sent before it. */
MUST_CHECK enum rc ask_recall(struct outbound *o, struct route *r, int64_t now, int64_t now_ms);
/* After a commit: lets go of an answer that was taken, and puts the next question on the wire when one is due. */
void ask_start(struct outbound *o, struct route *r, int64_t now, int64_t now_ms);
void ask_finish(struct outbound *o, struct asking *a, CURLcode result);
/* Within the transaction: applies an answer that came. */
MUST_CHECK enum rc ask_turn(struct outbound *o, struct route *r, int64_t now);
/* The turn was not kept. */
void ask_undone(struct asking *a);

#endif
