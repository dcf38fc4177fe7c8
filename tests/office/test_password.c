/* tests/office/test_password.c - weak passwords are refused, good ones kept so that nobody reads them */
#include "t.h"

#include <dlfcn.h>
#include <sodium.h>
#include <string.h>

#include "office/password.h"

enum {
	PARAMETERS = 31
}; /* "$argon2id$v=19$m=19456,t=2,p=1$": what sets the time a check takes */

static int checks;
static char checked[PARAMETERS + 1];

/* Stands before the library's own, and counts. */
int crypto_pwhash_str_verify(
	const char hash[crypto_pwhash_STRBYTES], const char *password, unsigned long long n)
{
	int (*verify)(const char *, const char *, unsigned long long) = NULL;

	*(void **)&verify = dlsym(RTLD_NEXT, "crypto_pwhash_str_verify");
	checks++;
	(void)snprintf(checked, sizeof(checked), "%s", hash);
	return verify(hash, password, n);
}

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

/* ASVS 6.2.4: at least 3,000 of the most common ones that are long enough. */
static void what_is_tried_first_is_refused(void **state)
{
	static const char *const common[] = {
#include "office/common_passwords.def"
	};
	static const char *const variants[] = { "QWERTYuiop", "Password123", "Indonesia123",
		"manchester99", "manchester2026!", "  qwertyuiop" };
	size_t n = sizeof(common) / sizeof(common[0]);
	char text[100];

	(void)state;
	assert_true(n >= 3000);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && strcmp(common[i - 1], common[i]) >= 0)
			fail_msg("%s stands behind %s", common[i], common[i - 1]);
		assert_in_range(strlen(common[i]), PASSWORD_LEAST, 60);
		if (fault(common[i], "rina") == NULL)
			fail_msg("taken: %s", common[i]);
	}
	for (size_t i = 0; i + 1 < sizeof(variants) / sizeof(variants[0]); i++)
		if (fault(variants[i], "rina") == NULL)
			fail_msg("taken: %s", variants[i]);
	assert_null(fault(variants[5], "rina"));
	assert_null(fault("manchesterpagi", "rina"));
	memset(text, 'a', sizeof(text)); /* longer than any of the list */
	memcpy(text, "qwertyuiop", 10);
	text[99] = '\0';
	assert_null(fault(text, "rina"));
	assert_non_null(fault("0123456789", "rina")); /* nothing but an ending */
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

/* Nobody learns by the clock which accounts there are: each refusal is one check of the same parameters. */
static void a_stranger_waits_as_long_as_an_account(void **state)
{
	char known[PASSWORD_HASH_SIZE];
	const char *const of[] = { known, "", NULL };

	(void)state;
	assert_int_equal(password_hash(known, "pasar turi pagi", 15), RC_OK);
	for (size_t i = 0; i < sizeof(of) / sizeof(of[0]); i++) {
		checks = 0;
		checked[0] = '\0';
		assert_int_equal(password_check(of[i], "pasar turi sore", 15), RC_DENIED);
		assert_int_equal(checks, 1);
		assert_memory_equal(checked, known, PARAMETERS);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(weak_ones_are_refused),
		cmocka_unit_test(what_is_tried_first_is_refused),
		cmocka_unit_test(only_the_password_opens),
		cmocka_unit_test(a_stranger_waits_as_long_as_an_account),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
