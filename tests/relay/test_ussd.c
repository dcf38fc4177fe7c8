/* tests/relay/test_ussd.c - USSD sessions, delivery reports and the simulator's outbox, through inbound_apply() */
#include "t.h"

#include "store/trader.h"
#include "world.h"

#include <jansson.h>

#define TRADER "+6281234567890"

enum { ROWS = 64 };

struct screen { /* what a hop was answered with */
	char text[400];
	bool ends, repeated;
	struct row row[ROWS];
	size_t rows;
};

static enum rc apply(
	struct world *w, const struct gateway_event *e, int64_t now, struct inbound_result *out)
{
	return world_take(w, 0, e, now, out);
}

static struct gateway_event event_from(enum gateway_event_kind kind, const char *from)
{
	struct gateway_event e = { .kind = kind };

	e.sender = phone_sender(&e.from, from, strlen(from));
	return e;
}

static void put(struct gateway_event *e, const char *text)
{
	(void)snprintf(e->text, sizeof(e->text), "%s", text);
	e->length = strlen(text);
}

static struct screen hop_as(
	struct world *w, const char *from, const char *session, const char *text, int64_t now)
{
	struct gateway_event e = event_from(EVENT_USSD, from);
	struct inbound_result out;
	struct screen s;

	(void)snprintf(e.session, sizeof(e.session), "%s", session);
	put(&e, text);
	assert_int_equal(apply(w, &e, now, &out), RC_OK);
	assert_int_equal(out.replies, 1);
	assert_true(out.reply[0].len > 0);
	(void)snprintf(s.text, sizeof(s.text), "%s", out.reply[0].data);
	s.ends = out.ends;
	s.repeated = out.repeated;
	s.rows = world_rows(w, s.row, ROWS);
	inbound_result_release(&out);
	print_message("%s '%s' -> %s %s\n", session, text, s.ends ? "END" : "CON", s.text);
	return s;
}

static struct screen hop(struct world *w, const char *session, const char *text)
{
	return hop_as(w, TRADER, session, text, NOW);
}

static void a_dial_shows_the_menu_without_brand(void **state)
{
	struct screen s = hop(*state, "s1", "");

	assert_false(s.ends);
	assert_null(strstr(s.text, "LAPAK:"));
	assert_int_equal(s.rows, 2);
	assert_int_equal(s.row[0].channel, CHANNEL_USSD);
	assert_int_equal(s.row[1].channel, CHANNEL_USSD);
	assert_int_equal(s.row[1].state, MESSAGE_DELIVERED);
	assert_int_equal(s.row[1].segments, 0);
}

static void each_hop_is_the_new_part_of_the_input(void **state)
{
	struct world *w = *state;
	struct screen first, second, third;

	(void)hop(w, "s1", "");
	first = hop(w, "s1", "2");
	second = hop(w, "s1", "2*2jt");
	third = hop(w, "s1", "2*2jt*0");
	assert_false(first.ends);
	assert_false(second.ends);
	assert_string_not_equal(first.text, second.text);
	assert_true(third.ends);
	assert_string_equal(third.row[third.rows - 1 - 2].text, "2*2jt*0");
}

/* A task done by USSD sends one SMS besides, which the trader can find again. */
static void a_task_done_sends_a_receipt(void **state)
{
	struct world *w = *state;
	struct screen s;
	struct row *inbound, *reply, *receipt;

	(void)hop(w, "s1", "");
	(void)hop(w, "s1", "2");
	(void)hop(w, "s1", "2*2jt");
	s = hop(w, "s1", "2*2jt*0");
	assert_int_equal(s.rows, 9);
	inbound = &s.row[6];
	reply = &s.row[7];
	receipt = &s.row[8];
	assert_int_equal(receipt->kind, KIND_RECEIPT);
	assert_int_equal(receipt->channel, CHANNEL_SMS);
	assert_int_equal(receipt->state, MESSAGE_QUEUED);
	assert_int_equal(receipt->reply_to, 0);
	assert_string_equal(receipt->phone, TRADER);
	assert_memory_equal(receipt->text, "LAPAK: ", 7);
	assert_in_range(receipt->segments, 1, 2);
	assert_int_equal(receipt->expires_at, NOW + 86400);
	assert_int_equal(reply->previous_id, receipt->id);
	assert_int_equal(receipt->previous_id, inbound->id);
}

/* The receipt is younger than the reply it lies behind in the chain. */
static void all_before_a_receipt_is_erased_too(void **state)
{
	struct world *w = *state;
	struct row row[ROWS];
	struct trader t;

	(void)hop(w, "s1", "");
	(void)hop(w, "s1", "2");
	(void)hop(w, "s1", "2*2jt");
	(void)hop(w, "s1", "2*2jt*0");
	assert_int_equal(store_begin(w->store), RC_OK);
	assert_int_equal(trader_by_phone(w->store, &(struct phone){ TRADER }, &t), RC_OK);
	assert_int_equal(trader_erase(w->store, &t, NOW), RC_OK);
	assert_int_equal(store_commit(w->store), RC_OK);
	assert_int_equal(world_rows(w, row, ROWS), 9);
	for (size_t i = 0; i < 9; i++) {
		assert_string_equal(row[i].phone, "");
		assert_string_equal(row[i].text, "");
	}
}

static void a_repeated_hop_gets_its_screen_again(void **state)
{
	static const char *const inputs[] = { "", "2", "2*2jt", "2*2jt*0" };
	struct world *w = *state;

	for (size_t i = 0; i < 4; i++) {
		struct screen first = hop(w, "s1", inputs[i]), again = hop(w, "s1", inputs[i]);

		assert_false(first.repeated);
		assert_true(again.repeated);
		assert_string_equal(again.text, first.text);
		assert_int_equal(again.ends, first.ends);
		assert_int_equal(again.rows, first.rows);
	}
}

static void a_late_copy_of_an_earlier_hop_changes_nothing(void **state)
{
	struct world *w = *state;
	struct screen first, second, late;

	(void)hop(w, "s1", "");
	first = hop(w, "s1", "2");
	second = hop(w, "s1", "2*2jt");
	late = hop(w, "s1", "2");
	assert_true(late.repeated);
	assert_string_equal(late.text, first.text);
	assert_int_equal(late.rows, second.rows);
}

/* It was lost on its way and comes after the one that followed it. */
static void a_hop_the_session_has_passed_shows_the_screen_of_now(void **state)
{
	struct world *w = *state;
	struct screen now, late;

	(void)hop(w, "s1", "");
	now = hop(w, "s1", "2*2jt");
	late = hop(w, "s1", "2");
	assert_true(late.repeated);
	assert_string_equal(late.text, now.text);
	assert_int_equal(late.rows, now.rows);
}

static void a_session_nobody_remembers_goes_by_its_last_input(void **state)
{
	struct world *w = *state;
	struct screen known, lost;

	(void)hop_as(w, "+6281234567891", "s0", "", NOW);
	known = hop_as(w, "+6281234567891", "s0", "3", NOW);
	lost = hop(w, "s1", "5*0*3");
	assert_string_equal(lost.text, known.text);
}

static void a_session_may_be_dialled_again_under_its_identifier(void **state)
{
	struct world *w = *state;
	struct screen first, again;

	(void)hop(w, "s1", "");
	first = hop(w, "s1", "2");
	(void)hop(w, "s1", "2*2jt");
	(void)hop(w, "s1", "2*2jt*0");
	again = hop_as(w, TRADER, "s1", "", NOW + 3600);
	assert_false(again.repeated);
	assert_false(again.ends);
	again = hop_as(w, TRADER, "s1", "2", NOW + 3600);
	assert_false(again.repeated);
	assert_string_equal(again.text, first.text);
}

static void numbers_we_do_not_answer_see_a_last_screen(void **state)
{
	static const char *const senders[] = { "+60123456789", "3636", "+62315321234" };
	struct world *w = *state;

	for (size_t i = 0; i < 3; i++) {
		struct screen s = hop_as(w, senders[i], senders[i], "", NOW);

		assert_true(s.ends);
		assert_int_equal(s.rows, i + 1);
		assert_int_equal(s.row[i].trader_id, 0);
		s = hop_as(w, senders[i], senders[i], "", NOW);
		assert_true(s.ends);
		assert_int_equal(s.rows, i + 1);
	}
}

/* ---- delivery reports ---------------------------------------------------------------- */

static int64_t queue_tip(struct world *w, enum message_state from)
{
	struct message m = { .channel = CHANNEL_SMS,
		.kind = KIND_TIP,
		.state = from,
		.gateway = "sim",
		.phone = TRADER,
		.text = "LAPAK: a \"tip\"",
		.at = NOW,
		.due_at = NOW,
		.expires_at = NOW + 86400,
		.segments = 1 };

	assert_int_equal(store_begin(w->store), RC_OK);
	m.id = store_message_id(w->store);
	assert_int_equal(message_add(w->store, &m), RC_OK);
	assert_int_equal(store_commit(w->store), RC_OK);
	return m.id;
}

static enum message_state state_after(struct world *w, int64_t id, enum report_state report)
{
	struct gateway_event e = { .kind = EVENT_REPORT, .reference = id, .report = report };
	struct inbound_result out;
	struct row rows[ROWS];

	(void)snprintf(e.code, sizeof(e.code), "UNDELIV/011");
	assert_int_equal(apply(w, &e, NOW, &out), RC_OK);
	assert_int_equal(out.replies, 0);
	inbound_result_release(&out);
	return rows[world_rows(w, rows, ROWS) - 1].state;
}

static void a_report_moves_a_message_forward_only(void **state)
{
	static const struct {
		enum message_state from;
		enum report_state report;
		enum message_state to;
	} rows[] = {
		{ MESSAGE_SENDING, REPORT_SENT, MESSAGE_SENT },
		{ MESSAGE_SENDING, REPORT_DELIVERED, MESSAGE_DELIVERED },
		{ MESSAGE_SENT, REPORT_NOTHING, MESSAGE_SENT },
		{ MESSAGE_SENT, REPORT_SENT, MESSAGE_SENT },
		{ MESSAGE_SENT, REPORT_DELIVERED, MESSAGE_DELIVERED },
		{ MESSAGE_SENT, REPORT_FAILED, MESSAGE_FAILED },
		{ MESSAGE_SENT, REPORT_EXPIRED, MESSAGE_EXPIRED },
		{ MESSAGE_SENT, REPORT_REJECTED, MESSAGE_REJECTED },
		{ MESSAGE_DELIVERED, REPORT_SENT, MESSAGE_DELIVERED },
		{ MESSAGE_DELIVERED, REPORT_FAILED, MESSAGE_DELIVERED },
		{ MESSAGE_FAILED, REPORT_DELIVERED, MESSAGE_DELIVERED },
		{ MESSAGE_UNKNOWN, REPORT_DELIVERED, MESSAGE_DELIVERED },
	};
	struct world *w = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int64_t id = queue_tip(w, rows[i].from);

		print_message(
			"%s + %d\n", message_state_name(rows[i].from), (int)rows[i].report);
		assert_int_equal(state_after(w, id, rows[i].report), rows[i].to);
	}
}

static void a_report_about_something_else_changes_nothing(void **state)
{
	struct world *w = *state;
	struct gateway_event e = event_from(EVENT_SMS, TRADER);
	struct inbound_result out;
	int64_t id = queue_tip(w, MESSAGE_SENT);

	assert_int_equal(state_after(w, id + 1000, REPORT_DELIVERED), MESSAGE_SENT);
	assert_int_equal(state_after(w, 0, REPORT_DELIVERED), MESSAGE_SENT);
	(void)snprintf(
		w->config.gateway[0].name, sizeof(w->config.gateway[0].name), "stranger");
	assert_int_equal(state_after(w, id, REPORT_DELIVERED), MESSAGE_SENT);
	put(&e, "MENU");
	e.sender = SENDER_SERVICE; /* kept, without a reply after it */
	assert_int_equal(apply(w, &e, NOW, &out), RC_OK);
	inbound_result_release(&out);
	assert_int_equal(state_after(w, id + 1, REPORT_DELIVERED), MESSAGE_RECEIVED);
}

/* ---- outbox --------------------------------------------------------------------------- */

static json_t *outbox(struct world *w, const char *to, int64_t after)
{
	struct gateway_event e = event_from(EVENT_OUTBOX, to);
	struct inbound_result out;
	json_t *list;

	e.reference = after;
	assert_int_equal(apply(w, &e, NOW, &out), RC_OK);
	list = json_loads(out.outbox.data, 0, NULL);
	assert_non_null(list);
	assert_true(json_is_array(list));
	inbound_result_release(&out);
	return list;
}

static void the_outbox_lists_what_was_pushed(void **state)
{
	struct world *w = *state;
	int64_t first = queue_tip(w, MESSAGE_DELIVERED),
		second = queue_tip(w, MESSAGE_DELIVERED);
	char id[24];
	json_t *list, *row;

	(void)queue_tip(w, MESSAGE_QUEUED);
	(void)hop(w, "s1", "");
	list = outbox(w, TRADER, 0);
	assert_int_equal(json_array_size(list), 2);
	row = json_array_get(list, 0);
	(void)snprintf(id, sizeof(id), "%d", (int)first);
	assert_string_equal(json_string_value(json_object_get(row, "id")), id);
	assert_string_equal(
		json_string_value(json_object_get(row, "text")), "LAPAK: a \"tip\"");
	assert_int_equal(json_integer_value(json_object_get(row, "at")), NOW);
	json_decref(list);
	list = outbox(w, TRADER, first);
	assert_int_equal(json_array_size(list), 1);
	json_decref(list);
	list = outbox(w, TRADER, second);
	assert_int_equal(json_array_size(list), 0);
	json_decref(list);
	list = outbox(w, "+6281234567891", 0);
	assert_int_equal(json_array_size(list), 0);
	json_decref(list);
}

int main(void)
{
#define WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)
	const struct CMUnitTest tests[] = {
		WORLD(a_dial_shows_the_menu_without_brand),
		WORLD(each_hop_is_the_new_part_of_the_input),
		WORLD(a_task_done_sends_a_receipt),
		WORLD(all_before_a_receipt_is_erased_too),
		WORLD(a_repeated_hop_gets_its_screen_again),
		WORLD(a_late_copy_of_an_earlier_hop_changes_nothing),
		WORLD(a_hop_the_session_has_passed_shows_the_screen_of_now),
		WORLD(a_session_nobody_remembers_goes_by_its_last_input),
		WORLD(a_session_may_be_dialled_again_under_its_identifier),
		WORLD(numbers_we_do_not_answer_see_a_last_screen),
		WORLD(a_report_moves_a_message_forward_only),
		WORLD(a_report_about_something_else_changes_nothing),
		WORLD(the_outbox_lists_what_was_pushed),
	};

	return world_run(tests);
}
