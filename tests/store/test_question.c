/* tests/store/test_question.c - questions are filed, answered once and listed */
#include "store_fixture.h"

#include "store/inbox.h"

static struct question ask(struct store *st, int64_t trader_id, enum question_kind kind)
{
	struct question q = { .trader_id = trader_id,
		.kind = kind,
		.text = "Kapan latihan?",
		.dialog_state = "menu",
		.asked_at = NOON };

	ok(question_add(st, &q));
	return q;
}

static void a_question_is_answered_once(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);
	struct question q = ask(st, t.id, QUESTION_LOOP), got;
	int64_t n = 0;

	assert_int_equal(q.id, 1);
	ok(question_open_count(st, &n));
	assert_int_equal(n, 1);
	ok(question_answer(st, q.id, "Sabtu pagi", "rina", NOON + 5));
	assert_int_equal(question_answer(st, q.id, "Minggu", "tono", NOON + 6), RC_CONFLICT);
	assert_int_equal(question_answer(st, 99, "Minggu", "tono", NOON + 6), RC_ABSENT);
	ok(question_get(st, q.id, &got));
	assert_int_equal(got.kind, QUESTION_LOOP);
	assert_int_equal(got.state, QUESTION_ANSWERED);
	assert_string_equal(got.text, "Kapan latihan?");
	assert_string_equal(got.dialog_state, "menu");
	assert_string_equal(got.answer, "Sabtu pagi");
	assert_string_equal(got.answered_by, "rina");
	assert_int_equal(got.asked_at, NOON);
	assert_int_equal(got.answered_at, NOON + 5);
	assert_int_equal(question_get(st, 99, &got), RC_ABSENT);
	ok(question_open_count(st, &n));
	assert_int_equal(n, 0);
}

static enum rc join_ids(const struct inbox_row *row, void *arg)
{
	char *text = arg;
	size_t n = strlen(text);

	snprintf(text + n, 100 - n, "%d %s %s %s%s, ", (int)row->question.id,
		row->who.trader.name, question_kind_name(row->question.kind),
		question_state_name(row->question.state), row->login);
	return row->question.id == 1 ? RC_DENIED : RC_OK;
}

static void lists_newest_first(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);
	struct question q;
	char text[100] = "";

	ask(st, t.id, QUESTION_ASKED);
	q = ask(st, t.id, QUESTION_NOT_UNDERSTOOD);
	ok(question_answer(st, q.id, "x", "rina", NOON));
	q = ask(st, t.id, QUESTION_ASKED);
	assert_int_equal(inbox_each(st, &(struct inbox_filter){ .limit = 0 }, join_ids, text),
		RC_DENIED);
	assert_string_equal(text, "3 Bu 1 asked open, 2 Bu 1 not_understood answered, "
				  "1 Bu 1 asked open, ");
	text[0] = '\0';
	ok(inbox_each(
		st, &(struct inbox_filter){ .open_only = true, .limit = 1 }, join_ids, text));
	assert_string_equal(text, "3 Bu 1 asked open, ");
}

static void lists_who_waits_longest_first(void **state)
{
	struct store *st = *state;
	struct inbox_filter f = { .open_only = true, .longest = true };
	struct trader t = add_trader(st, 1);
	char text[100] = "";

	for (int i = 0; i < 4; i++)
		ask(st, t.id, QUESTION_ASKED);
	ok(question_answer(st, 2, "x", "rina", NOON));
	assert_int_equal(inbox_each(st, &f, join_ids, text), RC_DENIED);
	assert_string_equal(text, "1 Bu 1 asked open, ");
	f.past = 1;
	text[0] = '\0';
	ok(inbox_each(st, &f, join_ids, text));
	assert_string_equal(text, "3 Bu 1 asked open, 4 Bu 1 asked open, ");
}

static void a_kept_text_is_found_by_its_name(void **state)
{
	struct store *st = *state;
	struct canned c = { .name = "jam", .text = "Buka jam 8.", .changed_at = NOON }, got,
		      other = { .name = "JAM", .text = "Lain.", .changed_at = NOON };

	assert_int_equal(canned_by_name(st, "jam", &got), RC_ABSENT);
	ok(canned_put(st, &c));
	assert_int_equal(canned_put(st, &other), RC_CONFLICT);
	ok(canned_by_name(st, "Jam", &got));
	assert_int_equal(got.id, c.id);
	assert_int_equal(got.changed_at, NOON);
	assert_string_equal(got.name, "jam");
	assert_string_equal(got.text, "Buka jam 8.");
	ok(canned_drop(st, c.id));
	assert_int_equal(canned_by_name(st, "jam", &got), RC_ABSENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		memory_test(a_question_is_answered_once),
		memory_test(lists_newest_first),
		memory_test(lists_who_waits_longest_first),
		memory_test(a_kept_text_is_found_by_its_name),
	};

	return cmocka_run_group_tests_name("store/question", tests, NULL, NULL);
}
