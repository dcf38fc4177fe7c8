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
		WORLD(ids_belong_to_their_gateway),
		WORLD(without_an_id_the_gateways_time_tells),
		WORLD(without_id_and_time_four_seconds_count),
		WORLD(a_second_digit_is_an_answer_when_we_asked_something_new),
		WORLD(a_second_word_is_a_repeat_when_nothing_new_was_asked),
		WORLD(the_copy_of_a_last_answer_is_a_repeat),
		WORLD(a_second_form_is_a_repeat),
		WORLD(a_caller_that_waits_repeats_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
