/* tests/web/test_api_trader.c - whose record it is, and which markets' traders a wave takes */
#include "api_world.h"

#include <stdlib.h>

#include "store/store.h"
#include "t.h"

static void a_record_goes_to_another_number(void **state)
{
	struct api_world a;
	int64_t id, other;

	(void)state;
	api_open(&a);
	id = add_trader(&a, 41, "Bu Sri");
	other = add_trader(&a, 42, "Pak Man");
	assert_int_equal(
		clerk_at(&a, "POST", "/traders/@/phone", id, "{\"phone\":\"0271-1234\"}"), 422);
	assert_int_equal(
		clerk_at(&a, "POST", "/traders/@/phone", id, "{\"phone\":\"081200000042\"}"),
		409);
	assert_string_equal(api_said(&a, "code"), "number-taken");
	assert_int_equal(
		clerk_at(&a, "POST", "/traders/@/phone", id, "{\"phone\":\"0813 1111 2222\"}"),
		204);
	assert_int_equal(clerk_at(&a, "GET", "/traders/@", id, NULL), 200);
	assert_string_equal(json_string_value(json_object_get(
				    json_object_get(a.answer, "trader"), "phone")),
		"+6281311112222");
	assert_int_equal(clerk_at(&a, "GET", "/traders/@", other, NULL), 200);
	api_close(&a);
}

static void two_records_become_one(void **state)
{
	struct api_world a;
	int64_t from, into;
	char body[100];

	(void)state;
	api_open(&a);
	from = add_trader(&a, 41, "Bu Sri");
	into = add_trader(&a, 42, "Bu Sri Rahayu");
	(void)ask_question(&a, from, "boleh bawa cucu?");
	(void)snprintf(body, sizeof(body),
		"{\"into_id\":\"%lld\",\"phone\":\"+6281200000042\"}", (long long)into);
	assert_int_equal(clerk_at(&a, "POST", "/traders/@/merge", from, body), 422);
	assert_string_equal(api_said(&a, "code"), "phone");
	assert_int_equal(clerk_at(&a, "POST", "/traders/@/merge", from,
				 "{\"into_id\":\"987\",\"phone\":\"+6281200000041\"}"),
		404);
	(void)snprintf(body, sizeof(body),
		"{\"into_id\":\"%lld\",\"phone\":\"+6281200000041\"}", (long long)from);
	assert_int_equal(clerk_at(&a, "POST", "/traders/@/merge", from, body), 422);
	assert_string_equal(api_said(&a, "code"), "same");
	(void)snprintf(body, sizeof(body),
		"{\"into_id\":\"%lld\",\"phone\":\"+6281200000041\"}", (long long)into);
	assert_int_equal(clerk_at(&a, "POST", "/traders/@/merge", from, body), 204);
	assert_int_equal(clerk_at(&a, "GET", "/traders/@", from, NULL), 404);
	assert_int_equal(clerk(&a, "GET", "/api/v1/inbox", NULL), 200);
	assert_string_equal(json_string_value(json_object_get(
				    json_object_get(item(&a, 0), "trader"), "name")),
		"Bu Sri Rahayu");
	assert_int_equal(api_as(&a, ROLE_ADMIN, "GET", "/api/v1/audit", NULL), 200);
	assert_string_equal(item_text(&a, 0, "action"), "trader.merge");
	api_close(&a);
}

static size_t markets_of(struct api_world *a, int64_t wave)
{
	assert_int_equal(clerk_at(a, "GET", "/waves/@/plan", wave, NULL), 200);
	return json_array_size(json_object_get(a->answer, "markets"));
}

static void a_wave_takes_the_traders_of_some_markets(void **state)
{
	struct api_world a;
	int64_t wave;

	(void)state;
	api_open(&a);
	assert_int_equal(
		clerk(&a, "POST", "/api/v1/markets", "{\"name\":\"Pasar Turi\"}"), 201);
	assert_int_equal(clerk(&a, "POST", "/api/v1/markets", "{\"name\":\"Atom\"}"), 201);
	assert_int_equal(
		clerk(&a, "POST", "/api/v1/waves",
			"{\"name\":\"G5\",\"market_id\":\"1\",\"place\":\"\",\"seats\":9,"
			"\"open\":true,\"sittings\":[{\"starts_at\":1764200000}]}"),
		201);
	wave = strtoll(api_said(&a, "id"), NULL, 10);
	assert_int_equal(markets_of(&a, wave), 0);
	assert_int_equal(clerk_at(&a, "PUT", "/waves/@/markets", wave,
				 "{\"markets\":[{\"id\":\"1\"},{\"id\":\"2\"}]}"),
		204);
	assert_int_equal(markets_of(&a, wave), 2);
	assert_int_equal(clerk_at(&a, "PUT", "/waves/@/markets", wave,
				 "{\"markets\":[{\"id\":\"2\"},{\"id\":\"98\"}]}"),
		422);
	assert_int_equal(markets_of(&a, wave), 2); /* nothing half done */
	assert_int_equal(
		clerk_at(&a, "PUT", "/waves/@/markets", wave, "{\"markets\":[{\"id\":\"2\"}]}"),
		204);
	assert_int_equal(markets_of(&a, wave), 1);
	assert_int_equal(
		clerk_at(&a, "PUT", "/waves/@/markets", wave, "{\"markets\":[]}"), 204);
	assert_int_equal(markets_of(&a, wave), 0);
	api_close(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_record_goes_to_another_number),
		cmocka_unit_test(two_records_become_one),
		cmocka_unit_test(a_wave_takes_the_traders_of_some_markets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
