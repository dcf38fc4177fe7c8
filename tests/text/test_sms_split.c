/* tests/text/test_sms_split.c - long texts in pieces */
#include "t.h"

#include "text/gsm7.h"
#include "text/sms_split.h"

static void pieces_fit_and_make_up_the_text(void **state)
{
	static const struct {
		const char *unit;          /* repeated n times */
		unsigned n, pieces, first; /* units of unit in the first piece */
		bool gsm7;
	} rows[] = {
		{ "a", 0, 1, 0, true }, { "a", 160, 1, 160, true }, { "a", 161, 2, 153, true },
		{ "a", 306, 2, 153, true }, { "a", 307, 3, 153, true },
		{ "\xE2\x82\xAC", 80, 1, 80, true }, /* the euro sign takes two septets */
		{ "\xE2\x82\xAC", 81, 2, 76, true }, /* and never stands in two pieces */
		{ "\xE2\x9C\x85", 70, 1, 70, false }, { "\xE2\x9C\x85", 71, 2, 67, false },
		{ "\xF0\x9F\x98\x80", 36, 2, 33, false }, /* two units: 66 of 67 */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t unit = strlen(rows[i].unit), n = unit * rows[i].n, at = 0;
		struct sms_split out;
		char text[1024];

		print_message("%u times %s\n", rows[i].n, rows[i].unit);
		for (unsigned k = 0; k < rows[i].n; k++)
			memcpy(text + k * unit, rows[i].unit, unit);
		assert_int_equal(sms_split(&out, text, n), RC_OK);
		assert_int_equal(out.n, rows[i].pieces);
		assert_int_equal(out.gsm7, rows[i].gsm7);
		assert_int_equal(out.piece[0].length, rows[i].first * unit);
		for (unsigned k = 0; k < out.n; k++) {
			assert_int_equal(out.piece[k].from, at);
			at += out.piece[k].length;
		}
		assert_int_equal(at, n);
	}
}

static void refuses_what_has_too_many(void **state)
{
	static char text[153 * SMS_PIECES + 1];
	struct sms_split out;

	(void)state;
	memset(text, 'a', sizeof(text));
	assert_int_equal(sms_split(&out, text, sizeof(text) - 1), RC_OK);
	assert_int_equal(out.n, SMS_PIECES);
	assert_int_equal(sms_split(&out, text, sizeof(text)), RC_FULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_fit_and_make_up_the_text),
		cmocka_unit_test(refuses_what_has_too_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
