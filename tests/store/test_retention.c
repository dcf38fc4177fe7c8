/* tests/store/test_retention.c - texts are kept for a year, bit by bit and never those still to be sent */
#include "store_fixture.h"

#include "store/retention.h"

static int64_t add(
	struct store *st, const struct trader *t, enum message_state state, int64_t at)
{
	struct message m = { .id = store_message_id(st),
		.trader_id = t->id,
		.kind = state == MESSAGE_RECEIVED ? KIND_INBOUND : KIND_REPLY,
		.state = state,
		.gateway = "kannel",
		.phone = t->phone.e164,
		.text = "JUAL 350rb",
		.at = at };

	ok(message_add(st, &m));
	return m.id;
}

static enum rc look(const struct message *m, void *arg)
{
	*(bool *)arg = m->text != NULL && m->text[0] != '\0';
	return RC_OK;
}

static bool has_text(struct store *st, int64_t id)
{
	bool has = false;

	ok(message_get(st, id, look, &has));
	return has;
}

static void old_texts_go_and_young_ones_stay(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);
	int64_t id[4];
	bool done;

	for (int i = 0; i < 4; i++)
		id[i] = add(st, &t, MESSAGE_RECEIVED, NOON + i);
	ok(retention_blank(st, NOON + 3, 2, &done));
	assert_false(done);
	assert_false(has_text(st, id[1]));
	assert_true(has_text(st, id[2]));
	ok(retention_blank(st, NOON + 3, 2, &done));
	assert_true(done);
	assert_false(has_text(st, id[2]));
	assert_true(has_text(st, id[3]));
	ok(retention_blank(st, NOON + 3, 2, &done)); /* the same again changes nothing */
	assert_true(done);
	assert_true(has_text(st, id[3]));
}

static void what_waits_keeps_its_text(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);
	int64_t waits = add(st, &t, MESSAGE_QUEUED, NOON);
	int64_t goes = add(st, &t, MESSAGE_SENDING, NOON);
	int64_t went = add(st, &t, MESSAGE_SENT, NOON);
	bool done;

	ok(retention_blank(st, NOON + 1, 100, &done));
	assert_true(done);
	assert_true(has_text(st, waits));
	assert_true(has_text(st, goes));
	assert_false(has_text(st, went));
}

static void a_failure_is_said_and_nothing_is_skipped(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);
	int64_t id = add(st, &t, MESSAGE_RECEIVED, NOON);
	bool done;

	for (int k = 1; k <= 2; k++) { /* the texts, the marker */
		store_fail_after(st, k);
		ok(store_save(st));
		assert_int_equal(retention_blank(st, NOON + 1, 100, &done), RC_BROKEN);
		store_fail_after(st, 0);
		ok(store_undo(st));
		assert_true(has_text(st, id));
	}
	ok(retention_blank(st, NOON + 1, 100, &done));
	assert_false(has_text(st, id));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		memory_test(old_texts_go_and_young_ones_stay),
		memory_test(what_waits_keeps_its_text),
		memory_test(a_failure_is_said_and_nothing_is_skipped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
