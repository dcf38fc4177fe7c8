/* tests/store/test_wording.c - every version of a text of the office's own is kept, the newest counts */
#include "store_fixture.h"

#include "store/wording.h"

static void put(struct store *st, const char *language, const char *text, int64_t version)
{
	struct wording_edit e = { .own = text != NULL, .at = NOON };

	(void)snprintf(e.language, sizeof(e.language), "%s", language);
	(void)snprintf(e.name, sizeof(e.name), "thanks.text");
	(void)snprintf(e.by, sizeof(e.by), "staff:rina");
	(void)snprintf(e.text, sizeof(e.text), "%s", text != NULL ? text : "");
	ok(wording_edit_add(st, &e));
	assert_int_equal(e.version, version);
}

static enum rc append(const struct wording_edit *e, void *arg)
{
	buf_printf(arg, "%s%d%s ", e->language, (int)e->version, e->own ? e->text : "-");
	return RC_OK;
}

static enum rc stop(const struct wording_edit *e, void *arg)
{
	(*(int *)arg)++;
	return e->version > 0 ? RC_FULL : RC_OK;
}

static void versions_grow_and_the_newest_counts(void **state)
{
	struct store *st = *state;
	struct wording_edit e;
	int64_t newest = 1;
	int rows = 0;
	struct buf b;

	buf_init(&b, 200);
	ok(wording_edit_newest(st, &newest));
	assert_int_equal(newest, 0);
	assert_int_equal(wording_edit_current(st, "id", "thanks.text", &e), RC_ABSENT);
	put(st, "id", "satu", 1);
	put(st, "jv", "siji", 1);
	put(st, "id", "dua", 2);
	put(st, "id", NULL, 3);
	ok(wording_edit_newest(st, &newest));
	assert_int_equal(newest, 4);
	ok(wording_edit_each(st, append, &b));
	assert_string_equal(b.data, "id3- jv1siji ");
	buf_reset(&b);
	ok(wording_edit_versions(st, "id", "thanks.text", append, &b));
	assert_string_equal(b.data, "id3- id2dua id1satu ");
	ok(wording_edit_current(st, "jv", "thanks.text", &e));
	assert_string_equal(e.text, "siji");
	assert_string_equal(e.by, "staff:rina");
	assert_int_equal(e.at, NOON);
	assert_true(e.own);
	assert_int_equal(wording_edit_each(st, stop, &rows), RC_FULL);
	assert_int_equal(rows, 1);
	buf_release(&b);
}

/* Two who edit at a time: the second one's number is taken already. */
static void a_version_is_given_once(void **state)
{
	struct store *st = *state;

	put(st, "id", "satu", 1);
	assert_int_equal(number(st, "SELECT count(*) FROM wording_edit"), 1);
	assert_int_equal(
		sqlite3_exec(st->db->raw,
			"INSERT INTO wording_edit (id, language, name, version, text, "
			"edited_by, at) VALUES (9, 'id', 'thanks.text', 1, 'x', 'cli:x', 1)",
			NULL, NULL, NULL) &
			0xff,
		SQLITE_CONSTRAINT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		memory_test(versions_grow_and_the_newest_counts),
		sqlite_test(a_version_is_given_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
