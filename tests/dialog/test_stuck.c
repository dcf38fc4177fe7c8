/* tests/dialog/test_stuck.c - a conversation nobody foresaw: the office looks at it, and the phone is not deaf */
#include "store/conversation.h"
#include "store/question.h"
#include "store/trader.h"
#include "t.h"
#include "world.h"

static void put_state(struct world *w, const char *state, const char *data)
{
	struct conversation c;
	struct trader who;
	struct phone p;

	assert_int_equal(phone_parse(&p, w->phone, strlen(w->phone)), RC_OK);
	assert_int_equal(trader_by_phone(w->store, &p, &who), RC_OK);
	assert_int_equal(conversation_get(w->store, who.id, &c), RC_OK);
	(void)snprintf(c.state, sizeof(c.state), "%s", state);
	(void)snprintf(c.data, sizeof(c.data), "%s", data);
	c.lives_until = w->now + 600;
	assert_int_equal(store_begin(w->store), RC_OK);
	assert_int_equal(conversation_put(w->store, &c), RC_OK);
	assert_int_equal(store_commit(w->store), RC_OK);
}

static void a_state_without_its_notes_goes_to_the_office(void **state)
{
	static const char *const states[] = { "enrol.full", "leave.confirm", "helper.amount" };
	static struct world w;
	struct buf reply;

	(void)state;
	world_open(&w);
	buf_init(&reply, 2000);
	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
		world_text(&w, "halo", &reply);
		put_state(&w, states[i], "");
		world_text(&w, "1", &reply);
		print_message("%s: %s\n", states[i], reply.data);
		assert_true(reply.len > 0);
		world_text(&w, "MENU", &reply);
		assert_non_null(strstr(reply.data, "5 SAYA"));
	}
	buf_release(&reply);
	world_close(&w);
}

static void the_text_is_a_question_then(void **state)
{
	static struct world w;
	struct buf reply;
	int64_t questions = 0;

	(void)state;
	world_open(&w);
	buf_init(&reply, 2000);
	world_text(&w, "halo", &reply);
	put_state(&w, "enrol.full", "");
	world_text(&w, "1", &reply);
	assert_non_null(strstr(reply.data, "kami teruskan ke petugas"));
	assert_int_equal(question_open_count(w.store, &questions), RC_OK);
	assert_int_equal(questions, 1);
	buf_release(&reply);
	world_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_state_without_its_notes_goes_to_the_office),
		cmocka_unit_test(the_text_is_a_question_then),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
