/* web/metrics.c - what the server counts, and Prometheus text of it */
#include "web/metrics.h"

#include <inttypes.h>

static const char *const result_name[COUNT_RESULTS] = {
	[COUNT_KEPT] = "kept",
	[COUNT_REPEATED] = "repeated",
	[COUNT_DENIED] = "denied",
	[COUNT_INVALID] = "invalid",
	[COUNT_FAILED] = "failed",
	[COUNT_UNKNOWN] = "unknown",
};

static const struct histogram_scale ack_scale = { 12,
	{ 1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 5000 }, 1000 };
static const struct histogram_scale batch_scale = { 10,
	{ 1, 2, 4, 8, 16, 32, 64, 128, 256, 512 }, 1 };

/* 0 stands for every other one. */
static const unsigned status_value[STATUS_ROWS] = { 200, 204, 302, 304, 400, 401, 403, 404, 405,
	409, 413, 429, 500, 503, 201, 0 };

void metrics_ack(struct metrics *m, int64_t ms)
{
	histogram_observe(&m->ack, &ack_scale, ms);
}

void metrics_batch(struct metrics *m, size_t requests)
{
	histogram_observe(&m->batch, &batch_scale, (int64_t)requests);
}

void metrics_status(struct metrics *m, unsigned status)
{
	size_t at = 0;

	while (at < STATUS_ROWS - 1 && status_value[at] != status)
		at++;
	m->status[at]++;
}

static void inbound(struct buf *out, const struct metrics *m, const struct config *config)
{
	uint64_t row[CONFIG_GATEWAYS][COUNT_RESULTS] = { { 0 } }, repeated = 0;

	for (size_t g = 0; g < config->gateways; g++)
		for (size_t r = 0; r < COUNT_RESULTS; r++)
			row[metric_gateway_row(config, g)][r] += m->inbound[g][r];
	metric_head(out, "lapak_inbound_total", "counter",
		"Events of gateways by what became of them.");
	for (size_t g = 0; g < metric_gateway_rows(config); g++) {
		for (size_t r = 0; r < COUNT_RESULTS; r++)
			buf_printf(out,
				"lapak_inbound_total{gateway=\"%s\",result=\"%s\"} %" PRIu64
				"\n",
				metric_gateway_name(config, g), result_name[r], row[g][r]);
		repeated += row[g][COUNT_REPEATED];
	}
	metric_counter(out, "lapak_dedup_hits_total",
		"Events that had come before and were answered as then.", repeated);
}

static void status(struct buf *out, const struct metrics *m)
{
	metric_head(out, "lapak_http_answers_total", "counter", "HTTP answers by status.");
	for (size_t i = 0; i < STATUS_ROWS - 1; i++)
		buf_printf(out, "lapak_http_answers_total{status=\"%u\"} %" PRIu64 "\n",
			status_value[i], m->status[i]);
	buf_printf(out, "lapak_http_answers_total{status=\"other\"} %" PRIu64 "\n",
		m->status[STATUS_ROWS - 1]);
}

static void limited(struct buf *out, struct metrics_now now)
{
	metric_head(out, "lapak_rate_limited_total", "counter",
		"Calls refused for coming too often, by what came.");
	buf_printf(out,
		"lapak_rate_limited_total{reason=\"rate\"} %" PRIu64
		"\nlapak_rate_limited_total{reason=\"guess\"} %" PRIu64 "\n",
		now.rates, now.guesses);
}

void metrics_write(struct buf *out, const struct metrics *m, const struct config *config,
	struct metrics_now now)
{
	metric_head(out, "lapak_build_info", "gauge",
		"Always 1; the label says which version runs.");
	buf_puts(out, "lapak_build_info{version=\"" LAPAK_VERSION "\"} 1\n");
	inbound(out, m, config);
	metric_histogram(out, "lapak_inbound_ack_seconds",
		"From the whole request to its answer after the commit.", &ack_scale, &m->ack);
	metric_histogram(out, "lapak_commit_batch_size", "Requests that shared one commit.",
		&batch_scale, &m->batch);
	status(out, m);
	limited(out, now);
	metric_counter(
		out, "lapak_http_connections_total", "Connections accepted.", m->connections);
	metric_counter(
		out, "lapak_http_cut_total", "Connections cut for being too slow.", m->cut);
	metric_gauge(out, "lapak_http_connections", "Connections open now.",
		(int64_t)now.connections);
	metric_gauge(out, "lapak_http_requests_open", "Requests begun and not yet answered.",
		(int64_t)now.open);
	metric_gauge(out, "lapak_http_requests_waiting", "Requests waiting for the database.",
		(int64_t)now.waiting);
}
