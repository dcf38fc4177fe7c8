/* tests/base/test_prometheus.c - histograms, and rows by gateway that stay bounded */
#include "t.h"

#include "base/prometheus.h"

static const struct histogram_scale scale = { 3, { 10, 100, 1000 }, 1000 };

static void a_histogram_counts_up_to_each_bound(void **state)
{
	struct histogram h = { .count = 0 };
	struct buf out;

	(void)state;
	histogram_observe(&h, &scale, -5); /* a clock that went back */
	histogram_observe(&h, &scale, 10);
	histogram_observe(&h, &scale, 11);
	histogram_observe(&h, &scale, 5000);
	buf_init(&out, 4096);
	metric_histogram(&out, "x_seconds", "Help.", &scale, &h);
	assert_string_equal(out.data,
		"# HELP x_seconds Help.\n# TYPE x_seconds histogram\n"
		"x_seconds_bucket{le=\"0.01\"} 2\nx_seconds_bucket{le=\"0.1\"} 3\n"
		"x_seconds_bucket{le=\"1\"} 3\nx_seconds_bucket{le=\"+Inf\"} 4\n"
		"x_seconds_sum 5.021\nx_seconds_count 4\n");
	buf_release(&out);
}

static void every_gateway_has_a_row_and_rows_are_few(void **state)
{
	struct config *c = test_calloc(1, sizeof(*c));

	(void)state;
	for (size_t i = 0; i < CONFIG_GATEWAYS; i++)
		(void)snprintf(c->gateway[i].name, sizeof(c->gateway[i].name), "g%zu", i);
	for (c->gateways = 0; c->gateways <= CONFIG_GATEWAYS; c->gateways++) {
		size_t rows = metric_gateway_rows(c);
		bool shared = c->gateways > METRIC_GATEWAYS + 1;

		assert_true(rows <= METRIC_GATEWAYS + 1);
		for (size_t i = 0; i < c->gateways; i++) {
			size_t row = metric_gateway_row(c, i);
			const char *name = metric_gateway_name(c, row);

			assert_true(row < rows);
			if (shared && i >= METRIC_GATEWAYS)
				assert_string_equal(name, "other");
			else
				assert_string_equal(name, c->gateway[i].name);
		}
	}
	test_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_histogram_counts_up_to_each_bound),
		cmocka_unit_test(every_gateway_has_a_row_and_rows_are_few),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
