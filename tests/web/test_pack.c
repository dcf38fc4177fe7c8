/* tests/web/test_pack.c - who gets an answer as gzip */
#include "web/pack.h"

#include "t.h"

static void only_who_takes_gzip_gets_it(void **state)
{
	static const char *const yes[] = { "gzip", "GZIP", "br, gzip", "gzip;q=0.5",
		"gzip ; q=0.001", "deflate;q=0, gzip", "gzip;q=1.0, *;q=0" };
	static const char *const no[] = { "", "identity", "gzip;q=0", "gzip; q=0",
		"gzip;Q=0.000", "br, gzip ;\tq=0. , deflate", "x-gzip", "gzipped", "*;q=0" };

	(void)state;
	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++) {
		print_message("%s\n", yes[i]);
		assert_true(pack_accepts(yes[i]));
	}
	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++) {
		print_message("%s\n", no[i]);
		assert_false(pack_accepts(no[i]));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_who_takes_gzip_gets_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
