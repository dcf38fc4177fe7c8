/* tests/relay/world.h - a database, the real dialogue and two gateways, for the tests of relay/ */
#ifndef LAPAK_TESTS_RELAY_WORLD_H
#define LAPAK_TESTS_RELAY_WORLD_H
#include <stdbool.h>

#include "relay/inbound.h"
#include "store/store.h"

enum { NOW = 1795482000 }; /* Tue 24 Nov 2026, 08:00 in Surabaya */

struct world {
	struct store *store;
	struct wording *wording;
	struct dialog dialog;
	struct config
		config; /* gateway[0] "sim", gateway[1] "kannel", gateway[2] "other" kannel */
	struct inbound inbound;
};

/* cmocka's setup and teardown: *state is a struct world. */
int world_open(void **state);
int world_close(void **state);

/* Rows of table message, as the store lists them. */
struct row {
	int64_t id, previous_id, trader_id, due_at, expires_at, reply_to;
	enum message_channel channel;
	enum message_kind kind;
	enum message_state state;
	int32_t tries, segments;
	char gateway[33], gateway_id[97], phone[33], text[1024], error[64];
};
/* All rows, oldest first; returns how many. */
size_t world_rows(const struct world *w, struct row *rows, size_t max);

#endif
