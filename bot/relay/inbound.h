/*
 * relay/inbound.h - one event from a webhook to its effect: dedup, message, dialogue, outbox
 *
 * Runs inside the transaction of the turn, in a savepoint of its own: an event that fails leaves nothing
 * behind and spoils no neighbour.
 */
#ifndef LAPAK_RELAY_INBOUND_H
#define LAPAK_RELAY_INBOUND_H
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/config.h"
#include "dialog/dialog.h"
#include "gateway/gateway.h"
#include "store/store.h"

struct inbound { /* borrowed for the program's life */
	struct store *store;
	const struct dialog *dialog;
	const struct config *config;
};

struct inbound_result {
	struct buf reply
		[2]; /* what is answered, with the brand on SMS; caller inits (inbound_result_init) and releases */
	int replies;
	struct buf outbox; /* EVENT_OUTBOX: JSON array text */
	bool ends;         /* USSD */
	bool repeated;     /* seen before: the first replies again, no effect */
	bool unknown;      /* a report about no message of ours */
};
void inbound_result_init(struct inbound_result *r);
void inbound_result_release(struct inbound_result *r);

/* RC_OK also for a repeat, for a sender we never answer (kept, not answered), and for a report about a message we do not
 * know. Anything else: nothing of this event was kept. */
MUST_CHECK enum rc inbound_apply(const struct inbound *in, const struct gateway_config *from,
	const struct gateway_event *event, int64_t now, struct inbound_result *out);

/* Whether the event may be applied beside other servers (store_begin_shared()): it may, when share says whose turn it is; there is
 * no room in it for more, else. */
bool inbound_shares(const struct gateway_event *event, struct store_share *share);
/* Of an event that inbound_apply() will get in this transaction, and where store_is_far(): what is always asked about it is asked
 * now. For all events of the turn in step 0, then for all in step 1 (INBOUND_STEPS), which builds on the answers. */
enum { INBOUND_STEPS = 2 };
void inbound_expect(const struct inbound *in, const struct gateway_config *from,
	const struct gateway_event *event, int64_t now, int step);

/* Within a transaction: one long SMS of which parts are missing since ten minutes goes its way without them. RC_ABSENT: there is
 * none. */
MUST_CHECK enum rc inbound_overdue(const struct inbound *in, int64_t now);

#endif
