/* tests/web/test_wording.c - the bot's sentences over the API: proved, changed by who saw them, taken back */
#include "api_world.h"

#include "cli/edits.h"
#include "store/audit.h"
#include "store/store.h"
#include "store/wording.h"
#include "t.h"
#include "web/api.h"

#define THANKS   "/api/v1/wording/id/thanks.text"
#define ok(call) assert_int_equal(call, RC_OK)

/* Sends with If-Match; tag "": without. */
static unsigned change(struct api_world *a, enum role role, const char *method,
	const char *path, const char *tag, const char *body)
{
	char line[80];

	(void)snprintf(line, sizeof(line), "If-Match: %s\r\n", tag);
	return api_ask(a, &(struct api_request){ .method = method,
				  .path = path,
				  .token = a->token[role],
				  .headers = tag[0] != '\0' ? line : NULL,
				  .body = body });
}

static void see(struct api_world *a, const char *path, char tag[static 64])
{
	assert_int_equal(api_as(a, ROLE_VIEWER, "GET", path, NULL), 200);
	(void)snprintf(tag, 64, "%s", api_said(a, "etag"));
	assert_true(tag[0] == '"');
}

/* The same change sent once more, with a key: its first answer, though the tag is an old one by now. */
static unsigned change_again(
	struct api_world *a, const char *tag, const char *key, const char *body)
{
	char line[160];

	(void)snprintf(line, sizeof(line), "If-Match: %s\r\nIdempotency-Key: %s\r\n", tag, key);
	return api_ask(a, &(struct api_request){ .method = "PUT",
				  .path = THANKS,
				  .token = a->token[ROLE_CHIEF],
				  .headers = line,
				  .body = body });
}

static void assert_in_force(const struct api_world *a, const char *wanted)
{
	struct buf b;

	buf_init(&b, 1024);
	wording_template(a->world.dialog.wording, "id", MSG_THANKS, &b);
	assert_string_equal(b.data, wanted);
	buf_release(&b);
}

static size_t audits(struct api_world *a)
{
	assert_int_equal(api_as(a, ROLE_ADMIN, "GET", "/api/v1/audit", NULL), 200);
	return items(a);
}

static void a_text_is_changed_and_taken_back(void **state)
{
	struct api_world a;
	char first[64], second[64], header[64], shipped[200];
	size_t before;

	(void)state;
	api_open(&a);
	see(&a, THANKS, first);
	api_header(&a, "ETag", header, sizeof(header));
	assert_string_equal(header, first);
	(void)snprintf(shipped, sizeof(shipped), "%s", api_said(&a, "text"));
	before = audits(&a);
	assert_int_equal(change(&a, ROLE_CHIEF, "PUT", THANKS, first,
				 "{\"text\":\"  Sami-sami.\\n MENU \"}"),
		200);
	assert_string_equal(api_said(&a, "text"), "Sami-sami. MENU");
	assert_string_equal(api_said(&a, "own"), "Sami-sami. MENU");
	assert_string_equal(api_said(&a, "shipped"), shipped);
	assert_string_equal(api_said(&a, "changed_by"), "staff:chief");
	(void)snprintf(second, sizeof(second), "%s", api_said(&a, "etag"));
	assert_string_not_equal(second, first);
	assert_in_force(&a, "Sami-sami. MENU");
	assert_int_equal(audits(&a), before + 1);
	assert_string_equal(item_text(&a, 0, "action"), "wording.change");
	assert_string_equal(item_text(&a, 0, "detail"), "id thanks.text, version 1");
	/* The same again is no change, and nothing to write down. */
	assert_int_equal(
		change(&a, ROLE_ADMIN, "PUT", THANKS, second, "{\"text\":\"Sami-sami. MENU\"}"),
		200);
	assert_string_equal(api_said(&a, "etag"), second);
	assert_string_equal(api_said(&a, "changed_by"), "staff:chief");
	assert_int_equal(audits(&a), before + 1);
	assert_int_equal(change(&a, ROLE_CHIEF, "DELETE", THANKS, second, NULL), 200);
	assert_string_equal(api_said(&a, "text"), shipped);
	assert_int_equal(json_integer_value(json_object_get(a.answer, "version")), 2);
	assert_in_force(&a, shipped);
	see(&a, THANKS, second);
	assert_int_equal(change(&a, ROLE_CHIEF, "DELETE", THANKS, second, NULL), 404);
	assert_string_equal(api_said(&a, "code"), "as-shipped");
	assert_int_equal(api_as(&a, ROLE_TRAINER, "GET", THANKS "/versions", NULL), 200);
	assert_int_equal(items(&a), 2);
	assert_true(json_is_null(json_object_get(item(&a, 0), "text")));
	assert_string_equal(item_text(&a, 1, "text"), "Sami-sami. MENU");
	assert_int_equal(audits(&a), before + 2);
	api_close(&a);
}

/* Two editors, or one and the command line: who saw the older text does not win. */
static void nobodys_change_is_lost(void **state)
{
	struct wording_edit e = { .own = true,
		.language = "id",
		.name = "thanks.text",
		.text = "Dari CLI. MENU",
		.by = "cli:root",
		.at = 1764000000 };
	struct api_world a;
	char seen[64];

	(void)state;
	api_open(&a);
	see(&a, THANKS, seen);
	assert_int_equal(
		change(&a, ROLE_CHIEF, "PUT", THANKS, "", "{\"text\":\"Satu. MENU\"}"), 428);
	assert_string_equal(api_said(&a, "code"), "if-match");
	assert_int_equal(
		change(&a, ROLE_CHIEF, "PUT", THANKS, seen, "{\"text\":\"Satu. MENU\"}"), 200);
	assert_int_equal(
		change(&a, ROLE_ADMIN, "PUT", THANKS, seen, "{\"text\":\"Dua. MENU\"}"), 412);
	assert_string_equal(api_said(&a, "code"), "changed-meanwhile");
	assert_in_force(&a, "Satu. MENU");
	see(&a, THANKS, seen);
	ok(store_begin(a.world.store));
	ok(wording_edit_add(a.world.store, &e));
	ok(store_commit(a.world.store));
	assert_int_equal(change(&a, ROLE_ADMIN, "DELETE", THANKS, seen, NULL), 412);
	assert_int_equal(change(&a, ROLE_ADMIN, "PUT", THANKS, "W/\"1-1\", \"x\"",
				 "{\"text\":\"Dua. MENU\"}"),
		412);
	assert_int_equal(
		change(&a, ROLE_ADMIN, "PUT", THANKS, "*", "{\"text\":\"Tiga. MENU\"}"), 200);
	assert_in_force(&a, "Tiga. MENU");
	api_close(&a);
}

static void a_change_sent_twice_is_answered_twice(void **state)
{
	static const char body[] = "{\"text\":\"Satu. MENU\"}";
	struct api_world a;
	char seen[64], first[64];

	(void)state;
	api_open(&a);
	see(&a, THANKS, seen);
	assert_int_equal(change_again(&a, seen, "w-1", body), 200);
	(void)snprintf(first, sizeof(first), "%s", api_said(&a, "etag"));
	assert_string_not_equal(first, seen);
	assert_int_equal(change_again(&a, seen, "w-1", body), 200);
	assert_string_equal(api_said(&a, "etag"), first);
	assert_int_equal(change_again(&a, seen, "w-2", body), 412);
	assert_int_equal(change_again(&a, seen, "w-1", "{\"text\":\"Dua. MENU\"}"), 422);
	see(&a, THANKS, seen);
	assert_string_equal(seen, first);
	api_close(&a);
}

static const char *fault_of(const struct api_world *a, const char *member)
{
	const json_t *first = json_array_get(json_object_get(a->answer, "faults"), 0);
	const char *s = json_string_value(json_object_get(first, member));

	return s != NULL ? s : "";
}

static void what_does_not_fit_changes_nothing(void **state)
{
	static const char *const bad[][2] = {
		{ "{\"text\":\"Sami-sami {amount}\"}", "field-not-given" },
		{ "{\"text\":\"\"}", "empty" },
		{ "{\"text\":\"Kirim PIN Ibu\"}", "forbidden" },
		{ "{\"text\":\"\xF0\x9F\x98\x80\"}", "not-plain" },
		{ "{\"text\":\"1234567890123456789012345678901234567890123456789012345678901234567890"
		  "12345678901234567890123456789012345678901234567890123456789012345678901234567890"
		  "1234\"}",
			"too-long" },
	};
	struct api_world a;
	char tag[64], shipped[200];

	(void)state;
	api_open(&a);
	see(&a, THANKS, tag);
	(void)snprintf(shipped, sizeof(shipped), "%s", api_said(&a, "text"));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_int_equal(change(&a, ROLE_CHIEF, "PUT", THANKS, tag, bad[i][0]), 422);
		assert_string_equal(api_said(&a, "code"), "wording");
		assert_string_equal(fault_of(&a, "code"), bad[i][1]);
		assert_int_equal(
			api_as(&a, ROLE_CHIEF, "POST", THANKS "/proof", bad[i][0]), 200);
		assert_true(json_is_false(json_object_get(a.answer, "fits")));
		assert_string_equal(fault_of(&a, "code"), bad[i][1]);
	}
	assert_int_equal(change(&a, ROLE_CHIEF, "PUT", "/api/v1/wording/id/card.title", "*",
				 "{\"text\":\"TANPA NAMA\"}"),
		422);
	assert_string_equal(fault_of(&a, "code"), "card");
	assert_string_equal(fault_of(&a, "sentence"), "id: no such card");
	assert_int_equal(change(&a, ROLE_CHIEF, "PUT", "/api/v1/wording/xx/thanks.text", "*",
				 "{\"text\":\"x\"}"),
		404);
	assert_int_equal(change(&a, ROLE_CHIEF, "PUT", "/api/v1/wording/id/no.such", "*",
				 "{\"text\":\"x\"}"),
		404);
	assert_in_force(&a, shipped);
	/* The commit fails: nobody was told that it is kept, and it is not in force. */
	a.world.commit_fails = true;
	assert_int_equal(
		change(&a, ROLE_CHIEF, "PUT", THANKS, tag, "{\"text\":\"Satu. MENU\"}"), 503);
	a.world.commit_fails = false;
	assert_in_force(&a, shipped);
	see(&a, THANKS, shipped);
	assert_string_equal(shipped, tag);
	api_close(&a);
}

static void a_proof_keeps_nothing_and_says_what_is_lost(void **state)
{
	struct api_world a;
	int64_t newest = 1;

	(void)state;
	api_open(&a);
	assert_int_equal(
		api_as(&a, ROLE_CHIEF, "POST", THANKS "/proof", "{\"text\":\" Sami-sami \"}"),
		200);
	assert_true(json_is_true(json_object_get(a.answer, "fits")));
	assert_string_equal(api_said(&a, "text"), "Sami-sami");
	assert_int_equal(json_integer_value(json_object_get(a.answer, "longest")), 9);
	assert_int_equal(json_integer_value(json_object_get(a.answer, "budget")), 153);
	assert_string_equal(
		json_string_value(json_array_get(json_object_get(a.answer, "lost"), 0)),
		"MENU");
	ok(wording_edit_newest(a.world.store, &newest));
	assert_int_equal(newest, 0);
	api_close(&a);
}

/* A text that has no place any more after an upgrade is shown, with why, and can be taken away. */
static void what_has_no_place_is_shown(void **state)
{
	struct wording_edit gone = { .own = true,
		.language = "id",
		.name = "old.text",
		.text = "Dulu",
		.by = "cli:root",
		.at = 1764000000 };
	struct wording_edit unfit = gone;
	struct api_world a;
	char tag[64];

	(void)state;
	api_open(&a);
	(void)snprintf(unfit.name, sizeof(unfit.name), "thanks.text");
	(void)snprintf(unfit.text, sizeof(unfit.text), "Sami-sami {tip}");
	ok(store_begin(a.world.store));
	ok(wording_edit_add(a.world.store, &gone));
	ok(wording_edit_add(a.world.store, &unfit));
	ok(store_commit(a.world.store));
	ok(edits_lay(&a.world.wording, a.world.store));
	a.world.dialog.wording = a.world.wording;
	assert_int_equal(clerk(&a, "GET", "/api/v1/wording", NULL), 200);
	assert_int_equal(items(&a), MSG_COUNT + 1);
	assert_string_equal(item_text(&a, 0, "name"), "old.text");
	assert_true(json_is_true(json_object_get(item(&a, 0), "gone")));
	see(&a, THANKS, tag);
	assert_true(json_is_false(json_object_get(a.answer, "fits")));
	assert_string_equal(api_said(&a, "own"), "Sami-sami {tip}");
	assert_string_equal(fault_of(&a, "code"), "field-not-given");
	assert_string_equal(api_said(&a, "text"), api_said(&a, "shipped"));
	see(&a, "/api/v1/wording/id/old.text", tag);
	assert_string_equal(fault_of(&a, "code"), "no-message");
	assert_int_equal(
		change(&a, ROLE_CHIEF, "DELETE", "/api/v1/wording/id/old.text", tag, NULL),
		200);
	assert_int_equal(clerk(&a, "GET", "/api/v1/wording", NULL), 200);
	assert_int_equal(items(&a), MSG_COUNT);
	api_close(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_is_changed_and_taken_back),
		cmocka_unit_test(nobodys_change_is_lost),
		cmocka_unit_test(a_change_sent_twice_is_answered_twice),
		cmocka_unit_test(what_does_not_fit_changes_nothing),
		cmocka_unit_test(a_proof_keeps_nothing_and_says_what_is_lost),
		cmocka_unit_test(what_has_no_place_is_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
