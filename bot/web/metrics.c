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

static const uint64_t ack_bound[HISTOGRAM_BOUNDS] = { 1, 2, 3, 5, 10, 20, 50, 100, 200, 500,
	1000, 5000 }; /* ms */
static const uint64_t batch_bound[HISTOGRAM_BOUNDS] = { 1, 2, 4, 8, 16, 32, 64, 128, 256, 512,
	1024, 2048 };

/* 0 stands for every other one. */
static const unsigned status_value[STATUS_ROWS] = { 200, 204, 302, 304, 400, 401, 403, 404, 405,
	409, 413, 429, 500, 503, 201, 0 };

static void observe(
	struct histogram *h, const uint64_t bound[static HISTOGRAM_BOUNDS], uint64_t value)
{
	size_t at = 0;

	while (at < HISTOGRAM_BOUNDS && value > bound[at])
		at++;
	h->in[at]++;
	h->sum += value;
	h->count++;
}

void metrics_ack(struct metrics *m, int64_t ms)
{
	observe(&m->ack, ack_bound, ms > 0 ? (uint64_t)ms : 0);
}

void metrics_batch(struct metrics *m, size_t requests)
{
	observe(&m->batch, batch_bound, requests);
}

void metrics_status(struct metrics *m, unsigned status)
{
	size_t at = 0;

	while (at < STATUS_ROWS - 1 && status_value[at] != status)
		at++;
	m->status[at]++;
}

static void head(struct buf *out, const char *name, const char *type, const char *help)
{
	buf_printf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void single(
	struct buf *out, const char *name, const char *type, const char *help, uint64_t value)
{
	head(out, name, type, help);
	buf_printf(out, "%s %" PRIu64 "\n", name, value);
}

static void inbound(struct buf *out, const struct metrics *m, const struct config *config)
{
	head(out, "lapak_inbound_total", "counter",
		"Events of gateways by what became of them.");
	for (size_t g = 0; g < config->gateways; g++)
		for (size_t r = 0; r < COUNT_RESULTS; r++)
			buf_printf(out,
				"lapak_inbound_total{gateway=\"%s\",result=\"%s\"} %" PRIu64
				"\n",
				config->gateway[g].name, result_name[r], m->inbound[g][r]);
}

static void ack(struct buf *out, const struct histogram *h)
{
	uint64_t upto = 0;

	head(out, "lapak_inbound_ack_seconds", "histogram",
		"From the whole request to its answer after the commit.");
	for (size_t i = 0; i < HISTOGRAM_BOUNDS; i++) {
		upto += h->in[i];
		buf_printf(out, "lapak_inbound_ack_seconds_bucket{le=\"%g\"} %" PRIu64 "\n",
			(double)ack_bound[i] / 1000, upto);
	}
	buf_printf(
		out, "lapak_inbound_ack_seconds_bucket{le=\"+Inf\"} %" PRIu64 "\n", h->count);
	buf_printf(out, "lapak_inbound_ack_seconds_sum %.3f\n", (double)h->sum / 1000);
	buf_printf(out, "lapak_inbound_ack_seconds_count %" PRIu64 "\n", h->count);
}

static void batch(struct buf *out, const struct histogram *h)
{
	uint64_t upto = 0;

	head(out, "lapak_commit_batch_size", "histogram", "Requests that shared one commit.");
	for (size_t i = 0; i < HISTOGRAM_BOUNDS; i++) {
		upto += h->in[i];
		buf_printf(out,
			"lapak_commit_batch_size_bucket{le=\"%" PRIu64 "\"} %" PRIu64 "\n",
			batch_bound[i], upto);
	}
	buf_printf(out, "lapak_commit_batch_size_bucket{le=\"+Inf\"} %" PRIu64 "\n", h->count);
	buf_printf(out, "lapak_commit_batch_size_sum %" PRIu64 "\n", h->sum);
	buf_printf(out, "lapak_commit_batch_size_count %" PRIu64 "\n", h->count);
}

static void status(struct buf *out, const struct metrics *m)
{
	head(out, "lapak_http_answers_total", "counter", "HTTP answers by status.");
	for (size_t i = 0; i < STATUS_ROWS - 1; i++)
		buf_printf(out, "lapak_http_answers_total{status=\"%u\"} %" PRIu64 "\n",
			status_value[i], m->status[i]);
	buf_printf(out, "lapak_http_answers_total{status=\"other\"} %" PRIu64 "\n",
		m->status[STATUS_ROWS - 1]);
}

void metrics_write(struct buf *out, const struct metrics *m, const struct config *config,
	struct metrics_now now)
{
	head(out, "lapak_build_info", "gauge", "Always 1; the label says which version runs.");
	buf_puts(out, "lapak_build_info{version=\"" LAPAK_VERSION "\"} 1\n");
	inbound(out, m, config);
	ack(out, &m->ack);
	batch(out, &m->batch);
	status(out, m);
	single(out, "lapak_http_connections_total", "counter", "Connections accepted.",
		m->connections);
	single(out, "lapak_http_cut_total", "counter", "Connections cut for being too slow.",
		m->cut);
	single(out, "lapak_http_connections", "gauge", "Connections open now.",
		(uint64_t)now.connections);
	single(out, "lapak_http_requests_open", "gauge", "Requests begun and not yet answered.",
		(uint64_t)now.open);
	single(out, "lapak_http_requests_waiting", "gauge",
		"Requests waiting for the database.", (uint64_t)now.waiting);
}
