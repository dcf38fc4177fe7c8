/* store/gateway_record.c - how each gateway does, as the daemon last wrote it */
#include "store/gateway_record.h"

#include <stddef.h>
#include <string.h>

#include "store/db.h"

static const char *const names[] = {
	[GATEWAY_WORKS] = "works",
	[GATEWAY_RESTS] = "rests",
	[GATEWAY_MISCONFIGURED] = "misconfigured",
};

const char *gateway_state_name(enum gateway_state s)
{
	return names[s];
}

static enum gateway_state state_of(const char *name)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i], name) == 0)
			return (enum gateway_state)i;
	return GATEWAY_WORKS;
}

static const struct sql put = { "gateway_record.put",
	"INSERT INTO gateway_health (gateway, state, state_since, last_success, last_inbound, "
	"last_error, last_error_at, day, sent_today, balance, balance_at, at) "
	"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) "
	"ON CONFLICT (gateway) DO UPDATE SET state = excluded.state, "
	"state_since = excluded.state_since, last_success = excluded.last_success, "
	"last_inbound = excluded.last_inbound, last_error = excluded.last_error, "
	"last_error_at = excluded.last_error_at, day = excluded.day, "
	"sent_today = excluded.sent_today + CASE WHEN gateway_health.day = excluded.day "
	"THEN gateway_health.sent_today ELSE 0 END, balance = excluded.balance, "
	"balance_at = excluded.balance_at, at = excluded.at RETURNING sent_today" };

enum rc gateway_record_put(struct store *st, struct gateway_record *r)
{
	struct stmt *s = db_prepare(st->db, &put);
	enum rc rc;

	db_text(s, 1, r->gateway);
	db_text(s, 2, names[r->state]);
	db_int(s, 3, r->state_since);
	db_int(s, 4, r->last_success);
	db_int(s, 5, r->last_inbound);
	db_text(s, 6, r->last_error);
	db_int(s, 7, r->last_error_at);
	db_int(s, 8, r->day);
	db_int(s, 9, r->sent_today - r->sent_written);
	db_text(s, 10, r->balance);
	db_int(s, 11, r->balance_at);
	db_int(s, 12, r->at);
	rc = db_step(s);
	if (rc != RC_OK)
		return rc;
	r->sent_today = r->sent_written = db_get_int(s, 0);
	return db_run(s);
}

static const struct sql get = { "gateway_record.get",
	"SELECT g.gateway, g.state, g.state_since, g.last_success, g.last_inbound, g.last_error, "
	"g.last_error_at, g.day, g.sent_today, g.balance, g.balance_at, g.at "
	"FROM gateway_health g WHERE g.gateway = $1 LIMIT 1" };

enum rc gateway_record_get(struct store *st, const char *gateway, struct gateway_record *out)
{
	struct stmt *s = db_prepare(st->db, &get);
	enum rc rc;

	db_text(s, 1, gateway);
	rc = db_step(s);
	if (rc != RC_OK)
		return rc;
	db_get_text(s, 0, out->gateway, sizeof(out->gateway));
	out->state = state_of(db_view_text(s, 1));
	out->state_since = db_get_int(s, 2);
	out->last_success = db_get_int(s, 3);
	out->last_inbound = db_get_int(s, 4);
	db_get_text(s, 5, out->last_error, sizeof(out->last_error));
	out->last_error_at = db_get_int(s, 6);
	out->day = db_get_int32(s, 7);
	out->sent_today = out->sent_written = db_get_int(s, 8);
	db_get_text(s, 9, out->balance, sizeof(out->balance));
	out->balance_at = db_get_int(s, 10);
	out->at = db_get_int(s, 11);
	db_reset(s);
	return RC_OK;
}

const struct sql *const gateway_record_sql[] = { &put, &get, NULL };
