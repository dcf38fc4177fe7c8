/* tests/relay/world.h - a database, the real dialogue and two gateways, for the tests of relay/ */
#ifndef LAPAK_TESTS_RELAY_WORLD_H
#define LAPAK_TESTS_RELAY_WORLD_H
#include <stdbool.h>

#include "t.h"

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

/* cmocka's run of a group, twice: as they are, then with each step of the database failing in turn, alone or with all behind
 * it, before each event and turn of the outbox is done in earnest. The failure must be told each time, and after it
 * everything must go as if it had not been. */
#define world_run(tests) world_run_twice((tests), sizeof(tests) / sizeof((tests)[0]))
int world_run_twice(const struct CMUnitTest *tests, size_t n);
/* Whether this is the second run. */
bool world_breaks(void);
/* Of the second run: the events' turn, broken at each step and rolled back. Before the turn in earnest. */
void world_break(struct world *w, const struct gateway_config *from,
	const struct gateway_event *e, size_t n, int64_t now);
/* One event in a turn of its own, committed (and before, in the second run, broken); out is initialised. */
enum rc world_take(struct world *w, size_t gateway, const struct gateway_event *e, int64_t now,
	struct inbound_result *out);

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
