/* tests/gateway/test_signature.c - published and recomputed signatures, times and form order */
#include "t.h"

#include <sodium.h>

#include "gateway/instant.h"
#include "gateway/signature.h"

struct vector {
	char *line;
	const char *name, *algorithm, *expected;
	char key[CONFIG_SECRET], text[2048];
	size_t length;
};

static void unhex(char *out, size_t size, size_t *n, const char *hex)
{
	assert_int_equal(
		sodium_hex2bin((unsigned char *)out, size - 1, hex, strlen(hex), NULL, n, NULL),
		0);
	out[*n] = '\0';
}

static void vector_read(struct vector *v, char *line)
{
	char *at = line, *field[5];
	size_t n;

	for (size_t i = 0; i < 5; i++)
		field[i] = strsep(&at, "\t\n");
	v->name = field[0];
	v->algorithm = field[1];
	v->expected = field[4];
	v->length = 0;
	if (strchr(v->algorithm, '-') != NULL && strncmp(v->algorithm, "SHA", 3) == 0)
		return;
	unhex(v->key, sizeof(v->key), &n, field[2]);
	unhex(v->text, sizeof(v->text), &v->length, field[3]);
}

static enum digest digest_named(const char *algorithm)
{
	static const struct {
		const char *in;
		enum digest digest;
	} rows[] = { { "SHA1", DIGEST_SHA1 }, { "sha1", DIGEST_SHA1 },
		{ "SHA256", DIGEST_SHA256 }, { "sha256", DIGEST_SHA256 },
		{ "sha512", DIGEST_SHA512 }, { "md5", DIGEST_MD5 } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strstr(algorithm, rows[i].in) != NULL)
			return rows[i].digest;
	fail_msg("no such algorithm: %s", algorithm);
	return DIGEST_MD5;
}

/* The secret is the second of two, so that a rotation is tried as well. */
static void assert_vector(const struct vector *v)
{
	struct gateway_config c = { .secret = { "an older one" } };
	const struct span text = { v->text, v->length };
	struct span expected = { v->expected, strlen(v->expected) };
	unsigned char hash[DIGEST_BYTES_MAX];
	char other[256];
	size_t n;

	print_message("%s\n", v->name);
	(void)snprintf(c.secret[1], sizeof(c.secret[1]), "%s", v->key);
	if (strncmp(v->algorithm, "md5(", 4) == 0) {
		n = digest_of(DIGEST_MD5, &text, 1, hash);
		assert_true(digest_is_hex(hash, n, expected.s, expected.n));
		return;
	}
	(void)snprintf(other, sizeof(other), "%s", v->expected);
	other[3] = other[3] == 'A' || other[3] == 'a' ? 'b' : 'a';
	if (strncmp(v->algorithm, "base64", 6) == 0) {
		assert_true(signature_is_base64(&c, DIGEST_SHA1, &text, 1, &expected, false));
		expected.s = other;
		assert_false(signature_is_base64(&c, DIGEST_SHA1, &text, 1, &expected, false));
		return;
	}
	assert_true(signature_is_hex(&c, digest_named(v->algorithm), &text, 1, &expected));
	expected.s = other;
	assert_false(signature_is_hex(&c, digest_named(v->algorithm), &text, 1, &expected));
}

static void computes_every_vector(void **state)
{
	FILE *file = fopen("tests/data/gateway/signature-vectors.tsv", "r");
	char line[4096];
	size_t tried = 0;

	(void)state;
	assert_non_null(file);
	while (fgets(line, sizeof(line), file) != NULL) {
		struct vector v;

		if (line[0] == '#')
			continue;
		vector_read(&v, line);
		if (v.length == 0)
			continue;
		assert_vector(&v);
		tried++;
	}
	assert_int_equal(fclose(file), 0);
	assert_int_equal(tried, 15);
}

static void hashes_nothing(void **state)
{
	unsigned char hash[DIGEST_BYTES_MAX];
	static const char hex[] =
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
	size_t n = digest_of(DIGEST_SHA256, NULL, 0, hash);

	(void)state;
	assert_int_equal(n, 32);
	assert_true(digest_is_hex(hash, n, hex, 64));
	assert_false(digest_is_hex(hash, n, hex, 62));
	assert_false(digest_is_hex(hash, n, "", 0));
	assert_false(digest_is_base64(hash, n, "", 0, false));
}

/* Without a secret nothing is right, not even what an empty key signs. */
static void refuses_without_a_secret(void **state)
{
	static const struct gateway_config none = { .name = "a" };
	const struct span text = { "a", 1 };
	unsigned char made[DIGEST_BYTES_MAX];
	char hex[2 * DIGEST_BYTES_MAX + 1], token[TOKEN_BYTES];
	size_t n = digest_hmac(DIGEST_SHA256, "", &text, 1, made);

	(void)state;
	(void)sodium_bin2hex(hex, sizeof(hex), made, n);
	assert_false(signature_is_hex(
		&none, DIGEST_SHA256, &text, 1, &(struct span){ hex, strlen(hex) }));
	signature_token("", "a", "1", token);
	assert_string_equal(token, "");
}

static bool token_fits(const struct gateway_config *c, const char *query)
{
	struct form form;
	bool fits;

	assert_int_equal(form_parse(&form, query, strlen(query), false), RC_OK);
	fits = signature_token_matches(c, &form);
	form_release(&form);
	return fits;
}

static void token_is_of_one_message_of_one_gateway(void **state)
{
	struct gateway_config c = { .name = "a", .secret = { "new", "old" } };
	char token[TOKEN_BYTES], query[128];

	(void)state;
	signature_token("old", "a", "42", token);
	assert_int_equal(strlen(token), TOKEN_BYTES - 1);
	(void)snprintf(query, sizeof(query), "ref=42&token=%s", token);
	assert_true(token_fits(&c, query));
	(void)snprintf(query, sizeof(query), "ref=43&token=%s", token);
	assert_false(token_fits(&c, query));
	(void)snprintf(query, sizeof(query), "ref=42&token=%s&token=%s", token, token);
	assert_false(token_fits(&c, query));
	assert_false(token_fits(&c, "ref=42&token="));
	assert_false(token_fits(&c, "ref=42"));
	(void)snprintf(c.name, sizeof(c.name), "b");
	(void)snprintf(query, sizeof(query), "ref=42&token=%s", token);
	assert_false(token_fits(&c, query));
}

static void window_is_five_minutes_either_way(void **state)
{
	(void)state;
	assert_true(signature_is_fresh(1000, 1300));
	assert_true(signature_is_fresh(1300, 1000));
	assert_false(signature_is_fresh(1000, 1301));
	assert_false(signature_is_fresh(1301, 1000));
	assert_false(signature_is_fresh(INT64_MAX, 1000));
}

static void reads_the_times_gateways_write(void **state)
{
	static const struct {
		const char *text;
		int64_t at;
	} rows[] = {
		{ "2026-11-24T06:30:11.000+07:00", 1795476611 },
		{ "2026-11-23T23:30:11Z", 1795476611 },
		{ "2026-11-23T23:30:11.220+0000", 1795476611 },
		{ "2026-11-23 23:30:11", 1795476611 },
		{ "2026-11-24T06:30:11+7", 1795476611 },
		{ "2026-11-24T06:30:11+7:00", 1795476611 },
		{ "2026-11-24T06:30:11+700", 0 },
		{ "2026-11-23T18:30:11-05:00", 1795476611 },
		{ "2026-11-24T06:30:11+", 0 },
		{ "2026-11-24T06:30:11+15:00", 0 },
		{ "2026-11-24T06:30:11Zulu", 0 },
		{ "2026-11-24T06:30", 0 },
		{ "2026-02-30T06:30:11Z", 0 },
		{ "", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		print_message("%s\n", rows[i].text);
		assert_int_equal(instant_read(rows[i].text, strlen(rows[i].text)), rows[i].at);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(computes_every_vector),
		cmocka_unit_test(hashes_nothing),
		cmocka_unit_test(refuses_without_a_secret),
		cmocka_unit_test(token_is_of_one_message_of_one_gateway),
		cmocka_unit_test(window_is_five_minutes_either_way),
		cmocka_unit_test(reads_the_times_gateways_write),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
