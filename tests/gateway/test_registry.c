/* tests/gateway/test_registry.c - adapters by name, and the secret of a webhook */
#include "t.h"

#include "fixture.h"
#include "gateway/gateway.h"

static void finds_the_adapters_of_this_build(void **state)
{
	static const char *const missing[] = { "", "Kannel", "kanne", "kannel ", "8X8" };
	static const char *const built[] = { "simulator", "kannel", "smsgate", "twilio",
		"africastalking", "vonage", "infobip", "8x8" };

	(void)state;
	for (size_t i = 0; i < sizeof(built) / sizeof(built[0]); i++)
		assert_string_equal(gateway_find(built[i])->type, built[i]);
	for (size_t i = 0; i < sizeof(missing) / sizeof(missing[0]); i++)
		assert_null(gateway_find(missing[i]));
}

/* a: a USSD gateway alone; s: one that sends; x: of no type. */
static void finds_who_sends(void **state)
{
	static const struct {
		const char *listed;
		int preferred, sender; /* -1: none */
	} rows[] = { { "", -1, -1 }, { "s", -1, 0 }, { "as", 0, 1 }, { "as", -1, 1 },
		{ "sas", 2, 2 }, { "ssa", 2, 0 }, { "aax", 0, -1 }, { "p", 0, 0 },
		{ "ap", 0, 1 } };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		static struct config c;
		const struct gateway_config *from =
			rows[i].preferred < 0 ? NULL : &c.gateway[rows[i].preferred];

		print_message("%s, %d\n", rows[i].listed, rows[i].preferred);
		c = (struct config){ .gateways = strlen(rows[i].listed) };
		for (size_t g = 0; g < c.gateways; g++) {
			char kind = rows[i].listed[g];

			(void)snprintf(c.gateway[g].type, sizeof(c.gateway[g].type), "%s",
				kind == 'x'   ? "none"
				: kind == 'p' ? "simulator"
					      : "africastalking");
			(void)snprintf(c.gateway[g].send_url, sizeof(c.gateway[g].send_url),
				"%s", kind == 's' ? "http://127.0.0.1/" : "");
		}
		assert_ptr_equal(gateway_sender(&c, from),
			rows[i].sender < 0 ? NULL : &c.gateway[rows[i].sender]);
	}
}

static void takes_either_live_secret(void **state)
{
	static const struct {
		const char *first, *second, *given;
		bool matches;
	} rows[] = {
		{ "alpha", "", "alpha", true },
		{ "alpha", "beta", "alpha", true },
		{ "alpha", "beta", "beta", true },
		{ "", "beta", "beta", true },
		{ "alpha", "beta", "gamma", false },
		{ "alpha", "beta", "alph", false },
		{ "alpha", "beta", "alphaa", false },
		{ "alpha", "beta", "Alpha", false },
		{ "alpha", "", "", false },
		{ "", "", "", false },
		{ "", "", "x", false },
	};
	struct gateway_config c;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		c = (struct gateway_config){ .name = "g" };
		print_message(
			"'%s' '%s' <- '%s'\n", rows[i].first, rows[i].second, rows[i].given);
		(void)snprintf(c.secret[0], sizeof(c.secret[0]), "%s", rows[i].first);
		(void)snprintf(c.secret[1], sizeof(c.secret[1]), "%s", rows[i].second);
		assert_int_equal(gateway_secret_matches(&c, rows[i].given), rows[i].matches);
	}
}

static void asks_for_the_key_once(void **state)
{
	static const struct {
		const char *secret, *query;
		enum rc rc;
	} rows[] = {
		{ "s3cret", "key=s3cret&from=1", RC_OK },
		{ "s3cret", "from=1&key=s3cret", RC_OK },
		{ "s3 c+t", "key=s3%20c%2Bt", RC_OK },
		{ "s3cret", "key=wrong", RC_DENIED },
		{ "s3cret", "key=", RC_DENIED },
		{ "s3cret", "Key=s3cret", RC_DENIED },
		{ "s3cret", "from=1", RC_DENIED },
		{ "s3cret", "", RC_DENIED },
		{ "s3cret", "key=s3cret%00", RC_DENIED },
		{ "s3cret", "key=s3cret&key=s3cret", RC_DENIED },
		{ "s3cret", "key=s3cret&key=wrong", RC_DENIED },
		{ "s3cret", "key=wrong&key=s3cret", RC_DENIED },
		{ "", "",
			RC_OK }, /* allowed on a loopback address only: the configuration sees to it */
		{ "", "key=anything", RC_OK },
	};
	static const char *const types[] = { "kannel", "simulator", "africastalking" };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct gateway_config c = { .name = "g" };
		struct request q;

		print_message("'%s' %s\n", rows[i].secret, rows[i].query);
		(void)snprintf(c.secret[0], sizeof(c.secret[0]), "%s", rows[i].secret);
		request_make(&q, "GET", "inbound", rows[i].query);
		for (size_t t = 0; t < 3; t++)
			assert_int_equal(gateway_find(types[t])->verify(&c, &q.r), rows[i].rc);
		request_release(&q);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_adapters_of_this_build),
		cmocka_unit_test(finds_who_sends),
		cmocka_unit_test(takes_either_live_secret),
		cmocka_unit_test(asks_for_the_key_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
