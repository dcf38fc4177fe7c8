/*
 * relay/once.h - telling a message from its repetition (private to relay/)
 *
 * The key, by what the gateway tells us:
 *	its id			that id, and the event's other_id when there is one
 *	a USSD session		session and length of the whole input
 *	its own time		a hash of gateway, sender, text and that time
 *	nothing			the same hash without time, for 4 seconds. A text of one word may
 *				answer a question, so the question that is open belongs to its
 *				hash: after we asked something new a second "1" is an answer. Of
 *				several words ("JUAL 350rb") the second copy is always a repeat.
 *	nothing, local		a caller that waits for the replies repeats nothing: a key of its own
 */
#ifndef LAPAK_RELAY_ONCE_H
#define LAPAK_RELAY_ONCE_H
#include <stdbool.h>
#include <stdint.h>

#include "gateway/gateway.h"
#include "store/conversation.h"
#include "store/message.h"

struct store;

struct sighting {
	char key[GATEWAY_ID_MAX];
	int64_t first; /* the message this is a repeat of; 0: it is new */
};

struct arrival_facts { /* borrowed for the call */
	const struct gateway_config *from;
	const struct gateway_event *event;
	const struct conversation *conversation; /* all zero when there is none */
	int64_t now, message_id;
};

/* An event with neither id nor time: looked for by once_peek() before the turn, noted by
 * once_note() after it. All others are looked for and noted at once, before the turn. */
bool once_is_bare(const struct gateway_config *from, const struct gateway_event *e);
/* Whether the conversation matters here. */
bool once_needs_conversation(const struct gateway_config *from, const struct gateway_event *e);

/* Whether an equal bare event came shortly before, and no question was asked since. In a savepoint
 * of its own; nothing is kept. */
MUST_CHECK enum rc once_peek(
	struct store *st, const struct arrival_facts *a, struct sighting *out);

/* Takes note of the event under message_id and out->key, which is to be the row's gateway_id:
 * pruning goes by that. Within a savepoint that the caller undoes for a repeat. */
MUST_CHECK enum rc once_note(
	struct store *st, const struct arrival_facts *a, struct sighting *out);

/* Of the conversation before a turn and after it, the one a bare event is noted with. When the reply
 * asked nothing new, a copy will meet the conversation as it is after; otherwise none may match. */
const struct conversation *once_view(
	const struct conversation *before, const struct conversation *after, int64_t now);

#endif
