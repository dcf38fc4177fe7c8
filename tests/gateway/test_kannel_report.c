/* tests/gateway/test_kannel_report.c - Kannel's delivery reports, captured and made up */
#include "t.h"

#include "fixture.h"
#include "gateway/gateway.h"

static const struct gateway *kannel(void)
{
	return gateway_find("kannel");
}

static const struct gateway_config config = { .name = "kannel" };

static enum rc parse(const struct request *q, struct gateway_event *e)
{
	size_t n = 7;
	enum rc rc = kannel()->parse(&config, &q->r, e, &n);

	assert_int_equal(n, rc == RC_OK ? 1 : 0);
	return rc;
}

static const char *text_of(const json_t *o, const char *name)
{
	const char *s = json_string_value(json_object_get(o, name));

	return s != NULL ? s : "";
}

static enum report_state report_named(const char *name)
{
	static const struct {
		const char *name;
		enum report_state state;
	} rows[] = {
		{ "queued", REPORT_NOTHING },
		{ "sent", REPORT_SENT },
		{ "delivered", REPORT_DELIVERED },
		{ "failed", REPORT_FAILED },
		{ "expired", REPORT_EXPIRED },
		{ "rejected", REPORT_REJECTED },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strcmp(rows[i].name, name) == 0)
			return rows[i].state;
	fail_msg("no such state: %s", name);
	return REPORT_NOTHING;
}

/* The captures name the fields after the configuration they were made with. */
static void rename_fields(char *out, size_t size, const char *query)
{
	const char *ans = strstr(query, "&ans=");

	assert_memory_equal(query, "mid=", 4);
	assert_non_null(ans);
	(void)snprintf(
		out, size, "ref=%.*s&answer=%s", (int)(ans - query - 4), query + 4, ans + 5);
}

static void reads_captured_reports(void **state)
{
	static const char *const names[] = { "kannel-dlr-01-smsc-accepted",
		"kannel-dlr-02-delivered", "kannel-dlr-03-undeliv", "kannel-dlr-04-expired-34",
		"kannel-dlr-05-enroute-buffered", "kannel-dlr-07-smsc-nack" };
	struct gateway_event e;
	char query[1000];

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct fixture f;
		struct request q;
		json_t *d;

		print_message("%s\n", names[i]);
		fixture_open(&f, names[i]);
		rename_fields(query, sizeof(query), f.query);
		d = json_array_get(json_object_get(f.json, "dlr"), 0);
		request_make(&q, "GET", "report", query);
		assert_int_equal(parse(&q, &e), RC_OK);
		assert_int_equal(e.kind, EVENT_REPORT);
		assert_int_equal(e.reference, 77);
		assert_int_equal(e.report, report_named(text_of(d, "status")));
		if (json_object_get(d, "code") != NULL)
			assert_string_equal(e.code, text_of(d, "code"));
		request_release(&q);
		fixture_close(&f);
	}
}

static void reads_the_bits_of_a_report(void **state)
{
	static const struct {
		const char *query;
		enum rc rc;
		enum report_state report;
		const char *code;
	} rows[] = {
		{ "ref=1&type=8&answer=ACK/", RC_OK, REPORT_SENT, "" },
		{ "ref=1&type=8", RC_OK, REPORT_SENT, "" },
		{ "ref=1&type=1", RC_OK, REPORT_DELIVERED, "" },
		{ "ref=1&type=9", RC_OK, REPORT_DELIVERED, "" },
		{ "ref=1&type=2", RC_OK, REPORT_FAILED, "" },
		{ "ref=1&type=34", RC_OK, REPORT_EXPIRED, "" },
		{ "ref=1&type=2&answer=stat:EXPIRED+err:000", RC_OK, REPORT_EXPIRED,
			"EXPIRED" },
		{ "ref=1&type=2&answer=stat:REJECTD+err:8", RC_OK, REPORT_REJECTED,
			"REJECTD/8" },
		{ "ref=1&type=2&answer=stat:DELETED+err:", RC_OK, REPORT_FAILED, "DELETED" },
		{ "ref=1&type=2&answer=id:7+text:stat:EXPIRED", RC_OK, REPORT_FAILED, "" },
		{ "ref=1&type=2&answer=stat:UNDELIV+Text:stat:EXPIRED", RC_OK, REPORT_FAILED,
			"UNDELIV" },
		{ "ref=1&type=4&answer=stat:ENROUTE", RC_OK, REPORT_NOTHING, "ENROUTE" },
		{ "ref=1&type=4&answer=stat:ACCEPTD", RC_OK, REPORT_SENT, "ACCEPTD" },
		{ "ref=1&type=16&answer=NACK/0x0000000b/Invalid+Address", RC_OK,
			REPORT_REJECTED, "0x0000000b" },
		{ "ref=1&type=18", RC_OK, REPORT_REJECTED, "" },
		{ "ref=1&type=0", RC_OK, REPORT_NOTHING, "" },
		{ "ref=1&type=64", RC_OK, REPORT_NOTHING, "" },
		{ "ref=9223372036854775807&type=1", RC_OK, REPORT_DELIVERED, "" },
		{ "ref=9223372036854775808&type=1", RC_INVALID, REPORT_NOTHING, "" },
		{ "ref=-1&type=1", RC_INVALID, REPORT_NOTHING, "" },
		{ "ref=&type=1", RC_INVALID, REPORT_NOTHING, "" },
		{ "ref=1a&type=1", RC_INVALID, REPORT_NOTHING, "" },
		{ "ref=1&type=x", RC_INVALID, REPORT_NOTHING, "" },
		{ "ref=1&type=", RC_INVALID, REPORT_NOTHING, "" },
		{ "ref=1", RC_INVALID, REPORT_NOTHING, "" },
		{ "type=1", RC_INVALID, REPORT_NOTHING, "" },
	};
	struct gateway_event e;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct request q;

		print_message("%s\n", rows[i].query);
		request_make(&q, "GET", "report", rows[i].query);
		assert_int_equal(parse(&q, &e), rows[i].rc);
		if (rows[i].rc == RC_OK) {
			assert_int_equal(e.report, rows[i].report);
			assert_string_equal(e.code, rows[i].code);
		}
		request_release(&q);
	}
}

/* Receipts of several operators; the bit Kannel sets beside them is the one of their state. */
static void reads_receipts_of_operators(void **state)
{
	FILE *file = fopen("tests/data/gateway/smpp-receipts.tsv", "r");
	char line[500], query[1000];
	struct gateway_event e;
	struct buf encoded;
	int rows = 0;

	(void)state;
	assert_non_null(file);
	buf_init(&encoded, 500);
	while (fgets(line, sizeof(line), file) != NULL) {
		char *status = strchr(line, '\t');
		enum report_state want;
		struct request q;
		int type;

		if (line[0] == '#' || status == NULL)
			continue;
		*status = '\0';
		status = strchr(status + 1, '\t') + 1;
		status[strcspn(status, "\t")] = '\0';
		print_message("%s -> %s\n", line, status);
		want = report_named(status);
		type = want == REPORT_DELIVERED                        ? 1
		       : strncmp(line, "NACK", 4) == 0                 ? 16
		       : strncmp(line, "ACK", 3) == 0                  ? 8
		       : want == REPORT_NOTHING || want == REPORT_SENT ? 4
								       : 2;
		buf_reset(&encoded);
		form_encode(&encoded, line, strlen(line));
		(void)snprintf(
			query, sizeof(query), "ref=5&type=%d&answer=%s", type, encoded.data);
		request_make(&q, "GET", "report", query);
		assert_int_equal(parse(&q, &e), RC_OK);
		assert_int_equal(e.report, want);
		request_release(&q);
		rows++;
	}
	buf_release(&encoded);
	assert_int_equal(fclose(file), 0);
	assert_true(rows >= 9);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_captured_reports),
		cmocka_unit_test(reads_the_bits_of_a_report),
		cmocka_unit_test(reads_receipts_of_operators),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
