/* store/hand_over.c - traders without a number of their own, and giving a record its owner's number */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "store/db.h"
#include "store/helper.h"

static const char placeholder[] = "stall:";

bool trader_has_phone(const struct trader *t)
{
	return strncmp(t->phone.e164, placeholder, strlen(placeholder)) != 0;
}

enum rc trader_add_without_phone(struct store *st, struct trader *t)
{
	int64_t n = 0;
	enum rc rc = store_next_id(st, "stall", &n);

	if (rc != RC_OK)
		return rc;
	(void)snprintf(t->phone.e164, sizeof(t->phone.e164), "%s%" PRId64, placeholder, n);
	return trader_add(st, t);
}

static const struct sql move = { "hand_over.move",
	"UPDATE trader SET phone = $2 WHERE id = $1" };
static const struct sql silence = { "hand_over.silence",
	"UPDATE conversation SET state = 'idle', data = '', lives_until = 0, misses = 0, "
	"ussd_session = NULL, silent_until = 0 WHERE trader_id = $1" };
static const struct sql own = { "hand_over.own",
	"DELETE FROM helper WHERE owner_id = $1 AND phone = $2" };

static enum rc run(struct store *st, const struct sql *q, int64_t id, const struct phone *to)
{
	struct stmt *s = db_prepare(st->db, q);

	db_int(s, 1, id);
	if (to != NULL)
		db_text(s, 2, to->e164);
	return db_run(s);
}

enum rc trader_hand_over(struct store *st, const struct trader *t, const struct phone *to)
{
	struct trader now;
	int32_t last_day;
	bool opted_out = false;
	enum rc rc = trader_by_phone(st, to, &now);

	if (rc == RC_OK)
		return RC_CONFLICT;
	if (rc != RC_ABSENT)
		return rc;
	rc = trader_opted_out(st, to, &opted_out);
	if (rc == RC_OK) /* what the owner typed as a helper is a report of their own */
		rc = waiting_book(st, t->id, to, &last_day);
	if (rc == RC_OK)
		rc = run(st, &own, t->id, to);
	if (rc == RC_OK)
		rc = run(st, &silence, t->id, NULL);
	if (rc == RC_OK)
		rc = run(st, &move, t->id, to);
	if (rc != RC_OK || !opted_out)
		return rc;
	now = *t;
	now.stopped_at = t->created_at;
	return trader_update(st, &now);
}

const struct sql *const hand_over_sql[] = { &move, &silence, &own, NULL };
