/*
 * store/early.h - delivery reports that were faster than the answer which tells the id they are about
 *
 * Some gateways' reports name a message by the gateway's own id alone, and that id comes with the answer to our request. A report
 * can be there first. It waits here for some minutes; of the newest EARLY_MAX at most, since an account that others use, too,
 * is told of messages that are never ours.
 */
#ifndef LAPAK_STORE_EARLY_H
#define LAPAK_STORE_EARLY_H
#include <stdint.h>

#include "base/rc.h"
#include "store/message.h"

enum {
	EARLY_MAX = 16384,
	EARLY_LIVES = 15 * 60, /* seconds */
};

struct early { /* strings are borrowed for the call */
	const char *gateway, *gateway_id;
	/* What is kept; not looked at when it is looked for. */
	enum message_state state; /* sent or further */
	const char *error;        /* NULL: none */
	int64_t now;
};
/* Keeps it; a repetition changes nothing. */
MUST_CHECK enum rc early_keep(struct store *st, const struct early *e);
/* The id stands for message_id now: what was reported of it lately settles the message, in the order it came (see message_settle(); a
 * state that is further stays). RC_ABSENT: there is no such message. */
MUST_CHECK enum rc early_apply(struct store *st, const struct early *about, int64_t message_id);
/* Forgets what came before an instant. */
MUST_CHECK enum rc early_prune(struct store *st, int64_t before);

#endif
