/* tests/relay/test_retry.c - what becomes of a message after an attempt */
#include "t.h"

#include "relay/retry.h"

static void doubles_its_patience_up_to_a_quarter_of_an_hour(void **state)
{
	static const int64_t most[] = { 5, 5, 10, 20, 40, 80, 160, 320, 640, 900, 900 };

	(void)state;
	for (int32_t tries = 0; tries < 11; tries++) {
		int64_t longest = 0, shortest = INT64_MAX;

		for (uint64_t random = 0; random < 2000; random++) {
			int64_t delay = retry_delay(tries, 0, random);

			longest = delay > longest ? delay : longest;
			shortest = delay < shortest ? delay : shortest;
		}
		print_message("%d tries: %d..%d\n", tries, (int)shortest, (int)longest);
		assert_int_equal(shortest, 1);
		assert_int_equal(longest, most[tries]);
	}
	assert_in_range(retry_delay(INT32_MAX, 0, UINT64_MAX), 1, 900);
	assert_in_range(retry_delay(-1, 0, UINT64_MAX), 1, 5);
}

static void waits_as_long_as_the_gateway_asks(void **state)
{
	(void)state;
	assert_int_equal(retry_delay(1, 120, 0), 120);
	assert_int_equal(retry_delay(1, 120, 4), 120);
	assert_int_equal(retry_delay(8, 10, 599), 600);
}

/* clang-format off */
static const struct {
	const char *what;
	struct attempt a; /* verdict, kind, tries, now, expires_at, retry_after, random */
	enum message_state becomes;
	int64_t due_at;
} rows[] = {
	{ "accepted",               { VERDICT_SENT, KIND_TIP, 1, 1000, 1600, 0, 0 }, MESSAGE_SENT, 0 },
	{ "accepted, though late",  { VERDICT_SENT, KIND_REPLY, 9, 1000, 900, 0, 0 }, MESSAGE_SENT, 0 },
	{ "refused",                { VERDICT_REFUSED, KIND_REPLY, 1, 1000, 1600, 0, 0 }, MESSAGE_REJECTED, 0 },
	{ "later",                  { VERDICT_RETRY, KIND_REPLY, 1, 1000, 1600, 0, 4 }, MESSAGE_QUEUED, 1005 },
	{ "later, a tip",           { VERDICT_RETRY, KIND_TIP, 3, 1000, 9000, 0, 19 }, MESSAGE_QUEUED, 1020 },
	{ "when the gateway says",  { VERDICT_RETRY, KIND_TIP, 1, 1000, 9000, 300, 0 }, MESSAGE_QUEUED, 1300 },
	{ "says too late",          { VERDICT_RETRY, KIND_TIP, 1, 1000, 1200, 300, 0 }, MESSAGE_EXPIRED, 0 },
	{ "the seventh",            { VERDICT_RETRY, KIND_TIP, 7, 1000, 9000, 0, 0 }, MESSAGE_QUEUED, 1001 },
	{ "the last",               { VERDICT_RETRY, KIND_TIP, 8, 1000, 9000, 0, 0 }, MESSAGE_FAILED, 0 },
	{ "the last, late",         { VERDICT_RETRY, KIND_TIP, 8, 1000, 1000, 0, 0 }, MESSAGE_EXPIRED, 0 },
	{ "late",                   { VERDICT_RETRY, KIND_REPLY, 1, 1000, 1000, 0, 0 }, MESSAGE_EXPIRED, 0 },
	{ "late at the next try",   { VERDICT_RETRY, KIND_REPLY, 1, 1000, 1003, 0, 4 }, MESSAGE_EXPIRED, 0 },
	{ "no answer to a reply",   { VERDICT_UNKNOWN, KIND_REPLY, 1, 1000, 1600, 0, 0 }, MESSAGE_QUEUED, 1001 },
	{ "no answer to a receipt", { VERDICT_UNKNOWN, KIND_RECEIPT, 7, 1000, 1600, 0, 0 }, MESSAGE_QUEUED, 1001 },
	{ "none eight times",       { VERDICT_UNKNOWN, KIND_REPLY, 8, 1000, 1600, 0, 0 }, MESSAGE_UNKNOWN, 0 },
	{ "none until too late",    { VERDICT_UNKNOWN, KIND_REPLY, 2, 1000, 1001, 0, 0 }, MESSAGE_UNKNOWN, 0 },
	{ "no answer to a tip",     { VERDICT_UNKNOWN, KIND_TIP, 1, 1000, 9000, 0, 0 }, MESSAGE_UNKNOWN, 0 },
	{ "to a broadcast",         { VERDICT_UNKNOWN, KIND_BROADCAST, 1, 1000, 9000, 0, 0 }, MESSAGE_UNKNOWN, 0 },
	{ "to a reminder",          { VERDICT_UNKNOWN, KIND_REMINDER, 1, 1000, 9000, 0, 0 }, MESSAGE_UNKNOWN, 0 },
	{ "to a notice",            { VERDICT_UNKNOWN, KIND_NOTICE, 1, 1000, 9000, 0, 0 }, MESSAGE_UNKNOWN, 0 },
	{ "our fault",              { VERDICT_MISCONFIGURED, KIND_TIP, 1, 1000, 9000, 0, 0 }, MESSAGE_QUEUED, 1030 },
	{ "our fault, often",       { VERDICT_MISCONFIGURED, KIND_TIP, 99, 1000, 9000, 0, 0 }, MESSAGE_QUEUED, 1030 },
	{ "our fault, late",        { VERDICT_MISCONFIGURED, KIND_TIP, 1, 1000, 1030, 0, 0 }, MESSAGE_EXPIRED, 0 },
	{ "without an end",         { VERDICT_RETRY, KIND_TIP, 1, 1000, 0, 0, 0 }, MESSAGE_QUEUED, 1001 },
};
/* clang-format on */

static void decides_by_verdict_kind_tries_and_age(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int64_t due_at = 0;

		print_message("%s\n", rows[i].what);
		assert_int_equal(retry_decide(&rows[i].a, &due_at), rows[i].becomes);
		assert_int_equal(due_at, rows[i].due_at);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(doubles_its_patience_up_to_a_quarter_of_an_hour),
		cmocka_unit_test(waits_as_long_as_the_gateway_asks),
		cmocka_unit_test(decides_by_verdict_kind_tries_and_age),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
