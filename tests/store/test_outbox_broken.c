/* tests/store/test_outbox_broken.c - what is done to many messages at once, each step of the database failing in turn */
#include "store/store.h"
#include "store_fixture.h"
#include "sweep.h"

typedef enum rc swept_fn(struct store *st);

static const struct outbox_ask kannel = { .gateway = "kannel", .now = NOON, .max = 100 };

static enum rc recover(struct store *st)
{
	int64_t requeued = 0, unknown = 0;
	enum rc rc = outbox_recover(st, false, NOON + 10, &requeued, &unknown);

	if (rc == RC_OK && requeued + unknown != 4)
		fail_msg("%d and %d", (int)requeued, (int)unknown);
	return rc;
}

static enum rc count(struct store *st)
{
	struct outbox_count c;

	return outbox_counts(st, &c);
}

static enum rc expire(struct store *st)
{
	int64_t n = 0;

	return outbox_expire(st, NOON + 7200, 100, &n);
}

static enum rc hold(struct store *st)
{
	return outbox_hold(st, "kannel", NOON, NOON + 60);
}

static const char *other(const struct message *m, void *arg)
{
	(void)m;
	(void)arg;
	return "other";
}

static enum rc move(struct store *st)
{
	return outbox_move(st, &kannel, other, NULL);
}

static enum rc look(const struct message *m, void *arg)
{
	(void)m;
	(void)arg;
	return RC_OK;
}

static enum rc claim(struct store *st)
{
	return outbox_claim(st, &kannel, look, NULL);
}

static enum rc prune(struct store *st)
{
	bool done = false;

	return seen_prune(st, NOON + 7200, 100, &done);
}

static enum rc pushed(struct store *st)
{
	return message_pushed(st,
		&(struct pushed_ask){
			.gateway = "kannel", .phone = "+6281200000001", .after = 0 },
		look, NULL);
}

/* Messages of every kind and state, and a key that was seen. */
static void fill(struct store *st)
{
	static const enum message_kind kinds[] = { KIND_REPLY, KIND_TIP, KIND_BROADCAST,
		KIND_NOTICE };
	int64_t first = 0;

	for (int i = 0; i < 8; i++) {
		char phone[24];
		struct message m;

		snprintf(phone, sizeof(phone), "+6281200000%03d", i + 1);
		m = a_push(st, phone);
		m.kind = kinds[i % 4];
		m.state = i < 4 ? MESSAGE_QUEUED : MESSAGE_SENDING;
		ok(message_add(st, &m));
	}
	first = 1;
	ok(seen_add(st, "kannel", "key-1", &first));
}

static void it_is_told_and_works_the_next_time(void **state)
{
	static swept_fn *const all[] = { recover, count, expire, hold, move, claim, prune,
		pushed };
	struct store *st = *state;

	fill(st);
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		for (int k = 1, steps = k; steps >= k; k++) {
			enum rc rc;

			assert_true(k < SWEEP_MOST);
			ok(store_save(st));
			(void)db_fail_steps(st->db, k, k);
			rc = all[i](st);
			steps = db_fail_steps(st->db, 0, 0);
			if (steps >= k && rc != RC_BROKEN)
				fail_msg("%zu: step %d failed and gave %d", i, k, rc);
			if (steps < k)
				assert_true(rc == RC_OK || rc == RC_ABSENT);
			ok(store_undo(st));
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		memory_test(it_is_told_and_works_the_next_time),
	};

	return cmocka_run_group_tests_name("store/outbox broken", tests, NULL, NULL);
}
