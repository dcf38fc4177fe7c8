/* tests/base/test_totp.c - HMAC-SHA1 and one-time codes against the vectors of their standards */
#include "base/sha1.h"
#include "base/totp.h"

#include "t.h"

static void hex_is(const unsigned char *hash, const char *expected)
{
	char hex[2 * SHA1_BYTES + 1];

	for (size_t i = 0; i < SHA1_BYTES; i++)
		(void)snprintf(hex + 2 * i, 3, "%02x", hash[i]);
	assert_string_equal(hex, expected);
}

/* FIPS 180-4 examples, and the lengths around a block's end. */
static void sha1_gives_the_standards_examples(void **state)
{
	static const char two_blocks[] =
		"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
	unsigned char hash[SHA1_BYTES];
	char many[64];

	(void)state;
	sha1(hash, "abc", 3);
	hex_is(hash, "a9993e364706816aba3e25717850c26c9cd0d89d");
	sha1(hash, "", 0);
	hex_is(hash, "da39a3ee5e6b4b0d3255bfef95601890afd80709");
	sha1(hash, two_blocks, strlen(two_blocks));
	hex_is(hash, "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
	memset(many, 'a', sizeof(many));
	sha1(hash, many, 55);
	hex_is(hash, "c1c8bbdc22796e28c0e15163d20899b65621d65a");
	sha1(hash, many, 64);
	hex_is(hash, "0098ba824b5c16427bd7a1122a5a442a25ec644d");
}

/* RFC 2202 §3: cases 1, 2 and 6. */
static void hmac_gives_the_standards_examples(void **state)
{
	static const char sentence[] = "Test Using Larger Than Block-Size Key - Hash Key First";
	unsigned char key[80], hash[SHA1_BYTES];

	(void)state;
	memset(key, 0x0b, 20);
	hmac_sha1(hash, key, 20, "Hi There", 8);
	hex_is(hash, "b617318655057264e28bc0b6fb378c8ef146be00");
	hmac_sha1(hash, "Jefe", 4, "what do ya want for nothing?", 28);
	hex_is(hash, "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
	memset(key, 0xaa, sizeof(key));
	hmac_sha1(hash, key, sizeof(key), sentence, strlen(sentence));
	hex_is(hash, "aa4ae5e15272d00e95705637ce8a3b55ed402112");
}

struct vector {
	int64_t at;
	const char *code;
};

/* RFC 6238 appendix B, the last six of its eight digits. */
static const struct vector vectors[] = { { 59, "287082" }, { 1111111109, "081804" },
	{ 1111111111, "050471" }, { 1234567890, "005924" }, { 2000000000, "279037" },
	{ 20000000000, "353130" } };
static const unsigned char secret[TOTP_SECRET + 1] = "12345678901234567890";

static void codes_are_the_standards(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(vectors) / sizeof(vectors[0]); i++) {
		char code[7];
		int64_t step = 0;

		totp_code(code, secret, vectors[i].at / 30);
		assert_string_equal(code, vectors[i].code);
		assert_int_equal(totp_check(secret, code, vectors[i].at, 0, &step), RC_OK);
		assert_int_equal(step, vectors[i].at / 30);
	}
}

static void a_code_lives_for_its_neighbours_and_once(void **state)
{
	int64_t step = 0, now = 1111111109;
	char code[7];

	(void)state;
	totp_code(code, secret, now / 30);
	assert_int_equal(totp_check(secret, code, now + 30, 0, &step), RC_OK);
	assert_int_equal(totp_check(secret, code, now - 30, 0, &step), RC_OK);
	assert_int_equal(totp_check(secret, code, now + 61, 0, &step), RC_DENIED);
	assert_int_equal(totp_check(secret, code, now - 61, 0, &step), RC_DENIED);
	assert_int_equal(totp_check(secret, code, now, now / 30, &step), RC_DENIED);
	assert_int_equal(totp_check(secret, "08180", now, 0, &step), RC_DENIED);
	assert_int_equal(totp_check(secret, "0818044", now, 0, &step), RC_DENIED);
	assert_int_equal(totp_check(secret, "081805", now, 0, &step), RC_DENIED);
}

static void a_secret_is_read_as_it_is_written(void **state)
{
	unsigned char back[TOTP_SECRET];
	char text[TOTP_TEXT];

	(void)state;
	totp_text(text, secret);
	assert_string_equal(text, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
	assert_int_equal(totp_read(back, text), RC_OK);
	assert_memory_equal(back, secret, TOTP_SECRET);
	text[3] = '1';
	assert_int_equal(totp_read(back, text), RC_INVALID);
	assert_int_equal(totp_read(back, "GEZDGNBV"), RC_INVALID);
	assert_memory_equal(back, secret, TOTP_SECRET);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sha1_gives_the_standards_examples),
		cmocka_unit_test(hmac_gives_the_standards_examples),
		cmocka_unit_test(codes_are_the_standards),
		cmocka_unit_test(a_code_lives_for_its_neighbours_and_once),
		cmocka_unit_test(a_secret_is_read_as_it_is_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
