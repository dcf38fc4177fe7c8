/* store/broadcast_rows.h - private to store/: what the files of the broadcast share */
#ifndef LAPAK_STORE_BROADCAST_ROWS_H
#define LAPAK_STORE_BROADCAST_ROWS_H
#include "store/broadcast.h"
#include "store/db.h"

/* clang-format off */
#define BROADCAST_COLUMNS \
	"b.id, b.state, b.audience, b.made_by, b.approved_by, b.created_at, b.approved_at, " \
	"b.starts_at, b.changed_at, b.price, b.recipients, b.planned, b.silent_before, " \
	"b.expand_after, b.expand_until, b.expanded, b.send_after, b.sent, b.delivered, " \
	"b.unknown, b.failed, b.open, b.segments, b.cost, b.found, b.tests, b.retry_after, " \
	"b.retry_until"
/* clang-format on */

/* Adds to the counters of a broadcast. */
struct broadcast_change {
	int64_t sent, delivered, unknown, failed, open, segments, cost;
};
MUST_CHECK enum rc broadcast_count(
	struct store *st, int64_t id, const struct broadcast_change *c);
/* Adds rupiah (or takes them back) to what was spent on the day of at. */
MUST_CHECK enum rc broadcast_spend(struct store *st, int64_t at, int64_t cost);

#endif
