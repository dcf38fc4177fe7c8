/* tests/base/test_config.c - what lapak.ini, the environment and the secrets give */
#include "config_rig.h"

static void reads_the_sample_that_is_shipped(void **state)
{
	(void)state;
	assert_int_equal(config_load(&config, "config/lapak.ini", NULL, &report), RC_OK);
	assert_string_equal(report.data, "");
	assert_string_equal(config.server.listen.host, "127.0.0.1");
	assert_int_equal(config.server.listen.port, 8080);
	assert_true(config.server.listen.loopback);
	assert_int_equal(config.server.metrics_listen.port, 9090);
	assert_string_equal(config.database.url, "sqlite:config/../build/lapak.db");
	assert_string_equal(config.templates.dir, "config/../templates");
	assert_string_equal(config.migrations.dir, "config/../migrations");
	assert_string_equal(config.office.name, "Dinkopdag Surabaya");
	assert_int_equal(config.gateways, 1);
	assert_string_equal(config.gateway[0].name, "phone");
	assert_string_equal(config.gateway[0].type, "simulator");
}

static void fills_in_what_may_be_left_out(void **state)
{
	(void)state;
	assert_int_equal(load(base, NULL), RC_OK);
	assert_string_equal(config.server.public_url, "http://127.0.0.1:8080");
	assert_string_equal(config.server.metrics_listen.host, "");
	assert_int_equal(config.server.max_connections, 1024);
	assert_int_equal(config.server.max_connections_per_address, 512);
	assert_string_equal(config.office.language, "id");
	assert_int_equal(config.office.quiet_hours.from, 19 * 60);
	assert_int_equal(config.office.quiet_hours.until, 8 * 60);
	assert_int_equal(config.office.price_per_segment, 250);
	assert_int_equal(config.office.amount_ask_above, 100000000);
	assert_int_equal(config.gateway[0].rate_per_second, 10);
	assert_string_equal(config.gateway[0].sender, "2323");
	assert_string_equal(config.gateway[0].allowed_prefixes, "+628");
}

static void reads_a_full_file(void **state)
{
	static const char text[] =
		"; a comment\r\n# another = 1\r\n\r\n"
		"[server]\r\n\tlisten = \"[::1]:0\" ; here; and # here\r\n"
		"public_url=\"https://lapak.example/a;b/\"\nmetrics_listen = localhost:9090\n"
		"max_connections = 2048 # many\nmax_connections_per_address=256\n"
		"[database]\nurl = sqlite:/var/lib/lapak.db\n"
		"[gateway.k2]\ntype = kannel\nsend_url = \"http://[::1]:13013/cgi-bin/sendsms\"\n"
		"username = \"la;pak\"\npassword_file = password\nwebhook_key_file = key\n"
		"rate_per_second = 100\nsender = LAPAK\nallowed_prefixes = \"+628,+65\"\n"
		"[gateway.phone]\ntype = simulator\n"
		"[templates]\ndir = ../templates\n[migrations]\ndir = /usr/share/migrations\n"
		"[office]\nname = \"Dinas; A # B\"\nshort_code = 2323\nlanguage = jv\n"
		"quiet_hours = none\nprice_per_segment = 010\namount_ask_above = 5000000\n"
		"reply_cap_per_day = 7";
	char path[96];

	(void)state;
	write_file("key", "new key\nold key\n", 16, 0600);
	write_file("password", "s;#\"\\ x", 7, 0400);
	assert_int_equal(load(text, NULL), RC_OK);
	assert_string_equal(report.data, "");
	assert_string_equal(config.server.listen.host, "::1");
	assert_int_equal(config.server.listen.port, 0);
	assert_true(config.server.listen.loopback);
	assert_string_equal(config.server.public_url, "https://lapak.example/a;b");
	assert_string_equal(config.server.metrics_listen.host, "127.0.0.1");
	assert_string_equal(config.database.url, "sqlite:/var/lib/lapak.db");
	assert_string_equal(config.migrations.dir, "/usr/share/migrations");
	path_of(path, "../templates");
	assert_string_equal(config.templates.dir, path);
	assert_string_equal(config.office.name, "Dinas; A # B");
	assert_int_equal(config.office.price_per_segment, 10); /* not octal */
	assert_int_equal(config.office.reply_cap_per_day, 7);
	assert_int_equal(config.office.quiet_hours.from, config.office.quiet_hours.until);
	assert_int_equal(config.gateways, 2);
	assert_string_equal(config.gateway[0].username, "la;pak");
	assert_string_equal(config.gateway[0].password, "s;#\"\\ x");
	assert_string_equal(config.gateway[0].secret[0], "new key");
	assert_string_equal(config.gateway[0].secret[1], "old key");
	assert_string_equal(config.gateway[0].sender, "LAPAK");
	assert_ptr_equal(config_gateway(&config, "phone"), &config.gateway[1]);
	assert_null(config_gateway(&config, "k"));
	config_forget(&config);
	assert_string_equal(config.gateway[0].password, "");
	assert_string_equal(config.gateway[0].secret[0], "");
	assert_string_equal(config.gateway[0].secret[1], "");
}

/* USSD alone is carried without send_url, and every copy of a contract has its own names. */
static void reads_what_an_aggregator_calls_its_fields(void **state)
{
	char text[1024];

	(void)state;
	(void)snprintf(text, sizeof(text), "%s%s", base,
		"[gateway.at]\ntype = africastalking\n[gateway.ussd]\ntype = africastalking\n"
		"field_session = session_id\nfield_phone = \"data[msisdn]\"\n"
		"field_text = ussd.string\nfield_service = short-code\n");
	assert_int_equal(load(text, NULL), RC_OK);
	assert_string_equal(report.data, "");
	assert_string_equal(config.gateway[1].field_session, "sessionId");
	assert_string_equal(config.gateway[1].field_phone, "phoneNumber");
	assert_string_equal(config.gateway[1].field_text, "text");
	assert_string_equal(config.gateway[1].field_service, "serviceCode");
	assert_string_equal(config.gateway[2].field_session, "session_id");
	assert_string_equal(config.gateway[2].field_phone, "data[msisdn]");
	assert_string_equal(config.gateway[2].field_text, "ussd.string");
	assert_string_equal(config.gateway[2].field_service, "short-code");
}

static void lets_the_environment_override(void **state)
{
	const char *environment[] = { "HOME=/root", "LAPAK_SERVER__LISTEN=127.0.0.1:9000",
		"LAPAK_OFFICE__NAME=Dinas = Kota", "LAPAK_DATABASE__URL=sqlite:here.db",
		"LAPAK_GATEWAY__PHONE__RATE_PER_SECOND=99", "LAPAK_CLOCK_OFFSET=-86400",
		"LAPAK", NULL };

	(void)state;
	assert_int_equal(load(base, environment), RC_OK);
	assert_string_equal(report.data, "");
	assert_int_equal(config.server.listen.port, 9000);
	assert_string_equal(config.server.public_url, "http://127.0.0.1:9000");
	assert_string_equal(config.office.name, "Dinas = Kota");
	assert_string_equal(config.database.url, "sqlite:here.db"); /* in the current folder */
	assert_int_equal(config.gateway[0].rate_per_second, 99);
}

static void gives_by_the_environment_what_the_file_lacks(void **state)
{
	const char *environment[] = { "LAPAK_OFFICE__SHORT_CODE=3636", NULL };
	static const char text[] =
		"[server]\nlisten = 127.0.0.1:8080\n[database]\nurl = sqlite:a.db\n"
		"[office]\nname = A\n[gateway.p]\ntype = simulator\n";

	(void)state;
	assert_int_equal(load(text, NULL), RC_INVALID);
	assert_int_equal(load(text, environment), RC_OK);
	assert_string_equal(config.office.short_code, "3636");
}

static void says_what_is_wrong_with_the_environment(void **state)
{
	static const char *const rows[][2] = {
		{ "LAPAK_SERVER__LISTN=a",
			"unknown variable `LAPAK_SERVER__LISTN`; did you mean "
			"`LAPAK_SERVER__LISTEN`?" },
		{ "LAPAK_GATEWAY_PHONE_TYPE=kannel",
			"unknown variable `LAPAK_GATEWAY_PHONE_TYPE`; did you mean "
			"`LAPAK_GATEWAY__PHONE__TYPE`?" },
		{ "LAPAK_ZZ=1", "unknown variable `LAPAK_ZZ`; write LAPAK_SECTION__KEY or "
				"LAPAK_GATEWAY__NAME__KEY, or take it out of the environment" },
		{ "LAPAK_=1", "unknown variable `LAPAK_`; write LAPAK_SECTION__KEY or "
			      "LAPAK_GATEWAY__NAME__KEY, or take it out of the environment" },
		{ "LAPAK_OFFICE__PRICE_PER_SEGMENT=Rp250",
			"LAPAK_OFFICE__PRICE_PER_SEGMENT takes a whole number from 0 to 100000, not "
			"`Rp250`" },
		{ "LAPAK_GATEWAY__PHONE__TYPE=a\nb",
			"LAPAK_GATEWAY__PHONE__TYPE names no gateway that exists: `a?b`" },
	};
	char entry[128], expected[512];
	const char *environment[] = { entry, NULL };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		print_message("%s\n", rows[i][0]);
		(void)snprintf(entry, sizeof(entry), "%s", rows[i][0]);
		(void)snprintf(expected, sizeof(expected), "environment: %s\n", rows[i][1]);
		assert_int_equal(load(base, environment), RC_INVALID);
		assert_string_equal(report.data, expected);
	}
}

static void takes_no_simulator_that_others_can_reach(void **state)
{
	static const struct {
		const char *listen;
		enum rc rc;
	} rows[] = {
		{ "LAPAK_SERVER__LISTEN=127.0.0.1:80", RC_OK },
		{ "LAPAK_SERVER__LISTEN=127.9.9.9:80", RC_OK },
		{ "LAPAK_SERVER__LISTEN=localhost:80", RC_OK },
		{ "LAPAK_SERVER__LISTEN=[::1]:80", RC_OK },
		{ "LAPAK_SERVER__LISTEN=[::ffff:127.0.0.1]:80", RC_OK },
		{ "LAPAK_SERVER__LISTEN=0.0.0.0:80", RC_INVALID },
		{ "LAPAK_SERVER__LISTEN=[::]:80", RC_INVALID },
		{ "LAPAK_SERVER__LISTEN=10.0.0.1:80", RC_INVALID },
		{ "LAPAK_SERVER__LISTEN=[::ffff:10.0.0.1]:80", RC_INVALID },
	};
	char listen[64];
	const char *environment[] = { listen, "LAPAK_SERVER__PUBLIC_URL=https://a.example",
		NULL };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		print_message("%s\n", rows[i].listen);
		(void)snprintf(listen, sizeof(listen), "%s", rows[i].listen);
		assert_int_equal(load(base, environment), rows[i].rc);
		assert_int_equal(
			strstr(report.data, ":9: simulator gateway `phone` refused on a "
					    "non-loopback address") != NULL,
			rows[i].rc != RC_OK);
	}
}

static void wants_a_key_where_others_can_reach_a_gateway(void **state)
{
	static const char text[] =
		"[server]\nlisten = 0.0.0.0:8080\npublic_url = \"https://a.example\"\n"
		"[database]\nurl = sqlite:a.db\n[office]\nname = A\nshort_code = 2323\n"
		"[gateway.k]\ntype = kannel\nsend_url = \"http://127.0.0.1/\"\n";
	char keyed[512];

	(void)state;
	assert_fault(text,
		"10: gateway `k` has no `webhook_key_file`: refusing to start without "
		"any on a non-loopback address");
	write_file("key", "secret", 6, 0600);
	(void)snprintf(keyed, sizeof(keyed), "%swebhook_key_file = key\n", text);
	assert_int_equal(load(keyed, NULL), RC_OK);
	(void)snprintf(keyed, sizeof(keyed), "%s", text);
	memcpy(strstr(keyed, "public_url"), "; blic_url", 10);
	assert_int_equal(load(keyed, NULL), RC_INVALID);
	assert_non_null(
		strstr(report.data, ":2: `listen` takes in every address of this machine; "
				    "add `public_url`"));
}

static void guards_its_secrets(void **state)
{
	static const struct {
		const char *key, *bytes;
		size_t n;
		mode_t mode;
		const char *fault; /* NULL: fine */
	} rows[] = {
		{ "webhook_key_file", "abc\n", 4, 0600, NULL },
		{ "webhook_key_file", "abc", 3, 0400, NULL },
		{ "webhook_key_file", "abc\ndef", 7, 0600, NULL },
		{ "webhook_key_file", "abc\n", 4, 0640, "can be read by others: chmod 600 " },
		{ "webhook_key_file", "abc\n", 4, 0604, "can be read by others: chmod 600 " },
		{ "webhook_key_file", "", 0, 0600,
			"must hold one or two lines of 1 to 256 characters: " },
		{ "webhook_key_file", "\n", 1, 0600,
			"must hold one or two lines of 1 to 256 characters: " },
		{ "webhook_key_file", "a\n\n", 3, 0600,
			"must hold one or two lines of 1 to 256 characters: " },
		{ "webhook_key_file", "a\nb\nc\n", 6, 0600,
			"must hold one or two lines of 1 to 256 characters: " },
		{ "webhook_key_file", "a\r\n", 3, 0600,
			"holds a character that is no printable ASCII: " },
		{ "webhook_key_file", "a\0b", 3, 0600,
			"holds a character that is no printable ASCII: " },
		{ "webhook_key_file", NULL, 0, 0, "cannot be opened: " },
		{ "password_file", "abc\n", 4, 0600, NULL },
		{ "password_file", "a\nb\n", 4, 0600,
			"must hold one line of 1 to 256 characters: " },
	};
	char text[512], expected[512], path[96];

	(void)state;
	path_of(path, "key");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		print_message("row %zu\n", i);
		(void)snprintf(text, sizeof(text), "%s%s = key\n", base, rows[i].key);
		(void)unlink(path);
		if (rows[i].bytes != NULL)
			write_file("key", rows[i].bytes, rows[i].n, rows[i].mode);
		assert_int_equal(load(text, NULL), rows[i].fault == NULL ? RC_OK : RC_INVALID);
		(void)snprintf(expected, sizeof(expected), "%s:10: `%s` %s%s%s\n", ini,
			rows[i].key, rows[i].fault != NULL ? rows[i].fault : "", path,
			rows[i].bytes == NULL ? ": No such file or directory" : "");
		assert_string_equal(report.data, rows[i].fault == NULL ? "" : expected);
	}
	(void)snprintf(text, sizeof(text), "%spassword_file = .\n", base);
	assert_int_equal(load(text, NULL), RC_INVALID);
	assert_non_null(strstr(report.data, "names something that is no regular file"));
}

static void takes_secrets_up_to_their_ceiling(void **state)
{
	char text[512], secret[2 * CONFIG_SECRET];

	(void)state;
	(void)snprintf(text, sizeof(text), "%swebhook_key_file = key\n", base);
	memset(secret, 'k', sizeof(secret));
	secret[256] = '\n';
	write_file("key", secret, 513, 0600);
	assert_int_equal(load(text, NULL), RC_OK);
	assert_int_equal(strlen(config.gateway[0].secret[0]), 256);
	assert_int_equal(strlen(config.gateway[0].secret[1]), 256);
	write_file("key", secret, 514, 0600);
	assert_int_equal(load(text, NULL), RC_INVALID);
	secret[256] = 'k';
	write_file("key", secret, 257, 0600);
	assert_int_equal(load(text, NULL), RC_INVALID);
}

static void knows_who_may_be_answered(void **state)
{
	struct gateway_config g = { .allowed_prefixes = "+628,+65" };

	(void)state;
	assert_true(config_allows(&g, "+6281234567890"));
	assert_true(config_allows(&g, "+6581234567"));
	assert_false(config_allows(&g, "+62215345678"));
	assert_false(config_allows(&g, "6281234567890"));
	assert_false(config_allows(&g, "+62"));
	assert_false(config_allows(&g, ""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RIG_TEST(reads_the_sample_that_is_shipped),
		RIG_TEST(fills_in_what_may_be_left_out),
		RIG_TEST(reads_a_full_file),
		RIG_TEST(reads_what_an_aggregator_calls_its_fields),
		RIG_TEST(lets_the_environment_override),
		RIG_TEST(gives_by_the_environment_what_the_file_lacks),
		RIG_TEST(says_what_is_wrong_with_the_environment),
		RIG_TEST(takes_no_simulator_that_others_can_reach),
		RIG_TEST(wants_a_key_where_others_can_reach_a_gateway),
		RIG_TEST(guards_its_secrets),
		RIG_TEST(takes_secrets_up_to_their_ceiling),
		RIG_TEST(knows_who_may_be_answered),
	};

	return cmocka_run_group_tests_name("base/config", tests, NULL, NULL);
}
