/*
 * web/metrics.h - private to web/: what the server counts, and Prometheus text of it
 *
 * The number of series is bounded: see base/prometheus.h.
 */
#ifndef LAPAK_WEB_METRICS_H
#define LAPAK_WEB_METRICS_H
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/config.h"
#include "base/prometheus.h"

enum inbound_count { /* the label result of lapak_inbound_total */
	COUNT_KEPT,
	COUNT_REPEATED,
	COUNT_DENIED,  /* signature or secret */
	COUNT_INVALID, /* not what the gateway's contract says */
	COUNT_FAILED,  /* our own trouble: answered 503 */
	COUNT_UNKNOWN, /* reports about no message of ours: answered 200 */
	COUNT_RESULTS,
};

enum { STATUS_ROWS = 16 };

struct metrics { /* all zero to begin with */
	uint64_t inbound[CONFIG_GATEWAYS][COUNT_RESULTS];
	struct histogram ack;   /* milliseconds from the whole request to its answer */
	struct histogram batch; /* requests a commit */
	uint64_t status[STATUS_ROWS];
	uint64_t connections, cut;
};

void metrics_ack(struct metrics *m, int64_t ms);
void metrics_batch(struct metrics *m, size_t requests);
void metrics_status(struct metrics *m, unsigned status);

struct metrics_now { /* what is counted elsewhere */
	size_t connections, open, waiting;
	uint64_t rates, guesses; /* refused for coming too often */
};
void metrics_write(struct buf *out, const struct metrics *m, const struct config *config,
	struct metrics_now now);

#endif
