/* store/broadcast_result.c - who got it, who did not and why; and forgetting a person */
#include <string.h>

#include "store/broadcast_rows.h"
#include "store/rows.h"

/* clang-format off */
#define RESULT_STATE \
	"CASE WHEN r.dropped IS NOT NULL THEN 'dropped' WHEN m.id IS NULL THEN 'left' ELSE m.state END"
#define RESULT_FROM \
	"FROM broadcast_recipient r LEFT JOIN message m ON m.id = r.message_id "
/* clang-format on */

static const struct sql reasons = { "broadcast.reasons",
	"SELECT " RESULT_STATE " AS state, coalesce(r.dropped, m.error, '') AS reason, "
	"count(*) AS people " RESULT_FROM "WHERE r.broadcast_id = $1 GROUP BY 1, 2 "
	"ORDER BY 3 DESC, 1, 2 LIMIT 50" };

enum rc broadcast_reasons(struct store *st, int64_t id, broadcast_reason_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &reasons);
	enum rc rc;

	db_int(s, 1, id);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		struct broadcast_reason r = { .state = db_view_text(s, 0),
			.reason = db_view_text(s, 1),
			.people = db_get_int(s, 2) };

		rc = fn(&r, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const char *const result_states[] = { "left", "dropped", "queued", "sending", "sent",
	"delivered", "unknown", "failed", "expired", "rejected" };

bool broadcast_result_state_is(const char *state)
{
	for (size_t i = 0; i < sizeof(result_states) / sizeof(result_states[0]); i++)
		if (strcmp(result_states[i], state) == 0)
			return true;
	return false;
}

static const struct sql results = { "broadcast.results",
	"SELECT r.trader_id, coalesce(t.phone, ''), coalesce(t.name, ''), " RESULT_STATE ", "
	"coalesce(r.dropped, m.error, ''), coalesce(m.changed_at, 0) " RESULT_FROM
	"LEFT JOIN trader t ON t.id = r.trader_id WHERE r.broadcast_id = $1 "
	"AND r.trader_id > $4 AND ($2 = '' OR $2 = " RESULT_STATE
	") ORDER BY r.trader_id LIMIT $3" };

enum rc broadcast_results(struct store *st, const struct broadcast_result_ask *ask,
	broadcast_result_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &results);
	enum rc rc;

	db_int(s, 1, ask->id);
	db_text(s, 2, ask->state != NULL ? ask->state : "");
	db_limit(s, 3, ask->limit);
	db_int(s, 4, ask->after);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		struct broadcast_result r = { .trader_id = db_get_int(s, 0),
			.phone = db_view_text(s, 1),
			.name = db_view_text(s, 2),
			.state = db_view_text(s, 3),
			.reason = db_view_text(s, 4),
			.at = db_get_int(s, 5) };

		rc = fn(&r, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql open_of = { "broadcast.open_of",
	"SELECT m.id, m.segments, m.at FROM message m WHERE m.phone = $1 AND m.id > $2 "
	"AND m.state IN ('queued', 'sending') AND m.kind = 'broadcast' ORDER BY m.id LIMIT 1" };
static const struct sql pending = { "broadcast.pending",
	"UPDATE broadcast SET failed = broadcast.failed + 1 WHERE state NOT IN ('done', 'cancelled') "
	"AND EXISTS (SELECT 1 FROM broadcast_recipient r WHERE r.broadcast_id = broadcast.id "
	"AND r.trader_id = $1 AND r.message_id IS NULL AND r.dropped IS NULL)" };
static const struct sql not_recipient = { "broadcast.not_recipient",
	"DELETE FROM broadcast_recipient WHERE broadcast_id IN (SELECT id FROM broadcast) "
	"AND trader_id = $1" };
static const struct sql not_waiting = { "broadcast.not_waiting",
	"DELETE FROM broadcast_wait WHERE trader_id = $1" };

/* The messages themselves are blanked with all others. */
static enum rc end_open(struct store *st, const struct phone *p)
{
	struct message m = { .id = 0 };
	enum rc rc = RC_OK;

	while (rc == RC_OK) {
		struct stmt *s = db_prepare(st->db, &open_of);

		db_text(s, 1, p->e164);
		db_int(s, 2, m.id);
		rc = db_step(s);
		if (rc != RC_OK)
			break;
		m.id = db_get_int(s, 0);
		m.segments = db_get_int32(s, 1);
		m.at = db_get_int(s, 2);
		db_reset(s);
		rc = broadcast_settled(st, &m, MESSAGE_QUEUED, MESSAGE_EXPIRED);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

enum rc broadcast_forget(struct store *st, const struct trader *t)
{
	static const struct sql *const steps[] = { &pending, &not_recipient, &not_waiting };
	enum rc rc = end_open(st, &t->phone);

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]) && rc == RC_OK; i++) {
		struct stmt *s = db_prepare(st->db, steps[i]);

		db_int(s, 1, t->id);
		rc = db_run(s);
	}
	return rc;
}

const struct sql *const broadcast_result_sql[] = { &reasons, &results, &open_of, &pending,
	&not_recipient, &not_waiting, NULL };
