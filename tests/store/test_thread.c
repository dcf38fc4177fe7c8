/* tests/store/test_thread.c - who has a trader: the bot or a person; what is added to a question meanwhile */
#include "store_fixture.h"

#include "store/inbox.h"
#include "store/thread.h"

static int64_t ask(struct store *st, int64_t trader_id, int64_t at)
{
	struct question q = { .trader_id = trader_id,
		.kind = QUESTION_ASKED,
		.text = "Boleh?",
		.dialog_state = "idle",
		.asked_at = at };

	ok(question_add(st, &q));
	return q.id;
}

static void a_thread_ends_a_day_after_the_office_wrote(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);
	int64_t id = ask(st, t.id, NOON);
	struct thread h;

	assert_int_equal(thread_get(st, t.id, NOON, &h), RC_ABSENT);
	ok(thread_begin(st, id, NOON));
	ok(thread_get(st, t.id, NOON + THREAD_LIVES - 1, &h));
	assert_int_equal(h.question_id, id);
	assert_int_equal(h.person_until, NOON + THREAD_LIVES);
	assert_int_equal(thread_get(st, t.id, NOON + THREAD_LIVES, &h), RC_ABSENT);
	ok(question_answer(st, id, "Ya", "rina", NOON + THREAD_LIVES + 5));
	ok(thread_get(st, t.id, NOON + 2 * THREAD_LIVES, &h));
	ok(thread_end(st, id));
	assert_int_equal(thread_end(st, id), RC_ABSENT);
	assert_int_equal(thread_get(st, t.id, NOON + THREAD_LIVES + 6, &h), RC_ABSENT);
	assert_int_equal(thread_begin(st, 99, NOON), RC_ABSENT);
}

static void what_follows_is_added_and_opens_it_again(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);
	int64_t id = ask(st, t.id, NOON), open = 0;
	struct inbox_row row;
	struct question q;
	struct thread h;
	char text[401];

	ok(question_answer(st, id, "Ya", "rina", NOON));
	ok(thread_get(st, t.id, NOON, &h));
	ok(inbox_read(st, id, NOON));
	ok(thread_add(st, &h, "Jam berapa?"));
	ok(inbox_get(st, id, &row));
	assert_int_equal(row.read_at, 0);
	assert_int_equal(h.follow_ups, 1);
	ok(question_get(st, id, &q));
	assert_string_equal(q.text, "Boleh?\nJam berapa?");
	assert_int_equal(q.state, QUESTION_OPEN);
	ok(question_open_count(st, &open));
	assert_int_equal(open, 1);
	memset(text, 'a', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	for (int i = 0; i < 5; i++) /* no more than a question holds */
		ok(thread_add(st, &h, text));
	ok(question_get(st, id, &q));
	assert_int_equal(strlen(q.text), 18 + 2 * 401);
	ok(question_answer(st, id, "Jam 9", "rina", NOON + 9)); /* a second answer */
	ok(thread_get(st, t.id, NOON + 9, &h));
	assert_int_equal(h.follow_ups, 0);
}

static void waits_are_of_questions_that_were_asked(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);
	struct question_wait w[3];
	struct question bot = { .trader_id = t.id, .kind = QUESTION_LOOP, .asked_at = NOON };
	size_t n = 9;

	ok(question_answer_times(st, w, 3, &n));
	assert_int_equal(n, 0);
	ok(question_add(st, &bot));
	for (int i = 0; i < 5; i++)
		(void)ask(st, t.id, NOON + i);
	for (int i = 2; i < 6; i++)
		ok(question_answer(st, i, "Ya", "rina", NOON + 10 * i));
	ok(question_answer(st, 1, "Ya", "rina", NOON + 99));
	ok(question_answer_times(st, w, 3, &n));
	assert_int_equal(n, 3);
	assert_int_equal(w[0].answered_at, NOON + 50);
	assert_int_equal(w[0].asked_at, NOON + 3);
	assert_int_equal(w[2].answered_at, NOON + 30);
	ok(question_waiting(st, w, 3, &n));
	assert_int_equal(n, 1);
	assert_int_equal(w[0].asked_at, NOON + 4);
	assert_int_equal(w[0].answered_at, 0);
}

static void one_handed_back_by_mistake_takes_no_trader_from_another(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);
	int64_t first = ask(st, t.id, NOON), second = ask(st, t.id, NOON);
	struct thread h;

	ok(thread_begin(st, first, NOON));
	ok(thread_end(st, first));
	ok(thread_resume(st, first, NOON));
	ok(thread_get(st, t.id, NOON, &h));
	assert_int_equal(h.question_id, first);
	ok(thread_begin(st, second, NOON));
	ok(thread_resume(st, first, NOON + 1));
	ok(thread_get(st, t.id, NOON + 1, &h));
	assert_int_equal(h.question_id, second);
	ok(thread_resume(st, first, NOON + THREAD_LIVES));
	ok(thread_get(st, t.id, NOON + THREAD_LIVES, &h));
	assert_int_equal(h.question_id, first);
}

static void an_erased_trader_leaves_no_thread(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);

	ok(thread_begin(st, ask(st, t.id, NOON), NOON));
	ok(trader_erase(st, &t, NOON));
	assert_int_equal(number(st, "SELECT count(*) FROM thread"), 0);
	assert_int_equal(number(st, "SELECT count(*) FROM question"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		memory_test(a_thread_ends_a_day_after_the_office_wrote),
		memory_test(what_follows_is_added_and_opens_it_again),
		memory_test(waits_are_of_questions_that_were_asked),
		memory_test(one_handed_back_by_mistake_takes_no_trader_from_another),
		memory_test(an_erased_trader_leaves_no_thread),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
