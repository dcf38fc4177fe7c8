/* tests/relay/test_inbound.c - an SMS from the webhook to its effect: kept, answered or not, nothing half-done */
#include "t.h"

#include "hear.h"
#include "store/db.h"

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
		WORLD(never_answers_services_and_other_countries),
		WORLD(answers_the_prefixes_that_are_configured),
		WORLD(keeps_nothing_of_an_erased_person),
		WORLD(a_failure_leaves_nothing),
	};

	return world_run(tests);
}
