/* tests/web/test_api_import.c - lists that come in parts, and tips: all or nothing, faults by code */
#include "api_world.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/config.h"
#include "office/scheduler.h"
#include "store/job.h"
#include "store/store.h"
#include "store/trader.h"
#include "t.h"

#define HEADER "phone,name,market,stall,consent\\n"

static const json_t *fault(const struct api_world *a, size_t i)
{
	return json_array_get(json_object_get(a->answer, "faults"), i);
}

static int64_t said(const struct api_world *a, const char *name)
{
	return json_integer_value(json_object_get(a->answer, name));
}

static void is_fault(const struct api_world *a, size_t i, int line, const char *code)
{
	assert_int_equal(json_integer_value(json_object_get(fault(a, i), "line")), line);
	assert_string_equal(json_string_value(json_object_get(fault(a, i), "code")), code);
}

/* What the loop does of jobs that are due, in so many turns. */
static void run_turns(struct api_world *a, int turns)
{
	struct config config = { .office = { .language = "id" } };
	struct work w = { .store = a->world.store, .config = &config, .now = a->world.now };
	struct scheduler s = { .looked = false };

	for (int64_t ms = 1; turns-- > 0 && scheduler_wants(&s, w.store, w.now, ms);
		ms += 2000) {
		assert_int_equal(store_begin(w.store), RC_OK);
		assert_int_equal(scheduler_run(&s, &w, ms), RC_OK);
		assert_int_equal(store_commit(w.store), RC_OK);
	}
}

static void run_due(struct api_world *a)
{
	run_turns(a, INT_MAX);
}

static bool is_there(struct api_world *a, const char *number)
{
	struct phone p;
	struct trader t;

	assert_int_equal(phone_parse(&p, number, strlen(number)), RC_OK);
	return trader_by_phone(a->world.store, &p, &t) == RC_OK;
}

static int64_t begin(struct api_world *a)
{
	assert_int_equal(clerk(a, "POST", "/api/v1/imports", "{\"name\":\"list.csv\"}"), 201);
	assert_string_equal(api_said(a, "state"), "taking");
	return strtoll(api_said(a, "id"), NULL, 10);
}

static unsigned part(struct api_world *a, int64_t id, int n, int line, const char *rows)
{
	char body[2000];

	(void)snprintf(body, sizeof(body), "{\"part\":%d,\"line\":%d,\"csv\":\"" HEADER "%s\"}",
		n, line, rows);
	return clerk_at(a, "POST", "/imports/@/rows", id, body);
}

static void a_list_in_parts_is_kept_whole(void **state)
{
	struct api_world a;
	int64_t id;

	(void)state;
	api_open(&a);
	(void)add_trader(&a, 41, "Bu Sri");
	id = begin(&a);
	assert_int_equal(part(&a, id, 1, 2, "081234567890,Siti,,B2,ya\\n"), 409);
	assert_string_equal(api_said(&a, "code"), "part");
	assert_int_equal(part(&a, id, 0, 2, "081234567890,Siti,,B2,ya\\n"), 200);
	assert_int_equal(part(&a, id, 0, 2, "081234567890,Siti,,B2,ya\\n"), 409);
	assert_int_equal(
		part(&a, id, 1, 3, "081200000041,Sri,,C7,ya\\n081234567891,Joyo,,,ya\\n"), 200);
	assert_int_equal(said(&a, "rows"), 2);
	assert_int_equal(clerk_at(&a, "GET", "/imports/@", id, NULL), 200);
	assert_int_equal(said(&a, "rows"), 3);
	assert_int_equal(said(&a, "fresh"), 2);
	assert_false(is_there(&a, "081234567890"));
	assert_int_equal(clerk_at(&a, "POST", "/imports/@/keep", id, NULL), 200);
	assert_string_equal(api_said(&a, "state"), "keeping");
	assert_int_equal(clerk_at(&a, "POST", "/imports/@/keep", id, NULL), 409);
	run_due(&a);
	assert_int_equal(clerk_at(&a, "DELETE", "/imports/@", id, NULL), 409);
	assert_string_equal(api_said(&a, "code"), "state");
	assert_true(is_there(&a, "081234567890") && is_there(&a, "081234567891"));
	assert_int_equal(clerk_at(&a, "GET", "/imports/@", id, NULL), 200);
	assert_string_equal(api_said(&a, "state"), "done");
	assert_int_equal(said(&a, "kept"), 3);
	assert_int_equal(said(&a, "added"), 2);
	assert_int_equal(said(&a, "changed"), 1);
	assert_int_equal(api_as(&a, ROLE_ADMIN, "GET", "/api/v1/audit", NULL), 200);
	assert_string_equal(item_text(&a, 0, "action"), "trader.imported");
	assert_string_equal(item_text(&a, 0, "actor"), "staff:clerk");
	a.world.now += 2 * 86400;
	run_due(&a);
	assert_int_equal(clerk_at(&a, "GET", "/imports/@", id, NULL), 404);
	api_close(&a);
}

static void faults_have_codes_and_lines_of_the_file(void **state)
{
	struct api_world a;
	struct phone p = { "+6281234567899" };
	int64_t id;

	(void)state;
	api_open(&a);
	assert_int_equal(store_begin(a.world.store), RC_OK);
	assert_int_equal(trader_remember_opted_out(a.world.store, &p, 1), RC_OK);
	assert_int_equal(store_commit(a.world.store), RC_OK);
	id = begin(&a);
	assert_int_equal(part(&a, id, 0, 2, "081234567890,Siti,,B2,ya\\n"), 200);
	assert_int_equal(
		part(&a, id, 1, 1002,
			"12,Joyo,Lain,,tidak\\n081234567899,,,,ya\\n"
			"081234567890,,,,ya\\n0812345678,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,,,ya\\n"),
		200);
	assert_int_equal(said(&a, "fault_count"), 6);
	is_fault(&a, 0, 1002, "consent");
	is_fault(&a, 1, 1002, "phone");
	is_fault(&a, 2, 1002, "market");
	is_fault(&a, 3, 1003, "stopped");
	is_fault(&a, 4, 1005, "long");
	assert_true(json_integer_value(json_object_get(fault(&a, 4), "most")) > 10);
	is_fault(&a, 5, 1004, "twice");
	assert_int_equal(clerk_at(&a, "POST", "/imports/@/keep", id, NULL), 409);
	assert_string_equal(api_said(&a, "code"), "faults");
	assert_int_equal(clerk_at(&a, "DELETE", "/imports/@", id, NULL), 204);
	run_due(&a);
	assert_int_equal(clerk_at(&a, "GET", "/imports/@", id, NULL), 404);
	assert_false(is_there(&a, "081234567890"));
	id = begin(&a);
	assert_int_equal(clerk_at(&a, "POST", "/imports/@/rows", id,
				 "{\"part\":0,\"line\":2,\"csv\":\"phone,name\\n\"}"),
		200);
	is_fault(&a, 0, 1, "header");
	api_close(&a);
}

/* Whoever asks not to be written to while the list waits is not written to. */
static void who_stops_meanwhile_is_skipped(void **state)
{
	struct api_world a;
	struct phone p = { "+6281234567890" };
	int64_t id;

	(void)state;
	api_open(&a);
	id = begin(&a);
	assert_int_equal(
		part(&a, id, 0, 2, "081234567890,Siti,,B2,ya\\n081234567891,Joyo,,,ya\\n"),
		200);
	assert_int_equal(store_begin(a.world.store), RC_OK);
	assert_int_equal(trader_remember_opted_out(a.world.store, &p, 1), RC_OK);
	assert_int_equal(store_commit(a.world.store), RC_OK);
	assert_int_equal(clerk_at(&a, "POST", "/imports/@/keep", id, NULL), 200);
	run_due(&a);
	assert_false(is_there(&a, "081234567890"));
	assert_true(is_there(&a, "081234567891"));
	assert_int_equal(clerk_at(&a, "GET", "/imports/@", id, NULL), 200);
	assert_int_equal(said(&a, "skipped"), 1);
	assert_int_equal(said(&a, "added"), 1);
	api_close(&a);
}

/* While it is being forgotten, what is left of it cannot be kept as if it were the whole. */
static void what_is_half_forgotten_is_not_kept(void **state)
{
	struct api_world a;
	char rows[1800];
	size_t n = 0;
	int64_t id;

	(void)state;
	api_open(&a);
	id = begin(&a);
	for (int i = 0; i < 80; i++)
		n += (size_t)snprintf(rows + n, sizeof(rows) - n, "0812345678%02d,,,,ya\\n", i);
	assert_int_equal(part(&a, id, 0, 2, rows), 200);
	a.world.now += 24 * 3600;
	run_turns(&a, 1);
	assert_int_equal(clerk_at(&a, "GET", "/imports/@", id, NULL), 200);
	assert_string_equal(api_said(&a, "state"), "dropped");
	assert_int_equal(clerk_at(&a, "POST", "/imports/@/keep", id, NULL), 409);
	run_due(&a);
	assert_false(is_there(&a, "081234567879"));
	api_close(&a);
}

/* What is kept when somebody stops it stays and is told for a day; the rest is never kept. */
static void one_being_kept_can_be_stopped(void **state)
{
	struct api_world a;
	char rows[1800];
	size_t n = 0;
	int64_t id, kept;

	(void)state;
	api_open(&a);
	id = begin(&a);
	for (int i = 0; i < 80; i++)
		n += (size_t)snprintf(rows + n, sizeof(rows) - n, "0812345678%02d,,,,ya\\n", i);
	assert_int_equal(part(&a, id, 0, 2, rows), 200);
	assert_int_equal(clerk_at(&a, "POST", "/imports/@/keep", id, NULL), 200);
	run_turns(&a, 1);
	assert_int_equal(clerk_at(&a, "DELETE", "/imports/@", id, NULL), 204);
	assert_int_equal(clerk_at(&a, "DELETE", "/imports/@", id, NULL), 409);
	assert_int_equal(clerk_at(&a, "GET", "/imports/@", id, NULL), 200);
	kept = said(&a, "kept");
	assert_true(kept > 0 && kept < 80);
	run_due(&a);
	assert_int_equal(clerk_at(&a, "GET", "/imports/@", id, NULL), 200);
	assert_string_equal(api_said(&a, "state"), "dropped");
	assert_int_equal(said(&a, "kept"), kept);
	assert_int_equal(said(&a, "added"), kept);
	assert_true(is_there(&a, "081234567800"));
	assert_false(is_there(&a, "081234567879"));
	assert_int_equal(api_as(&a, ROLE_ADMIN, "GET", "/api/v1/audit", NULL), 200);
	assert_string_equal(item_text(&a, 0, "action"), "import.drop");
	assert_non_null(strstr(item_text(&a, 0, "detail"), "of 80 rows: added"));
	a.world.now += 2 * 86400;
	run_due(&a);
	assert_int_equal(clerk_at(&a, "GET", "/imports/@", id, NULL), 404);
	api_close(&a);
}

static unsigned tips(struct api_world *a, const char *language, const char *text, bool dry)
{
	char body[1000];

	(void)snprintf(body, sizeof(body),
		"{\"language\":\"%s\",\"text\":\"%s\",\"dry_run\":%s}", language, text,
		dry ? "true" : "false");
	return clerk(a, "POST", "/api/v1/tips/import", body);
}

static void tips_are_taken_in_whole_or_not_at_all(void **state)
{
	struct api_world a;

	(void)state;
	api_open(&a);
	assert_int_equal(tips(&a, "xx", "A1\\tdua\\tTeks.", true), 422);
	assert_string_equal(api_said(&a, "field"), "language");
	assert_int_equal(
		tips(&a, "id",
			"# ini tip\\nA1\\tdua\\tTeks.\\nb2\\tdua\\t\\nA1\\tdua\\tLagi.\\n"
			"B1\\tlain\\tKirim PIN anda\\nA3\\tdua\\tTeks\\t9\\nx\\n",
			false),
		200);
	assert_int_equal(said(&a, "fault_count"), 6);
	is_fault(&a, 0, 3, "code");
	is_fault(&a, 1, 3, "empty");
	is_fault(&a, 2, 4, "twice");
	is_fault(&a, 3, 5, "outgoing");
	is_fault(&a, 4, 6, "length");
	is_fault(&a, 5, 7, "row");
	assert_null(strstr(json_string_value(json_object_get(fault(&a, 0), "sentence")), "b2"));
	assert_int_equal(clerk(&a, "GET", "/api/v1/tips", NULL), 200);
	assert_int_equal(items(&a), 0);
	assert_int_equal(tips(&a, "id", "A1\\tdua\\tTeks.\\tbatik, kain", true), 200);
	assert_false(json_is_true(json_object_get(a.answer, "kept")));
	assert_int_equal(clerk(&a, "GET", "/api/v1/tips", NULL), 200);
	assert_int_equal(items(&a), 0);
	assert_int_equal(tips(&a, "id", "A1\\tdua\\tTeks.\\tbatik, kain", false), 200);
	assert_true(json_is_true(json_object_get(a.answer, "kept")));
	assert_int_equal(clerk(&a, "GET", "/api/v1/tips", NULL), 200);
	assert_int_equal(items(&a), 1);
	assert_string_equal(item_text(&a, 0, "goods"), "batik,kain");
	assert_int_equal(api_as(&a, ROLE_ADMIN, "GET", "/api/v1/audit", NULL), 200);
	assert_string_equal(item_text(&a, 0, "action"), "tip.import");
	assert_string_equal(item_text(&a, 0, "detail"), "1 tips");
	api_close(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_list_in_parts_is_kept_whole),
		cmocka_unit_test(faults_have_codes_and_lines_of_the_file),
		cmocka_unit_test(who_stops_meanwhile_is_skipped),
		cmocka_unit_test(what_is_half_forgotten_is_not_kept),
		cmocka_unit_test(one_being_kept_can_be_stopped),
		cmocka_unit_test(tips_are_taken_in_whole_or_not_at_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
