/* tests/base/test_config_faults.c - what is wrong with a lapak.ini is said with line and remedy */
#include "config_rig.h"

#include "base/engines.h"

/* A line that stands as line 2, in [server], of an otherwise good file. */
static const char *const lines[][2] = {
	{ "raet = 1", "unknown key `raet` in [server]" },
	{ "max_conections = 9",
		"unknown key `max_conections` in [server]; did you mean `max_connections`?" },
	{ "short_code = 1", "unknown key `short_code` in [server]; it belongs to [office]" },
	{ "sender = 1", "unknown key `sender` in [server]; it belongs to [gateway.NAME]" },
	{ "max_connections: 9", "write key = value, with = and not with :" },
	{ "max:connections = 9", "write key = value, with = and not with :" },
	{ "max_connections", "write key = value, [section] or ; comment" },
	{ "Max_Connections = 9", "a key has small letters, digits and _ only" },
	{ "max connections = 9", "a key has small letters, digits and _ only" },
	{ "= 9", "a key has small letters, digits and _ only" },
	{ "max_connections =", "there is no value; write \"\" for an empty one" },
	{ "max_connections = ; 9", "there is no value; write \"\" for an empty one" },
	{ "max_connections = \"9", "the closing quote is missing" },
	{ "max_connections = \"9\" 9", "only a comment (;) may follow the closing quote" },
	{ "max_connections = 9\"", "put the whole value into double quotes" },
	{ "max_connections = '9'", "put the whole value into double quotes" },
	{ "max_connections = 9;9",
		"put the value into double quotes: it would be cut at ; or #" },
	{ "public_url = http://a/#b",
		"put the value into double quotes: it would be cut at ; or #" },
	{ "max_connections = 9 9", "the value holds a space: put it into double quotes" },
	{ "max_connections = \"9\\\"\"",
		"a backslash cannot be written in a value; paths are written with /" },
	{ "max_connections = 9\\9",
		"a backslash cannot be written in a value; paths are written with /" },
	{ "; a comment \\",
		"a backslash at the end would join this line with the next; take it out" },
	{ "; a\x07 comment", "the line has a control character; type it again" },
	{ "max_connections = \"\"",
		"`max_connections` takes a whole number from 1 to 100000, not ``" },
	{ "max_connections = 12abc",
		"`max_connections` takes a whole number from 1 to 100000, not `12abc`" },
	{ "max_connections = 0x1F",
		"`max_connections` takes a whole number from 1 to 100000, not `0x1F`" },
	{ "max_connections = -1",
		"`max_connections` takes a whole number from 1 to 100000, not `-1`" },
	{ "max_connections = 0",
		"`max_connections` takes a whole number from 1 to 100000, not `0`" },
	{ "max_connections = 100001",
		"`max_connections` takes a whole number from 1 to 100000, not `100001`" },
	{ "max_connections = 18446744073709551617",
		"`max_connections` takes a whole number from 1 to 100000, not "
		"`18446744073709551617`" },
	{ "public_url = lapak.example",
		"`public_url` takes a URL, as https://lapak.example, not `lapak.example`" },
	{ "public_url = \"ftp://a\"",
		"`public_url` takes a URL, as https://lapak.example, not `ftp://a`" },
	{ "public_url = \"http://a b\"",
		"`public_url` takes a URL, as https://lapak.example, not `http://a b`" },
	{ "public_url = http://",
		"`public_url` takes a URL, as https://lapak.example, not `http://`" },
};

static void says_what_is_wrong_with_a_line(void **state)
{
	char text[1024], fault[512];

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		(void)snprintf(text, sizeof(text), "[server]\n%s\n%s", lines[i][0], base + 9);
		(void)snprintf(fault, sizeof(fault), "2: %s", lines[i][1]);
		assert_fault(text, fault);
	}
}

static void says_what_is_wrong_with_an_address(void **state)
{
	static const char *const rows[] = { "8080", ":8080", "127.0.0.1",
		"127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1:80 ", "::1:8080",
		"[::1]", "[]:80", "[127.0.0.1]:80", "example.org:80", "127.0.0.256:80", "*:80",
		"none" };
	char text[1024], fault[512];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		(void)snprintf(text, sizeof(text), "[server]\nlisten = \"%s\"\n%s", rows[i],
			strstr(base, "[database]"));
		(void)snprintf(fault, sizeof(fault),
			"2: `listen` takes ADDRESS:PORT, as 127.0.0.1:8080 or [::1]:8080, not "
			"`%s`",
			rows[i]);
		assert_fault(text, fault);
	}
}

/* A section behind a good file begins at line 10. */
static void says_what_is_wrong_with_a_section(void **state)
{
	static const char *const rows[][2] = {
		{ "[ofice]\nname = \"A\"",
			"10: unknown section [ofice]; did you mean [office]?" },
		{ "[templats]", "10: unknown section [templats]; did you mean [templates]?" },
		{ "[zzz]\nbroken = 1", "10: unknown section [zzz]" },
		{ "[office]\nlanguage = jv",
			"10: [office] was already at line 5; put both together" },
		{ "[gateway.phone]",
			"10: [gateway.phone] was already at line 8; put both together" },
		{ "[gateway.Phone]\ntype = kannel",
			"10: the name of a section has small letters, digits and one dot only" },
		{ "[gateway.a_b]",
			"10: the name of a section has small letters, digits and one dot only" },
		{ "[ office ]",
			"10: the name of a section has small letters, digits and one dot only" },
		{ "[]", "10: the name of a section has small letters, digits and one dot only" },
		{ "[office",
			"10: a [section] stands alone on its line, comments on a line of their own" },
		{ "[office] ; x",
			"10: a [section] stands alone on its line, comments on a line of their own" },
		{ "[gateway]", "10: [gateway] wants a name of its own, as [gateway.kannel]" },
		{ "[gateway.]",
			"10: a gateway's name has 1 to 31 of a-z and 0-9, as [gateway.kannel]" },
		{ "[gateway.a.b]",
			"10: a gateway's name has 1 to 31 of a-z and 0-9, as [gateway.kannel]" },
		{ "[gateway.k]\ntype = kanel",
			"11: `type` names no gateway that exists: `kanel`; did you mean `kannel`?" },
		{ "[gateway.k]\nraet_per_second = 1\ntype = simulator",
			"11: unknown key `raet_per_second` in [gateway.k]; did you mean "
			"`rate_per_second`?" },
		{ "[gateway.k]",
			"10: [gateway.k] lacks `type`; for instance type = \"simulator\"" },
		{ "[gateway.k]\ntype = kannel",
			"11: gateway `k` lacks `send_url`, where messages are sent to" },
		{ "[gateway.k]\ntype = kannel\nsend_url = http://a/\nusername = \"u\"",
			"11: gateway `k` has one of `username` and `password_file`; give both or none" },
		{ "[gateway.k]\ntype = simulator\nallowed_prefixes = \"+628,\"",
			"12: `allowed_prefixes` takes prefixes parted by commas, as +628,+65, not "
			"`+628,`" },
		{ "[gateway.k]\ntype = simulator\nallowed_prefixes = 628",
			"12: `allowed_prefixes` takes prefixes parted by commas, as +628,+65, not "
			"`628`" },
		{ "[gateway.k]\ntype = simulator\nsender = \"a b\"",
			"12: `sender` takes letters, digits and + only" },
		{ "[templates]\ndir = \"\"", "11: `dir` takes a path in printable ASCII" },
	};
	char text[1024];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		(void)snprintf(text, sizeof(text), "%s%s\n", base, rows[i][0]);
		assert_fault(text, rows[i][1]);
	}
}

static void says_what_is_wrong_with_an_aggregator(void **state)
{
	static const char *const rows[][2] = {
		{ "[gateway.k]\ntype = africastalking\nsend_url = http://a/",
			"11: gateway `k` has `send_url` and lacks `username` and `password_file`, "
			"with which messages are sent" },
		{ "[gateway.k]\ntype = africastalking\nfield_text = \"a b\"",
			"12: `field_text` takes letters, digits and _ . - [ ] only" },
		{ "[gateway.k]\ntype = africastalking\nfield_session = \"\"",
			"12: `field_session` takes 1 to 39 characters, not 0" },
	};
	char text[1024];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		(void)snprintf(text, sizeof(text), "%s%s\n", base, rows[i][0]);
		assert_fault(text, rows[i][1]);
	}
}

#define PASSWORD                                                                               \
	"4: `url` holds a password; put it into a file of mode 600 as "                        \
	"host:port:database:user:password and name that by ?passfile=/PATH"
#define ENGINES                                                                                \
	"4: `url` takes sqlite:PATH, as sqlite:lapak.db, or postgresql://USER@HOST/DATABASE"

static void says_what_is_wrong_with_the_database(void **state)
{
	static const char *const rows[][2] = {
#ifdef LAPAK_POSTGRESQL
		{ "url = \"postgresql://lapak:geheim@db/lapak\"", PASSWORD },
		{ "url = \"postgres://db/lapak?password=geheim\"", PASSWORD },
		{ "url = \"postgresql://lapak:ge/heim@db/lapak\"", PASSWORD },
		{ "url = \"postgresql://lapak:ge?h@eim@db/lapak\"", PASSWORD },
		{ "url = \"postgresql://db/lapak?sslpassword=geheim\"", PASSWORD },
		{ "url = \"postgresql://db/la pak\"",
			"4: `url` takes postgresql://USER@HOST:PORT/DATABASE, with %XX for what else a "
			"name holds" },
#else
		{ "url = \"postgresql://lapak@db/lapak\"",
			"4: `url` names PostgreSQL, and this build has no PostgreSQL driver; install "
			"libpq-dev and build again, or use sqlite:PATH" },
#endif
		{ "url = \"sqlite::memory:\"", ENGINES },
		{ "url = \"sqlite:\"", ENGINES },
		{ "url = \"mysql://lapak:geheim@db/lapak\"", ENGINES },
		{ "url = lapak.db", ENGINES },
	};
	const char *at = strstr(base, "url = "), *end = strchr(at, '\n');
	char text[1024];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		(void)snprintf(text, sizeof(text), "%.*s%s%s", (int)(at - base), base,
			rows[i][0], end);
		assert_fault(text, rows[i][1]);
	}
}

static void says_what_is_wrong_with_the_office(void **state)
{
	static const char *const rows[][3] = {
		{ "name = \"Dinkopdag\"", "name = \"Din[kop]dag\"",
			"6: `name` goes into SMS and cannot hold any of ` ^ { } [ ] ~ |" },
		{ "name = \"Dinkopdag\"", "name = \"Dinkopd\xC3\xA2g\"",
			"6: `name` takes printable ASCII only" },
		{ "name = \"Dinkopdag\"", "name = \"\"",
			"6: `name` takes 1 to 40 characters, not 0" },
		{ "name = \"Dinkopdag\"", "; none",
			" [office] lacks `name`; for instance name = \"Dinkopdag Surabaya\"" },
	};
	static const char *const hours[] = { "24:00-08:00", "19:60-08:00", "19:00-19:00",
		"19:00 08:00", "1900-0800xxx", "19:00-08:0a" };
	char text[1024], fault[512], *at;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		at = strstr(base, rows[i][0]);
		(void)snprintf(text, sizeof(text), "%.*s%s%s", (int)(at - base), base,
			rows[i][1], at + strlen(rows[i][0]));
		assert_fault(text, rows[i][2]);
	}
	for (size_t i = 0; i < sizeof(hours) / sizeof(hours[0]); i++) {
		at = strstr(base, "short_code");
		(void)snprintf(text, sizeof(text), "%.*squiet_hours = \"%s\"\n%s",
			(int)(at - base), base, hours[i], at);
		(void)snprintf(fault, sizeof(fault),
			"7: `quiet_hours` takes HH:MM-HH:MM, as 19:00-08:00, or none, not `%s`",
			hours[i]);
		assert_fault(text, fault);
	}
}

static void says_what_an_office_number_may_be(void **state)
{
	static const struct {
		const char *key, *value, *range;
	} rows[] = {
		{ "broadcast_cap", "-1", "0 to 1000000000000" },
		{ "broadcast_cap", "1000000000001", "0 to 1000000000000" },
		{ "broadcast_cap", "150rb", "0 to 1000000000000" },
		{ "broadcast_cap", "150.000", "0 to 1000000000000" },
		{ "broadcast_cap_per_day", "-1", "0 to 1000000000000" },
		{ "broadcast_cap_per_day", "1000000000001", "0 to 1000000000000" },
		{ "broadcast_cap_per_day", "99999999999999999999", "0 to 1000000000000" },
		{ "broadcast_cap_per_day", "none", "0 to 1000000000000" },
		{ "push_cap_per_day", "0", "1 to 100" },
		{ "push_cap_per_day", "101", "1 to 100" },
		{ "question_backlog_limit", "100001", "0 to 100000" },
		{ "price_per_segment", "100001", "0 to 100000" },
	};
	const char *at = strstr(base, "short_code");
	char text[1024], fault[512];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		(void)snprintf(text, sizeof(text), "%.*s%s = %s\n%s", (int)(at - base), base,
			rows[i].key, rows[i].value, at);
		(void)snprintf(fault, sizeof(fault),
			"7: `%s` takes a whole number from %s, not `%s`", rows[i].key,
			rows[i].range, rows[i].value);
		assert_fault(text, fault);
	}
}

static void says_everything_at_once(void **state)
{
	static const char text[] = "stray = 1\n[server]\nlisten = \":x\"\nlisten = 3\n"
				   "[gateway.k]\ntype = kannel\nsend_url = \"http://a/\n";
	static const char *const faults[] = {
		"1: `stray` stands before the first [section]",
		"3: `listen` takes ADDRESS:PORT, as 127.0.0.1:8080 or [::1]:8080, not `:x`",
		"4: `listen` was already at line 3; keep one",
		"7: the closing quote is missing",
		" [database] lacks `url`; for instance url = \"sqlite:lapak.db\"",
		" [office] lacks `name`; for instance name = \"Dinkopdag Surabaya\"",
		" [office] lacks `short_code`; for instance short_code = \"2323\"",
		"6: gateway `k` lacks `send_url`, where messages are sent to",
	};
	struct buf expected;

	(void)state;
	buf_init(&expected, 4096);
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
		buf_printf(&expected, "%s:%s\n", ini, faults[i]);
	assert_int_equal(load(text, NULL), RC_INVALID);
	assert_string_equal(report.data, expected.data);
	buf_release(&expected);
}

static void refuses_a_file_that_is_none(void **state)
{
	static char big[CONFIG_BYTES_MAX + 2];
	char expected[256], path[96];

	(void)state;
	buf_reset(&report);
	assert_int_equal(config_load(&config, ini, NULL, &report), RC_ABSENT);
	(void)snprintf(expected, sizeof(expected),
		"%s: there is no such file; --config FILE names another\n", ini);
	assert_string_equal(report.data, expected);
	buf_reset(&report);
	assert_int_equal(config_load(&config, folder, NULL, &report), RC_INVALID);
	(void)snprintf(expected, sizeof(expected), "%s: this is no regular file\n", folder);
	assert_string_equal(report.data, expected);
	path_of(path, "pipe");
	assert_int_equal(mkfifo(path, 0600), 0);
	buf_reset(&report);
	assert_int_equal(config_load(&config, path, NULL, &report), RC_INVALID);
	assert_non_null(strstr(report.data, "no regular file"));
	memset(big, '\n', sizeof(big) - 1);
	assert_fault(big, " the file has more than 65536 bytes");
}

static void refuses_bytes_that_are_no_text(void **state)
{
	char text[2048], line[1100];

	(void)state;
	(void)snprintf(text, sizeof(text), "\xEF\xBB\xBF%s", base);
	assert_int_equal(load(text, NULL), RC_INVALID);
	assert_non_null(strstr(report.data, ":1: a byte order mark stands before the text"));
	memset(line, ' ', sizeof(line) - 1);
	line[sizeof(line) - 1] = '\0';
	(void)snprintf(text, sizeof(text), "%s;%s\n", base, line);
	assert_fault(text, "10: the line has more than 1000 bytes; shorten it");
	memcpy(text, base, sizeof(base));
	write_file("lapak.ini", text, sizeof(base), 0644); /* with its NUL */
	buf_reset(&report);
	assert_int_equal(config_load(&config, ini, NULL, &report), RC_INVALID);
	assert_non_null(strstr(report.data, ":10: the line has a control character"));
}

static void refuses_more_gateways_than_there_is_room_for(void **state)
{
	struct buf text;

	(void)state;
	buf_init(&text, 4096);
	buf_puts(&text, base);
	for (int i = 1; i <= CONFIG_GATEWAYS; i++)
		buf_printf(&text, "[gateway.g%d]\ntype = simulator\n", i);
	assert_fault(text.data, "40: more than 16 gateways");
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RIG_TEST(says_what_is_wrong_with_a_line),
		RIG_TEST(says_what_is_wrong_with_an_address),
		RIG_TEST(says_what_is_wrong_with_a_section),
		RIG_TEST(says_what_is_wrong_with_an_aggregator),
		RIG_TEST(says_what_is_wrong_with_the_office),
		RIG_TEST(says_what_is_wrong_with_the_database),
		RIG_TEST(says_what_an_office_number_may_be),
		RIG_TEST(says_everything_at_once),
		RIG_TEST(refuses_a_file_that_is_none),
		RIG_TEST(refuses_bytes_that_are_no_text),
		RIG_TEST(refuses_more_gateways_than_there_is_room_for),
	};

	return cmocka_run_group_tests_name("base/config_faults", tests, NULL, NULL);
}
