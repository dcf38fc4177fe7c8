/* tests/store/claim_fixture.h - what of the outbox goes out */
#ifndef TEST_CLAIM_FIXTURE_H
#define TEST_CLAIM_FIXTURE_H
#include "store_fixture.h"

#include "store/message.h"

struct ids {
	int64_t id[200];
	size_t n;
};

static inline enum rc take_id(const struct message *m, void *arg)
{
	struct ids *ids = arg;

	assert_int_equal(m->state, MESSAGE_SENDING);
	assert_true(m->tries >= 1);
	ids->id[ids->n++] = m->id;
	return RC_OK;
}

/* By kannel, max at most. */
static inline struct ids claim(struct store *st, int64_t now, int64_t max)
{
	struct ids ids = { .n = 0 };

	ok(outbox_claim(st, &(struct outbox_ask){ .gateway = "kannel", .now = now, .max = max },
		take_id, &ids));
	return ids;
}

#endif
