/* tests/web/test_api.c - a clerk's work over the API; every good answer is held against its shape */
#include "api_world.h"

#include <unistd.h>

#include "base/days.h"
#include "store/conversation.h"
#include "store/market.h"
#include "store/message.h"
#include "store/question.h"
#include "store/sale.h"
#include "store/store.h"
#include "store/tip.h"
#include "t.h"
#include "web/api.h"

#define ok(call) assert_int_equal(call, RC_OK)

/* ---- questions ---- */

static void a_question_is_answered_and_taken_back(void **state)
{
	struct api_world a;
	int64_t trader, q;
	char path[80];

	(void)state;
	api_open(&a);
	trader = add_trader(&a, 7, "Bu Siti");
	q = ask_question(&a, trader, "boleh bawa cucu?");
	assert_int_equal(clerk(&a, "GET", "/api/v1/inbox", NULL), 200);
	assert_int_equal(items(&a), 1);
	assert_true(json_is_true(json_object_get(item(&a, 0), "unread")));
	assert_int_equal(clerk_at(&a, "POST", "/inbox/@/read", q, NULL), 204);
	assert_int_equal(
		clerk_at(&a, "PUT", "/inbox/@/assigned", q, "{\"staff_id\":\"99\"}"), 422);
	assert_int_equal(
		clerk_at(&a, "PUT", "/inbox/@/assigned", q, "{\"staff_id\":\"2\"}"), 204);
	assert_int_equal(clerk(&a, "GET", "/api/v1/inbox?state=mine", NULL), 200);
	assert_int_equal(items(&a), 1);
	assert_int_equal(clerk_at(&a, "POST", "/inbox/@/answer", q,
				 "{\"text\":\"Mohon kirim PIN Ibu\"}"),
		422);
	assert_int_equal(
		clerk_at(&a, "POST", "/inbox/@/answer", q, "{\"text\":\"Boleh, Bu.\"}"), 201);
	assert_string_equal(api_said(&a, "sms"), "LAPAK: Boleh, Bu.");
	assert_int_equal(
		clerk_at(&a, "POST", "/inbox/@/answer", q, "{\"text\":\"Lagi\"}"), 409);
	assert_int_equal(clerk_at(&a, "GET", "/inbox/@", q, NULL), 200);
	assert_string_equal(api_said(&a, "answer_state"), "queued");
	assert_true(json_is_true(json_object_get(a.answer, "can_take_back")));
	assert_int_equal(clerk_at(&a, "DELETE", "/inbox/@/answer", q, NULL), 204);
	assert_int_equal(clerk_at(&a, "GET", "/inbox/@", q, NULL), 200);
	assert_string_equal(api_said(&a, "state"), "open");
	(void)snprintf(path, sizeof(path), "/api/v1/inbox/%lld", (long long)q);
	assert_int_equal(api_as(&a, ROLE_TRAINER, "GET", path, NULL), 403);
	assert_string_equal(api_said(&a, "code"), "not-yours");
	assert_int_equal(api_as(&a, ROLE_TRAINER, "GET", "/api/v1/inbox", NULL), 200);
	assert_int_equal(items(&a), 0);
	assert_int_equal(clerk_at(&a, "DELETE", "/inbox/@/close", q, NULL), 409);
	assert_int_equal(clerk_at(&a, "POST", "/inbox/@/close", q, NULL), 204);
	assert_int_equal(clerk_at(&a, "DELETE", "/inbox/@/close", q, NULL), 204);
	assert_int_equal(clerk(&a, "GET", "/api/v1/inbox", NULL), 200);
	assert_int_equal(items(&a), 1);
	assert_int_equal(clerk_at(&a, "POST", "/inbox/@/close", q, NULL), 204);
	assert_int_equal(clerk(&a, "GET", "/api/v1/inbox", NULL), 200);
	assert_int_equal(items(&a), 0);
	assert_int_equal(clerk_at(&a, "GET", "/traders/@/messages", trader, NULL), 200);
	assert_int_equal(items(&a), 1);
	assert_string_equal(item_text(&a, 0, "state"), "expired");
	api_close(&a);
}

static void an_answer_on_its_way_is_not_taken_back(void **state)
{
	struct settlement sending = { .state = MESSAGE_SENT };
	struct api_world a;
	int64_t q;

	(void)state;
	api_open(&a);
	q = ask_question(&a, add_trader(&a, 8, "Pak Joyo"), "jam berapa?");
	assert_int_equal(
		clerk_at(&a, "POST", "/inbox/@/answer", q, "{\"text\":\"Jam 9.\"}"), 201);
	ok(store_begin(a.world.store));
	sending.id = 1;
	sending.now = a.world.now;
	ok(message_settle(a.world.store, &sending));
	ok(store_commit(a.world.store));
	assert_int_equal(clerk_at(&a, "DELETE", "/inbox/@/answer", q, NULL), 409);
	assert_string_equal(api_said(&a, "code"), "sent");
	api_close(&a);
}

static const char *fault_code(const struct api_world *a)
{
	const json_t *first = json_array_get(json_object_get(a->answer, "faults"), 0);

	return json_string_value(json_object_get(first, "code"));
}

static void texts_are_kept_noted_and_previewed(void **state)
{
	struct api_world a;
	int64_t trader;

	(void)state;
	api_open(&a);
	trader = add_trader(&a, 9, "Bu Tun");
	assert_int_equal(clerk(&a, "POST", "/api/v1/canned",
				 "{\"name\":\"jam\",\"text\":\"Buka jam 8.\"}"),
		201);
	assert_int_equal(
		clerk(&a, "POST", "/api/v1/canned", "{\"name\":\"JAM\",\"text\":\"Lain.\"}"),
		409);
	assert_int_equal(clerk(&a, "GET", "/api/v1/canned", NULL), 200);
	assert_int_equal(items(&a), 1);
	assert_int_equal(
		clerk(&a, "POST", "/api/v1/texts/preview", "{\"text\":\"lihat http://x.id\"}"),
		200);
	assert_string_not_equal(api_said(&a, "fault"), "");
	assert_string_equal(fault_code(&a), "link");
	assert_int_equal(clerk(&a, "POST", "/api/v1/canned",
				 "{\"name\":\"pin\",\"text\":\"Balas dengan PIN.\"}"),
		422);
	assert_string_equal(fault_code(&a), "secret");
	assert_int_equal(
		clerk_at(&a, "POST", "/traders/@/notes", trader, "{\"text\":\"telepon dulu\"}"),
		201);
	assert_int_equal(clerk_at(&a, "GET", "/traders/@/notes", trader, NULL), 200);
	assert_string_equal(item_text(&a, 0, "text"), "telepon dulu");
	api_close(&a);
}

/* ---- traders ---- */

static void traders_are_found_and_changed(void **state)
{
	static const char *const searches[] = { "siti", "SITI A", "00000012", "0012",
		"6281200000012", "0812 0000 0012", "aminah", "bu siti am", "b2 12", "B2.12" };
	struct api_world a;
	char path[120], body[120];
	int64_t id;

	(void)state;
	api_open(&a);
	(void)add_trader(&a, 11, "Pak Joyo");
	id = add_trader(&a, 12, "Bu Siti Aminah");
	for (size_t i = 0; i < sizeof(searches) / sizeof(searches[0]); i++) {
		char *space;

		(void)snprintf(
			path, sizeof(path), "/api/v1/traders?text=%s&limit=1", searches[i]);
		for (space = strchr(path, ' '); space != NULL; space = strchr(path, ' '))
			*space = '+';
		print_message("%s\n", path);
		assert_int_equal(clerk(&a, "GET", path, NULL), 200);
		assert_int_equal(items(&a), 1);
		assert_string_equal(item_text(&a, 0, "name"), "Bu Siti Aminah");
	}
	assert_int_equal(clerk(&a, "GET", "/api/v1/traders?text=nobody", NULL), 200);
	assert_int_equal(items(&a), 0);
	assert_int_equal(clerk_at(&a, "PUT", "/traders/@", id,
				 "{\"name\":\"Bu Siti\",\"market_id\":\"5\",\"stall\":\"\","
				 "\"language\":\"jv\"}"),
		422);
	assert_int_equal(clerk_at(&a, "PUT", "/traders/@", id,
				 "{\"name\":\"Bu Siti\",\"market_id\":null,\"stall\":\"C1\","
				 "\"language\":\"jv\",\"goods\":\"Kain, 100%\"}"),
		422);
	assert_int_equal(clerk_at(&a, "PUT", "/traders/@", id,
				 "{\"name\":\"Bu Siti\",\"market_id\":null,\"stall\":\"C1\","
				 "\"language\":\"jv\",\"goods\":\"Kain, batik\"}"),
		204);
	assert_int_equal(clerk(&a, "GET", "/api/v1/traders?text=aminah", NULL), 200);
	assert_int_equal(items(&a), 0);
	assert_int_equal(clerk_at(&a, "POST", "/traders/@/stop", id, NULL), 204);
	assert_int_equal(clerk_at(&a, "POST", "/traders/@/stop", id, NULL), 409);
	assert_int_equal(clerk_at(&a, "GET", "/traders/@", id, NULL), 200);
	assert_string_equal(api_said(&a, "goods"), "batik,kain");
	assert_string_equal(json_string_value(json_object_get(
				    json_object_get(a.answer, "trader"), "stall")),
		"C1");
	(void)snprintf(path, sizeof(path), "/api/v1/traders/%lld", (long long)id);
	assert_int_equal(api_as(&a, ROLE_VIEWER, "GET", path, NULL), 200);
	assert_non_null(strchr(json_string_value(json_object_get(
				       json_object_get(a.answer, "trader"), "phone")),
		'*'));
	assert_int_equal(
		clerk_at(&a, "POST", "/traders/@/erase", id, "{\"phone\":\"+628129\"}"), 422);
	(void)snprintf(body, sizeof(body), "{\"phone\":\"+6281200000012\"}");
	assert_int_equal(clerk_at(&a, "POST", "/traders/@/erase", id, body), 204);
	assert_int_equal(clerk_at(&a, "GET", "/traders/@", id, NULL), 404);
	api_close(&a);
}

static void pages_follow_one_another(void **state)
{
	struct api_world a;
	char path[120] = "/api/v1/traders?limit=3";
	size_t seen = 0, pages = 0;

	(void)state;
	api_open(&a);
	for (int i = 0; i < 8; i++)
		(void)add_trader(&a, 20 + i, "Bu");
	for (;;) {
		assert_int_equal(clerk(&a, "GET", path, NULL), 200);
		seen += items(&a);
		pages++;
		if (json_is_null(json_object_get(a.answer, "next")))
			break;
		(void)snprintf(path, sizeof(path), "/api/v1/traders?limit=3&after=%s",
			api_said(&a, "next"));
	}
	assert_int_equal(seen, 8);
	assert_int_equal(pages, 3);
	assert_int_equal(clerk(&a, "GET", "/api/v1/traders?limit=0", NULL), 400);
	assert_int_equal(clerk(&a, "GET", "/api/v1/traders?limit=9999", NULL), 400);
	assert_int_equal(clerk(&a, "GET", "/api/v1/traders?after=x", NULL), 422);
	assert_int_equal(clerk(&a, "GET", "/api/v1/traders?limit=3&limit=4", NULL), 400);
	assert_int_equal(clerk(&a, "GET", "/api/v1/traders?other=1", NULL), 400);
	api_close(&a);
}

/* ---- what is sent of itself ---- */

static void a_lost_message_goes_out_again(void **state)
{
	struct tip t = { "A1", "id", "A", "persiapan", "Siapkan barang.", "batik,kain" };
	struct settlement lost = { .state = MESSAGE_FAILED };
	struct store *st;
	struct api_world a;
	int64_t trader;

	(void)state;
	api_open(&a);
	st = a.world.store;
	trader = add_trader(&a, 51, "Bu Tin");
	lost.now = a.world.now;
	assert_int_equal(store_begin(st), RC_OK);
	lost.id = store_message_id(st);
	assert_int_equal(message_add(st, &(struct message){ .id = lost.id,
						 .trader_id = trader,
						 .kind = KIND_REPLY,
						 .state = MESSAGE_QUEUED,
						 .gateway = "phone",
						 .phone = "+6281200000051",
						 .text = "LAPAK: Menu: MENU",
						 .at = a.world.now,
						 .due_at = a.world.now,
						 .expires_at = a.world.now + 9 }),
		RC_OK);
	assert_int_equal(store_commit(st), RC_OK);
	assert_int_equal(clerk_at(&a, "POST", "/messages/@/resend", lost.id, NULL), 409);
	assert_int_equal(store_begin(st), RC_OK);
	assert_int_equal(message_settle(st, &lost), RC_OK);
	assert_int_equal(tip_put(st, &t), RC_OK);
	assert_int_equal(tip_mark_seen(st, trader, "A1", a.world.now), RC_OK);
	assert_int_equal(store_commit(st), RC_OK);
	assert_int_equal(clerk_at(&a, "POST", "/messages/@/resend", lost.id, NULL), 409);
	assert_string_equal(api_said(&a, "code"), "day-cap");
	a.world.config.office.push_cap_per_day = 3;
	assert_int_equal(clerk_at(&a, "POST", "/messages/@/resend", lost.id, NULL), 201);
	assert_true(strtoll(api_said(&a, "id"), NULL, 10) > lost.id);
	assert_int_equal(clerk_at(&a, "POST", "/traders/@/stop", trader, NULL), 204);
	assert_int_equal(clerk_at(&a, "POST", "/messages/@/resend", lost.id, NULL), 409);
	assert_string_equal(api_said(&a, "code"), "stopped");
	assert_int_equal(clerk(&a, "GET", "/api/v1/tips", NULL), 200);
	assert_int_equal(items(&a), 1);
	assert_int_equal(json_integer_value(json_object_get(item(&a, 0), "seen")), 1);
	assert_string_equal(
		json_string_value(json_object_get(item(&a, 0), "goods")), "batik,kain");
	api_close(&a);
}

/* ---- takings ---- */

static void a_report_is_looked_at_and_corrected(void **state)
{
	struct sale s = { .total = 50000000, .live = SALE_LIVE_UNKNOWN, .review = true };
	struct api_world a;
	char path[120], day[11];

	(void)state;
	api_open(&a);
	s.trader_id = add_trader(&a, 31, "Bu Ning");
	s.day = day_of(a.world.now);
	s.reported_at = a.world.now;
	ok(store_begin(a.world.store));
	ok(sale_put(a.world.store, &s));
	ok(store_commit(a.world.store));
	day_iso(s.day, day);
	assert_int_equal(clerk(&a, "GET", "/api/v1/reviews", NULL), 200);
	assert_int_equal(items(&a), 1);
	(void)snprintf(path, sizeof(path), "/api/v1/traders/%lld/sales/%s",
		(long long)s.trader_id, day);
	assert_int_equal(clerk(&a, "PUT", path,
				 "{\"total\":500000,\"live\":600000,\"status\":\"sold\"}"),
		422);
	assert_int_equal(clerk(&a, "PUT", path, "{\"total\":5,\"status\":\"zero\"}"), 422);
	assert_int_equal(
		clerk(&a, "PUT", path, "{\"total\":500000,\"live\":null,\"status\":\"sold\"}"),
		204);
	assert_int_equal(clerk(&a, "GET", "/api/v1/reviews", NULL), 200);
	assert_int_equal(items(&a), 0);
	(void)snprintf(path, sizeof(path), "/api/v1/traders/%lld/sales/%s/versions",
		(long long)s.trader_id, day);
	assert_int_equal(clerk(&a, "GET", path, NULL), 200);
	assert_int_equal(items(&a), 2);
	assert_string_equal(item_text(&a, 1, "typed_by"), "office:clerk");
	assert_int_equal(clerk_at(&a, "GET", "/traders/@/sales", s.trader_id, NULL), 200);
	assert_int_equal(items(&a), 1);
	assert_int_equal(clerk_at(&a, "GET", "/traders/@/sales?from=2025-11-01&to=2020-01-01",
				 s.trader_id, NULL),
		422);
	api_close(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_question_is_answered_and_taken_back),
		cmocka_unit_test(an_answer_on_its_way_is_not_taken_back),
		cmocka_unit_test(texts_are_kept_noted_and_previewed),
		cmocka_unit_test(traders_are_found_and_changed),
		cmocka_unit_test(pages_follow_one_another),
		cmocka_unit_test(a_lost_message_goes_out_again),
		cmocka_unit_test(a_report_is_looked_at_and_corrected),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
