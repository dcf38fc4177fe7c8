/* tests/store/test_early.c - delivery reports that were faster than the answer which tells the id they are about */
#include "store_fixture.h"

#include "store/early.h"

static void report(
	struct store *st, const char *id, enum message_state state, const char *error)
{
	ok(early_keep(st, &(struct early){ .gateway = "at",
				  .gateway_id = id,
				  .state = state,
				  .error = error,
				  .now = NOON }));
}

static int64_t sent(struct store *st)
{
	struct message m = a_push(st, "+6281200000001");

	m.kind = KIND_TIP;
	m.state = MESSAGE_SENT;
	ok(message_add(st, &m));
	return m.id;
}

static enum rc apply(
	struct store *st, const char *gateway, const char *id, int64_t message_id, int64_t now)
{
	return early_apply(st,
		&(struct early){ .gateway = gateway, .gateway_id = id, .now = now },
		message_id);
}

static enum rc read_state(const struct message *m, void *out)
{
	*(enum message_state *)out = m->state;
	return RC_OK;
}

static enum message_state state_of(struct store *st, int64_t id)
{
	enum message_state s = MESSAGE_RECEIVED;

	ok(message_get(st, id, read_state, &s));
	return s;
}

static void waits_until_the_id_is_known(void **state)
{
	struct store *st = *state;
	int64_t first = sent(st), second = sent(st);

	report(st, "a", MESSAGE_DELIVERED, NULL);
	report(st, "b", MESSAGE_REJECTED, "spam");
	ok(apply(st, "at", "c", first, NOON)); /* another's */
	ok(apply(st, "b", "a", first, NOON));
	assert_int_equal(state_of(st, first), MESSAGE_SENT);
	ok(apply(st, "at", "a", first, NOON + EARLY_LIVES));
	assert_int_equal(state_of(st, first), MESSAGE_DELIVERED);
	ok(apply(st, "at", "b", second, NOON));
	assert_int_equal(state_of(st, second), MESSAGE_REJECTED);
	assert_int_equal(number(st, "SELECT count(*) FROM message WHERE error = 'spam'"), 1);
	assert_int_equal(number(st, "SELECT count(*) FROM early_report"), 0);
}

/* In whatever order they came, and however often: the furthest stands. */
static void states_move_forward_only(void **state)
{
	static const struct {
		enum message_state told[3], becomes;
	} rows[] = {
		{ { MESSAGE_SENT, MESSAGE_DELIVERED, MESSAGE_DELIVERED }, MESSAGE_DELIVERED },
		{ { MESSAGE_DELIVERED, MESSAGE_SENT, MESSAGE_FAILED }, MESSAGE_DELIVERED },
		{ { MESSAGE_FAILED, MESSAGE_SENT, MESSAGE_DELIVERED }, MESSAGE_DELIVERED },
		{ { MESSAGE_EXPIRED, MESSAGE_SENT, MESSAGE_FAILED }, MESSAGE_EXPIRED },
		{ { MESSAGE_REJECTED, MESSAGE_DELIVERED, MESSAGE_SENT }, MESSAGE_REJECTED },
	};
	struct store *st = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int64_t id = sent(st);

		for (size_t k = 0; k < 3; k++)
			report(st, "a", rows[i].told[k], NULL);
		ok(apply(st, "at", "a", id, NOON));
		assert_int_equal(state_of(st, id), rows[i].becomes);
	}
}

static void too_old_a_report_is_of_something_else(void **state)
{
	struct store *st = *state;
	int64_t id = sent(st);

	report(st, "a", MESSAGE_DELIVERED, NULL);
	ok(apply(st, "at", "a", id, NOON + EARLY_LIVES + 1));
	assert_int_equal(state_of(st, id), MESSAGE_SENT);
	report(st, "b", MESSAGE_DELIVERED, NULL);
	ok(early_prune(st, NOON));
	assert_int_equal(number(st, "SELECT count(*) FROM early_report"), 1);
	ok(early_prune(st, NOON + 1));
	assert_int_equal(number(st, "SELECT count(*) FROM early_report"), 0);
}

static void the_message_may_be_gone(void **state)
{
	struct store *st = *state;

	report(st, "a", MESSAGE_DELIVERED, NULL);
	assert_int_equal(apply(st, "at", "a", 9999, NOON), RC_ABSENT);
}

static void the_oldest_make_room(void **state)
{
	struct store *st = *state;
	int64_t id = sent(st);
	char name[16];

	for (int i = 0; i < EARLY_MAX + 2; i++) {
		snprintf(name, sizeof(name), "n%d", i);
		report(st, name, MESSAGE_DELIVERED, NULL);
	}
	assert_int_equal(number(st, "SELECT count(*) FROM early_report"), EARLY_MAX);
	ok(apply(st, "at", "n1", id, NOON));
	assert_int_equal(state_of(st, id), MESSAGE_SENT);
	ok(apply(st, "at", "n2", id, NOON));
	assert_int_equal(state_of(st, id), MESSAGE_DELIVERED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		memory_test(waits_until_the_id_is_known),
		memory_test(states_move_forward_only),
		memory_test(too_old_a_report_is_of_something_else),
		memory_test(the_message_may_be_gone),
		memory_test(the_oldest_make_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
