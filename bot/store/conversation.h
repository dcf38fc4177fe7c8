/* store/conversation.h - a trader's place in the dialogue */
#ifndef LAPAK_STORE_CONVERSATION_H
#define LAPAK_STORE_CONVERSATION_H
#include <stdint.h>

#include "base/rc.h"

struct store;

enum { CONVERSATION_DATA_MAX = 1200 };

struct conversation { /* a plain value; fields as the columns of table conversation say */
	int64_t trader_id;
	char state[32];
	char data[CONVERSATION_DATA_MAX];
	int64_t lives_until;
	int32_t misses;
	int64_t last_message_id;
	int64_t last_in_at;
	char ussd_session[72]; /* "" none */
	int32_t ussd_length;
	int64_t repeat_hash;
	int32_t repeat_count;
	int64_t repeat_since;
	int32_t hour_count;
	int64_t hour_since;
	int64_t silent_until;
	int32_t thanked_day;
	int64_t paid_messages;
	int32_t live_zero_run;
	int32_t live_asked_again; /* market day from which live is asked again; 0 always */
	int32_t steps_taken;
	int32_t last_sale_day; /* 0: none */
	bool kept; /* no column: conversation_get() found the row, which stays until conversation_put() */
};

/* conversation_get() is going to be asked. Only where store_is_far(). */
void conversation_expect(struct store *st, int64_t trader_id);
/* RC_ABSENT: never written; the caller starts from an all-zero one. */
MUST_CHECK enum rc conversation_get(
	struct store *st, int64_t trader_id, struct conversation *out);
/* Inserts or replaces the whole row. */
MUST_CHECK enum rc conversation_put(struct store *st, const struct conversation *c);

typedef enum rc conversation_state_fn(const char *state, int64_t people, void *arg);
/* How many stand in each state whose question still lives at now. Reads every conversation: not in the loop. */
MUST_CHECK enum rc conversation_states(
	struct store *st, int64_t now, conversation_state_fn *fn, void *arg);

#endif
