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

/* What may forbid a push; of message m. */
#define PUSH_COLUMNS "t.stopped_at, c.last_in_at, b.state"
#define PUSH_TABLES \
	"LEFT JOIN trader t ON t.id = m.trader_id " \
	"LEFT JOIN conversation c ON c.trader_id = m.trader_id " \
	"LEFT JOIN broadcast_message x ON x.message_id = m.id " \
	"LEFT JOIN broadcast b ON b.id = x.broadcast_id"
/* clang-format on */
/* Whether a queued push (a reminder and a tip too) may go at now, from its row, PUSH_COLUMNS beginning at column: RC_OK; RC_BUSY: not
 * before *until, the trader has just written; RC_DENIED: never, the trader has stopped; RC_CONFLICT: its broadcast is paused or
 * cancelled. */
MUST_CHECK enum rc push_may_go(
	struct stmt *s, int column, enum message_kind kind, int64_t now, int64_t *until);

/* Adds to the counters of a broadcast. */
struct broadcast_change {
	int64_t sent, delivered, unknown, failed, open, segments, cost;
};
MUST_CHECK enum rc broadcast_count(
	struct store *st, int64_t id, const struct broadcast_change *c);
/* Adds rupiah (or takes them back) to what was spent on the day of at. */
MUST_CHECK enum rc broadcast_spend(struct store *st, int64_t at, int64_t cost);

#endif
