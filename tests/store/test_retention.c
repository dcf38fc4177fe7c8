/* tests/store/test_retention.c - texts are kept for a year, bit by bit and never those still to be sent */
#include "store_fixture.h"

#include "store/inbox.h"
#include "store/question.h"
#include "store/retention.h"
#include "store/staff.h"

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

/* A year after it was asked nobody waits for the answer; that somebody asked stays. */
static void questions_and_notes_go_as_well(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);
	struct staff clerk = {
		.role = ROLE_CLERK, .login = "rina", .name = "Rina", .created_at = NOON
	};
	bool done;

	ok(staff_add(st, &clerk));
	for (int i = 0; i < 2; i++) {
		struct question q = {
			.trader_id = t.id, .text = "Boleh?", .asked_at = NOON + i
		};
		struct note n = { .trader_id = t.id,
			.staff_id = clerk.id,
			.at = NOON + i,
			.text = "Anaknya sakit" };

		ok(question_add(st, &q));
		ok(question_answer(st, q.id, "Boleh, Bu", "Rina", NOON + i));
		ok(note_add(st, &n));
	}
	ok(retention_blank(st, NOON + 1, 1, &done));
	ok(retention_blank(st, NOON + 1, 1, &done));
	assert_true(done);
	assert_int_equal(number(st, "SELECT count(*) FROM question"), 2);
	assert_int_equal(
		number(st, "SELECT count(*) FROM question WHERE text = '' AND answer IS NULL"),
		1);
	assert_int_equal(number(st, "SELECT max(id) FROM question WHERE text = ''"), 1);
	assert_int_equal(number(st, "SELECT count(*) FROM note"), 1);
	assert_int_equal(number(st, "SELECT at FROM note"), NOON + 1);
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
		memory_test(questions_and_notes_go_as_well),
		memory_test(a_failure_is_said_and_nothing_is_skipped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
