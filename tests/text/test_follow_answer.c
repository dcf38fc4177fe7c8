/* tests/text/test_follow_answer.c - how often, and tried already or not, in the words people use */
#include "t.h"

#include "text/follow_answer.h"

static void counts_are_read(void **state)
{
	static const struct {
		const char *text;
		int count;
	} rows[] = { { "0", 0 }, { "3", 3 }, { "7", 7 }, { "3x", 3 }, { "3 kali", 3 },
		{ "tiga kali", 3 }, { "Tiga kali pak", 3 }, { "nol", 0 }, { "siji", 1 },
		{ "telu", 3 }, { "ping papat", 4 }, { "kaping 2", 2 }, { "sekali", 1 },
		{ "gangsal", 5 }, { "tujuh", 7 }, { "pitu", 7 }, { "belum", 0 },
		{ "belum pernah", 0 }, { "durung tau", 0 }, { "mboten nate", 0 },
		{ "tiap hari", 7 }, { "saben dina", 7 }, { "three times", 3 }, { "once", 1 },
		{ "minggu ini cuma 2 kali", 2 }, { "8", COUNT_OVER }, { "10 kali", COUNT_OVER },
		{ "delapan", COUNT_OVER }, { "wolu", COUNT_OVER }, { "sewelas", COUNT_OVER },
		{ "", COUNT_NONE }, { "kali", COUNT_NONE }, { "2 3", COUNT_NONE },
		{ "2-3 kali", COUNT_NONE }, { "350rb", COUNT_NONE }, { "100", COUNT_NONE },
		{ "3000", COUNT_NONE }, { "tiga ribu", COUNT_NONE }, { "sering", COUNT_NONE },
		{ "tiap", COUNT_NONE }, { "belum, 3", COUNT_NONE }, { "-3", 3 },
		{ "JUAL 3", COUNT_NONE }, { "\xc3\x28", COUNT_NONE } };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (count_read(rows[i].text, strlen(rows[i].text)) != rows[i].count)
			fail_msg("%s: %d", rows[i].text,
				count_read(rows[i].text, strlen(rows[i].text)));
}

static void tried_or_not_is_read(void **state)
{
	static const struct {
		const char *text;
		enum tried tried;
	} rows[] = { { "sudah", TRIED_YES }, { "sudah dicoba pak", TRIED_YES },
		{ "wis", TRIED_YES }, { "sampun nyobi", TRIED_YES }, { "done", TRIED_YES },
		{ "belum", TRIED_NO }, { "belum sempat", TRIED_NO }, { "durung", TRIED_NO },
		{ "dereng dicobi", TRIED_NO }, { "not yet", TRIED_NO },
		{ "sudah belum", TRIED_UNKNOWN }, { "coba", TRIED_UNKNOWN },
		{ "sudah makan", TRIED_UNKNOWN }, { "", TRIED_UNKNOWN },
		{ "JUAL 350rb", TRIED_UNKNOWN } };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (tried_read(rows[i].text, strlen(rows[i].text)) != rows[i].tried)
			fail_msg("%s", rows[i].text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_are_read),
		cmocka_unit_test(tried_or_not_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
