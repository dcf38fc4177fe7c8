/* tests/relay/test_hop.c - what is new in a session's whole input */
#include "t.h"

#include "relay/hop.h"

static void reads_what_is_new(void **state)
{
	static const struct {
		const char *known; /* the conversation's session */
		int32_t answered;
		const char *text, *input;
		bool begins, old, newer;
	} rows[] = {
		{ "", 0, "", "", true, false, false },
		{ "s", 0, "", "", true, false, false },
		{ "s", 3, "", "", true, false,
			true }, /* dialled again under the same identifier */
		{ "s", 0, "1", "1", false, false, true },
		{ "s", 1, "1*1", "1", false, false, true },
		{ "s", 3, "1*1*Siti Aminah", "Siti Aminah", false, false, true },
		{ "s", 0, "1*2", "1*2", false, false, true }, /* a star that was typed */
		{ "s", 1, "1*a*b", "a*b", false, false, true },
		{ "s", 1, "1*", "", false, false, true },
		{ "s", 1, "1", "", false, true, false },
		{ "s", 3, "1", "", false, true, false },
		{ "s", 3, "1*2", "", false, true, false },
		{ "s", 1, "12*3", "3", false, false,
			true }, /* no continuation of what we know */
		{ "s", -1, "1", "1", false, false, true },
		{ "t", 1, "1*2", "2", false, false, false },
		{ "", 0, "1*2*3", "3", false, false, false },
		{ "", 0, "5", "5", false, false, false },
		{ "", 0, "5*", "", false, false, false },
	};
	static struct gateway_event e;
	static struct conversation c;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct hop hop;

		print_message("%s:%d %s\n", rows[i].known, (int)rows[i].answered, rows[i].text);
		e = (struct gateway_event){ .kind = EVENT_USSD, .session = "s" };
		c = (struct conversation){ .ussd_length = rows[i].answered };
		(void)snprintf(c.ussd_session, sizeof(c.ussd_session), "%s", rows[i].known);
		(void)snprintf(e.text, sizeof(e.text), "%s", rows[i].text);
		e.length = strlen(rows[i].text);
		hop = hop_read(&e, &c);
		assert_int_equal(hop.length, strlen(rows[i].input));
		assert_memory_equal(hop.input, rows[i].input, hop.length);
		assert_int_equal(hop.begins, rows[i].begins);
		assert_int_equal(hop.old, rows[i].old);
		assert_int_equal(hop.newer, rows[i].newer);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_is_new),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
