/* tests/store/broadcast_fixture.h - a broadcast under way, and its messages one by one */
#ifndef LAPAK_TESTS_STORE_BROADCAST_FIXTURE_H
#define LAPAK_TESTS_STORE_BROADCAST_FIXTURE_H
#include "store_fixture.h"

#include "store/broadcast.h"

static const struct broadcast_texts texts = { .of = { { "", "LAPAK: besok" } }, .n = 1 };

/* A broadcast to all, sending, with its recipients made. */
static inline struct broadcast sending(struct store *st)
{
	struct broadcast b = { .state = BROADCAST_DRAFT, .created_at = NOON, .price = 250 };
	int64_t made = 0;

	snprintf(b.made_by, sizeof(b.made_by), "rina");
	ok(broadcast_add(st, &b, &texts));
	b.state = BROADCAST_SENDING;
	ok(broadcast_last_trader(st, &b.expand_until));
	ok(broadcast_put(st, &b));
	while (!b.expanded)
		ok(broadcast_expand(st, &b, &made));
	return b;
}

static inline struct broadcast now(struct store *st, int64_t id)
{
	struct broadcast b;

	ok(broadcast_get(st, id, &b));
	return b;
}

/* The next person's message; its id. */
static inline int64_t make_one(struct store *st, struct broadcast *b)
{
	struct message m = { .gateway = "kannel",
		.text = "LAPAK: besok",
		.at = NOON,
		.due_at = NOON,
		.expires_at = NOON + BROADCAST_LIVES,
		.segments = 1 };
	struct broadcast_person p;
	size_t n = 0;

	ok(broadcast_next(st, b, 1, &p, &n));
	assert_int_equal(n, 1);
	ok(broadcast_make(st, b, &p, &m));
	b->send_after = p.trader_id;
	ok(broadcast_sent_up_to(st, b));
	return m.id;
}

#endif
