/* tests/relay/test_inbound.c - an SMS from the webhook to its effect: once, kept, answered */
#include "t.h"

#include "world.h"

#include "store/db.h"

#define TRADER "+6281234567890"

enum { ROWS = 64 };
static const size_t SIM = 0, KANNEL = 1, OTHER = 2;

struct sms {
	size_t gateway;
	const char *from, *text, *id;
	int64_t at, now;
};

struct heard {
	struct inbound_result result;
	struct row row[ROWS];
	size_t rows;
};

static struct gateway_event event_of(const struct sms *sms)
{
	struct gateway_event e = { .kind = EVENT_SMS, .at = sms->at };

	e.sender = phone_sender(&e.from, sms->from, strlen(sms->from));
	(void)snprintf(e.text, sizeof(e.text), "%s", sms->text);
	e.length = strlen(e.text);
	(void)snprintf(e.id, sizeof(e.id), "%s", sms->id != NULL ? sms->id : "");
	return e;
}

/* One turn: applied and committed; h is released by hear_no_more(). */
static enum rc apply(struct world *w, size_t gateway, const struct gateway_event *e,
	int64_t now, struct heard *h)
{
	enum rc rc;

	inbound_result_init(&h->result);
	assert_int_equal(store_begin(w->store), RC_OK);
	rc = inbound_apply(&w->inbound, &w->config.gateway[gateway], e, now, &h->result);
	assert_int_equal(store_commit(w->store), RC_OK);
	h->rows = world_rows(w, h->row, ROWS);
	return rc;
}

static void hear(struct world *w, const struct sms *sms, struct heard *h)
{
	struct gateway_event e = event_of(sms);

	print_message("%s: %s\n", sms->from, sms->text);
	assert_int_equal(apply(w, sms->gateway, &e, sms->now, h), RC_OK);
}

static void hear_no_more(struct heard *h)
{
	inbound_result_release(&h->result);
}

static size_t count_of(const struct heard *h, enum message_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < h->rows; i++)
		n += h->row[i].kind == kind;
	return n;
}

/* Hears it and tells how many texts the database then holds from traders. */
static size_t texts_after(struct world *w, const struct sms *sms, bool *repeated)
{
	struct heard h;
	size_t n;

	hear(w, sms, &h);
	n = count_of(&h, KIND_INBOUND);
	*repeated = h.result.repeated;
	hear_no_more(&h);
	return n;
}

static void keeps_the_text_and_queues_the_reply(void **state)
{
	struct sms sms = { KANNEL, TRADER, "MENU", "uuid-1", 0, NOW };
	struct heard h;

	hear(*state, &sms, &h);
	assert_false(h.result.repeated);
	assert_int_equal(h.result.replies, 1);
	assert_memory_equal(h.result.reply[0].data, "LAPAK: ", 7);
	assert_int_equal(h.rows, 2);
	assert_int_equal(h.row[0].kind, KIND_INBOUND);
	assert_int_equal(h.row[0].state, MESSAGE_RECEIVED);
	assert_int_equal(h.row[0].previous_id, 0);
	assert_string_equal(h.row[0].gateway, "kannel");
	assert_string_equal(h.row[0].gateway_id, "uuid-1");
	assert_string_equal(h.row[0].phone, TRADER);
	assert_string_equal(h.row[0].text, "MENU");
	assert_int_equal(h.row[1].kind, KIND_REPLY);
	assert_int_equal(h.row[1].state, MESSAGE_QUEUED);
	assert_int_equal(h.row[1].reply_to, h.row[0].id);
	assert_int_equal(h.row[1].previous_id, h.row[0].id);
	assert_int_equal(h.row[1].trader_id, h.row[0].trader_id);
	assert_true(h.row[1].trader_id > 0);
	assert_int_equal(h.row[1].due_at, NOW);
	assert_int_equal(h.row[1].expires_at, NOW + 600);
	assert_in_range(h.row[1].segments, 1, 2);
	assert_string_equal(h.row[1].text, h.result.reply[0].data);
	hear_no_more(&h);
}

static void an_inline_reply_is_delivered_at_once(void **state)
{
	struct sms sms = { SIM, TRADER, "MENU", "a", 0, NOW };
	struct heard h;

	hear(*state, &sms, &h);
	assert_int_equal(h.row[1].state, MESSAGE_DELIVERED);
	hear_no_more(&h);
}

static void chains_a_traders_messages(void **state)
{
	struct sms first = { SIM, TRADER, "MENU", "a", 0, NOW },
		   second = { SIM, TRADER, "BANTUAN", "b", 0, NOW + 60 };
	struct heard h;

	hear(*state, &first, &h);
	hear_no_more(&h);
	hear(*state, &second, &h);
	assert_int_equal(h.rows, 4);
	for (size_t i = 1; i < 4; i++)
		assert_int_equal(h.row[i].previous_id, h.row[i - 1].id);
	hear_no_more(&h);
}

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

static void never_answers_services_and_other_countries(void **state)
{
	static const char *const senders[] = { "TELKOMSEL", "3636", "+60123456789",
		"+62315321234", "" };
	struct world *w = *state;
	struct heard h;

	for (size_t i = 0; i < sizeof(senders) / sizeof(senders[0]); i++) {
		struct sms sms = { KANNEL, senders[i], "DAFTAR", "x", (int64_t)i, NOW };
		char id[8];

		(void)snprintf(id, sizeof(id), "id%zu", i);
		sms.id = id;
		hear(w, &sms, &h);
		assert_int_equal(h.result.replies, 0);
		assert_int_equal(h.rows, i + 1);
		assert_int_equal(h.row[i].kind, KIND_INBOUND);
		assert_int_equal(h.row[i].trader_id, 0);
		assert_string_equal(h.row[i].text, "DAFTAR");
		hear_no_more(&h);
		hear(w, &sms, &h);
		assert_true(h.result.repeated);
		assert_int_equal(h.result.replies, 0);
		assert_int_equal(h.rows, i + 1);
		hear_no_more(&h);
	}
}

static void answers_the_prefixes_that_are_configured(void **state)
{
	static const struct {
		const char *prefixes, *from;
		int replies;
	} rows[] = {
		{ "+6281", "+6281234567890", 1 },
		{ "+6281", "+6285234567890", 0 },
		{ "+628,+60", "+60123456789", 1 },
		{ "+62", "+62315321234", 0 }, /* a landline reads no SMS */
		{ "+6281", "TELKOMSEL", 0 },
	};
	struct world *w = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct gateway_config *g = &w->config.gateway[KANNEL];
		struct sms sms = { KANNEL, rows[i].from, "MENU", "", NOW + (int64_t)i, NOW };
		struct heard h;

		print_message("%s\n", rows[i].prefixes);
		(void)snprintf(g->allowed_prefixes, sizeof(g->allowed_prefixes), "%s",
			rows[i].prefixes);
		hear(w, &sms, &h);
		assert_int_equal(h.result.replies, rows[i].replies);
		hear_no_more(&h);
	}
}

/* What the erased person wrote is gone, the confirmation still goes out, and its repeat is one. */
static void keeps_nothing_of_an_erased_person(void **state)
{
	static const char *const texts[] = { "JUAL 350rb", "HAPUS DATA", "YA" };
	struct world *w = *state;
	struct heard h;

	for (size_t i = 0; i < 3; i++) {
		struct sms sms = { SIM, TRADER, texts[i], texts[i], 0, NOW + (int64_t)i * 60 };

		hear(w, &sms, &h);
		assert_int_equal(h.result.replies, 1);
		if (i < 2)
			hear_no_more(&h);
	}
	for (size_t i = 0; i < h.rows; i++) {
		print_message("%s '%s' '%s'\n", message_kind_name(h.row[i].kind),
			h.row[i].phone, h.row[i].text);
		assert_int_equal(h.row[i].trader_id, 0);
		assert_string_equal(h.row[i].phone, "");
		if (i + 1 < h.rows)
			assert_string_equal(h.row[i].text, "");
	}
	hear_no_more(&h);
	hear(w, &(struct sms){ SIM, TRADER, "YA", "YA", 0, NOW + 200 }, &h);
	assert_true(h.result.repeated);
	assert_int_equal(h.result.replies, 1);
	hear_no_more(&h);
}

/* The store fails at the k-th write, for every k: nothing of the event stays, its neighbours do, and
 * it can come again. */
static void a_failure_leaves_nothing(void **state)
{
	struct world *w = *state;
	struct sms sms = { KANNEL, TRADER, "JUAL 350rb", "uuid-1", 0, NOW };
	struct gateway_event e = event_of(&sms);
	enum rc rc = RC_BROKEN;
	struct heard h;
	int k;

	hear(w, &(struct sms){ KANNEL, "3636", "PROMO", "p", 0, NOW }, &h);
	hear_no_more(&h);
	for (k = 1; rc != RC_OK; k++) {
		assert_true(k < 100);
		inbound_result_init(&h.result);
		assert_int_equal(store_begin(w->store), RC_OK);
		store_fail_after(w->store, k);
		rc = inbound_apply(&w->inbound, &w->config.gateway[KANNEL], &e, NOW, &h.result);
		store_fail_after(w->store, 0);
		assert_int_equal(store_commit(w->store), RC_OK);
		inbound_result_release(&h.result);
		assert_int_equal(world_rows(w, h.row, ROWS), rc == RC_OK ? 3 : 1);
	}
	assert_true(k > 5);
}

int main(void)
{
#define WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)
	const struct CMUnitTest tests[] = {
		WORLD(keeps_the_text_and_queues_the_reply),
		WORLD(an_inline_reply_is_delivered_at_once),
		WORLD(chains_a_traders_messages),
		WORLD(answers_a_repeat_like_the_first_time),
		WORLD(ids_belong_to_their_gateway),
		WORLD(without_an_id_the_gateways_time_tells),
		WORLD(without_id_and_time_four_seconds_count),
		WORLD(a_second_digit_is_an_answer_when_we_asked_something_new),
		WORLD(a_second_word_is_a_repeat_when_nothing_new_was_asked),
		WORLD(the_copy_of_a_last_answer_is_a_repeat),
		WORLD(a_second_form_is_a_repeat),
		WORLD(a_caller_that_waits_repeats_nothing),
		WORLD(never_answers_services_and_other_countries),
		WORLD(answers_the_prefixes_that_are_configured),
		WORLD(keeps_nothing_of_an_erased_person),
		WORLD(a_failure_leaves_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
