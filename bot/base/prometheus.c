/* base/prometheus.c - metrics as Prometheus reads them */
#include "base/prometheus.h"

#include <inttypes.h>

void histogram_observe(struct histogram *h, const struct histogram_scale *scale, int64_t value)
{
	uint64_t v = value > 0 ? (uint64_t)value : 0;
	size_t at = 0;

	while (at < scale->bounds && v > scale->bound[at])
		at++;
	h->in[at]++;
	h->sum += v;
	h->count++;
}

void metric_histogram(struct buf *out, const char *name, const char *help,
	const struct histogram_scale *scale, const struct histogram *h)
{
	uint64_t upto = 0;

	metric_head(out, name, "histogram", help);
	for (size_t i = 0; i < scale->bounds; i++) {
		upto += h->in[i];
		buf_printf(out, "%s_bucket{le=\"%g\"} %" PRIu64 "\n", name,
			(double)scale->bound[i] / scale->parts, upto);
	}
	buf_printf(out,
		"%s_bucket{le=\"+Inf\"} %" PRIu64 "\n%s_sum %.15g\n%s_count %" PRIu64 "\n",
		name, h->count, name, (double)h->sum / scale->parts, name, h->count);
}

void metric_head(struct buf *out, const char *name, const char *type, const char *help)
{
	buf_printf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

void metric_counter(struct buf *out, const char *name, const char *help, uint64_t value)
{
	metric_head(out, name, "counter", help);
	buf_printf(out, "%s %" PRIu64 "\n", name, value);
}

void metric_gauge(struct buf *out, const char *name, const char *help, int64_t value)
{
	metric_head(out, name, "gauge", help);
	buf_printf(out, "%s %" PRId64 "\n", name, value);
}

void metric_seconds(
	struct buf *out, const char *name, const char *type, const char *help, double value)
{
	metric_head(out, name, type, help);
	buf_printf(out, "%s %.15g\n", name, value);
}

/* One too many already share: a row for "other" alone would save nothing. */
size_t metric_gateway_rows(const struct config *config)
{
	return config->gateways <= METRIC_GATEWAYS + 1 ? config->gateways : METRIC_GATEWAYS + 1;
}

size_t metric_gateway_row(const struct config *config, size_t gateway)
{
	size_t rows = metric_gateway_rows(config);

	return gateway < rows ? gateway : rows - 1;
}

const char *metric_gateway_name(const struct config *config, size_t row)
{
	return row < METRIC_GATEWAYS || config->gateways <= METRIC_GATEWAYS + 1
		       ? config->gateway[row].name
		       : "other";
}
