/* tests/web/test_api_broadcast.c - broadcasts over the API: tried first, how they went person by person, once more */
#include "api_world.h"

#include <stdlib.h>
#include <string.h>

#include "office/broadcast.h"
#include "store/staff.h"
#include "store/store.h"
#include "t.h"

#define ok(call) assert_int_equal(call, RC_OK)
#define DRAFT                                                                                  \
	"{\"audience\":{\"all\":true},\"texts\":[{\"language\":\"\",\"text\":\"Besok libur\"}]}"

static int64_t drafted(struct api_world *a)
{
	assert_int_equal(clerk(a, "POST", "/api/v1/broadcasts", DRAFT), 201);
	return atoll(api_said(a, "id"));
}

static void on_ones_own_phone_first(void **state)
{
	struct phone own;
	struct api_world a;
	int64_t id;

	(void)state;
	api_open(&a);
	(void)add_trader(&a, 1, "Sri");
	id = drafted(&a);
	assert_int_equal(clerk_at(&a, "POST", "/broadcasts/@/test", id, "{}"), 422);
	assert_string_equal(api_said(&a, "code"), "own-phone");
	ok(phone_parse(&own, "081299990000", 12));
	ok(store_begin(a.world.store));
	ok(staff_set_phone(a.world.store, a.staff[ROLE_CLERK], &own));
	ok(store_commit(a.world.store));
	assert_int_equal(clerk_at(&a, "POST", "/broadcasts/@/test", id, "{}"), 200);
	assert_int_equal(json_integer_value(json_object_get(a.answer, "tests")), 1);
	assert_int_equal(clerk_at(&a, "POST", "/broadcasts/@/test", id,
				 "{\"phone\":\"0812 9999 0001\"}"),
		200);
	assert_int_equal(
		clerk_at(&a, "POST", "/broadcasts/@/test", id, "{\"phone\":\"12\"}"), 422);
	for (int i = 2; i < BROADCAST_TESTS_MOST; i++)
		assert_int_equal(clerk_at(&a, "POST", "/broadcasts/@/test", id, "{}"), 200);
	assert_int_equal(clerk_at(&a, "POST", "/broadcasts/@/test", id, "{}"), 409);
	assert_string_equal(api_said(&a, "code"), "tests");
	assert_int_equal(clerk_at(&a, "POST", "/broadcasts/@/approve", id, NULL), 200);
	assert_int_equal(clerk_at(&a, "POST", "/broadcasts/@/test", id, "{}"), 409);
	assert_string_equal(api_said(&a, "code"), "state");
	api_close(&a);
}

/* What stands in the way has a code, so that a page says it in its own language. */
static void a_preview_names_what_stands_in_the_way(void **state)
{
	const json_t *first;
	struct api_world a;

	(void)state;
	api_open(&a);
	assert_int_equal(clerk(&a, "POST", "/api/v1/broadcasts/preview", DRAFT), 200);
	first = json_array_get(json_object_get(a.answer, "blockers"), 0);
	assert_string_equal(json_string_value(json_object_get(first, "code")), "empty");
	assert_true(json_is_null(json_object_get(first, "language")));
	api_close(&a);
}

/* As the loop would have done it: one has it, one does not, one waits. */
static int64_t mixed(struct api_world *a)
{
	static const enum message_state ends[] = { MESSAGE_DELIVERED, MESSAGE_FAILED };
	struct store *st = a->world.store;
	struct broadcast_person p[2];
	int64_t id = drafted(a), made = 0;
	struct broadcast b;
	size_t n = 0;

	ok(store_begin(st));
	ok(broadcast_get(st, id, &b));
	b.state = BROADCAST_SENDING;
	b.approved_at = a->world.now;
	ok(broadcast_last_trader(st, &b.expand_until));
	ok(broadcast_expand(st, &b, &made));
	assert_int_equal(made, 3);
	ok(broadcast_next(st, &b, 2, p, &n));
	for (size_t i = 0; i < n; i++) {
		struct message m = { .gateway = "phone",
			.text = "x",
			.segments = 1,
			.at = a->world.now,
			.expires_at = a->world.now + 60 };

		ok(broadcast_make(st, &b, &p[i], &m));
		ok(message_settle(st, &(struct settlement){ .id = m.id,
					      .state = ends[i],
					      .error = i > 0 ? "absent subscriber" : NULL,
					      .now = a->world.now }));
	}
	ok(broadcast_put(st, &b));
	ok(store_commit(st));
	return id;
}

static void moved(struct api_world *a, int64_t id, enum broadcast_state s)
{
	struct broadcast b;

	ok(store_begin(a->world.store));
	ok(broadcast_get(a->world.store, id, &b));
	b.state = s;
	ok(broadcast_put(a->world.store, &b));
	ok(store_commit(a->world.store));
}

static void results_person_by_person(void **state)
{
	char path[120];
	struct api_world a;
	int64_t id;

	(void)state;
	api_open(&a);
	for (int i = 1; i <= 3; i++)
		(void)add_trader(&a, i, "Sri");
	id = mixed(&a);
	assert_int_equal(clerk_at(&a, "GET", "/broadcasts/@/results?limit=2", id, NULL), 200);
	assert_int_equal(items(&a), 2);
	assert_string_equal(item_text(&a, 0, "state"), "delivered");
	assert_string_equal(item_text(&a, 1, "reason"), "absent subscriber");
	(void)snprintf(path, sizeof(path), "/broadcasts/@/results?limit=2&after=%s",
		api_said(&a, "next"));
	assert_int_equal(clerk_at(&a, "GET", path, id, NULL), 200);
	assert_int_equal(items(&a), 1);
	assert_string_equal(item_text(&a, 0, "state"), "left");
	assert_true(json_is_null(json_object_get(a.answer, "next")));
	assert_int_equal(
		clerk_at(&a, "GET", "/broadcasts/@/results?state=failed", id, NULL), 200);
	assert_int_equal(items(&a), 1);
	assert_string_equal(item_text(&a, 0, "phone"), "+6281200000002");
	assert_int_equal(
		clerk_at(&a, "GET", "/broadcasts/@/results?state=gone", id, NULL), 400);
	(void)snprintf(path, sizeof(path), "/api/v1/broadcasts/%lld/results?state=failed",
		(long long)id);
	assert_int_equal(api_as(&a, ROLE_VIEWER, "GET", path, NULL), 200);
	assert_non_null(strchr(item_text(&a, 0, "phone"), '*')); /* masked */
	assert_int_equal(
		clerk_at(&a, "GET", "/broadcasts/@/results.csv?state=failed", id, NULL), 200);
	assert_int_equal(clerk_at(&a, "GET", "/broadcasts/@/results.xlsx", id, NULL), 200);
	api_close(&a);
}

static void once_more_and_taken_back(void **state)
{
	struct api_world a;
	int64_t id;

	(void)state;
	api_open(&a);
	for (int i = 1; i <= 3; i++)
		(void)add_trader(&a, i, "Sri");
	id = mixed(&a);
	assert_int_equal(clerk_at(&a, "POST", "/broadcasts/@/retry", id, NULL), 409);
	assert_string_equal(api_said(&a, "code"), "state");
	moved(&a, id, BROADCAST_DONE);
	assert_int_equal(clerk_at(&a, "POST", "/broadcasts/@/retry", id, NULL), 200);
	assert_string_equal(api_said(&a, "state"), "scheduled");
	assert_true(json_is_true(json_object_get(a.answer, "retry_open")));
	assert_int_equal(clerk_at(&a, "DELETE", "/broadcasts/@/retry", id, NULL), 200);
	assert_string_equal(api_said(&a, "state"), "done");
	assert_int_equal(clerk_at(&a, "DELETE", "/broadcasts/@/retry", id, NULL), 409);
	a.world.now += (int64_t)(BROADCAST_RETRY_DAYS + 1) * 86400;
	assert_int_equal(clerk_at(&a, "POST", "/broadcasts/@/retry", id, NULL), 422);
	assert_string_equal(api_said(&a, "code"), "too-old");
	api_close(&a);
}

/* Older ones are reached page by page, each once. */
static void the_list_goes_on(void **state)
{
	char path[80];
	struct api_world a;

	(void)state;
	api_open(&a);
	(void)add_trader(&a, 1, "Sri");
	for (int i = 0; i < 5; i++)
		(void)drafted(&a);
	assert_int_equal(clerk(&a, "GET", "/api/v1/broadcasts?limit=3", NULL), 200);
	assert_int_equal(items(&a), 3);
	assert_string_equal(item_text(&a, 0, "id"), "5");
	(void)snprintf(path, sizeof(path), "/api/v1/broadcasts?limit=3&after=%s",
		api_said(&a, "next"));
	assert_int_equal(clerk(&a, "GET", path, NULL), 200);
	assert_int_equal(items(&a), 2);
	assert_string_equal(item_text(&a, 0, "id"), "2");
	assert_true(json_is_null(json_object_get(a.answer, "next")));
	api_close(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(on_ones_own_phone_first),
		cmocka_unit_test(a_preview_names_what_stands_in_the_way),
		cmocka_unit_test(results_person_by_person),
		cmocka_unit_test(once_more_and_taken_back),
		cmocka_unit_test(the_list_goes_on),
	};

	return cmocka_run_group_tests_name("web/api_broadcast", tests, NULL, NULL);
}
