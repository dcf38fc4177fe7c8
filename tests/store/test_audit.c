/* tests/store/test_audit.c - the record of changes: chained, never changed, and found out when it was */
#include "store_fixture.h"

#include "store/audit.h"
#include "store/db.h"

static void run(struct store *st, const char *text)
{
	char *error = NULL;

	if (st->db->driver != &sqlite_driver) {
		char first[256];
		size_t n = strcspn(text, ";");

		snprintf(first, sizeof(first), "%.*s", (int)n, text);
		(void)number(st, first);
		if (text[n] == ';')
			(void)number(st, text + n + 1);
		return;
	}
	if (sqlite3_exec(st->db->raw, text, NULL, NULL, &error) != SQLITE_OK)
		fail_msg("%s: %s", text, error);
}

static void add(struct store *st, const char *action, const char *subject, const char *detail)
{
	ok(audit_add(st, &(struct audit_entry){ .actor = "staff:rina",
				 .action = action,
				 .subject = subject,
				 .detail = detail,
				 .at = NOON }));
}

static void add_three(struct store *st)
{
	add(st, "wave.add", "wave:1", "G4");
	add(st, "wave.open", "wave:1", NULL);
	add(st, "market.add", NULL, "Turi");
}

static int64_t broken(struct store *st, const struct audit_head *noted)
{
	struct audit_verdict v;

	ok(audit_verify(st, noted, &v));
	if (v.broken != 0)
		assert_non_null(v.why);
	return v.broken;
}

static void an_empty_record_is_whole(void **state)
{
	struct audit_verdict v;

	ok(audit_verify(*state, NULL, &v));
	assert_int_equal(v.broken, 0);
	assert_int_equal(v.rows, 0);
	assert_int_equal(v.head.id, 0);
}

/* The canonical form, written out once more by hand: a program of another language must get the same. */
static void the_hash_is_what_the_header_says(void **state)
{
	struct store *st = *state;
	struct audit_verdict v;

	ok(audit_add(st, &(struct audit_entry){ .actor = "cli:root",
				 .action = "wave.open",
				 .subject = "wave:12",
				 .detail = "G4",
				 .at = 1764046800 }));
	ok(audit_verify(st, NULL, &v));
	assert_int_equal(v.rows, 1);
	assert_string_equal(v.head.hash,
		"c7a5bd4583507e2e8f088cf69f1e742076cef140a79dd102add9008b38a86053");
}

static enum rc join(const struct audit_row *row, void *arg)
{
	char *text = arg;
	size_t n = strlen(text);

	snprintf(text + n, 300 - n, "%d %s %s %s|", (int)row->id, row->action, row->subject,
		row->detail);
	return RC_OK;
}

static void lists_newest_first_and_filters(void **state)
{
	struct store *st = *state;
	char text[300] = "";

	add_three(st);
	ok(audit_each(st, &(struct audit_filter){ .limit = 0 }, join, text));
	assert_string_equal(
		text, "3 market.add  Turi|2 wave.open wave:1 |1 wave.add wave:1 G4|");
	text[0] = '\0';
	ok(audit_each(
		st, &(struct audit_filter){ .subject = "wave:1", .limit = 1 }, join, text));
	assert_string_equal(text, "2 wave.open wave:1 |");
	text[0] = '\0';
	ok(audit_each(st, &(struct audit_filter){ .actor = "staff:tono" }, join, text));
	assert_string_equal(text, "");
	ok(audit_each(st, &(struct audit_filter){ .before = 2 }, join, text));
	assert_string_equal(text, "1 wave.add wave:1 G4|");
}

/* Whatever is done to a row by hand is found, and at that row. */
static void tampering_is_found(void **state)
{
	static const struct {
		const char *statement;
		int64_t broken;
	} cases[] = {
		{ "UPDATE audit SET detail = 'G5' WHERE id = 1", 1 },
		{ "UPDATE audit SET actor = 'staff:tono' WHERE id = 2", 2 },
		{ "UPDATE audit SET action = 'wave.close' WHERE id = 2", 2 },
		{ "UPDATE audit SET at = at + 1 WHERE id = 3", 3 },
		{ "UPDATE audit SET detail = 'wave:1', subject = '' WHERE id = 2", 2 },
		{ "UPDATE audit SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE id = 2",
			2 },
		{ "DELETE FROM audit WHERE id = 1", 1 },
		{ "DELETE FROM audit WHERE id = 2", 2 },
		{ "DELETE FROM audit WHERE id = 3", 3 },
		{ "DELETE FROM audit", 1 },
		{ "INSERT INTO audit SELECT 4, at, actor, action, subject, detail, hash FROM audit "
		  "WHERE id = 3",
			4 },
		{ "UPDATE audit SET id = CASE id WHEN 1 THEN -2 WHEN 2 THEN -1 ELSE id END; "
		  "UPDATE audit SET id = -id WHERE id < 0",
			1 },
		{ "DELETE FROM setting WHERE name = 'audit.head'", 4 },
	};
	struct store *st = *state;

	add_three(st);
	assert_int_equal(broken(st, NULL), 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		ok(store_save(st));
		run(st, cases[i].statement);
		if (broken(st, NULL) != cases[i].broken)
			fail_msg("%s", cases[i].statement);
		ok(store_undo(st));
	}
	assert_int_equal(broken(st, NULL), 0);
}

/* A whole new chain with a new head is found by a head on paper. */
static void a_noted_head_finds_a_new_chain(void **state)
{
	struct store *st = *state;
	struct audit_verdict v;
	struct audit_head noted;

	add_three(st);
	ok(audit_verify(st, NULL, &v));
	noted = v.head;
	add(st, "wave.close", "wave:1", NULL);
	assert_int_equal(broken(st, &noted), 0);
	run(st, "DELETE FROM audit");
	add_three(st);
	assert_int_equal(broken(st, &noted), 0); /* the same three rows */
	run(st, "DELETE FROM audit");
	add(st, "wave.add", "wave:1", "G5");
	assert_int_equal(broken(st, NULL), 0);
	assert_int_equal(broken(st, &noted), 2);
	add(st, "wave.open", "wave:1", NULL);
	add(st, "market.add", NULL, "Turi");
	assert_int_equal(broken(st, NULL), 0);
	assert_int_equal(broken(st, &noted), 3);
}

static void what_is_too_long_is_cut_and_whole(void **state)
{
	struct store *st = *state;
	char detail[1000];

	memset(detail, 'a', sizeof(detail));
	memcpy(detail + AUDIT_DETAIL_MAX - 1, "\xc3\xa9",
		2); /* a letter of two bytes across the bound */
	detail[sizeof(detail) - 1] = '\0';
	add(st, "wave.add", "wave:1", detail);
	assert_int_equal(number(st, "SELECT length(detail) FROM audit"), AUDIT_DETAIL_MAX - 1);
	assert_int_equal(broken(st, NULL), 0);
}

/* No statement of the program changes or removes a row. */
static void rows_are_only_added(void **state)
{
	(void)state;
	for (size_t i = 0; sql_lists[i] != NULL; i++)
		for (size_t k = 0; sql_lists[i][k] != NULL; k++) {
			const char *text = sql_lists[i][k]->text;

			assert_null(strstr(text, "UPDATE audit "));
			assert_null(strstr(text, "DELETE FROM audit "));
			assert_null(strstr(text, "REPLACE INTO audit "));
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		memory_test(an_empty_record_is_whole),
		memory_test(the_hash_is_what_the_header_says),
		memory_test(lists_newest_first_and_filters),
		memory_test(tampering_is_found),
		memory_test(a_noted_head_finds_a_new_chain),
		memory_test(what_is_too_long_is_cut_and_whole),
		cmocka_unit_test(rows_are_only_added),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
