/* tests/gateway/test_recorded.c - every recorded exchange of the gateways that speak HTTP, replayed */
#include "t.h"

#include "replay.h"

static struct gateway_config config_of(const char *type, const char *secret)
{
	struct gateway_config c = { .name = "x", .mode = "sms", .reply = "send" };

	(void)snprintf(c.type, sizeof(c.type), "%s", type);
	(void)snprintf(c.secret[0], sizeof(c.secret[0]), "%s", secret);
	return c;
}

static void smsgate(void **state)
{
	const struct gateway_config c = config_of("smsgate", "lapak-signing-key");
	static const char *const calls[] = { "smsgate-in-01-received",
		"smsgate-in-02-received-id", "smsgate-in-04-legacy-phonenumber",
		"smsgate-dlr-01-sent", "smsgate-dlr-02-delivered", "smsgate-dlr-03-failed",
		"smsgate-ign-01-app-started", "smsgate-mms-01-received",
		"smsgate-mms-02-downloaded", "smsgate-bad-01-signature" };
	static const char *const answers[] = { "smsgate-resp-ok", "smsgate-resp-dup",
		"smsgate-resp-bad", "smsgate-resp-auth" };

	(void)state;
	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
		replay_call(&c, "inbound", calls[i], 1719045971);
	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++)
		replay_answer(&c, answers[i]);
}

static void twilio(void **state)
{
	const struct gateway_config c = config_of("twilio", "12345");
	static const char *const calls[] = { "twilio-in-01", "twilio-in-03-badsig",
		"twilio-in-04-stop" };
	static const char *const reports[] = { "twilio-dlr-01-sent", "twilio-dlr-02-delivered",
		"twilio-dlr-03-undelivered-30003", "twilio-dlr-04-failed-21610" };
	static const char *const answers[] = { "twilio-resp-ok", "twilio-resp-20003",
		"twilio-resp-20429", "twilio-resp-21211", "twilio-resp-21610",
		"twilio-resp-21611" };

	(void)state;
	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
		replay_call(&c, "inbound", calls[i], 0);
	for (size_t i = 0; i < sizeof(reports) / sizeof(reports[0]); i++)
		replay_call(&c, "report", reports[i], 0);
	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++)
		replay_answer(&c, answers[i]);
}

static void vonage(void **state)
{
	const struct gateway_config signing = config_of("vonage", "my_secret_key_for_testing");
	const struct gateway_config open = config_of("vonage", "");
	const struct gateway_config jwt = config_of("vonage", "vonage-signature-secret");
	static const char *const calls[] = { "vonage-in-03-json", "vonage-in-04-concat" };
	static const char *const reports[] = { "vonage-dlr-01-delivered",
		"vonage-dlr-02-expired", "vonage-dlr-03-rejected", "vonage-dlr-05-buffered",
		"vonage-dlr-06-accepted" };
	static const char *const answers[] = { "vonage-resp-ok", "vonage-resp-1",
		"vonage-resp-4", "vonage-resp-6", "vonage-resp-7", "vonage-resp-9" };

	(void)state;
	replay_call(&signing, "inbound", "vonage-in-01-form-md5hash", 1385047698);
	replay_call(&jwt, "inbound", "vonage-msgs-in-01", 1587494962);
	replay_call(&jwt, "report", "vonage-msgs-dlr-01-rejected", 1587494962);
	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
		replay_call(&open, "inbound", calls[i], 0);
	for (size_t i = 0; i < sizeof(reports) / sizeof(reports[0]); i++)
		replay_call(&open, "report", reports[i], 0);
	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++)
		replay_answer(&open, answers[i]);
}

static void infobip(void **state)
{
	const struct gateway_config c = config_of("infobip", "");
	static const char *const calls[] = { "infobip-in-01", "infobip-in-03-empty" };
	static const char *const reports[] = { "infobip-dlr-01-delivered-x2",
		"infobip-dlr-02-undeliverable", "infobip-dlr-04-rejected",
		"infobip-dlr-05-pending" };

	(void)state;
	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
		replay_call(&c, "inbound", calls[i], 0);
	for (size_t i = 0; i < sizeof(reports) / sizeof(reports[0]); i++)
		replay_call(&c, "report", reports[i], 0);
	replay_answer(&c, "infobip-resp-ok");
	replay_answer(&c, "infobip-resp-400");
}

static void eight_by_eight(void **state)
{
	const struct gateway_config c = config_of("8x8", "");

	(void)state;
	replay_call(&c, "inbound", "8x8-in-01", 0);
	replay_call(&c, "report", "8x8-dlr-01-delivered", 0);
	replay_call(&c, "report", "8x8-dlr-02-undelivered", 0);
	/* One URL may be given for both. */
	replay_call(&c, "inbound", "8x8-dlr-01-delivered", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(smsgate),
		cmocka_unit_test(twilio),
		cmocka_unit_test(vonage),
		cmocka_unit_test(infobip),
		cmocka_unit_test(eight_by_eight),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
