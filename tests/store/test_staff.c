/* tests/store/test_staff.c - accounts: added once, found, disabled, never removed */
#include "store_fixture.h"

#include "store/staff.h"

static struct staff account(const char *login, enum role role, const char *phone)
{
	struct staff s = { .role = role, .created_at = NOON };

	snprintf(s.login, sizeof(s.login), "%s", login);
	snprintf(s.name, sizeof(s.name), "Rina Wati");
	snprintf(s.phone.e164, sizeof(s.phone.e164), "%s", phone);
	return s;
}

static void an_account_is_added_once(void **state)
{
	struct store *st = *state;
	struct staff s = account("rina", ROLE_TRAINER, "+6281200000001"), got;
	struct staff other = account("rina", ROLE_CLERK, "");

	snprintf(s.password, sizeof(s.password), "$argon2id$x");
	ok(staff_add(st, &s));
	assert_int_equal(s.id, 1);
	assert_int_equal(staff_add(st, &other), RC_CONFLICT);
	ok(staff_by_login(st, "RINA", &got));
	assert_int_equal(got.id, 1);
	assert_string_equal(got.name, "Rina Wati");
	assert_int_equal(got.role, ROLE_TRAINER);
	assert_string_equal(got.phone.e164, "+6281200000001");
	assert_string_equal(got.password, "$argon2id$x");
	assert_int_equal(got.created_at, NOON);
	assert_int_equal(got.changed_at, NOON);
	assert_int_equal(got.disabled_at, 0);
	ok(staff_by_id(st, 1, &got));
	assert_string_equal(got.login, "rina");
	assert_int_equal(staff_by_login(st, "tono", &got), RC_ABSENT);
	assert_int_equal(staff_by_id(st, 2, &got), RC_ABSENT);
}

static void a_number_belongs_to_one_enabled_account(void **state)
{
	struct store *st = *state;
	struct phone p = { "+6281200000001" }, none = { "" };
	struct staff a = account("rina", ROLE_TRAINER, p.e164),
		     b = account("tono", ROLE_TRAINER, p.e164), got;

	ok(staff_add(st, &a));
	assert_int_equal(staff_add(st, &b), RC_CONFLICT);
	ok(staff_by_phone(st, &p, &got));
	assert_int_equal(got.id, a.id);
	ok(staff_set_disabled(st, a.id, true, NOON + 5));
	assert_int_equal(staff_by_phone(st, &p, &got), RC_ABSENT);
	ok(staff_add(st, &b));
	ok(staff_by_phone(st, &p, &got));
	assert_int_equal(got.id, b.id);
	assert_int_equal(staff_set_disabled(st, a.id, false, NOON + 6), RC_CONFLICT);
	ok(staff_set_phone(st, b.id, &none));
	ok(staff_by_id(st, b.id, &got));
	assert_int_equal(got.changed_at, got.created_at); /* no session ends */
	ok(staff_set_disabled(st, a.id, false, NOON + 8));
	assert_int_equal(staff_set_phone(st, b.id, &p), RC_CONFLICT);
	assert_int_equal(staff_by_phone(st, &none, &got), RC_ABSENT);
	assert_int_equal(staff_set_disabled(st, 99, true, NOON), RC_ABSENT);
}

static void a_change_of_password_is_dated(void **state)
{
	struct store *st = *state;
	struct staff s = account("rina", ROLE_ADMIN, ""), got;

	ok(staff_add(st, &s));
	ok(staff_set_password(st, s.id, "$argon2id$y", NOON + 60));
	ok(staff_by_id(st, s.id, &got));
	assert_string_equal(got.password, "$argon2id$y");
	assert_int_equal(got.changed_at, NOON + 60);
	assert_int_equal(staff_set_password(st, 99, "$argon2id$y", NOON), RC_ABSENT);
}

static void logins_and_roles(void **state)
{
	static const char *const good[] = { "rina", "a1", "bu-rina.w", "abcdefghijklmnopqrst" };
	static const char *const bad[] = { "", "a", "Rina", "1rina", "rina wati", "rin\xc3\xa1",
		"abcdefghijklmnopqrstu", "-rina", "rina:x" };
	enum role r;

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		assert_true(staff_login_fits(good[i]));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(staff_login_fits(bad[i]));
	for (int i = 0; i < ROLE_COUNT; i++) {
		ok(role_named(&r, role_name((enum role)i)));
		assert_int_equal(r, i);
	}
	assert_int_equal(role_named(&r, "boss"), RC_INVALID);
}

static enum rc join(const struct staff *s, void *arg)
{
	char *text = arg;
	size_t n = strlen(text);

	snprintf(text + n, 100 - n, "%s ", s->login);
	return RC_OK;
}

static void lists_by_login(void **state)
{
	struct store *st = *state;
	struct staff a = account("tono", ROLE_CLERK, ""), b = account("rina", ROLE_CHIEF, "");
	char text[100] = "";

	ok(staff_add(st, &a));
	ok(staff_add(st, &b));
	ok(staff_set_disabled(st, b.id, true, NOON));
	ok(staff_each(st, 0, join, text));
	assert_string_equal(text, "rina tono ");
	text[0] = '\0';
	ok(staff_each(st, 1, join, text));
	assert_string_equal(text, "rina ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		memory_test(an_account_is_added_once),
		memory_test(a_number_belongs_to_one_enabled_account),
		memory_test(a_change_of_password_is_dated),
		cmocka_unit_test(logins_and_roles),
		memory_test(lists_by_login),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
