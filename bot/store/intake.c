/* store/intake.c - a list of traders that is taken in part by part */
#include "store/intake.h"

#include <string.h>

#include "store/rows.h"
#include "store/store.h"

static const char *const state_names[] = { [INTAKE_TAKING] = "taking",
	[INTAKE_KEEPING] = "keeping",
	[INTAKE_DONE] = "done",
	[INTAKE_DROPPED] = "dropped" };

const char *intake_state_name(enum intake_state s)
{
	return state_names[s];
}

static enum intake_state state_of(const char *name)
{
	for (size_t i = 0; i < sizeof(state_names) / sizeof(state_names[0]); i++)
		if (strcmp(state_names[i], name) == 0)
			return (enum intake_state)i;
	return INTAKE_DROPPED;
}

static const struct sql add = { "intake.add",
	"INSERT INTO intake (id, name, made_by, state, created_at, changed_at, parts, lines, "
	"faults, fresh, kept, added, changed, skipped) "
	"VALUES ($1, $2, $3, 'taking', $4, $4, 0, 0, 0, 0, 0, 0, 0, 0)" };

enum rc intake_add(struct store *st, struct intake *i)
{
	struct stmt *s;
	enum rc rc = store_next_id(st, "intake", &i->id);

	if (rc != RC_OK)
		return rc;
	s = db_prepare(st->db, &add);
	db_int(s, 1, i->id);
	db_text(s, 2, i->name);
	db_text(s, 3, i->made_by);
	db_int(s, 4, i->created_at);
	return db_run(s);
}

static const struct sql get = { "intake.get",
	"SELECT id, name, made_by, state, created_at, changed_at, parts, lines, faults, fresh, "
	"kept, added, changed, skipped FROM intake WHERE id = $1 LIMIT 1" };

enum rc intake_get(struct store *st, int64_t id, struct intake *out)
{
	struct stmt *s = db_prepare(st->db, &get);
	enum rc rc;

	db_int(s, 1, id);
	rc = db_step(s);
	if (rc != RC_OK)
		return rc;
	out->id = db_get_int(s, 0);
	db_get_text(s, 1, out->name, sizeof(out->name));
	db_get_text(s, 2, out->made_by, sizeof(out->made_by));
	out->state = state_of(db_view_text(s, 3));
	out->created_at = db_get_int(s, 4);
	out->changed_at = db_get_int(s, 5);
	out->parts = db_get_int(s, 6);
	out->lines = db_get_int(s, 7);
	out->faults = db_get_int(s, 8);
	out->fresh = db_get_int(s, 9);
	out->kept = db_get_int(s, 10);
	out->added = db_get_int(s, 11);
	out->changed = db_get_int(s, 12);
	out->skipped = db_get_int(s, 13);
	db_reset(s);
	return RC_OK;
}

static const struct sql put = { "intake.put",
	"UPDATE intake SET state = $2, changed_at = $3, parts = $4, lines = $5, faults = $6, "
	"fresh = $7, kept = $8, added = $9, changed = $10, skipped = $11 WHERE id = $1" };

enum rc intake_put(struct store *st, const struct intake *i)
{
	struct stmt *s = db_prepare(st->db, &put);

	db_int(s, 1, i->id);
	db_text(s, 2, intake_state_name(i->state));
	db_int(s, 3, i->changed_at);
	db_int(s, 4, i->parts);
	db_int(s, 5, i->lines);
	db_int(s, 6, i->faults);
	db_int(s, 7, i->fresh);
	db_int(s, 8, i->kept);
	db_int(s, 9, i->added);
	db_int(s, 10, i->changed);
	db_int(s, 11, i->skipped);
	return db_run_some(s);
}

static const struct sql add_row = { "intake.add_row",
	"INSERT INTO intake_row (intake_id, line, phone, name, market_id, stall, goods) "
	"VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING" };

enum rc intake_row_add(struct store *st, int64_t intake_id, const struct intake_row *row)
{
	struct stmt *s = db_prepare(st->db, &add_row);
	enum rc rc;

	db_int(s, 1, intake_id);
	db_int(s, 2, row->line);
	db_text(s, 3, row->phone.e164);
	db_text(s, 4, row->name);
	db_int(s, 5, row->market_id);
	db_text(s, 6, row->stall);
	db_text(s, 7, row->goods);
	rc = db_run_some(s);
	return rc == RC_ABSENT ? RC_CONFLICT : rc;
}

static const struct sql rows = { "intake.rows",
	"SELECT line, phone, name, market_id, stall, goods FROM intake_row "
	"WHERE intake_id = $1 ORDER BY line LIMIT $2" };

enum rc intake_rows(
	struct store *st, int64_t intake_id, struct intake_row *out, size_t max, size_t *n)
{
	struct stmt *s = db_prepare(st->db, &rows);
	enum rc rc;

	*n = 0;
	db_int(s, 1, intake_id);
	db_int(s, 2, (int64_t)max);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		struct intake_row *row = &out[(*n)++];

		row->line = db_get_int(s, 0);
		db_get_text(s, 1, row->phone.e164, sizeof(row->phone.e164));
		db_get_text(s, 2, row->name, sizeof(row->name));
		row->market_id = db_get_int(s, 3);
		db_get_text(s, 4, row->stall, sizeof(row->stall));
		db_get_text(s, 5, row->goods, sizeof(row->goods));
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql drop = { "intake.drop",
	"DELETE FROM intake_row WHERE intake_id = $1 AND line <= $2" };

enum rc intake_rows_drop(struct store *st, int64_t intake_id, int64_t up_to)
{
	struct stmt *s = db_prepare(st->db, &drop);

	db_int(s, 1, intake_id);
	db_int(s, 2, up_to);
	return db_run(s);
}

static const struct sql forget = { "intake.forget", "DELETE FROM intake WHERE id = $1" };

enum rc intake_forget(struct store *st, int64_t id)
{
	struct stmt *s = db_prepare(st->db, &forget);

	db_int(s, 1, id);
	return db_run(s);
}

const struct sql *const intake_sql[] = { &add, &get, &put, &add_row, &rows, &drop, &forget,
	NULL };
