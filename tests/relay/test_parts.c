/* tests/relay/test_parts.c - parts of a long SMS joined, and delivery reports of parts counted */
#include "t.h"

#include "hear.h"
#include "relay/parts.h"
#include "store/db.h"
#include "store/message.h"

static struct gateway_event part_of(const char *text, const char *id, int part, int parts)
{
	const struct sms sms = { KANNEL, TRADER, text, id, 0, NOW };
	struct gateway_event e = event_of(&sms);

	e.kind = EVENT_PART;
	(void)snprintf(e.group, sizeof(e.group), "77");
	e.part = part;
	e.parts = parts;
	return e;
}

static void apply(struct world *w, const struct gateway_event *e, int64_t now, struct heard *h)
{
	assert_int_equal(world_take(w, KANNEL, e, now, &h->result), RC_OK);
	h->rows = world_rows(w, h->row, ROWS);
}

/* How many rows there are after a part. */
static size_t rows_after(struct world *w, const struct gateway_event *e, bool *repeated)
{
	struct heard h;

	apply(w, e, NOW, &h);
	if (repeated != NULL)
		*repeated = h.result.repeated;
	hear_no_more(&h);
	return h.rows;
}

static void joins_parts_in_any_order_once(void **state)
{
	struct gateway_event first = part_of("JUAL ", "p1", 1, 3),
			     second = part_of("350", "p2", 2, 3),
			     third = part_of("rb", "p3", 3, 3);
	struct row rows[ROWS];
	bool repeated;

	assert_int_equal(rows_after(*state, &third, NULL), 0);
	assert_int_equal(rows_after(*state, &first, NULL), 0);
	assert_int_equal(rows_after(*state, &first, &repeated), 0); /* told twice */
	assert_int_equal(rows_after(*state, &second, NULL), 2);
	(void)world_rows(*state, rows, ROWS);
	assert_string_equal(rows[0].text, "JUAL 350rb");
	assert_string_equal(rows[0].gateway_id, "p1");
	assert_non_null(strstr(rows[1].text, "Rp350.000"));
	assert_int_equal(rows_after(*state, &second, &repeated), 2); /* after the whole */
	assert_true(repeated);
	assert_int_equal(rows_after(*state, &third, &repeated), 2);
	assert_true(repeated);
}

static void keeps_senders_and_groups_apart(void **state)
{
	struct gateway_event mine = part_of("MENU", "a1", 1, 2),
			     group = part_of("xx", "b2", 2, 2),
			     sender = part_of("yy", "c2", 2, 2);

	(void)snprintf(group.group, sizeof(group.group), "78");
	(void)snprintf(sender.from.e164, sizeof(sender.from.e164), "+6281234567891");
	assert_int_equal(rows_after(*state, &mine, NULL), 0);
	assert_int_equal(rows_after(*state, &group, NULL), 0);
	assert_int_equal(rows_after(*state, &sender, NULL), 0);
}

/* Each of its steps fails first, and the parts wait on. */
static void break_expiry(struct world *w, int64_t now)
{
	int steps = 0;

	for (int k = 1; steps >= k - 1; k++) {
		enum rc rc;

		assert_int_equal(store_begin(w->store), RC_OK);
		(void)db_fail_steps(w->store->db, k, k);
		rc = inbound_overdue(&w->inbound, now);
		steps = db_fail_steps(w->store->db, 0, 0);
		store_rollback(w->store);
		if (steps < k)
			return;
		assert_true(rc_breaks(rc));
	}
}

static void expire(struct world *w, int64_t now, enum rc expected)
{
	break_expiry(w, now);
	assert_int_equal(store_begin(w->store), RC_OK);
	assert_int_equal(parts_expire(&w->inbound, now), expected);
	assert_int_equal(store_commit(w->store), RC_OK);
}

static void what_waited_too_long_goes_without_the_rest(void **state)
{
	struct gateway_event first = part_of("JUAL 350rb ", "p1", 1, 3),
			     third = part_of("terima kasih", "p3", 3, 3);
	struct row rows[ROWS];
	bool repeated;

	(void)rows_after(*state, &first, NULL);
	(void)rows_after(*state, &third, NULL);
	expire(*state, NOW + PARTS_WAIT, RC_ABSENT);
	assert_int_equal(world_rows(*state, rows, ROWS), 0);
	expire(*state, NOW + PARTS_WAIT + 1, RC_OK);
	assert_int_equal(world_rows(*state, rows, ROWS), 2);
	assert_string_equal(rows[0].text, "JUAL 350rb ...terima kasih");
	expire(*state, NOW + 10 * PARTS_WAIT, RC_ABSENT);
	(void)rows_after(*state, &third, &repeated);
	assert_true(repeated);
}

/* Its gateway was taken out of lapak.ini meanwhile: nobody can be answered, and nothing waits for ever. */
static void parts_of_a_gateway_that_is_gone_go_too(void **state)
{
	struct gateway_event first = part_of("JUAL 350rb ", "p1", 1, 2);
	struct world *w = *state;
	struct row rows[ROWS];

	(void)rows_after(w, &first, NULL);
	(void)snprintf(w->config.gateway[KANNEL].name, 8, "gone");
	expire(w, NOW + PARTS_WAIT + 1, RC_OK);
	assert_int_equal(world_rows(w, rows, ROWS), 0);
	expire(w, NOW + PARTS_WAIT + 1, RC_ABSENT);
}

static void parts_need_no_name(void **state)
{
	struct gateway_event first = part_of("JUAL ", "", 1, 2),
			     second = part_of("350rb", "", 2, 2);
	struct row rows[ROWS];

	(void)rows_after(*state, &first, NULL);
	assert_int_equal(rows_after(*state, &second, NULL), 2);
	(void)world_rows(*state, rows, ROWS);
	assert_string_equal(rows[0].text, "JUAL 350rb");
}

/* More than anybody writes: what fits is kept. */
static void a_text_of_very_many_parts_is_cut(void **state)
{
	enum { PARTS = 40 };
	struct world *w = *state;
	struct row rows[ROWS];
	char id[16], piece[161];

	memset(piece, 'x', sizeof(piece) - 1);
	piece[sizeof(piece) - 1] = '\0';
	for (int i = 1; i <= PARTS; i++) {
		struct gateway_event e;

		(void)snprintf(id, sizeof(id), "m%d", i);
		e = part_of(piece, id, i, PARTS);
		(void)rows_after(w, &e, NULL);
	}
	assert_int_equal(world_rows(w, rows, ROWS), 2);
}

static void a_second_id_marks_a_repeat(void **state)
{
	const struct sms sms = { KANNEL, TRADER, "MENU", "export-1", 0, NOW };
	struct gateway_event e = event_of(&sms);
	bool repeated;

	(void)snprintf(e.other_id, sizeof(e.other_id), "content-9");
	assert_int_equal(rows_after(*state, &e, &repeated), 2);
	assert_false(repeated);
	(void)snprintf(e.id, sizeof(e.id), "export-2");
	assert_int_equal(rows_after(*state, &e, &repeated), 2);
	assert_true(repeated);
	(void)snprintf(e.other_id, sizeof(e.other_id), "content-10");
	assert_int_equal(rows_after(*state, &e, &repeated), 4);
	assert_false(repeated);
}

static int64_t sent(struct world *w, int32_t segments)
{
	struct message m = { .channel = CHANNEL_SMS,
		.kind = KIND_TIP,
		.state = MESSAGE_SENT,
		.gateway = "kannel",
		.phone = TRADER,
		.text = "LAPAK: x",
		.at = NOW,
		.due_at = NOW,
		.expires_at = NOW + 600,
		.segments = segments };

	assert_int_equal(store_begin(w->store), RC_OK);
	m.id = store_message_id(w->store);
	assert_int_equal(message_add(w->store, &m), RC_OK);
	assert_int_equal(store_commit(w->store), RC_OK);
	return m.id;
}

struct told { /* a report, and the state of the message after it */
	enum report_state report;
	int32_t part, parts;
	const char *id;
	enum message_state state;
};

static void tell(struct world *w, int64_t id, const struct told *told, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct gateway_event e = { .kind = EVENT_REPORT,
			.reference = id,
			.report = told[i].report,
			.part = told[i].part,
			.parts = told[i].parts };
		struct heard h;

		print_message("report %zu\n", i);
		(void)snprintf(e.other_id, sizeof(e.other_id), "%s", told[i].id);
		apply(w, &e, NOW, &h);
		assert_false(h.result.unknown);
		for (size_t k = 0; k < h.rows; k++)
			if (h.row[k].id == id)
				assert_int_equal(h.row[k].state, told[i].state);
		hear_no_more(&h);
	}
}

static void counts_the_parts_that_arrived(void **state)
{
	static const struct told in_order[] = {
		{ REPORT_SENT, 0, 2, "r1", MESSAGE_SENT },
		{ REPORT_DELIVERED, 1, 0, "r2", MESSAGE_SENT },
		{ REPORT_DELIVERED, 1, 0, "r2", MESSAGE_SENT }, /* told twice */
		{ REPORT_DELIVERED, 1, 0, "r3", MESSAGE_DELIVERED },
		{ REPORT_DELIVERED, 1, 0, "r4", MESSAGE_DELIVERED },
		{ REPORT_FAILED, 0, 0, "r5", MESSAGE_DELIVERED },
	};
	static const struct told early[] = {
		{ REPORT_DELIVERED, 1, 0, "e1", MESSAGE_SENT },
		{ REPORT_DELIVERED, 1, 0, "e2", MESSAGE_SENT },
		{ REPORT_SENT, 0, 3, "e3", MESSAGE_SENT },
		{ REPORT_DELIVERED, 1, 0, "e4", MESSAGE_DELIVERED },
	};
	static const struct told one[] = { { REPORT_DELIVERED, 1, 1, "o1",
		MESSAGE_DELIVERED } };
	static const struct told whole[] = { { REPORT_DELIVERED, 0, 0, "",
		MESSAGE_DELIVERED } };
	static const struct told failed[] = {
		{ REPORT_DELIVERED, 1, 0, "f1", MESSAGE_SENT },
		{ REPORT_FAILED, 1, 0, "f2", MESSAGE_FAILED },
	};

	tell(*state, sent(*state, 2), in_order, 6);
	tell(*state, sent(*state, 3), early, 4);
	tell(*state, sent(*state, 1), one, 1);
	tell(*state, sent(*state, 4), whole, 1);
	tell(*state, sent(*state, 2), failed, 2);
}

static void says_when_a_report_is_about_nothing(void **state)
{
	static const char *const ids[] = { "", "nobody-knows" };

	for (size_t i = 0; i < 2; i++) {
		struct gateway_event e = { .kind = EVENT_REPORT,
			.reference = i == 0 ? 123456 : 0,
			.report = REPORT_DELIVERED };
		struct heard h;

		(void)snprintf(e.id, sizeof(e.id), "%s", ids[i]);
		apply(*state, &e, NOW, &h);
		assert_true(h.result.unknown);
		assert_int_equal(h.rows, 0);
		hear_no_more(&h);
	}
}

#define WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD(joins_parts_in_any_order_once),
		WORLD(keeps_senders_and_groups_apart),
		WORLD(what_waited_too_long_goes_without_the_rest),
		WORLD(parts_of_a_gateway_that_is_gone_go_too),
		WORLD(parts_need_no_name),
		WORLD(a_text_of_very_many_parts_is_cut),
		WORLD(a_second_id_marks_a_repeat),
		WORLD(counts_the_parts_that_arrived),
		WORLD(says_when_a_report_is_about_nothing),
	};

	return world_run(tests);
}
