/* store/helper.c - who may report for a stall, and the reports that wait for it */
#include "store/helper.h"

#include <string.h>

#include "store/db.h"
#include "store/rows.h"

static const char *const state_names[] = {
	[HELPER_ASKED] = "asked",
	[HELPER_ALLOWED] = "allowed",
	[HELPER_REFUSED] = "refused",
};

const char *helper_state_name(enum helper_state s)
{
	return state_names[s];
}

static enum helper_state state_of(const char *name)
{
	if (strcmp(name, "allowed") == 0)
		return HELPER_ALLOWED;
	return strcmp(name, "refused") == 0 ? HELPER_REFUSED : HELPER_ASKED;
}

#define HELPER_COLUMNS                                                                         \
	"h.owner_id, h.phone, h.state, h.requested_at, h.asked_at, h.answered_at, h.answered_by"
enum { HELPER_WIDTH = 7 };

static void read_helper(struct stmt *s, struct helper *out)
{
	out->owner_id = db_get_int(s, 0);
	db_get_text(s, 1, out->phone.e164, sizeof(out->phone.e164));
	out->state = state_of(db_view_text(s, 2));
	out->requested_at = db_get_int(s, 3);
	out->asked_at = db_get_int(s, 4);
	out->answered_at = db_get_int(s, 5);
	db_get_text(s, 6, out->answered_by, sizeof(out->answered_by));
}

static enum rc one_helper(struct stmt *s, struct helper *out)
{
	enum rc rc = db_step(s);

	if (rc == RC_OK) {
		read_helper(s, out);
		db_reset(s);
	}
	return rc;
}

static const struct sql get = { "helper.get",
	"SELECT " HELPER_COLUMNS
	" FROM helper h WHERE h.owner_id = $1 AND h.phone = $2 LIMIT 1" };

enum rc helper_get(
	struct store *st, int64_t owner_id, const struct phone *p, struct helper *out)
{
	struct stmt *s = db_prepare(st->db, &get);

	db_int(s, 1, owner_id);
	db_text(s, 2, p->e164);
	return one_helper(s, out);
}

static const struct sql put = { "helper.put",
	"INSERT INTO helper (owner_id, phone, state, requested_at, asked_at, answered_at, "
	"answered_by) VALUES ($1, $2, $3, $4, $5, $6, $7) "
	"ON CONFLICT (owner_id, phone) DO UPDATE SET state = excluded.state, "
	"requested_at = excluded.requested_at, asked_at = excluded.asked_at, "
	"answered_at = excluded.answered_at, answered_by = excluded.answered_by" };

enum rc helper_put(struct store *st, const struct helper *h)
{
	struct stmt *s = db_prepare(st->db, &put);

	db_int(s, 1, h->owner_id);
	db_text(s, 2, h->phone.e164);
	db_text(s, 3, helper_state_name(h->state));
	db_int(s, 4, h->requested_at);
	db_int_or_null(s, 5, h->asked_at);
	db_int_or_null(s, 6, h->answered_at);
	db_text_or_null(s, 7, h->answered_by);
	return db_run(s);
}

static const struct sql next_unasked = { "helper.next_unasked",
	"SELECT " HELPER_COLUMNS " FROM helper h WHERE h.owner_id = $1 AND h.state = 'asked' "
	"AND h.asked_at IS NULL ORDER BY h.requested_at, h.phone LIMIT 1" };

enum rc helper_next_unasked(struct store *st, int64_t owner_id, struct helper *out)
{
	struct stmt *s = db_prepare(st->db, &next_unasked);

	db_int(s, 1, owner_id);
	return one_helper(s, out);
}

/* The expression of index trader_stall. */
#define STALL_KEY(x)                                                                           \
	"lower(replace(replace(replace(replace(" x ", ' ', ''), '-', ''), '.', ''), '/', ''))"
#define AT_STALL STALL_KEY("t.stall") " = " STALL_KEY("$1") " AND t.stall IS NOT NULL"

static enum rc one_trader(struct stmt *s, struct trader *out)
{
	enum rc rc = db_step(s);

	if (rc == RC_OK) {
		trader_read(s, 0, out);
		db_reset(s);
	}
	return rc;
}

static const struct sql at_stall = { "stall.find",
	"SELECT " TRADER_COLUMNS " FROM trader t WHERE " AT_STALL " AND t.market_id = $2 "
	"ORDER BY t.id LIMIT 1" };

enum rc stall_find(struct store *st, const char *stall, int64_t market_id, struct trader *out)
{
	struct stmt *s = db_prepare(st->db, &at_stall);

	db_text(s, 1, stall);
	db_int(s, 2, market_id);
	return one_trader(s, out);
}

static const struct sql markets = { "stall.markets",
	"SELECT count(DISTINCT t.market_id) FROM trader t WHERE " AT_STALL " LIMIT 1" };

enum rc stall_markets(struct store *st, const char *stall, int *out)
{
	struct stmt *s = db_prepare(st->db, &markets);
	enum rc rc;

	db_text(s, 1, stall);
	rc = db_step(s);
	if (rc == RC_OK) {
		*out = db_get_int32(s, 0);
		db_reset(s);
	}
	return rc;
}

static const struct sql of_helper = { "stall.of_helper",
	"SELECT " TRADER_COLUMNS " FROM helper h JOIN trader t ON t.id = h.owner_id "
	"WHERE h.phone = $2 AND " AT_STALL " ORDER BY t.id LIMIT 2" };

enum rc stall_of_helper(
	struct store *st, const char *stall, const struct phone *p, struct trader *out)
{
	struct stmt *s = db_prepare(st->db, &of_helper);
	enum rc rc;

	db_text(s, 1, stall);
	db_text(s, 2, p->e164);
	rc = db_step(s);
	if (rc != RC_OK)
		return rc;
	trader_read(s, 0, out);
	rc = db_step(s);
	if (rc == RC_OK) {
		db_reset(s);
		return RC_ABSENT;
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql each = { "helper.each",
	"SELECT " HELPER_COLUMNS
	", t.phone, m.name, t.stall, (SELECT count(*) FROM helper_report r "
	"WHERE r.owner_id = h.owner_id AND r.typed_by = h.phone) FROM helper h "
	"JOIN trader t ON t.id = h.owner_id LEFT JOIN market m ON m.id = t.market_id "
	"ORDER BY h.requested_at DESC, h.owner_id, h.phone LIMIT $1" };

enum rc helper_each(struct store *st, int64_t limit, helper_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &each);
	struct helper_row row;
	enum rc rc;

	db_limit(s, 1, limit);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		read_helper(s, &row.helper);
		db_get_text(s, HELPER_WIDTH, row.owner.e164, sizeof(row.owner.e164));
		db_get_text(s, HELPER_WIDTH + 1, row.market, sizeof(row.market));
		db_get_text(s, HELPER_WIDTH + 2, row.stall, sizeof(row.stall));
		row.waiting = db_get_int(s, HELPER_WIDTH + 3);
		rc = fn(&row, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

const struct sql *const helper_sql[] = { &get, &put, &next_unasked, &at_stall, &markets,
	&of_helper, &each, NULL };
