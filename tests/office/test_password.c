/* tests/office/test_password.c - weak passwords are refused, good ones kept so that nobody reads them */
#include "t.h"

#include <string.h>

#include "office/password.h"

static const char *fault(const char *password, const char *login)
{
	return password_fault(password, strlen(password), login);
}

static void weak_ones_are_refused(void **state)
{
	static const char *const weak[] = { "", "short", "123456789", "aaaaaaaaaaaaaaa",
		"rinarinarina", "RinaRina2026", "rina1234567", "rina......!",
		"bad\xff utf8 text", "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9" };
	static const char *const good[] = { "pasar turi pagi", "rina suka rujak",
		"kopi-tubruk9", "\xc3\xa9kaf\xc3\xa9 susu enak" };

	(void)state;
	for (size_t i = 0; i < sizeof(weak) / sizeof(weak[0]); i++)
		if (fault(weak[i], "rina") == NULL)
			fail_msg("taken: %s", weak[i]);
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		assert_null(fault(good[i], "rina"));
	assert_non_null(password_fault("kopi\0tubruk panas", 17, "rina"));
}

static void only_the_password_opens(void **state)
{
	char one[PASSWORD_HASH_SIZE], two[PASSWORD_HASH_SIZE];
	const char *password = "pasar turi pagi";
	size_t n = strlen(password);

	(void)state;
	assert_int_equal(password_hash(one, password, n), RC_OK);
	assert_int_equal(password_hash(two, password, n), RC_OK);
	assert_string_not_equal(one, two); /* each has its own salt */
	assert_int_equal(strncmp(one, "$argon2id$v=19$m=19456,t=2,p=1$", 31), 0);
	assert_int_equal(password_check(one, password, n), RC_OK);
	assert_int_equal(password_check(one, password, n - 1), RC_DENIED);
	assert_int_equal(password_check(one, "pasar turi pagI", n), RC_DENIED);
	assert_int_equal(password_check(NULL, password, n), RC_DENIED);
	assert_int_equal(password_check("", password, n), RC_DENIED);
	assert_int_equal(password_check("plain", "plain", 5), RC_DENIED);
	one[60] = one[60] == 'a' ? 'b' : 'a';
	assert_int_equal(password_check(one, password, n), RC_DENIED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(weak_ones_are_refused),
		cmocka_unit_test(only_the_password_opens),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
