/*
 * base/prometheus.h - metrics as Prometheus reads them: text format 0.0.4
 *
 * All of /metrics is SERIES_MOST series at most, however many gateways there are: beyond METRIC_GATEWAYS the last ones
 * share a row named "other".
 */
#ifndef LAPAK_BASE_PROMETHEUS_H
#define LAPAK_BASE_PROMETHEUS_H
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/config.h"

enum { HISTOGRAM_BOUNDS = 12, SERIES_MOST = 200, METRIC_GATEWAYS = 6 };

struct histogram_scale {
	size_t bounds;                    /* how many there are; at most HISTOGRAM_BOUNDS */
	uint64_t bound[HISTOGRAM_BOUNDS]; /* ascending, in parts of the unit shown */
	unsigned parts; /* of the unit: 1000 for values in ms shown as seconds */
};

struct histogram {                         /* all zero to begin with */
	uint64_t in[HISTOGRAM_BOUNDS + 1]; /* the last used: above every bound */
	uint64_t sum, count;
};

void histogram_observe(struct histogram *h, const struct histogram_scale *scale, int64_t value);
void metric_histogram(struct buf *out, const char *name, const char *help,
	const struct histogram_scale *scale, const struct histogram *h);

/* The two lines before a metric's values. type: counter, gauge or histogram. */
void metric_head(struct buf *out, const char *name, const char *type, const char *help);
/* A metric of one value. */
void metric_counter(struct buf *out, const char *name, const char *help, uint64_t value);
void metric_gauge(struct buf *out, const char *name, const char *help, int64_t value);
/* A value that is no whole number: seconds of the processor. */
void metric_seconds(
	struct buf *out, const char *name, const char *type, const char *help, double value);

/* Rows of a metric by gateway: how many, which is gateway's, and what one is called. */
size_t metric_gateway_rows(const struct config *config);
size_t metric_gateway_row(const struct config *config, size_t gateway);
const char *metric_gateway_name(const struct config *config, size_t row);

#endif
