/* tests/web/test_api_work.c - the work list: given, done, and found by whose it is */
#include "api_world.h"

#include <stdlib.h>

#include "store/store.h"
#include "store/work_list.h"
#include "t.h"

/* A trainer sees to the own traders' work alone; what is done is done once. */
static void work_is_given_and_done(void **state)
{
	struct api_world a;
	struct work_new n = { .kind = WORK_FEW_BUYERS };
	char body[80];

	(void)state;
	api_open(&a);
	n.trader_id = add_trader(&a, 41, "Bu Sri");
	n.now = a.world.now;
	assert_int_equal(store_begin(a.world.store), RC_OK);
	assert_int_equal(work_open(a.world.store, &n), RC_OK);
	assert_int_equal(store_commit(a.world.store), RC_OK);
	assert_int_equal(clerk(&a, "GET", "/api/v1/work", NULL), 200);
	assert_int_equal(items(&a), 1);
	assert_string_equal(item_text(&a, 0, "kind"), "few-buyers");
	(void)snprintf(body, sizeof(body), "{\"staff_id\":\"%lld\"}",
		(long long)a.staff[ROLE_TRAINER]);
	assert_int_equal(clerk(&a, "PUT", "/api/v1/work/1/assigned", body), 422);
	assert_string_equal(api_said(&a, "code"), "unknown-to");
	assert_int_equal(
		clerk(&a, "PUT", "/api/v1/work/1/assigned", "{\"staff_id\":\"987\"}"), 422);
	assert_string_equal(api_said(&a, "code"), "staff");
	(void)snprintf(
		body, sizeof(body), "{\"staff_id\":\"%lld\"}", (long long)a.staff[ROLE_VIEWER]);
	assert_int_equal(clerk(&a, "PUT", "/api/v1/work/1/assigned", body), 422);
	assert_string_equal(api_said(&a, "code"), "cannot");
	(void)snprintf(
		body, sizeof(body), "{\"staff_id\":\"%lld\"}", (long long)a.staff[ROLE_CHIEF]);
	assert_int_equal(clerk(&a, "PUT", "/api/v1/work/1/assigned", body), 204);
	assert_int_equal(
		api_as(&a, ROLE_TRAINER, "POST", "/api/v1/work/1/done", "{\"note\":\"ok\"}"),
		403);
	assert_int_equal(clerk(&a, "GET", "/api/v1/work", NULL), 200);
	assert_string_equal(item_text(&a, 0, "person"), "chief");
	assert_int_equal(clerk(&a, "POST", "/api/v1/work/1/done", "{}"), 204);
	assert_int_equal(clerk(&a, "POST", "/api/v1/work/1/done", "{}"), 409);
	assert_int_equal(clerk(&a, "DELETE", "/api/v1/work/1/done", NULL), 204);
	assert_int_equal(clerk(&a, "DELETE", "/api/v1/work/1/done", NULL), 409);
	assert_int_equal(api_as(&a, ROLE_TRAINER, "DELETE", "/api/v1/work/1/done", NULL), 403);
	assert_int_equal(clerk(&a, "GET", "/api/v1/work", NULL), 200);
	assert_int_equal(items(&a), 1);
	assert_int_equal(clerk(&a, "POST", "/api/v1/work/1/done", "{}"), 204);
	assert_int_equal(clerk(&a, "GET", "/api/v1/work", NULL), 200);
	assert_int_equal(items(&a), 0);
	api_close(&a);
}

/* An open one, whose trainer there is. */
static int64_t a_trainers_wave(struct api_world *a)
{
	int64_t wave;
	char body[80];

	assert_int_equal(clerk(a, "POST", "/api/v1/markets", "{\"name\":\"Pasar Turi\"}"), 201);
	assert_int_equal(
		clerk(a, "POST", "/api/v1/waves",
			"{\"name\":\"G5\",\"market_id\":\"1\",\"place\":\"\",\"seats\":9,"
			"\"open\":true,\"sittings\":[{\"starts_at\":1764200000}]}"),
		201);
	wave = strtoll(api_said(a, "id"), NULL, 10);
	(void)snprintf(body, sizeof(body), "{\"staff_id\":\"%lld\"}",
		(long long)a->staff[ROLE_TRAINER]);
	assert_int_equal(clerk_at(a, "PUT", "/waves/@/trainer", wave, body), 204);
	return wave;
}

/* Somebody's own few are found behind many others, if need be over several pages, and none twice. */
static void a_trainer_finds_the_own_work(void **state)
{
	struct api_world a;
	struct work_new n = { .kind = WORK_FEW_BUYERS };
	int64_t wave;
	char body[80], next[32];

	(void)state;
	api_open(&a);
	n.now = a.world.now;
	wave = a_trainers_wave(&a);
	for (int i = 0; i < 620; i++) {
		n.trader_id = add_trader(&a, 1000 + i, "Bu Sri");
		assert_int_equal(store_begin(a.world.store), RC_OK);
		assert_int_equal(work_open(a.world.store, &n), RC_OK);
		assert_int_equal(store_commit(a.world.store), RC_OK);
		if (i != 130 && i != 619)
			continue;
		(void)snprintf(
			body, sizeof(body), "{\"trader_id\":\"%lld\"}", (long long)n.trader_id);
		assert_int_equal(clerk_at(&a, "POST", "/waves/@/seats", wave, body), 201);
	}
	assert_int_equal(api_as(&a, ROLE_TRAINER, "GET", "/api/v1/work", NULL), 200);
	assert_int_equal(items(&a), 1);
	assert_string_equal(item_text(&a, 0, "id"), "131");
	(void)snprintf(next, sizeof(next), "%s", api_said(&a, "next"));
	(void)snprintf(body, sizeof(body), "/api/v1/work?after=%s", next);
	assert_int_equal(api_as(&a, ROLE_TRAINER, "GET", body, NULL), 200);
	assert_int_equal(items(&a), 1);
	assert_string_equal(item_text(&a, 0, "id"), "620");
	assert_string_equal(api_said(&a, "next"), "");
	api_close(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(work_is_given_and_done),
		cmocka_unit_test(a_trainer_finds_the_own_work),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
