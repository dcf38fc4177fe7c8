/* tests/web/test_api_waves.c - waves, accounts and the record over the API */
#include "api_world.h"

#include <stdlib.h>
#include <string.h>

#include "store/job.h"
#include "store/store.h"
#include "t.h"
#include "wording/wording.h"

static void figures_are_told(struct api_world *a, size_t waves)
{
	assert_int_equal(clerk(a, "GET", "/api/v1/figures/takings", NULL), 200);
	assert_int_equal(clerk(a, "GET", "/api/v1/figures/waves?to=2025-12-31", NULL), 200);
	assert_int_equal(items(a), waves);
	assert_int_equal(clerk(a, "GET", "/api/v1/figures/gateways", NULL), 200);
	assert_int_equal(clerk(a, "GET", "/api/v1/figures/complaints", NULL), 200);
	assert_int_equal(clerk(a, "GET", "/api/v1/figures/stick?market_id=1", NULL), 200);
	assert_int_equal(items(a), 0);
	assert_int_equal(clerk(a, "GET", "/api/v1/work?wave_id=1", NULL), 200);
}

/* What the shell changes of a wave, and what it refuses. */
static void a_plan_is_changed(struct api_world *a, int64_t wave)
{
	char body[120];
	long long sitting;

	assert_int_equal(clerk_at(a, "GET", "/waves/@/plan", wave, NULL), 200);
	assert_string_equal(api_said(a, "reminder_days"), "3,1");
	assert_int_equal(
		clerk_at(a, "PUT", "/waves/@/plan", wave,
			"{\"reminder_days\":\"1,40\",\"series\":\"A\",\"tip_days\":\"\",\"budget\":null}"),
		422);
	assert_int_equal(
		clerk_at(a, "PUT", "/waves/@/plan", wave,
			"{\"reminder_days\":\"2\",\"series\":\"b\",\"tip_days\":\"\",\"budget\":null}"),
		422);
	assert_int_equal(
		clerk_at(a, "PUT", "/waves/@/plan", wave,
			"{\"reminder_days\":\"2\",\"series\":\"B\",\"tip_days\":\"1,5\",\"budget\":250000}"),
		204);
	assert_int_equal(
		clerk_at(a, "PUT", "/waves/@/trainer", wave, "{\"staff_id\":\"1\"}"), 422);
	(void)snprintf(body, sizeof(body), "{\"staff_id\":\"%lld\"}",
		(long long)a->staff[ROLE_TRAINER]);
	assert_int_equal(clerk_at(a, "PUT", "/waves/@/trainer", wave, body), 204);
	assert_int_equal(clerk_at(a, "GET", "/waves/@/plan", wave, NULL), 200);
	assert_string_equal(api_said(a, "tip_days"), "1,5");
	assert_string_not_equal(api_said(a, "trainer"), "");
	assert_int_equal(clerk_at(a, "GET", "/waves/@", wave, NULL), 200);
	sitting = atoll(json_string_value(json_object_get(
		json_array_get(json_object_get(a->answer, "sittings"), 0), "id")));
	(void)snprintf(body, sizeof(body), "{\"sitting_id\":\"%lld\",\"starts_at\":%lld}",
		sitting, (long long)a->world.now - 60);
	assert_int_equal(clerk_at(a, "POST", "/waves/@/sittings/move", wave, body), 422);
	(void)snprintf(body, sizeof(body), "{\"sitting_id\":\"%lld\",\"starts_at\":%lld}",
		sitting, (long long)a->world.now + 8 * 86400);
	assert_int_equal(clerk_at(a, "POST", "/waves/@/sittings/move", wave, body), 204);
	assert_int_equal(clerk_at(a, "POST", "/waves/@/sittings/move", wave,
				 "{\"sitting_id\":\"987654\",\"starts_at\":1999999999}"),
		404);
}

static void seats_come_back(struct api_world *a, int64_t wave, int64_t trader)
{
	char path[100];

	(void)snprintf(path, sizeof(path), "/api/v1/waves/%lld/seats/%lld", (long long)wave,
		(long long)trader);
	assert_int_equal(clerk(a, "DELETE", path, NULL), 204);
	assert_int_equal(clerk(a, "DELETE", path, NULL), 409);
	(void)snprintf(path, sizeof(path), "/waves/%lld/seats/@/restore", (long long)wave);
	assert_int_equal(clerk_at(a, "POST", path, trader, NULL), 204);
	assert_int_equal(clerk_at(a, "POST", path, trader, NULL), 409);
}

/* ---- waves ---- */

static void takes_another_name(struct api_world *a, int64_t wave)
{
	const json_t *steps;

	assert_int_equal(clerk_at(a, "PUT", "/waves/@/name", wave, "{\"name\":\"g4\"}"), 409);
	assert_int_equal(clerk_at(a, "PUT", "/waves/@/name", wave, "{\"name\":\"STOP\"}"), 422);
	assert_string_equal(api_said(a, "field"), "name");
	assert_int_equal(clerk_at(a, "PUT", "/waves/@/name", wave, "{\"name\":\"L5\"}"), 204);
	assert_int_equal(clerk_at(a, "GET", "/waves/@", wave, NULL), 200);
	assert_string_equal(api_said(a, "name"), "L5");
	assert_int_equal(api_as(a, ROLE_ADMIN, "GET", "/api/v1/audit", NULL), 200);
	assert_string_equal(item_text(a, 0, "action"), "wave.rename");
	assert_string_equal(item_text(a, 0, "detail"), "G5 to L5");
	assert_int_equal(clerk(a, "GET", "/api/v1/sittings?to=2025-12-31", NULL), 200);
	assert_int_equal(items(a), 2);
	assert_int_equal(clerk_at(a, "GET", "/waves/@/funnel", wave, NULL), 200);
	steps = json_object_get(a->answer, "steps");
	assert_int_equal(json_array_size(steps), 8);
	assert_true(json_is_null(json_object_get(json_array_get(steps, 7), "n")));
}

/* Who was noted already is none of those an undo may take back. */
static void notes_who_came(struct api_world *a, int64_t wave, int64_t trader)
{
	char body[100];

	(void)snprintf(body, sizeof(body),
		"{\"sitting_id\":\"1\",\"traders\":[{\"id\":\"%lld\"}]}", (long long)trader);
	for (int64_t fresh = 1; fresh >= 0; fresh--) {
		assert_int_equal(clerk_at(a, "POST", "/waves/@/attendance", wave, body), 200);
		assert_int_equal(
			json_integer_value(json_object_get(a->answer, "noted")), fresh);
		assert_int_equal(json_array_size(json_object_get(a->answer, "traders")), fresh);
	}
}

static void who_came_is_taken_back(struct api_world *a, int64_t wave, int64_t trader)
{
	char body[120];

	(void)snprintf(body, sizeof(body),
		"{\"sitting_id\":\"1\",\"absent\":true,\"traders\":[{\"id\":\"%lld\"}]}",
		(long long)trader);
	assert_int_equal(clerk_at(a, "GET", "/waves/@/roster", wave, NULL), 200);
	assert_string_equal(item_text(a, 0, "status"), "attended");
	assert_int_equal(clerk_at(a, "POST", "/waves/@/attendance", wave, body), 200);
	assert_int_equal(clerk_at(a, "GET", "/waves/@/roster", wave, NULL), 200);
	assert_string_equal(item_text(a, 0, "status"), "absent");
}

static void waves_are_listed(struct api_world *a, size_t all)
{
	assert_int_equal(clerk(a, "GET", "/api/v1/waves?over=true", NULL), 200);
	assert_int_equal(items(a), 0);
	assert_int_equal(clerk(a, "GET", "/api/v1/waves?over=false&limit=1", NULL), 200);
	assert_int_equal(items(a), 1);
	assert_int_equal(clerk(a, "GET", "/api/v1/waves", NULL), 200);
	assert_int_equal(items(a), all);
}

/* A reminder may be due at once: its job looks ahead anew. */
static void opens(struct api_world *a, int64_t wave)
{
	struct job_row job;

	while (job_take(a->world.store, INT64_MAX - 1, &job) == RC_OK) /* the draft's */
		;
	assert_int_equal(
		clerk_at(a, "POST", "/waves/@/move", wave, "{\"move\":\"open\"}"), 204);
	assert_int_equal(job_get(a->world.store, "reminder", 1, &job), RC_OK);
}

/* A number, a command, a name too long, no place for an SMS, no seat, a day that is over. */
static void refuses_what_is_no_wave(struct api_world *a)
{
	static const struct {
		const char *name, *place, *field;
		int seats;
		int64_t at;
	} bad[] = {
		{ "123", "Lt 3", "name", 30, 1764100000 },
		{ "STOP", "Lt 3", "name", 30, 1764100000 },
		{ "G 4", "Lt 3", "name", 30, 1764100000 },
		{ "G4", "Lt \xE2\x98\x83", "place", 30, 1764100000 },
		{ "G4", "Lt 3", "seats", 0, 1764100000 },
		{ "G4", "Lt 3", "sittings", 30, 1700000000 },
	};
	char body[300];

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		(void)snprintf(body, sizeof(body),
			"{\"name\":\"%s\",\"market_id\":\"1\",\"place\":\"%s\",\"seats\":%d,"
			"\"sittings\":[{\"starts_at\":%lld}]}",
			bad[i].name, bad[i].place, bad[i].seats, (long long)bad[i].at);
		assert_int_equal(clerk(a, "POST", "/api/v1/waves", body), 422);
		assert_string_equal(api_said(a, "field"), bad[i].field);
	}
}

static void a_wave_is_planned_filled_and_attended(void **state)
{
	struct api_world a;
	char body[200];
	int64_t first, second, wave, other;

	(void)state;
	api_open(&a);
	first = add_trader(&a, 41, "Bu Sri");
	second = add_trader(&a, 42, "Pak Man");
	assert_int_equal(
		clerk(&a, "POST", "/api/v1/markets", "{\"name\":\"Pasar Turi\"}"), 201);
	assert_int_equal(
		clerk(&a, "POST", "/api/v1/waves",
			"{\"name\":\"G4\",\"market_id\":\"1\",\"place\":\"Lt 3\",\"seats\":1,"
			"\"sittings\":[{\"starts_at\":1764100000,\"code\":\"48x1\"}]}"),
		422);
	refuses_what_is_no_wave(&a);
	assert_int_equal(
		clerk(&a, "POST", "/api/v1/waves",
			"{\"name\":\"G4\",\"market_id\":\"1\",\"place\":\"Lt 3\",\"seats\":1,"
			"\"sittings\":[{\"starts_at\":1764100000,\"code\":\"4821\"}]}"),
		201);
	wave = strtoll(api_said(&a, "id"), NULL, 10);
	assert_int_equal(
		clerk(&a, "POST", "/api/v1/waves",
			"{\"name\":\"G5\",\"market_id\":\"1\",\"place\":\"\",\"seats\":9,"
			"\"open\":true,\"sittings\":[{\"starts_at\":1764200000}]}"),
		201);
	other = strtoll(api_said(&a, "id"), NULL, 10);
	a_plan_is_changed(&a, other);
	takes_another_name(&a, other);
	assert_int_equal(
		clerk_at(&a, "POST", "/waves/@/move", wave, "{\"move\":\"close\"}"), 409);
	opens(&a, wave);
	(void)snprintf(body, sizeof(body), "{\"trader_id\":\"%lld\"}", (long long)first);
	assert_int_equal(clerk_at(&a, "POST", "/waves/@/seats", wave, body), 201);
	assert_string_equal(api_said(&a, "status"), "enrolled");
	assert_int_equal(clerk_at(&a, "POST", "/waves/@/seats", wave, body), 409);
	(void)snprintf(body, sizeof(body), "{\"trader_id\":\"%lld\"}", (long long)second);
	assert_int_equal(clerk_at(&a, "POST", "/waves/@/seats", wave, body), 201);
	assert_string_equal(api_said(&a, "status"), "waiting");
	(void)snprintf(body, sizeof(body), "/waves/%lld/seats/@/move", (long long)wave);
	assert_int_equal(clerk_at(&a, "POST", body, second, "{\"wave_id\":\"2\"}"), 200);
	assert_int_equal(other, 2);
	seats_come_back(&a, other, second);
	assert_int_equal(clerk_at(&a, "GET", "/waves/@/roster", other, NULL), 200);
	assert_int_equal(items(&a), 1);
	(void)snprintf(body, sizeof(body),
		"{\"sitting_id\":\"1\",\"traders\":[{\"id\":\"%lld\"},{\"id\":\"%lld\"}]}",
		(long long)first, (long long)second);
	assert_int_equal(clerk_at(&a, "POST", "/waves/@/attendance", wave, body), 422);
	notes_who_came(&a, wave, first);
	who_came_is_taken_back(&a, wave, first);
	waves_are_listed(&a, 2);
	assert_int_equal(clerk(&a, "GET", "/api/v1/today", NULL), 200);
	figures_are_told(&a, 2);
	api_close(&a);
}

/* ---- accounts, record, health ---- */

static void accounts_are_made_and_everything_is_written_down(void **state)
{
	struct api_world a;

	(void)state;
	api_open(&a);
	assert_int_equal(api_as(&a, ROLE_ADMIN, "POST", "/api/v1/staff",
				 "{\"login\":\"rina\",\"name\":\"Bu Rina\",\"role\":\"clerk\","
				 "\"phone\":\"0812-3456-7890\",\"password\":\"short\"}"),
		422);
	assert_int_equal(api_as(&a, ROLE_ADMIN, "POST", "/api/v1/staff",
				 "{\"login\":\"rina\",\"name\":\"Bu Rina\",\"role\":\"clerk\","
				 "\"phone\":\"0812-3456-7890\",\"password\":\"" PASSWORD "\"}"),
		201);
	assert_int_equal(
		api_as(&a, ROLE_ADMIN, "PUT", "/api/v1/staff/5/enabled", "{\"enabled\":false}"),
		409);
	assert_int_equal(
		api_as(&a, ROLE_ADMIN, "PUT", "/api/v1/staff/6/enabled", "{\"enabled\":false}"),
		204);
	assert_int_equal(api_as(&a, ROLE_ADMIN, "GET", "/api/v1/staff", NULL), 200);
	assert_int_equal(items(&a), 6);
	assert_int_equal(
		api_as(&a, ROLE_ADMIN, "GET", "/api/v1/audit?actor=staff:admin", NULL), 200);
	assert_int_equal(items(&a), 2);
	assert_string_equal(item_text(&a, 1, "action"), "staff.add");
	assert_string_equal(item_text(&a, 1, "detail"), "rina, clerk");
	assert_int_equal(api_as(&a, ROLE_CHIEF, "GET", "/api/v1/audit/verdict", NULL), 200);
	assert_true(json_is_true(json_object_get(a.answer, "whole")));
	assert_int_equal(api_as(&a, ROLE_VIEWER, "GET", "/api/v1/gateways", NULL), 200);
	assert_int_equal(items(&a), 2);
	assert_int_equal(api_as(&a, ROLE_VIEWER, "GET", "/api/v1/health", NULL), 200);
	assert_true(json_is_true(json_object_get(a.answer, "ready")));
	api_close(&a);
}

static void every_sentence_is_told_with_its_room(void **state)
{
	struct api_world a;
	json_t *texts;

	(void)state;
	api_open(&a);
	assert_int_equal(api_as(&a, ROLE_VIEWER, "GET", "/api/v1/wording", NULL), 200);
	assert_int_equal(items(&a), MSG_COUNT);
	for (size_t i = 0; i < MSG_COUNT; i++) {
		json_t *row = json_array_get(json_object_get(a.answer, "items"), i);
		json_int_t budget = json_integer_value(json_object_get(row, "budget"));

		assert_string_equal(
			item_text(&a, i, "name"), wording_message_name((enum message_id)i));
		texts = json_object_get(row, "texts");
		assert_true(json_array_size(texts) >= 3);
		for (size_t k = 0; k < json_array_size(texts); k++)
			assert_in_range(json_integer_value(json_object_get(
						json_array_get(texts, k), "longest")),
				1, budget);
	}
	api_close(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_wave_is_planned_filled_and_attended),
		cmocka_unit_test(every_sentence_is_told_with_its_room),
		cmocka_unit_test(accounts_are_made_and_everything_is_written_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
