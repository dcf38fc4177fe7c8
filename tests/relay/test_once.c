/* tests/relay/test_once.c - a message and its repetition: by id, by time, by nothing at all */
#include "t.h"

#include "hear.h"

static void answers_a_repeat_like_the_first_time(void **state)
{
	struct sms sms = { KANNEL, TRADER, "JUAL 350rb", "uuid-1", 0, NOW };
	struct heard first, again;

	hear(*state, &sms, &first);
	sms.now += 86400;
	hear(*state, &sms, &again);
	assert_true(again.result.repeated);
	assert_int_equal(again.rows, first.rows);
	assert_int_equal(again.result.replies, first.result.replies);
	assert_string_equal(again.result.reply[0].data, first.result.reply[0].data);
	hear_no_more(&first);
	hear_no_more(&again);
}

/* Kannel calls again when our answer got lost; nothing else would carry the reply then. */
static void a_repeat_gets_the_reply_in_its_answer_again(void **state)
{
	const struct gateway *kannel = gateway_find("kannel");
	struct sms sms = { KANNEL, TRADER, "JUAL 350rb", "uuid-1", 0, NOW };
	struct gateway_event e = event_of(&sms);
	struct world *w = *state;
	struct gateway_config *c = &w->config.gateway[KANNEL];
	char said[2][1024];

	(void)snprintf(c->reply, sizeof(c->reply), "inline");
	for (int i = 0; i < 2; i++) {
		struct gateway_outcome o = { .ends = false };
		struct gateway_answer answer = { .status = 0 };
		struct heard h;

		hear(w, &sms, &h);
		assert_int_equal(h.result.repeated, i == 1);
		assert_int_equal(h.row[h.rows - 1].state, MESSAGE_SENT); /* nothing is queued */
		o.reply[0] = h.result.reply[0].data;
		buf_init(&answer.body, sizeof(said[0]) - 1);
		kannel->answer(c, &e, &o, &answer);
		assert_int_equal(answer.status, 200);
		assert_string_equal(answer.content_type, "text/plain; charset=UTF-8");
		(void)snprintf(said[i], sizeof(said[i]), "%s", answer.body.data);
		buf_release(&answer.body);
		hear_no_more(&h);
	}
	assert_non_null(strstr(said[0], "350.000"));
	assert_string_equal(said[1], said[0]);
}

static void ids_belong_to_their_gateway(void **state)
{
	struct sms sms = { KANNEL, TRADER, "MENU", "7", 0, NOW };
	bool repeated;

	assert_int_equal(texts_after(*state, &sms, &repeated), 1);
	sms.gateway = OTHER;
	assert_int_equal(texts_after(*state, &sms, &repeated), 2);
	assert_false(repeated);
}

static void without_an_id_the_gateways_time_tells(void **state)
{
	struct sms sms = { KANNEL, TRADER, "JUAL 350rb", "", NOW - 3, NOW };
	bool repeated;

	assert_int_equal(texts_after(*state, &sms, &repeated), 1);
	sms.now += 3600;
	assert_int_equal(texts_after(*state, &sms, &repeated), 1);
	assert_true(repeated);
	sms.at++;
	assert_int_equal(texts_after(*state, &sms, &repeated), 2);
	sms.from = "+6281234567891";
	assert_int_equal(texts_after(*state, &sms, &repeated), 3);
	sms.text = "JUAL 351rb";
	assert_int_equal(texts_after(*state, &sms, &repeated), 4);
	sms.gateway = OTHER;
	assert_int_equal(texts_after(*state, &sms, &repeated), 5);
}

static void without_id_and_time_four_seconds_count(void **state)
{
	static const struct {
		int64_t first, second;
		bool repeated;
	} rows[] = {
		{ 0, 0, true }, { 0, 3, true }, { 0, 4, true },
		{ 3, 4, true }, /* across the edge of a stretch of four seconds */
		{ 3, 7, true }, { 0, 5, false }, { 0, 7, false }, { 3, 8, false },
		{ 2, 0, true }, /* the clock was set back */
	};
	struct world *w = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int64_t base = (NOW / 4 + 1000 * (int64_t)i) * 4;
		struct sms sms = { KANNEL, TRADER, "JUAL 350rb live 0", "", 0,
			base + rows[i].first };
		bool repeated;

		print_message("%d then %d\n", (int)rows[i].first, (int)rows[i].second);
		(void)texts_after(w, &sms, &repeated);
		assert_false(repeated);
		sms.now = base + rows[i].second;
		(void)texts_after(w, &sms, &repeated);
		assert_int_equal(repeated, rows[i].repeated);
	}
}

/* "1" opens the tips or the list of waves; the next "1" answers what was asked then. */
static void a_second_digit_is_an_answer_when_we_asked_something_new(void **state)
{
	struct sms sms = { KANNEL, TRADER, "2", "", 0, NOW };
	bool repeated;

	assert_int_equal(texts_after(*state, &sms, &repeated), 1); /* asks the amount */
	sms.now++;
	assert_int_equal(texts_after(*state, &sms, &repeated), 2);
	assert_false(repeated);
}

static void a_second_word_is_a_repeat_when_nothing_new_was_asked(void **state)
{
	struct sms sms = { KANNEL, TRADER, "MENU", "", 0, NOW };
	bool repeated;

	assert_int_equal(texts_after(*state, &sms, &repeated), 1);
	sms.now += 2;
	assert_int_equal(texts_after(*state, &sms, &repeated), 1);
	assert_true(repeated);
}

/* The last answer of a task leaves no question open: its copy must not be read as the menu's digit. */
static void the_copy_of_a_last_answer_is_a_repeat(void **state)
{
	struct sms ask = { KANNEL, TRADER, "JUAL 350rb", "", NOW, NOW },
		   answer = { KANNEL, TRADER, "0", "", 0, NOW + 30 };
	bool repeated;

	(void)texts_after(*state, &ask, &repeated); /* asks how much of it was live */
	assert_int_equal(texts_after(*state, &answer, &repeated), 2);
	answer.now++;
	assert_int_equal(texts_after(*state, &answer, &repeated), 2);
	assert_true(repeated);
}

/* A form says all by itself: its copy is one, whatever was asked in between. */
static void a_second_form_is_a_repeat(void **state)
{
	struct sms sms = { KANNEL, TRADER, "JUAL 350rb", "", 0, NOW };
	bool repeated;

	assert_int_equal(texts_after(*state, &sms, &repeated), 1);
	sms.now += 3;
	assert_int_equal(texts_after(*state, &sms, &repeated), 1);
	assert_true(repeated);
}

static void a_caller_that_waits_repeats_nothing(void **state)
{
	struct sms sms = { SIM, TRADER, "MENU", "", 0, NOW };
	struct heard h;
	char key[40];
	bool repeated;

	assert_int_equal(texts_after(*state, &sms, &repeated), 1);
	hear(*state, &sms, &h);
	assert_int_equal(count_of(&h, KIND_INBOUND), 2);
	(void)snprintf(key, sizeof(key), "own:%d", (int)h.row[2].id);
	assert_string_equal(h.row[2].gateway_id, key);
	hear_no_more(&h);
}

int main(void)
{
#define WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)
	const struct CMUnitTest tests[] = {
		WORLD(answers_a_repeat_like_the_first_time),
		WORLD(a_repeat_gets_the_reply_in_its_answer_again),
		WORLD(ids_belong_to_their_gateway),
		WORLD(without_an_id_the_gateways_time_tells),
		WORLD(without_id_and_time_four_seconds_count),
		WORLD(a_second_digit_is_an_answer_when_we_asked_something_new),
		WORLD(a_second_word_is_a_repeat_when_nothing_new_was_asked),
		WORLD(the_copy_of_a_last_answer_is_a_repeat),
		WORLD(a_second_form_is_a_repeat),
		WORLD(a_caller_that_waits_repeats_nothing),
	};

	return world_run(tests);
}
