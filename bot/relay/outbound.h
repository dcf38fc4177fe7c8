/*
 * relay/outbound.h - from the outbox to the gateways and back: claim, send, settle
 *
 * Four calls a turn of the loop: outbound_run() moves libcurl and collects what finished; outbound_apply() runs inside
 * the turn's transaction (settles what finished, expires what is old, claims what is due); after the commit outbound_start() puts the
 * claimed messages on the wire; outbound_undone() instead when the commit failed (claims are forgotten, finished
 * results are kept for the next turn).
 */
#ifndef LAPAK_RELAY_OUTBOUND_H
#define LAPAK_RELAY_OUTBOUND_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/config.h"
#include "base/prometheus.h"
#include "base/rc.h"

enum { OUTBOUND_FDS = 8 };

struct outbound;
struct store;

/* Caller owns *out. random: for jitter. */
MUST_CHECK enum rc outbound_open(struct outbound **out, struct store *st,
	const struct config *config, uint64_t (*random)(void *), void *random_arg,
	struct err *err);
void outbound_close(struct outbound *o);

/* Of several servers on one database each has its share of a gateway's pace, whole messages a second, of which the first get one
 * more (so that with a pace of 2 the third sends nothing by it); and one sets aside what is too old: whether this one does, in
 * the turns to come. before: how many servers are before this one. Without a call: all of it. */
void outbound_share(struct outbound *o, int64_t servers, int64_t before, bool keeps_house);
/* Whether the next outbound_apply() looks for that, which wants the database alone. */
bool outbound_looks(const struct outbound *o, int64_t now_ms);

/* Sleeps until one of the n descriptors in fds is readable, a transfer moves, or timeout_ms passed. n is at most
 * OUTBOUND_FDS. */
MUST_CHECK enum rc outbound_wait(struct outbound *o, const int *fds, size_t n, int timeout_ms);
/* Moves transfers, collects results; never blocks. now_ms: a monotonic clock in milliseconds. */
void outbound_run(struct outbound *o, int64_t now_ms);
/* Whether outbound_apply() has something to do at now. */
bool outbound_wants(const struct outbound *o, int64_t now, int64_t now_ms);
MUST_CHECK enum rc outbound_apply(struct outbound *o, int64_t now, int64_t now_ms);
void outbound_start(struct outbound *o, int64_t now, int64_t now_ms);
void outbound_undone(struct outbound *o);
/* Something was queued in this turn (a reply, a push): look at the outbox at the next outbound_apply(). */
void outbound_nudge(struct outbound *o);
/* The wall clock moved: what has expired or fallen due by it is looked for at the next outbound_apply(). */
void outbound_look(struct outbound *o);
/* Milliseconds until outbound_wants() may become true by time alone; at most 1000. */
int outbound_timeout_ms(const struct outbound *o, int64_t now, int64_t now_ms);
/* After the configuration it was opened with changed in its place: paces are taken anew. */
void outbound_reload(struct outbound *o);
/* Claims nothing more; what is on the wire is settled. */
void outbound_drain(struct outbound *o);
/* Claims again. */
void outbound_resume(struct outbound *o);
/* Transfers on the wire, for draining. */
unsigned outbound_in_flight(const struct outbound *o);

/* From now on what comes in is looked for where a gateway does not call: a modem's database, an inbox that is asked for. Both
 * are borrowed for o's life. */
struct inbound;
MUST_CHECK enum rc outbound_listen(
	struct outbound *o, const struct inbound *in, struct err *err);

struct gateway_health {
	bool resting; /* the breaker is open */
	int64_t sent, failed, retried, unknown;
	int64_t unanswered;   /* questions to a gateway without an answer that was understood */
	int64_t last_success; /* 0 never */
	char last_error[64];
};
/* Something came in from it by a webhook. */
void outbound_heard(struct outbound *o, size_t gateway, int64_t now);
void outbound_health(const struct outbound *o, size_t gateway, struct gateway_health *out);

struct outbound_totals {          /* since the start, of all gateways that cost something */
	uint64_t segments, spend; /* of what was sent; spend in rupiah at price_per_segment */
	struct histogram
		answered; /* milliseconds until the gateway answered, or did not in time */
};
extern const struct histogram_scale outbound_scale; /* of answered */
const struct outbound_totals *outbound_totals(const struct outbound *o);

#endif
